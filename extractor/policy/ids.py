"""When two ways to write a subject's ID mean the same subject.

Licenses and lists write "004", "4", "S-04" or "sub_004"; a license also writes ranges, "S01-S10". Two IDs are the
same where they differ in case, in zeros before the number or in what stands between prefix and number. Where one has a
prefix and the other has none, they may be the same, which is left to a person unless all of one side lack what all of
the other have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Match = Literal["same", "alike"]

_ID = re.compile(r"(?P<prefix>.*?)(?P<number>\d{1,18})(?P<suffix>[a-z]?)", re.DOTALL)
_FLOAT = re.compile(r"(\d+)\.0")
_SEPARATORS = re.compile(r"[\s_\-/#.:]+")
_RANGE = re.compile(
    r"(?P<first>.*?\d[a-z]?)\s*(?:[-‐-―~～…]|\.{2,3}|\bto\b|\bthrough\b|\bthru\b|\bup\s+to\b|à|\ba\b)\s*(?P<last>.*\d[a-z]?)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class SubjectId:
    """An ID taken apart; ``number`` is None where it has none, and then ``prefix`` is all of it."""

    written: str
    """In lower case, without white space around it."""
    prefix: str
    number: int | None
    digits: int
    suffix: str


@dataclass(frozen=True, slots=True)
class Named:
    """What a rule names: an ID or a range of IDs, ``first`` being ``last`` where it is one."""

    text: str
    first: SubjectId
    last: SubjectId


@lru_cache(maxsize=65_536)
def read_id(text: str) -> SubjectId:
    """The ID that ``text`` writes; "4.0", as spreadsheets have it, is 4."""
    written = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    whole = _FLOAT.fullmatch(written)
    written = whole.group(1) if whole else written
    match = _ID.fullmatch(written)
    if match is None:
        return SubjectId(written, written, None, 0, "")
    prefix = _SEPARATORS.sub("", match["prefix"])
    return SubjectId(written, prefix, int(match["number"]), len(match["number"]), match["suffix"])


def read_named(text: str) -> Named:
    """What a rule's ID names; "01-004" is one, its halves being no numbers of one kind."""
    match = _RANGE.fullmatch(" ".join(unicodedata.normalize("NFKC", text).split()))
    if match is not None:
        first, last = read_id(match["first"]), read_id(match["last"])
        if _is_range(first, last):
            return Named(text, first, last)
    one = read_id(text)
    return Named(text, one, one)


def _is_range(first: SubjectId, last: SubjectId) -> bool:
    if first.number is None or last.number is None or first.number >= last.number or first.suffix or last.suffix:
        return False
    same_width = first.digits == last.digits
    padded = any(one.digits != len(str(one.number)) for one in (first, last))
    return last.prefix in ("", first.prefix) and (same_width or not padded)


class Register:
    """Tells which IDs of a list some rules name."""

    def __init__(self, asked: Sequence[str], named: Iterable[str]) -> None:
        self._asked = [read_id(text) for text in asked]
        self._exact = {one.written for one in self._asked}
        prefixes = {one.prefix for one in self._asked}
        rules = {read_named(text).first.prefix for text in named}
        # One side writes all IDs with the same prefix, the other all without: they number the same subjects.
        self._prefix_is_style = len(prefixes) == len(rules) == 1 and "" in prefixes | rules

    def match(self, asked: str, named: Named) -> Match | None:
        """Whether ``named`` names the ID ``asked``; None where it does not."""
        one = read_id(asked)
        first, last = named.first, named.last
        if first is last and one.written == first.written:
            return "same"
        if one.number is None or first.number is None or last.number is None or one.suffix != first.suffix:
            return None
        if not first.number <= one.number <= last.number:
            return None
        if one.prefix != first.prefix and not (self._prefix_is_style or not one.prefix or not first.prefix):
            return None
        is_taken = first is last and first.written in self._exact  # another ID of the list is written just so
        same = (one.prefix == first.prefix or self._prefix_is_style) and not is_taken
        return "same" if same else "alike"
