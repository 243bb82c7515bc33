"""Which documents are copies of each other: a fold that parted them would make its score a lie."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.gold import Gold


def families(documents: Sequence[Gold], *, share: float = 0.15) -> dict[str, str]:
    """A family for each document: those that have ``share`` of their five-word runs in common belong together.

    Agreements are copied from one another, often with no more than the names changed.
    """
    runs = {gold.name: _runs(gold.text) for gold in documents}
    family = {name: name for name in runs}
    for index, one in enumerate(family):
        for other in list(family)[:index]:
            smaller = min(len(runs[one]), len(runs[other]))
            if smaller and len(runs[one] & runs[other]) >= share * smaller:
                old, new = family[one], family[other]
                family = {name: new if value == old else value for name, value in family.items()}
    return family


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(*(words[offset:] for offset in range(5)), strict=False))
