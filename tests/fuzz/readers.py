"""Coverage-guided fuzzing of the readers: ``python -m tests.fuzz.readers KIND [libFuzzer options] [FOLDER]``.

KIND is a suffix ("txt", "md", "html", "rst"), or one with "record." before it, which goes on to the whole record. It
needs Linux and ``pip install atheris``; FOLDER collects the inputs that reach new code. Three minutes of one reader::

    python -m tests.fuzz.readers html -max_total_time=180 -timeout=10 -dict=tests/fuzz/markup.dict /tmp/html

What it finds is fixed and kept in ``tests/test_fuzz.py``.
"""

from __future__ import annotations

import re
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import SourceError
from extractor.types import Document

if TYPE_CHECKING:
    from extractor.pipeline import Extractor
    from extractor.record import Failure, LicenseRecord

_LONGEST_SEED = 2_000
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\ufeff]")


def check(data: bytes, kind: str) -> None:
    """Reads a document and holds it to what every reader promises.

    Raises:
        AssertionError: it breaks a promise.
        Exception: a reader fails in a way that is no failure with a kind and a hint.
    """
    from extractor.ingest import read

    whole, _, suffix = kind.rpartition(".")
    name = f"license.{suffix}"
    try:
        if whole:
            _check_record(_extractor().attempt(data, name=name))
        else:
            _check_document(read(data, name=name))
    except SourceError as error:
        assert error.message and error.hint and error.source, repr(error)


def _check_document(document: Document) -> None:
    text = document.text
    assert text.strip(), "a document without text"
    assert not _CONTROLS.search(text), "what nobody sees is in the text"
    at = 0
    for block in document.blocks:
        assert block.lines, "an empty block"
        for line in block.lines:
            assert at <= line.start < line.end <= len(text), "a line out of place"
            shown = text[line.start : line.end]
            assert shown == shown.strip() and "\n" not in shown, "a line that is not clean"
            assert not text[at : line.start].strip("\n"), "text between the lines"
            at = line.end
    assert not text[at:], "text after the last line"


def _check_record(result: LicenseRecord | Failure) -> None:
    from extractor.record import Failure

    if isinstance(result, Failure):
        assert result.kind != "internal" and result.message and result.hint, repr(result)
    else:
        assert result.clauses, "an empty record"


@cache
def _extractor() -> Extractor:
    from extractor.pipeline import Extractor

    return Extractor.load("fast")


def main() -> None:
    """Fuzzes until an option of libFuzzer's or a finding ends it."""
    import atheris

    kind = sys.argv.pop(1)
    with atheris.instrument_imports(include=["docutils", "extractor", "markdown_it"]):
        import docutils.core  # noqa: F401
        import markdown_it  # noqa: F401

        import extractor.ingest  # noqa: F401

        if kind.startswith("record."):
            _extractor()
    from tests.hostile import good
    from tests.hostile_text import pages, texts

    for argument in sys.argv[1:]:
        if not argument.startswith("-"):
            Path(argument).mkdir(parents=True, exist_ok=True)
    seeds = Path(tempfile.mkdtemp(prefix="seeds-"))
    for name, data in (*pages().items(), *texts().items()):
        (seeds / name).write_bytes(data[:_LONGEST_SEED])
    for suffix in ("html", "md", "txt"):
        (seeds / f"good.{suffix}").write_bytes(good(suffix))
    check(good("txt"), kind)  # what is made once is made before the clock runs
    atheris.Setup([*sys.argv, str(seeds)], lambda data: check(data, kind))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
