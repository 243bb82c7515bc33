"""Words that a regular expression cannot match without, read off its source.

Hundreds of expressions on hundreds of sentences cost most of a document's time, and nearly all of them find nothing.
Looking first for words of which every match contains one spares nearly all of that: the idea of R. Cox's "Regular
Expression Matching with a Trigram Index" (2012). What this module does not understand needs nothing, and simply runs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from math import fsum

Need = tuple[str, ...]
"""Each match contains, as :func:`plain` shows it, at least one of these strings."""
Needs = tuple[Need, ...]
"""Each match meets all of these."""

_MOST = 48
"""Alternatives beyond this number are not multiplied with what follows."""
_FUTILE = 60
"""Needs that more sentences of a hundred meet are not worth a look."""
# Of a hundred sentences of licenses, about how many hold a word: measured on the corpus, rounded up.
_SHARES = {
    "#": 35,
    "the": 80, "and": 60, "of": 60, "to": 50, "a": 45, "in": 40, "or": 40, "for": 30, "is": 25, "be": 25, "any": 25,
    "not": 22, "that": 22, "by": 22, "on": 20, "with": 20, "data": 20, "it": 18, "are": 18, "as": 15, "may": 15,
    "this": 15, "use": 15, "you": 12, "from": 12, "shall": 12, "no": 10, "all": 10, "will": 10, "an": 8, "other": 8,
    "your": 8, "at": 8, "which": 8, "if": 8, "we": 6, "has": 6, "have": 6, "its": 6, "one": 6, "who": 6, "i": 6,
    "must": 5, "can": 5, "such": 5, "these": 5, "their": 5, "only": 5, "research": 5, "dataset": 5, "license": 5,
}  # fmt: skip
_USUAL = 0.3
"""The share of a word that is not among them."""
_DIGIT = re.compile(r"\d")
_WORDS = bytes(code if chr(code).isalnum() and code < 128 else ord(" ") for code in range(256))
"""What stands for each byte in plain text."""
# What an expression that ignores case takes for "i" and "s" without their being so in lower case.
_ODD = str.maketrans("İıſ", "iis")
_SHORT = 1_000
"""Most sentences are shorter; what stands for one of them is remembered, since all stages ask for it in turn."""
_COUNT = re.compile(r"(?:([*+?])|\{(\d*)(?:,\d*)?\})[?+]?")
_OPENING = re.compile(r"\(\?(?::|P<\w+>|>|-?i:)")
_LOOKING = re.compile(r"\(\?<?[=!]")
_CLASS = re.compile(r"\[(\^?)(\]?(?:[^\]\\]|\\.)*)\]", re.DOTALL)
_MEMBER = re.compile(r"\\.|.", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|.)", re.DOTALL)


def plain(text: str) -> str:
    """The ASCII words of ``text`` in lower case, one blank around each, whatever stands between them.

    At the end stands a ``#`` where any of them holds a digit.
    """
    return _plain_sentence(text) if len(text) <= _SHORT else _plain(text)


@lru_cache(maxsize=512)
def _plain_sentence(text: str) -> str:
    return _plain(text)


def _plain(text: str) -> str:
    digit = "#" if _DIGIT.search(text) else ""
    if not text.isascii() and ("İ" in text or "ı" in text or "ſ" in text):
        text = text.translate(_ODD)
    words = b" ".join(text.lower().encode("ascii", "replace").translate(_WORDS).split()).decode("ascii")
    return (f" {words} " if words else " ") + digit


@cache
def needs(expression: re.Pattern[str]) -> tuple[Needs, ...]:
    """What no match of each alternative of an expression can do without, rarest first; empty where none is known."""
    if expression.flags & (re.VERBOSE | re.LOCALE):
        return ((),)
    try:
        parts = _Reader(expression.pattern).branches()
    except _UnreadableError:
        return ((),)
    return tuple(_useful(part) for part in parts)


def _useful(part: Part) -> Needs:
    rare = sorted((_share(need), sorted(need)) for need in part.all_needs)
    return tuple(tuple(need) for share, need in rare if share < _FUTILE)


def _share(need: Collection[str]) -> float:
    """Of a hundred sentences, about how many hold one of the literals."""
    shares = (min((share_of_word(word) for word in words_of(literal)), default=100.0) for literal in need)
    return min(100.0, fsum(shares))


@cache
def share_of_word(word: str) -> float:
    """Of a hundred sentences, about how many hold a word, or the part of one, given with the blanks around it."""
    letters = word.strip()
    if word in ("#", f" {letters} "):
        return _SHARES.get(letters, _USUAL)
    # The beginning of many words, or what many words hold.
    known = sum(share for other, share in _SHARES.items() if word in f" {other} ")
    return float(known + 150 / 4 ** (len(word) - 1))


def words_of(literal: str) -> list[str]:
    """The words of ``literal`` with the blanks around them."""
    words = literal.split(" ")
    last = len(words) - 1
    return [f"{' ' * (i > 0)}{word}{' ' * (i < last)}" for i, word in enumerate(words) if word]


class _UnreadableError(Exception):
    """The expression uses what this module does not know."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a part of an expression matches: all strings, where they are few; and what each of them stands beside.

    Strings are as :func:`plain` shows them: a blank is a border of words, or whatever else stands between two.
    """

    strings: frozenset[str] | None = None
    needs: frozenset[frozenset[str]] = frozenset()
    closes: bool = False
    """Whether all that it matches ends with a blank, where the strings are not known."""

    @property
    def ends_blank(self) -> bool:
        """Whether all that it matches ends with a blank."""
        return self.closes if self.strings is None else all(string.endswith(" ") for string in self.strings)

    @property
    def all_needs(self) -> frozenset[frozenset[str]]:
        """Sets of strings of which each match contains, or stands beside, at least one."""
        return self.needs if self.strings is None else self.needs | {self.strings}


_NOTHING = Part(frozenset([""]))
_BLANK = Part(frozenset([" "]))
_UNKNOWN = Part()
_NUMBER = Part(None, frozenset([frozenset(["#"])]))


def _join(first: str, second: str) -> str:
    return first + (second.lstrip(" ") if first.endswith(" ") else second)


def _written_out(escape: re.Match[str]) -> str:
    """The character that a hexadecimal escape stands for; other escapes as they are."""
    code = escape.group(1)
    return re.escape(chr(int(code, 16))) if code else escape.group()


class _Reader:
    """Reads the source of one expression from left to right."""

    def __init__(self, source: str) -> None:
        self._source = _ESCAPE.sub(_written_out, source)
        self._at = 0

    def branches(self, before: str = "") -> list[Part]:
        """What each alternative up to a closing bracket or the end matches, after a blank or what is not known."""
        parts = [self._sequence(before)]
        while self._take("|"):
            parts.append(self._sequence(before))
        return parts

    def _alternatives(self, before: str) -> Part:
        parts = self.branches(before)
        if len(parts) == 1:
            return parts[0]
        strings: frozenset[str] = frozenset().union(*(part.strings or () for part in parts))
        if all(part.strings is not None and not part.needs for part in parts):
            return Part(strings)
        # One of the alternatives matches: it contains one of the strings of its rarest need.
        best = [min(part.all_needs, key=_share, default=frozenset[str]()) for part in parts]
        need = frozenset([frozenset[str]().union(*best)]) if all(best) else frozenset[frozenset[str]]()
        return Part(None, need, all(part.ends_blank for part in parts))

    def _sequence(self, before: str) -> Part:
        run, found, closed = frozenset([before]), set[frozenset[str]](), False
        while self._at < len(self._source) and self._source[self._at] not in "|)":
            before = " " if all(string.endswith(" ") for string in run) else ""
            part = self._counted(self._atom(before), before)
            found |= part.needs
            if part.strings is not None and len(run) * len(part.strings) <= max(_MOST, len(run), len(part.strings)):
                run = frozenset(_join(first, second) for first in run for second in part.strings)
                continue
            closed = True
            found.add(run)
            if part.strings is None:
                run = frozenset([" " if part.closes else ""])
            else:
                run = frozenset(_join(before, second) for second in part.strings)
        if not closed:
            return Part(run, frozenset(found))
        return Part(None, frozenset(found | {run}), all(string.endswith(" ") for string in run))

    def _counted(self, part: Part, before: str) -> Part:
        """``part`` as often as the sign after it says."""
        match = _COUNT.match(self._source, self._at)
        if match is None:
            return part
        self._at = match.end()
        sign, least = match.group(1), match.group(2)
        if sign == "+" or (sign is None and least not in ("", "0")):
            return part if part == _BLANK else Part(None, part.all_needs, part.ends_blank)
        if part.strings is not None and (sign == "?" or part == _BLANK):
            return Part(part.strings | {""})
        # Nothing at all leaves what was before.
        return Part(None, closes=part.ends_blank and before == " ")

    def _atom(self, before: str) -> Part:
        character = self._source[self._at]
        if character == "(":
            return self._group(before)
        if character == "[":
            return self._class()
        if character == "\\":
            self._at += 2
            return _escaped(self._source[self._at - 1 : self._at])
        self._at += 1
        if character in "*+?":
            raise _UnreadableError
        return _UNKNOWN if character == "." else _BLANK if character in "^$" else _literal(character)

    def _group(self, before: str) -> Part:
        looking = _LOOKING.match(self._source, self._at)
        opening = _OPENING.match(self._source, self._at)
        begun = looking or opening
        if begun:
            self._at = begun.end()
        elif self._source.startswith("(?", self._at):
            raise _UnreadableError
        else:
            self._at += 1
        part = self._alternatives("" if looking and "<" in looking.group() else before)
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
            return _NUMBER if match.group() == "[0-9]" else _UNKNOWN
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
    if character == "d":
        return _NUMBER
    if character in tuple("wDSB"):
        return _UNKNOWN
    raise _UnreadableError
