"""Glyphs to fragments: words from gaps, and words set side by side from words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.ingest.normalize import BULLET
from extractor.ingest.pdfium import GlyphPage
from extractor.ingest.type_styles import Style

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Shares of the glyphs' height, which is 1.2 to 1.3 em. Where the file draws no blank, a gap stands for one
# from a size on that kerning does not reach.
WORD_GAP = 0.085
_LETTER_SPACED, _LEAST_LETTERS = 1.5, 6
_FRAGMENT_GAP = 1.1
_BACKWARD = 0.7
_MARGIN_GAP, _SMALL = 0.5, 0.85
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
    # Small numbers in the margin stand nearer to their lines.
    apart |= (gap > _MARGIN_GAP * larger) & (smaller < _SMALL * larger)
    # The letters of a ligature all have its box.
    apart &= np.any(box[1:] != box[:-1], axis=1)
    # Letters may be set apart on purpose: what counts is how much wider a gap is than its neighbors are.
    usual = float(np.median(gap[(gap > 0) & ~apart])) if np.any((gap > 0) & ~apart) else 0.0
    spaced = (np.diff(kept) > 1) | (gap > WORD_GAP * larger + min(usual, 0.1 * larger.mean()))
    # Chinese glyphs are set apart by their own width and need no blanks.
    wide = (codes[kept] >= 0x2E80) & (codes[kept] < 0xFFEF)
    spaced &= ~(wide[1:] & wide[:-1] & (gap < 0.4 * larger))
    starts = np.concatenate(([0], np.flatnonzero(apart) + 1, [len(kept)]))
    word_starts = np.flatnonzero(np.concatenate(([True], spaced | apart)))
    glyphs = _Glyphs(page, _text(codes[kept]), kept.tolist())
    found: list[Fragment] = []
    words_of = pairwise(np.searchsorted(word_starts, starts).tolist())
    for (a, b), (i, j), edges in zip(pairwise(starts.tolist()), words_of, _edges(box, starts), strict=True):
        if j - i > 0.6 * (b - a) and _are_letters(glyphs.text[a:b]):
            wider = gap[a : b - 1] > _LETTER_SPACED * np.median(gap[a : b - 1])
            words = [a, *(a + 1 + np.flatnonzero(wider)).tolist(), b]
        else:
            words = [*word_starts[i:j].tolist(), b]
        found.append(_fragment(glyphs, words, edges, float(x1[words[1] - 1] - x0[a])))
    return _once(found)


@dataclass(frozen=True, slots=True)
class _Glyphs:
    """The glyphs of a page that are no blanks."""

    page: GlyphPage
    text: str
    index: list[int]
    """Which glyph of the page each of them is."""


def _text(codes: NDArray[np.int32]) -> str:
    """The characters of the codes; pdfium marks a hyphen at a line end by code 2."""
    import numpy as np

    return np.where(codes == 2, ord("-"), codes).astype("<u4").tobytes().decode("utf-32-le", "replace")


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


def _are_letters(text: str) -> bool:
    """Whether these are letters, which may be set apart as in "L I C E N S E", rather than words of a letter each."""
    return len(text) >= _LEAST_LETTERS and sum("a" <= letter <= "z" for letter in text.lower()) > 0.9 * len(text)


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
    glyphs: _Glyphs, bounds: Sequence[int], edges: tuple[float, float, float, float], first_word: float
) -> Fragment:
    """The fragment whose words start at ``bounds``, the last of which is its end."""
    words, styles = _words(glyphs, bounds)
    sizes: Counter[float] = Counter()
    bold = 0
    for style, length in styles:
        sizes[style.size] += length
        bold += length * style.bold
    x0, top, x1, bottom = edges
    return Fragment(
        text=" ".join(words),
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
        size=max(sizes, key=sizes.__getitem__, default=0.0),
        bold=bold / (bounds[-1] - bounds[0]),
        first_word=first_word,
        upright=all(style.upright for style, _ in styles),
        hidden=len(words) < len(bounds) - 1,
    )


def _words(glyphs: _Glyphs, bounds: Sequence[int]) -> tuple[list[str], list[tuple[Style, int]]]:
    """The words that the page shows, and the styles that they are set in, each with a number of characters."""
    text, index, page = glyphs.text, glyphs.index, glyphs.page
    style = page.style_at(index[bounds[0]])
    # The glyphs of a text object stand together: between two of one object there is none of another.
    if style.paint == "ink" and not style.pictorial and page.style_at(index[bounds[-1] - 1]) is style:
        return [text[a:b] for a, b in pairwise(bounds)], [(style, bounds[-1] - bounds[0])]
    words: list[str] = []
    styles: list[tuple[Style, int]] = []
    for a, b in pairwise(bounds):
        style = page.style_at(index[a])
        if style.paint != "ink" and not page.shows(index[a], style.paint):
            continue
        words.append(_PICTURES.get(text[a], BULLET) if style.pictorial and b - a == 1 else text[a:b])
        styles.append((style, b - a))
    return words, styles
