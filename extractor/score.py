"""Records measured against hand-labelled gold, with the measures of the annotation guideline.

- *Segmentation*: F1 of the starts of content segments (clause, item, table, reference), within two words after the
  words are aligned; *exact* also asks for the end, within three words.
- *Labels*: soft F1. A gold segment counts a label by the share of its words that carry it in the record.
- *Entities*: F1 a type on normalized values; references by 85 % text similarity; e-mail roles by accuracy.
- *Terms*: accuracy over all fields and F1 over the stated ones. A restriction that the gold has and the record
  calls permitted is a *dropped restriction*, the worst error there is.

Counts are kept apart from ratios: tallies of documents add up, ratios are taken at the end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from extractor.align import align, words
from extractor.gold import Gold
from extractor.record import LicenseRecord
from extractor.types import CONTENT_KINDS

FIVE = ("commercial_use", "citation", "storage", "subject_restriction", "ip_assignment")
"""The labels that the product is judged on first."""

PERMISSIVE: Mapping[str, str] = {
    "commercial_use": "permitted",
    "redistribution": "permitted",
    "derivatives": "permitted",
    "sample_publication": "permitted",
    "purpose": "any",
}
"""The answer of each field that drops every restriction."""

_EVERY_MENTION = frozenset({"EMAIL", "URL", "SUBJECT_ID", "DURATION", "MONEY", "DATE"})
_EVERY_NAME = frozenset({"PARTY", "DATASET", "DEFINED_TERM", "LAW"})
_START_TOLERANCE, _END_TOLERANCE, _FAR = 2, 3, 99
_REFERENCE_SIMILARITY = 85


@dataclass(slots=True)
class Tally:
    """True positives, false positives and false negatives; fractions where a measure is soft."""

    tp: float = 0.0
    fp: float = 0.0
    fn: float = 0.0

    def add(self, tp: float, fp: float, fn: float) -> None:
        """Counts some more."""
        self.tp += tp
        self.fp += fp
        self.fn += fn

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 where there is none."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def support(self) -> float:
        """How much of it the gold has."""
        return self.tp + self.fn


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of many tallies, for a micro average."""
    whole = Tally()
    for tally in tallies:
        whole.add(tally.tp, tally.fp, tally.fn)
    return whole


def _tallies() -> defaultdict[str, Tally]:
    return defaultdict(Tally)


@dataclass(slots=True)
class Counts:
    """What was counted in one or more documents."""

    documents: int = 0
    words: int = 0
    words_found: int = 0
    segments: Tally = field(default_factory=Tally)
    exact: Tally = field(default_factory=Tally)
    labels: defaultdict[str, Tally] = field(default_factory=_tallies)
    entities: defaultdict[str, Tally] = field(default_factory=_tallies)
    roles: Tally = field(default_factory=Tally)
    terms: defaultdict[str, Tally] = field(default_factory=_tallies)
    """A field: right answers as ``tp``, wrong ones as ``fn``."""
    stated: Tally = field(default_factory=Tally)
    rules: Tally = field(default_factory=Tally)
    dropped: list[str] = field(default_factory=list)
    missed: int = 0
    wrong_terms: list[str] = field(default_factory=list)


def count(gold: Gold, record: LicenseRecord | None, counts: Counts) -> None:
    """Adds what ``record`` got right and wrong to ``counts``; None stands for a document that failed."""
    counts.documents += 1
    _count_segments(gold, record, counts)
    _count_entities(gold, record, counts)
    _count_terms(gold, record, counts)
    wanted = {(rule["mode"], rule["action"], tuple(sorted(rule["ids"]))) for rule in gold.data["subject_rules"]}
    found = {(rule.mode, rule.action, tuple(sorted(rule.ids))) for rule in record.subject_rules} if record else set()
    counts.rules.add(len(wanted & found), len(found - wanted), len(wanted - found))


def _count_segments(gold: Gold, record: LicenseRecord | None, counts: Counts) -> None:
    gold_words = words(gold.text)
    starts = [start for start, _ in gold_words]
    segments = [
        (first, last, segment["kind"], set(segment.get("labels", [])))
        for segment in gold.data["segments"]
        if (first := bisect_left(starts, segment["start"])) < (last := bisect_left(starts, segment["end"]))
    ]
    clauses = record.clauses if record else ()
    found: list[str] = []
    owners: list[int] = []
    for index, clause in enumerate(clauses):
        # The number counts as text where the reader keeps it apart from the clause.
        numbered = not clause.number or clause.text.lstrip(" -*#(").startswith(clause.number)
        for _, word in words(clause.text if numbered else f"{clause.number} {clause.text}"):
            found.append(word)
            owners.append(index)
    pairs = align(found, [word for _, word in gold_words])
    places: defaultdict[int, list[int]] = defaultdict(list)
    labels_at: list[set[str]] = [set() for _ in gold_words]
    for mine, theirs in pairs.items():
        places[owners[mine]].append(theirs)
        labels_at[theirs] |= {label.label for label in clauses[owners[mine]].labels}
    counts.words += len(gold_words)
    counts.words_found += len(pairs)
    wanted = [(first, last) for first, last, kind, _ in segments if kind in CONTENT_KINDS]
    cut = sorted((min(at), max(at) + 1) for i, at in places.items() if clauses[i].kind in CONTENT_KINDS)
    hits, exact = _match_starts(wanted, cut)
    counts.segments.add(hits, len(cut) - hits, len(wanted) - hits)
    counts.exact.add(exact, len(cut) - exact, len(wanted) - exact)
    for first, last, _, labels in segments:
        covered = Counter(label for at in range(first, last) for label in labels_at[at])
        for label in covered.keys() | labels:
            share = covered[label] / (last - first)
            if label in labels:
                counts.labels[label].add(share, 0, 1 - share)
            else:
                counts.labels[label].add(0, share, 0)


def _match_starts(wanted: list[tuple[int, int]], cut: list[tuple[int, int]]) -> tuple[int, int]:
    """How many wanted segments have a cut of their own at their start, and how many of those end alike."""
    used: set[int] = set()
    hits = exact = 0
    for first, last in wanted:
        distance, nearest = min(
            ((abs(start - first), n) for n, (start, _) in enumerate(cut) if n not in used), default=(_FAR, -1)
        )
        if distance <= _START_TOLERANCE:
            used.add(nearest)
            hits += 1
            exact += abs(cut[nearest][1] - last) <= _END_TOLERANCE
    return hits, exact


def normalize(value: object) -> str:
    """A value as it is compared: no markup, quotes or case, white space folded, no punctuation at its ends."""
    text = re.sub(r"[\s\"'“”‘’*_\\]+", " ", re.sub(r"</?\w+>", "", str(value)))
    return text.strip(" .,;:()[]<>").casefold()


def _count_entities(gold: Gold, record: LicenseRecord | None, counts: Counts) -> None:
    entities = record.entities if record else ()
    theirs = _bag((e["type"], e.get("value") or e.get("text")) for e in gold.data["entities"])
    mine = _bag((e.type, e.value or e.text) for e in entities)
    for key in theirs.keys() | mine.keys():
        hits = min(theirs[key], mine[key])
        counts.entities[key[0]].add(hits, mine[key] - hits, theirs[key] - hits)
    wanted = [normalize(gold.text[e["start"] : e["end"]]) for e in gold.data["entities"] if e["type"] == "REFERENCE"]
    free = [normalize(e.text) for e in entities if e.type == "REFERENCE"]
    found, hits = len(free), 0
    for reference in wanted:
        similarity, best = max(((fuzz.ratio(reference, other), other) for other in free), default=(0, ""))
        if similarity >= _REFERENCE_SIMILARITY:
            hits += 1
            free.remove(best)
    counts.entities["REFERENCE"].add(hits, found - hits, len(wanted) - hits)
    their_roles = Counter((normalize(e["value"]), e.get("role")) for e in gold.data["entities"] if e["type"] == "EMAIL")
    my_roles = Counter((normalize(e.value or e.text), e.role) for e in entities if e.type == "EMAIL")
    right = (their_roles & my_roles).total()
    counts.roles.add(right, 0, their_roles.total() - right)


def _bag(values: Iterable[tuple[str, object]]) -> Counter[tuple[str, str]]:
    """Values by type: every mention of some types counts, of the others each name once."""
    bag: Counter[tuple[str, str]] = Counter()
    for kind, value in values:
        key = (kind, normalize(value))
        if kind in _EVERY_MENTION:
            bag[key] += 1
        elif kind in _EVERY_NAME:
            bag[key] = 1
    return bag


def _count_terms(gold: Gold, record: LicenseRecord | None, counts: Counts) -> None:
    for name, wanted in gold.data["terms"].items():
        answer: Any = record.terms[name].value if record and name in record.terms else None
        if isinstance(wanted, list):
            right = {normalize(v) for v in wanted} == {normalize(v) for v in answer or ()}
            stated, said = bool(wanted), bool(answer)
        else:
            answer = answer or "unspecified"
            right = normalize(wanted) == normalize(answer)
            stated, said = wanted != "unspecified", answer != "unspecified"
        counts.terms[name].add(right, 0, not right)
        counts.stated.add(right and stated, said and not right, stated and not right)
        permissive = PERMISSIVE.get(name)
        if permissive and stated and answer == permissive != wanted:
            counts.dropped.append(f"{gold.name}: {name} is {wanted}, not {answer}")
        elif not right:
            counts.wrong_terms.append(f"{gold.name}: {name} is {wanted}, not {answer}")
        counts.missed += permissive is not None and stated and wanted != permissive and not said
