"""What a reader returns: blocks of lines that still hold their own text, before offsets exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.types import Block, BlockKind, Box, DocumentWarning, Line, Method, RecognizedWord

LONGEST_CELL = 60
"""A cell of more words is a paragraph: its table only lays the page out."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line with its text; the other fields as in ``types.Line``."""

    text: str
    page: int | None = None
    box: Box | None = None
    size: float | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class DraftBlock:
    """Lines that the source sets together; kind and level as in ``types.Block``."""

    lines: tuple[DraftLine, ...]
    kind: BlockKind = "paragraph"
    level: int | None = None

    @property
    def text(self) -> str:
        """The lines, joined by line breaks."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Draft:
    """A source as its reader understood it."""

    method: Method
    media_type: str
    blocks: tuple[DraftBlock, ...]
    pages: int | None = None
    warnings: tuple[DocumentWarning, ...] = ()
    recognized: tuple[RecognizedWord, ...] = ()


def plain_lines(text: str, *, bold: bool = False) -> tuple[DraftLine, ...]:
    """The lines of ``text`` as draft lines without layout."""
    return tuple(DraftLine(line, bold=bold) for line in text.split("\n"))


def assemble(blocks: Iterable[DraftBlock]) -> tuple[str, tuple[Block, ...]]:
    """The document text that the blocks make, and the blocks with their offsets in it.

    Lines must be trimmed and not empty; ``normalize`` sees to that.
    """
    parts: list[str] = []
    placed: list[Block] = []
    at = 0
    for block in blocks:
        if placed:
            parts.append("\n\n")
            at += 2
        lines, at = _place(block.lines, parts, at)
        placed.append(Block(block.kind, lines, block.level))
    return "".join(parts), tuple(placed)


def _place(drafts: Sequence[DraftLine], parts: list[str], at: int) -> tuple[tuple[Line, ...], int]:
    lines: list[Line] = []
    for draft in drafts:
        if lines:
            parts.append("\n")
            at += 1
        parts.append(draft.text)
        end = at + len(draft.text)
        lines.append(Line(at, end, draft.page, draft.box, draft.size, draft.bold))
        at = end
    return tuple(lines), at
