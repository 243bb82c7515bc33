"""A record as a CycloneDX 1.6 bill of materials: one data component and its license."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.export.inert import Json
    from extractor.record import LicenseRecord

_PREFIX = "extractor:license:"
"""Of our property names, in the manner of the CycloneDX property taxonomy."""


def to_cyclonedx(record: LicenseRecord) -> str:
    """The component with the license's text, its licensor, and each answer and its proof as properties.

    The serial number follows from the license file, and there is no time stamp: the same record gives the same bytes.
    """
    import base64
    import uuid

    from extractor.export.inert import dump
    from extractor.export.vocabulary.facts import facts

    known = facts(record)
    license_: dict[str, Json] = {
        "bom-ref": known.iri,
        "name": known.title,
        "acknowledgement": "declared",
        "text": {
            "contentType": "text/plain; charset=utf-8",
            "encoding": "base64",
            "content": base64.b64encode(record.document.text.encode(errors="replace")).decode(),
        },
        "properties": _properties(record),
    }
    if known.licensors:
        license_["licensing"] = {"licensor": {"organization": {"name": known.licensors[0]}}}
    component: dict[str, Json] = {
        "type": "data",
        "bom-ref": known.dataset_iri,
        "name": known.dataset,
        "licenses": [{"license": license_}],
        "data": [{"type": "dataset", "name": known.dataset, **_governance(record)}],
    }
    if known.homepage:
        component["externalReferences"] = [{"type": "website", "url": known.homepage}]
    return dump(
        {
            "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, known.iri)}",
            "version": 1,
            "metadata": {
                "tools": {
                    "components": [
                        {"type": "application", "name": record.producer.name, "version": record.producer.version}
                    ]
                }
            },
            "components": [component],
        }
    )


def _properties(record: LicenseRecord) -> list[Json]:
    from extractor.export.inert import dump, plain
    from extractor.export.vocabulary.answers import answers

    rows: list[tuple[str, str]] = [("sha256", record.document.id)]
    if record.document.version:
        rows.append(("version", plain(record.document.version)))
    for answer in answers(record):
        rows.append((answer.field, answer.value))
        if answer.review:
            rows.append((f"{answer.field}:review", "true"))
        if answer.place:
            rows.append((f"{answer.field}:place", answer.place))
        rows += [(f"{answer.field}:quote", quote) for quote in answer.quotes]
    rows += [("subject_rule", plain(dump(rule.model_dump(mode="json")))) for rule in record.subject_rules]
    return [{"name": f"{_PREFIX}{name}", "value": value} for name, value in dict.fromkeys(rows)]


def _governance(record: LicenseRecord) -> dict[str, Json]:
    from extractor.export.vocabulary.work import sole_owner

    owner = sole_owner(record)
    return {"governance": {"owners": [{"organization": {"name": owner}}]}} if owner else {}
