"""Renderings of a corpus document: its text or Markdown with stand-off gold, and a PDF."""

from __future__ import annotations

import hashlib
from typing import Any

from corpus.source import Source

TERMS = (
    "commercial_use",
    "redistribution",
    "derivatives",
    "purpose",
    "sample_publication",
    "citation",
    "publication_copy",
    "storage",
    "data_protection",
    "deletion",
    "signatory",
    "ip_ownership",
    "ip_assignment",
    "warranty",
    "liability",
    "changes",
    "term",
    "governing_law",
    "submission",
)
SET_TERMS = frozenset({"liability", "submission"})


def render_text(source: Source) -> tuple[str, dict[str, Any]]:
    """The text of the document, and its gold in the format of ANNOTATION.md, section 6."""
    text = ""
    segments: list[dict[str, Any]] = []
    entities: list[dict[str, Any]] = []
    previous = ""
    for segment in source.segments:
        if text:
            tight = source.spacing == "tight" or (segment.kind == previous == "item")
            text += "\n" if tight else "\n\n"
        start = len(text)
        text += segment.text
        previous = segment.kind
        if segment.kind == "furniture":
            continue
        entry: dict[str, Any] = {"start": start, "end": len(text), "kind": segment.kind}
        if segment.labels:
            entry["labels"] = list(segment.labels)
        segments.append(entry)
        for mark in segment.marks:
            entity: dict[str, Any] = {"start": start + mark.start, "end": start + mark.end, "type": mark.type}
            if mark.type != "REFERENCE":
                entity["value"] = mark.value
            if mark.role:
                entity["role"] = mark.role
            entities.append(entity)
    text += "\n"
    return text, {
        "document": source.name,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "guideline": 1,
        "segments": segments,
        "entities": entities,
        "terms": {name: source.terms.get(name, [] if name in SET_TERMS else "unspecified") for name in TERMS},
        "subject_rules": [dict(rule) for rule in source.subject_rules],
    }
