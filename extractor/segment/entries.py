"""Lists and tables without markers: which lines begin an entry of their own, and which are names with their values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.segment.rows import Row
from extractor.segment.shapes import ends_colon, has_verb, is_caps, is_postal, is_terminated, starts_upper, words

_FEWEST, _LONGEST = 3, 14
_LONGEST_NAME = 50
_STOP = re.compile(r";(?:\s+(?:and|or|and/or))?$")
_PAUSE = re.compile(r",(?:\s+(?:and|or|and/or))?$")
_LAST_BUT_ONE = re.compile(r"\b(?:and|or)$")


def entries(rows: Sequence[Row]) -> frozenset[int]:
    """The rows that begin the entries of lists without markers, and the row after such a list."""
    found: set[int] = set()
    for index, row in enumerate(rows):
        if row.block.kind == "table" or row.field or not ends_colon(row.text):
            continue
        found.update(_short(rows, index) or _stopped(rows, index))
    return frozenset(found)


def _short(rows: Sequence[Row], lead: int) -> range:
    """The rows of a list of short lines below the row ``lead``, most of which end early."""
    end = lead + 1
    while end < len(rows) and rows[end].block is rows[lead].block and _is_short(rows[end]):
        end += 1
    early = sum(entry.early for entry in rows[lead + 1 : end])
    listed = end - lead > _FEWEST and 2 * early > end - lead - 1
    return range(lead + 1, end) if listed else range(0)


def _is_short(row: Row) -> bool:
    """Whether a row can be a list's entry: a line by itself that starts like one and is no sentence."""
    if row.marker or row.field or not starts_upper(row.text) or ends_colon(row.text):
        return False
    return not is_terminated(row.text) and len(words(row.text)) <= _LONGEST


def _stopped(rows: Sequence[Row], lead: int) -> list[int]:
    """The rows that begin the entries of a list below the row ``lead`` whose entries end in semicolons."""
    end = lead + 1
    block = rows[end].block if end < len(rows) else None
    if block is None or block.kind == "table":
        return []
    while end < len(rows) and rows[end].block is block and not (rows[end].marker or rows[end].field):
        end += 1
        if rows[end - 1].text.endswith((".", ":")):
            break
    listed = range(lead + 1, end)
    stops = [index for index in listed if _ends_entry(rows, index)]
    inside = sum(_STOP.sub("", rows[index].text).count(";") for index in listed)
    if inside or len(stops) < (1 if rows[lead].early else 2):
        return []
    begun = [lead + 1, *(index + 1 for index in stops if index + 1 < end)]
    after = begun[-1] + 1
    if rows[begun[-1]].text.endswith("."):
        # What follows the end of the sentence is no entry.
        follows = after < len(rows) and rows[after].block is block and rows[after - 1].early
    else:
        # Where the last entry has no stop, it is the line after the "and".
        follows = after < end and bool(_LAST_BUT_ONE.search(rows[stops[-1]].text)) and rows[after - 1].early
    if follows and starts_upper(rows[after].text):
        begun.append(after)
    return begun


def _ends_entry(rows: Sequence[Row], index: int) -> bool:
    """Whether a row ends an entry: in a semicolon, or before the margin in a comma where the next is no place."""
    row = rows[index]
    if _STOP.search(row.text):
        return True
    if not (_PAUSE.search(row.text) and row.early and index + 1 < len(rows)):
        return False
    after = rows[index + 1]
    return after.block is row.block and starts_upper(after.text) and not (is_postal(row.text) or is_postal(after.text))


def pairs(rows: Sequence[Row]) -> frozenset[int]:
    """The rows that give a value each to a name, three at least one below the other: "SPONSOR: Harbor Museum"."""
    found: set[int] = set()
    start = 0
    for index in range(len(rows) + 1):
        same = index < len(rows) and rows[index].block is rows[start].block
        if not (same and is_pair(rows[index])):
            found.update(range(start, index) if index - start >= _FEWEST else ())
            start = index if index < len(rows) and is_pair(rows[index]) else index + 1
    return frozenset(found)


def is_pair(row: Row) -> bool:
    """Whether a row is a name in capitals and its value."""
    if row.marker or row.field or ":" not in row.text[:_LONGEST_NAME]:
        return False
    name, _, value = row.text.partition(":")
    return is_caps(name) and bool(value.strip()) and not (has_verb(value) or value.endswith((".", ";")))
