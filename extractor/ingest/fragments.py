"""Glyphs to fragments: words from gaps, and words set side by side from words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.ingest.normalize import BULLET
from extractor.ingest.pdfium import GlyphPage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Shares of the glyphs' height, which is 1.2 to 1.3 em. Where the file draws no blank, a gap stands for one
# from a size on that kerning does not reach.
WORD_GAP = 0.085
_LETTER_SPACED = 1.5
_FRAGMENT_GAP = 1.1
_BACKWARD = 0.7
# Letters that Wingdings draws as boxes to tick; its other letters stand for bullets where one stands alone.
_PICTURES = dict.fromkeys("oqr¨\uf06f\uf071\uf072\uf0a8", "□")
# Text drawn again so near, in points, is drawn twice to look bold.
_OVERSTRIKE = 2.5


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
    hidden: bool = False
    """Whether it holds words that the page does not show; they are not in its text."""

    @property
    def height(self) -> float:
        """Of its characters, accents and descenders included."""
        return self.bottom - self.top


def fragments(page: GlyphPage) -> list[Fragment]:
    """The fragments of a page in drawing order, without those drawn twice to look bold."""
    import numpy as np

    codes = page.codes
    kept = np.flatnonzero(~_is_blank(codes))
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
    # The letters of a ligature all have its box.
    apart &= np.any(box[1:] != box[:-1], axis=1)
    # Letters may be set apart on purpose: what counts is how much wider a gap is than its neighbors are.
    usual = float(np.median(gap[(gap > 0) & ~apart])) if np.any((gap > 0) & ~apart) else 0.0
    spaced = (np.diff(kept) > 1) | (gap > WORD_GAP * larger + min(usual, 0.1 * larger.mean()))
    # Chinese glyphs are set apart by their own width and need no blanks.
    wide = (codes[kept] >= 0x2E80) & (codes[kept] < 0xFFEF)
    spaced &= ~(wide[1:] & wide[:-1] & (gap < 0.4 * larger))
    starts = np.concatenate(([0], np.flatnonzero(apart) + 1, [len(kept)]))
    word_start = np.concatenate(([True], spaced | apart))
    found: list[Fragment] = []
    for (a, b), edge in zip(pairwise(starts.tolist()), _edges(box, starts), strict=True):
        if _is_letter_spaced(codes[kept[a:b]], word_start[a:b]):
            word_start[a + 1 : b] = gap[a : b - 1] > _LETTER_SPACED * np.median(gap[a : b - 1])
        words = [*word_start[a:b].nonzero()[0].tolist(), b - a]
        first_word = float(x1[a + words[1] - 1] - x0[a])
        found.append(_fragment(page, kept[a:b].tolist(), words, edge, first_word))
    return _once(found)


def _once(found: Iterable[Fragment]) -> list[Fragment]:
    """The fragments without those that repeat another in nearly its place."""
    places: set[tuple[str, int, int]] = set()
    kept: list[Fragment] = []
    for fragment in found:
        x, y = round(fragment.x0 / _OVERSTRIKE), round(fragment.top / _OVERSTRIKE)
        if fragment.text and any((fragment.text, x + i, y + j) in places for i in (0, -1, 1) for j in (0, -1, 1)):
            continue
        places.add((fragment.text, x, y))
        kept.append(fragment)
    return kept


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
    words: list[str] = []
    bold = 0
    upright = True
    for a, b in pairwise(bounds):
        style = page.style_at(index[a])
        if style.paint != "ink" and not page.shows(index[a], style.paint):
            continue
        if style.pictorial and b - a == 1:
            letters[a] = _PICTURES.get(letters[a], BULLET)
        sizes[style.size] += b - a
        bold += (b - a) * style.bold
        upright &= style.upright
        words.append("".join(letters[a:b]))
    x0, top, x1, bottom = edges
    return Fragment(
        text=" ".join(words),
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
        size=max(sizes, key=sizes.__getitem__, default=0.0),
        bold=bold / len(index),
        first_word=first_word,
        upright=upright,
        hidden=len(words) < len(bounds) - 1,
    )
