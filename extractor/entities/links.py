"""Web addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.entities.reading import Found, Passage, cue_matches, kind_of, role_of
from extractor.types import Span

_TAIL = ".,;:!?'\"*_"
# An address that ends a line in the middle of a path goes on where the next line starts like a path, not like a word.
_OPEN_END = frozenset("/-_=?&%#.")
_MOST_LINES = 4
_REACH = 320
_CONTINUED = re.compile(r"\n[ \t]*(?P<more>[A-Za-z0-9][^\s<>\"'\[\]{}|]*)")
_PATH_LIKE = re.compile(r"[/_=?&%#]|\.(?:html?|php|pdf|aspx?|txt|md|zip)\b|\d.*[a-z]|[a-z].*\d|[a-z]-[a-z]")
_BIBLIOGRAPHIC = re.compile(r"\b(?:url|doi|howpublished)\s*[:=][^\n]{0,12}$", re.IGNORECASE)


def find_urls(passage: Passage) -> Iterator[Found]:
    """Yields the addresses of a passage, with their roles."""
    kind = kind_of("URL")
    taken = 0
    for cue, _, span in cue_matches(passage, kind):
        if cue is not kind.cues[0] and span.start < taken:
            continue
        whole = _trimmed(passage.text, _joined(passage.text, span))
        taken = max(taken, whole.end)
        value = "".join(passage.text[whole.start : whole.end].split())
        yield Found("URL", whole.start, whole.end, f"rule:{cue.id}", value, _role(passage, whole))


def _joined(text: str, span: Span) -> Span:
    """The span with the lines on which the address goes on."""
    end = span.end
    for _ in range(_MOST_LINES):
        if text[end - 1] not in _OPEN_END:
            break
        more = _CONTINUED.match(text, end)
        if more is None or not (_PATH_LIKE.search(more.group("more").rstrip(_TAIL)) or text[end - 1] in "-_=?&%#"):
            break
        end = more.end()
    return Span(span.start, end)


def _trimmed(text: str, span: Span) -> Span:
    """The span without trailing punctuation and without a bracket that was opened before the address."""
    end = span.end
    while end > span.start:
        last = text[end - 1]
        address = text[span.start : end]
        if last in _TAIL or (
            last in ")]}" and address.count(last) > address.count({")": "(", "]": "[", "}": "{"}[last])
        ):
            end -= 1
        else:
            break
    return Span(span.start, end)


def _role(passage: Passage, span: Span) -> str | None:
    kind = kind_of("URL")
    before = passage.text[max(0, span.start - _REACH) : span.start]
    if passage.kind == "reference" or _BIBLIOGRAPHIC.search(before) or ("@" in before and "{" in before):
        return "reference"
    sentence_start = max(passage.sentence(span.start).start, span.start - _REACH)
    return role_of(
        kind, passage.labelled, [passage.folded[sentence_start : span.start], passage.folded[span.start : span.end]]
    )
