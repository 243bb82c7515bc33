"""How much of an untrusted file may be read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.errors import LimitError


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest document that is read; each bound is named in the error that it raises.

    The defaults leave room for the longest license with its annexes, and stop a decompression bomb.
    Seconds and megabytes are bounds of the process that reads it (``extractor.isolation``), because no code can stop
    itself: they hold on the command line and in ``Extractor.extract_many``, not in ``Extractor.extract``.
    """

    max_bytes: int = 50_000_000
    """Size of the source."""
    max_pages: int = 500
    """Pages of a PDF."""
    max_characters: int = 20_000_000
    """Characters of text read from a source of any format."""
    max_unpacked_bytes: int = 200_000_000
    """Unpacked size of a zipped format, over all its parts."""
    max_unpacked_ratio: int = 200
    """Unpacked over packed size of any part larger than a megabyte of a zipped format."""
    max_parts: int = 5_000
    """Parts of a zipped format."""
    max_pixels: int = 100_000_000
    """Dots of a picture of a page."""
    max_ocr_pages: int = 100
    """Pages that are read by OCR; each takes seconds rather than milliseconds."""
    ocr_seconds: float = 120.0
    """Wall clock for recognizing one page."""
    seconds: float = 300.0
    """Wall clock for one document, the loading of the models not counted."""
    megabytes: int = 2_000
    """Memory of the process that reads, the models (about 200) counted. Only Linux keeps this bound."""

    def check(self, name: str, value: int) -> None:
        """Raises LimitError where ``value`` exceeds the limit called ``name``."""
        bound: int = getattr(self, name)
        if value > bound:
            raise LimitError(
                f"{value:,} is more than the limit {name} = {bound:,}",
                hint=hint_to_raise(name),
            )


def hint_to_raise(name: str) -> str:
    """How a user raises the limit called ``name``."""
    option = _OPTIONS.get(name)
    return f"If the document is trustworthy, raise {f'{option} or ' if option else ''}Limits.{name}."


_OPTIONS = {
    "max_bytes": "--max-bytes",
    "max_pages": "--max-pages",
    "seconds": "--timeout",
    "megabytes": "--memory",
}
