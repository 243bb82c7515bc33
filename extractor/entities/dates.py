"""Dates of the agreement: of its version, of a signature, and others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extractor.entities.reading import Found, Passage, kind_of, longest_matches, role_of

_COMPACT = re.compile(r"\d{6}")
_NUMBERS = re.compile(r"\d+")
_MONTH_NAME = re.compile(r"[A-Za-z]{3}")


def find_dates(passage: Passage) -> Iterator[Found]:
    """Yields the dates of a passage, none of references."""
    kind = kind_of("DATE")
    if passage.kind == "reference":
        return
    for cue, _, span in longest_matches(passage, kind):
        before = passage.folded[max(0, span.start - 80) : span.start]
        role = role_of(kind, passage.labelled, [before])
        if passage.kind in ("title", "heading") and role == kind.default_role:
            role = "version"
        if passage.kind == "form" and role == kind.default_role:
            role = "signature"
        written = passage.words(span.start, span.end)
        yield Found("DATE", span.start, span.end, f"rule:{cue.id}", value=iso(written) or written, role=role)


def iso(written: str) -> str | None:
    """The date in ISO 8601; ``None`` where day, month or year is not given.

    Numbers with full stops or hyphens are read day first, with slashes and six digits month first, each the other way
    round where that is no date.

    >>> iso("29.04.2026"), iso("Nov 21, 2020"), iso("101818"), iso("March 2024")
    ('2026-04-29', '2020-11-21', '2018-10-18', None)
    """
    numbers = _NUMBERS.findall(written)
    if _COMPACT.fullmatch(written):
        return _valid(2000 + int(written[4:]), int(written[:2]), int(written[2:4]))
    if len(numbers) == 3:
        first, second, third = (int(number) for number in numbers)
        if first > 31:
            return _valid(first, second, third)
        if "/" in written:
            return _valid(third, first, second) or _valid(third, second, first)
        return _valid(third, second, first) or _valid(third, first, second)
    if len(numbers) != 2 or not _MONTH_NAME.search(written):
        return None
    from dateutil.parser import ParserError, parse

    try:
        return parse(re.sub(r"\b(?:day|of)\b", " ", written), dayfirst=True).date().isoformat()
    except ParserError:
        return None


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
