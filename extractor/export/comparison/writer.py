"""What a format of comparisons is to the rest of the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.compare import Comparison


@dataclass(frozen=True, slots=True)
class Screen:
    """How text is shown."""

    width: int = 120
    color: bool = False
    evidence: bool = False
    """Whether the words that prove the answers are shown too."""


Write = Callable[["Comparison", Screen], bytes]


@dataclass(frozen=True, slots=True)
class ComparisonWriter:
    """A format: how a comparison is written, what its files are called, and whether a terminal can show it."""

    write: Write
    suffix: str
    is_text: bool = True


def unseen(turn: Callable[[Comparison], bytes]) -> Write:
    """Writes what is the same wherever it is shown."""

    def write(comparison: Comparison, _screen: Screen) -> bytes:
        return turn(comparison)

    return write
