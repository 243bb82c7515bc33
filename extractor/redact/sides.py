"""Whose contact points stand in a license: those of the licensor, or of who signs."""

from __future__ import annotations

import re
from typing import Literal

Side = Literal["licensee", "licensor", "contact"]

_AT, _DOT = r" ?[\[(] ?at ?[\])] ?", r" ?[\[(] ?dot ?[\])] ?"
EMAIL = re.compile(
    rf"[\w.+%-]{{1,64}}(?:\s?[@＠]\s?[\w-]+(?:\.[\w-]+)+|{_AT}[\w-]+(?:{_DOT}[\w-]+|\.[\w-]+)+)", re.IGNORECASE
)
_LICENSOR = re.compile(
    r"\b(?:licen[sc]ors?|providers?|owners?|publishers?|disclos(?:er|ing party)|contributors?|curators?)\b",
    re.IGNORECASE,
)
_LICENSEE = re.compile(
    r"\b(?:licen[sc]ees?|recipients?|users?|applicants?|request[eo]rs?|researchers?|undersigned|receiving party"
    r"|students?|supervisors?|signator(?:y|ies)|signers?|purchasers?|subscribers?)\b",
    re.IGNORECASE,
)
CONTACT = re.compile(
    r"\b(?:contacts?|questions?|enquir(?:y|ies)|inquir(?:y|ies)|notices?|send|sent|return(?:ed)?|submit(?:ted)?"
    r"|forward(?:ed)?|mail(?:ed)? (?:it|this|the))\b",
    re.IGNORECASE,
)


def side_of(words: str) -> Side | None:
    """Whose fields follow a line of these words; None where it says nothing of that."""
    if _LICENSEE.search(words):
        return "licensee"
    if _LICENSOR.search(words):
        return "licensor"
    return "contact" if CONTACT.search(words) else None


def address(written: str) -> str:
    """An e-mail address as records have it: in lower case, its signs written as signs."""
    plain = re.sub(
        r"\s*[\[(]\s*dot\s*[\])]\s*", ".", re.sub(r"\s*[\[(]\s*at\s*[\])]\s*|\s*＠\s*", "@", written.lower())
    )
    return re.sub(r"\s+", "", plain)
