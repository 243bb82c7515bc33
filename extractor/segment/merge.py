"""Typed pieces that are one segment put together: addresses, forms, tables, lists without markers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.segment import forms, shapes
from extractor.segment.kinds import Typed, is_rest
from extractor.segment.pieces import Piece
from extractor.types import CONTENT_KINDS, Kind

_SENDS = re.compile(
    r"\b(?:e-?mail(?:ed|s)?|mail|send|sent|address(?:es|ed)?|contact(?:ed|s)?|submit(?:ted)?|return(?:ed)?|upload(?:ed)?|"
    r"link|url|website|web ?site|page|at|to|via|available|write|forward(?:ed)?|deliver(?:ed)?|transfer|pay)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^“”\"]+[”\"]\.?")
_WORDING = re.compile(r"\b(?:language|wording|words|statement|sentence|text|phrase|acknowledge?ments?|notice|credit)\b")
_LISTED = re.compile(r"[,;](?:\s*(?:and|or))?$")
_LAST_BUT_ONE = re.compile(r"[,;]\s*(?:and|or)$")
_LONGEST_ADDRESS = 100
"""So many lines are looked at together; more are read as one address after another."""
_LONGEST_ENTRY = 30
_FEWEST_ROWS, _LONGEST_ROW = 3, 7
_FORM_LIKE = frozenset({"clause", "heading", "item", "other", "table"})


def complete(typed: Sequence[Typed]) -> list[Typed]:
    """The pieces, with addresses that only complete the sentence before put to it (rule 4)."""
    out: list[Typed] = []
    ends = _ends(typed)
    index = 0
    while index < len(typed):
        if out and _prescribes(out[-1], typed[index]):
            out[-1] = out[-1].joined(typed[index].piece)
            index += 1
            continue
        last = out[-1] if out and out[-1].kind in CONTENT_KINDS and _may_go_on(out[-1].piece) else None
        if last and _completes(last.piece, [entry.piece for entry in typed[index : ends[index]]]):
            for entry in typed[index : ends[index]]:
                out[-1] = out[-1].joined(entry.piece)
            index = ends[index]
        else:
            out.append(typed[index])
            index += 1
    return out


def _prescribes(before: Typed, entry: Typed) -> bool:
    """Whether a paragraph in quotes is the wording that the one before speaks of."""
    if before.kind not in ("clause", "item") or entry.kind != "clause" or not _QUOTED.fullmatch(entry.piece.text):
        return False
    asks = " ".join(row.text for row in before.piece.rows[-3:])
    return not asks.endswith(("”", '"')) and bool(_WORDING.search(asks[-250:]))


def _ends(typed: Sequence[Typed]) -> list[int]:
    """For each piece, where those end that one block holds from it on and that can be lines of an address."""
    ends = list(range(len(typed)))
    for index in reversed(range(len(typed))):
        if _fits_address(typed[index]):
            following = index + 1
            same = following < len(typed) and typed[following].piece.rows[0].block is typed[index].piece.rows[0].block
            ends[index] = ends[following] if same else following
    return [min(end, index + _LONGEST_ADDRESS) for index, end in enumerate(ends)]


def _fits_address(entry: Typed) -> bool:
    marker = entry.piece.marker
    unmarked = marker is None or (marker.style == "bare" and shapes.is_postal(entry.piece.text))
    return entry.kind in ("clause", "other", "heading", "form") and unmarked and not entry.piece.is_form


def _may_go_on(before: Piece) -> bool:
    """Whether a piece sends something somewhere, or announces what follows it."""
    if shapes.ends_colon(before.text):
        return True
    unfinished = not shapes.is_terminated(before.text)
    return (unfinished or shapes.is_contact(before.rows[-1].text)) and bool(_SENDS.search(before.text[-250:]))


def _completes(before: Piece, run: Sequence[Piece]) -> bool:
    rows = [row for piece in run for row in piece.rows]
    if not rows or rows[0].block.kind in ("heading", "table"):
        return False
    announced = shapes.ends_colon(before.text)
    if announced and len(run) == 1 and shapes.is_bracketed(run[0].text):
        return True
    unfinished = announced or not shapes.is_terminated(before.text)
    if not _SENDS.search(before.text[-250:]):
        return False
    if all(shapes.is_contact(row.text) for row in rows):
        return True
    named = any(shapes.is_contact(row.text) or shapes.is_postal(row.text) for row in rows)
    return unfinished and named and all(_is_address(row.text) for row in rows)


def _is_address(text: str) -> bool:
    """Whether a line can stand in an address: a name, a street, a telephone number."""
    plain = not shapes.has_verb(text) and len(shapes.words(text)) <= 8
    return plain or shapes.is_contact(text) or shapes.is_postal(text)


def postal(typed: Sequence[Typed]) -> list[Typed]:
    """The pieces, with the lines of an address that stand in one block made one segment."""
    out: list[Typed] = []
    known = 0  # how many rows of the last one are lines of an address
    for entry in typed:
        if out and _is_address_part(out[-1], known, entry):
            known = len(out[-1].piece.rows)
            out[-1] = out[-1].joined(entry.piece, "clause")
        else:
            out.append(entry)
            known = 0
    return out


def _is_address_part(last: Typed, known: int, entry: Typed) -> bool:
    if last.kind not in ("clause", "heading") or entry.kind not in ("clause", "heading", "other") or entry.piece.marker:
        return False
    if entry.piece.rows[0].block is not last.piece.rows[-1].block or shapes.ends_colon(last.piece.text):
        return False
    named = shapes.is_postal(entry.piece.text) or shapes.is_contact(entry.piece.text)
    return named and all(_is_address(row.text) for row in last.piece.rows[known:])


def fill(typed: Sequence[Typed]) -> list[Typed]:
    """The pieces, with fields that stand together made one form, captions and filled-in lines between them included."""
    kinds: list[Kind] = [entry.kind for entry in typed]
    fields = [len(entry.piece.rows) if _fits_form(entry.piece) else 0 for entry in typed]
    # Forwards and backwards, so that a form takes in what stands next to it on either side.
    for index in (*range(len(typed)), *reversed(range(len(typed)))):
        if kinds[index] in _FORM_LIKE and fields[index]:
            beside = (kinds[i] for i in (index - 1, index + 1) if 0 <= i < len(kinds))
            if "form" in beside or sum(fields[max(0, index - 1) : index + 2]) > 2:
                kinds[index] = "form"
    for index in range(1, len(typed) - 1):
        between = kinds[index - 1] == kinds[index + 1] == "form"
        marker = typed[index].piece.marker
        # A letter with a stop may be the initial of who signs.
        named = kinds[index] == "heading" and marker is not None and marker.style in ("arabic", "section")
        if between and kinds[index] in ("clause", "heading", "other") and _captions(typed[index].piece) and not named:
            kinds[index] = "form"
    out: list[Typed] = []
    for entry, kind in zip(typed, kinds, strict=True):
        if out and kind == out[-1].kind == "form":
            out[-1] = out[-1].joined(entry.piece)
        else:
            out.append(Typed(entry.piece, kind))
    return out


def _fits_form(piece: Piece) -> bool:
    if piece.rows[0].block.kind == "heading":
        return False
    if forms.is_addressed(piece.text):
        return True
    return all(forms.may_be_field(row.text) or forms.is_signing(row.text) for row in piece.rows)


def _captions(piece: Piece) -> bool:
    return piece.rows[0].block.kind != "heading" and all(forms.is_caption(row.text) for row in piece.rows)


def gather(typed: Sequence[Typed]) -> list[Typed]:
    """The pieces, with runs of short names that head nothing made fields of the form above, or rows of a table."""
    out: list[Typed] = []
    index = 0
    stated = False
    while index < len(typed):
        end = index
        while end < len(typed) and _may_be_row(typed[end]):
            end += 1
        # Marks tell nothing where what stands below has them too.
        if any(entry.piece.marked for entry in typed[index:end]) and not _is_marked(typed[end : end + 1]):
            end = index
        # The last of them heads what is stated below.
        end -= index < end < len(typed) and typed[end].kind in CONTENT_KINDS
        filled = bool(out) and out[-1].kind == "form"
        if stated and end - index >= (2 if filled else _FEWEST_ROWS):
            run = typed[index]
            for entry in typed[index + 1 : end]:
                run = run.joined(entry.piece)
            if filled:
                out[-1] = out[-1].joined(run.piece)
            else:
                out.append(Typed(run.piece, "table"))
        else:
            end = max(end, index + 1)
            stated = stated or typed[index].kind in CONTENT_KINDS
            out.extend(typed[index:end])
        index = end
    return out


def _is_marked(typed: Sequence[Typed]) -> bool:
    return any(entry.piece.marked and entry.kind in CONTENT_KINDS for entry in typed)


def _may_be_row(entry: Typed) -> bool:
    piece = entry.piece
    if entry.kind != "heading" or piece.marker or piece.rows[0].block.kind == "heading":
        return False
    return len(shapes.words(piece.text)) <= _LONGEST_ROW and not shapes.ends_colon(piece.text)


def tabulate(typed: Sequence[Typed]) -> list[Typed]:
    """The pieces, with rows of values that follow each other made one table."""
    out: list[Typed] = []
    for entry in typed:
        last = out[-1] if out else None
        if last and last.kind == "table" and not entry.piece.marker and not last.piece.marker and _is_row(last, entry):
            out[-1] = last.joined(entry.piece)
        else:
            out.append(entry)
    return out


def _is_row(table: Typed, entry: Typed) -> bool:
    """Whether the piece goes on with the table: more rows, or a short line among prices."""
    if entry.kind == "table":
        return entry.piece.rows[0].block.kind != "table" or table.piece.rows[0].block is entry.piece.rows[0].block
    if entry.kind == "clause" and table.piece.text.endswith(",") and is_rest(entry.piece.text):
        return True
    same = entry.piece.rows[0].block is table.piece.rows[-1].block and shapes.is_price(table.piece.rows[0].text)
    brief = len(shapes.words(entry.piece.text)) <= 12 * len(entry.piece.rows) and not shapes.has_verb(entry.piece.text)
    return same and brief and entry.kind == "clause" and bool(re.search(r"[:–—-] ", entry.piece.text))


def enlist(typed: Sequence[Typed]) -> list[Typed]:
    """The pieces, with two or more short lines without markers under a lead-in made its items."""
    out = list(typed)
    # How far the block of the lead-in before was looked through, and made items: its lines may be lead-ins again.
    reached = listed = 0
    for index, entry in enumerate(typed[:-1]):
        if entry.kind not in ("clause", "item") or not shapes.ends_colon(entry.piece.text):
            continue
        first = index + 1
        end = max(first, reached)
        while end < len(typed) and _may_be_entry(typed[end]) and _same_block(typed[first], typed[end]):
            end += 1
            if end - first > 1 and _is_last(typed[end - 2].piece.text, typed[end - 1].piece.text):
                break
        end += _ends_list(typed, first, end)
        reached = end
        if end - first < 2:
            end = first
            while end < len(typed) and _may_be_entry(typed[end]) and _LISTED.search(typed[end].piece.text):
                end += 1
            # The last one ends the sentence.
            end += first < end < len(typed) and _may_be_entry(typed[end])
        if end - first > 1:
            start = max(first, listed)
            out[start:end] = [replace(member, kind="item") for member in typed[start:end]]
            listed = max(listed, end)
    return out


def _is_last(before: str, text: str) -> bool:
    """Whether a list's entry is its last, by the "and" of the one before or by the end of the sentence."""
    return bool(_LAST_BUT_ONE.search(before)) or (bool(_LISTED.search(before)) and text.endswith("."))


def _ends_list(typed: Sequence[Typed], first: int, end: int) -> bool:
    """Whether the piece at ``end``, in the block of the list from ``first`` on, is its last: it ends the sentence."""
    if not first < end < len(typed) or not _same_block(typed[first], typed[end]):
        return False
    last = typed[end]
    unmarked = last.kind == "clause" and last.piece.marker is None
    return unmarked and bool(_LISTED.search(typed[end - 1].piece.text)) and not shapes.starts_upper(last.piece.text)


def _same_block(entry: Typed, other: Typed) -> bool:
    return entry.piece.rows[0].block is other.piece.rows[0].block


def _may_be_entry(entry: Typed) -> bool:
    if entry.kind not in ("clause", "heading") or entry.piece.marker or entry.piece.marked:
        return False
    text = entry.piece.text
    longer = 2 if _LISTED.search(text) else 1
    return (
        len(entry.piece.rows) <= 3 * longer
        and not shapes.is_caps(text)
        and len(shapes.words(text)) <= _LONGEST_ENTRY * longer
    )
