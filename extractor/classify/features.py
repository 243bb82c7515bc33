"""The features of a clause, by name: its words, its surroundings and what the cues say about it.

Names are prefixed by the block that they belong to: ``w`` words and word pairs, ``c`` beginnings of words, ``h`` words
of the heading, ``p`` words of the lead-in, ``x`` yes-or-no facts. Numbers and addresses are masked and rare words
are left out in training, so that a license about other data, from other people, has the same features.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extractor.classify.rules import Hits, last_sentence
from extractor.classify.wording import own_words
from extractor.language import fold
from extractor.types import CONTENT_KINDS, Clause, Document

# What is masked, the mask, and a sign without which there is nothing to mask.
_MASKS = (
    (re.compile(r"https?://\S+|www\.\S+"), " 0url ", re.compile(r"://|www")),
    (re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), " 0mail ", re.compile("@")),
    (re.compile(r"(?:\busd|\beur|\bgbp|[$€£¥])\s?\d[\d.,]*", re.IGNORECASE), " 0money ", re.compile(r"\d")),
    (re.compile(r"\b[A-Za-z]{0,4}[-_]?\d[\w.,-]*"), " 0num ", re.compile(r"\d")),
    # "For no commercial purpose" says nothing about the purposes that are allowed: one word, not two.
    (
        re.compile(r"\bcommercial(?:,? (?:or|and) \w+)? (?:purpose|use|end|activit|exploitation)\w*", re.IGNORECASE),
        " commercialuse ",
        re.compile(r"[Oo][Mm][Mm][Ee][Rr][Cc]"),
    ),
)
_WORD = re.compile(r"0?[a-z]+(?:'[a-z]+)?")
_SUFFIX = re.compile(r"(?:(?<=[a-z]{4})(?:ations?|itions?|ing|ed|es|s|ly|ments?|e|al)|ies|y)$")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a clause and may decide what it states."""

    heading: str
    lead_in: str
    before: Hits
    after: Hits
    position: float
    """Its place among the content clauses, from 0 (first) to 1 (last)."""


def features(clause: Clause, hits: Hits, around: Surroundings) -> dict[str, Counter[str]]:
    """The features of ``clause``: for each block the names and how often they occur."""
    words = stems(own_words(clause.text))
    return {
        "w": Counter(word_names(words)),
        "c": Counter([part for word in words for part in _parts(word)]),
        "h": Counter(_heading_names(around.heading)),
        "p": Counter([f"p {word}" for word in stems(around.lead_in)]),
        "x": Counter(_facts(clause, hits, around, len(words))),
    }


@lru_cache(maxsize=2**6)
def _heading_names(heading: str) -> tuple[str, ...]:
    """The features of a heading, which many clauses share."""
    return tuple(f"h {word}" for word in stems(heading))


def surroundings(document: Document, clauses: Sequence[Clause], hits: Mapping[str, Hits]) -> dict[str, Surroundings]:
    """The surroundings of each content clause, by its id."""
    by_id = {clause.id: clause for clause in clauses}
    content = [clause for clause in clauses if clause.kind in CONTENT_KINDS]
    found = {}
    for index, clause in enumerate(content):
        parent = by_id.get(clause.parent or "")
        span = last_sentence(parent) if parent else None
        found[clause.id] = Surroundings(
            heading=clause.heading or "",
            lead_in=document.text[span.start : span.end] if span else "",
            before=hits[content[index - 1].id] if index else Hits(),
            after=hits[content[index + 1].id] if index + 1 < len(content) else Hits(),
            position=index / max(1, len(content) - 1),
        )
    return found


def stems(text: str) -> list[str]:
    """The words of ``text`` in lower case, masked and cut to their stems."""
    text = fold(text)
    for pattern, mask, sign in _MASKS:
        if sign.search(text):
            text = pattern.sub(mask, text)
    return [_stem(word) for word in _WORD.findall(text.lower())]


@lru_cache(maxsize=2**14)
def _stem(word: str) -> str:
    return _SUFFIX.sub("", word) if word[0] != "0" else word


def word_names(words: Sequence[str]) -> list[str]:
    """The features of words and word pairs."""
    return [f"w {word}" for word in words] + [f"w {a} {b}" for a, b in pairwise(words)]


@lru_cache(maxsize=2**14)
def _parts(word: str) -> tuple[str, ...]:
    """The features of the beginnings of a word."""
    return tuple(f"c {word[:size]}" for size in (4, 5, 6)) if len(word) > 5 and word[0] != "0" else ()


def _facts(clause: Clause, hits: Hits, around: Surroundings, length: int) -> Iterator[str]:
    yield f"x kind {clause.kind}"
    yield f"x words {'few' if length < 8 else 'some' if length < 40 else 'many'}"
    if around.position in (0.0, 1.0):
        yield f"x place {'first' if around.position == 0.0 else 'last'}"
    if clause.text.rstrip().rstrip("*_").endswith(":"):
        yield "x colon"
    heading = "heading" if clause.path and around.heading in clause.path[-1] else "run-in"
    for where, found in (("own", hits.own), (heading, hits.heading), ("lead-in", hits.lead_in)):
        # A proof in the clause's own words counts as one, whatever its wording: a cue that the training documents
        # rarely match is worth as much as one that they often do.
        for cue in dict.fromkeys(hit.cue for hit in found if where != "own" or not hit.strong):
            yield f"x {where} {cue}"
        for label in dict.fromkeys(hit.label for hit in found if hit.strong):
            yield f"x {where} strong {label}"
    for label in sorted({hit.label for hit in hits.own if hit.strong}):
        if sum(hit.strong and hit.label == label for hit in hits.own) > 1:
            yield f"x own twice {label}"
    for where, near in (("before", around.before), ("after", around.after)):
        for label in sorted(near.strong()):
            yield f"x {where} {label}"
