"""How much of an untrusted file may be read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.errors import LimitError


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest document that is read; each bound is named in the error that it raises.

    The defaults leave room for the longest license with its annexes, and stop a decompression bomb.
    Seconds and memory are bounded by whoever runs the parse, because no code can stop itself.
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

    def check(self, name: str, value: int) -> None:
        """Raises LimitError where ``value`` exceeds the limit called ``name``."""
        bound: int = getattr(self, name)
        if value > bound:
            raise LimitError(
                f"{value:,} is more than the limit {name} = {bound:,}",
                hint=f"If the document is trustworthy, raise {_option(name)}Limits.{name}.",
            )


def _option(name: str) -> str:
    """The command line's name for the limit, where it has one."""
    return f"--{name.replace('_', '-')} or " if name in ("max_bytes", "max_pages") else ""
