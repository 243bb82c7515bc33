"""The files that licenses were read from, and on which of their lines quoted words stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from extractor.policy import Place

_LONGEST = 2_000
"""What follows so many characters says no more about where words stand."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that a license was read from."""

    path: str
    """As other programs are told of it."""
    text: str | None = None
    """Its lines, where they are plain text."""

    def lines(self, place: Place) -> tuple[int, int] | None:
        """The first and the last line of the words, counted from 1; None where they do not stand there just once."""
        if not self.text or not place.quote:
            return None
        around = _spaced(place.before), _spaced(place.quote[:_LONGEST]), _spaced(place.after)
        found = list(re.finditer(rf"{around[0]}\s*(?P<words>{around[1]})\s*{around[2]}", self.text))
        if len(found) != 1:
            return None
        start, end = found[0].span("words")
        return self.text.count("\n", 0, start) + 1, self.text.count("\n", 0, end) + 1


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


Sources: TypeAlias = Mapping[str, SourceFile]
"""The files by the ids of their documents; a record that was kept may have lost its file."""
