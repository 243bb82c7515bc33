"""Every field of a record, made of the model and the taxonomy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.export.vocabulary.mapping import ANY
from extractor.record import SCHEMA_VERSION
from extractor.schema import record_schema
from extractor.taxonomy.answers import SILENT, questions
from extractor.taxonomy.entities import entity_types
from extractor.taxonomy.labels import labels
from extractor.taxonomy.terms import TermField, term_fields

_TEMPLATE = Path(__file__).parent / "templates" / "record.md"
_ENUMERATED = {
    "label": "Labels",
    "type": "Entity types",
    "kind": "Kinds of segment",
    "method": "How a text was obtained",
}
"""Fields whose values have a section of their own."""
_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
}
_PARTS = {
    "LicenseRecord": "The record",
    "Producer": "producer",
    "DocumentRecord": "document",
    "WarningRecord": "document.warnings[]",
    "ClauseRecord": "clauses[]",
    "LabelRecord": "clauses[].labels[]",
    "EvidenceRecord": "evidence[], of labels and terms",
    "BoxRecord": "clauses[].boxes[]",
    "EntityRecord": "entities[]",
    "SubjectRuleRecord": "subject_rules[]",
    "TermRecord": "terms.*",
}
"""The models, and where in a record each stands."""


def page() -> str:
    """The page, in Markdown."""
    schema = record_schema()
    models = {"LicenseRecord": schema, **schema["$defs"]}
    if strange := models.keys() ^ _PARTS.keys():
        raise ValueError(f"say in docs/record.py where these stand: {', '.join(sorted(strange))}")
    fields = term_fields()
    return _TEMPLATE.read_text(encoding="utf-8").format(
        version=SCHEMA_VERSION,
        parts="\n\n".join(_part(place, models[name]) for name, place in _PARTS.items()),
        labels="\n".join(f"| `{spec.name}` | {spec.definition} |" for spec in labels()),
        entities="\n".join(
            f"| `{kind.name}` | {kind.definition} | {_codes(kind.roles)} |" for kind in entity_types().values()
        ),
        overview="\n".join(
            f"| [`{field.name}`](#{field.name}) | {field.definition} | {_answer_type(field)} |" for field in fields
        ),
        terms="\n\n".join(map(_term, fields)),
    )


def _part(place: str, model: Mapping[str, Any]) -> str:
    title = place if place[0].isupper() else f"`{place}`"
    said = model["description"].replace("``", "`").replace("\n", " ")
    rows = (f"| `{name}` | {_type(name, field)} | {_said(field)} |" for name, field in model["properties"].items())
    return f"## {title}\n\n{said}\n\n| field | type | what it is |\n|---|---|---|\n" + "\n".join(rows)


def _said(field: Mapping[str, Any]) -> str:
    return str(field["description"]).replace("|", r"\|").replace("<", r"\<")


def _type(name: str, field: Mapping[str, Any]) -> str:
    """The type of a field for people: "list of `clauses[]`", "whole number or null"."""
    if "anyOf" in field:
        return " or ".join(_type(name, option) for option in field["anyOf"])
    if "$ref" in field:
        place = _PARTS[field["$ref"].rpartition("/")[2]]
        return f"`{place}`" if place != _PARTS["EvidenceRecord"] else "evidence"
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        section = _ENUMERATED.get(name)
        return f"[{section.lower()}](#{section.lower().replace(' ', '-')})" if section else _codes(field["enum"])
    if field["type"] == "array":
        return f"list of {_type(name, field['items'])}"
    if field["type"] == "object":
        return f"object of {_type(name, field['additionalProperties'])}"
    return _TYPES[field["type"]]


def _codes(values: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _answer_type(field: TermField) -> str:
    if field.many:
        return "addresses" if questions()[field.name].is_open else "several of a list"
    return "read from the text" if questions()[field.name].is_open else "one of a list"


def _term(field: TermField) -> str:
    question = questions()[field.name]
    rows = (
        f"| {_shown(value, field)} | {question.says(value).replace('*', '…')} | {words.severity.replace('_', ' ')} |"
        for value, words in question.answers.items()
    )
    title = f'### {question.title} (`{field.name}`) <a id="{field.name}"></a>'
    head = "| answer | the license … | severity |\n|---|---|---|"
    return f"{title}\n\n{field.definition}\n\n{head}\n" + "\n".join(rows)


def _shown(value: str, field: TermField) -> str:
    if value == SILENT and field.many:
        return "`[]`"
    return "*as the text says*" if value == ANY else f"`{value}`"
