"""Many expressions looked for at once: only those run that a text has the words for, and in lower case.

An expression that ignores case looks up the other case of every character, which takes two thirds of its time; the same
expression in lower case, on a text in lower case, finds the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from extractor.literals import Need, needs, plain

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# What an expression that ignores case takes for "i" and "s" without their being so in lower case.
_ODD = str.maketrans("İıſ", "iis")
_KEPT = re.compile(r"\\.|\(\?P[<=]\w+", re.DOTALL)
"""What of an expression's source has no lower case: escapes, and the names of groups."""
_CASED = re.compile(r"\(\?-i:|\\[xuUN]|[^A-Z]-[A-Z]|[A-Z]-[^A-Z]")
"""What cannot be written in lower case: parts that heed it, characters by their codes, and odd ranges."""


def lower(text: str) -> str:
    """``text`` in lower case, character for character."""
    return text.lower() if text.isascii() else text.translate(_ODD).lower()


def in_lower_case(expression: re.Pattern[str]) -> re.Pattern[str] | None:
    """What finds in ``lower(text)`` what ``expression``, ignoring case, finds in ``text``; None where nothing does."""
    source = expression.pattern
    if not expression.flags & re.IGNORECASE or _CASED.search(source) or any(map(_has_case, set(source))):
        return None
    kept = _KEPT.findall(source)
    rest = [part.lower() for part in _KEPT.split(source)]
    lowered = rest[0] + "".join(keep + part for keep, part in zip(kept, rest[1:], strict=True))
    return re.compile(lowered, expression.flags & ~re.IGNORECASE)


def _has_case(character: str) -> bool:
    return not character.isascii() and character.lower() != character.upper()


class Index:
    """Says which of many expressions may match a text, and finds their matches.

    One pass over the text finds the literals of all expressions: A. Aho and M. Corasick, "Efficient String Matching"
    (1975).
    """

    def __init__(self, expressions: Sequence[re.Pattern[str]]) -> None:
        self._expressions = tuple(expressions)
        self._lowered: list[re.Pattern[str] | None] = [None] * len(expressions)
        self._tried: set[int] = set()
        """The expressions whose lower case is known; most are never needed."""
        self._always: set[int] = set()
        self._led_to: dict[int, list[tuple[int, frozenset[int]]]] = defaultdict(list)
        """By the number of its first need, the rarest: an alternative's expression, and what else it needs."""
        numbers: dict[Need, int] = {}
        for place, expression in enumerate(expressions):
            alternatives = needs(expression)
            if not all(alternatives):
                self._always.add(place)
                continue
            for alternative in alternatives:
                first, *others = [numbers.setdefault(need, len(numbers)) for need in alternative]
                self._led_to[first].append((place, frozenset(others)))
        met_by: dict[str, list[int]] = defaultdict(list)
        for need, number in numbers.items():
            for literal in need:
                met_by[literal].append(number)
        self._met_by = tuple(map(tuple, met_by.values()))
        """The numbers of the needs that each literal meets."""
        self._literals = _automaton(list(met_by)) if met_by else None

    def candidates(self, text: str) -> list[int]:
        """The places of the expressions that may match ``text``, in order."""
        if self._literals is None:
            return sorted(self._always)
        found = self._literals.find_matches_as_indexes(plain(text), overlapping=True)
        met: set[int] = set()
        for literal in {number for number, _, _ in found}:
            met.update(self._met_by[literal])
        places = set(self._always)
        led_to = self._led_to
        for need in met:
            for place, others in led_to.get(need, ()):
                if others <= met:
                    places.add(place)
        return sorted(places)

    def search(self, text: str, wanted: Callable[[int], bool] | None = None) -> Iterator[tuple[int, re.Match[str]]]:
        """Yields the place and the first match of each expression that matches ``text``, in order.

        The words of a match may be in lower case; its offsets are those of ``text``. Expressions of whose place
        ``wanted`` says no are not looked for.
        """
        in_lower = lower(text)
        for place in self.candidates(text):
            if wanted is not None and not wanted(place):
                continue
            if place not in self._tried:
                self._tried.add(place)
                self._lowered[place] = in_lower_case(self._expressions[place])
            lowered = self._lowered[place]
            match = lowered.search(in_lower) if lowered is not None else self._expressions[place].search(text)
            if match is not None:
                yield place, match


def _automaton(literals: Sequence[str]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(literals, store_patterns=False)
