"""The JSON Schema of records: made of the model and the taxonomy, and committed, a file a version.

``python -m docs`` writes the file of a new version; it refuses a change that is not one of the version.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def committed(version: str) -> str:
    """The schema of ``version`` as it was published.

    Raises:
        FileNotFoundError: no such version was.
    """
    return (files("extractor.schema") / f"record-{version}.json").read_text(encoding="utf-8")


def record_schema() -> dict[str, Any]:
    """The schema of the records that this version writes, with all labels, entity types, term fields and their values.

    Fields that records always hold but need not are optional, so that a later version can add some.
    """
    from extractor.record import SCHEMA_VERSION, LicenseRecord
    from extractor.taxonomy.entities import entity_types
    from extractor.taxonomy.labels import labels

    schema = LicenseRecord.model_json_schema()
    parts = schema["$defs"]
    parts["LabelRecord"]["properties"]["label"]["enum"] = [spec.name for spec in labels()]
    parts["EntityRecord"]["properties"]["type"]["enum"] = list(entity_types())
    schema["properties"]["terms"]["properties"] = _terms()
    return {"$schema": _DIALECT, "$id": f"urn:extractor:record:{SCHEMA_VERSION}", **schema}


def _terms() -> dict[str, Any]:
    """Of each term field what its value can be, beside what holds for all of them."""
    from extractor.taxonomy.answers import SILENT, questions
    from extractor.taxonomy.terms import term_fields

    answer = {"$ref": "#/$defs/TermRecord"}
    values: dict[str, dict[str, Any]] = {
        name: {"type": "string"}
        if question.is_open
        else {"enum": [value for value in question.answers if not (question.is_set and value == SILENT)]}
        for name, question in questions().items()
    }
    return {
        field.name: {
            "description": field.definition,
            "allOf": [answer],
            "properties": {
                "value": {"type": "array", "items": values[field.name]} if field.many else values[field.name]
            },
        }
        for field in term_fields()
    }
