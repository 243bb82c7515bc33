"""Words of a record laid over words of the gold text, so that records made from a PDF can be scored as well."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Indel

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"</?\w+>")
_TARGET = re.compile(r"\]\(([^)]*)\)")


def words(text: str) -> list[tuple[int, str]]:
    """``(start, lower-case word)`` of each word; inline tags and the targets of Markdown links are no words."""
    text = _TAG.sub(lambda match: " " * len(match.group()), text)
    text = _TARGET.sub(lambda match: "]" + " " * (len(match.group()) - 1), text)
    return [(match.start(), match.group().lower()) for match in _WORD.finditer(text)]


def align(found: Sequence[str], gold: Sequence[str]) -> dict[int, int]:
    """Index of a found word to index of the equal gold word, by the longest common subsequence."""
    pairs: dict[int, int] = {}
    for step in Indel.opcodes(found, gold):
        if step.tag == "equal":
            pairs.update(zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True))
    return pairs
