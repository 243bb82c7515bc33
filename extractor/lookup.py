"""Many expressions looked for at once: only those run that a text has the words for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.literals import Need, needs, plain, share_of_word, words_of

_KEYS = (6, 5, 4, 3)
"""How many characters of a word, with the blanks around it, it is looked up by."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text as an index sees it: plain, and by the beginnings of its words."""

    plain: str
    keys: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of ``text``."""
        words = plain(text)
        padded = [f" {word} " for word in {*words.split()}]
        return cls(words, frozenset([word[:size] for size in _KEYS for word in padded]))


class Index:
    """Says which of many expressions may match a text."""

    def __init__(self, expressions: Sequence[re.Pattern[str]]) -> None:
        self._always: set[int] = set()
        self._branches: list[tuple[int, tuple[int, ...]]] = []
        """The place of an expression, and the numbers of the needs that one of its alternatives has."""
        self._signs: list[dict[str, list[str]]] = []
        """The signs of each need, with the literals to look for where the sign is seen; none where it is enough."""
        # The branches to which a sign leads, if any: it is one of their first need, the rarest.
        self._begun: dict[str, set[int]] = defaultdict(set)
        self._inside: dict[str, set[int]] = defaultdict(set)
        numbers: dict[Need, int] = {}
        for place, expression in enumerate(expressions):
            branches = needs(expression)
            if not all(branches):
                self._always.add(place)
                continue
            for branch in branches:
                for need in branch:
                    if need not in numbers:
                        numbers[need] = len(self._signs)
                        self._signs.append(_signs(need))
                    for sign in self._signs[numbers[need]]:
                        with_sign = self._begun if len(sign) in _KEYS and sign[0] == " " else self._inside
                        with_sign[sign].update([len(self._branches)] if need is branch[0] else ())
                self._branches.append((place, tuple(numbers[need] for need in branch)))

    def candidates(self, words: Words) -> list[int]:
        """The places of the expressions that may match the text with these words, in order."""
        begun = words.keys & self._begun.keys()
        inside = [sign for sign in self._inside if sign in words.plain]
        present = begun.union(inside)
        led_to = set[int]().union(*(self._begun[sign] for sign in begun), *(self._inside[sign] for sign in inside))
        met: dict[int, bool] = {}
        found = set(self._always)
        for number in led_to:
            place, branch = self._branches[number]
            if place in found:
                continue
            for need in branch:
                if need not in met:
                    met[need] = _is_met(self._signs[need], words.plain, present)
                if not met[need]:
                    break
            else:
                found.add(place)
        return sorted(found)


def _is_met(signs: dict[str, list[str]], plain: str, present: frozenset[str]) -> bool:
    for sign in present & signs.keys():
        literals = signs[sign]
        if not literals:
            return True
        for literal in literals:
            if literal in plain:
                return True
    return False


def _signs(need: Need) -> dict[str, list[str]]:
    """The signs of a need's literals, each with the literals that it alone does not prove."""
    literals: dict[str, list[str]] = defaultdict(list)
    for literal in need:
        literals[_sign(literal)].append(literal)
    return {sign: [] if sign in those else those for sign, those in literals.items()}


def _sign(literal: str) -> str:
    """The part of ``literal`` by which it is looked for first: the beginning of its rarest word."""
    word = min(words_of(literal), key=share_of_word)
    return next((word[:size] for size in _KEYS if len(word) >= size), word)
