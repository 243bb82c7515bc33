"""Names of people, and where else in a text they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

_HONORIFIC = (
    r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Mx|Assoc|Asst|Associate|Assistant|Docent|Ing|Dipl|Herr|Frau|Mme|M|Sir|rer|nat|med"
    r"|Eng|habil)\b\.?[ -]*)*"
)
_DEGREES = re.compile(r",?\s*\b(?:Ph\.?\s?D|M\.?\s?Sc|B\.?\s?Sc|M\.?D|M\.?A|B\.?A|LL\.?M|Jr|Sr|Esq)\b\.?.*$")
_WORD = r"[^\W\d_](?:[^\W_]|['’.\-](?=[^\W\d_]))*\.?"
_CAPITAL = r"(?!(?:I|The|This|Agree|On|In)\b)[A-ZÀ-ÖØ-ÞĀ-ſḀ-ỿ](?:[^\W\d_]|['’\-](?=[^\W\d_]))*\.?"
NAME = rf"{_CAPITAL}(?:[ \u00a0]+(?:(?:van|von|de|der|den|da|dos|del|di|la|le|bin|ibn|al|ter|y)[ ])*{_CAPITAL}){{1,4}}"
"""Two to five words in capitals, as the names of people are set."""

_ROLE = r"(?:(?i:end[ -]?)?(?:User|Licensee|Recipient|Researcher|Requester|Signatory|Applicant))"
_RECITALS = (
    re.compile(rf"\band {_HONORIFIC}(?P<name>{NAME})[^.()\n]{{0,80}}\([^()\n]{{0,30}}?[\"“'‘](?:[Tt]he )?{_ROLE}"),
    re.compile(
        rf"\bI,[ _]+(?:the undersigned,?[ _]+)?{_HONORIFIC}(?P<name>{NAME})[ _]*(?=,|\(|\b(?:of|hereby|agree)\b)"
    ),
    re.compile(rf"\bI[ _]+{_HONORIFIC}(?P<name>{NAME})[ _]*(?=,|\b(?:hereby|agree)\b)"),
    re.compile(rf"\b[Tt]he undersigned,?[ _]+{_HONORIFIC}(?P<name>{NAME})[ _]*(?=,|\()"),
    re.compile(rf"(?i:\bdigitally signed by:?)[ \t]+{_HONORIFIC}(?P<name>{_WORD}(?:[ ,]+{_WORD}){{0,4}})(?=\s|$)"),
    re.compile(r"\bcn=(?P<name>[^,\n]{2,60})", re.IGNORECASE),
    re.compile(rf"/s/[ _]*(?P<name>{NAME})"),
    re.compile(rf"(?i:\b(?:signed|witnessed)(?: electronically| digitally)? by) {_HONORIFIC}(?P<name>{NAME})"),
)
_LEGAL_FORMS = frozenset(
    ("limited", "ltd", "plc", "llp", "llc", "inc", "corp", "gmbh", "kgaa", "pty", "pte", "srl", "oyj")
)
_NO_NAME = 2


@cache
def _organization_words() -> frozenset[str]:
    from extractor.taxonomy.entities import entity_types

    return entity_types()["PARTY"].words["organization"]


def is_organization(name: str) -> bool:
    """Whether a name is that of an organization, by its words."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", name)}
    return bool(words & (_organization_words() | _LEGAL_FORMS))


def signed_names(text: str) -> Iterator[tuple[int, int]]:
    """Yields where a text says whose it is: "I, Ada Lind, agree", "Digitally signed by …"."""
    for pattern in _RECITALS:
        for match in pattern.finditer(text):
            if not is_organization(match["name"]):
                yield match.span("name")


def bare_name(written: str) -> str:
    """A name without titles and degrees."""
    return re.sub(rf"^{_HONORIFIC}", "", _DEGREES.sub("", " ".join(written.split()))).strip(" ,.;")


def mentions(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds full names wherever they stand: in either order, with initials, joined by anything that is no letter.

    A name of one word is no full name: it could be any word.
    """
    forms: set[str] = set()
    for name in names:
        words = [word.strip(".,") for word in name.split() if word.strip(".,")]
        if len(words) < _NO_NAME or any(char.isdigit() for char in name):
            continue
        first, last = words[0], words[-1]
        orders = [words, [last, *words[:-1]], [first, last], [last, first]]
        if len(first) > 1 and len(last) > _NO_NAME:
            orders += [[first[0], last], [last, first[0]]]
        forms.update(r"[\W_]{1,3}".join(map(re.escape, order)) for order in orders)
    if not forms:
        return None
    return re.compile(
        rf"(?<![^\W_])(?:{'|'.join(sorted(forms, key=lambda form: (-len(form), form)))})(?![^\W_])", re.IGNORECASE
    )
