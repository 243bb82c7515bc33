"""Recognized lines as the glyphs of a page, so that scans take the same way to paragraphs as other pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from extractor.ingest.normalize import BULLET
from extractor.ingest.ocr_image import POINTS, rulings_of
from extractor.ingest.ocr_tesseract import OcrLine, OcrWord
from extractor.ingest.pdfium import GlyphPage
from extractor.ingest.type_styles import Style

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

# What Tesseract makes of a bullet: by itself in front of other words, none of it is English, nor a number.
_BULLETS = frozenset("eoO°*¢©®«»·■¤+")
_YEAR = re.compile(r"(?:19|20)\d\d\b")
# Above and below the baseline, in ems, as fonts have it.
_ASCENT, _DESCENT = 0.95, 0.25
# Sizes that differ by less are the same, and lines with fewer characters have none: without long letters it is a guess.
_SAME_SIZE = 0.12
_TELLING = 3
# Strokes that are so much thicker than is usual on the page, for their size, are bold.
_BOLD = 1.28
_DARK = 128
_SURE, _UNSURE, _WORD = 0.5, 0.3, 3


def without_noise(lines: Sequence[OcrLine]) -> list[OcrLine]:
    """The lines of text, without specks, frames and pictures that were read as letters."""
    bare = (replace(line, words=tuple(word for word in line.words if word.text.strip("|"))) for line in lines)
    return [line for line in bare if line.words and (line.confidence >= _UNSURE or any(map(_is_word, line.words)))]


def _is_word(word: OcrWord) -> bool:
    return word.confidence >= _SURE and len(word.text) >= _WORD and any(map(str.isalnum, word.text))


def glyph_page(number: int, image: Image, dpi: float, lines: Sequence[OcrLine]) -> GlyphPage:
    """The page that the lines on a level picture make: letters share their word's box evenly."""
    import numpy as np

    scale = POINTS / dpi
    codes: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    styles: list[Style] = []
    for line, style in zip(lines, _styles(np.asarray(image), lines, scale), strict=True):
        top, bottom = line.baseline * scale - _ASCENT * style.size, line.baseline * scale + _DESCENT * style.size
        for word in _apart(_with_bullet(line).words):
            wide = (word.x1 - word.x0) / len(word.text)
            edges = [(word.x0 + wide * at) * scale for at in range(len(word.text) + 1)]
            codes += [*map(ord, word.text), ord(" ")]
            boxes += [(x0, top, x1, bottom) for x0, x1 in zip(edges, [*edges[1:], edges[-1]], strict=True)]
            styles += [style] * (len(word.text) + 1)
    return GlyphPage(
        number=number,
        width=image.width * scale,
        height=image.height * scale,
        codes=np.array(codes, np.int32),
        boxes=np.array(boxes, np.float32).reshape(-1, 4),
        style_at=styles.__getitem__,
        rulings=rulings_of(image, dpi),
        shades=np.zeros((0, 4), np.float32),
        images=np.array([(0, 0, image.width * scale, image.height * scale)], np.float32),
    )


def _with_bullet(line: OcrLine) -> OcrLine:
    """The line with a bullet for what was read in its place; a notice of copyright keeps its sign."""
    first, *others = line.words
    is_notice = first.text == "©" and any(_YEAR.search(word.text) for word in others)
    if not others or first.text not in _BULLETS or is_notice:
        return line
    return replace(line, words=(replace(first, text=BULLET), *others))


def _apart(words: Sequence[OcrWord]) -> list[OcrWord]:
    """The words of a line, each ending before the next begins: Tesseract's boxes of words may overlap."""
    apart = list(words)
    for at, (word, after) in enumerate(pairwise(words)):
        if word.x1 > after.x0:
            middle = max((word.x1 + after.x0) / 2, apart[at].x0)
            apart[at], apart[at + 1] = replace(apart[at], x1=middle), replace(after, x0=middle)
    return apart


def _styles(grey: NDArray[np.uint8], lines: Sequence[OcrLine], scale: float) -> list[Style]:
    sizes = _sizes(lines, scale)
    strokes = [_stroke(grey, line) * scale / size for line, size in zip(lines, sizes, strict=True)]
    every = [stroke for line, stroke in zip(lines, strokes, strict=True) for _ in range(line.length)]
    usual = float(median(every)) if every else 1.0
    return [Style(size, stroke > _BOLD * usual, True) for size, stroke in zip(sizes, strokes, strict=True)]


def _sizes(lines: Sequence[OcrLine], scale: float) -> list[float]:
    """The sizes of the lines in points, nearly the same made the same; of one too short to tell, that above it."""
    count: Counter[float] = Counter()
    for line in lines:
        count[round(2 * line.size * scale) / 2] += line.length
    known: list[float] = []
    for size, _ in count.most_common():
        if not any(abs(size - other) <= _SAME_SIZE * other for other in known):
            known.append(size)
    sizes: list[float] = []
    for line in lines:
        nearest = min(known, key=lambda other: abs(other - line.size * scale))
        sizes.append(sizes[-1] if sizes and line.length < _TELLING else nearest)
    return sizes


def _stroke(grey: NDArray[np.uint8], line: OcrLine) -> float:
    """How thick the strokes of a line are, in pixels across: its dark pixels over its runs of them."""
    import numpy as np

    dark = grey[int(line.top) : int(line.bottom) + 1, int(line.x0) : int(line.x1) + 1] < _DARK
    runs = np.count_nonzero(dark[:, 1:] & ~dark[:, :-1])
    return float(np.count_nonzero(dark)) / max(int(runs), 1)
