"""Footnotes, which stand between a paragraph and its continuation on the next page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from extractor.ingest.layout import SetLine

_MARK = re.compile(r"^(?:\d{1,2}\s?|[*†‡§]{1,3}\s?)\D")
# Set smaller than the text by this much at least, and in the lower part of the page.
_SMALLER = 0.97


def set_aside(lines: Sequence[SetLine]) -> tuple[list[SetLine], dict[int, list[list[SetLine]]]]:
    """The lines without footnotes, and the footnotes of each page."""
    body = body_size(lines)
    by_page: defaultdict[int, list[SetLine]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    notes = {page: found for page, page_lines in by_page.items() if (found := _footnotes(page_lines, body))}
    gone = {id(line) for found in notes.values() for note in found for line in note}
    return [line for line in lines if id(line) not in gone], notes


def body_size(lines: Iterable[SetLine]) -> float:
    """The font size of most characters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _footnotes(lines: Sequence[SetLine], body: float) -> list[list[SetLine]]:
    """The last lines of a page that are set smaller, cut where one of them carries a mark."""
    at = len(lines)
    while at and lines[at - 1].size < _SMALLER * body:
        at -= 1
    if at == 0:
        return []  # a page of small print only
    notes: list[list[SetLine]] = []
    for line in lines[at:]:
        if _MARK.match(line.text):
            notes.append([line])
        elif notes:
            notes[-1].append(line)
    return notes
