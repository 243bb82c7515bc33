"""Text that was copied out of pages: running heads, feet and page numbers left out, sentences across pages joined.

Pages end at form feeds, which converters write, or at lines that number them: alone, or behind a title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from extractor.ingest.furniture import PAGE_NUMBER, PROVISION, left_out, masked
from extractor.types import DocumentWarning

_OF_HOW_MANY = re.compile(r"\W*page\s*(\d{1,4})\s*(?:of|/)\s*\d{1,4}\W*", re.IGNORECASE)
_BARE = re.compile(r"\W{0,3}(?:page\s*)?(\d{1,4})\W{0,3}", re.IGNORECASE)
# A running head or foot that counts: "Harbor Archive – Terms of Loan – sheet 2 of 5", "Terms of Loan, page 2".
_COUNTING = re.compile(
    r"\s*(?P<title>\S.{2,90}?)[\s,|–—-]+(?:(?P<unit>page|p\.)\s*)?(?P<count>\d{1,4})(?:\s*(?:of|/)\s*(?P<total>\d{1,4}))?\s*",
    re.IGNORECASE,
)
_FEWEST_BARE = 3
"""So many numbers alone on a line must count on to be those of pages."""
_SHORTEST_PAGE = 6
"""Numbers with fewer lines between them may be a list of subjects."""
_RETURNS = 0.5
"""On so large a share of the pages, and on two at least, a line returns as furniture does."""
_LONGEST = 100
_DEEPEST = 3
"""So many lines at most stand over or under a page."""
_CONTENT = re.compile(r"__|[:;,]$|(?:\S+\s+){8,}\S+\.$")
_OPEN = re.compile(r"[^.!?:;)\]]\s*\Z")

Page = list[str]


def unpaged(text: str) -> tuple[str, tuple[DocumentWarning, ...]]:
    """``text`` without what belongs to its pages alone, and a warning that counts and names what was dropped."""
    dropped: list[str] = []
    pages = [page.split("\n") for page in text.split("\f")] if "\f" in text else _at_numbers(text, dropped)
    if len(pages) < 2 and not dropped:
        return text, ()
    for at_edge in (_first, _last):
        for _ in range(_DEEPEST):
            if not _strip(pages, at_edge, dropped):
                break
    return _joined(pages), left_out(dropped)


def _at_numbers(text: str, dropped: list[str]) -> list[Page]:
    """The pages between the lines that number them, which are dropped."""
    lines = text.split("\n")
    numbers = [at for at, line in enumerate(lines) if _OF_HOW_MANY.fullmatch(line)]
    numbers = numbers or _titled(lines) or list(_counted_on(lines))
    if not numbers:
        return [lines]
    dropped += [lines[at].strip() for at in numbers]
    starts = [0, *(at + 1 for at in numbers)]
    return [lines[start:end] for start, end in zip(starts, [*numbers, len(lines)], strict=True)]


def _titled(lines: Sequence[str]) -> list[int]:
    """Where a line returns that counts the pages behind a title, twice at least."""
    found: dict[tuple[str, str | None], list[tuple[int, int]]] = {}
    for at, line in enumerate(lines):
        if len(line) > _LONGEST + 20 or not line.rstrip()[-1:].isdigit():
            continue
        match = _COUNTING.fullmatch(line)
        if match and (match["unit"] or match["total"]):
            found.setdefault((match["title"].casefold(), match["total"]), []).append((at, int(match["count"])))
    for places in found.values():
        if len(places) > 1 and all(after > before for (_, before), (_, after) in pairwise(places)):
            return [at for at, _ in places]
    return []


def _counted_on(lines: Sequence[str]) -> Iterator[int]:
    """Yields where numbers stand alone on a line, next to an empty one, if they count pages from 1 or 2 on."""
    found: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        match = _BARE.fullmatch(line)
        alone = at in (0, len(lines) - 1) or not lines[at - 1].strip() or not lines[at + 1].strip()
        if not (match and alone):
            continue
        count = int(match[1])
        if not found and count in (1, 2):
            found.append((at, count))
        elif found and count == found[-1][1] + 1:
            if at - found[-1][0] <= _SHORTEST_PAGE:
                return
            found.append((at, count))
    if len(found) >= _FEWEST_BARE:
        yield from (at for at, _ in found)


def _strip(pages: Sequence[Page], edge: Callable[[Page], int | None], dropped: list[str]) -> bool:
    """Drops the lines at one edge of the pages that return there, or count them; says whether it did."""
    at = [edge(page) for page in pages]
    keys = [_key(page[where]) if where is not None else "" for page, where in zip(pages, at, strict=True)]
    counts = Counter(keys)
    found = False
    for page, where, key in zip(pages, at, keys, strict=True):
        if where is not None and key and counts[key] >= max(2, _RETURNS * len(pages)):
            dropped.append(page.pop(where).strip())
            found = True
    return found


def _first(page: Page) -> int | None:
    return next((at for at, line in enumerate(page) if line.strip()), None)


def _last(page: Page) -> int | None:
    return next((at for at in range(len(page) - 1, -1, -1) if page[at].strip()), None)


def _key(line: str) -> str:
    """What is the same in every return of a line; empty for one that says something of its own."""
    line = line.strip()
    if PAGE_NUMBER.match(line):
        return "#"
    if len(line) > _LONGEST or _CONTENT.search(line):
        return ""
    return line if PROVISION.match(line) else masked(line)


def _joined(pages: Sequence[Page]) -> str:
    """The pages as one text; a sentence that goes on over a page is one again."""
    text = ""
    for page in pages:
        body = "\n".join(page).strip("\n")
        if text and body:
            text += "\n" if _OPEN.search(text) and body.lstrip()[0].islower() else "\n\n"
        text += body
    return text
