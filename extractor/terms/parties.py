"""The two sides of a license under one name each, whatever the document calls them.

A license speaks of "NRC", "the Museum" or "the Scholar"; the rules know the licensor and the licensee. Each mention of
a name that the document gives to one side is replaced by a run of that side's letter, as long as the name, so that
offsets stay and the word groups ``licensor`` and ``user`` find it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from extractor.taxonomy.terms import words
from extractor.types import Entity, LabelledClause

LICENSOR, LICENSEE = "ꓡ", "ꓴ"
"""Letters of a script in which no license is written; ``words/legal.toml`` has them in its groups."""

_NEAR = 120
"""A name is introduced at most this many characters after the party that it stands for."""
_TAKES = re.compile(
    r"\b(?:you|yours?|applicants?|undersigned|sign(?:s|ed|ing|atory)?|(?:named|identified|entered|written|listed)"
    r" (?:on|in|at|below|above|as)|subscrib\w+|purchasers?|requesting|receiv\w+"
    r"|who(?:ever)? (?:uses?|downloads?|accepts?|wants?)|signature page)\b",
    re.IGNORECASE,
)

_THING = re.compile(
    r"\b(?:agreements?|licen[cs]es?|contracts?|terms|conditions|forms?|letter|notice|data ?(?:sets?|bases?)?|corpus"
    r"|collection|archive|images?|videos?|recordings?|pictures?|files?|scans?|samples?|materials?|software|records?"
    r"|products?|services?|projects?|purposes?|study|works?|annotations?|subjects?|participants?"
    r"|persons? (?:shown|recorded))\W*(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
"""What is named right before a term that stands for a thing, not for a side."""


def name_sides(clauses: Sequence[LabelledClause], entities: Sequence[Entity]) -> Callable[[str], str]:
    """The replacement of both sides' names in a text, made from the document's parties and defined terms."""
    names = {entity.text: LICENSOR for entity in entities if entity.type == "PARTY" and entity.role == "licensor"}
    names |= {entity.text: LICENSEE for entity in entities if entity.type == "PARTY" and entity.role == "licensee"}
    texts = {labelled.clause.id: labelled.clause for labelled in clauses}
    for entity in entities:
        home = texts.get(entity.clause)
        if entity.type == "DEFINED_TERM" and home is not None:
            side = _side(home.text[: entity.start - home.start], entity, entities)
            if side:
                names.setdefault(entity.text, side)
    meant = {name: side for name, side in names.items() if _is_name(name) and not _known().fullmatch(name)}
    if not meant:
        return lambda text: text
    longest_first = sorted(meant, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return lambda text: pattern.sub(lambda match: meant[match.group()] * len(match.group()), text)


@cache
def _known() -> re.Pattern[str]:
    """The words that name a side by themselves."""
    return re.compile(f"{words()['user']}|{words()['licensor']}", re.IGNORECASE)


def _is_name(text: str) -> bool:
    return len(text) > 1 and text[0].isupper()


def _side(before: str, term: Entity, entities: Sequence[Entity]) -> str | None:
    """The side that a term is defined for, judged by the words before it."""
    near = before[-_NEAR:]
    if _THING.search(near):
        return None
    party = max(
        (e for e in entities if e.type == "PARTY" and e.clause == term.clause and 0 <= term.start - e.end < _NEAR),
        key=lambda e: e.end,
        default=None,
    )
    between = near[-(term.start - party.end) :] if party is not None and term.start > party.end else near
    if _TAKES.search(between):
        return LICENSEE
    if party is None:
        return None
    return LICENSEE if party.role == "licensee" else LICENSOR
