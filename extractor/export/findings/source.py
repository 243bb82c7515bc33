"""The files that licenses were read from, and on which of their lines quoted words stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

_LONGEST = 2_000
"""Words past so many characters of a quotation say no more about where it stands."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that a license was read from."""

    path: str
    """As other programs are told of it."""
    text: str | None = None
    """Its lines, where they are plain text."""

    def lines(self, quote: str) -> tuple[int, int] | None:
        """The first and the last line of the words, counted from 1; None where they do not stand there just once."""
        words = quote[:_LONGEST].split()
        if not self.text or not words:
            return None
        found = list(re.finditer(r"\s+".join(map(re.escape, words)), self.text))
        if len(found) != 1:
            return None
        start, end = found[0].span()
        return self.text.count("\n", 0, start) + 1, self.text.count("\n", 0, end) + 1


Sources: TypeAlias = Mapping[str, SourceFile]
"""The files by the ids of their documents; a record that was kept may have lost its file."""
