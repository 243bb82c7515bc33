"""Running heads, feet and page numbers: found by where they stand and by their return, never by their words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from extractor.ingest.footnotes import body_size
from extractor.ingest.layout import SetLine
from extractor.ingest.page_items import Item
from extractor.types import DocumentWarning

# How far from the top and the bottom of the page furniture stands, as a share of its height.
_HEAD, _FOOT = 0.13, 0.88
PAGE_NUMBER = re.compile(
    r"^(?:[-–—|\s]*)(?:page\s*|p\.\s*|第\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|von|de|共)\s*\d{1,4})?\s*页?(?:[-–—|\s]*)$",
    re.IGNORECASE,
)
PROVISION = re.compile(
    r"^(?:(?:article|section|clause|schedule|annex|appendix|part|§)\s*\d|\d+(?:\.\d+)*[.)]?\s+\D)", re.IGNORECASE
)
_COUNT = re.compile(r"(?:page\s*)?\b\d+(?:\s*(?:of|/)\s*\d+)?\s*$", re.IGNORECASE)
# What browsers print over and under a page: when, from which address, and which of how many pages it is.
_TIME = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s\d{1,2}:\d{2}(?:\s?[AP]M)?"
_PRINTED = re.compile(rf"^{_TIME}\b|\b{_TIME}$|^\w+://\S+\s+\d{{1,4}}(?:/| of )\d{{1,4}}$")
_SHORT = 8
_SAME_PLACE = 6.0
_FEW_PAGES = 2
# Furniture that returns on no other page is set smaller than the text, and as far from it in its own heights.
_SMALLER, _SET_OFF = 0.95, 1.5
# On so large a share of the pages, and on two at least, a line returns as furniture does.
_RETURNS = 0.4


Place = tuple[str, int]


def split_furniture(
    pages: Sequence[Sequence[Item]], heights: Mapping[int, float]
) -> tuple[list[list[Item]], tuple[DocumentWarning, ...]]:
    """The items of each page without furniture, and a warning that counts and names what was dropped."""
    lines_by_page = [[item for item in page if isinstance(item, SetLine)] for page in pages]
    at_edge = [list(_edge_lines(lines, heights)) for lines in lines_by_page]
    pages_of = _pages_of(at_edge)
    needed = max(2, _RETURNS * len(pages))
    body = body_size(line for lines in lines_by_page for line in lines)
    # Two pages may begin or end with the same sentence or the same field; on more, only furniture does.
    small = len(pages) <= _FEW_PAGES
    places = _places(at_edge, lines_by_page, body)
    dropped: list[SetLine] = []
    kept: list[list[Item]] = []
    for page, lines, edge in zip(pages, lines_by_page, at_edge, strict=True):
        found = [
            line
            for line in edge
            if (_returns(line, pages_of, needed) and not (small and _is_text(line, body)))
            or _is_page_number(line, lines, heights)
            or (line.size < _SMALLER * body and _PRINTED.search(line.text) and _is_outermost(line, lines))
            or (_is_set_off(line, lines, body) and _place(line) in places)
        ]
        gone = {id(line) for line in found}
        dropped.extend(found)
        kept.append([item for item in page if id(item) not in gone])
    return kept, left_out([line.text for line in dropped])


def left_out(dropped: Sequence[str]) -> tuple[DocumentWarning, ...]:
    """The warning that counts and names the lines that were dropped; none where none was."""
    if not dropped:
        return ()
    names = list(dict.fromkeys(map(masked, dropped)))
    listed = ", ".join(f'"{name[:60]}"' for name in names[:5]) + (" ..." if len(names) > 5 else "")
    return (DocumentWarning("furniture", f"{len(dropped)} running heads, feet and page numbers left out: {listed}"),)


def _edge_lines(lines: Sequence[SetLine], heights: Mapping[int, float]) -> Iterator[SetLine]:
    for line in lines:
        place = (line.top + line.bottom) / 2 / heights[line.page]
        if place < _HEAD or place > _FOOT:
            yield line


def masked(text: str) -> str:
    """``text`` with one sign for every number: how a line that counts pages is the same on each."""
    return re.sub(r"\d+", "#", text)


def _key(line: SetLine) -> str:
    """What is the same in every return of the line: it may count pages at its end, a short one anywhere."""
    if PROVISION.match(line.text):
        return line.text.casefold()
    text = _COUNT.sub("#", line.text)
    if len(text.split()) <= _SHORT:
        text = masked(text)
    return re.sub(r"\W+", " ", text).strip().casefold()


def _pages_of(at_edge: Iterable[Iterable[SetLine]]) -> Mapping[Place, set[int]]:
    """The pages on which a text stands in a place, the neighboring places counted in."""
    pages: defaultdict[Place, set[int]] = defaultdict(set)
    for lines in at_edge:
        for line in lines:
            key, place = _key(line), _place(line)
            for near in (place - 1, place, place + 1):
                pages[key, near].add(line.page)
    return pages


def _place(line: SetLine) -> int:
    return round(line.top / _SAME_PLACE)


def _returns(line: SetLine, pages_of: Mapping[Place, set[int]], needed: float) -> bool:
    return len(pages_of[_key(line), _place(line)]) >= needed


def _is_text(line: SetLine, body: float) -> bool:
    """Whether a line is set as the text is, and says something or is to be filled in."""
    return line.size >= _SMALLER * body and (line.text.endswith((".", ";", ":")) or "__" in line.text)


def _places(
    at_edge: Iterable[Iterable[SetLine]], lines_by_page: Iterable[Sequence[SetLine]], body: float
) -> frozenset[int]:
    """The places where two pages at least have a line set off, whatever it says: heads differ on odd and even pages."""
    counts: Counter[int] = Counter()
    for edge, lines in zip(at_edge, lines_by_page, strict=True):
        counts.update({_place(line) for line in edge if _is_set_off(line, lines, body, on_first=True)})
    return frozenset(place for place, count in counts.items() if count > 1)


def _is_set_off(line: SetLine, lines: Sequence[SetLine], body: float, *, on_first: bool = False) -> bool:
    """Whether a line is short, small, and first or last on its page with space between it and the text.

    On the first page it may be the only place where the title stands.
    """
    if (line.page == 1 and not on_first) or line.size >= _SMALLER * body or len(line.text.split()) > _SHORT:
        return False
    if PROVISION.match(line.text) or line.text.endswith((".", ";", ":")) or "__" in line.text:
        return False
    above = max((other.bottom for other in lines if other is not line and other.top < line.top), default=None)
    below = min((other.top for other in lines if other is not line and other.top >= line.top), default=None)
    if above is None:
        return below is not None and below - line.bottom > _SET_OFF * line.height
    return below is None and line.top - above > _SET_OFF * line.height


def _is_outermost(line: SetLine, lines: Sequence[SetLine]) -> bool:
    """Whether no other line stands above it, or none below."""
    return all(other is line or other.top >= line.bottom for other in lines) or all(
        other is line or other.bottom <= line.top for other in lines
    )


def _is_page_number(line: SetLine, lines: Sequence[SetLine], heights: Mapping[int, float]) -> bool:
    """Whether it is a number by itself, first or last on its page and set off from the text."""
    if not PAGE_NUMBER.match(line.text):
        return False
    order = sorted(lines, key=lambda other: other.top)
    alone = all(other is line or other.bottom <= line.top + 2 or other.top >= line.bottom - 2 for other in order)
    if not alone:
        return False
    if order[-1] is line:
        return len(order) < 2 or line.top - order[-2].bottom > 0.5 * line.height
    if order[0] is line:
        return order[1].top - line.bottom > 0.5 * line.height
    below = [other for before, other in pairwise(order) if before is line]
    return "page" in line.text.lower() and bool(below) and line.top / heights[line.page] > _FOOT
