"""Whether a license satisfies a rule: one function a kind of rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, Literal

from extractor.policy.places import Place, of_clauses, of_evidence, of_span, of_term
from extractor.policy.rules import (
    ANY,
    DocumentRule,
    EntityRule,
    LabelRule,
    Named,
    ReviewRule,
    SubjectsRule,
    TermRule,
    Valued,
    is_read_from_text,
)
from extractor.taxonomy.answers import SILENT, questions, readable

if TYPE_CHECKING:
    from extractor.record import LicenseRecord

_DURATION = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_DAYS = (365.25, 30.44, 7, 1)
_ENDLESS = "indefinite"

Outcome = Literal["pass", "fail", "unsure"]


@dataclass(frozen=True, slots=True)
class Judgment:
    """What a license says on a rule."""

    outcome: Outcome
    found: str
    """What the license says, for people: "forbids commercial use"."""
    places: tuple[Place, ...] = ()
    doubt: str = ""
    """Why a person should look at it."""


def judge(rule: Named, record: LicenseRecord) -> Judgment:
    """Whether ``record`` satisfies ``rule``."""
    return _JUDGES[type(rule)](rule, record)


def _term(rule: TermRule, record: LicenseRecord) -> Judgment:
    question = questions()[rule.term]
    term = record.terms.get(rule.term)
    if term is None:
        return Judgment("unsure", "has no answer to the question", (), "the record has no such answer")
    values = (term.value,) if isinstance(term.value, str) else term.value
    found = ", ".join(question.says(value) for value in values or (SILENT,))
    places = of_term(record, term)
    doubt = "the answer needs review" if term.review else ""
    if not _passes(rule, values or (SILENT,), patterns=is_read_from_text(rule.term)):
        return Judgment("fail", found, places, doubt)
    return Judgment("unsure" if term.review else "pass", found, places, doubt)


def _passes(rule: Valued, values: tuple[str, ...], *, patterns: bool) -> bool:
    """Whether the test holds for a value, or for a set; silence is ``("unspecified",)``."""

    def has(wanted: str) -> bool:
        return any(matches(value, wanted) if patterns else value == wanted for value in values)

    if rule.stated and values == (SILENT,):
        return False
    if rule.in_ and not any(map(has, rule.in_)):
        return False
    if any(map(has, (*(rule.not_in or ()), *(rule.lacks or ())))):
        return False
    if not all(map(has, rule.contains or ())):
        return False
    return _within(rule, values[0])


def matches(value: str, pattern: str) -> bool:
    """Whether a value is like a pattern, no matter the case."""
    return fnmatchcase(value.casefold(), pattern.casefold())


def _within(rule: Valued, value: str) -> bool:
    if rule.at_least is None and rule.at_most is None:
        return True
    days = float("inf") if value == _ENDLESS else _days(value)
    if days is None:
        return False
    least, most = _days(rule.at_least or "P0D"), _days(rule.at_most) if rule.at_most else float("inf")
    return least is not None and most is not None and least <= days <= most


def _days(duration: str) -> float | None:
    match = _DURATION.fullmatch(duration)
    return sum(int(n or 0) * days for n, days in zip(match.groups(), _DAYS, strict=True)) if match else None


def _document(rule: DocumentRule, record: LicenseRecord) -> Judgment:
    document = record.document
    if rule.document == "warnings":
        values = tuple(warning.code for warning in document.warnings)
        text = ", ".join(dict.fromkeys(warning.message for warning in document.warnings)) or "none"
        found = f"was read with warnings: {text}" if values else "was read without warnings"
    else:
        value = getattr(document, rule.document)
        values = (value or SILENT,)
        found = f"has the {rule.document.replace('_', ' ')} {value}" if value else f"has no {rule.document}"
    passed = _passes(rule, values or (SILENT,), patterns=rule.document != "method")
    return Judgment("pass" if passed else "fail", found)


def _label(rule: LabelRule, record: LicenseRecord) -> Judgment:
    carrying = [(clause, label) for clause in record.clauses for label in clause.labels if label.label == rule.label]
    strong = [(clause, label) for clause, label in carrying if label.score >= rule.strength]
    sure = [(clause, label) for clause, label in strong if not clause.review]
    shown = sure or strong or carrying
    places = of_evidence(record, (proof for _, label in shown for proof in label.evidence))
    name = rule.label.replace("_", " ")
    found = f"has {_count(len(shown), 'clause')} on {name}" if shown else f"has no clause on {name}"
    if bool(sure) or not carrying:
        return Judgment("pass" if bool(sure) == (rule.expect == "present") else "fail", found, places)
    why = "the clause needs review" if strong else "the label is weaker than the rule asks"
    return Judgment("unsure", found, places, why)


def _entity(rule: EntityRule, record: LicenseRecord) -> Judgment:
    named = [
        entity
        for entity in record.entities
        if entity.type == rule.entity
        and (rule.roles is None or entity.role in rule.roles)
        and (rule.values is None or any(matches(entity.value, pattern) for pattern in rule.values))
    ]
    what = entity_words(rule)
    values = ", ".join(dict.fromkeys(entity.value for entity in named))
    found = f"names {values}" if named else f"names no {what}"
    places = tuple(of_span(record, entity.start, entity.end) for entity in named)
    return Judgment("pass" if bool(named) == (rule.expect == "present") else "fail", found, places)


def entity_words(rule: EntityRule) -> str:
    """What an entity rule looks for, for people: "e-mail address (contact or request)"."""
    name = {"EMAIL": "e-mail address", "URL": "web address"}.get(rule.entity, rule.entity.lower().replace("_", " "))
    roles = f" ({' or '.join(rule.roles)})" if rule.roles else ""
    return f"{name}{roles}" + (f" like {' or '.join(rule.values)}" if rule.values else "")


def _subjects(rule: SubjectsRule, record: LicenseRecord) -> Judgment:
    stated = [one for one in record.subject_rules if one.mode in rule.modes and rule.subjects in ("any", one.action)]
    places = of_clauses(record, dict.fromkeys(name for one in stated for name in one.clauses))
    subjects = len({name for one in stated for name in one.ids})
    found = (
        f"states {_count(len(stated), 'rule')} on subjects, which name {_count(subjects, 'ID')}"
        if stated
        else "states no rule on subjects"
    )
    return Judgment("pass" if bool(stated) == (rule.expect == "present") else "fail", found, places)


def _review(rule: ReviewRule, record: LicenseRecord) -> Judgment:
    waiting = {
        name: term for name, term in record.terms.items() if term.review and (name in rule.review or ANY in rule.review)
    }
    clauses = [
        clause.id
        for clause in record.clauses
        if clause.review and any(label.label in rule.labels for label in clause.labels)
    ]
    if not waiting and not clauses:
        return Judgment("pass", "has no open question among these")
    answers = [
        f"{questions()[name].title.lower()} ({', '.join(map(readable, _members(term.value)))})"
        for name, term in waiting.items()
        if name in questions()
    ]
    parts = [f"the answers on {', '.join(answers)}"] if answers else []
    parts += [_count(len(clauses), "clause")] if clauses else []
    places = [place for term in waiting.values() for place in of_term(record, term)]
    found = f"leaves to a person {' and '.join(parts)}"
    return Judgment("fail", found, tuple(dict.fromkeys((*places, *of_clauses(record, clauses)))))


def _members(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value or (SILENT,)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


_JUDGES: Mapping[type[Named], Callable[[Any, LicenseRecord], Judgment]] = {
    TermRule: _term,
    DocumentRule: _document,
    LabelRule: _label,
    EntityRule: _entity,
    SubjectsRule: _subjects,
    ReviewRule: _review,
}
