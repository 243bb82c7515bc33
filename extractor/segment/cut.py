"""Blocks to pieces: cut where something new begins inside a block, joined where a paragraph was torn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.segment import markers
from extractor.segment.cited import is_bibtex, is_reference
from extractor.segment.entries import entries, pairs
from extractor.segment.forms import is_blank
from extractor.segment.markers import Marker
from extractor.segment.pieces import Piece
from extractor.segment.recitals import opens_part
from extractor.segment.rows import Row
from extractor.segment.shapes import (
    ends_colon,
    has_verb,
    is_caps,
    is_heading,
    is_postal,
    is_price,
    is_tabular,
    is_terminated,
    is_topic,
    is_values,
    opens_sentence,
    starts_upper,
    words,
)
from extractor.segment.torn import join

# A number after one of these at the end of a line is the rest of a cross-reference.
_POINTS_ON = re.compile(
    r"\b(?:sections?|articles?|clauses?|paragraphs?|parts?|schedules?|annex|appendix|figures?|fig\.?|tables?|versions?|no\.?|"
    r"chapters?|points?|items?|pages?|§+|(?:section|article|clause|paragraph)s? [\d.]+(?:,| and| or| to))\s*$",
    re.IGNORECASE,
)
_POINTS_TO = re.compile(r"\b(?:of|and|the|in|at|for|by|to)$")
_NUMBERED_REFERENCE = re.compile(r"\[\d{1,3}\]\s")
_QUESTION = re.compile(r"(?:[-*•]\s)?Q(?:uestion)?\s?\d*\s?[:.]")
_ANSWER = re.compile(r"A(?:nswer)?\s?\d*\s?[:.]\s")
_LABEL = re.compile(r"[A-Z][\w-]{2,}(?: [A-Za-z][\w-]*){0,3} ?[:：]\s+\S")
_TO_ROMAN = str.maketrans("aA", "iI")


def cut(rows: Sequence[Row]) -> list[Piece]:
    """The pieces of a document, in reading order."""
    cutter = _Cutter(rows)
    pieces: list[Piece] = []
    current: list[Row] = []
    for index, row in enumerate(rows):
        if current and (row.first or cutter.begins(index, current)):
            pieces.append(Piece(tuple(current)))
            current = []
        if not current:
            cutter.note(index)
        current.append(row)
    if current:
        pieces.append(Piece(tuple(current)))
    return join(pieces, frozenset(rows[index].line.start for index in cutter.entries))


def _balanced(rows: Sequence[Row]) -> bool:
    """Whether every brace of a BibTeX entry is closed."""
    text = "".join(row.text for row in rows)
    return text.count("{") <= text.count("}")


def _goes_on(row: Row, before: Row) -> bool:
    """Whether a line with a gap to write in goes on with the sentence that the full line before it left open."""
    if (
        before.early
        or before.field
        or is_terminated(before.text)
        or ends_colon(before.text)
        or len(words(row.text)) < 2
    ):
        return False
    return is_terminated(row.text) and (row.text[0].islower() or row.text[0] in '(“"')


_REFERENCE_LINES = 4
_LONGEST_HEADING, _LONGEST_TITLE = 14, 30
_END = 80
"""How many characters at the end of a line show how it ends."""


class _Cutter:
    """Decides where a line inside a block begins something new, knowing the lists that are open."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._open: dict[str, Marker] = {}
        self.entries = entries(rows)
        self._pairs = pairs(rows)

    def note(self, index: int) -> None:
        """Remembers the marker of a row that begins a piece."""
        marker = self._rows[index].marker
        if marker:
            counted = self._open.get(f"roman{marker.form.translate(_TO_ROMAN)}")
            if marker.style == "letter" and counted and marker.follows(counted):
                marker = counted.as_next(marker)
            self._open[marker.list] = marker

    def begins(self, index: int, current: Sequence[Row]) -> bool:
        """Whether the row begins a new piece after ``current``, both in one block."""
        row, before = self._rows[index], self._rows[index - 1]
        if row.block.kind == "table":
            return False
        if is_bibtex(current[0].text):
            rest = row.text in ("and", "or", "&")
            return is_bibtex(row.text) or (row.block.kind != "code" and _balanced(current) and not rest)
        if is_bibtex(row.text):
            return True
        if index in self._pairs:
            return index - 1 not in self._pairs or row.first
        if index in self.entries or (row.marker and self._marks(index, current)):
            return True
        if opens_part(row, before):
            return True
        if row.field and before.field and is_tabular(row.text) and is_tabular(before.text):
            return False
        if _ANSWER.match(row.text) and _QUESTION.match(current[0].text):
            return False
        if row.field != before.field and self._sort(index) != "cells":
            if _goes_on(row, before):
                return False
            # What follows an empty label on the next line is its value.
            valued = self._is_value(index) and not is_blank(before.text)
            done = before.early or self._opens_form(index, 2 if is_terminated(before.text) else 3)
            return (done and not valued) or is_blank(row.text) or is_blank(before.text)
        if row.field:
            return False
        if before.early and self._sort(index) != self._sort(index - 1):
            return True
        if before.early and self._sort(index):
            return False
        if _NUMBERED_REFERENCE.match(row.text) and (before.early or _NUMBERED_REFERENCE.match(current[0].text)):
            return True
        return self._breaks(index, current)

    def _opens_form(self, index: int, fewest: int) -> bool:
        """Whether the row is the first of so many fields."""
        rows = self._rows[index : index + fewest]
        return len(rows) == fewest and all(row.field and row.block is rows[0].block for row in rows)

    def _sort(self, index: int) -> str:
        """The sort of table row that a line is, if any; prices and cells only where another row stands beside."""
        row = self._rows[index]
        beside = [self._rows[i] for i in (index - 1, index + 1) if 0 <= i < len(self._rows)]
        for name, fits in (("cells", is_tabular), ("prices", is_price)):
            if fits(row.text) and any(other.block is row.block and fits(other.text) for other in beside):
                return name
        return "values" if is_values(row.text) else ""

    def _marks(self, index: int, current: Sequence[Row]) -> bool:
        """Whether the marker at a line start begins a provision or item, and is no accident of wrapping."""
        row, before = self._rows[index], self._rows[index - 1]
        marker = row.marker
        assert marker is not None
        if markers.is_strong(marker, row.text):
            return True
        ended = is_terminated(before.text) or ends_colon(before.text) or before.early
        soft = ended or bool(re.search(r"(?:,|\band|\bor)\W*$", before.text))
        if marker.style == "bullet":
            return soft or self._has_sibling(index) or starts_upper(row.words)
        if _POINTS_ON.search(before.text[-_END:]) and not before.early:
            return False
        if marker.style == "bare":
            return ended and is_heading(row.words, numbered=True, marked=row.marked)
        if marker.style == "section":
            return ended and (
                is_heading(row.words, numbered=True, marked=row.marked)
                or not row.words
                or (marker.end > 0 and row.text[: marker.end].rstrip()[-1] in ".:–—-")
            )
        if marker.bulleted:
            return True
        if any(marker.follows(last) for last in self._open.values()):
            listed = current[0].marker is not None and marker.follows(current[0].marker) and len(current) == 1
            return soft or listed or marker.style == "arabic"
        last = self._open.get(marker.list)
        if (
            marker.style == "arabic"
            and last is None
            and marker.depth > 1
            and any(open_.style == "arabic" for open_ in self._open.values())
        ):
            return ended
        if marker.first:
            return ended and not self._runs_on(index)
        return marker.style == "arabic" and ended and starts_upper(row.words) and (before.early or marker.depth > 1)

    def _has_sibling(self, index: int) -> bool:
        """Whether another row of the block starts with the same bullet."""
        row = self._rows[index]
        return any(
            other.marker is not None and other.marker.form == (row.marker.form if row.marker else "")
            for other in self._rows[max(0, index - 12) : index + 13]
            if other is not row and other.block is row.block
        )

    def _runs_on(self, index: int) -> bool:
        """Whether the list that starts here goes on in the middle of lines: an enumeration in running text."""
        row = self._rows[index]
        marker = row.marker
        assert marker is not None and marker.number is not None
        after = {"a": "b", "A": "B", "i": "ii", "I": "II", "1": "2"}.get(marker.number)
        if after is None:
            return False
        sign = row.text[: marker.end].strip().replace(marker.number, after)
        for other in self._rows[index : index + 30]:
            if other.text.startswith(sign):
                return False
            if f" {sign} " in f"{other.text} ":
                return True
        return False

    def _breaks(self, index: int, current: Sequence[Row]) -> bool:
        """Whether the line break before the row ends a heading or a paragraph."""
        row, before = self._rows[index], self._rows[index - 1]
        piece = Piece.begun(current)
        if self._is_value(index):
            return False
        if before.marked != row.marked and piece.marked and piece.heads and starts_upper(row.text):
            return True
        if self._is_reference(index):
            return True
        if is_postal(before.text) and opens_sentence(row.text) and not has_verb(piece.text):
            return True
        if not before.early or not starts_upper(row.text):
            return False
        if _LABEL.match(row.text) and (_LABEL.match(current[0].text) or is_terminated(before.text)):
            return True
        broken = _POINTS_TO.search(before.text[-_END:]) is not None
        if is_postal(before.text) and not is_postal(row.text) and has_verb(row.text) and not broken:
            return True
        if self._listed(index, current) or self._opens(index, piece):
            return True
        if len(current) == 1 and row.early and not (before.marker or row.marker) and is_topic(before.text, row.text):
            return True
        if piece.heads:
            return not (is_caps(piece.words) and is_caps(row.text) and not row.marker)
        if is_terminated(before.text) or ends_colon(before.text):
            if self._is_heading_row(index):
                return True
            return (
                row.loose
                or (len(before.text) > 200 and row.block.kind != "item")
                or (row.line.box is not None and is_terminated(before.text))
            )
        return False

    def _is_reference(self, index: int) -> bool:
        """Whether a bibliographic reference begins with the row, below a lead-in."""
        rows = self._rows[index : index + _REFERENCE_LINES]
        if not ends_colon(self._rows[index - 1].text):
            return False
        text = " ".join(row.text for row in rows if row.block is rows[0].block)
        return is_reference(text, cited=True)

    def _listed(self, index: int, current: Sequence[Row]) -> bool:
        """Whether the row stands in a list without markers: short lines after a lead-in, one an entry."""
        row, top = self._rows[index], index - len(current)
        if row.marker or current[0].marker or not top or not ends_colon(self._rows[top].text):
            return False
        return len(current) == 1 and not is_terminated(current[0].text)

    def _is_value(self, index: int) -> bool:
        """Whether the row is the value of the label that is the line before, the two by themselves."""
        row, label = self._rows[index], self._rows[index - 1]
        if len(row.block.lines) != 2 or not ends_colon(label.text) or row.marker:
            return False
        return not has_verb(row.text) and not is_terminated(row.text) and len(words(row.text)) <= 12

    def _opens(self, index: int, piece: Piece) -> bool:
        """Whether the row opens a sentence after lines that were none: a title, a numbered heading."""
        row = self._rows[index]
        text = " ".join(piece.text.split())
        top = piece.rows[0] is self._rows[0]
        if is_terminated(text) or len(words(text)) > (_LONGEST_TITLE if top else _LONGEST_HEADING) or not row.loose:
            return False
        sentence = has_verb(row.text) or (is_terminated(row.text) and len(words(row.text)) > 4)
        if piece.marker and piece.marker.style not in ("bullet", "letter"):
            return sentence and len(words(row.text)) > 5 and not row.marker
        return sentence and not has_verb(text) and (top or opens_sentence(row.text))

    def _is_heading_row(self, index: int) -> bool:
        row = self._rows[index]
        alone = index + 1 >= len(self._rows) or self._rows[index + 1].first
        return row.early and not alone and Piece((row,)).heads
