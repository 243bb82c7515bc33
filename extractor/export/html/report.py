"""The report of one license: what it answers, the words that prove it, and its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.compare.cells import passage
from extractor.export.html.answers import Answer, anchor, answers_of, percent
from extractor.export.html.page import render_page
from extractor.export.html.pages import pages_of
from extractor.export.html.passages import Highlight, Piece, cut
from extractor.taxonomy.answers import readable
from extractor.taxonomy.labels import label_names, labels

if TYPE_CHECKING:
    from extractor.record import ClauseRecord, LicenseRecord, SubjectRuleRecord
    from extractor.types import PagePicture

_TURN = 137.5
"""Degrees between the hues of neighbors: the golden angle keeps any number of them apart."""
_RULES = {"deny": "must not be {}", "allow_only": "only these may be {}", "deny_except": "none but these may be {}"}
_ACTIONS = {"publish": "published", "use": "used"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A clause, or text between clauses, as the page shows it."""

    id: str | None
    """None for text that belongs to no clause."""
    kind: str
    depth: int
    place: str
    page: int | None
    labels: tuple[tuple[str, str], ...]
    """Each label and how sure it is."""
    pieces: tuple[Piece, ...]
    review: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """Which subjects may or may not be shown or used."""

    says: str
    scope: str
    ids: tuple[str, ...]
    clauses: tuple[tuple[str, str], ...]
    """Each clause and its place."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that the license names."""

    type: str
    value: str
    role: str
    text: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LabelCount:
    """A label of the legend."""

    name: str
    title: str
    definition: str
    clauses: int


def report_page(record: LicenseRecord, pictures: Sequence[PagePicture] = ()) -> str:
    """The report of ``record`` as one HTML file, with the pages of its document where there are pictures of them."""
    answers = answers_of(record)
    highlights = _highlights(record, answers)
    view = {
        "record": record,
        "document": record.document,
        "title": record.document.title or record.document.name,
        "answers": answers,
        "rules": tuple(_rule(record, rule) for rule in record.subject_rules),
        "mentions": _mentions(record),
        "legend": _legend(record),
        "segments": _segments(record, highlights),
        "pictures": {page.number: page for page in pages_of(record, pictures)},
        "doubtful": tuple((clause.id, _place(clause)) for clause in record.clauses if clause.review),
    }
    return render_page("report", view, style=label_styles())


def label_styles() -> str:
    """The rules that give each label its hue."""
    return "\n".join(
        f".label-{name} {{ --hue: {round(index * _TURN) % 360} }}" for index, name in enumerate(label_names())
    )


def _highlights(record: LicenseRecord, answers: Sequence[Answer]) -> tuple[Highlight, ...]:
    """All that is pointed out in the text: proofs of answers, proofs of labels, names."""
    starts = {clause.id: clause.start for clause in record.clauses}
    proofs = [
        Highlight(
            starts[proof.clause] + start,
            starts[proof.clause] + end,
            proves=answer.title,
            anchor=None if number else anchor(answer.cell.field, proof.clause),
        )
        for answer in answers
        for proof in answer.cell.passages
        for number, (start, end) in enumerate(proof.marks or ((0, len(proof.text)),))
    ]
    labelled = [
        Highlight(proof.start, proof.end, label=label.label)
        for clause in record.clauses
        for label in clause.labels
        for proof in label.evidence
    ]
    names = [
        Highlight(entity.start, entity.end, names=_name_of(entity.type, entity.role)) for entity in record.entities
    ]
    return (*proofs, *labelled, *names)


def _name_of(kind: str, role: str | None) -> str:
    named = kind.lower().replace("_", " ")
    return f"{named}, {role}" if role else named


def _segments(record: LicenseRecord, highlights: Sequence[Highlight]) -> tuple[Segment, ...]:
    """The whole text in reading order: clauses, and what lies between them."""
    text = record.document.text
    by_clause = _by_clause(record.clauses, highlights)
    segments = []
    position = 0
    for clause in record.clauses:
        if text[position : clause.start].strip():
            segments.append(_between(text, position, clause.start))
        segments.append(
            Segment(
                id=clause.id,
                kind=clause.kind,
                depth=len(clause.path),
                place=_place(clause),
                page=clause.page,
                labels=tuple((label.label, percent(label.score)) for label in clause.labels),
                pieces=cut(text, clause.start, clause.end, by_clause[clause.id]),
                review=clause.review,
            )
        )
        position = clause.end
    if text[position:].strip():
        segments.append(_between(text, position, len(text)))
    return tuple(segments)


def _by_clause(clauses: Sequence[ClauseRecord], highlights: Sequence[Highlight]) -> dict[str, list[Highlight]]:
    """The highlights of each clause, in one walk through both."""
    waiting = sorted(highlights, key=lambda h: h.start)
    found: dict[str, list[Highlight]] = {}
    for clause in clauses:
        found[clause.id] = [h for h in waiting if h.start < clause.end and h.end > clause.start]
        waiting = [h for h in waiting if h.end > clause.end]
    return found


def _between(text: str, start: int, end: int) -> Segment:
    return Segment(None, "between", 0, "", None, (), (Piece(text[start:end].strip()),), review=False)


def _rule(record: LicenseRecord, rule: SubjectRuleRecord) -> Rule:
    homes = {clause.id: clause for clause in record.clauses}
    return Rule(
        says=_RULES[rule.mode].format(_ACTIONS[rule.action]),
        scope=rule.scope or "",
        ids=rule.ids,
        clauses=tuple((name, _place(homes[name])) for name in rule.clauses),
    )


def _mentions(record: LicenseRecord) -> tuple[Mention, ...]:
    """What is named, each value once with the places where it stands."""
    homes = {clause.id: clause for clause in record.clauses}
    found: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    words: dict[tuple[str, str, str], str] = {}
    for entity in record.entities:
        key = (entity.type, entity.value, entity.role or "")
        words.setdefault(key, " ".join(entity.text.split()))
        found[key].append((entity.clause, _place(homes[entity.clause])))
    return tuple(
        Mention(kind, value, role, words[kind, value, role], tuple(dict.fromkeys(places)))
        for (kind, value, role), places in sorted(found.items(), key=lambda item: item[0][0])
    )


def _legend(record: LicenseRecord) -> tuple[LabelCount, ...]:
    """The labels that occur, in the guideline's order, with the number of their clauses."""
    counts: dict[str, int] = defaultdict(int)
    for clause in record.clauses:
        for label in clause.labels:
            counts[label.label] += 1
    return tuple(
        LabelCount(spec.name, readable(spec.name), spec.definition, counts[spec.name])
        for spec in labels()
        if counts[spec.name]
    )


def _place(clause: ClauseRecord) -> str:
    return passage(clause, []).place
