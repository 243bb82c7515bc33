"""The term fields of a license: values, rules that state them, and words that the rules share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.errors import TaxonomyError
from extractor.taxonomy.cues import Cue, compile_expression, parse_cue
from extractor.taxonomy.files import read_folder, require
from extractor.taxonomy.labels import expand


@dataclass(frozen=True, slots=True)
class TermRule:
    """A cue and the value that it states."""

    cue: Cue
    value: str
    labels: frozenset[str]
    """The clause must carry one of these; empty where the words are proof enough."""
    every: bool
    """Whether the clause must carry all of these."""
    sole: bool
    """Whether the clause must carry none but these, so that words without a topic are about this one."""
    form: bool
    """Whether the rule looks at forms (signature blocks) instead of clauses."""
    over: frozenset[str]
    """Values whose claims from the same clause this rule overrides, being the narrower reading."""
    routed: bool
    """Whether a way to get permission in the same sentence turns the value into the field's ``route``."""
    fallback: bool
    """Whether it is heard only where no other rule of the field speaks: broad words in a clause that has the label."""
    precision: float
    """The share of its claims that are right, measured on gold with a prior of three claims at 0.9."""


@dataclass(frozen=True, slots=True)
class TermField:
    """One question that a license answers."""

    name: str
    rank: int
    definition: str
    many: bool
    """Whether the answer is a set."""
    values: tuple[str, ...]
    """Most restrictive first; empty where values are read from the text (places, durations, addresses)."""
    about: tuple[str, ...]
    """Lower-case stems; a sentence without any of them is not about the field, and costs no time."""
    label: str | None
    """The label that clauses about the field carry."""
    labelled: str | None
    """What a clause with the label states where no rule says more."""
    insists: bool
    """Whether a clause with the label is sure to state something: silence beside one is left to a person."""
    route: str | None
    """What a ban becomes where the text offers a way to get permission."""
    exceptions: tuple[str, ...]
    """Values that win over a ban, being the specific ones."""
    guards: frozenset[str]
    """The labels whose clauses must hold no unread restriction before the least restrictive value is given."""
    spares: re.Pattern[str] | None
    """Words of restrictions, found by ``guards``, that leave a permission standing: those of special acts."""
    acts: re.Pattern[str] | None
    """Words for what the field is about; consent in another sentence without any lifts none of the field's bans."""
    besides: re.Pattern[str] | None
    """Words of clauses whose label proves no value, since they state something beside the field."""
    silence: float
    """The share of ``unspecified`` answers that are right."""
    context: frozenset[str]
    """The labels whose clauses the second reader reads."""
    rules: tuple[TermRule, ...]

    def permits(self, value: str) -> bool:
        """Whether ``value`` is the answer that lifts every restriction."""
        return bool(self.guards) and value == self.values[-1]

    def is_beside(self, text: str) -> bool:
        """Whether ``text``, of a clause with the label, states something beside the field."""
        return self.besides is not None and self.besides.search(text) is not None


@cache
def term_fields() -> tuple[TermField, ...]:
    """Every field, in the order of the guideline.

    Raises:
        TaxonomyError: a file is wrong.
    """
    fields = (_parse_field(name, table) for name, table in read_folder("terms"))
    return tuple(sorted(fields, key=lambda field: field.rank))


@cache
def words() -> dict[str, str]:
    """The named word groups that expressions use as ``{name}``, each a group in parentheses, earlier ones filled in."""
    groups: dict[str, str] = {}
    for name, table in read_folder("words"):
        source = f"words/{name}.toml"
        for group, expression in require(table, "words", dict, source=source).items():
            groups[group] = expand(expression, groups, source=source)
    return groups


def parse_expanded_cue(table: dict[str, Any], *, source: str, name: str) -> Cue:
    """The cue that a block declares, its word groups filled in."""
    where = f"{source}, cue {table.get('n')}"
    filled = {
        key: expand(value, words(), source=where) if key in ("pattern", "unless") else value
        for key, value in table.items()
    }
    return parse_cue(filled, source=source, name=name)


def _parse_field(name: str, table: dict[str, Any]) -> TermField:
    source = f"terms/{name}.toml"
    values = tuple(require(table, "values", list, source=source))
    rules = tuple(_parse_rule(name, rule, values) for rule in table.get("rules", ()))
    numbers = [rule.cue.id for rule in rules]
    if len(set(numbers)) != len(numbers):
        raise TaxonomyError("two rules have the same number", source=source, hint="Renumber them.")
    return TermField(
        name=name,
        rank=require(table, "rank", int, source=source),
        definition=require(table, "definition", str, source=source),
        many=table.get("many", False),
        values=values,
        about=tuple(table.get("about", ())),
        label=table.get("label"),
        labelled=table.get("labelled"),
        insists=table.get("insists", False),
        route=table.get("route"),
        exceptions=tuple(table.get("exceptions", ())),
        guards=frozenset(table.get("guards", ())),
        spares=_parse_words(table, "spares", source),
        acts=_parse_words(table, "acts", source),
        besides=_parse_words(table, "besides", source),
        silence=table.get("silence", 0.9),
        context=frozenset(table.get("context", [table["label"]] if "label" in table else ())),
        rules=rules,
    )


def _parse_words(table: dict[str, Any], key: str, source: str) -> re.Pattern[str] | None:
    if key not in table:
        return None
    return compile_expression(expand(table[key], words(), source=source), where=f"{source}, {key}")


def _parse_rule(name: str, table: dict[str, Any], values: tuple[str, ...]) -> TermRule:
    source = f"terms/{name}.toml"
    value = require(table, "value", str, source=source)
    if values and value not in values:
        raise TaxonomyError(
            f"rule {table.get('n')} states {value!r}", source=source, hint=f"Values are {', '.join(values)}."
        )
    return TermRule(
        cue=parse_expanded_cue(table, source=source, name=name),
        value=value,
        labels=frozenset(table.get("labels", ())),
        every=table.get("every", False),
        sole=table.get("sole", False),
        form=table.get("form", False),
        over=frozenset(table.get("over", ())),
        routed=table.get("routed", False),
        fallback=table.get("fallback", False),
        precision=table.get("precision", 0.9),
    )
