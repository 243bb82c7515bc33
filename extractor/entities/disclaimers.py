"""Who says of themselves that they are not liable: the owners of the data, listed."""

from __future__ import annotations

import re

from extractor.entities.organizations import is_organization
from extractor.entities.reading import Passage
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

# What those say who give the data and do not answer for them: "Neither Tern AG nor Quill shall be liable".
_DISCLAIMS = re.compile(
    r"\b(?P<verb>can\s?not|(?:can|shall|will|do|does|is|are)\snot|(?:shall|will|can|is|are)\b|(?:make|accept|assume)s?\sno)\b"
    r"[^.;]{0,60}?\b(?:liable|liability|responsib\w+|accountable|warrant\w*)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"^(?:.*\bneither\s|.*\bwe\s?\()?(?P<names>.*)$", re.IGNORECASE | re.DOTALL)
# Verbs that deny nothing without "neither" before them.
_PLAIN = frozenset({"shall", "will", "can", "is", "are"})
_TELLING = ("liab", "responsib", "accountable", "warrant")
_REACH = 400
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_SMALL_WORD = re.compile(r"(?<![\w.-])[a-z]+\b")
_IN_LISTS = frozenset({
    "and", "nor", "or", "the", "of", "at", "in", "for", "de", "du", "la", "its", "their", "any", "all", "other",
    "staff", "employees", "authors", "investigators", "members", "partners", "affiliates",
})  # fmt: skip


def disclaims(kind: EntityType, passage: Passage, span: Span) -> bool:
    """Whether a name is among the organizations that a sentence says are not liable: it is one, or stands with one."""
    near = passage.lower[span.end : span.end + _REACH]
    if not any(word in near for word in _TELLING):
        return False
    sentence = passage.sentence(span.start)
    verb = _DISCLAIMS.search(passage.folded, span.end, min(sentence.end, span.end + _REACH))
    subject = _SUBJECT.match(passage.folded[max(sentence.start, span.start - _REACH) : span.start])
    if verb is None or subject is None:
        return False
    opened = subject.group()[: subject.start("names")].lower()
    if not opened and subject.group("names").endswith("("):
        return False
    names = subject.group("names") + "#" + passage.folded[span.end : verb.start()]
    small = _SMALL_WORD.findall(_IN_BRACKETS.sub("", names))
    if not set(small) <= _IN_LISTS or not (opened.endswith("neither ") or verb.group("verb").lower() not in _PLAIN):
        return False
    listed = re.split(r",\s|\s(?:and|nor|or)\s", _IN_BRACKETS.sub("", names))
    name = passage.words(span.start, span.end)
    return is_organization(kind, name) or (
        (" " in name or name.isupper())
        and len(listed) > 1
        and any(is_organization(kind, one.removeprefix("the ").strip(" )")) for one in listed)
    )
