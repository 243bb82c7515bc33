"""What a format is to the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.record import LicenseRecord

Write = Callable[[Iterable["LicenseRecord"]], Iterator[bytes]]
"""Turns records into the chunks of one file, taking the next record only when it is needed."""


@dataclass(frozen=True, slots=True)
class Writer:
    """A format: how it is written, what its files are called, and what one of them can hold."""

    write: Write
    suffix: str
    holds_many: bool = True
    """Whether one file can hold more than one record."""
    is_text: bool = True
    """Whether it can be shown on a terminal."""


def each(turn: Callable[[LicenseRecord], str]) -> Write:
    """Writes the records one after the other; ``turn`` gives one as text, its last line ended."""

    def write(records: Iterable[LicenseRecord]) -> Iterator[bytes]:
        for record in records:
            yield turn(record).encode()

    return write
