"""What each vocabulary says of each answer, and what it cannot say: ``mapping.toml``, read and checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from extractor.errors import TaxonomyError

RuleKind = Literal["permission", "prohibition", "obligation"]
Target = Literal["data", "samples"]

ANY = "*"
"""Stands for the values that are read from the text."""

_SOURCE = "export/vocabulary/mapping.toml"
_FIELD_KEYS = frozenset({"cannot", "leaves_out"})
_VALUE_KEYS = _FIELD_KEYS | {"odrl", "duo", "pledge"}
_RULE_KEYS = frozenset({"rule", "action", "duty", "target", "constraint"})


@dataclass(frozen=True, slots=True)
class Constraint:
    """A bound on a rule; the right operand ``{value}`` stands for the answer itself."""

    left: str
    operator: str
    right: str


@dataclass(frozen=True, slots=True)
class Rule:
    """An ODRL rule that states an answer or a part of it."""

    kind: RuleKind
    action: str
    duty: str | None = None
    """What a permission hangs on."""
    target: Target = "data"
    constraint: Constraint | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A code of DUO, and the words that a clause which proves the answer must hold for it."""

    name: str
    where: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What the vocabularies say of one answer."""

    rules: tuple[Rule, ...] = ()
    codes: tuple[Code, ...] = ()
    pledge: str | None = None
    """What a user confirms who accepts it."""
    leaves_out: Mapping[str, str] | None = None
    """By vocabulary, what its words do not say of the answer."""
    cannot: Mapping[str, str] | None = None
    """By vocabulary, why it says nothing."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an answer is not stated, where it has no reason of its own."""

    silent: str
    review: str
    cannot: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class VocabularyTable:
    """Every answer of every field, in the order of the file."""

    fields: Mapping[str, Mapping[str, Entry]]
    reasons: Reasons

    def entry(self, field: str, value: str) -> Entry:
        """What the vocabularies say of ``value``; of a field or value that they do not know, nothing."""
        values = self.fields.get(field, {})
        return values.get(value) or values.get(ANY) or Entry(cannot=self.reasons.cannot)

    def cannot(self, vocabulary: str, entry: Entry) -> str:
        """Why ``vocabulary`` does not state the answer."""
        return (entry.cannot or {}).get(vocabulary) or self.reasons.cannot[vocabulary]


@cache
def vocabulary_table() -> VocabularyTable:
    """The table.

    Raises:
        TaxonomyError: the file is wrong.
    """
    text = (files("extractor.export.vocabulary") / "mapping.toml").read_text(encoding="utf-8")
    blocks = tomllib.loads(text)
    why = blocks.pop("why")
    reasons = Reasons(why["silent"]["all"], why["review"]["all"], why["cannot"])
    return VocabularyTable({name: _field(name, block) for name, block in blocks.items()}, reasons)


def _field(name: str, block: dict[str, Any]) -> Mapping[str, Entry]:
    shared = {key: block.get(key, {}) for key in _FIELD_KEYS}
    return {value: _entry(f"{name}.{value}", own, shared) for value, own in block.items() if value not in _FIELD_KEYS}


def _entry(where: str, block: dict[str, Any], shared: Mapping[str, Mapping[str, str]]) -> Entry:
    _check_keys(where, block, _VALUE_KEYS)
    return Entry(
        rules=tuple(_rule(where, rule) for rule in block.get("odrl", ())),
        codes=tuple(_code(code) for code in block.get("duo", ())),
        pledge=block.get("pledge"),
        leaves_out={**shared["leaves_out"], **block.get("leaves_out", {})},
        cannot={**shared["cannot"], **block.get("cannot", {})},
    )


def _rule(where: str, block: dict[str, Any]) -> Rule:
    _check_keys(where, block, _RULE_KEYS)
    if block["rule"] not in get_args(RuleKind):
        raise TaxonomyError(f"{where}: no rule {block['rule']!r}", source=_SOURCE, hint="See the head of the file.")
    constraint = Constraint(*block["constraint"]) if "constraint" in block else None
    return Rule(block["rule"], block["action"], block.get("duty"), block.get("target", "data"), constraint)


def _code(block: dict[str, str]) -> Code:
    return Code(block["code"], re.compile(block["where"], re.IGNORECASE) if "where" in block else None)


def _check_keys(where: str, block: dict[str, Any], known: frozenset[str]) -> None:
    if unknown := block.keys() - known:
        raise TaxonomyError(f"{where}: unknown {', '.join(sorted(unknown))}", source=_SOURCE, hint="Correct the file.")
