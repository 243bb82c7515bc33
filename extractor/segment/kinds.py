"""Pieces to typed pieces: the kind that each piece has by its own looks and by the piece before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.segment import cited, forms, shapes
from extractor.segment.entries import is_pair
from extractor.segment.pieces import Piece
from extractor.segment.rows import Row
from extractor.types import Kind

_CITES = re.compile(
    r"\b(?:cit(?:e|es|ed|ing|ations?)|refer(?:s|ence|ences|red)?|papers?|publications?|articles?|bibtex)\b",
    re.IGNORECASE,
)
_MOST = 0.8
"""The share of rows by which a piece is a table."""
_MANY = 0.6
"""The share of rows by which a piece is a form, where the others may be captions or filled in."""
_NUMBERS = re.compile(r"[\d\s,;]*\d[,;.]?\s*")


@dataclass(frozen=True, slots=True)
class Typed:
    """A piece with its kind."""

    piece: Piece
    kind: Kind

    def joined(self, piece: Piece, kind: Kind | None = None) -> Typed:
        """This and the piece after it as one, of this kind or another."""
        return Typed(Piece(self.piece.rows + piece.rows), kind or self.kind)


def classify(pieces: Sequence[Piece]) -> list[Typed]:
    """The pieces with the kinds that they have by themselves."""
    return [Typed(piece, _kind(piece, pieces[index - 1] if index else None)) for index, piece in enumerate(pieces)]


def _kind(piece: Piece, before: Piece | None) -> Kind:
    """The kind of a piece, from the surest sign to the least sure."""
    text, block = piece.text, piece.rows[0].block
    flat = " ".join(text.split())
    announced = before is not None and shapes.ends_colon(before.text) and bool(_CITES.search(before.text[-200:]))
    arabic = piece.marker is not None and piece.marker.style in ("arabic", "section")
    if cited.is_bibtex(text):
        return "reference"
    if block.kind == "table":
        return _of_table(piece)
    if block.kind == "code" and not (shapes.has_verb(flat) or piece.marker):
        return "reference" if cited.is_reference(flat, cited=announced) else "other"
    if shapes.is_foreign(flat):
        return "other"
    if block.kind != "heading" and _is_form(piece):
        return "form"
    words = " ".join(piece.words.split())
    if cited.is_reference(words if piece.marker else flat, cited=announced) and (announced or not arabic):
        return "reference"
    if _is_table(piece):
        return _of_table(piece)
    if piece.heads and not (before and shapes.is_version(flat)) and _may_head(piece):
        return "heading"
    if piece.marker and piece.marker.style in ("bullet", "letter", "roman"):
        return "item"
    if (shapes.is_url(flat) or shapes.is_version(flat)) and not arabic:
        return "other"
    return "clause"


def _of_table(piece: Piece) -> Kind:
    return "form" if forms.is_form_table([row.text for row in piece.rows]) else "table"


def _is_table(piece: Piece) -> bool:
    """Whether the piece is made of rows of values, cells or prices."""
    if len(piece.rows) > 1 and all(map(is_pair, piece.rows)):
        return True
    first, *others = piece.rows
    if shapes.is_values(first.words) and all(shapes.is_values(o.words) or is_rest(o.text) for o in others):
        return not shapes.has_verb(piece.text)
    return len(piece.rows) > 1 and sum(map(_is_table_row, piece.rows)) >= _MOST * len(piece.rows)


def is_rest(text: str) -> bool:
    """Whether ``text`` is what a wrapped row of values leaves for its last line."""
    return _NUMBERS.fullmatch(text) is not None


def _is_table_row(row: Row) -> bool:
    return shapes.is_values(row.words) or shapes.is_tabular(row.text) or shapes.is_price(row.text)


def _is_form(piece: Piece) -> bool:
    """Whether the piece is made of fields; a filled-in or captioned line among several is let pass."""
    others = [row.text for row in piece.rows if not row.field]
    if not others:
        return not (len(piece.rows) > 1 and all(shapes.is_tabular(row.text) for row in piece.rows)) or (
            _of_table(piece) == "form"
        )
    fields = len(piece.rows) - len(others)
    return (
        fields > 1
        and fields >= _MANY * len(piece.rows)
        and all(forms.is_caption(text) or forms.may_be_field(text) for text in others)
    )


def _may_head(piece: Piece) -> bool:
    """Whether the marker is one that headings have; bullets and letters in brackets are items'."""
    marker = piece.marker
    if marker is None or piece.rows[0].block.kind == "heading":
        return True
    return marker.style != "bullet" and not (marker.style in ("letter", "roman") and marker.form.endswith(")"))
