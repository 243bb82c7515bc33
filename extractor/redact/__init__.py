"""Personal data of those who signed, taken out of a record.

What a signatory wrote into a form (name, e-mail address, telephone number, address, signature, position) is replaced by
blocks of the same length, wherever it stands, so that every offset stays valid; the organization that signs and the
date stay. The licensor's contact points stay, too: the roles of addresses and the side of a form say which they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from extractor.redact.fields import Kind, fields_of
from extractor.redact.forms import Filled, filled_in
from extractor.redact.people import bare_name, mentions, signed_names

if TYPE_CHECKING:
    from extractor.record import ClauseRecord, EntityRecord, LicenseRecord

BLOCK = "█"
WARNING = "redacted"
"""The code of the warning that tells of it."""

_CONTACTS = ("submission", "reporting", "request", "contact", "example")
_HIDDEN = re.compile(r"[^\n\t]")


def redact(record: LicenseRecord) -> LicenseRecord:
    """The record without the personal data of those who signed; a warning counts by kind what was removed.

    What is found rests on how forms are written: words that stand in no field, recital or known name may remain.
    """
    text = record.document.text
    known = _licensor_names(record)
    found = [item for item in _found(record) if _key(text[item.start : item.end]) not in known]
    found = [item for item in found if text[item.start : item.end].strip(BLOCK + " \t\n")]
    names = _names(text, found, known)
    hidden = _Hidden(text, found, names, _untouched(record))
    return _rewritten(record, hidden)


def _found(record: LicenseRecord) -> Iterator[Filled]:
    text = record.document.text
    contacts = _contacts(record)
    forms = {clause.id for clause in record.clauses if clause.kind == "form"}
    for entity in record.entities:
        is_of_signatory = entity.type == "EMAIL" and entity.role == "signatory" and entity.value not in contacts
        if is_of_signatory and entity.clause not in forms:
            yield Filled("e-mail address", entity.start, entity.end)
    for start, end in signed_names(text):
        yield Filled("name", start, end)
    yield from filled_in(record, contacts)


def _contacts(record: LicenseRecord) -> frozenset[str]:
    """The e-mail addresses at which the licensor is reached, those in a form's own fields left out."""
    forms = {clause.id for clause in record.clauses if clause.kind == "form"}
    text = record.document.text
    return frozenset(
        entity.value
        for entity in record.entities
        if entity.type == "EMAIL"
        and entity.role in _CONTACTS
        and not (entity.clause in forms and _asks_for_address(text, entity.start))
    )


def _asks_for_address(text: str, at: int) -> bool:
    """Whether what stands at ``at`` was written into a field for an e-mail address."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    fields = fields_of(text, start, end if end >= 0 else len(text), bare=True)
    return any(field.asked == "e-mail address" and field.value[0] <= at < field.value[1] for field in fields)


def _licensor_names(record: LicenseRecord) -> frozenset[str]:
    named = (entity for entity in record.entities if entity.type == "PARTY" and entity.role == "licensor")
    return frozenset(_key(entity.text) for entity in named)


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _names(text: str, found: Iterable[Filled], known: frozenset[str]) -> list[str]:
    """The full names that were filled in, those of two fields next to each other (first name, last name) joined."""
    names: list[str] = []
    before: Filled | None = None
    for item in sorted((item for item in found if item.kind == "name"), key=lambda item: item.start):
        name = bare_name(text[item.start : item.end])
        if before is not None and len(name.split()) == 1 and text.count("\n", before.end, item.start) < 3:
            names.append(f"{bare_name(text[before.start : before.end])} {name}")
        names.append(name)
        before = item if len(name.split()) == 1 else None
    return [name for name in dict.fromkeys(names) if name and _key(name) not in known]


def _untouched(record: LicenseRecord) -> list[tuple[int, int]]:
    """Where names stay: the authors whom a license asks to cite are public."""
    clauses = [
        (clause.start, clause.end)
        for clause in record.clauses
        if clause.kind == "reference" or any(label.label == "citation" for label in clause.labels)
    ]
    return clauses + [(entity.start, entity.end) for entity in record.entities if entity.type == "REFERENCE"]


class _Hidden:
    """What is hidden in a text, and the text without it."""

    def __init__(
        self, text: str, found: Sequence[Filled], names: Sequence[str], untouched: Sequence[tuple[int, int]]
    ) -> None:
        self._names = mentions(names)
        words = {text[item.start : item.end] for item in found if item.kind in ("e-mail address", "phone number")}
        self._exact = (
            re.compile("|".join(sorted(map(re.escape, words), reverse=True)), re.IGNORECASE) if words else None
        )
        self.counts: Counter[Kind] = Counter()
        spans = {(item.start, item.end): item.kind for item in found}
        kinds = {_key(text[item.start : item.end]): item.kind for item in reversed(found)}
        patterns: tuple[tuple[re.Pattern[str] | None, Kind], ...]
        patterns = (self._names, "name"), (self._exact, "e-mail address")
        for pattern, usual in patterns:
            for match in pattern.finditer(text) if pattern else ():
                if usual == "name" and any(start <= match.start() < end for start, end in untouched):
                    continue
                spans.setdefault(match.span(), kinds.get(_key(match.group()), usual))
        signs = list(text)
        last, before = 0, ""
        for (start, end), kind in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
            goes_on = kind == before and not text[last:start].strip(" \n\t,;")
            if start >= last and not goes_on:  # what lies in another span, or goes on from it, is counted with it
                self.counts[kind] += 1
                before = kind
            for at in range(start, end):
                if _HIDDEN.match(signs[at]):
                    signs[at] = BLOCK
            last = max(last, end)
        self.text = "".join(signs)

    def scrub(self, words: str) -> str:
        """Other words (a heading, a file's name) without the names and addresses."""
        for pattern in (self._names, self._exact):
            if pattern is not None:
                words = pattern.sub(lambda match: _blocks(match.group()), words)
        return words


def _blocks(words: str) -> str:
    return _HIDDEN.sub(BLOCK, words)


def _rewritten(record: LicenseRecord, hidden: _Hidden) -> LicenseRecord:
    document = record.document
    content = record.model_dump()
    content["document"] |= {
        "text": hidden.text,
        "name": hidden.scrub(document.name),
        "title": document.title and hidden.scrub(document.title),
        "version": document.version and hidden.scrub(document.version),
        "warnings": _warnings(record, hidden),
    }
    content["clauses"] = [_clause(clause, hidden) for clause in record.clauses]
    content["entities"] = [_entity(entity, hidden) for entity in record.entities]
    for term in content["terms"].values():
        term["value"] = _scrubbed(term["value"], hidden)
    return type(record).model_validate(content)


def _clause(clause: ClauseRecord, hidden: _Hidden) -> dict[str, object]:
    return clause.model_dump() | {
        "text": hidden.text[clause.start : clause.end],
        "heading": clause.heading and hidden.scrub(clause.heading),
        "path": tuple(map(hidden.scrub, clause.path)),
    }


def _entity(entity: EntityRecord, hidden: _Hidden) -> dict[str, object]:
    text = hidden.text[entity.start : entity.end]
    is_same = text == entity.text
    return entity.model_dump() | {"text": text, "value": entity.value if is_same else _blocks(entity.value)}


def _scrubbed(value: str | tuple[str, ...], hidden: _Hidden) -> str | tuple[str, ...]:
    return hidden.scrub(value) if isinstance(value, str) else tuple(map(hidden.scrub, value))


def _warnings(record: LicenseRecord, hidden: _Hidden) -> list[dict[str, object]]:
    """The warnings that there were, and the one that tells what was removed; it stands but once."""
    before = [
        {**warning.model_dump(), "message": hidden.scrub(warning.message)} for warning in record.document.warnings
    ]
    if not hidden.counts and any(warning["code"] == WARNING for warning in before):
        return before
    counted = ", ".join(_count(number, kind) for kind, number in sorted(hidden.counts.items()))
    message = f"personal data of signatories were removed: {counted or 'none were found'}"
    return [*before, {"code": WARNING, "message": message, "page": None}]


def _count(number: int, kind: str) -> str:
    if number == 1:
        return f"1 {kind}"
    return f"{number} {kind}es" if kind.endswith("s") else f"{number} {kind}s"
