"""Many expressions looked for at once: only those run that a text has the words for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.literals import Need, needs, plain

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class Index:
    """Says which of many expressions may match a text.

    One pass over the text finds the literals of all expressions: A. Aho and M. Corasick, "Efficient String Matching"
    (1975).
    """

    def __init__(self, expressions: Sequence[re.Pattern[str]]) -> None:
        self._always: set[int] = set()
        self._alternatives: list[tuple[int, frozenset[int]]] = []
        """The place of an expression, and the numbers of the needs that one of its alternatives has."""
        self._led_to: dict[int, list[int]] = defaultdict(list)
        """The alternatives whose first need, the rarest, has this number."""
        numbers: dict[Need, int] = {}
        for place, expression in enumerate(expressions):
            alternatives = needs(expression)
            if not all(alternatives):
                self._always.add(place)
                continue
            for alternative in alternatives:
                known = [numbers.setdefault(need, len(numbers)) for need in alternative]
                self._led_to[known[0]].append(len(self._alternatives))
                self._alternatives.append((place, frozenset(known)))
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
        for need in self._led_to.keys() & met:
            for number in self._led_to[need]:
                place, needed = self._alternatives[number]
                if needed <= met:
                    places.add(place)
        return sorted(places)


def _automaton(literals: Sequence[str]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(literals, store_patterns=False)
