"""Provisions that speak of other provisions, and so let consent lift what those forbid.

A ban and the way out of it often stand apart: "2.3 No copies leave the house. … 7.1 Section 2.3 does not apply where
the Owner has agreed in writing", or "Subject to 7.1, no copies leave the house".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.terms.permission import lifts, lifts_by_consent, offers_permission
from extractor.terms.statements import Statement

_UNIT = (
    r"(?i:\b(?:sections?|clauses?|articles?|paragraphs?|points?|rules?|conditions?|provisions?|terms?)\b"
    r"|\b(?:art|sec)\.|§+)"
)
_NUMBER = r"(?:[A-Z]{1,4}\.?\d+(?:\.\d+)*|\d+(?:\.\d+)*)(?:bis|ter)?(?!\w|\s?\([a-z]{1,3}\))"
"""Not "4(b)": that is less than provision 4, and which part of it nobody can tell from here."""
_ROMAN = r"[IVX]+(?![\w'’])"

_NAMED = re.compile(
    rf"(?:(?P<unit>{_UNIT})\s*(?P<named>{_NUMBER}|{_ROMAN})|(?<![\w.@€$£])(?P<bare>{_NUMBER})(?!\s?%))"
    rf"(?:\s*(?:to|through|thru|until|[-–—])\s*(?P<last>{_NUMBER}|{_ROMAN}))?"
)
_MORE = re.compile(rf"\s*(?:,\s*(?:and|or)|[,&]|and\b|or\b)\s*(?P<number>{_NUMBER})")
_OWN = re.compile(rf"[\W_]*(?:{_UNIT}\s*(?:{_ROMAN}|{_NUMBER})|{_NUMBER}|{_ROMAN}(?=[.):]))")
_EXCEPTS = re.compile(
    r"\b(?i:except|save|other than|unless|subject|without prejudice)\b"
    rf"(?:[^.;]{{0,60}}?(?:\b(?:as|by|in|to|under)\b|{_UNIT}))?\s*(?P<number>{_NUMBER})"
    rf"|{_UNIT}\s*(?P<kept>{_NUMBER})\s+(?:is|are|remains?)\s+(?:reserved|unaffected)\b"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Provisions that are named together, from the first to the last: "3.2 to 3.4"; a single one is both."""

    first: str
    last: str

    def holds(self, number: str) -> bool:
        """Whether the provision ``number`` is one of these, or a part of one."""
        first, last, own = _key(self.first), _key(self.last), _key(number)
        return first <= own[: len(first)] and own[: len(last)] <= last


class Provisions:
    """A license's statements, by the numbers of the provisions that they stand in."""

    def __init__(self, said: Sequence[Statement]) -> None:
        self._said = said
        self._at: defaultdict[tuple[str, int], list[Statement]] = defaultdict(list)
        for one in said:
            self._at[one.clause, one.index].append(one)
        self._numbers = {one.clause: _numbers(one) for one in reversed(said)}
        self._lifting = [(one, named) for one, named in zip(said, _lifted(said), strict=True) if named]

    def ways_out(self, ban: Statement) -> list[Statement]:
        """The statements of other provisions by which consent lifts ``ban``: they name it, or its clause names them."""
        found = [one for one, named in self._lifting if self._stands_in(ban, named)]
        beside = [one for index in (ban.index, ban.index + 1) for one in self._at.get((ban.clause, index), ())]
        excepted = [Run(number, number) for one in beside for number in _excepted(one.text)]
        if excepted:
            found += [one for one in self._said if self._stands_in(one, excepted) and _offers(one.text)]
        return [one for one in found if one.clause != ban.clause]

    def _stands_in(self, statement: Statement, named: Sequence[Run]) -> bool:
        return any(run.holds(number) for run in named for number in self._numbers[statement.clause])


def _numbers(first: Statement) -> tuple[str, ...]:
    """The numbers of the provisions around a clause, whose first statement is ``first``, and its own.

    Its first words may say more than the splitter took for its number: "III.5" where that is "III".
    """
    own = _OWN.match(first.text, first.parts[-1].offset)
    headings = (_OWN.match(heading) for heading in first.path)
    found = [_bare(match.group()) for match in (own, *headings) if match]
    return tuple(dict.fromkeys([*found, *([first.number] if first.number else [])]))


def _lifted(said: Sequence[Statement]) -> Iterator[tuple[Run, ...]]:
    """Yields what each statement lets consent lift; the sentence before may be the one that speaks of the consent."""
    before: Statement | None = None
    for one in said:
        named = _named(one) if lifts(one.text) else ()
        near = [one] if before is None or before.clause != one.clause else [before, one]
        yield named if named and any(_offers(which.text) for which in near) else ()
        before = one


def _offers(text: str) -> bool:
    return offers_permission(text) or lifts_by_consent(text)


def _named(statement: Statement) -> tuple[Run, ...]:
    """The provisions that a statement names beside its own: with a unit, or by a number with a dot or a letter."""
    position = statement.parts[-1].offset
    if statement.index == 0 and statement.number and (own := _OWN.match(statement.text, position)):
        position = own.end()
    found: list[Run] = []
    while match := _NAMED.search(statement.text, position):
        position = match.end()
        number = match["named"] or match["bare"]
        if match["unit"] or not number.isdigit():
            found.append(Run(number, match["last"] or number))
            while more := _MORE.match(statement.text, position):
                position = more.end()
                found.append(Run(more["number"], more["number"]))
    return tuple(found)


def _excepted(text: str) -> list[str]:
    """The numbers of the provisions that a ban excepts ("except as permitted in 5.2", "Section 5.2 is reserved")."""
    return [match["number"] or match["kept"] for match in _EXCEPTS.finditer(text)]


def _bare(words: str) -> str:
    return re.sub(rf"^[\W_]*(?:{_UNIT}\s*)?", "", words)


def _key(number: str) -> tuple[tuple[int, str], ...]:
    """What orders provisions: "2.3bis" comes after 2.3 and is no part of it."""
    parts = re.findall(r"(\d+)([a-z]*)|([a-z]+)", number.casefold())
    return tuple((int(digits or 0), suffix or letters) for digits, suffix, letters in parts)
