"""The rules of a policy file, checked as they are read.

A rule is about one thing, and the key that names the thing says what kind of rule it is::

    [[rules]]
    id = "no-assignment"
    title = "Results stay with us"
    severity = "error"                  # error | warning | note
    reason = "Who trains on the data owns what comes out of it."
    term = "ip_assignment"              # or: label, entity, subjects, review, document
    not_in = ["to_licensor"]

An answer that would pass but waits for a person's look does not pass (``if_unsure = "fail"``, unless a rule or the
policy says ``"pass"``): a permission that nobody is sure of is none.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from extractor.record import DocumentRecord, LabelName
from extractor.taxonomy.answers import SILENT, questions
from extractor.taxonomy.terms import TermField, term_fields

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The gravest first."""

Unsure = Literal["fail", "pass"]
Expect = Literal["present", "absent"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]

ANY = "*"
FOUND, DOCUMENT = "{found}", "{document}"
"""What a rule's message may stand in for: what the license says, and the document's name."""

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_DURATION = re.compile(r"P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?")


def wrong(message: str, hint: str) -> PydanticCustomError:
    """An error for a validator to raise, with what to do about it."""
    return PydanticCustomError("policy", "{message}", {"message": message, "hint": hint})


def alike(name: str, known: tuple[str, ...]) -> str:
    """A hint for a name that is not known."""
    near = get_close_matches(name, known, 1, 0.5)
    return f"Did you mean `{near[0]}`?" if near else f"Known are {', '.join(known)}."


class Part(BaseModel):
    """A table of the file: no key that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Named(Part):
    """What all rules have."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    severity: Severity = "error"
    reason: str = ""
    """Why the rule is there: for those who have to live with it."""
    message: str = ""
    """What a violation says; built from the answer where it is empty."""
    remedy: str = ""
    """What would satisfy the rule; built from its test where it is empty."""
    applies_to: Texts = (ANY,)
    """Patterns of the names of the documents that it is for."""
    if_unsure: Unsure | None = None

    @field_validator("message")
    @classmethod
    def _placeholders(cls, message: str) -> str:
        for name in _PLACEHOLDER.findall(message):
            if name not in (FOUND, DOCUMENT):
                raise wrong(f"the message has an unknown placeholder {name}", f"There are {FOUND} and {DOCUMENT}.")
        return message


class Valued(Named):
    """A test of a value, or of a set."""

    in_: Texts | None = Field(default=None, alias="in")
    not_in: Texts | None = None
    contains: Texts | None = None
    lacks: Texts | None = None
    stated: Literal[True] | None = None
    at_least: Text | None = None
    at_most: Text | None = None

    def listed(self) -> tuple[str, ...]:
        """Every value that the test names."""
        return tuple(value for group in (self.in_, self.not_in, self.contains, self.lacks) for value in group or ())

    def _require_test(self, many: bool, subject: str) -> None:
        if not any((self.listed(), self.stated, self.at_least, self.at_most)):
            raise wrong("the rule tests nothing", "Add `in`, `not_in`, `contains`, `lacks` or `stated`.")
        if many and (self.in_ or self.not_in):
            raise wrong(f"{subject} is a set", "Test it with `contains` or `lacks`.")
        if not many and (self.contains or self.lacks):
            raise wrong(f"{subject} is a single value", "Test it with `in` or `not_in`.")


class TermRule(Valued):
    """A rule about an answer."""

    term: str

    @field_validator("term")
    @classmethod
    def _known(cls, name: str) -> str:
        return known_field(name).name

    @model_validator(mode="after")
    def _meaningful(self) -> Self:
        field = known_field(self.term)
        self._require_test(field.many, f"`{self.term}`")
        known = field.values if field.many else (*field.values, SILENT)
        for value in () if is_read_from_text(self.term) else self.listed():
            if value not in known:
                raise wrong(f"`{self.term}` is never {value!r}", alike(value, known))
        for bound in (self.at_least, self.at_most):
            if bound is not None and (self.term != "term" or not _DURATION.fullmatch(bound)):
                raise wrong(f"{bound!r} bounds nothing", 'Only `term` is a time; write "P2Y" for two years.')
        return self


class DocumentRule(Valued):
    """A rule about the document itself."""

    document: Literal["language", "method", "media_type", "title", "version", "warnings"]

    @model_validator(mode="after")
    def _meaningful(self) -> Self:
        self._require_test(self.document == "warnings", f"`{self.document}`")
        if self.at_least or self.at_most:
            raise wrong("`at_least` and `at_most` are for terms", "Take them out.")
        if self.document == "method":
            known = get_args(DocumentRecord.model_fields["method"].annotation)
            for value in self.listed():
                if value not in known:
                    raise wrong(f"no document is read as {value!r}", alike(value, known))
        return self


class LabelRule(Named):
    """A rule about what some clause states."""

    label: LabelName
    expect: Expect = "present"
    strength: float = Field(default=0.5, ge=0, le=1)
    """The least score of a label that counts."""


class EntityRule(Named):
    """A rule about something that the license names."""

    entity: str
    roles: Texts | None = None
    values: Texts | None = None
    """Patterns ("*@example.org"), no matter the case."""
    expect: Expect = "present"

    @model_validator(mode="after")
    def _meaningful(self) -> Self:
        from extractor.taxonomy.entities import entity_types

        known = entity_types()
        if self.entity not in known:
            raise wrong(f"no entity type {self.entity!r}", alike(self.entity.upper(), tuple(known)))
        for role in self.roles or ():
            if role not in known[self.entity].roles:
                raise wrong(f"no {self.entity} has the role {role!r}", alike(role, known[self.entity].roles))
        return self


class SubjectsRule(Named):
    """A rule about the license's own rules on who may be shown or used."""

    subjects: Literal["publish", "use", "any"]
    modes: tuple[Literal["deny", "allow_only", "deny_except"], ...] = ("deny", "allow_only", "deny_except")
    expect: Expect = "absent"


class ReviewRule(Named):
    """A rule that a person has looked at some answers, or at clauses with some labels."""

    review: tuple[str, ...]
    """Fields, or ``"*"`` for all."""
    labels: tuple[LabelName, ...] = ()

    @model_validator(mode="after")
    def _known(self) -> Self:
        if not self.review and not self.labels:
            raise wrong("the rule tests nothing", 'Name fields in `review`, or "*" for all.')
        for name in self.review:
            if name != ANY:
                known_field(name)
        return self


_KINDS: dict[str, type[Named]] = {
    "term": TermRule,
    "label": LabelRule,
    "entity": EntityRule,
    "subjects": SubjectsRule,
    "review": ReviewRule,
    "document": DocumentRule,
}
KINDS = tuple(_KINDS)


def model_of(kind: str) -> type[Named]:
    """The rules that are about a thing of this kind."""
    return _KINDS[kind]


def _kind(value: Any) -> str | None:
    if isinstance(value, dict):
        named = [kind for kind in KINDS if kind in value]
        return named[0] if len(named) == 1 else None
    return next((kind for kind, model in _KINDS.items() if type(value) is model), None)


Rule = Annotated[
    Annotated[TermRule, Tag("term")]
    | Annotated[LabelRule, Tag("label")]
    | Annotated[EntityRule, Tag("entity")]
    | Annotated[SubjectsRule, Tag("subjects")]
    | Annotated[ReviewRule, Tag("review")]
    | Annotated[DocumentRule, Tag("document")],
    Discriminator(
        _kind,
        custom_error_type="policy_kind",
        custom_error_message=f"a rule is about one of {', '.join(KINDS)}",
    ),
]


def is_read_from_text(field: str) -> bool:
    """Whether answers are words of the license (a law, an address, a duration), so that policies give patterns."""
    return ANY in questions()[field].answers


def known_field(name: str) -> TermField:
    """The term field of this name."""
    fields = {field.name: field for field in term_fields()}
    if name not in fields:
        raise wrong(f"no term `{name}`", alike(name, tuple(fields)))
    return fields[name]
