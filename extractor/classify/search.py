"""Cues looked for quickly: an expression runs only where a word that it cannot do without occurs.

Hundreds of expressions on hundreds of sentences cost most of a document's time, and nearly all of them find nothing.
Each therefore names, derived from itself, a set of literals of which every match contains at least one: the idea
of R. Cox's "Regular Expression Matching with a Trigram Index" (2012).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from extractor.language import CueMatch, CueMatcher, fold
from extractor.taxonomy.cues import Cue

_LONGEST = 6
"""Literals are cut to this length, so that ``publish`` and ``publishing`` are looked for once."""


class CueSearch:
    """Finds the matches of many cues; the same matches as :class:`~extractor.language.CueMatcher`, sooner."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._cues = tuple(cues)
        self._tokens = CueMatcher(cue for cue in self._cues if cue.tokens)
        self._always: list[int] = []
        self._by_literal: dict[str, list[int]] = {}
        for place, cue in enumerate(self._cues):
            if cue.pattern is None:
                continue
            literals = needed(cue.pattern)
            if not literals:
                self._always.append(place)
            for literal in literals:
                self._by_literal.setdefault(literal, []).append(place)

    def find(self, sentence: str) -> Iterator[CueMatch]:
        """Yields the first match of each expression cue and every match of each token cue, vetoes applied."""
        folded = fold(sentence)
        lowered = folded.lower()
        places = set(self._always)
        for literal, needing in self._by_literal.items():
            if literal in lowered:
                places.update(needing)
        for place in sorted(places):
            cue = self._cues[place]
            match = cue.pattern.search(folded) if cue.pattern else None
            if match and not (cue.unless and cue.unless.search(folded)):
                yield CueMatch(cue, match.start(), match.end())
        yield from self._tokens.find(sentence)


def needed(pattern: re.Pattern[str]) -> frozenset[str]:
    """Lower-case literals of which every match of ``pattern`` contains at least one; empty where there is no such set."""
    # The parser of the standard library has no public name; where it is gone, every expression simply runs.
    parser = getattr(re, "_parser", None)
    return _of_sequence(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)) if parser else frozenset()


def _of_sequence(nodes: Iterable[Any]) -> frozenset[str]:
    best: frozenset[str] = frozenset()
    run = ""
    for operation, argument in [*nodes, (None, None)]:
        name = str(operation)
        if name == "LITERAL" and chr(argument).isalnum() and chr(argument).isascii():
            run += chr(argument).lower()
            continue
        best, run = _better(best, frozenset({run[:_LONGEST]}) if run else frozenset()), ""
        best = _better(best, _of_node(name, argument))
    return best


def _of_node(name: str, argument: Any) -> frozenset[str]:
    if name == "SUBPATTERN":
        return _of_sequence(argument[-1])
    if name == "BRANCH":
        return _union([_of_sequence(branch) for branch in argument[1]])
    if name in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] > 0:
        return _of_sequence(argument[2])
    if name == "IN" and all(str(kind) == "LITERAL" for kind, _ in argument):
        return _union([_of_sequence([member]) for member in argument])
    return frozenset()


def _union(parts: Sequence[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*parts) if all(parts) else frozenset()


def _better(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The set that will let fewer sentences through: longer literals first, then fewer."""
    return max(one, other, key=_strictness)


def _strictness(literals: frozenset[str]) -> tuple[int, int]:
    return (min(3, min(map(len, literals), default=0)), -len(literals))
