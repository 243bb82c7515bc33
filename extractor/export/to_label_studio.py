"""Records as tasks for Label Studio, what was found as predictions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.export.inert import Json
    from extractor.record import ClauseRecord, EntityRecord, LicenseRecord, TermRecord

TEXT, LABELS, ENTITIES = "text", "labels", "entities"
"""The names of the tags in the labeling configuration; the answers have those of their fields."""


def to_label_studio(records: Iterable[LicenseRecord]) -> Iterator[bytes]:
    """A list with a task a license: labels of clauses and entities as regions, the answers as choices or text areas.

    The project needs the labeling configuration of ``docs/label-studio.xml``.
    """
    from extractor.export.inert import dump

    lead = "[\n"
    for record in records:
        yield (lead + dump(_task(record)).rstrip()).encode()
        lead = ",\n"
    yield ("\n]\n" if lead.startswith(",") else "[]\n").encode()


def _task(record: LicenseRecord) -> dict[str, Json]:
    document = record.document
    found = [clause for clause in record.clauses if clause.labels]
    answers = [_answer(name, term) for name, term in record.terms.items()]
    result: list[Json] = [
        *map(_clause, found),
        *(_entity(f"e{n}", entity) for n, entity in enumerate(record.entities, start=1)),
        *(answer for answer in answers if answer),
    ]
    return {
        "data": {TEXT: document.text, "name": document.name, "id": document.id},
        "predictions": [
            {
                "model_version": f"{record.producer.name} {record.producer.version} {record.producer.model}",
                "score": min((item.score for clause in found for item in clause.labels), default=0.0),
                "result": result,
            }
        ],
    }


def _clause(clause: ClauseRecord) -> Json:
    return {
        "id": clause.id,
        "from_name": LABELS,
        "to_name": TEXT,
        "type": "labels",
        "score": min(item.score for item in clause.labels),
        "value": {
            "start": clause.start,
            "end": clause.end,
            "text": clause.text,
            "labels": [item.label for item in clause.labels],
        },
        **({"meta": {"text": ["needs review"]}} if clause.review else {}),
    }


def _entity(name: str, entity: EntityRecord) -> Json:
    return {
        "id": name,
        "from_name": ENTITIES,
        "to_name": TEXT,
        "type": "labels",
        "value": {"start": entity.start, "end": entity.end, "text": entity.text, "labels": [entity.type]},
        "meta": {"text": [entity.value, *([entity.role] if entity.role else [])]},
    }


def _answer(name: str, term: TermRecord) -> Json:
    """The answer to a question, None where there is no such question or nothing to choose."""
    from extractor.taxonomy.answers import questions

    question = questions().get(name)
    values = [term.value] if isinstance(term.value, str) else list(term.value)
    if question is None or not values:
        return None
    kind, key = ("textarea", "text") if question.is_open else ("choices", "choices")
    return {
        "id": name,
        "from_name": name,
        "to_name": TEXT,
        "type": kind,
        "score": term.score,
        "value": {key: values},
        **({"meta": {"text": ["needs review"]}} if term.review else {}),
    }
