"""Glyphs to lines: words from gaps, fragments from words, lines in reading order from fragments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.ingest.columns import in_reading_order
from extractor.ingest.normalize import BULLET
from extractor.ingest.pdfium import GlyphPage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Shares of the glyphs' height, which is 1.2 to 1.3 em. Where the file draws no blank, a gap stands for one
# from a size on that kerning does not reach.
_WORD_GAP = 0.085
_LETTER_SPACED = 1.5
_FRAGMENT_GAP = 1.1
_TAB_GAP = 2.2
_BACKWARD = 0.7
# Letters that Wingdings draws as boxes to tick; its other letters stand for bullets where one stands alone.
_PICTURES = dict.fromkeys("oqr¨\uf06f\uf071\uf072\uf0a8", "□")
_SAME_LINE = 0.45
# Comparing each piece with its row takes time by the square; no page that people read has such rows.
_LONGEST_ROW = 300


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words set side by side without a wide gap, all in one style or nearly so."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: float
    """The share of its characters that are bold."""
    first_word: float
    """The width of its first word: whether that would have fitted on the line before."""
    upright: bool = True

    @property
    def height(self) -> float:
        """Of its characters, accents and descenders included."""
        return self.bottom - self.top


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


def fragments(page: GlyphPage) -> list[Fragment]:
    """The fragments of a page in drawing order, without those drawn twice to look bold."""
    import numpy as np

    codes = page.codes
    blank = _is_blank(codes)
    kept = np.flatnonzero(~blank)
    if not len(kept):
        return []
    box = page.boxes[kept].astype(np.float64)
    x0, top, x1, bottom = box.T
    height = np.maximum(bottom - top, 1.0)
    gap = x0[1:] - x1[:-1]
    overlap = np.minimum(bottom[1:], bottom[:-1]) - np.maximum(top[1:], top[:-1])
    smaller = np.minimum(height[1:], height[:-1])
    larger = np.maximum(height[1:], height[:-1])
    apart = (overlap < 0.3 * smaller) | (gap > _FRAGMENT_GAP * larger) | (gap < -_BACKWARD * larger)
    # Letters may be set apart on purpose: what counts is how much wider a gap is than its neighbors are.
    usual = float(np.median(gap[(gap > 0) & ~apart])) if np.any((gap > 0) & ~apart) else 0.0
    spaced = (np.diff(kept) > 1) | (gap > _WORD_GAP * larger + min(usual, 0.1 * larger.mean()))
    # Chinese glyphs are set apart by their own width and need no blanks.
    wide = (codes[kept] >= 0x2E80) & (codes[kept] < 0xFFEF)
    spaced &= ~(wide[1:] & wide[:-1] & (gap < 0.4 * larger))
    starts = np.concatenate(([0], np.flatnonzero(apart) + 1, [len(kept)]))
    word_start = np.concatenate(([True], spaced | apart))
    edges = _edges(box, starts)
    found: dict[tuple[str, int, int], Fragment] = {}
    for (a, b), edge in zip(pairwise(starts.tolist()), edges, strict=True):
        if _is_letter_spaced(codes[kept[a:b]], word_start[a:b]):
            word_start[a + 1 : b] = gap[a : b - 1] > _LETTER_SPACED * np.median(gap[a : b - 1])
        words = [*word_start[a:b].nonzero()[0].tolist(), b - a]
        first_word = float(x1[a + words[1] - 1] - x0[a])
        fragment = _fragment(page, kept[a:b].tolist(), words, edge, first_word)
        found.setdefault((fragment.text, round(fragment.x0 / 2), round(fragment.top / 2)), fragment)
    return list(found.values())


def _is_blank(codes: NDArray[np.int32]) -> NDArray[np.bool_]:
    import numpy as np

    blank: NDArray[np.bool_] = (
        (codes <= 32) & (codes != 2)
        | np.isin(codes, (0xA0, 0x3000, 0x200B, 0xFEFF))
        | ((codes >= 0x2000) & (codes <= 0x200A))
    )
    return blank


def _is_letter_spaced(codes: NDArray[np.int32], word_start: NDArray[np.bool_]) -> bool:
    """Whether these are letters set apart, as in "L I C E N S E", rather than words."""
    import numpy as np

    if len(codes) < 6 or np.count_nonzero(word_start) <= 0.6 * len(codes):
        return False
    letters = ((codes | 32) >= ord("a")) & ((codes | 32) <= ord("z"))
    return float(np.mean(letters)) > 0.9


def _edges(box: NDArray[np.float64], starts: NDArray[np.intp]) -> list[tuple[float, float, float, float]]:
    """The edges of the fragments that start at ``starts``, the last of which is the end: x0, top, x1, bottom.

    Top and bottom are those of the tallest glyphs, so that a raised footnote mark does not raise the line.
    """
    import numpy as np

    x0, top, x1, bottom = box.T
    first = starts[:-1]
    height = bottom - top
    tall = height >= 0.9 * np.repeat(np.maximum.reduceat(height, first), np.diff(starts))
    number = np.add.reduceat(tall.astype(np.float64), first)
    edges = (
        np.minimum.reduceat(x0, first),
        np.add.reduceat(np.where(tall, top, 0.0), first) / number,
        np.maximum.reduceat(x1, first),
        np.add.reduceat(np.where(tall, bottom, 0.0), first) / number,
    )
    return list(zip(*(edge.tolist() for edge in edges), strict=True))


def _fragment(
    page: GlyphPage,
    index: Sequence[int],
    bounds: Sequence[int],
    edges: tuple[float, float, float, float],
    first_word: float,
) -> Fragment:
    """The fragment of the glyphs at ``index``; ``bounds`` are where its words start, and its end."""
    # pdfium marks a hyphen at a line end by code 2.
    letters = ["-" if code == 2 else chr(code) for code in page.codes[index].tolist()]
    sizes: Counter[float] = Counter()
    bold = 0
    upright = True
    for a, b in pairwise(bounds):
        style = page.style_at(index[a])
        if style.pictorial and b - a == 1:
            letters[a] = _PICTURES.get(letters[a], BULLET)
        sizes[style.size] += b - a
        bold += (b - a) * style.bold
        upright &= style.upright
    x0, top, x1, bottom = edges
    return Fragment(
        text=" ".join(["".join(letters[a:b]) for a, b in pairwise(bounds)]),
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
        size=max(sizes, key=sizes.__getitem__),
        bold=bold / len(index),
        first_word=first_word,
        upright=upright,
    )


def lines_of(page: GlyphPage) -> tuple[list[SetLine], int]:
    """The lines of a page in reading order, and how many slanted or vertical pieces of text were left out."""
    every = [fragment for fragment in fragments(page) if fragment.text.strip()]
    upright = [fragment for fragment in every if fragment.upright]
    lines = [
        _line(row, page.number, column) for column, rows in enumerate(in_reading_order(_rows(upright))) for row in rows
    ]
    return lines, len(every) - len(upright)


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
            "\t" if gap > _TAB_GAP * height and len(text) > 3 else " " if gap > _WORD_GAP * height else ""
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
