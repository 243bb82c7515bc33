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
    # Looking for three letters is many times faster than translating all.
    if not text.isascii() and ("İ" in text or "ı" in text or "ſ" in text):
        text = text.translate(_ODD)
    return text.lower()


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


class Expression:
    """An expression, and the same in lower case; most are never needed, so that one is made when it is asked for."""

    __slots__ = ("_lowered", "_tried", "own")

    def __init__(self, own: re.Pattern[str]) -> None:
        self.own = own
        self._lowered: re.Pattern[str] | None = None
        self._tried = False

    def search(self, text: str, in_lower: str) -> re.Match[str] | None:
        """The first match in ``text``, or in the same in lower case."""
        if not self._tried:
            self._tried = True
            self._lowered = in_lower_case(self.own)
        return self.own.search(text) if self._lowered is None else self._lowered.search(in_lower)


class Index:
    """Says which of many expressions may match a text, and finds their matches.

    One pass over the text finds the literals of all expressions: A. Aho and M. Corasick, "Efficient String Matching"
    (1975).
    """

    def __init__(
        self, expressions: Sequence[re.Pattern[str]], unless: Sequence[re.Pattern[str] | None] | None = None
    ) -> None:
        """An index of ``expressions``; in a text where its one of ``unless`` is found as well, none matches."""
        vetoes = unless or (None,) * len(expressions)
        self._expressions = tuple(map(Expression, expressions))
        self._vetoes = tuple(None if veto is None else Expression(veto) for veto in vetoes)
        self._always: set[int] = set()
        led_to: dict[int, list[tuple[int, frozenset[int]]]] = defaultdict(list)
        numbers: dict[Need, int] = {}
        for place, expression in enumerate(expressions):
            alternatives = needs(expression)
            if not all(alternatives):
                self._always.add(place)
                continue
            for alternative in alternatives:
                first, *others = [numbers.setdefault(need, len(numbers)) for need in alternative]
                led_to[first].append((place, frozenset(others)))
        met_by: dict[str, list[int]] = defaultdict(list)
        for need, number in numbers.items():
            for literal in need:
                met_by[literal].append(number)
        self._met_by = tuple(map(tuple, met_by.values()))
        """The numbers of the needs that each literal meets."""
        self._leads_to = tuple(tuple(one for need in met for one in led_to.get(need, ())) for met in self._met_by)
        """The alternatives whose first need, the rarest, each literal meets: the expression, and what else it needs."""
        self._literals = _automaton(list(met_by)) if met_by else None

    def candidates(self, text: str) -> list[int]:
        """The places of the expressions that may match ``text``, in order."""
        if self._literals is None:
            return sorted(self._always)
        found = self._literals.find_matches_as_indexes(plain(text), overlapping=True)
        met: set[int] = set()
        led: list[tuple[int, frozenset[int]]] = []
        met_by, leads_to = self._met_by, self._leads_to
        for literal in {number for number, _, _ in found}:
            met.update(met_by[literal])
            led += leads_to[literal]
        places = {place for place, others in led if others <= met}
        return sorted(places | self._always)

    def search(self, text: str, wanted: Callable[[int], bool] | None = None) -> Iterator[tuple[int, re.Match[str]]]:
        """Yields the place and the first match of each expression that matches ``text``, in order.

        The words of a match may be in lower case; its offsets are those of ``text``. Expressions of whose place
        ``wanted`` says no are not looked for.
        """
        in_lower = lower(text)
        expressions, vetoes = self._expressions, self._vetoes
        for place in self.candidates(text):
            if wanted is not None and not wanted(place):
                continue
            match = expressions[place].search(text, in_lower)
            if match is None:
                continue
            veto = vetoes[place]
            if veto is None or veto.search(text, in_lower) is None:
                yield place, match


def _automaton(literals: Sequence[str]) -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick, Implementation

    # Twice as fast as the one that is chosen by itself, and sooner built.
    return AhoCorasick(literals, store_patterns=False, implementation=Implementation.ContiguousNFA)
