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
_DOCUMENT = re.compile(r"\b(?:agreement|licen[cs]e|terms|conditions|policy|eula|contract|undertaking)\b", re.IGNORECASE)
_SECTION = re.compile(
    r"\W*(?:(?:introduction|preamble|preface|background|overview|summary|recitals|scope|purpose|parties|definitions?|glossary)\b"
    r"\W*$|(?:grant|scope|definitions?|purpose) (?:of|and)\b)",
    re.IGNORECASE,
)
"""The name of a first section, which is no line of the title."""
_PARTY = re.compile(r"(?:licen[cs](?:or|ee)|provider|recipient|owner|parties|between)s?\s*[:：]", re.IGNORECASE)
_ANNOUNCES = re.compile(r"(?:as|in|for|by|to|the|under) ", re.IGNORECASE)
_GLOSSARY = re.compile(
    r"\W*(?:definitions?|glossary|(?:terms and|interpretation and) definitions|defined terms)\b", re.IGNORECASE
)
_RULES = re.compile(r"\b(?:no|not|non|only|never|without|none)\b", re.IGNORECASE)
"""What says a rule in so few words that a heading could be made of them."""
_STARRED = re.compile(r"\w\*+(?:\W|$)")
_CLEAR = 0.6
"""The share of its siblings that decides what an ambiguous numbered line is."""


def settle(typed: Sequence[Typed]) -> list[Typed]:
    """The pieces, with headings, provisions, notes and the title as their surroundings show them."""
    return _titles(_headings(_consistent(_stopped(_notes(_torn(_glossary(_topics(typed))))))))


def _topics(typed: Sequence[Typed]) -> list[Typed]:
    """Lines without a verb over a sentence in the same block are headings, however they are written."""
    out = list(typed)
    for index, (entry, after) in enumerate(pairwise(typed)):
        rows = entry.piece.rows
        lone = entry.kind == "clause" and len(rows) == 1 and _defines(entry.piece, after)
        if lone and shapes.is_topic(rows[0].text, after.piece.text):
            out[index] = replace(entry, kind="heading")
    return out


def _glossary(typed: Sequence[Typed]) -> list[Typed]:
    """A name and what the line below says of it are one clause where the section gives definitions."""
    out: list[Typed] = []
    within = False
    for index, entry in enumerate(typed):
        if within and out[-1].kind == "heading" and _defines(out[-1].piece, entry):
            out[-1] = out[-1].joined(entry.piece, "clause")
            continue
        if entry.kind == "heading" and not (index + 1 < len(typed) and _defines(entry.piece, typed[index + 1])):
            within = bool(_GLOSSARY.match(entry.piece.words))
        out.append(entry)
    return out


def _defines(name: Piece, entry: Typed) -> bool:
    """Whether the piece stands in one block with the name above it, and neither is set apart."""
    same = name.rows[0].block is entry.piece.rows[0].block
    return same and entry.kind == "clause" and not (name.marker or name.marked or entry.piece.marker)


def _torn(typed: Sequence[Typed]) -> list[Typed]:
    """Markers without words, one below the other, were torn off their paragraphs: they state nothing."""
    out = list(typed)
    for index, entry in enumerate(typed):
        beside = (typed[i].piece for i in (index - 1, index + 1) if 0 <= i < len(typed))
        if _is_bare(entry.piece) and any(map(_is_bare, beside)):
            out[index] = replace(entry, kind="other")
    return out


def _is_bare(piece: Piece) -> bool:
    return piece.marker is not None and piece.marker.style != "section" and not piece.words.strip()


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


def _stopped(typed: Sequence[Typed]) -> list[Typed]:
    """Numbered names that end in a full stop are headings where provisions of another rank follow at once."""
    out = list(typed)
    for index, (entry, after) in enumerate(pairwise(typed)):
        if entry.kind not in ("clause", "item") or not _is_stopped_name(entry.piece) or after.kind == "heading":
            continue
        before = typed[index - 1].piece if index else None
        listed = before is not None and _are_siblings(before, entry.piece)
        opened = after.piece.marker is None or (after.piece.marker.first and after.piece.marker.style != "bullet")
        if opened and not listed and not _are_siblings(entry.piece, after.piece):
            out[index] = replace(entry, kind="heading")
    return out


def _is_stopped_name(piece: Piece) -> bool:
    """Whether a numbered line would be a heading but for its full stop, and forbids or limits nothing."""
    marker = piece.marker
    text = " ".join(piece.words.split())
    if marker is None or marker.style == "bullet" or marker.bulleted or not text.endswith(".") or _RULES.search(text):
        return False
    found = shapes.words(text)
    unit = marker.style == "section"
    return len(found) <= (12 if unit else 6) and shapes.is_name(text[:-1])


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
    """Headings that head nothing are fragments of provisions, a run of numbered ones is a list, some are lead-ins."""
    out = list(typed)
    for index, entry in enumerate(typed):
        if entry.kind != "heading" or entry.piece.rows[0].block.kind == "heading":
            continue
        after = typed[index + 1] if index + 1 < len(typed) else None
        listed = after is not None and (
            (after.kind == "heading" and _are_siblings(entry.piece, after.piece)) or _leads_in(entry.piece, after)
        )
        if after is None or listed or _ends_run(typed, index):
            out[index] = replace(entry, kind=_unheaded(entry.piece))
    return out


def _leads_in(piece: Piece, after: Typed) -> bool:
    """Whether words with a colon above a list or table announce it: more than two, and not set as a name."""
    if piece.marker or after.kind not in ("item", "table") or not shapes.ends_colon(piece.text):
        return False
    flat = " ".join(piece.text.split())
    return len(shapes.words(flat)) > 2 and (bool(_ANNOUNCES.match(flat)) or "," in flat or not shapes.is_name(flat))


def _are_siblings(piece: Piece, other: Piece) -> bool:
    """Whether ``other`` is numbered as the next after ``piece``."""
    ours, theirs = piece.marker, other.marker
    return ours is not None and theirs is not None and theirs.follows(ours) and theirs.depth == ours.depth


def _ends_run(typed: Sequence[Typed], index: int) -> bool:
    """Whether it is the last of three or more numbered fragments in a row, or of two below a lead-in."""
    run = [typed[index]]
    for entry in reversed(typed[max(0, index - 2) : index]):
        if entry.kind != "heading" or not _are_siblings(entry.piece, run[0].piece):
            break
        run.insert(0, entry)
    if len(run) == 2 and index >= 2:
        return shapes.ends_colon(typed[index - 2].piece.text)
    return len(run) > 2


def _unheaded(piece: Piece) -> Kind:
    return "item" if piece.marker and piece.marker.style in ("letter", "roman") else "clause"


def _titles(typed: Sequence[Typed]) -> list[Typed]:
    """The name of the document at its top, or below one line to fill in, is its title, however many lines it takes."""
    top = 1 if typed and typed[0].kind == "form" and len(typed[0].piece.rows) == 1 else 0
    if len(typed) <= top or not _may_open_title(typed[top]):
        return list(typed)
    title = replace(typed[top], kind="title")
    used = top + 1
    while used < len(typed) and _goes_on(title.piece, typed[used]):
        title = title.joined(typed[used].piece)
        used += 1
    first = typed[top].piece
    shown = top == 0 and (first.marked or shapes.is_caps(first.text))
    named = _TITLE_WORD.search(title.piece.text) is not None
    return [*typed[:top], title, *typed[used:]] if shown or named else list(typed)


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
    if _PARTY.match(piece.text):
        return False
    if _DOCUMENT.search(title.text) and _SECTION.match(piece.text):
        return False
    if last.block is first.block:
        return _is_name(piece) and not shapes.ends_colon(piece.text)
    if entry.kind != "heading" or first.block.kind == "heading" or last.block.kind == "heading":
        return False
    if re.match(r"\W*[“\"(‘']", first.text) or _TITLE_WORD.search(piece.text):
        return True
    sizes = (last.line.size, first.line.size)
    return sizes[0] is not None and sizes[1] is not None and sizes[1] >= sizes[0] and first.marked
