"""Named laws and the law of a country."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.entities.reading import Found, Passage, Taken, cue_matches, kind_of
from extractor.types import Span

_HEAD = re.compile(
    r"\b(?:Acts?|Regulations?|Directive|Ordinance|Convention|Treaty|Statute|Decree|Rule|[Ll]aws?|legislation|regulations?)\b"
)
_LEADING = re.compile(
    r"(?:(?:Provisions of|According to|(?:In )?Particular|Subject to|Pursuant to|Within|"
    r"The|Under|Any|All|This|That|These|In|By|With|Such|Our|Applicable|Per|"
    r"See|Where|If|Including|Includes?|of|and|to|by|under|from|with)\s+(?:the\s+)?)+",
    re.IGNORECASE,
)
# "the United States' Export Regulations": whose they are is no part of the name.
_OWNER = re.compile(r"(?:United\s+(?:States|Kingdom)|European\s+Union)['’]s?\s+")
_OF_PLACE = "LAW/1"
_IN = re.compile(r"laws?\sin\b", re.IGNORECASE)
_NATION = re.compile(r"\b(?:U\.\s?S|U\.\s?K|E\.\s?U|US|UK|EU|PRC)\b")
_ARTICLES = frozenset({"a", "an", "the", "this", "any", "such", "that"})
_YOURS = re.compile(r"\b(?:Your|Licensee|User|Recipient|any|each|Party|Parties)\b")
_CONTEXT_OF_A_COURT = re.compile(
    r",?\s+and\s+(?:the\s+)?(?:Part(?:y|ies)|Courts?|Licens\w+|User|You|Any)\b.*$", re.DOTALL
)


def find_laws(passage: Passage) -> Iterator[Found]:
    """Yields the laws that a passage names, none of references."""
    kind = kind_of("LAW")
    if passage.kind == "reference":
        return
    taken = Taken()
    matches = list(cue_matches(passage, kind))
    begun = [whole.end for cue, _, whole in matches if cue.id != _OF_PLACE]
    # A named act may hold a place's law ("Data Protection Law of Norway"): the longer name goes first.
    for cue, match, whole in sorted(matches, key=lambda entry: entry[2].start - entry[2].end):
        # "Chilean law in Tarn": the nation's law, and where the court is.
        if (
            cue.id == _OF_PLACE
            and _IN.match(match.group("value"))
            and any(whole.start < end <= whole.end for end in begun)
        ):
            continue
        span = _trimmed(passage.text, whole)
        words = passage.words(span.start, span.end)
        if _YOURS.search(words) or not _is_named(words, kind.words["generic"], kind.words["known"]):
            continue
        if taken.is_free(span):
            taken.add(span)
            yield Found("LAW", span.start, span.end, f"rule:{cue.id}")


def _trimmed(text: str, span: Span) -> Span:
    """The span without articles before the name and without what follows "and" and is no place."""
    owner = _OWNER.match(text, span.start, span.end)
    start = owner.end() if owner else span.start
    leading = _LEADING.match(text, start, span.end)
    start = leading.end() if leading and leading.end() < span.end else start
    after = _CONTEXT_OF_A_COURT.search(text, start, span.end)
    return Span(start, after.start() if after else span.end)


def _is_named(words: str, generic: frozenset[str], known: frozenset[str]) -> bool:
    """Whether a law's name says more than that it is a law: a word of its own, a number, a place, or three capitals."""
    head = _HEAD.search(words)
    if " ".join(words.lower().split()) in known:
        return True
    before = re.findall(r"[\w'-]+", words[: head.start()] if head else words)
    after = words[head.end() :] if head else ""
    capitals = [word for word in before if word[0].isupper()]
    return (
        bool(re.search(r"\d| of | in ", after))
        or any(len(word) > 1 and word.lower() not in generic and word.isalpha() for word in "-".join(before).split("-"))
        or (head is not None and head.group() == "Act" and any(word.lower() not in _ARTICLES for word in capitals))
        or len(capitals) >= 3
        or bool(_NATION.search(words))
        or head is None
    )
