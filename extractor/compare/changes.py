"""What was changed in a clause, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

ChangeName = Literal["same", "removed", "added", "replaced"]

_TOKEN = re.compile(r"\w+(?:[-'.@]\w+)*\s*|[^\w\s]\s*")
_NAMES: dict[str, ChangeName] = {"equal": "same", "delete": "removed", "insert": "added", "replace": "replaced"}


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of words that both texts share, or that only one has; ``replaced`` has words on both sides."""

    name: ChangeName
    left: str
    right: str


def changes(left: str, right: str) -> tuple[Change, ...]:
    """How ``left`` becomes ``right``: the pieces of each side, joined, are its text.

    A single word that survived between two changes is taken for changed: nobody reads such crumbs.
    """
    mine, theirs = _TOKEN.findall(left), _TOKEN.findall(right)
    matcher = SequenceMatcher(None, [t.strip() for t in mine], [t.strip() for t in theirs], autojunk=False)
    codes = matcher.get_opcodes()
    merged: list[tuple[str, int, int, int, int]] = []
    for n, (tag, i1, i2, j1, j2) in enumerate(codes):
        crumb = tag == "equal" and i2 - i1 == 1 and 0 < n < len(codes) - 1
        if merged and merged[-1][0] != "equal" and (tag != "equal" or crumb):
            _, a1, _, b1, _ = merged[-1]
            merged[-1] = (_tag(a1, i2, b1, j2), a1, i2, b1, j2)
        else:
            merged.append((tag, i1, i2, j1, j2))
    return tuple(Change(_NAMES[tag], "".join(mine[i1:i2]), "".join(theirs[j1:j2])) for tag, i1, i2, j1, j2 in merged)


def _tag(i1: int, i2: int, j1: int, j2: int) -> str:
    return "insert" if i1 == i2 else "delete" if j1 == j2 else "replace"
