"""Words that a regular expression cannot match without, read off its source.

Hundreds of expressions on hundreds of sentences cost most of a document's time, and nearly all of them find nothing.
Looking first for words of which every match contains one spares nearly all of that: the idea of R. Cox's "Regular
Expression Matching with a Trigram Index" (2012). What this module does not understand needs nothing, and simply runs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

Needs = tuple[tuple[str, ...], ...]
"""Each match contains, as :func:`plain` shows it, at least one string of each tuple."""

_MOST = 48
"""Alternatives beyond this number are not multiplied with what follows."""
_TELLING = 4
"""Needs of fewer characters let nearly every sentence through."""
_ENOUGH = 5
"""Needs of more characters are no better than others."""
_KEYS = (6, 4)
"""How many characters of a word, with the blanks around it, it is looked up by."""
_COMMON = frozenset(
    "a all an and any are as at be by can for has have in is it its may must no not of on or other our out shall such "
    "that the their these this to who will with you your".split()
)
_OTHER = re.compile(r"[^a-z0-9]+")
# What an expression that ignores case takes for "i" and "s" without their being so in lower case.
_ODD = str.maketrans("İıſ", "iis")
_COUNT = re.compile(r"(?:([*+?])|\{(\d*)(?:,\d*)?\})[?+]?")
_OPENING = re.compile(r"\(\?(?::|P<\w+>|>|-?i:)")
_LOOKING = re.compile(r"\(\?<?[=!]")
_CLASS = re.compile(r"\[(\^?)(\]?(?:[^\]\\]|\\.)*)\]", re.DOTALL)
_MEMBER = re.compile(r"\\.|.", re.DOTALL)


def plain(text: str) -> str:
    """The ASCII words of ``text`` in lower case, one blank around each, whatever stands between them."""
    if not text.isascii():
        text = text.translate(_ODD)
    return f" {_OTHER.sub(' ', text.lower())} "


class Index:
    """Says which of many expressions may match a text."""

    def __init__(self, expressions: Sequence[re.Pattern[str]]) -> None:
        self._needs = [needs(expression) for expression in expressions]
        self._always = [place for place, all_of in enumerate(self._needs) if not all_of]
        self._begun: dict[str, list[int]] = defaultdict(list)
        self._inside: dict[str, list[int]] = defaultdict(list)
        for place, all_of in enumerate(self._needs):
            for sign in {_sign(literal) for literal in all_of[0]} if all_of else ():
                (self._begun if len(sign) in _KEYS and sign[0] == " " else self._inside)[sign].append(place)

    def candidates(self, text: str) -> list[int]:
        """The places of the expressions that may match ``text``, in order."""
        words = plain(text)
        padded = [f" {word} " for word in {*words.split()}]
        keys = {word[:size] for size in _KEYS for word in padded}
        found = {place for key in self._begun.keys() & keys for place in self._begun[key]}
        for sign, places in self._inside.items():
            if sign in words:
                found.update(places)
        held = [
            place
            for place in found
            if all(any(literal in words for literal in one_of) for one_of in self._needs[place])
        ]
        return sorted([*self._always, *held])


@cache
def needs(expression: re.Pattern[str]) -> Needs:
    """What no match of ``expression`` can do without, most telling first; empty where nothing is known."""
    if expression.flags & (re.VERBOSE | re.LOCALE):
        return ()
    try:
        part = _Reader(expression.pattern).alternatives()
    except _UnreadableError:
        return ()
    telling = [need for need in part.all_needs if _telling(need)[0] >= _TELLING]
    return tuple(
        tuple(sorted(need)) for need in sorted(telling, key=lambda need: (_telling(need), sorted(need)), reverse=True)
    )


def _sign(literal: str) -> str:
    """The part of ``literal`` by which it is looked for first: the beginning of its most telling word."""
    word = max((match.group() for match in re.finditer(r" ?\w+ ?", literal)), key=_weight)
    if _weight(word) < _TELLING:
        return literal
    return next((word[:size] for size in _KEYS if len(word) >= size), word)


def _weight(literal: str) -> int:
    words = re.findall(r" ?\w+ ?", literal)
    return sum(len(word) for word in words if word.strip() not in _COMMON) + 3 * (len(words) - 1)


def _telling(need: Collection[str]) -> tuple[int, int]:
    """How few sentences a need lets through: common words and many alternatives are worth little."""
    return min(_ENOUGH, min((_weight(literal) for literal in need), default=0)), -len(need)


class _UnreadableError(Exception):
    """The expression uses what this module does not know."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of an expression matches: all strings, where they are few; and what each of them stands beside.

    Strings are as :func:`plain` shows them: a blank is a border of words, or whatever else stands between two.
    """

    strings: frozenset[str] | None = None
    needs: frozenset[frozenset[str]] = frozenset()

    @property
    def all_needs(self) -> frozenset[frozenset[str]]:
        """Sets of strings of which each match contains, or stands beside, at least one."""
        return self.needs if self.strings is None else self.needs | {self.strings}


_NOTHING = Part(frozenset([""]))
_BLANK = Part(frozenset([" "]))
_UNKNOWN = Part()


def _join(first: str, second: str) -> str:
    return first + (second.lstrip(" ") if first.endswith(" ") else second)


class _Reader:
    """Reads the source of one expression from left to right."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0

    def alternatives(self) -> Part:
        """What the alternatives up to a closing bracket or the end match."""
        parts = [self._sequence()]
        while self._take("|"):
            parts.append(self._sequence())
        if len(parts) == 1:
            return parts[0]
        strings: frozenset[str] = frozenset().union(*(part.strings or () for part in parts))
        if all(part.strings is not None and not part.needs for part in parts) and len(strings) <= _MOST:
            return Part(strings)
        # One of the alternatives matches: it contains one of the strings of its most telling need.
        best = [max(part.all_needs, key=_telling, default=frozenset[str]()) for part in parts]
        return Part(None, frozenset([frozenset[str]().union(*best)]) if all(best) else frozenset())

    def _sequence(self) -> Part:
        run, found, closed = frozenset([""]), set[frozenset[str]](), False
        while self._at < len(self._source) and self._source[self._at] not in "|)":
            part = self._counted(self._atom())
            found |= part.needs
            if part.strings is not None and len(run) * len(part.strings) <= _MOST:
                run = frozenset(_join(first, second) for first in run for second in part.strings)
                continue
            closed = True
            found.add(run)
            run = frozenset([""]) if part.strings is None else part.strings
        return Part(None, frozenset(found | {run})) if closed else Part(run, frozenset(found))

    def _counted(self, part: Part) -> Part:
        """``part`` as often as the sign after it says."""
        match = _COUNT.match(self._source, self._at)
        if match is None:
            return part
        self._at = match.end()
        sign, least = match.group(1), match.group(2)
        if sign == "?" or (part == _BLANK and (sign == "*" or least in ("", "0"))):
            return _UNKNOWN if part.strings is None else Part(part.strings | {""})
        if sign == "*" or least in ("", "0"):
            return _UNKNOWN
        return part if part == _BLANK else Part(None, part.all_needs)

    def _atom(self) -> Part:
        character = self._source[self._at]
        if character == "(":
            return self._group()
        if character == "[":
            return self._class()
        if character == "\\":
            self._at += 2
            return _escaped(self._source[self._at - 1 : self._at])
        self._at += 1
        if character in "*+?":
            raise _UnreadableError
        return _UNKNOWN if character == "." else _BLANK if character in "^$" else _literal(character)

    def _group(self) -> Part:
        looking = _LOOKING.match(self._source, self._at)
        opening = _OPENING.match(self._source, self._at)
        begun = looking or opening
        if begun:
            self._at = begun.end()
        elif self._source.startswith("(?", self._at):
            raise _UnreadableError
        else:
            self._at += 1
        part = self.alternatives()
        if not self._take(")"):
            raise _UnreadableError
        if looking is None:
            return part
        return _NOTHING if looking.group().endswith("!") else Part(_NOTHING.strings, part.all_needs)

    def _class(self) -> Part:
        match = _CLASS.match(self._source, self._at)
        if match is None:
            raise _UnreadableError
        self._at = match.end()
        members = _MEMBER.findall(match.group(2))
        if match.group(1) or "-" in members[1:-1]:
            return _UNKNOWN
        return _union([_escaped(member[1:]) if len(member) > 1 else _literal(member) for member in members])

    def _take(self, character: str) -> bool:
        taken = self._source.startswith(character, self._at)
        self._at += taken
        return taken


def _union(parts: Iterable[Part]) -> Part:
    strings: set[str] = set()
    for part in parts:
        if part.strings is None:
            return _UNKNOWN
        strings |= part.strings
    return Part(frozenset(strings))


def _literal(character: str) -> Part:
    if not character.isascii():
        return _UNKNOWN
    return Part(frozenset([character.lower()])) if character.isalnum() else _BLANK


def _escaped(character: str) -> Part:
    """What a character after a backslash matches; the border of a word is a blank beside it in plain text."""
    if character in tuple("bAZsWntrfv") or (character.isascii() and not character.isalnum() and character):
        return _BLANK
    if character in tuple("dwDSB"):
        return _UNKNOWN
    raise _UnreadableError
