"""What each vocabulary says of each answer, made of the tables that the exports use."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from extractor.export.vocabulary.codes import duo_terms
from extractor.export.vocabulary.mapping import ANY, Entry, Rule, vocabulary_table
from extractor.taxonomy.answers import questions

_TEMPLATE = Path(__file__).parent / "templates" / "exports.md"
_KINDS = {"permission": "may", "prohibition": "must not", "obligation": "must"}


def page() -> str:
    """The page, in Markdown."""
    profile = tomllib.loads((files("extractor.export.vocabulary") / "profile.toml").read_text(encoding="utf-8"))
    terms = (f"| `dl:{name}` | {term['kind']} | {term['definition']} |" for name, term in profile["terms"].items())
    codes = (f"| {term.id} | {name} | {term.label} | {term.kind} |" for name, term in duo_terms().items())
    return _TEMPLATE.read_text(encoding="utf-8").format(
        fields="\n".join(_field(name, values) for name, values in vocabulary_table().fields.items()),
        namespace=profile["namespace"],
        terms="\n".join(terms),
        codes="\n".join(codes),
    )


def _field(name: str, values: Mapping[str, Entry]) -> str:
    rows = (
        f"| {'*read from the text*' if value == ANY else f'`{value}`'} | {_odrl(entry)} | {_duo(entry)} "
        f"| {entry.pledge or ''} |"
        for value, entry in values.items()
    )
    head = "| answer | ODRL | DUO | a user confirms |\n|---|---|---|---|"
    return f"\n### {questions()[name].title} (`{name}`)\n\n{head}\n" + "\n".join(rows)


def _odrl(entry: Entry) -> str:
    return _cell("odrl", entry, [_rule(rule) for rule in entry.rules])


def _duo(entry: Entry) -> str:
    terms = duo_terms()
    return _cell(
        "duo",
        entry,
        [
            f"{code.name} ({terms[code.name].label})" + (" where the clause says so" if code.where else "")
            for code in entry.codes
        ],
    )


def _cell(vocabulary: str, entry: Entry, said: list[str]) -> str:
    """What is said, what that leaves out, and why nothing is."""
    if not said:
        return f"*remainder: {vocabulary_table().cannot(vocabulary, entry)}*"
    left_out = (entry.leaves_out or {}).get(vocabulary)
    otherwise = (entry.cannot or {}).get(vocabulary)
    notes = [
        *([f"*left out: {left_out}*"] if left_out else []),
        *([f"*else remainder: {otherwise}*"] if otherwise else []),
    ]
    return "<br>".join([*said, *notes])


def _rule(rule: Rule) -> str:
    words = [_KINDS[rule.kind], f"`{rule.action}`"]
    if rule.target == "samples":
        words.append("samples")
    if rule.constraint:
        words.append(f"where `{rule.constraint.left} {rule.constraint.operator} {rule.constraint.right}`")
    if rule.duty:
        words.append(f"after `{rule.duty}`")
    return " ".join(words)
