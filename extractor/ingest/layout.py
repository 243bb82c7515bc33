"""Fragments to lines in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.ingest.columns import in_reading_order
from extractor.ingest.fragments import WORD_GAP, Fragment, fragments
from extractor.ingest.margins import stamps, without_line_numbers
from extractor.ingest.pdfium import GlyphPage

_TAB_GAP = 2.2
_SAME_LINE = 0.45
# Comparing each piece with its row takes time by the square; no page that people read has such rows.
_LONGEST_ROW = 300
_FIRST_CHINESE = "\u2e80"
_SWITCH = re.compile(
    r"(?<=[。！？；])\s*(?=[A-Z][a-z]*(?:(?:,?\s+[A-Za-z]\w*){3}|(?:\s+[a-z]+){0,2}$))|(?<=[.!?;:])\s*(?=[\u4e00-\u9fff]{4})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of text on a page, in reading order within its page."""

    text: str
    page: int
    column: int
    """Which run of lines it belongs to: lines of two runs never stand in one paragraph as they are set."""
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    starts_bold: bool
    first_word: float

    @property
    def height(self) -> float:
        """Of its tallest fragment."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many pieces of text of a page are in none of its lines."""

    slanted: int = 0
    """Slanted or vertical ones."""
    hidden: int = 0
    """Those that the page does not show: unpainted, in the color of paper, too small to see."""
    stamped: int = 0
    """Those that are set large over the text."""
    numbers: int = 0
    """Those that number the lines in the margin."""

    def __add__(self, other: LeftOut) -> LeftOut:
        """The pieces of both."""
        return LeftOut(
            self.slanted + other.slanted,
            self.hidden + other.hidden,
            self.stamped + other.stamped,
            self.numbers + other.numbers,
        )


def lines_of(page: GlyphPage) -> tuple[list[SetLine], LeftOut]:
    """The lines of a page in reading order, and what was left out."""
    every = fragments(page)
    said = [fragment for fragment in every if fragment.text.strip()]
    upright = [fragment for fragment in said if fragment.upright]
    over = stamps(upright)
    rows, numbers = without_line_numbers(_rows(piece for index, piece in enumerate(upright) if index not in over))
    lines = [
        part
        for column, run in enumerate(in_reading_order(rows))
        for row in run
        for part in _by_language(_line(row, page.number, column))
    ]
    hidden = sum(fragment.hidden for fragment in every)
    return lines, LeftOut(len(said) - len(upright), hidden, len(over), numbers)


def _rows(pieces: Iterable[Fragment]) -> list[list[Fragment]]:
    """The fragments that stand on one line across the page, top down, each row from left to right."""
    rows: list[list[Fragment]] = []
    for piece in sorted(pieces, key=lambda f: ((f.top + f.bottom) / 2, f.x0)):
        for row in reversed(rows[-4:]):
            if len(row) < _LONGEST_ROW and _on_one_line(row, piece):
                row.append(piece)
                break
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda f: f.x0)
    return rows


def _on_one_line(row: Sequence[Fragment], piece: Fragment) -> bool:
    for other in row:
        overlap = min(other.bottom, piece.bottom) - max(other.top, piece.top)
        if overlap < _SAME_LINE * min(other.height, piece.height):
            return False
        if min(other.x1, piece.x1) - max(other.x0, piece.x0) > 0.5 * min(other.height, piece.height):
            return False  # one above the other, however tight the lines are
    return True


def _line(row: Sequence[Fragment], page: int, column: int) -> SetLine:
    text = row[0].text
    for before, piece in pairwise(row):
        gap = piece.x0 - before.x1
        height = max(before.height, piece.height)
        text += (
            "\t" if gap > _TAB_GAP * height and len(text) > 3 else " " if gap > WORD_GAP * height else ""
        ) + piece.text
    characters = sum(len(piece.text) for piece in row)
    main = max(row, key=lambda piece: len(piece.text))
    return SetLine(
        text=text,
        page=page,
        column=column,
        x0=row[0].x0,
        top=main.top,
        x1=max(piece.x1 for piece in row),
        bottom=main.bottom,
        size=main.size,
        bold=sum(piece.bold * len(piece.text) for piece in row) > 0.6 * characters,
        starts_bold=row[0].bold > 0.5,
        first_word=row[0].first_word,
    )


def _by_language(line: SetLine) -> Iterator[SetLine]:
    """Yields a line, cut where a sentence in another script ends and one in English begins, or the reverse."""
    at = 0
    if not line.text.isascii() and max(line.text) >= _FIRST_CHINESE:
        for switch in _SWITCH.finditer(line.text):
            yield _between(line, at, switch.start())
            at = switch.end()
    yield _between(line, at, len(line.text)) if at else line


def _between(line: SetLine, start: int, end: int) -> SetLine:
    """A part of a line; where it stands is told from its letters, Chinese ones being twice as wide as others."""
    edges = [sum(1 + (letter >= _FIRST_CHINESE) for letter in line.text[:at]) for at in (start, end, len(line.text))]
    width = (line.x1 - line.x0) / max(1, edges[2])
    return replace(line, text=line.text[start:end], x0=line.x0 + edges[0] * width, x1=line.x0 + edges[1] * width)
