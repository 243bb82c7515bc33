"""Lines to paragraphs, from how they are set: space above, size, weight, indentation, short last lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.ingest.draft import DraftBlock, DraftLine
from extractor.ingest.footnotes import set_aside
from extractor.ingest.layout import SetLine
from extractor.ingest.scripts import are_languages, is_foreign
from extractor.types import Box

_BULLET = re.compile(r"^[•●▪◦‣·○■□☐➢✓\uf06c-\uf0ff]\s*\S|^[-–*]\s+\S")
_NUMBER = re.compile(
    r"^(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5})[.)](?=\s|[A-Z])|\d{1,2}(?:\.\d{1,2})+\.?\s|\[\d{1,2}\]\s|§|"
    r"(?:Article|Section|ARTICLE|SECTION)\s+[\dIVX]+\b|[IVX]{1,5}\.\s?[A-Z])"
)
_FIELD = re.compile(r"\t|_{3}|\.{4}")
_SENTENCE_END = re.compile(r"[.!?:;。！？：；][\"'”’)\]]*$")
# A gap above a line this much larger than the usual pitch starts a paragraph.
_LOOSE = 1.18
# No text is set with a wider pitch, in font sizes: twice the usual one.
_WIDEST = 2.6
_ROWS = 2.0
_LEVEL = 0.5
# A label, or the words before a field, are no more than so many.
_LABEL = 3
# So many lines tell the language that a paragraph is written in.
_SAID = 3
_SIZE_STEP = 0.06
_ALIGNED = 2.5
_FULL = 0.012


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a document: the pitch of lines by font size, and the margins of each run of lines."""

    pitch: dict[float, float]
    right: dict[tuple[int, int], float]
    left: dict[tuple[int, int], float]


def paragraphs(lines: Sequence[SetLine], usual: Measure) -> list[DraftBlock]:
    """The lines, one at least and in reading order, as paragraphs; one that plainly runs over a page is joined."""
    text, notes = set_aside(lines)
    text, translations = _translations(text)
    for page, found in translations.items():
        notes.setdefault(page, [])[:0] = found
    groups = _groups(text, usual)
    for page, found in notes.items():
        last = max((i for i, group in enumerate(groups) if any(line.page == page for line in group)), default=-1)
        groups[last + 1 : last + 1] = [group for note in found for group in _groups(note, usual)]
    return [DraftBlock(tuple(_draft_line(line) for line in group)) for group in groups]


def _translations(lines: Sequence[SetLine]) -> tuple[list[SetLine], dict[int, list[list[SetLine]]]]:
    """The lines without the columns in another script that stand beside English, and those columns of each page.

    Put after the page's English, they do not come between the parts of a clause that goes on over the page.
    """
    runs: defaultdict[tuple[int, int], list[SetLine]] = defaultdict(list)
    for line in lines:
        runs[line.page, line.column].append(line)
    foreign = {run: bool(is_foreign(" ".join(line.text for line in found))) for run, found in runs.items()}
    english = {page for (page, _), other in foreign.items() if not other}
    aside: defaultdict[int, list[list[SetLine]]] = defaultdict(list)
    for (page, column), found in runs.items():
        if foreign[page, column] and page in english:
            aside[page].append(found)
    kept = [line for line in lines if not (foreign[line.page, line.column] and line.page in english)]
    return kept, dict(aside)


def _groups(lines: Sequence[SetLine], usual: Measure) -> list[list[SetLine]]:
    groups: list[list[SetLine]] = [[lines[0]]]
    for index, (before, line) in enumerate(pairwise(lines)):
        following = lines[index + 2] if index + 2 < len(lines) else None
        if _same_run(before, line):
            starts = _starts(groups[-1], line, following, usual)
        else:
            starts = not _runs_on(groups[-1], line, following, usual)
        if starts:
            groups.append([])
        groups[-1].append(line)
    return groups


def _draft_line(line: SetLine) -> DraftLine:
    box = Box(line.page, *(round(edge, 1) for edge in (line.x0, line.top, line.x1, line.bottom)))
    return DraftLine(line.text, line.page, box, line.size, line.bold)


def _same_run(before: SetLine, line: SetLine) -> bool:
    return (before.page, before.column) == (line.page, line.column)


def _pitch(before: SetLine, line: SetLine) -> float:
    return line.bottom - before.bottom


def measure(lines: Sequence[SetLine]) -> Measure:
    """What is usual in a document of these lines."""
    pitches: defaultdict[float, Counter[float]] = defaultdict(Counter)
    right: defaultdict[tuple[int, int], float] = defaultdict(float)
    left: defaultdict[tuple[int, int], float] = defaultdict(lambda: float("inf"))
    for line in lines:
        run = line.page, line.column
        right[run] = max(right[run], line.x1)
        left[run] = min(left[run], line.x0)
    for before, line in pairwise(lines):
        # Only full lines tell the pitch within a paragraph.
        if _same_run(before, line) and _alike(before, line) and _is_full(before, line, right[line.page, line.column]):
            pitches[round(line.size)][round(_pitch(before, line) * 2) / 2] += 1
    return Measure({size: _usual(count) for size, count in pitches.items()}, dict(right), dict(left))


def _usual(count: Counter[float]) -> float:
    """The smallest pitch that is common: paragraphs of one line each must not make their spacing the rule."""
    common = max(count.values())
    return min(pitch for pitch, times in count.items() if times >= 0.3 * common)


def _alike(before: SetLine, line: SetLine) -> bool:
    return abs(before.size - line.size) <= _SIZE_STEP * max(before.size, line.size)


def _is_full(before: SetLine, line: SetLine, right: float) -> bool:
    """Whether the first word of ``line`` would not have fitted on the line before it."""
    space = 0.25 * before.size
    return before.x1 + space + line.first_word > right - _FULL * right


def _is_marked(line: SetLine) -> bool:
    return _BULLET.match(line.text) is not None or _NUMBER.match(line.text) is not None


def _starts(group: Sequence[SetLine], line: SetLine, following: SetLine | None, usual: Measure) -> bool:
    """Whether ``line`` starts a paragraph of its own below ``group``, in the same run of lines."""
    before = group[-1]
    pitch = _pitch(before, line)
    if "\t" in before.text and "\t" in line.text and pitch < _ROWS * line.height:
        return False  # rows of a table that is drawn without rulings
    if not _alike(before, line):
        # A small raised or lowered piece on a line of its own is no paragraph.
        return abs(pitch) > _LEVEL * before.height
    if pitch > _LOOSE * _usual_pitch(group, line, following, usual) + 0.3:
        return True
    full = _is_full(before, line, usual.right[line.page, line.column])
    ended = _SENTENCE_END.search(before.text) is not None
    if (ended or not full) and are_languages(" ".join(other.text for other in group[-_SAID:]), line.text):
        return True
    if _BULLET.match(line.text):
        return not full or ended or line.text[0] not in "-–*"
    if _NUMBER.match(line.text) and (ended or not full):
        return True
    if before.bold != line.bold and not full and not (before.bold and line.starts_bold):
        return True
    if full:
        indented = line.x0 > before.x0 + _ALIGNED and before.x0 < usual.left[line.page, line.column] + _ALIGNED
        return ended and indented and not _is_marked(group[0]) and len(group) > 1
    if ended:
        return not line.text[0].islower()
    return (
        len(group) == 1
        and _NUMBER.match(before.text) is not None
        and line.text[0].isupper()
        and line.x0 <= before.x0 + _ALIGNED
    )


def _usual_pitch(group: Sequence[SetLine], line: SetLine, following: SetLine | None, usual: Measure) -> float:
    """The pitch that lines of this paragraph would have: of its own lines, of the next two, or of the document."""
    known = [min(usual.pitch.get(round(line.size), 1.6 * line.size), _WIDEST * line.size)]
    if len(group) > 1 and _same_run(group[-2], group[-1]):
        known.append(_pitch(group[-2], group[-1]))
    if following is not None and _same_run(line, following) and _alike(line, following):
        pitch = _pitch(line, following)
        if pitch > _LEVEL * line.height:  # else it is the other half of a line in two languages
            known.append(pitch)
    return max(min(known), 1.05 * line.size)


def _is_text(line: SetLine) -> bool:
    """Whether a line says more than a label, and is not to be filled in."""
    words = line.text.split()
    return len(words) > _LABEL and any(word.islower() for word in words) and not _FIELD.search(line.text)


def _runs_on(group: Sequence[SetLine], line: SetLine, following: SetLine | None, usual: Measure) -> bool:
    """Whether ``line``, first of a page or column, goes on with the paragraph that the last one ended in."""
    before = group[-1]
    if not _alike(before, line) or _is_marked(line) or before.bold != line.bold:
        return False
    unfinished = not _SENTENCE_END.search(before.text)
    if unfinished and line.text[0].islower():
        return len(before.text.split()) > _LABEL
    right = usual.right[before.page, before.column]
    if len(group) < 2:
        return False
    flows = line.page != before.page or line.top < before.top  # not to what stands below columns, across the page
    if unfinished and flows and _is_full(before, line, right) and _is_text(before) and _is_text(line):
        return True
    if before.x1 < right - 1.5:
        return False
    # The last line is as long as justified lines are: the paragraph goes on, though a sentence may have ended.
    justified = sum(abs(other.x1 - right) < 1.5 for other in group)
    unindented = abs(line.x0 - before.x0) < _ALIGNED
    return justified >= max(2, 0.6 * len(group)) and unindented and not line.text[0].isdigit()
