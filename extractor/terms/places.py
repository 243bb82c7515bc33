"""Places that a law can be of, found in a text under any of their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.language import fold
from extractor.taxonomy.files import read_folder, require

_LAW = re.compile(r"\b(?:laws?|legislation|jurisdiction|statutes)\b", re.IGNORECASE)
_BESIDE = re.compile(r"\s+(?:substantive |civil |state )?(?:laws?|legislation)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A country or state named in a text."""

    name: str
    """Its usual English name."""
    state: bool
    """Whether it is part of a country whose states have laws of their own."""
    start: int
    end: int
    of_law: bool
    """Whether a word for law stands somewhere before it, or right after it ("Dutch law")."""


def find_places(text: str) -> tuple[Place, ...]:
    """The places that ``text`` names, in reading order."""
    names, pattern = _names()
    folded = fold(text)
    law = _LAW.search(folded)
    found = []
    for match in pattern.finditer(folded):
        name, state = names[re.sub(r"\s+", " ", match.group().lower())]
        before = law is not None and law.end() <= match.start()
        beside = _BESIDE.match(folded, match.end()) is not None
        found.append(Place(name, state, match.start(), match.end(), before or beside))
    return tuple(found)


@cache
def _names() -> tuple[dict[str, tuple[str, bool]], re.Pattern[str]]:
    names: dict[str, tuple[str, bool]] = {}
    for kind, table in read_folder("places"):
        for place, others in require(table, "places", dict, source=f"places/{kind}.toml").items():
            for name in (place, *others):
                names[name.lower()] = (place, kind != "countries")
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    expression = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)
    return names, re.compile(rf"\b(?:{expression})\b", re.IGNORECASE)
