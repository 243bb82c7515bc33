"""What the finders read: each clause without markup, its surroundings, and the way back to the document."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.entities.phrases import phrases
from extractor.language import CueMatcher, fold
from extractor.lookup import Expression, lower
from extractor.taxonomy.cues import Cue
from extractor.taxonomy.entities import EntityType, entity_types
from extractor.types import Entity, LabelledClause, Span

# Emphasis, tags, link targets and escapes: what a Markdown or HTML source leaves in a text that nobody normalized.
_MARKUP = re.compile(
    r"""\*+ | (?<![^\s("'])_{1,2}(?=[^\W_]) | (?<=[^\s_])_{1,2}(?=[\s.,;:!?)]|$)
    | \]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\) | \\(?=[^\w\s]) | </?[A-Za-z]\w*(?:\s[^<>]*)?/?> | `+""",
    re.VERBOSE,
)

_BEFORE_WILDCARD = re.compile(r"(?<![\w*])[A-Z][A-Za-z]{0,4}(?:[-_/][A-Za-z\d]{0,6})*$|(?<![\w*])\d+[-/]$")
_WILDCARD_REACH = 200
"""How far back emphasis may have begun; a line may be as long as the document."""
_MAY_BE_MARKUP = re.compile(r"[*_\]\\<`]")
"""Without one of these a text has no markup."""
_BLOCK_TAG = re.compile(r"<(?:br|/?(?:p|h\d|div|tr|td|th|li))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """An entity in a passage's own offsets, before it is tied to the document."""

    type: str
    start: int
    end: int
    by: str
    value: str | None = None
    """``None`` where it is the words themselves, white space folded."""
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause's words without markup, and where they stand in the document."""

    labelled: LabelledClause
    text: str
    folded: str
    lower: str
    """``folded`` in lower case."""
    lead_in: Passage | None
    previous: Passage | None
    sentences: tuple[Span, ...]
    phrases: tuple[Span, ...]
    """The capitalized phrases, in order."""
    cues: frozenset[str]
    """The ids of the types' cues that may match in it."""
    _starts: tuple[int, ...]
    _shifts: tuple[int, ...]

    @property
    def kind(self) -> str:
        """The kind of the clause."""
        return self.labelled.clause.kind

    def source(self, at: int) -> int:
        """The document offset of the character at ``at``."""
        return at + self._shifts[bisect_right(self._starts, at) - 1]

    def words(self, start: int, end: int) -> str:
        """The words of a span, white space folded."""
        return " ".join(self.text[start:end].split())

    def sentence(self, at: int) -> Span:
        """The sentence around ``at``; the empty span there where it lies between two."""
        before = bisect_right(self.sentences, at, key=lambda span: span.start)
        return self.sentences[before - 1] if before and at < self.sentences[before - 1].end else Span(at, at)

    def entity(self, found: Found, document_text: str) -> Entity:
        """``found`` in the document's offsets."""
        start, end = self.source(found.start), self.source(found.end - 1) + 1
        clause = self.labelled.clause
        return Entity(
            type=found.type,
            text=document_text[start:end],
            value=self.words(found.start, found.end) if found.value is None else found.value,
            start=start,
            end=end,
            clause=clause.id,
            by=found.by,
            role=found.role,
            page=clause.page,
        )


def passages(clauses: Sequence[LabelledClause]) -> tuple[Passage, ...]:
    """The passages of ``clauses``, in their order, each with its lead-in."""
    done: dict[str, Passage] = {}
    previous: Passage | None = None
    for labelled in clauses:
        clause = labelled.clause
        text, starts, shifts = _plain(clause.text, clause.start)
        ends = [_plain_offset(span.end, starts, shifts) for span in clause.sentences]
        spans = tuple(
            Span(start, end) for start, end in zip([0, *ends], [*ends[:-1], len(text)], strict=False) if start < end
        )
        lead_in = done.get(clause.parent) if clause.parent else None
        folded = fold(text)
        cues = frozenset(cue.id for cue in _every_cue().candidates(folded))
        named = tuple(phrases(text, folded))
        previous = Passage(labelled, text, folded, lower(folded), lead_in, previous, spans, named, cues, starts, shifts)
        done[clause.id] = previous
    return tuple(done.values())


def _plain(text: str, offset: int) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """``text`` without markup, with the starts of its pieces and what to add to an offset in each."""
    if not _MAY_BE_MARKUP.search(text):
        return text, (0,), (offset,)
    parts: list[str] = []
    starts: list[int] = [0]
    shifts: list[int] = [offset]
    kept = last = 0
    for match in _MARKUP.finditer(text):
        if match.group() == "*" and _is_wildcard(text, match.start()):
            continue
        piece = text[last : match.start()]
        parts.append(piece)
        kept += len(piece)
        last = match.end()
        if _BLOCK_TAG.match(match.group()):
            # The tag's last character stands for the line break that it makes.
            starts.append(kept)
            shifts.append(offset + last - 1 - kept)
            parts.append("\n")
            kept += 1
        if starts[-1] == kept:
            shifts[-1] = offset + last - kept
        else:
            starts.append(kept)
            shifts.append(offset + last - kept)
    parts.append(text[last:])
    return "".join(parts), tuple(starts), tuple(shifts)


def _is_wildcard(text: str, at: int) -> bool:
    """Whether a star stands for the rest of a code ("QT-3*") and closes no emphasis that its line has opened."""
    line = max(text.rfind("\n", max(0, at - _WILDCARD_REACH), at) + 1, at - _WILDCARD_REACH)
    return bool(_BEFORE_WILDCARD.search(text, line, at)) and text.count("*", line, at) % 2 == 0


def _plain_offset(at: int, starts: tuple[int, ...], shifts: tuple[int, ...]) -> int:
    """The offset in the plain text of the document offset ``at``; where markup stood, that of what follows it."""
    for start, shift in zip(reversed(starts), reversed(shifts), strict=True):
        if at >= start + shift:
            return at - shift
    return 0


@cache
def _every_cue() -> CueMatcher:
    return CueMatcher(cue for kind in entity_types().values() for cue in kind.cues)


@cache
def _role_cues(kind: str) -> tuple[CueMatcher, dict[str, str]]:
    """The role cues of a type, and the role of each by its id."""
    role_cues = kind_of(kind).role_cues
    return CueMatcher(one.cue for one in role_cues), {one.cue.id: one.role for one in role_cues}


@cache
def kind_of(name: str) -> EntityType:
    """The entity type ``name``."""
    return entity_types()[name]


@cache
def _expressions() -> dict[str, Expression]:
    """What finds the first match of each type's cues quickly, by the cue's id."""
    cues = (cue for kind in entity_types().values() for cue in kind.cues)
    return {cue.id: Expression(cue.pattern) for cue in cues if cue.pattern is not None}


@cache
def _trigger(kind: str) -> Expression:
    """What a passage must hold to be searched for a type; all do where the type names nothing."""
    return Expression(kind_of(kind).trigger or re.compile(""))


def cue_matches(passage: Passage, kind: EntityType) -> Iterator[tuple[Cue, re.Match[str], Span]]:
    """Yields every match of the type's cues in the passage and the span of its ``value`` group.

    A match is vetoed where the cue's ``unless`` is found in its sentence.
    """
    cues = [cue for cue in kind.cues if cue.id in passage.cues]
    if not cues or (kind.trigger is not None and not _trigger(kind.name).search(passage.folded, passage.lower)):
        return
    for cue in cues:
        if cue.pattern is None:
            continue
        first = _expressions()[cue.id].search(passage.folded, passage.lower)
        if first is None:
            continue
        for match in cue.pattern.finditer(passage.folded, first.start()):
            group = "value" if "value" in cue.pattern.groupindex else 0
            start, end = match.span(group)
            if start < 0 or start == end:
                continue
            if cue.unless is not None:
                sentence = passage.sentence(start)
                if cue.unless.search(passage.folded, sentence.start, sentence.end):
                    continue
            yield cue, match, Span(start, end)


def longest_matches(passage: Passage, kind: EntityType) -> Iterator[tuple[Cue, re.Match[str], Span]]:
    """Yields the matches of the type's cues, the longest first, none that overlaps another."""
    taken = Taken()
    for cue, match, span in sorted(cue_matches(passage, kind), key=lambda entry: entry[2].start - entry[2].end):
        if taken.is_free(span):
            taken.add(span)
            yield cue, match, span


class Taken:
    """Spans of which no two overlap."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = sorted(spans, key=_start)

    def is_free(self, span: Span) -> bool:
        """Whether ``span`` shares no character with those taken."""
        after = bisect_left(self._spans, span.end, key=_start)
        return after == 0 or self._spans[after - 1].end <= span.start

    def add(self, span: Span) -> None:
        """Takes a span that is free."""
        insort(self._spans, span, key=_start)


def _start(span: Span) -> int:
    return span.start


def role_of(kind: EntityType, labelled: LabelledClause, contexts: Sequence[str]) -> str | None:
    """The role that the first telling context gives, else the one that the clause's labels give, else the default."""
    matcher, roles = _role_cues(kind.name)
    for context in contexts:
        for match in matcher.find(context):
            return roles[match.cue.id]
    for label, role in kind.label_roles:
        if labelled.has(label):
            return role
    return kind.default_role
