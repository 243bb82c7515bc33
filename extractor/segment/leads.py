"""The lead-in that an item, table, reference or fragment completes (ANNOTATION.md, section 2, rule 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.segment import markers
from extractor.segment.markers import Marker
from extractor.segment.outline import plain
from extractor.segment.shapes import ends_colon, is_terminated
from extractor.types import Kind

_OPEN = re.compile(
    r"(?:[:：]|[^;,\s]\s*(?:,|[–—]|\b(?:if|that|to|not|either|by|of|shall|must|may)))[\s*_]*$", re.IGNORECASE
)
_END = 80
"""How many characters at the end of a text show how it ends."""
_FRAGMENT = re.compile(r"[a-z]|To [a-z]")


@dataclass(frozen=True, slots=True)
class _List:
    """An open list: its last marker and the id of its lead-in."""

    last: Marker | None
    lead: str | None


class LeadIns:
    """Finds lead-ins while segments pass by in reading order."""

    def __init__(self) -> None:
        self._lists: list[_List] = []
        self._clause: str | None = None
        self._before: tuple[Kind, str, str] | None = None
        """Kind, id and text of the segment before, if it carries labels."""

    def parent(self, kind: Kind, text: str) -> str | None:
        """The id of the lead-in of a segment of this kind and text that comes next."""
        marker = markers.marker_of(plain(text))
        if kind == "item":
            return self._of_item(marker)
        if kind in ("table", "reference"):
            return self._of_block(kind)
        if kind == "clause" and marker and _FRAGMENT.match(plain(text)[marker.end :]):
            return self._of_item(marker)
        return None

    def note(self, kind: Kind, id_: str, text: str) -> None:
        """Remembers a segment that has passed."""
        if kind in ("heading", "title", "form"):
            self._lists.clear()
            self._clause = None
            self._before = None
            return
        if kind in ("clause", "item", "table", "reference"):
            if kind == "clause" and (ends_colon(text) or not _FRAGMENT.match(text)):
                self._clause = id_
            self._before = (kind, id_, text)

    def _of_item(self, marker: Marker | None) -> str | None:
        opened = self._place(marker)
        before = self._before
        if before and _leads(before[0], before[2]) and (opened is None or marker is None or marker.first):
            del self._lists[len(self._lists) if opened is None else opened :]
            lead: str | None = before[1]
        elif opened is not None:
            lead = self._lists[opened].lead
            del self._lists[opened:]
        elif before and before[0] == "clause" and self._clause == before[1]:
            lead = before[1]
        else:
            lead = self._lists[-1].lead if self._lists else self._clause
        self._lists.append(_List(marker, lead))
        return lead

    def _place(self, marker: Marker | None) -> int | None:
        """Where among the open lists ``marker`` goes on: after its predecessor, or else with its like."""
        if marker is None:
            return next((i for i, entry in enumerate(self._lists) if entry.last is None), None)
        open_ = [(i, entry.last) for i, entry in enumerate(self._lists) if entry.last is not None]
        after = [i for i, last in open_ if marker.follows(last)]
        alike = [i for i, last in open_ if marker.list == last.list]
        return after[-1] if after else alike[0] if alike else None

    def _of_block(self, kind: Kind) -> str | None:
        if self._before and self._before[0] == "item" and ends_colon(self._before[2]):
            return self._before[1]
        if self._before and self._before[0] == "item" and self._lists:
            return self._before[1] if kind == "table" else self._lists[-1].lead
        return self._clause


def _leads(kind: Kind, text: str) -> bool:
    """Whether a segment leaves its sentence open for a list."""
    if ends_colon(text):
        return kind in ("clause", "item")
    return kind == "clause" and not is_terminated(text) and bool(_OPEN.search(text[-_END:]))
