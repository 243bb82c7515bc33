"""What the statistical reader sees of a field: words, and legal ideas that meet in one sentence."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from extractor.language import fold
from extractor.lookup import Index
from extractor.taxonomy.cues import compile_expression
from extractor.taxonomy.terms import TermField, words
from extractor.terms.parties import LICENSEE, LICENSOR
from extractor.terms.permission import is_hedged, offers_permission, restricts, sets_limits
from extractor.terms.statements import Statement

_WORD = re.compile(r"\w+|[:;]")
_SIDES = re.compile(f"{LICENSOR}+|{LICENSEE}+")
_SIDE = {LICENSOR: "licensorparty", LICENSEE: "licenseeparty"}
_SHARE = 2.0
"""The length of the vector of words, and of that of ideas: neither drowns the other, nor a long text a short one."""
_SENTENCES = 2**9
"""So many sentences are remembered: several fields ask for each, but not for those of documents long done."""
_NO_IDEAS = frozenset({"gap", "near", "disowned", "makers", "others_own", "tasks"})
"""Word groups that are no ideas: bridges that match anything up to a turn, and parts of the rules of one field."""


def features(field: TermField, said: Sequence[Statement]) -> dict[str, float]:
    """Name and weight of what the sentences about ``field`` hold; only that field's own label is asked for."""
    spoken: list[tuple[str, ...]] = []
    ideas: list[tuple[str, ...]] = []
    best = 0.0
    for statement in said:
        own = statement.label_score(field.context)
        if own > 0 and not field.is_beside(statement.text):
            best = max(best, own)
            spoken.append(_words(statement.lower))
            ideas.append(_ideas(statement.text))
    return {"label": best, "unlabelled": float(best == 0)} | _weighed(spoken) | _weighed(ideas)


def weighed_words(field: TermField, statement: Statement) -> frozenset[str]:
    """The features of one sentence, to find the one that speaks loudest for an answer."""
    if statement.label_score(field.context) <= 0:
        return frozenset()
    return frozenset((*_words(statement.lower), *_ideas(statement.text)))


def _weighed(sentences: Sequence[Sequence[str]]) -> dict[str, float]:
    """The features of sentences, each weighed by how many of them hold it."""
    if len(sentences) == 1:  # most often
        return dict.fromkeys(sentences[0], _SHARE / math.sqrt(max(1, len(sentences[0]))))
    counts = Counter(itertools.chain.from_iterable(sentences))
    weight_of = {count: math.log2(1 + count) for count in set(counts.values())}
    square_of = {count: weight * weight for count, weight in weight_of.items()}
    length = math.sqrt(sum([square_of[count] for count in counts.values()]))
    share_of = {count: _SHARE * weight / length for count, weight in weight_of.items()}
    return {name: share_of[count] for name, count in counts.items()}


@lru_cache(maxsize=_SENTENCES)
def _words(text: str) -> tuple[str, ...]:
    if LICENSOR in text or LICENSEE in text:
        text = _SIDES.sub(lambda match: f" {_SIDE[match.group()[0]]} ", text)
    tokens = _WORD.findall(text)
    pairs = [f"w:{first} {second}" for first, second in itertools.pairwise(tokens)]
    return tuple(dict.fromkeys([f"w:{word}" for word in tokens] + pairs))


@lru_cache(maxsize=_SENTENCES)
def _ideas(text: str) -> tuple[str, ...]:
    """The legal ideas of a sentence, one by one and two by two."""
    ideas = sorted(_present(text))
    return (*(f"g:{idea}" for idea in ideas), *(f"g:{a}+{b}" for a, b in itertools.combinations(ideas, 2)))


def _present(text: str) -> Iterator[str]:
    folded = fold(text)
    names, index = _groups()
    yield from (names[place] for place, _ in index.search(folded))
    if offers_permission(text):
        yield "OFFERS"
    if is_hedged(text):
        yield "HEDGED"
    if restricts(text):
        yield "RESTRICTS"
    if sets_limits(text):
        yield "LIMITS"


@cache
def _groups() -> tuple[tuple[str, ...], Index]:
    """The ideas that are groups of words: their names, and what finds them."""
    groups = {
        name: compile_expression(expression, where=f"words, {name}")
        for name, expression in words().items()
        if name not in _NO_IDEAS
    }
    return tuple(groups), Index(tuple(groups.values()))
