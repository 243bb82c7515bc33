"""What was filled into the forms of a license by those who signed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.redact.fields import Asked, Field, Kind, fields_of
from extractor.redact.people import NAME, is_organization
from extractor.redact.sides import CONTACT, EMAIL, Side, address, side_of

if TYPE_CHECKING:
    from extractor.record import ClauseRecord, LicenseRecord

_PHONE = re.compile(r"(?<![\w+])\+\d[\d\s()./-]{6,18}\d(?!\w)")
_HEADING_WORDS = 9
_SHORT = 200
"""What stands between two parts of a form has fewer characters."""
_LINE = re.compile(r"[^\n]+")
_ENDS = re.compile(r"[:：]\s*$")
_GAP = re.compile(r"__|\.{4}|…|[:：]$")
_POST = re.compile(r"title|position|rank|role|degree", re.IGNORECASE)
_DATE = re.compile(r"(?:\d{1,2}\.? )?[A-Z][a-z]{2,8}\.? (?:\d{1,2}, ?)?\d{4}$|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$")
_ONLY_GAP = re.compile(r"[\W_]*")
_SENTENCE = re.compile(r"(?:I|We|By|The|This|These|Please|If|You|All|Any|No)\b|.*[a-z]\.$")
_NO_PERSON = re.compile(
    r"\b(?:agreement|licen[sc]e|data|dataset|form|terms|information|details|signature|name|title|date|recipient|user"
    r"|scientist|office|applicant|contact|section|annex|schedule|appendix|exhibit|page)\b",
    re.IGNORECASE,
)
_PERSONAL: tuple[Asked, ...] = ("name", "e-mail address", "phone number", "address", "signature", "personal detail")
_TELLING = 2
"""So many different personal fields on lines next to each other are a form, whatever the clause is called."""
_ADDRESS_LINES = 3


@dataclass(frozen=True, slots=True)
class Filled:
    """What a person wrote about themselves."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    end: int
    fields: tuple[Field, ...]


def filled_in(record: LicenseRecord, contacts: frozenset[str]) -> Iterator[Filled]:
    """Yields what those who signed wrote about themselves; ``contacts`` are e-mail addresses of the licensor."""
    text = record.document.text
    forms = [_rows(text, clauses) for clauses in _forms(record)]
    kept = contacts.union(*(Form(text, rows, frozenset()).addresses_kept() for rows in forms))
    covered = 0
    for rows in forms:
        for block in _loose(text, covered, rows[0].start, kept):
            yield from Form(text, block, _elsewhere(text, block, kept)).walk()
        yield from Form(text, rows, kept).walk()
        covered = rows[-1].end
    for block in _loose(text, covered, len(text), kept):
        yield from Form(text, block, _elsewhere(text, block, kept)).walk()


def _elsewhere(text: str, rows: Sequence[_Row], kept: frozenset[str]) -> frozenset[str]:
    """The addresses to keep in a form that was not taken for one: those that the rest of the text names, too."""
    rest = text[: rows[0].start] + "\n" + text[rows[-1].end :]
    return kept & {address(match.group()) for match in EMAIL.finditer(rest)}


def _forms(record: LicenseRecord) -> Iterator[list[ClauseRecord]]:
    """Yields the clauses of each form, with the heading above it and what little is no field between its parts."""
    form: list[ClauseRecord] = []
    after: list[ClauseRecord] = []
    for clause in record.clauses:
        if clause.kind == "form":
            is_near = bool(form) and len(after) <= 1
            if form and not is_near:
                yield form
            heading = [item for item in after[-1:] if item.kind in ("heading", "title")]
            form = [*form, *after, clause] if is_near else [*heading, clause]
            after = []
        elif clause.kind in ("heading", "title", "table", "other") and len(clause.text) < _SHORT:
            after.append(clause)
        else:
            if form:
                yield form
            form, after = [], []
    if form:
        yield form


def _rows(text: str, clauses: Sequence[ClauseRecord]) -> list[_Row]:
    """The lines of a form; in its headings, words are labels only where a colon says so."""
    return [
        _Row(*line.span(), tuple(fields_of(text, *line.span(), bare=clause.kind not in ("heading", "title"))))
        for clause in clauses
        for line in _LINE.finditer(text, clause.start, clause.end)
    ]


def _loose(text: str, start: int, end: int, kept: frozenset[str]) -> Iterator[list[_Row]]:
    """Yields filled fields that stand on lines next to each other outside of forms, the licensor's own left out."""
    block: list[_Row] = []
    before = ""
    for line in [*_LINE.finditer(text, start, end), None]:
        found = _leading_fields(text, *line.span()) if line else ()
        if line and found:
            block.append(_Row(*line.span(), found))
            continue
        if block and line and len(block) > 0 and _is_continued(text, block[-1], line):
            block.append(_Row(*line.span(), ()))
            continue
        if _is_loose_form(text, block, before, kept):
            yield block
        block = []
        before = line.group() if line else ""


def _leading_fields(text: str, start: int, end: int) -> tuple[Field, ...]:
    found = fields_of(text, start, end, bare=False)
    return tuple(found) if found and not text[start : found[0].start].strip(" \t-*•|") else ()


def _is_continued(text: str, row: _Row, line: re.Match[str]) -> bool:
    """Whether a line carries on the address above it."""
    last = row.fields[-1] if row.fields else None
    is_near = text[row.end : line.start()].count("\n") == 1
    return last is not None and last.asked == "address" and is_near and _fits(line.group(), "address")


def _is_loose_form(text: str, rows: Sequence[_Row], before: str, kept: frozenset[str]) -> bool:
    asked = {field.asked for row in rows for field in row.fields if field.is_filled and field.asked in _PERSONAL}
    if len(asked) < _TELLING:
        return False
    inside = text[rows[0].start : rows[-1].end]
    is_signed = any(field.asked == "signature" for row in rows for field in row.fields)
    is_of_licensor = len(before.split()) <= _HEADING_WORDS and side_of(before) in ("licensor", "contact")
    is_known = any(address(match.group()) in kept for match in EMAIL.finditer(inside))
    return is_signed or not (is_of_licensor or is_known)


class Form:
    """A form, walked line by line."""

    def __init__(self, text: str, rows: Sequence[_Row], kept: frozenset[str]) -> None:
        self._text = text
        self._rows = rows
        self._kept = kept
        self._signed = any(field.asked == "signature" for row in rows for field in row.fields)
        self._sides: list[Side] = ["licensee"]

    def addresses_kept(self) -> Iterator[str]:
        """Yields the e-mail addresses that stand on the licensor's side."""
        for row in self._rows:
            self._turn(row)
            for match in EMAIL.finditer(self._text, row.start, row.end):
                if self._side(row, match.start()) != "licensee":
                    yield address(match.group())

    def walk(self) -> Iterator[Filled]:
        """Yields what was filled in, what of it belongs to the licensor's contact points left out."""
        self._sides = ["licensee"]
        waiting: tuple[Asked, bool] | None = None  # what the field above asks for, and whether it is to be removed
        lines_left = 0
        above: tuple[int, int] | None = None
        for row in self._rows:
            words = self._text[row.start : row.end]
            if _ONLY_GAP.fullmatch(words):
                continue
            self._turn(row)
            yield from self._loose_points(row)
            if not row.fields:
                if waiting is not None and lines_left and _fits(words, waiting[0]):
                    if waiting[1]:
                        yield from self._filled(waiting[0], *_trimmed(self._text, row.start, row.end))
                    lines_left -= 1
                    continue
                waiting, lines_left = None, 0
                above = row.start, row.end
                continue
            for field in row.fields:
                if field.is_filled and self._is_removed(field, row):
                    yield from self._filled(field.asked, *field.value)
            yield from self._caption(row, above)
            above = None
            last = row.fields[-1]
            waiting = last.asked, self._is_removed(last, row)
            lines_left = _ADDRESS_LINES if last.asked == "address" else 0 if last.is_filled else 1
            if last.asked == "personal detail" and not _ENDS.search(words):
                lines_left = 0

    def _filled(self, asked: Asked, start: int, end: int) -> Iterator[Filled]:
        words = self._text[start:end]
        if asked == "other" or start >= end:
            return
        if asked == "name" and is_organization(words):
            head = words.partition(",")[0]
            if head == words or is_organization(head):
                return
            end = start + len(head)
        if asked == "e-mail address" and (found := EMAIL.search(words)) and address(found.group()) in self._kept:
            return
        yield Filled(asked, start, end)

    def _loose_points(self, row: _Row) -> Iterator[Filled]:
        """Yields addresses and numbers that stand in the form without a label."""
        if self._side(row, row.start) != "licensee" or CONTACT.search(self._text[row.start : row.end]):
            return
        for match in EMAIL.finditer(self._text, row.start, row.end):
            if address(match.group()) not in self._kept:
                yield Filled("e-mail address", *match.span())
        for match in _PHONE.finditer(self._text, row.start, row.end):
            yield Filled("phone number", *match.span())

    def _caption(self, row: _Row, above: tuple[int, int] | None) -> Iterator[Filled]:
        """Yields the name above a caption: "Ada Lind" over "Name", a label that no colon ends."""
        field = row.fields[0]
        is_caption = field.asked in ("name", "signature") and not field.is_filled
        if above is None or not is_caption or re.search("[:：]", self._text[row.start : row.end]):
            return
        start, end = _trimmed(self._text, *above)
        if _fits(self._text[start:end], "name"):
            yield Filled("name", start, end)

    def _is_removed(self, field: Field, row: _Row) -> bool:
        """Whether what a field holds is a signatory's, and none of the licensor's contact points."""
        side = side_of(self._label(field)) or "contact"
        if side == "contact":  # a field for a person's contact data says nothing of whose they are
            side = self._side(row, field.start)
        is_of_person = field.asked in ("name", "signature", "personal detail")
        if field.asked == "personal detail" and not self._signed and _POST.search(self._label(field)):
            return False  # the title may be that of a study
        return side == "licensee" or (side == "licensor" and self._signed and is_of_person)

    def _turn(self, row: _Row) -> None:
        """Takes a heading for what it says of whose fields follow: "Provider", "Licensor: Harbor Institute"."""
        words = self._text[row.start : row.end]
        if not any(field.is_filled for field in row.fields) and len(words.split()) <= _HEADING_WORDS:
            cells = [self._heading(cell) for cell in words.split("\t")]
            if any(cells):
                self._sides = [cell or "licensee" for cell in cells]
        elif row.fields and row.fields[0].asked == "name":
            side = side_of(self._label(row.fields[0]))
            self._sides = [side] if side in ("licensee", "licensor") else self._sides

    def _heading(self, words: str) -> Side | None:
        """Whose fields follow; where there is a signature among them, they are no address to write to."""
        side = side_of(words)
        return None if side == "contact" and (self._signed or ":" in words) else side

    def _label(self, field: Field) -> str:
        return self._text[field.start : field.value[0]]

    def _side(self, row: _Row, at: int) -> Side:
        column = self._text.count("\t", row.start, at)
        return self._sides[min(column, len(self._sides) - 1)]


def _fits(words: str, asked: Asked) -> bool:
    """Whether a line without a label can be what the field above it asks for."""
    words = words.strip(" \t_.")
    if _GAP.search(words):
        return False
    if asked == "e-mail address":
        return bool(EMAIL.search(words))
    if asked == "phone number":
        return sum(char.isdigit() for char in words) > 5
    if asked == "address":
        return (
            not _SENTENCE.match(words)
            and not _DATE.match(words)
            and any(char.isdigit() or char == "," for char in words)
        )
    if asked in ("name", "signature"):
        is_foreign = len(words) < 12 and any(map(str.isalpha, words)) and not re.search(r"[A-Za-z]", words)
        return is_foreign or (
            bool(re.fullmatch(rf"(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )*{NAME}", words)) and not _NO_PERSON.search(words)
        )
    return asked == "personal detail" and len(words.split()) <= 5 and not _SENTENCE.match(words) and words[:1].isupper()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " \t_.":
        start += 1
    while start < end and text[end - 1] in " \t_":
        end -= 1
    return start, end
