"""Where the taxonomy's cues are found: in a clause's sentences, in its heading and in its lead-in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extractor.classify.wording import prescribed
from extractor.language import CueMatcher, fold
from extractor.taxonomy.cues import compile_expression
from extractor.taxonomy.labels import LabelCue, Strength, Where, expand, label_names, labels, phrases
from extractor.types import Clause, Document, Span

_DUTY = r"\b{licensee} (?:{duty}|(?:may|can) not|cannot)\b"

_NAME = 4
"""A sentence of so few words is no provision."""


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
        return self.strength in ("only", "sure", "strong")


@dataclass(frozen=True, slots=True)
class Hits:
    """What the cues say about one clause."""

    own: tuple[Hit, ...] = ()
    """In its sentences."""
    heading: tuple[Hit, ...] = ()
    """In the heading above it."""
    lead_in: tuple[Hit, ...] = ()
    """In the last sentence of the paragraph that it completes."""
    stated: frozenset[str] | None = None
    """All that it can state, where its sentences or its section are of a kind that states one thing only; else None."""
    decided: frozenset[str] = frozenset()
    """The labels that its section decides for."""
    denied: frozenset[str] = frozenset()
    """The labels that each of its sentences rules out."""

    def strong(self) -> frozenset[str]:
        """The labels that its own words prove."""
        return frozenset(hit.label for hit in self.own if hit.strong)

    def sure(self) -> frozenset[str]:
        """The labels that its own words or its section decide for."""
        return self.decided | frozenset(hit.label for hit in self.own if hit.strength in ("only", "sure"))

    def never(self) -> frozenset[str]:
        """The labels that every sentence rules out, or that its kind of clause cannot state, and that none proves."""
        ruled_out = self.denied
        if self.stated is not None:
            ruled_out |= frozenset(label_names()) - self.stated
        return ruled_out - self.strong()


class Rules:
    """The cues of all labels, ready to be looked for."""

    def __init__(self) -> None:
        self._entries: dict[str, tuple[str, LabelCue]] = {
            entry.cue.id: (spec.name, entry) for spec in labels() for entry in spec.cues
        }
        self._duty = compile_expression(expand(_DUTY, phrases(), source=__name__), where=__name__)
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
            section = clause.path[-1] if clause.path else ""
            for name in (heading, section):
                if name not in headings:
                    headings[name] = self._search(self._heading, name, 0)
            if clause.parent is not None and clause.parent not in lead_ins:
                span = last_sentence(by_id[clause.parent])
                # A lead-in is read with the cues of ordinary sentences and with those made for it.
                lead_ins[clause.parent] = (
                    *(hit for hit in own[clause.parent] if span.start <= hit.start and hit.end <= span.end),
                    *self._search(self._lead_in, document.text[span.start : span.end], span.start),
                )
            lead_in = lead_ins.get(clause.parent or "", ())
            hits = Hits(own[clause.id], headings[heading], lead_in, denied=_denied(document, clause, own[clause.id]))
            found.append(self._judged(document, clause, hits, headings[section]))
        return tuple(found)

    def _own(self, document: Document, clause: Clause) -> tuple[Hit, ...]:
        quoted = [Span(clause.start + span.start, clause.start + span.end) for span in prescribed(clause.text)]
        return tuple(
            hit
            for span in clause.sentences
            for hit in self._search(self._sentence, document.text[span.start : span.end], span.start)
            # Of words to be printed in a paper only the reference counts that they hold.
            if hit.label == "citation" or not any(span.start <= hit.start and hit.end <= span.end for span in quoted)
        )

    def _judged(self, document: Document, clause: Clause, hits: Hits, section: Sequence[Hit]) -> Hits:
        """``hits`` with all that the clause can state, if one thing only: by its sentences, or else by its section."""
        only = [hit for hit in hits.own if hit.strength == "only"]
        if only:
            return replace(hits, stated=self._alone(only)) if _all_hold(document, clause, only) else hits
        only = [hit for hit in (*hits.heading, *section) if hit.strength == "only"]
        # A duty that somebody put among the definitions binds all the same.
        if not only or clause.kind not in ("clause", "item") or self._duty.search(fold(clause.text)):
            return hits
        stated = self._alone(only)
        own = tuple(hit for hit in hits.own if hit.label in stated)
        return replace(hits, own=own, stated=stated, decided=frozenset(hit.label for hit in only))

    def _alone(self, only: Iterable[Hit]) -> frozenset[str]:
        """What "only" cues leave: their labels and those that may stand beside them."""
        return frozenset(name for hit in only for name in (hit.label, *self._entries[hit.cue][1].beside))

    def _search_of(self, where: Where) -> CueMatcher:
        return CueMatcher(entry.cue for _, entry in self._entries.values() if entry.where == where)

    def _search(self, matcher: CueMatcher, text: str, offset: int) -> tuple[Hit, ...]:
        found = []
        for match in matcher.find(text):
            label, entry = self._entries[match.cue.id]
            found.append(Hit(label, match.cue.id, entry.strength, offset + match.start, offset + match.end))
        ruled_out = {hit.label for hit in found if hit.strength == "never"}
        if only := [hit for hit in found if hit.strength == "only"]:
            ruled_out |= set(label_names()) - self._alone(only)
        return tuple(hit for hit in found if hit.label not in ruled_out or hit.strength in ("only", "sure", "never"))


def decided(clause: Clause, hits: Hits) -> frozenset[str]:
    """The labels that cues decide for: a table of IDs states what its lead-in says of them."""
    inherited = frozenset(hit.label for hit in hits.lead_in if hit.strength == "sure")
    return hits.sure() | (inherited if clause.kind == "table" else frozenset())


def _denied(document: Document, clause: Clause, own: Iterable[Hit]) -> frozenset[str]:
    """The labels that each sentence of ``clause`` rules out: what one leaves unsaid, another may state."""
    never: dict[str, list[Hit]] = {}
    for hit in own:
        if hit.strength == "never":
            never.setdefault(hit.label, []).append(hit)
    return frozenset(label for label, hits in never.items() if _all_hold(document, clause, hits))


def _all_hold(document: Document, clause: Clause, hits: Sequence[Hit]) -> bool:
    """Whether each sentence of ``clause`` holds one of ``hits``; a few words ("Severability.") only name it."""
    return all(
        any(span.start <= hit.start and hit.end <= span.end for hit in hits)
        or document.text[span.start : span.end].count(" ") < _NAME
        for span in clause.sentences
    )


def last_sentence(clause: Clause) -> Span:
    """The last sentence of ``clause``: what its items complete (ANNOTATION.md, section 2, rule 7)."""
    return clause.sentences[-1] if clause.sentences else Span(clause.start, clause.end)
