"""The stages as a spaCy pipeline component, registered through the entry point ``spacy_factories``.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> _ = nlp.add_pipe("license_clauses")
>>> doc = nlp("1. The user shall not distribute the database.")
>>> [span.label_ for span in doc.spans["labels"]]
['redistribution']
"""

from __future__ import annotations

import hashlib
import re

from spacy.language import Language
from spacy.tokens import Doc

from extractor.spans import fill
from extractor.types import Block, Document, Line

_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_LINE = re.compile(r"\S(?:[^\n]*\S)?")


@Language.factory("license_clauses", assigns=["doc.spans", "doc.ents"])
def license_clauses(nlp: Language, name: str) -> LicenseClauses:
    """The component for ``nlp.add_pipe("license_clauses")``; loads the shipped model."""
    return LicenseClauses()


class LicenseClauses:
    """Fills ``doc.spans["clauses"]`` (a span a segment, its kind as label), ``doc.spans["labels"]`` (a span a
    label that a segment carries) and ``doc.ents``.

    The text is taken as plain text, paragraphs separated by blank lines: spaCy's offsets must hold, so no
    markup is removed. Parse Markdown and PDF with ``Extractor`` instead.
    """

    def __init__(self) -> None:
        # spaCy imports this module whenever it looks for factories, also on behalf of the stages themselves.
        from extractor.classify import Labeller

        self._labeller = Labeller.load(mode="full")

    def __call__(self, doc: Doc) -> Doc:
        """The same ``doc``, filled."""
        from extractor.entities import find
        from extractor.segment import split

        document = _document(doc.text)
        labelled = self._labeller.label(document, split(document))
        return fill(
            doc,
            clauses=((item.clause.start, item.clause.end, item.clause.kind) for item in labelled),
            labels=((item.clause.start, item.clause.end, scored.label) for item in labelled for scored in item.labels),
            entities=((entity.start, entity.end, entity.type) for entity in find(document, labelled)),
        )


def _document(text: str) -> Document:
    """The text as a document whose offsets are those of the text."""
    data = text.encode()
    blocks = tuple(
        Block("paragraph", tuple(Line(line.start(), line.end()) for line in _LINE.finditer(text, *block.span())))
        for block in _BLOCK.finditer(text)
    )
    return Document(
        id=hashlib.sha256(data).hexdigest(),
        name="doc",
        media_type="text/plain",
        bytes=len(data),
        method="text",
        text=text,
        blocks=blocks,
    )
