"""Where the taxonomy's cues are found: in a clause's sentences, in its heading and in its lead-in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extractor.language import CueMatcher
from extractor.taxonomy.labels import LabelCue, Strength, Where, labels
from extractor.types import Clause, Document, Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found for a clause; the span is in document offsets, and empty for a hit in the heading."""

    label: str
    cue: str
    strength: Strength
    start: int
    end: int

    @property
    def strong(self) -> bool:
        """Whether the cue proves its label as a rule."""
        return self.strength in ("sure", "strong")


@dataclass(frozen=True, slots=True)
class Hits:
    """What the cues say about one clause."""

    own: tuple[Hit, ...] = ()
    """In its sentences."""
    heading: tuple[Hit, ...] = ()
    """In the heading above it."""
    lead_in: tuple[Hit, ...] = ()
    """In the last sentence of the paragraph that it completes."""

    def strong(self) -> frozenset[str]:
        """The labels that its own words prove."""
        return frozenset(hit.label for hit in self.own if hit.strong)

    def sure(self) -> frozenset[str]:
        """The labels that its own words decide for."""
        return frozenset(hit.label for hit in self.own if hit.strength == "sure")

    def never(self) -> frozenset[str]:
        """The labels that one sentence rules out and no other proves."""
        ruled_out = frozenset(hit.label for hit in self.own if hit.strength == "never")
        return ruled_out - self.strong()


class Rules:
    """The cues of all labels, ready to be looked for."""

    def __init__(self) -> None:
        self._entries: dict[str, tuple[str, LabelCue]] = {
            entry.cue.id: (spec.name, entry) for spec in labels() for entry in spec.cues
        }
        self._sentence = self._search_of("sentence")
        self._heading = self._search_of("heading")
        self._lead_in = self._search_of("lead-in")

    @cached_property
    def cue_ids(self) -> tuple[str, ...]:
        """The ids of all cues, in the order of the labels."""
        return tuple(self._entries)

    def find(self, document: Document, clauses: Sequence[Clause]) -> tuple[Hits, ...]:
        """What the cues say about each of ``clauses``, in their order."""
        own = {clause.id: self._own(document, clause) for clause in clauses}
        by_id = {clause.id: clause for clause in clauses}
        headings: dict[str, tuple[Hit, ...]] = {}
        lead_ins: dict[str, tuple[Hit, ...]] = {}
        found = []
        for clause in clauses:
            heading = clause.heading or ""
            if heading not in headings:
                headings[heading] = self._search(self._heading, heading, 0)
            if clause.parent is not None and clause.parent not in lead_ins:
                span = last_sentence(by_id[clause.parent])
                # A lead-in is read with the cues of ordinary sentences and with those made for it.
                lead_ins[clause.parent] = (
                    *(hit for hit in own[clause.parent] if span.start <= hit.start and hit.end <= span.end),
                    *self._search(self._lead_in, document.text[span.start : span.end], span.start),
                )
            found.append(Hits(own[clause.id], headings[heading], lead_ins.get(clause.parent or "", ())))
        return tuple(found)

    def _own(self, document: Document, clause: Clause) -> tuple[Hit, ...]:
        return tuple(
            hit
            for span in clause.sentences
            for hit in self._search(self._sentence, document.text[span.start : span.end], span.start)
        )

    def _search_of(self, where: Where) -> CueMatcher:
        return CueMatcher(entry.cue for _, entry in self._entries.values() if entry.where == where)

    def _search(self, matcher: CueMatcher, text: str, offset: int) -> tuple[Hit, ...]:
        found = []
        for match in matcher.find(text):
            label, entry = self._entries[match.cue.id]
            found.append(Hit(label, match.cue.id, entry.strength, offset + match.start, offset + match.end))
        ruled_out = {hit.label for hit in found if hit.strength == "never"}
        return tuple(hit for hit in found if hit.label not in ruled_out or hit.strength in ("sure", "never"))


def decided(clause: Clause, hits: Hits) -> frozenset[str]:
    """The labels that cues decide for: a table of IDs states what its lead-in says of them."""
    inherited = frozenset(hit.label for hit in hits.lead_in if hit.strength == "sure")
    return hits.sure() | (inherited if clause.kind == "table" else frozenset())


def last_sentence(clause: Clause) -> Span:
    """The last sentence of ``clause``: what its items complete (ANNOTATION.md, section 2, rule 7)."""
    return clause.sentences[-1] if clause.sentences else Span(clause.start, clause.end)
