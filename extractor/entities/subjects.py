"""Subject IDs: who may or may not be shown or used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.entities.reading import Found, Passage, kind_of
from extractor.entities.subject_ids import CODES, ITEM, MAY_HOLD, in_rows, is_number, lists
from extractor.entities.subject_roles import announced_role, list_roles, points_to_list
from extractor.entities.subject_sentences import is_on_others
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

LABEL = "subject_restriction"

_ROWS = ("table", "item", "other")
"""The kinds that rows of IDs are set as."""
_ROWS_ABOVE = 8
_COLUMN = re.compile(
    r"(?:^|\n)[ \t|*-]*(?P<name>[A-Za-z]+\.?(?:[ \t](?:no|No|NO|ID|id)s?\.?)?(?:[ \t][A-Z])?)"
    r"[ \t]*[:|\t ][ \t|]*(?=\S*\d)"
)
_COLUMNS = re.compile(r"\bcolumns?\b|\.csv\b|\.json\b", re.IGNORECASE)
_LINE = re.compile(r"[^\n]+")


def find_subjects(passage: Passage) -> Iterator[Found]:
    """Yields the subject IDs of a passage, with what the words around or above them say of them."""
    kind = kind_of("SUBJECT_ID")
    if not MAY_HOLD.search(passage.folded):
        return
    if (passage.kind in _ROWS or _goes_on(kind, passage)) and _is_rows(kind, passage):
        above = _announcement(kind, passage)
        if above is not None:
            role = announced_role(kind, above) or "denied"
            text = _without_columns(kind, passage)
            items = in_rows(kind, text)
            if all(is_number(text, item) for item in items) and (
                passage.kind == "heading" or _follows_codes(kind, passage)
            ):
                return
            for item in items:
                yield Found("SUBJECT_ID", item.start, item.end, kind.by("rows"), role=role)
            return
    if passage.kind in ("clause", "item", "table"):
        yield from _in_sentences(kind, passage)


def _goes_on(kind: EntityType, passage: Passage) -> bool:
    """Whether rows that are set as a paragraph or a heading stand under words that announce them or other rows."""
    before = passage.previous
    if before is None or not before.text.strip():
        return False
    if before.kind in _ROWS:
        return len(passage.sentences) < 2 and _is_rows(kind, before)
    if before.text.rstrip().endswith(":"):
        return True
    last = [before.folded[span.start : span.end] for span in before.sentences[-2:]]
    return before.labelled.has(LABEL) and points_to_list(_announcing(kind, last))


def _follows_codes(kind: EntityType, passage: Passage) -> bool:
    """Whether the rows right above, of the same list, name codes."""
    before = passage.previous
    for _ in range(_ROWS_ABOVE):
        if before is None or before.kind not in _ROWS or before.lead_in is not passage.lead_in:
            return False
        if any(not is_number(before.folded, item) for item in in_rows(kind, before.folded)):
            return True
        before = before.previous
    return False


def _without_columns(kind: EntityType, passage: Passage) -> str:
    """The folded text with blanks for the names of rows and columns: "sub.", "Part A"."""
    text = passage.folded
    for match in _COLUMN.finditer(passage.text):
        start, end = match.span("name")
        if match["name"].rstrip(".").lower() in kind.words["no_subject"]:
            continue
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _is_rows(kind: EntityType, passage: Passage) -> bool:
    """Whether the passage is nothing but IDs, separators and names of rows."""
    text = _without_columns(kind, passage)
    words = [word for word in re.findall(r"[A-Za-z]{2,}", ITEM.sub(" ", text)) if word not in ("and", "or", "to")]
    return bool(ITEM.search(text)) and len(words) <= max(2, len(ITEM.findall(text)))


def _announcement(kind: EntityType, passage: Passage) -> str | None:
    """The last sentences of the clause that announces rows of subjects; ``None`` where none does."""
    before = passage.previous
    while before is not None and (
        before.kind in ("table", "other") or (before.kind == "heading" and "\t" in before.text)
    ):
        before = before.previous
    for lead in (passage.lead_in, before):
        if lead is not None and lead.text.strip():
            spans = lead.sentences
            last = lead.folded[spans[-1].start :]
            if lead.labelled.has(LABEL) or passage.labelled.has(LABEL) or _is_about_subjects(kind, last):
                return _announcing(kind, [lead.folded[span.start : span.end] for span in spans])
    return None


def _announcing(kind: EntityType, sentences: Sequence[str]) -> str:
    """The last of the sentences, unless it speaks of all others; with the one before where it says too little."""
    while len(sentences) > 1 and is_on_others(sentences[-1]):
        sentences = sentences[:-1]
    return sentences[-1] if _is_about_subjects(kind, sentences[-1]) else " ".join(sentences[-2:])


def _is_about_subjects(kind: EntityType, sentence: str) -> bool:
    cue = kind.cues[0]
    return bool(cue.pattern and cue.pattern.search(sentence) and not (cue.unless and cue.unless.search(sentence)))


def _in_sentences(kind: EntityType, passage: Passage) -> Iterator[Found]:
    """Yields the lists of IDs in the sentences, or the rows of a table, that are about subjects to show or use."""
    labelled = passage.labelled.has(LABEL)
    people, codes = (cue.id in passage.cues for cue in kind.cues)
    if not (labelled or people or (codes and CODES.search(passage.folded))):
        return
    table = passage.kind == "table"
    spans = _lines(passage) if table else passage.sentences
    runs = lists(kind, passage, spans, labelled=labelled)
    if table and any(not is_number(passage.folded, run[0]) for row in runs for run in row):
        # Where the rows name codes, their numbers count something.
        runs = [[run for run in row if not is_number(passage.folded, run[0])] for row in runs]
    for span, lists_here, roles in zip(spans, runs, list_roles(kind, passage, spans, runs), strict=True):
        about = _is_about_subjects(kind, passage.folded[span.start : span.end])
        if not (labelled or about or CODES.search(passage.folded, span.start, span.end)):
            continue
        for run, role in zip(lists_here, roles, strict=True):
            if role is None and not (labelled and _means_subjects(passage, span, run, about=about or table)):
                continue
            for item in run:
                yield Found("SUBJECT_ID", item.start, item.end, kind.by("list"), role=role or "denied")


def _means_subjects(passage: Passage, sentence: Span, run: list[Span], *, about: bool) -> bool:
    """Whether a list of which nothing is said can be one of subjects all the same, as no reader would doubt."""
    if _COLUMNS.search(passage.folded, sentence.start, sentence.end):
        return False
    return about or not is_number(passage.folded, run[0])


def _lines(passage: Passage) -> tuple[Span, ...]:
    return tuple(Span(match.start(), match.end()) for match in _LINE.finditer(passage.text))
