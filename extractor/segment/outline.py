"""The headings above a place in a document, found by numbering, units, markup and order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.segment import markers
from extractor.segment.markers import Marker
from extractor.segment.shapes import is_caps, is_heading

_RANKS = {
    "part": 0,
    "schedule": 0,
    "annex": 0,
    "appendix": 0,
    "exhibit": 0,
    "attachment": 0,
    "addendum": 0,
    "chapter": 1,
}
_UNIT_RANK = 2
_RUN_IN = re.compile(r"(?P<name>[^\W\d_][^.:;!?]{1,70}?)\s?(?:[.:]|\s[–—-])[*_]*\s+(?=[A-Z“\"(\[])")
_MARKUP = re.compile(r"[#>*_\\\s]+(?=\S)|(?<=\d)[*_]+")
_TRIM = " \t\n#*_:.\\"
_MAX_RUN_IN = 9


@dataclass(frozen=True, slots=True)
class Rank:
    """What makes headings siblings: ``style`` names the sign, ``depth`` orders headings of one style."""

    style: str
    depth: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that is still open, and what it says."""

    rank: Rank
    text: str
    marker: Marker | None


class Outline:
    """The headings that are open at the current place."""

    def __init__(self) -> None:
        self._open: list[Heading] = []
        self._fresh = False

    @property
    def path(self) -> tuple[str, ...]:
        """The open headings, outermost first, as they stand in the text."""
        return tuple(heading.text for heading in self._open)

    def enter(self, text: str, level: int | None) -> None:
        """Opens a heading, after closing those that it does not stand under."""
        words = " ".join(text.split())
        marker = markers.marker_of(plain(words), marked=True)
        if marker and marker.style == "letter":
            # "V." after "IV." is no letter.
            marker = next(
                (o.marker.as_next(marker) for o in self._open if o.marker and marker.follows(o.marker)), marker
            )
        rank = _rank(words, level, marker)
        styles = [heading.rank for heading in self._open]
        same = next(
            (i for i, other in enumerate(styles) if other.style == rank.style and other.depth >= rank.depth), None
        )
        if same is not None:
            del self._open[same:]
        elif rank.style == "unit":
            under = [i for i, other in enumerate(styles) if other.style != "unit"]
            annexed = rank.depth == 0 or not any(other.style == "unit" for other in styles)
            del self._open[0 if annexed and not self._fresh else min(under, default=len(styles)) :]
        elif rank.style in ("plain", "capitals") and not self._fresh:
            units = [i for i, other in enumerate(styles) if other.style == "unit"]
            del self._open[max(units, default=-1) + 1 :]
        self._open.append(Heading(rank, words, marker))
        self._fresh = True

    def note_content(self) -> None:
        """Remembers that something other than a heading stands here."""
        self._fresh = False


def run_in(words: str) -> str | None:
    """The heading that opens a clause ("Warranty. The database comes …"), from its words without number."""
    match = _RUN_IN.match(words.lstrip("*_ "))
    if match is None:
        return None
    name = match.group("name").strip(_TRIM)
    fits = len(name.split()) <= (3 if name.startswith(("The ", "A ", "An ")) else _MAX_RUN_IN) and is_heading(
        name, numbered=True
    )
    return " ".join(name.split()) if fits else None


def name_of(heading: str) -> str:
    """A heading without its number and markup."""
    text = plain(heading)
    marker = markers.marker_of(text, marked=True)
    if marker and marker.style != "bullet" and text[marker.end :].strip(_TRIM):
        text = text[marker.end :]
    return " ".join(text.strip(_TRIM).split())


def plain(text: str) -> str:
    """``text`` without the Markdown that stands before its words."""
    match = _MARKUP.match(text)
    # A single "*" or "-" before a blank is a bullet.
    if match and not re.fullmatch(r"\s*[*>]\s", match.group()):
        text = text[match.end() :]
    return text


def _rank(text: str, level: int | None, marker: Marker | None) -> Rank:
    words = plain(text)
    if marker and marker.style == "section":
        unit = re.match(r"\w*", words)
        return Rank("unit", _RANKS.get(unit.group().lower() if unit else "", _UNIT_RANK))
    if marker and marker.style in ("arabic", "bare"):
        return Rank("number", marker.depth)
    if marker and marker.style in ("roman", "letter"):
        return Rank(marker.list, 1)
    if level is not None:
        return Rank("markup", level)
    return Rank("capitals" if is_caps(words) else "plain", 1)
