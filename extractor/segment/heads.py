"""Headings, provisions and titles told apart by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.segment import shapes
from extractor.segment.kinds import Typed
from extractor.segment.pieces import Piece
from extractor.types import Kind

_TITLE_WORD = re.compile(
    r"\b(?:agreement|licen[cs]e|terms|conditions|database|dataset|data set|data|corpus|request|form|policy|eula|"
    r"contract|"
    r"certificate|declaration|undertaking|commitment|rules|guidelines)\b",
    re.IGNORECASE,
)
_STARRED = re.compile(r"\w\*+(?:\W|$)")
_CLEAR = 0.6
"""The share of its siblings that decides what an ambiguous numbered line is."""


def settle(typed: Sequence[Typed]) -> list[Typed]:
    """The pieces, with headings, provisions, notes and the title as their surroundings show them."""
    return _titles(_headings(_consistent(_notes(typed))))


def _notes(typed: Sequence[Typed]) -> list[Typed]:
    """Starred lines that explain a star above are notes; bold names with a bullet over a paragraph are headings."""
    out = list(typed)
    starred = False
    for index, entry in enumerate(typed):
        marker = entry.piece.marker
        if entry.kind == "item" and marker and marker.style == "bullet":
            beside = (typed[i].piece.marker for i in (index - 1, index + 1) if 0 <= i < len(typed))
            alone = not any(other and other.form == marker.form for other in beside)
            if alone and starred and marker.form == "*":
                out[index] = replace(entry, kind="clause")
            elif alone and entry.piece.marked and entry.piece.heads and _heads_paragraph(typed, index):
                out[index] = replace(entry, kind="heading")
        starred = starred or bool(_STARRED.search(entry.piece.text))
    return out


def _heads_paragraph(typed: Sequence[Typed], index: int) -> bool:
    return index + 1 < len(typed) and typed[index + 1].kind == "clause"


def _consistent(typed: Sequence[Typed]) -> list[Typed]:
    """Numbered lines that may be headings or provisions are what most of their siblings are."""
    votes: dict[tuple[str, int], list[bool]] = {}
    for entry in typed:
        if (key := _series(entry)) and not _is_ambiguous(entry.piece):
            votes.setdefault(key, []).append(entry.kind == "heading")
    out = list(typed)
    for (index, entry), after in zip(enumerate(typed), typed[1:], strict=False):
        key = _series(entry)
        cast = votes.get(key, []) if key else []
        if len(cast) < 2 or not _is_ambiguous(entry.piece):
            continue
        if sum(cast) > _CLEAR * len(cast) and not _are_siblings(entry.piece, after.piece):
            out[index] = replace(entry, kind="heading")
        elif sum(cast) < (1 - _CLEAR) * len(cast) and entry.kind == "heading":
            out[index] = replace(entry, kind=_unheaded(entry.piece))
    return out


def _series(entry: Typed) -> tuple[str, int] | None:
    """What the numbered siblings of a piece share."""
    marker = entry.piece.marker
    if marker is None or marker.style == "bullet" or marker.bulleted or entry.kind not in ("clause", "item", "heading"):
        return None
    return marker.list, marker.depth


def _is_ambiguous(piece: Piece) -> bool:
    """Whether a numbered piece is a short line without a stop that holds a verb, or a name with a value."""
    if piece.rows[0].block.kind == "heading" or piece.marked or len(piece.rows) > 2:
        return False
    if shapes.is_terminated(piece.text) or shapes.ends_colon(piece.text) or len(shapes.words(piece.words)) > 12:
        return False
    return shapes.has_verb(piece.words) or ":" in piece.words


def _headings(typed: Sequence[Typed]) -> list[Typed]:
    """Headings that head nothing are fragments of provisions; a run of numbered ones is a list."""
    out = list(typed)
    for index, entry in enumerate(typed):
        if entry.kind != "heading" or entry.piece.rows[0].block.kind == "heading":
            continue
        after = typed[index + 1] if index + 1 < len(typed) else None
        listed = after is not None and after.kind == "heading" and _are_siblings(entry.piece, after.piece)
        if after is None or listed or _ends_run(typed, index):
            out[index] = replace(entry, kind=_unheaded(entry.piece))
    return out


def _are_siblings(piece: Piece, other: Piece) -> bool:
    """Whether ``other`` is numbered as the next after ``piece``."""
    ours, theirs = piece.marker, other.marker
    return ours is not None and theirs is not None and theirs.follows(ours) and theirs.depth == ours.depth


def _ends_run(typed: Sequence[Typed], index: int) -> bool:
    """Whether it is the last of three or more numbered fragments in a row."""
    run = typed[max(0, index - 2) : index + 1]
    if len(run) < 3 or any(entry.kind != "heading" for entry in run):
        return False
    return all(_are_siblings(a.piece, b.piece) for a, b in pairwise(run))


def _unheaded(piece: Piece) -> Kind:
    return "item" if piece.marker and piece.marker.style in ("letter", "roman") else "clause"


def _titles(typed: Sequence[Typed]) -> list[Typed]:
    """The name of the document at its top, over as many lines as it takes, is its title."""
    if not typed or not _may_open_title(typed[0]):
        return list(typed)
    title = replace(typed[0], kind="title")
    used = 1
    while used < len(typed) and _goes_on(title.piece, typed[used]):
        title = title.joined(typed[used].piece)
        used += 1
    shown = typed[0].piece.marked or shapes.is_caps(typed[0].piece.text)
    return [title, *typed[used:]] if shown or _TITLE_WORD.search(title.piece.text) else list(typed)


def _may_open_title(entry: Typed) -> bool:
    piece = entry.piece
    if piece.marker is not None or entry.kind not in ("heading", "clause", "other"):
        return False
    return entry.kind == "heading" or _is_name(piece)


def _is_name(piece: Piece) -> bool:
    """Whether lines read as a name although they are long."""
    flat = " ".join(piece.text.split())
    return not shapes.has_verb(flat) and not shapes.is_terminated(flat) and len(shapes.words(flat)) <= 30


def _goes_on(title: Piece, entry: Typed) -> bool:
    """Whether the piece is the next line of the title."""
    piece = entry.piece
    last, first = title.rows[-1], piece.rows[0]
    if piece.marker is not None or entry.kind not in ("heading", "clause", "other"):
        return False
    if shapes.is_version(piece.text):
        return True
    if last.block is first.block:
        return _is_name(piece) and not shapes.ends_colon(piece.text)
    if entry.kind != "heading" or first.block.kind == "heading" or last.block.kind == "heading":
        return False
    if re.match(r"\W*[“\"(‘']", first.text) or _TITLE_WORD.search(piece.text):
        return True
    sizes = (last.line.size, first.line.size)
    return sizes[0] is not None and sizes[1] is not None and sizes[1] >= sizes[0] and first.marked
