"""How answers are shown and ranked: titles, words and severities of ``taxonomy/answers.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from extractor.errors import TaxonomyError
from extractor.taxonomy.files import require
from extractor.taxonomy.terms import TermField, term_fields

Severity = Literal["prohibited", "permission_required", "conditional", "permitted", "unspecified"]
"""How far an answer holds the user back: not allowed, only after asking, with a duty or limit, free, silent.

``unspecified`` is last in the list and not least: silence is not permission.
"""

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
SUBJECT_RULES = "subject_rules"
"""The question that is no term field: which subjects may be shown or used."""
SILENT = "unspecified"
NOT_STATED = "not stated"
"""What people read where a license is silent."""

_SOURCE = "taxonomy/answers.toml"
_ANY = "*"
_FORMS = re.compile(r"\{(\w+)(?:\|(\w+))?\}")
_DURATION = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """How one answer to a question is shown."""

    severity: Severity
    says: str
    """What a license does that gives it, as in the file."""


@dataclass(frozen=True, slots=True)
class Question:
    """A term field as people see it."""

    field: str
    title: str
    order: tuple[tuple[str, ...], ...]
    """Answers from the strictest to the loosest; those of one group cannot be ranked against each other."""
    answers: Mapping[str, AnswerWords]
    is_set: bool
    """Whether the answer is a set."""

    @property
    def is_open(self) -> bool:
        """Whether answers are read from the text: places, durations, addresses."""
        return _ANY in self.answers

    def severity(self, value: str) -> Severity:
        """How far the answer ``value`` holds the user back."""
        return self._words(value).severity

    def says(self, value: str, *, several: bool = False) -> str:
        """What a license (or ``several``) with the answer ``value`` does: "forbids commercial use"."""

        def form(match: re.Match[str]) -> str:
            one, many = match.groups()
            if one == "value":
                return readable(value)
            return (many or "") if several else one

        return _FORMS.sub(form, self._words(value).says)

    def rank(self, value: str) -> int | None:
        """The place of ``value`` among the answers, 0 the strictest; None where it has none."""
        return next((n for n, group in enumerate(self.order) if value in group), None)

    def _words(self, value: str) -> AnswerWords:
        try:
            return self.answers.get(value) or self.answers[_ANY]
        except KeyError:
            raise TaxonomyError(
                f"no words for {self.field} = {value!r}", source=_SOURCE, hint="Add the answer to the file."
            ) from None


@cache
def questions() -> Mapping[str, Question]:
    """Every term field by its name, in the order in which answers are shown.

    Raises:
        TaxonomyError: the file is wrong.
    """
    return {name: question for name, question in all_questions().items() if name != SUBJECT_RULES}


@cache
def all_questions() -> Mapping[str, Question]:
    """Every term field and, as one more question, the subject rules.

    Raises:
        TaxonomyError: the file is wrong.
    """
    table = tomllib.loads((files("extractor.taxonomy") / "answers.toml").read_text(encoding="utf-8"))
    fields = {field.name: field for field in term_fields()}
    if strange := table.keys() ^ {*fields, SUBJECT_RULES}:
        raise TaxonomyError(
            f"fields without words or unknown: {', '.join(sorted(strange))}",
            source=_SOURCE,
            hint="Give each field of taxonomy/terms one block.",
        )
    return {name: _question(name, fields.get(name), block) for name, block in table.items()}


def readable(value: str) -> str:
    """A value for people: "3 years" for P3Y, "not stated" for silence, no underscores but those of an address."""
    if value == SILENT:
        return NOT_STATED
    if duration := _DURATION.fullmatch(value):
        parts = zip(duration.groups(), ("year", "month", "week", "day"), strict=True)
        return " ".join(f"{count} {unit}{'' if count == '1' else 's'}" for count, unit in parts if count)
    return value if "@" in value or "/" in value else value.replace("_", " ")


def _question(name: str, field: TermField | None, block: dict[str, Any]) -> Question:
    source = f"{_SOURCE}, {name}"
    answers = {
        value: AnswerWords(_severity(words[0], source), words[1])
        for value, words in require(block, "values", dict, source=source).items()
    }
    known = field.values if field else tuple(answers)
    wordless = [value for value in (*known, SILENT) if value not in answers]
    if wordless or not (known or _ANY in answers):
        raise TaxonomyError(f"no words for {', '.join(wordless) or _ANY}", source=source, hint="Add them.")
    order = tuple(tuple(group) for group in require(block, "order", list, source=source))
    if strange := [value for group in order for value in group if value not in answers]:
        raise TaxonomyError(f"unknown in `order`: {', '.join(strange)}", source=source, hint="Correct the file.")
    title = require(block, "title", str, source=source)
    return Question(name, title, order, answers, is_set=field.many if field else True)


def _severity(name: str, source: str) -> Severity:
    for severity in SEVERITIES:
        if severity == name:
            return severity
    raise TaxonomyError(f"unknown severity {name!r}", source=source, hint=f"One of {', '.join(SEVERITIES)}.")
