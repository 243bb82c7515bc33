"""Reports with pictures of the pages: the document of a record is found again, and a worker shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.export.to_html import illustrated

if TYPE_CHECKING:
    from extractor.cli.records import Failures
    from extractor.export.writer import Writer
    from extractor.isolation import Workers
    from extractor.record import LicenseRecord
    from extractor.types import PagePicture, Source


def with_pictures(writer: Writer, pool: Workers, sources: Sequence[Source], failures: Failures) -> Writer:
    """The writer of reports, which shows the pages of the PDFs among the ``sources`` too.

    A document whose pages cannot be shown is reported, and its report written without them.
    """

    @cache
    def by_hash() -> Mapping[str, Source]:
        return dict(_hashed(sources))

    def pictures_of(record: LicenseRecord) -> Sequence[PagePicture]:
        from extractor.record import Failure
        from extractor.redact import WARNING

        if any(warning.code == WARNING for warning in record.document.warnings):
            return ()  # what was taken out of the text would stand in the pictures
        source = by_hash().get(record.document.id)
        found = () if source is None else pool.pictures(source)
        if isinstance(found, Failure):
            failures.add(found)
            return ()
        return found

    return replace(writer, write=illustrated(pictures_of))


def _hashed(sources: Sequence[Source]) -> list[tuple[str, Source]]:
    found = []
    for source in sources:
        with suppress(OSError):  # that it cannot be opened was said when it was read
            data = source if isinstance(source, bytes) else Path(source).read_bytes()
            found.append((sha256(data).hexdigest(), source))
    return found
