"""A record as SPDX 3.0.1 in JSON-LD: a data set package, and its license as a ``LicenseRef-``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.export.inert import Json
    from extractor.export.vocabulary.answers import Answer
    from extractor.export.vocabulary.facts import Facts
    from extractor.record import LicenseRecord

_CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
_CREATION = "_:creation"
_NO_LICENSE_ASSERTION = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"
_DIGEST_SHOWN = 12


def to_spdx(record: LicenseRecord) -> str:
    """The package with exactly one declared and one concluded license; each answer is an annotation of the license.

    The license is concluded where it states anything; otherwise nothing is asserted. The Dataset profile asks for
    ``builtTime``, ``releaseTime`` and a download location, which no license tells: conformance to it is not claimed
    before somebody adds them. The time of creation is ``SOURCE_DATE_EPOCH`` where that is set, else now.
    """
    from extractor.export.inert import dump
    from extractor.export.vocabulary.answers import answers
    from extractor.export.vocabulary.facts import facts

    known = facts(record)
    given = answers(record)
    graph: list[Json] = [
        {
            "@id": _CREATION,
            "type": "CreationInfo",
            "specVersion": "3.0.1",
            "created": _now(),
            "createdBy": [f"{known.iri}:tool-agent"],
            "createdUsing": [f"{known.iri}:tool"],
        },
        _element("SoftwareAgent", f"{known.iri}:tool-agent", name=record.producer.name),
        _element("Tool", f"{known.iri}:tool", name=f"{record.producer.name}-{record.producer.version}"),
        *(_element("Organization", _licensor(known, n), name=name) for n, name in enumerate(known.licensors)),
        _package(record, given, known),
        *_licenses(record, given, known),
        *(_annotation(answer, known, n) for n, answer in enumerate(given)),
        *_subjects(record, known),
    ]
    elements = [node["spdxId"] for node in graph if isinstance(node, dict) and "spdxId" in node]
    document = _element(
        "SpdxDocument",
        f"{known.iri}:spdx",
        name=f"License of {known.dataset}",
        rootElement=[known.dataset_iri],
        element=elements,
        profileConformance=["core", "software", "simpleLicensing"],
    )
    return dump({"@context": _CONTEXT, "@graph": [*graph, document]})


def _element(kind: str, iri: str, **properties: Json) -> dict[str, Json]:
    return {"type": kind, "spdxId": iri, "creationInfo": _CREATION, **properties}


def _package(record: LicenseRecord, given: tuple[Answer, ...], known: Facts) -> dict[str, Json]:
    purpose = next((a for a in given if a.field == "purpose" and a.stated and not a.review), None)
    optional: dict[str, Json] = {}
    if purpose:
        optional["dataset_intendedUse"] = purpose.sentence
    if known.licensors:
        optional["originatedBy"] = [_licensor(known, n) for n in range(len(known.licensors))]
    if known.applications:
        optional["dataset_datasetAvailability"] = "registration"
    if known.homepage:
        optional["software_homePage"] = known.homepage
    return _element(
        "dataset_DatasetPackage",
        known.dataset_iri,
        name=known.dataset,
        software_primaryPurpose="data",
        dataset_datasetType=["noAssertion"],
        **optional,
    )


def _licenses(record: LicenseRecord, given: tuple[Answer, ...], known: Facts) -> list[dict[str, Json]]:
    name = f"LicenseRef-{known.digest[:_DIGEST_SHOWN]}"
    text, expression = f"{known.iri}:text", f"{known.iri}:expression"
    doubt = [answer.title.lower() for answer in given if answer.review]
    return [
        _element(
            "simplelicensing_SimpleLicensingText",
            text,
            name=known.title,
            simplelicensing_licenseText=record.document.text,
        ),
        _element(
            "simplelicensing_LicenseExpression",
            expression,
            name=known.title,
            simplelicensing_licenseExpression=name,
            simplelicensing_customIdToUri=[{"type": "DictionaryEntry", "key": name, "value": text}],
        ),
        _relation("hasDeclaredLicense", known, expression),
        _relation(
            "hasConcludedLicense",
            known,
            expression if any(answer.stated for answer in given) else _NO_LICENSE_ASSERTION,
            **({"comment": f"Needs review: {', '.join(dict.fromkeys(doubt))}."} if doubt else {}),
        ),
    ]


def _relation(kind: str, known: Facts, to: str, **properties: Json) -> dict[str, Json]:
    return _element(
        "Relationship",
        f"{known.iri}:{kind}",
        relationshipType=kind,
        **{"from": known.dataset_iri, "to": [to]},
        **properties,
    )


def _annotation(answer: Answer, known: Facts, number: int) -> dict[str, Json]:
    """An answer with its proof; its first words are ``field = value``, for programs."""
    proof = "; ".join(f"“{quote}”" for quote in answer.quotes)
    parts = [
        f"{answer.field} = {answer.value}.",
        answer.sentence,
        f"{proof} [{answer.place}]" if proof else "",
        "Needs review." if answer.review else "",
    ]
    return _element(
        "Annotation",
        f"{known.iri}:answer-{number + 1}",
        annotationType="review" if answer.review else "other",
        subject=known.dataset_iri,
        statement=" ".join(part for part in parts if part),
    )


def _subjects(record: LicenseRecord, known: Facts) -> list[dict[str, Json]]:
    from extractor.export.inert import dump, plain

    return [
        _element(
            "Annotation",
            f"{known.iri}:subjects-{number}",
            annotationType="other",
            subject=known.dataset_iri,
            statement=f"subject_rule = {plain(dump(rule.model_dump(mode='json')))}",
        )
        for number, rule in enumerate(record.subject_rules, 1)
    ]


def _licensor(known: Facts, number: int) -> str:
    return f"{known.iri}:licensor-{number + 1}"


def _now() -> str:
    import os
    from datetime import UTC, datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
