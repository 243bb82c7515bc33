"""Provisions that speak of other provisions: which they name, and whether consent lifts what those forbid.

A ban and the way out of it often stand apart: "2.3 No copies leave the house. … 7.1 Section 2.3 does not apply where
the Owner has agreed in writing", or "Subject to 7.1, no copies leave the house".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.terms.permission import lifts, lifts_by_consent, offers_permission
from extractor.terms.statements import Statement

_UNIT = r"(?:sections?|clauses?|articles?|paragraphs?|points?|rules?|conditions?|provisions?|terms?|art\.|sec\.|§+)"
_NUMBER = r"(?:[A-Z]{1,4}\.?\d+(?:\.\d+)*|\d+(?:\.\d+)*)(?:bis|ter)?"
_NAMED = re.compile(
    rf"(?<![\w.@€$£])(?:(?P<unit>(?i:{_UNIT}))\s*)?(?P<first>{_NUMBER})(?![\w%])"
    rf"(?:\s*(?:to|through|thru|until|[-–—])\s*(?P<last>{_NUMBER})(?!\w))?"
)
_MORE = re.compile(rf"\s*(?:,|and|or|&|,\s*(?:and|or))\s*(?P<first>{_NUMBER})(?!\w)")
_OWN = re.compile(rf"[\W_]*(?i:{_UNIT}\s*)?(?P<number>{_NUMBER})(?!\w)")
_REFERS = re.compile(
    r"\b(?:except|save|other than|unless|subject to|without prejudice to)\b[^.;]{0,60}?"
    rf"(?:\b(?i:{_UNIT}|in|under|by|to)\s+)(?P<number>{_NUMBER})(?!\w)"
    rf"|\b(?:except|save|subject to|without prejudice to)\s+(?:as\s+\w+\s+)?(?P<bare>{_NUMBER})(?!\w)"
    rf"|(?i:{_UNIT})\s*(?P<kept>{_NUMBER})(?!\w)\s+(?:is|are|remains?)\s+(?:reserved|unaffected)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """A statement by which consent lifts the bans of the provisions that it names."""

    statement: Statement
    numbers: tuple[tuple[str, str], ...]
    """The first and the last number of each run of provisions."""


def openings(said: Sequence[Statement]) -> tuple[Opening, ...]:
    """The statements of ``said`` that name provisions and let consent lift them, here or in the sentence before."""
    found = []
    for index, statement in enumerate(said):
        if not lifts(statement.text):
            continue
        numbers = _named(statement)
        before = said[index - 1] if index and said[index - 1].clause == statement.clause else None
        texts = [statement.text, *([before.text] if before is not None else [])]
        if numbers and any(offers_permission(text) or lifts_by_consent(text) for text in texts):
            found.append(Opening(statement, numbers))
    return tuple(found)


def own_numbers(said: Sequence[Statement]) -> dict[str, str]:
    """The number that each clause's first words give it, by its id: "III.5" where the splitter read "III"."""
    found = {}
    for statement in said:
        match = _OWN.match(statement.text, statement.parts[-1].offset) if statement.index == 0 else None
        if match and len(match["number"]) >= len(statement.number or ""):
            found[statement.clause] = match["number"]
        elif statement.index == 0 and statement.number:
            found[statement.clause] = statement.number
    return found


def is_opened(statement: Statement, own: str | None, opening: Opening) -> bool:
    """Whether ``statement``, in the provision ``own``, is one that ``opening`` lifts."""
    if statement.clause == opening.statement.clause:
        return False
    return any(
        stands_under(statement, first, own) or stands_under(statement, last, own) or _between(own, first, last)
        for first, last in opening.numbers
    )


def refers_to(text: str) -> str | None:
    """The number of the provision that a ban excepts ("except as permitted in 5.2", "5.2 is reserved"), if it does."""
    match = _REFERS.search(text)
    return (match["number"] or match["bare"] or match["kept"]) if match else None


def stands_under(statement: Statement, number: str, own: str | None = None) -> bool:
    """Whether ``statement``, whose clause has the number ``own``, is part of the provision ``number``."""
    asked = number.casefold()
    numbers = ((one or "").casefold() for one in (own, statement.number))
    if any(one == asked or one.startswith(f"{asked}.") for one in numbers):
        return True
    heading = re.compile(rf"[\W_]*(?:{_UNIT}\s*)?{re.escape(number)}\b", re.IGNORECASE)
    return any(heading.match(above) for above in statement.path)


def _named(statement: Statement) -> tuple[tuple[str, str], ...]:
    """The provisions that a statement names beside its own: with a unit, or by a number with a dot or a letter."""
    start = statement.parts[-1].offset
    own = _OWN.match(statement.text, start) if statement.index == 0 else None
    found: list[tuple[str, str]] = []
    position = own.end() if own and not lifts(statement.text[: own.end() + 40]) else start
    while match := _NAMED.search(statement.text, position):
        position = match.end()
        if match["unit"] or not match["first"].isdigit():
            found.append((match["first"], match["last"] or match["first"]))
            while more := _MORE.match(statement.text, position):
                position = more.end()
                found.append((more["first"], more["first"]))
    return tuple(found)


def _between(own: str | None, first: str, last: str) -> bool:
    """Whether the number ``own`` lies in a run such as "3.2 to 3.4"."""
    if own is None or first == last:
        return False
    keys = [_key(number) for number in (first, own, last)]
    return keys[0][0] == keys[1][0] == keys[2][0] and keys[0][1] <= keys[1][1][: len(keys[2][1])] <= keys[2][1]


def _key(number: str) -> tuple[str, tuple[int, ...]]:
    letters = re.match(r"[A-Za-z]*", number)
    return (letters.group().casefold() if letters else "", tuple(map(int, re.findall(r"\d+", number))))
