"""Subject rules: which subjects' data may be shown or used, read from the sentences that name their IDs.

A sentence, a table's row or a list's entry that names IDs is read by itself where it says what holds for them, else
together with what it completes: the lead-in, the sentence above the table, the rest of its clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractor.language import fold
from extractor.terms.parts import first_part, last_part
from extractor.terms.subject_namings import Naming, namings
from extractor.terms.subject_words import action_of, mode_of
from extractor.types import Entity, LabelledClause, SubjectRule


def subject_rules(clauses: Sequence[LabelledClause], entities: Sequence[Entity]) -> tuple[SubjectRule, ...]:
    """The rules in reading order; a sentence that names IDs without allowing or banning anything makes none."""
    named: dict[str, list[Entity]] = {}
    for entity in entities:
        if entity.type == "SUBJECT_ID":
            named.setdefault(entity.clause, []).append(entity)
    if not named:
        return ()
    return tuple(_merged(rule for naming in namings(clauses, named) for rule in _rules(naming)))


def _merged(rules: Iterable[SubjectRule]) -> Iterator[SubjectRule]:
    """Yields the rules, those that one clause states in several breaths joined."""
    found: list[list[SubjectRule]] = []
    places: dict[tuple[str | None, str, str], int] = {}
    for rule in rules:
        said = (rule.scope, rule.action, rule.mode)
        if said in places and set(found[places[said]][-1].clauses) & set(rule.clauses):
            found[places[said]].append(rule)
        else:
            places[said] = len(found)
            found.append([rule])
    for joined in found:
        ids = dict.fromkeys(id_ for rule in joined for id_ in rule.ids)
        clauses = dict.fromkeys(clause for rule in joined for clause in rule.clauses)
        yield replace(joined[0], ids=tuple(ids), clauses=tuple(clauses))


def _rules(naming: Naming) -> Iterator[SubjectRule]:
    """Yields the rule that the words state; two where they allow some IDs and deny others."""
    text = fold(naming.text)
    for role in sorted({entity.role for entity in naming.entities}, key=str):
        mode = mode_of(text, role)
        if mode is not None:
            yield SubjectRule(
                scope=first_part(naming.text) or last_part(naming.before),
                action=action_of(fold(naming.around) or text, shown=naming.shown),
                mode=mode,
                ids=tuple(entity.value for entity in naming.entities if entity.role == role),
                clauses=naming.clauses,
            )
