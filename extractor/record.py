"""The record that comes out: one structured, checked account of one license.

``LicenseRecord`` is the contract with everything that reads our output; ``extractor schema`` prints its JSON
Schema. Fields are added in minor versions of the schema and changed only in major ones. A record cannot be built,
or read back, that breaks one of its invariants: quoted text equals the text at its offsets, clauses come in order
without overlap, entities lie inside their clause, every claim carries evidence.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema, model_validator

from extractor.errors import ExtractorError
from extractor.types import Kind, Method

SCHEMA_VERSION: Literal["1.0"] = "1.0"

Score = Annotated[float, Field(ge=0, le=1, description="calibrated probability")]
By = Annotated[str, Field(pattern=r"^(rule|model):\S+$", description='"rule:<name>/<n>" or "model:<hash>"')]


@cache
def _label_names() -> tuple[str, ...]:
    from extractor.taxonomy.labels import labels

    return tuple(spec.name for spec in labels())


def _known_label(name: str) -> str:
    if name not in _label_names():
        raise ValueError(f"unknown label {name!r}; `extractor labels` lists them")
    return name


LabelName = Annotated[
    str,
    AfterValidator(_known_label),
    WithJsonSchema({"type": "string", "description": "see `extractor labels`"}),
]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Producer(_Model):
    """What made the record."""

    name: Literal["extractor"] = "extractor"
    version: str
    model: str = Field(description="short hash of the model's files")


class WarningRecord(_Model):
    """Something to know about how the text was obtained."""

    code: str
    message: str
    page: int | None = None


class DocumentRecord(_Model):
    """The document that was read."""

    id: str = Field(description="SHA-256 of the source bytes", pattern=r"^[0-9a-f]{64}$")
    name: str
    media_type: str
    bytes: int = Field(ge=0)
    pages: int | None = None
    method: Method
    language: str = Field(description="ISO 639-1 code, or `und` where it cannot be told")
    title: str | None = None
    version: str | None = None
    warnings: tuple[WarningRecord, ...] = ()
    text: str = Field(description="the normalized text that every offset counts in, in Unicode code points")


class EvidenceRecord(_Model):
    """The words that prove a claim: ``document.text[start:end]``."""

    start: int
    end: int
    by: By


class LabelRecord(_Model):
    """A label that a clause carries."""

    label: LabelName
    score: Score
    evidence: tuple[EvidenceRecord, ...] = Field(min_length=1)


class BoxRecord(_Model):
    """A rectangle on a page, in PDF points, origin in the top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class ClauseRecord(_Model):
    """One segment of the document, of any kind."""

    id: str
    kind: Kind
    number: str | None = None
    heading: str | None = None
    path: tuple[str, ...] = ()
    parent: str | None = Field(default=None, description="the lead-in that an item or table completes")
    start: int
    end: int
    text: str
    page: int | None = None
    boxes: tuple[BoxRecord, ...] = ()
    labels: tuple[LabelRecord, ...] = ()
    review: bool = False


class EntityRecord(_Model):
    """Something named in a clause."""

    type: str
    text: str
    value: str
    role: str | None = None
    start: int
    end: int
    clause: str
    page: int | None = None
    by: By


class SubjectRuleRecord(_Model):
    """Which subjects may or may not be shown or used."""

    scope: str | None
    action: Literal["publish", "use"]
    mode: Literal["deny", "allow_only", "deny_except"]
    ids: tuple[str, ...] = Field(min_length=1)
    clauses: tuple[str, ...] = Field(min_length=1)


class TermRecord(_Model):
    """The answer to one question about the whole license."""

    value: str | tuple[str, ...]
    score: Score
    clauses: tuple[str, ...] = ()
    evidence: tuple[EvidenceRecord, ...] = ()
    review: bool = False

    @property
    def stated(self) -> bool:
        """Whether the license says anything on the question."""
        return self.value not in ("unspecified", ())


class LicenseRecord(_Model):
    """All that was found in one license."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    producer: Producer
    document: DocumentRecord
    clauses: tuple[ClauseRecord, ...]
    entities: tuple[EntityRecord, ...]
    subject_rules: tuple[SubjectRuleRecord, ...]
    terms: dict[str, TermRecord]

    @model_validator(mode="after")
    def _invariants(self) -> Self:
        text = self.document.text
        homes = {clause.id: clause for clause in self.clauses}
        if len(homes) != len(self.clauses):
            raise ValueError("two clauses share an id")
        end = 0
        for clause in self.clauses:
            if clause.start < end or clause.start >= clause.end:
                raise ValueError(f"{clause.id} is empty, out of order or overlaps the clause before")
            if text[clause.start : clause.end] != clause.text:
                raise ValueError(f"{clause.id}: the text is not the document's at its offsets")
            if clause.parent is not None and clause.parent not in homes:
                raise ValueError(f"{clause.id}: no clause {clause.parent}")
            end = clause.end
        for entity in self.entities:
            home = homes.get(entity.clause)
            if home is None or not home.start <= entity.start < entity.end <= home.end:
                raise ValueError(f"{entity.type} {entity.value!r} does not lie in {entity.clause}")
            if text[entity.start : entity.end] != entity.text:
                raise ValueError(f"{entity.type} {entity.value!r}: the text is not the document's at its offsets")
        for name, term in self.terms.items():
            if term.stated and not (term.evidence and term.clauses):
                raise ValueError(f"term {name} is {term.value!r} without evidence")
        for claim in [label for clause in self.clauses for label in clause.labels] + list(self.terms.values()):
            if any(not 0 <= proof.start < proof.end <= len(text) for proof in claim.evidence):
                raise ValueError("evidence lies outside the text")
        for name in {i for rule in self.subject_rules for i in rule.clauses} | {
            i for term in self.terms.values() for i in term.clauses
        }:
            if name not in homes:
                raise ValueError(f"no clause {name}")
        return self

    def quote(self, evidence: EvidenceRecord) -> str:
        """The words that ``evidence`` points to, white space folded."""
        return " ".join(self.document.text[evidence.start : evidence.end].split())


class Failure(_Model):
    """A document that could not be read, and what to do about it."""

    source: str
    kind: str = Field(description="as in extractor.errors")
    message: str
    hint: str = ""

    @classmethod
    def of(cls, error: ExtractorError, source: str) -> Failure:
        """What ``error`` says of ``source``."""
        return cls(source=source, kind=error.kind, message=error.message, hint=error.hint)
