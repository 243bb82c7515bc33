"""Records as tasks for Prodigy, to be corrected or learned from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extractor.export.inert import Json
    from extractor.record import ClauseRecord, EntityRecord, LicenseRecord


def to_prodigy(records: Iterable[LicenseRecord]) -> Iterator[bytes]:
    """A task a clause, in JSON Lines: its entities as ``spans``, its labels as the ``accept``\\ ed of all ``options``.

    The interfaces ``ner_manual`` and ``choice`` read these, alone or as ``blocks``. ``meta`` names the place and what a
    person should look at first. Spans cover whole tokens of ``spacy.blank("en")``.
    """
    import spacy

    from extractor.export.inert import dump
    from extractor.taxonomy.labels import labels
    from extractor.types import CONTENT_KINDS

    nlp = spacy.blank("en")
    options: list[Json] = [{"id": spec.name, "text": spec.name} for spec in labels()]
    for record in records:
        for clause in record.clauses:
            if clause.kind in CONTENT_KINDS:
                doc = nlp.make_doc(clause.text)
                inside = [entity for entity in record.entities if entity.clause == clause.id]
                task: dict[str, Json] = {
                    "text": clause.text,
                    "tokens": _tokens(doc),
                    "spans": [_span(doc, clause, entity) for entity in inside],
                    "options": options,
                    "accept": [item.label for item in clause.labels],
                    "meta": _meta(record, clause),
                }
                yield dump(task, indent=None).encode()


def _tokens(doc: Doc) -> list[Json]:
    return [
        {
            "text": token.text,
            "start": token.idx,
            "end": token.idx + len(token),
            "id": token.i,
            "ws": bool(token.whitespace_),
        }
        for token in doc
    ]


def _span(doc: Doc, clause: ClauseRecord, entity: EntityRecord) -> Json:
    span = doc.char_span(entity.start - clause.start, entity.end - clause.start, alignment_mode="expand")
    if span is None:
        raise ValueError(f"no tokens at {entity.start}:{entity.end}")
    return {
        "start": span.start_char,
        "end": span.end_char,
        "token_start": span.start,
        "token_end": span.end - 1,
        "label": entity.type,
    }


def _meta(record: LicenseRecord, clause: ClauseRecord) -> dict[str, Json]:
    return {
        "document": record.document.name,
        "clause": clause.id,
        **({"number": clause.number} if clause.number else {}),
        **({"page": clause.page} if clause.page else {}),
        **({"review": True} if clause.review else {}),
    }
