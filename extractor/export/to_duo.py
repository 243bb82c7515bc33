"""A record as codes of the Data Use Ontology (GA4GH DUO)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.export.inert import Json
    from extractor.export.vocabulary.answers import Answer
    from extractor.record import LicenseRecord


def to_duo(record: LicenseRecord) -> str:
    """The codes with their proof, and under ``remainder`` the answers that no code states."""
    from extractor.export.inert import dump
    from extractor.export.vocabulary.codes import coded, duo_set
    from extractor.export.vocabulary.facts import facts

    known = facts(record)
    codes, unsaid = coded(record)
    return dump(
        {
            "dataset": known.dataset,
            "license": {"title": known.title, "version": known.version, "sha256": known.digest},
            "ontology": duo_set(),
            "codes": [
                {
                    "id": item.term.id,
                    "shorthand": item.term.name,
                    "label": item.term.label,
                    "iri": item.term.iri,
                    "kind": item.term.kind,
                    **_proof(item.answer),
                    **({"months": item.months} if item.months is not None else {}),
                    **({"leaves_out": item.leaves_out} if item.leaves_out else {}),
                }
                for item in codes
            ],
            "remainder": [{**_proof(item.answer), "why": item.why} for item in unsaid],
            "subject_rules": [
                {
                    "scope": rule.scope,
                    "action": rule.action,
                    "mode": rule.mode,
                    "ids": list(rule.ids),
                    "clauses": list(rule.clauses),
                    "why": "DUO has no code on single subjects.",
                }
                for rule in record.subject_rules
            ],
        }
    )


def _proof(answer: Answer) -> dict[str, Json]:
    return {
        "field": answer.field,
        "value": answer.value,
        "score": round(answer.score, 3),
        "review": answer.review,
        "clauses": list(answer.clauses),
        "page": answer.page,
        "quotes": list(answer.quotes),
    }
