"""The words that say what holds for subject IDs: a sentence, a row, a lead-in with the entries that complete it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.language import turns
from extractor.terms.parts import first_part, part_at_start
from extractor.terms.statements import lead_ins, mask
from extractor.terms.subject_words import FREE, decides, settles, tells_action
from extractor.types import CONTENT_KINDS, Clause, Entity, LabelledClause, Span

_REACH = 1000
"""How far around its IDs a sentence is read; one may be as long as the document."""
_LETTER = re.compile(r"(?:^|[\t|])[ ]*([A-Za-z]{1,3})[ ]*(?=[\t|]|$)", re.MULTILINE)
"""A cell with a letter that another row explains."""
_EXCEPTED = re.compile(r"\bexcepted\b", re.IGNORECASE)
_WORDS = re.compile(r"\b(?!and\b|or\b|nor\b|to\b|of\b|from\b)[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Naming:
    """Words that say what holds for some IDs."""

    text: str
    entities: tuple[Entity, ...]
    clauses: tuple[str, ...]
    shown: bool = False
    """Whether the clause is about publishing, by its label."""
    before: str = ""
    """What the clause says before that, where it may have named the part of the data."""
    around: str = ""
    """The words with those around them, where they do not tell themselves whether showing or every use is meant."""


@dataclass(slots=True)
class _Block:
    """Rows and list entries of IDs that complete one sentence."""

    above: LabelledClause
    members: list[tuple[LabelledClause, Sequence[Entity]]] = field(default_factory=list)


def namings(clauses: Sequence[LabelledClause], named: Mapping[str, Sequence[Entity]]) -> Iterator[Naming]:
    """Yields the namings in reading order; ``named`` holds the IDs by the clause that they stand in."""
    leads = lead_ins(clauses)
    block: _Block | None = None
    for index, labelled in enumerate(clauses):
        clause = labelled.clause
        own = named.get(clause.id, ())
        if not own and clause.kind not in CONTENT_KINDS:
            continue
        above = leads.get(clause.id) or _above(clauses, index)
        rows = clause.kind == "table" or clause.kind not in CONTENT_KINDS
        if own and not (rows and _rows_decide(clause, own)) and (rows or _completes(labelled, above)):
            if block is None or (leads.get(clause.id) is not None and above.clause.id != block.above.clause.id):
                yield from _completed(block)
                block = _Block(above)
            block.members.append((labelled, own))
            continue
        yield from _completed(block)
        block = None
        if own:
            yield from _rows(clause, own) if rows else _sentences(labelled, own, leads.get(clause.id))
    yield from _completed(block)


def _above(clauses: Sequence[LabelledClause], index: int) -> LabelledClause:
    """The clause before, or before the heads of columns."""
    place = index - 1
    while place > 0 and clauses[place].clause.kind == "heading" and "\t" in clauses[place].clause.text:
        place -= 1
    return clauses[max(place, 0)]


def _completed(block: _Block | None) -> Iterator[Naming]:
    """Yields what the sentence above says of all rows and entries, or of those of each part of the data."""
    if block is None:
        return
    lead = _last_sentence(block.above)
    shown = any(labelled.has("publication") for labelled in (block.above, *(member for member, _ in block.members)))
    before = mask(block.above.clause.text).removesuffix(lead)
    for part, ids in _by_part(block, lead) or [("", tuple(entity for _, own in block.members for entity in own))]:
        inside = dict.fromkeys(entity.clause for entity in ids)
        yield Naming(f"{part} {lead}".strip(), ids, (block.above.clause.id, *inside), shown, before)


def _by_part(block: _Block, lead: str) -> list[tuple[str, tuple[Entity, ...]]]:
    """The IDs by the part of the data that their lines name, where the sentence above leaves that to them."""
    if first_part(lead):
        return []
    found: dict[str, list[Entity]] = {}
    part = ""
    for labelled, own in block.members:
        start = labelled.clause.start
        for line in mask(labelled.clause.text).splitlines(keepends=True):
            part = part_at_start(line.strip()) or part
            ids = tuple(entity for entity in own if start <= entity.start < start + len(line))
            start += len(line)
            if ids and not part:
                return []
            if ids:
                found.setdefault(part, []).extend(ids)
    return [(part, tuple(ids)) for part, ids in found.items()] if len(found) > 1 else []


def _completes(labelled: LabelledClause, above: LabelledClause) -> bool:
    """Whether a clause that names IDs leaves it to the words above to say what holds for them."""
    text = mask(labelled.clause.text)
    if above is not labelled and labelled.clause.kind == "item" and _last_sentence(above).rstrip().endswith(":"):
        lead = _last_sentence(above)
        return settles(lead) and not (decides(text) or FREE.search(text))
    speaks = settles(text)
    return not (speaks or re.search(r"[a-z]{4,} [a-z]{3,} [a-z]{3,}", text))


def _rows_decide(clause: Clause, own: Sequence[Entity]) -> bool:
    return any(decides(text) for text, _ in _lines(clause, own))


def _lines(clause: Clause, own: Sequence[Entity]) -> Iterator[tuple[str, tuple[Entity, ...]]]:
    """Yields the rows of a table that name IDs, with the lines that carry on their words."""
    start, text = clause.start, ""
    inside: list[Entity] = []
    for line in mask(clause.text).splitlines(keepends=True):
        ids = [entity for entity in own if start <= entity.start < start + len(line)]
        if ids and inside:
            yield text, tuple(inside)
            text, inside = "", []
        text, start = text + line if inside or ids else "", start + len(line)
        inside += ids
    if inside:
        yield text, tuple(inside)


def _rows(clause: Clause, own: Sequence[Entity]) -> Iterator[Naming]:
    """Yields what each row says; one that says nothing is taken with the row of the same letter, or the one before."""
    words = ""
    explained: dict[str, str] = {}
    for text, ids in _lines(clause, own):
        letter = next((match.group(1) for match in _LETTER.finditer(text)), "")
        if decides(text) or settles(text):
            words = text
            explained.setdefault(letter, text)
        if letter and letter in explained:
            words = explained[letter]
        if words:
            yield Naming(words, ids, (clause.id,))


def _sentences(labelled: LabelledClause, own: Sequence[Entity], lead: LabelledClause | None) -> Iterator[Naming]:
    """Yields what each sentence says; one that settles nothing is read with its lead-in or its whole clause."""
    clause = labelled.clause
    whole = mask(clause.text)
    for span in clause.sentences or (Span(clause.start, clause.end),):
        inside = tuple(entity for entity in own if span.start <= entity.start < span.end)
        if not inside:
            continue
        sentence = whole[span.start - clause.start : span.end - clause.start]
        shown = labelled.has("publication")
        for start, words, ids in _breaths(sentence, span.start, inside):
            at = span.start + start - clause.start
            text = words
            if not settles(words) and lead is not None:
                text = f"{_last_sentence(lead)} {words}"
            elif not settles(words) or _EXCEPTED.search(words):
                text = whole[max(0, at - _REACH) : at + len(words) + _REACH]
            around = text if tells_action(text) else f"{text} {sentence[max(0, start - _REACH) : start + _REACH]}"
            yield Naming(text, ids, (clause.id,), shown, whole[max(0, at - _REACH) : at], around)


def _breaths(sentence: str, offset: int, ids: Sequence[Entity]) -> Iterator[tuple[int, str, tuple[Entity, ...]]]:
    """Yields the parts of a sentence that each settle something for IDs of their own: start, words, IDs."""
    start = first = 0
    for index in range(1, len(ids)):
        gap = ids[index - 1].end - offset, ids[index].start - offset
        if not _WORDS.search(sentence, *gap):
            continue
        for cut in reversed(turns(sentence, *gap)):
            if settles(sentence[max(start, cut - _REACH) : cut]) and settles(sentence[cut : cut + _REACH]):
                yield start, sentence[start:cut], tuple(ids[first:index])
                start, first = cut, index
                break
    yield start, sentence[start:], tuple(ids[first:])


def _last_sentence(labelled: LabelledClause) -> str:
    clause = labelled.clause
    if not clause.sentences:
        return mask(clause.text)
    last = clause.sentences[-1]
    return mask(clause.text)[last.start - clause.start : last.end - clause.start]
