"""Parts of the data that a sentence is about: "Part C", "Sessions 1 and 2", "the evening recordings"."""

from __future__ import annotations

import re

_UNIT = (
    r"(?:Parts?|Sets?|Subsets?|Sessions?|Groups?|Splits?|Phases?|Sections?|Cohorts?|Tracks?|Volumes?|Releases?|Sites?"
    r"|Arms?|Box(?:es)?|Blocks?|Layers?|Sheets?|Series|Strat(?:um|a)|Collections?|Streams?|Class(?:es)?|Waves?|Batch(?:es)?)"
)
_NAME = r"(?:[A-Z]\b|[IVX]+\b|\d{1,2}\b|One\b|Two\b|Three\b)"
_LETTERED = re.compile(rf"\b{_UNIT}\s+{_NAME}(?:\s*(?:,|and|&|or|,\s*and)\s*(?:{_UNIT}\s+)?{_NAME})*")
_PLACED = re.compile(
    r"(?<!\w)(?i:in|from|of|for)\s+(?P<placed>(?!(?:Section|Article|Clause|Paragraph|Figure|Table|Annex|Schedule|Exhibit"
    rf"|Appendix|Chapter|Form|Version|Level|Option|Art|No|Point|Rule|Item)s?\b)[A-Z][a-z]+\s+{_NAME})"
)
"""A part of a kind that no list foresees: "in Herd B"."""
_KIND = (
    r"(?:parts?|sets?|streams?|series|channels?|arms?|annexe?|modules?|registry|views?|subsets?|splits?|tracks?|cohorts?"
    r"|layers?|overlays?|sequences|notes|nights|takes|scenes|photos|photographs|videos?|clips|recordings?)"
)
_WHICH = (
    r"(?!(?i:an?|the|in|from|of|for|this|that|these|those|any|each|every|all|no|other|whole|entire|following|data|said"
    r"|same|above|such)\b)"
)
_NAMED = re.compile(
    rf"(?<!\w)(?i:in|from|of|for|out of)\s+(?i:the\s+)?(?P<named>(?:{_WHICH}[\w-]+\s+){{1,3}}?(?i:{_KIND}))\b"
    rf"|\b(?P<titled>(?:{_WHICH}[A-Z][\w-]+\s+){{1,3}}?(?=[A-Z])(?i:{_KIND}))\b"
)
"""A part that goes by a name: "from the evening part", "the Evening Part"."""
_OWN_NUMBER = re.compile(rf"\W*{_UNIT}\s+[\w.]+\.\s")


def first_part(text: str) -> str | None:
    """The first part that ``text`` names, lettered or numbered ones before others; the number of a clause is none."""
    return next(iter(_parts(text)), None)


def last_part(text: str) -> str | None:
    """The last part that ``text`` names."""
    return next(reversed(_parts(text)), None)


def part_at_start(text: str) -> str | None:
    """The lettered or numbered part that ``text`` begins with."""
    match = _LETTERED.match(text)
    return match.group() if match else None


def _parts(text: str) -> list[str]:
    own = _OWN_NUMBER.match(text)
    text = text[own.end() :] if own else text
    found = [match.group() for match in _LETTERED.finditer(text)]
    found = found or [match["placed"] for match in _PLACED.finditer(text)]
    found = found or [match["named"] or match["titled"] for match in _NAMED.finditer(text)]
    return [re.sub(r"\s+", " ", part) for part in found]
