"""Clauses from bare segments: ids, numbers, headings, paths, lead-ins, sentences, pages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.language import sentences
from extractor.segment import markers
from extractor.segment.leads import LeadIns
from extractor.segment.outline import Outline, name_of, plain, run_in
from extractor.types import Box, Clause, Document, Kind, Line


@dataclass(frozen=True, slots=True)
class Segment:
    """A span of the document with its kind, before it is linked to its surroundings."""

    kind: Kind
    start: int
    end: int
    level: int | None = None
    """The heading level, where the source marks it."""
    number: str | None = None


def link(document: Document, segments: Sequence[Segment]) -> tuple[Clause, ...]:
    """The clauses that ``segments``, in reading order and without overlap, stand for."""
    text = document.text
    lines = [line for block in document.blocks for line in block.lines]
    starts = [line.start for line in lines]
    outline = Outline()
    leads = LeadIns()
    clauses: list[Clause] = []
    for index, segment in enumerate(segments, 1):
        words = text[segment.start : segment.end]
        path = outline.path
        within = lines[max(0, bisect_left(starts, segment.start + 1) - 1) : bisect_left(starts, segment.end)]
        clause = Clause(
            id=f"c{index}",
            kind=segment.kind,
            start=segment.start,
            end=segment.end,
            text=words,
            number=segment.number or _number(words, segment.kind),
            heading=_heading(words, segment.kind) or (name_of(path[-1]) if path else None),
            path=path,
            parent=leads.parent(segment.kind, words),
            page=next((line.page for line in within if line.page is not None), None),
            boxes=_boxes(within),
            sentences=sentences(text, segment.start, segment.end),
        )
        if segment.kind == "heading":
            outline.enter(words, segment.level)
        else:
            outline.note_content()
        leads.note(segment.kind, clause.id, words)
        clauses.append(clause)
    return tuple(clauses)


def _number(words: str, kind: Kind) -> str | None:
    """The number that ``words`` start with; one without punctuation counts in headings only."""
    marker = markers.marker_of(plain(words))
    if marker is None or kind not in ("clause", "item", "heading") or (marker.style == "bare" and kind != "heading"):
        return None
    return marker.number


def _heading(words: str, kind: Kind) -> str | None:
    """The run-in heading of a clause or item, if it has one."""
    if kind not in ("clause", "item"):
        return None
    text = plain(words)
    marker = markers.marker_of(text)
    return run_in(text[marker.end :] if marker else text)


def _boxes(lines: Iterable[Line]) -> tuple[Box, ...]:
    """One box around the lines of each page and column: a line that starts above the one before begins another."""
    runs: list[list[Box]] = []
    for line in lines:
        box = line.box
        if box is None:
            continue
        last = runs[-1][-1] if runs else None
        if last is None or last.page != box.page or (box.bottom < last.top and box.x0 > last.x1):
            runs.append([])
        runs[-1].append(box)
    return tuple(
        Box(
            boxes[0].page,
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        )
        for boxes in runs
    )
