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
_MOST = 3
"""More conditions than this cost more than they save."""
_EVERYWHERE = frozenset(
    [
        "all",
        "and",
        "any",
        "are",
        "can",
        "for",
        "has",
        "its",
        "may",
        "must",
        "not",
        "our",
        "out",
        "shall",
        "that",
        "the",
        "their",
        "these",
        "this",
        "who",
        "will",
        "with",
        "you",
        "your",
    ]
)

Needs = tuple[frozenset[str], ...]
"""Lower-case literals; every match contains at least one of each set."""


class CueSearch:
    """Finds the matches of many cues; the same matches as :class:`~extractor.language.CueMatcher`, sooner."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        cues = tuple(cues)
        self._tokens = CueMatcher(cue for cue in cues if cue.tokens)
        self._expressions = tuple((cue, cue.pattern, needed(cue.pattern)) for cue in cues if cue.pattern)
        self._always = tuple(place for place, (_, _, needs) in enumerate(self._expressions) if not needs)
        self._literals = tuple(sorted({word for _, _, needs in self._expressions for words in needs for word in words}))
        self._places: dict[str, list[int]] = {word: [] for word in self._literals}
        for place, (_, _, needs) in enumerate(self._expressions):
            for word in needs[0] if needs else ():
                self._places[word].append(place)

    def find(self, sentence: str) -> Iterator[CueMatch]:
        """Yields the first match of each expression cue and every match of each token cue, vetoes applied."""
        folded = fold(sentence)
        lowered = folded.lower()
        present = {literal for literal in self._literals if literal in lowered}
        for place in sorted({*self._always, *(place for word in present for place in self._places[word])}):
            cue, pattern, needs = self._expressions[place]
            if any(present.isdisjoint(words) for words in needs[1:]):
                continue
            match = pattern.search(folded)
            if match and not (cue.unless and cue.unless.search(folded)):
                yield CueMatch(cue, match.start(), match.end())
        yield from self._tokens.find(sentence)


def needed(pattern: re.Pattern[str]) -> Needs:
    """What no match of ``pattern`` can do without, strictest first; empty where nothing is known."""
    # The parser of the standard library has no public name; where it is gone, every expression simply runs.
    parser = getattr(re, "_parser", None)
    if parser is None:
        return ()
    found = _of_sequence(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    return tuple(sorted(found, key=lambda words: (_strictness(words), sorted(words)), reverse=True)[:_MOST])


def _of_sequence(nodes: Iterable[Any]) -> set[frozenset[str]]:
    """The needs of things that follow each other: all of theirs."""
    found: set[frozenset[str]] = set()
    run = ""
    for operation, argument in [*nodes, (None, None)]:
        name = str(operation)
        if name == "LITERAL" and chr(argument).isalnum() and chr(argument).isascii():
            run += chr(argument).lower()
            continue
        if run:
            found.add(frozenset({run[:_LONGEST]}))
            run = ""
        found |= _of_node(name, argument)
    return found


def _of_node(name: str, argument: Any) -> set[frozenset[str]]:
    if name == "SUBPATTERN":
        return _of_sequence(argument[-1])
    if name == "BRANCH":
        return _either([_of_sequence(branch) for branch in argument[1]])
    if name in ("MAX_REPEAT", "MIN_REPEAT") and argument[0] > 0:
        return _of_sequence(argument[2])
    if name == "IN" and all(str(kind) == "LITERAL" for kind, _ in argument):
        return _either([_of_sequence([member]) for member in argument])
    return set()


def _either(branches: Sequence[set[frozenset[str]]]) -> set[frozenset[str]]:
    """The need of alternatives: one word of the strictest need of each."""
    if not all(branches):
        return set()
    return {frozenset().union(*(max(branch, key=_strictness) for branch in branches))}


def _strictness(words: frozenset[str]) -> tuple[int, int]:
    """How few sentences a need lets through: words that stand everywhere, or parts of words, are worth little."""
    return (min(0 if word in _EVERYWHERE else min(3, len(word)) for word in words), -len(words))
