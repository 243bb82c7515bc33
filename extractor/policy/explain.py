"""What a policy asks, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from extractor.policy.judge import entity_words
from extractor.policy.rules import ANY, DocumentRule, EntityRule, LabelRule, Named, ReviewRule, SubjectsRule, TermRule
from extractor.taxonomy.answers import questions, readable

_MODES = {
    "deny": "that some may not be shown or used",
    "allow_only": "that only some may be shown or used",
    "deny_except": "that none but some may be shown or used",
}


def wanted(rule: Named) -> str:
    """What satisfies a rule: its own words, or a sentence made from its test."""
    return " ".join(rule.remedy.split()) or tested(rule)


def tested(rule: Named) -> str:
    """A sentence that tells which licenses pass: "Passes a license that allows commercial use."."""
    return _SENTENCES[type(rule)](rule)


def _term(rule: TermRule) -> str:
    question = questions()[rule.term]

    def said(values: Iterable[str], joint: str) -> str:
        return joint.join(question.says(value) for value in values)

    parts = []
    if rule.in_:
        parts.append(f"that {said(rule.in_, ' or ')}")
    if forbidden := (*(rule.not_in or ()), *(rule.lacks or ())):
        parts.append("unless it " + said(forbidden, " or "))
    if rule.contains:
        parts.append(f"that {said(rule.contains, ' and ')}")
    if rule.stated:
        parts.append(f"unless it {question.says('unspecified')}")
    if rule.at_least:
        parts.append(f"that lasts at least {readable(rule.at_least)}")
    if rule.at_most:
        parts.append(f"that lasts at most {readable(rule.at_most)}")
    return f"Passes a license {' and '.join(parts)}."


def _document(rule: DocumentRule) -> str:
    what = rule.document.replace("_", " ")
    parts = []
    if rule.in_:
        parts.append(f"the {what} is {' or '.join(rule.in_)}")
    if rule.not_in:
        parts.append(f"the {what} is not {' or '.join(rule.not_in)}")
    if rule.contains:
        parts.append(f"the {what} hold {' and '.join(rule.contains)}")
    if rule.lacks:
        parts.append(f"the {what} hold none of {', '.join(rule.lacks)}")
    if rule.stated:
        parts.append(f"it has {'warnings' if what == 'warnings' else f'a {what}'}")
    return f"Passes a document if {' and '.join(parts)}."


def _label(rule: LabelRule) -> str:
    how = "has a clause" if rule.expect == "present" else "has no clause"
    return f"Passes a license that {how} on {rule.label.replace('_', ' ')}."


def _entity(rule: EntityRule) -> str:
    article = "an" if entity_words(rule)[0] in "aeiou" else "a"
    how = f"names {article}" if rule.expect == "present" else "names no"
    return f"Passes a license that {how} {entity_words(rule)}."


def _subjects(rule: SubjectsRule) -> str:
    how = "states a rule" if rule.expect == "present" else "states no rule"
    action = {"publish": " on publication", "use": " on use", "any": ""}[rule.subjects]
    modes = "" if len(rule.modes) == len(_MODES) else f", {' or '.join(_MODES[mode] for mode in rule.modes)}"
    return f"Passes a license that {how} on subjects{action}{modes}."


def _review(rule: ReviewRule) -> str:
    titles = [question.title.lower() for name, question in questions().items() if name in rule.review]
    parts = ["the answers" if ANY in rule.review else f"the answers on {', '.join(titles)}"] if rule.review else []
    if rule.labels:
        parts.append(f"the clauses on {', '.join(label.replace('_', ' ') for label in rule.labels)}")
    return f"Passes a license where {' and '.join(parts)} leave nothing to a person."


_SENTENCES: Mapping[type[Named], Callable[[Any], str]] = {
    TermRule: _term,
    DocumentRule: _document,
    LabelRule: _label,
    EntityRule: _entity,
    SubjectsRule: _subjects,
    ReviewRule: _review,
}
