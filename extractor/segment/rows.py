"""The lines of a document with what the cutter looks at: marker, looks, neighbours in their block."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from extractor.segment import markers
from extractor.segment.forms import is_field, is_filled_form
from extractor.segment.markers import Marker
from extractor.segment.shapes import is_terminated
from extractor.types import Block, Document, Line

_LONE_LETTER = re.compile(r"[lnoquv§Ø][ \t]+[^\W\d_]")
_LARGER = 1.08
"""A line whose type is this much larger than the body's is set apart on purpose."""
_UNWRAPPED = 200
"""Lines longer than this many characters were never wrapped: a line break ends a paragraph."""
_SHORT = 40
_LONGEST_WORD = 20
"""Scripts without blanks set whole sentences as one word, and break them anywhere."""
_FEW = 0.05
_LONG_BLOCK = 6
_OVERLONG = 1.3
_FILLED_SET = 0.93
_FILLED = 0.88
"""A line that the next word would not have filled to this share of the width was broken on purpose."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its text, its marker, and whether it is set apart (bold, larger, a heading of the source)."""

    text: str
    line: Line
    block: Block
    first: bool
    marker: Marker | None
    marked: bool
    field: bool
    """Whether it is a field of a form."""
    early: bool
    """Whether the line was broken before the margin, so that the break means something."""

    loose: bool = False
    """Whether line breaks alone may separate paragraphs: nothing else does in a block of many lines."""

    @property
    def words(self) -> str:
        """The text after the marker."""
        return self.text[self.marker.end :] if self.marker else self.text


def read_rows(document: Document) -> list[Row]:
    """The lines of ``document`` in reading order."""
    if not document.blocks:
        return []
    body = _body_size(document)
    width = _width(document)
    glyphs = _glyph_letters(document)
    unwrapped = width > _UNWRAPPED or not _is_wrapped(document)
    tight = _is_tight(document)
    all_bold = _mostly_bold(document)
    rows: list[Row] = []
    for block in document.blocks:
        texts = [document.text[line.start : line.end] for line in block.lines]
        margins = _margins(block)
        filled = is_filled_form(texts)
        for index, line in enumerate(block.lines):
            last = index + 1 == len(block.lines)
            marked = (
                block.kind == "heading"
                or (line.bold and not all_bold)
                or (line.size is not None and body is not None and line.size > _LARGER * body)
            )
            marker = markers.marker_of(texts[index], marked=marked, glyphs=glyphs)
            numbered = marker is not None and marker.style != "bullet"
            rows.append(
                Row(
                    text=texts[index],
                    line=line,
                    block=block,
                    first=index == 0,
                    marker=marker,
                    marked=marked,
                    field=filled or (block.kind != "heading" and is_field(texts[index], numbered=numbered)),
                    early=unwrapped or last or _early(line, texts[index], texts[index + 1], width, margins),
                    loose=(tight or len(block.lines) >= _LONG_BLOCK) and not (unwrapped and block.kind == "item"),
                )
            )
    return rows


def _glyph_letters(document: Document) -> frozenset[str]:
    """The letters that stand alone before lines so often that they are bullets of a lost symbol font."""
    letters = Counter(
        document.text[line.start]
        for block in document.blocks
        for line in block.lines
        if _LONE_LETTER.match(document.text, line.start, line.end)
    )
    return frozenset(letter for letter, count in letters.items() if count > 1)


def _body_size(document: Document) -> float | None:
    sizes: Counter[float] = Counter()
    for block in document.blocks:
        for line in block.lines:
            if line.size is not None:
                sizes[round(line.size, 1)] += line.end - line.start
    return sizes.most_common(1)[0][0] if sizes else None


def _mostly_bold(document: Document) -> bool:
    total = bold = 0
    for block in document.blocks:
        for line in block.lines:
            total += line.end - line.start
            bold += (line.end - line.start) * line.bold
    return bold > 0.6 * total


def _width(document: Document) -> int:
    """The length of a full line, in characters: what nine of ten lines that may be full stay under."""
    lengths = sorted(line.end - line.start for block in document.blocks for line in block.lines)
    full = [length for length in lengths if length > _SHORT] or lengths
    return full[len(full) * 9 // 10]


def _is_wrapped(document: Document) -> bool:
    """Whether sentences go on in the next line often enough for a line break to mean nothing."""
    breaks = wrapped = 0
    for block in document.blocks:
        for line, after in zip(block.lines, block.lines[1:], strict=False):
            breaks += 1
            low = document.text[after.start].islower() and not markers.find(document.text[after.start : after.end])
            wrapped += low and not is_terminated(document.text[line.start : line.end])
    return wrapped > _FEW * breaks


def _is_tight(document: Document) -> bool:
    """Whether blank lines separate next to nothing in the document."""
    lines = sum(len(block.lines) for block in document.blocks)
    return lines >= _LONG_BLOCK and lines > 4 * len(document.blocks)


def _margins(block: Block) -> tuple[float, float] | None:
    """Where the lines of a block begin and end on the page; two lines do not show it."""
    boxes = [line.box for line in block.lines if line.box is not None]
    return (min(box.x0 for box in boxes), max(box.x1 for box in boxes)) if len(boxes) > 2 else None


def _early(line: Line, text: str, after: str, width: int, margins: tuple[float, float] | None) -> bool:
    """Whether the first word of the line ``after`` would have had room in the line, which yet was broken."""
    word = min(_LONGEST_WORD, len(after.split(maxsplit=1)[0]))
    if line.box is not None and margins is not None:
        left, right = margins
        letter = (line.box.x1 - line.box.x0) / max(1, len(text))
        return line.box.x1 + letter * (word + 1) - left < _FILLED_SET * (right - left)
    return len(text) + 1 + word < _FILLED * width or len(text) > _OVERLONG * width
