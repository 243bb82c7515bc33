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

    name: Literal["extractor"] = Field(default="extractor", description="this program")
    version: str = Field(description="the program's version")
    model: str = Field(description="short hash of the model's files")


class WarningRecord(_Model):
    """Something to know about how the text was obtained."""

    code: str = Field(description="a stable name of the kind of warning")
    message: str = Field(description="what happened, for people")
    page: int | None = Field(default=None, description="where, counted from 1")


class DocumentRecord(_Model):
    """The document that was read."""

    id: str = Field(description="SHA-256 of the source bytes", pattern=r"^[0-9a-f]{64}$")
    name: str = Field(description="the file's name without its folders")
    media_type: str = Field(description="what it is, told by its content")
    bytes: int = Field(ge=0, description="the file's size")
    pages: int | None = Field(default=None, description="how many, where the format has pages")
    method: Method = Field(description="how its text was obtained")
    language: str = Field(description="ISO 639-1 code, or `und` where it cannot be told")
    title: str | None = Field(default=None, description="the license's title, as it stands above the text")
    version: str | None = Field(default=None, description="the license's version or its date, as written")
    warnings: tuple[WarningRecord, ...] = Field(default=(), description="what a reader should know about the text")
    text: str = Field(description="the normalized text that every offset counts in, in Unicode code points")


class EvidenceRecord(_Model):
    """The words that prove a claim: ``document.text[start:end]``."""

    start: int = Field(description="where the words begin in the text")
    end: int = Field(description="where they end, not included")
    by: By


class LabelRecord(_Model):
    """A label that a clause carries."""

    label: LabelName
    score: Score
    evidence: tuple[EvidenceRecord, ...] = Field(min_length=1, description="the words that show it")


class BoxRecord(_Model):
    """A rectangle on a page, in PDF points, origin in the top left corner."""

    page: int = Field(description="counted from 1")
    x0: float = Field(description="its left edge")
    top: float = Field(description="its upper edge")
    x1: float = Field(description="its right edge")
    bottom: float = Field(description="its lower edge")


class ClauseRecord(_Model):
    """One segment of the document, of any kind."""

    id: str = Field(description='"c1", "c2" … in reading order')
    kind: Kind = Field(description="what the segment is")
    number: str | None = Field(default=None, description='its number without punctuation: "7.3.4", "a", "iv"')
    heading: str | None = Field(default=None, description="the nearest heading above, or its own, without number")
    path: tuple[str, ...] = Field(default=(), description="the headings above it, outermost first, as they stand")
    parent: str | None = Field(default=None, description="the lead-in that an item or table completes")
    start: int = Field(description="where it begins in the text")
    end: int = Field(description="where it ends, not included")
    text: str = Field(description="`document.text[start:end]`")
    page: int | None = Field(default=None, description="where it begins, counted from 1")
    boxes: tuple[BoxRecord, ...] = Field(default=(), description="where it stands on its pages")
    labels: tuple[LabelRecord, ...] = Field(default=(), description="what it states; none for titles, headings, forms")
    review: bool = Field(default=False, description="whether a person should check its labels")


class EntityRecord(_Model):
    """Something named in a clause."""

    type: str = Field(description="what it is")
    text: str = Field(description="`document.text[start:end]`")
    value: str = Field(description="the same in a normal form: lower-case e-mail addresses, ISO dates and durations")
    role: str | None = Field(default=None, description="what it is there for")
    start: int = Field(description="where it begins in the text")
    end: int = Field(description="where it ends, not included")
    clause: str = Field(description="the clause that it stands in")
    page: int | None = Field(default=None, description="where it stands, counted from 1")
    by: By


class SubjectRuleRecord(_Model):
    """Which subjects may or may not be shown or used."""

    scope: str | None = Field(description="the part of the data that the rule is about; null: all of it")
    action: Literal["publish", "use"] = Field(description="shown in publications, or used at all")
    mode: Literal["deny", "allow_only", "deny_except"] = Field(
        description="not the named; the named only; none but the named (the rule is a ban with exceptions)"
    )
    ids: tuple[str, ...] = Field(min_length=1, description='as written: "004", and ranges: "S01-S10"')
    clauses: tuple[str, ...] = Field(min_length=1, description="the clauses that state it")


class TermRecord(_Model):
    """The answer to one question about the whole license."""

    value: str | tuple[str, ...] = Field(description="the answer, `unspecified` where the license is silent")
    score: Score
    clauses: tuple[str, ...] = Field(default=(), description="the clauses that prove it")
    evidence: tuple[EvidenceRecord, ...] = Field(
        default=(), description="the words in them, the plainest first; none where it is silent"
    )
    review: bool = Field(default=False, description="whether a person should check it before anybody relies on it")

    @property
    def stated(self) -> bool:
        """Whether the license says anything on the question."""
        return self.value not in ("unspecified", ())


class LicenseRecord(_Model):
    """All that was found in one license."""

    schema_version: Literal["1.0"] = Field(default=SCHEMA_VERSION, description="of what stands here")
    producer: Producer = Field(description="what made the record")
    document: DocumentRecord = Field(description="the document that was read")
    clauses: tuple[ClauseRecord, ...] = Field(description="all segments in reading order; none overlap")
    entities: tuple[EntityRecord, ...] = Field(description="what is named in them")
    subject_rules: tuple[SubjectRuleRecord, ...] = Field(description="which subjects may be shown or used")
    terms: dict[str, TermRecord] = Field(description="the answers, by the name of their field")

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
