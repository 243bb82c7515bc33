"""The halves of paragraphs that a page or a blank line tore apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.segment.pieces import Piece
from extractor.segment.recitals import opens_part
from extractor.segment.shapes import is_terminated, is_values, starts_upper

_OPEN_END = re.compile(r"(?:[\w’'\"”%)\]*]|[,(–—/&-])$")
_END = 80
"""How many characters at the end of a line show how it ends."""


def join(pieces: Sequence[Piece], entered: frozenset[int]) -> list[Piece]:
    """The pieces with the halves of paragraphs that a page or a blank line tore apart put together.

    Pieces that begin in ``entered`` are entries of lists, and no halves.
    """
    joined: list[Piece] = []
    for piece in pieces:
        if joined and piece.rows[0].line.start not in entered and _continues(joined[-1], piece):
            joined[-1] = Piece(joined[-1].rows + piece.rows)
        else:
            joined.append(piece)
    return joined


def _continues(before: Piece, piece: Piece) -> bool:
    """Whether ``piece`` goes on in the middle of the sentence that ``before`` left open."""
    if piece.text in ("and", "or", "&"):
        return True
    kinds = {before.rows[-1].block.kind, piece.rows[0].block.kind}
    if piece.marker or kinds & {"table", "code", "heading"} or piece.rows[0].block.kind == "item":
        return False
    if opens_part(piece.rows[0], before.rows[-1]):
        return False
    text = before.text.rstrip()
    if not re.match(r"[\"'“(]?[a-z]", piece.text) or len(text) < 40:
        return False
    # A semicolon between lower-case lines is one of an unmarked list's.
    halved = text.endswith(";") and starts_upper(text) and not before.marker
    if not halved and (is_terminated(text) or not _OPEN_END.search(text[-_END:])):
        return False
    return not (before.heads or before.rows[-1].field or piece.rows[0].field or is_values(piece.text))
