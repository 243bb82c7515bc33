"""What opens a ban and what closes a permission: ways to get consent, absolute words, hedges."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractor.language import CueMatcher
from extractor.lookup import lower
from extractor.taxonomy.files import read_folder
from extractor.taxonomy.terms import parse_expanded_cue

_SENTENCES = 2**10
"""So many sentences are remembered: rules ask again and again for each, but not for those of documents long done."""

# All are in lower case, and read texts so: that takes a third of the time of ignoring case.
_ABSOLUTE = re.compile(
    r"under no circumstances|in no (?:event|case|way)|at any time|in any (?:form|case|way|circumstances)|absolutely"
    r"|whatsoever|strictly|at all\b",
)
_NEGATED = re.compile(
    r"\b(?:no(?! (?:objection|matter|charge|fees?|costs?|price|payment|extra|further|additional|difference"
    r"|questions?|royalt\w+)\b)|not(?! (?:only|just|exclusive\w*|limit\w*|transferable|sole|confidential"
    r"|restrict|exclude|hinder|prevent|prohibit)\b)"
    r"|never|cannot|neither|nor|none|nobody|nothing|refrain\w*|instead of|rather than"
    r"|without(?! (?:any |a |further )?(?:charge|fees?|limit\w*|restrictions?|payment|cost|asking|permission|notice"
    r"|exclusiv\w+)))\b|n't\b",
)
_HARMLESS = re.compile(
    r"\b(?:do|does|shall|will|may|must) not (?:restrict|limit|prohibit|prevent|hinder|deter|exclude|impose|include"
    r"|affect|claim|assert|apply|require)\b"
    r"|\b(?:is|are|be) not (?:responsible|liable|obliged|obligated|required)\b"
    r"|\brights? to (?:release|offer|stop|cease|discontinue|withdraw)\b[^.;]{0,120}\breserved\b"
    r"|\bno (?:objection|matter|charge|fees?|costs?|restrictions?|extra|further|additional|difference)\b"
    r"|\bnot (?:only|just|exclusive)\b|\bwithout (?:any |a )?(?:charge|fees?|restrictions?|limits?|payment|asking)\b",
)
"""Negations that take nothing away."""
_RESTRICTS = re.compile(
    r"n't\b|\b(?:not?|nor|neither|cannot|never|forbidden|prohibited|nobody|nothing|none|unless|except|stays?|ask(?:ed|s)?"
    r"|to the degree|excluded|closed|refrain\w*|reserved|withheld|left as|outside|banned|without)\b"
    r"|\bonly (?:if|when|with|after|to|by)\b",
)
_LIMITS = re.compile(
    r"\b(?:not?|never|nor|neither|cannot|none|nobody|only|if|unless|until|except|save|but|plans?|tiers?|contracts?|agreed?"
    r"|agreements?|asks?|fees?|prices?|permi(?:ts?|ssion)|consent|approv\w+|forbidden|prohibited|provided|subject to"
    r"|on condition)\b|n't\b",
)


def is_absolute(text: str) -> bool:
    """Whether the ban in ``text`` leaves no way out."""
    return _ABSOLUTE.search(lower(text)) is not None


def is_negated(text: str) -> bool:
    """Whether ``text``, a sentence up to its permission, denies it from the start ("No copy may …", "Do not …")."""
    return _NEGATED.search(lower(text)) is not None


def restricts(text: str) -> bool:
    """Whether ``text`` takes something away, in whatever words."""
    return _RESTRICTS.search(_HARMLESS.sub("", lower(text))) is not None


def sets_limits(text: str) -> bool:
    """Whether ``text`` has any bound, condition or price: beside one, loose words of permission prove nothing."""
    return _LIMITS.search(lower(text)) is not None


@lru_cache(maxsize=_SENTENCES)
def offers_permission(text: str) -> bool:
    """Whether ``text`` names a way to get the licensor's permission."""
    return _finds("permission", text)


@lru_cache(maxsize=_SENTENCES)
def is_hedged(text: str) -> bool:
    """Whether ``text`` takes back part of what it allows: by an exception, a condition, a closed circle."""
    return _finds("hedges", text)


@lru_cache(maxsize=_SENTENCES)
def lifts(text: str) -> bool:
    """Whether ``text`` takes another provision out of force."""
    return _finds("lifts", text)


@lru_cache(maxsize=_SENTENCES)
def lifts_by_consent(text: str) -> bool:
    """Whether ``text``, which lifts another provision or stands beside that, makes it a matter of consent."""
    return _finds("consent", text)


def _finds(name: str, text: str) -> bool:
    return next(iter(_matchers()[name].find(text)), None) is not None


@cache
def _matchers() -> dict[str, CueMatcher]:
    return {
        name: CueMatcher(parse_expanded_cue(cue, source=f"routes/{name}.toml", name=name) for cue in table["cues"])
        for name, table in read_folder("routes")
    }
