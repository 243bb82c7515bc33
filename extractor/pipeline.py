"""The page that reads top to bottom: read, split, label, find, answer, record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.classify import Labeller, Mode
from extractor.entities import find
from extractor.errors import ExtractorError, MemoryLimitError, SourceError, UsageError
from extractor.ingest import Limits, read
from extractor.quality import doubts, language_of
from extractor.record import Failure, LicenseRecord, Producer
from extractor.segment import split
from extractor.terms import answer
from extractor.types import Answers, Document, Entity, LabelledClause, Source

if TYPE_CHECKING:
    from extractor.isolation import Setup
    from extractor.types import Clause

_NOT_RECORDED = ("blocks", "recognized", "warnings")
_VERSION = re.compile(r"\b(?:v|ver|version|release|rev|revision)\b\.?\s*(\d[\w.\-]*)", re.IGNORECASE)


class Extractor:
    """Reads licenses. Load it once: the model and the rules are kept between documents, the documents are not."""

    def __init__(self, labeller: Labeller, *, limits: Limits | None = None, setup: Setup | None = None) -> None:
        self._labeller = labeller
        self._limits = limits or Limits()
        self._setup = setup

    @classmethod
    def load(cls, model: Mode = "full", *, folder: Path | None = None, limits: Limits | None = None) -> Extractor:
        """An extractor with the shipped model, or with the one in ``folder``.

        ``"fast"`` labels clauses by cues and a linear model; ``"full"`` also asks an encoder about the clauses that
        leave the linear model in doubt.

        Raises:
            InstallationError: the model or the taxonomy is missing or damaged.
        """
        from extractor.isolation import Setup

        setup = Setup(model, folder, limits or Limits())
        return cls(Labeller.load(folder, mode=model), limits=limits, setup=setup)

    def extract(self, source: Source, *, name: str | None = None) -> LicenseRecord:
        """The record of one license; ``name`` stands in for a file name where ``source`` is bytes.

        It is read in this process, which a hostile document can hang or crash; ``extract_many`` is safe from that.

        Raises:
            SourceError: the document cannot be read; its subclass and hint say why.

        """
        document = read(Path(source) if isinstance(source, str) else source, name=name, limits=self._limits)
        clauses = split(document)
        labelled = self._labeller.label(document, clauses)
        entities = find(document, labelled)
        answers = answer(document, labelled, entities)
        return assemble(document, labelled, entities, answers, model=self._labeller.model_id)

    def extract_many(
        self, sources: Iterable[Source], *, workers: int = 1, limits: Limits | None = None
    ) -> Iterator[LicenseRecord | Failure]:
        """Yields one record or failure a source, in order; a source that fails costs no other.

        They are read in ``workers`` processes of their own, each with the models loaded once, so that a document that
        hangs, crashes or fills the memory is a failure like others; with 0, in this process.

        Raises:
            InstallationError: the model or the taxonomy is missing or damaged.
            UsageError: this extractor was not made by ``load``, so that no other process can load it.
        """
        from extractor.isolation import Workers

        if not workers:
            reader = Extractor(self._labeller, limits=limits or self._limits)
            yield from map(reader._attempt_here, sources)
            return
        if self._setup is None:
            raise UsageError("only an extractor made by load() can read in processes", hint="Pass workers=0.")
        setup = replace(self._setup, limits=limits or self._limits)
        with Workers(setup, workers) as pool:
            yield from pool.read(sources)

    def attempt(self, source: Source, *, name: str | None = None, label: str = "") -> LicenseRecord | Failure:
        """The record of one license or, under the name ``label``, why there is none.

        Raises:
            InstallationError: the model or the taxonomy is damaged: it fails every document alike.
            MemoryError: there is not enough memory.
        """
        label = label or ("<bytes>" if isinstance(source, bytes) else str(source))
        try:
            return self.extract(source, name=name)
        except SourceError as error:
            return Failure.of(error, label)
        except (ExtractorError, MemoryError):
            raise
        except Exception as error:  # a defect of ours must not end the run either; it is reported as one
            return Failure(
                source=label,
                kind="internal",
                message=f"{type(error).__name__}: {error}",
                hint="This is a defect of extractor; please report it with the document's format.",
            )

    def _attempt_here(self, source: Source) -> LicenseRecord | Failure:
        try:
            return self.attempt(source)
        except MemoryError:
            error = MemoryLimitError("there is not enough memory to read it", hint="Read it on a larger machine.")
            return Failure.of(error, "<bytes>" if isinstance(source, bytes) else str(source))


def assemble(
    document: Document,
    labelled: Sequence[LabelledClause],
    entities: Sequence[Entity],
    answers: Answers,
    *,
    model: str,
) -> LicenseRecord:
    """The record of what the stages found."""
    from extractor import __version__

    language = language_of(document.text)
    title = next((item.clause for item in labelled if item.clause.kind == "title"), None)
    return LicenseRecord.model_validate(
        {
            "producer": Producer(version=__version__, model=model),
            "document": {
                **{name: getattr(document, name) for name in document.__slots__ if name not in _NOT_RECORDED},
                "language": language,
                "warnings": (*document.warnings, *doubts(document, labelled, answers, language)),
                "title": " ".join(title.text.split()) if title else None,
                "version": _version(title, entities),
            },
            "clauses": [_clause(item) for item in labelled],
            "entities": entities,
            "subject_rules": answers.subject_rules,
            "terms": {term.field: term for term in answers.terms},
        },
        from_attributes=True,
    )


def _clause(item: LabelledClause) -> dict[str, object]:
    fields = {name: getattr(item.clause, name) for name in item.clause.__slots__ if name != "sentences"}
    return {**fields, "labels": item.labels, "review": item.review}


def _version(title: Clause | None, entities: Sequence[Entity]) -> str | None:
    """The version that the title names, else the first version date."""
    named = _VERSION.search(title.text) if title else None
    if named:
        return named.group(1).rstrip(".-")
    return next((entity.text for entity in entities if entity.type == "DATE" and entity.role == "version"), None)
