"""A record as a page for the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.export.writer import Write
    from extractor.record import LicenseRecord
    from extractor.types import PagePicture


def to_html(record: LicenseRecord, pictures: Sequence[PagePicture] = ()) -> str:
    """The report of one license: its answers with the words that prove them, and its text, clause by clause.

    One file that asks the network for nothing and runs no script but its own. With ``pictures`` of the document's pages
    it shows those too, the clauses framed.
    """
    from extractor.export.html.report import report_page

    return report_page(record, pictures)


def illustrated(pictures_of: Callable[[LicenseRecord], Sequence[PagePicture]]) -> Write:
    """Writes reports with the pictures that ``pictures_of`` gives of a record's document."""

    def write(records: Iterable[LicenseRecord]) -> Iterator[bytes]:
        for record in records:
            yield to_html(record, pictures_of(record)).encode()

    return write
