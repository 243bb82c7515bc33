"""Records for tests, built from a few sentences without a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from extractor.record import LicenseRecord
from extractor.taxonomy.answers import SILENT, questions


@dataclass(frozen=True)
class Provision:
    """One clause: what it states, and for each term that it answers the value and the words that prove it."""

    text: str
    labels: Sequence[str] = ()
    answers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    """The words that name something, and their type."""
    kind: str = "clause"
    page: int | None = None


def record_of(
    provisions: Sequence[Provision],
    *,
    name: str = "license.txt",
    title: str | None = "A license",
    review: Sequence[str] = (),
    pages: int | None = None,
    boxes: bool = False,
) -> LicenseRecord:
    """The record of a license that consists of the provisions; ``review`` names the terms that a person should see."""
    text = ""
    clauses, entities = [], []
    terms: dict[str, dict[str, object]] = {
        name: {"value": [] if name in ("liability", "submission") else SILENT, "score": 0.9, "review": name in review}
        for name in questions()
    }
    for number, provision in enumerate(provisions, start=1):
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + provision.text
        whole = {"start": start, "end": len(text), "by": "rule:test/1"}
        box = {"page": provision.page, "x0": 72, "top": 60 + 30 * number, "x1": 500, "bottom": 80 + 30 * number}
        clauses.append(
            {
                "id": f"c{number}",
                "kind": provision.kind,
                "start": start,
                "end": len(text),
                "text": provision.text,
                "page": provision.page,
                "boxes": [box] if boxes else [],
                "labels": [{"label": label, "score": 0.95, "evidence": [whole]} for label in provision.labels],
            }
        )
        for term, (value, words) in provision.answers.items():
            at = start + provision.text.index(words)
            terms[term] |= {
                "value": [value] if isinstance(terms[term]["value"], list) else value,
                "clauses": [f"c{number}"],
                "evidence": [{"start": at, "end": at + len(words), "by": f"rule:{term}/1"}],
            }
        for words, kind in provision.names.items():
            at = start + provision.text.index(words)
            span = {"start": at, "end": at + len(words), "text": words, "value": words}
            entities.append({"type": kind, "clause": f"c{number}", "by": f"rule:{kind}/1", **span})
    document = {
        "id": sha256(name.encode("utf-8", "surrogatepass")).hexdigest(),
        "name": name,
        "media_type": "text/plain",
        "bytes": len(text.encode("utf-8", "surrogatepass")),
        "pages": pages,
        "method": "text",
        "language": "en",
        "title": title,
        "text": text,
    }
    return LicenseRecord.model_validate(
        {
            "producer": {"version": "0", "model": "test"},
            "document": document,
            "clauses": clauses,
            "entities": entities,
            "subject_rules": [],
            "terms": terms,
        }
    )
