"""Records as spaCy's binary documents, to train on or to go on working with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.record import LicenseRecord


def to_docbin(records: Iterable[LicenseRecord]) -> Iterator[bytes]:
    """A ``DocBin`` with a document a record, its spans and entities as the component ``license_clauses`` sets them.

    ``doc.user_data`` holds the document's ``name`` and ``id`` and the values of all ``terms``. Tokens are those of
    ``spacy.blank("en")``.
    """
    import spacy
    from spacy.tokens import DocBin

    from extractor.spans import fill

    nlp = spacy.blank("en")
    docs = DocBin(store_user_data=True)
    for record in records:
        doc = fill(
            nlp.make_doc(record.document.text),
            clauses=((clause.start, clause.end, clause.kind) for clause in record.clauses),
            labels=((clause.start, clause.end, item.label) for clause in record.clauses for item in clause.labels),
            entities=((entity.start, entity.end, entity.type) for entity in record.entities),
        )
        doc.user_data |= {
            "name": record.document.name,
            "id": record.document.id,
            "terms": {name: term.value for name, term in record.terms.items()},
        }
        docs.add(doc)
    yield docs.to_bytes()
