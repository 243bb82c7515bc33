"""Puts together what a page break, a column break, a stray blank line or a stray marker tore apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractor.ingest.draft import DraftBlock, DraftLine
from extractor.ingest.normalize import clean_blocks, rejoin, vocabulary

_BULLET_ALONE = re.compile(r"^[-*+•●▪◦‣·○■□➢–]$")
_BULLET = re.compile(r"^[-*+•●▪◦‣·○■□☐➢–]\s+")
_MARKER = re.compile(
    r"""^(?:[-*+•●▪◦‣·○■□☐➢–—](?:\s|$)          # a bullet
        | \(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)、](?:\s|$)   # 1.  (a)  iv)
        | \d+(?:\.\d+)+\.?(?:\s|$)               # 7.3.4
        | \[\d+\]                                # [1], a reference
        | (?:article|section|clause|schedule|annex|appendix|part)\s+[\dIVXA-Z]+\b
        | §)""",
    re.VERBOSE | re.IGNORECASE,
)
_FINISHED = re.compile(r"[.!?:;。！？：；][\"'”’»)\]*_]*$")
_ITEM_FINISHED = re.compile(r"[.!?:;,。！？：；，][\"'”’»)\]*_]*(?:\s+(?:and|or))?$")
# A line cannot end a paragraph with one of these: something must follow.
_UNFINISHED = re.compile(
    r"(?:^|[\s(])(?:a|an|the|of|to|in|on|for|by|with|from|at|as|or|and|nor|but|that|which|who|whose|this|these|any|all|no|not|"
    r"is|are|was|were|be|been|shall|will|may|must|can|should|would|has|have|its|his|her|their|your|our|including|"
    r"than|if|when|where|whether|under|into|upon|such|each|every|other)$",
    re.IGNORECASE,
)
# The last member but one of a list, or a recital before another: it ends its paragraph.
_LISTED = re.compile(r";\s+(?:and|or)$", re.IGNORECASE)
_LONGEST_END = 20
"""None of these words, with the blank before it, is as long."""

# Lines of one paragraph differ in size by less.
_SIZE_STEP = 0.06


def repair(blocks: Iterable[DraftBlock]) -> list[DraftBlock]:
    """The blocks with clean text, torn paragraphs joined, and words broken at line ends made whole."""
    whole: list[DraftBlock] = []
    cleaned = clean_blocks(blocks)
    known = vocabulary(cleaned)
    stray: list[DraftBlock] = []
    for block in cleaned:
        if _BULLET_ALONE.match(block.text):
            stray.append(block)  # a marker torn off its paragraph, unless a continuation proves it stray
            continue
        if whole and _continues(whole[-1], block, after_stray=bool(stray)):
            whole[-1] = replace(whole[-1], lines=whole[-1].lines + _without_bullet(block.lines))
        else:
            whole.append(_attach(stray, block))
        stray = []
    whole.extend(stray)
    return [replace(block, lines=rejoin(block.lines, known)) if block.kind != "code" else block for block in whole]


def _attach(stray: Sequence[DraftBlock], block: DraftBlock) -> DraftBlock:
    """``block`` with the marker that stood alone before it put in front, unless it has a marker of its own."""
    if not stray or block.kind in ("table", "code", "heading") or _MARKER.match(block.lines[0].text):
        return block
    first = replace(block.lines[0], text=f"{stray[-1].text} {block.lines[0].text}")
    return replace(block, kind=stray[-1].kind, level=stray[-1].level, lines=(first, *block.lines[1:]))


def _without_bullet(lines: tuple[DraftLine, ...]) -> tuple[DraftLine, ...]:
    return (replace(lines[0], text=_BULLET.sub("", lines[0].text)), *lines[1:])


def _continues(before: DraftBlock, block: DraftBlock, *, after_stray: bool) -> bool:
    """Whether ``block`` goes on with the sentence that ``before`` leaves unfinished."""
    if before.kind not in ("paragraph", "item") or block.kind not in ("paragraph", "item"):
        return False
    end, start = before.lines[-1], block.lines[0]
    if "\t" in end.text and "\t" in start.text:
        # Rows of one table: they name the same thing in front.
        return end.text.partition("\t")[0] == start.text.partition("\t")[0]
    if start.text[0] in "|" or "\t" in end.text or _sized_apart(end, start):
        return False
    first = _BULLET.sub("", start.text)
    marked = first != start.text or block.kind == "item"
    if marked and not after_stray:
        return False
    if not first or not (first[0].islower() or (first[0] in "(\"“'‘" and first[1:2].islower())) or _MARKER.match(first):
        return (
            first[:1].isupper()
            and not marked
            and _UNFINISHED.search(end.text[-_LONGEST_END:]) is not None
            and _LISTED.search(end.text[-_LONGEST_END:]) is None
            and _is_prose(before)
            and not _MARKER.match(first)
        )
    finished = _ITEM_FINISHED if _MARKER.match(before.lines[0].text) and marked else _FINISHED
    return not finished.search(end.text) and not end.bold and _is_prose(before)


def _sized_apart(end: DraftLine, start: DraftLine) -> bool:
    return bool(end.size and start.size) and abs((end.size or 0) - (start.size or 0)) > _SIZE_STEP * (end.size or 1)


def _is_prose(block: DraftBlock) -> bool:
    """Whether the block is running text rather than a field, a caption or a heading."""
    return len(block.text.split()) >= 5 and "___" not in block.lines[-1].text
