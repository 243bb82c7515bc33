"""A record as codes of the Data Use Ontology (GA4GH DUO)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from extractor.export.vocabulary.answers import Answer, Unsaid, answers
from extractor.export.vocabulary.mapping import Code, vocabulary_table

if TYPE_CHECKING:
    from extractor.record import LicenseRecord

_YEARS_AND_MONTHS = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?")
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class DuoTerm:
    """A term of DUO."""

    name: str
    """Its shorthand: NCU."""
    id: str
    """DUO:0000046."""
    iri: str
    label: str
    kind: Literal["permission", "modifier"]


@dataclass(frozen=True, slots=True)
class CodedAnswer:
    """An answer and the term that states it."""

    answer: Answer
    term: DuoTerm
    months: int | None = None
    """What a time limit comes to."""

    @property
    def leaves_out(self) -> str | None:
        """What the term does not say of the answer."""
        return (self.answer.entry.leaves_out or {}).get("duo")


@cache
def duo_set() -> str:
    """The IRI of the ontology."""
    return str(_file()["set"])


@cache
def duo_terms() -> Mapping[str, DuoTerm]:
    """The terms that we write, by shorthand."""
    space = _file()["namespace"]
    return {
        name: DuoTerm(name, f"DUO:{term['id']}", f"{space}{term['id']}", term["label"], term["kind"])
        for name, term in _file()["codes"].items()
    }


def coded(record: LicenseRecord) -> tuple[tuple[CodedAnswer, ...], tuple[Unsaid, ...]]:
    """The answers that have a code, and those that have none, each once.

    A code that permits is written only where the answer needs no review.
    """
    table = vocabulary_table()
    found: list[CodedAnswer] = []
    unsaid: list[Unsaid] = []
    for answer in answers(record):
        term = _term(answer)
        months = _months(answer.value)
        if not answer.stated:
            unsaid.append(Unsaid(answer, table.reasons.silent))
        elif term is None or (term.name == "TS" and months is None):
            unsaid.append(Unsaid(answer, table.cannot("duo", answer.entry)))
        elif term.kind == "permission" and answer.review:
            unsaid.append(Unsaid(answer, table.reasons.review))
        else:
            found.append(CodedAnswer(answer, term, months if term.name == "TS" else None))
    return tuple(found), tuple(unsaid)


def _term(answer: Answer) -> DuoTerm | None:
    code = next((code for code in answer.entry.codes if _fits(code, answer)), None)
    return duo_terms()[code.name] if code else None


def _fits(code: Code, answer: Answer) -> bool:
    return code.where is None or any(map(code.where.search, answer.provisions))


def _months(value: str) -> int | None:
    match = _YEARS_AND_MONTHS.fullmatch(value)
    return int(match[1] or 0) * _MONTHS_A_YEAR + int(match[2] or 0) if match else None


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files("extractor.export.vocabulary") / "duo.toml").read_text(encoding="utf-8"))
