"""Bibliographic references."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from extractor.entities.reading import Found, Passage, Taken, cue_matches, kind_of
from extractor.language import trim
from extractor.types import Span

_BIBTEX = re.compile(r"@[A-Za-z]+\s*\{")
_MARKER = re.compile(
    r"^(?:\[\d{1,3}\]|\((?:\d{1,3}|[a-z])\)(?=\s)|\d{1,2}[.)](?=\s)|[a-z][.)](?=\s)|[\s>*\-–•●▪◦‣○□~`\[])*"
)
_NEXT = re.compile(r"\n\s*(?=(?:\[\d{1,3}\]|[•●▪◦‣○-]\s|\d{1,2}[.)]\s+[A-Z]))")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_VENUE = re.compile(
    r"\b(?:Proceedings|Proc|In:|Journal|Trans(?:actions|\.)|Conference|Workshop|arXiv|bioRxiv|IEEE|ACM|Springer"
    r"|Elsevier|doi|vol|pp|et al|Press|preprint)\b|\bIn [A-Z]"
)
# A place to fill in: "[dates used]".
_FILL_IN = re.compile(r"\[[a-z][^\[\]]{2,30}\]", re.IGNORECASE)
_TITLE = re.compile(r"[\"“][^\"”]*[\"”]|\{[^{}]*\}")
# A remark in brackets at the end, about the reference and no part of it.
_REMARK = re.compile(r"\s*\((?=[^()]*\b(?:will|when|until|please|if|to be)\b)[^()]*\)[\s.]*$")
_WORDS = re.compile(r"\w{2,}")


def find_references(passage: Passage) -> Iterator[Found]:
    """Yields the references of a passage: BibTeX entries anywhere, reference segments, and those set after "cite:"."""
    kind = kind_of("REFERENCE")
    entries = list(_bibtex(passage.text))
    for span in entries:
        yield Found("REFERENCE", span.start, span.end, kind.by("bibtex"))
    if passage.kind == "reference":
        for span in _set_off(passage.text, entries):
            yield Found("REFERENCE", span.start, span.end, kind.by("segment"))
    elif passage.kind in ("clause", "item"):
        taken = Taken(entries)
        for cue, _, span in cue_matches(passage, kind):
            words = passage.text[span.start : span.end]
            if not taken.is_free(span):
                continue
            if cue is kind.cues[1] or _is_reference(words, kind.words["sentence"]):
                taken.add(span)
                end = span.start + len(words.rstrip(' .*\n"”'))
                yield Found("REFERENCE", span.start, end, f"rule:{cue.id}")


def _is_reference(words: str, sentence_words: frozenset[str]) -> bool:
    """Whether words are a reference: they have a year, a venue, an address or a place to fill in, and no verb."""
    told = _YEAR.search(words) or _VENUE.search(words) or _FILL_IN.search(words) or "://" in words
    return bool(told) and not sentence_words & {word.lower() for word in _WORDS.findall(_TITLE.sub("", words))}


def _bibtex(text: str) -> Iterator[Span]:
    """Yields the BibTeX entries, each from its ``@`` to its closing brace, or to the end where none closes it."""
    at = 0
    while match := _BIBTEX.search(text, at):
        depth, end = 0, len(text.rstrip())
        for index in range(match.end() - 1, len(text)):
            depth += {"{": 1, "}": -1}.get(text[index], 0)
            if depth == 0:
                end = index + 1
                break
        yield Span(match.start(), end)
        at = end


def _set_off(text: str, entries: Sequence[Span]) -> Iterator[Span]:
    """Yields the references of a segment that is nothing else, apart from its BibTeX ``entries``."""
    free = [0, *(at for span in entries for at in (span.start, span.end)), len(text)]
    for start, end in zip(free[::2], free[1::2], strict=True):
        cuts = [start, *(m.end() for m in _NEXT.finditer(text, start, end) if m.start() > start), end]
        for left, right in itertools.pairwise(cuts):
            marker = _MARKER.match(text[left:right])
            span = trim(text, left + (marker.end() if marker else 0), right)
            words = text[span.start : span.end]
            if len(_WORDS.findall(words)) >= 5 or (not entries and _YEAR.search(words)):
                yield _without_fence(text, span)


def _without_fence(text: str, span: Span) -> Span:
    """The span without a remark at its end and the brackets and fences that close around it."""
    remark = _REMARK.search(text, span.start, span.end)
    end = remark.start() if remark else span.end
    while end > span.start and (
        text[end - 1] in "`*~ \n" or (text[end - 1] == "]" and "[" not in text[span.start : end])
    ):
        end -= 1
    return Span(span.start, end)
