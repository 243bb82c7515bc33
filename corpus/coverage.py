"""What the corpus must hold, and whether it does: ``python -m corpus coverage`` writes ``corpus/coverage.md``.

Everything is measured from the documents; only ``exception_elsewhere`` and ``note`` are set by hand in their front
matter. Of real agreements nothing but the names is used, to see which of them have documents in their manner.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.source import Source, SourceSegment

OUT = Path(__file__).parent / "coverage.md"
REAL = Path(__file__).parent.parent.parent / "shared"
_MANNER = re.compile(r"in the manner of (\S+)")
_EACH = 2

# Wordings by which a clause takes something out of what it says.
_WHOSE = r"(?:(?:(?:the )?\w+['’]s|the|our|its|his|her|their|any|an?) )?"
_LEAVE = r"(?:consent|permission|approval|authori[sz]ation|agreement|license|leave)"
_KINDS_OF_LEAVE = r"(?:(?:prior|express|explicit|written|specific)(?:,| and| or)? )"
EXCEPTION = re.compile(
    r"\b(?:except(?:ed|ing|ions?)?|unless|other than|save(?: that| for| where| as| when| if| with| in)|subject to"
    r"|apart from|aside from|notwithstanding"
    rf"|without {_WHOSE}{_KINDS_OF_LEAVE}+{_LEAVE}"
    rf"|not? .{{0,80}}?\bwithout {_WHOSE}(?:{_LEAVE}|asking))\b",
    re.IGNORECASE,
)
_BEARING = frozenset({"clause", "item", "table"})

# Words that name a topic: a segment that says one of them without stating the term is a hard negative.
_TOPICS: dict[str, re.Pattern[str]] = {
    "commercial_use": re.compile(r"\bcommerc\w*|\bcompan(?:y|ies)\b|\bfor[- ]profit\b|\bproducts?\b", re.IGNORECASE),
    "citation": re.compile(r"\bcit(?:e|es|ed|ing|ations?)\b|\backnowledge?ments?\b|\breferences\b", re.IGNORECASE),
    "storage": re.compile(r"\bstor(?:e|ed|es|age|ing)\b|\bservers?\b|\bbackups?\b|\bencrypt\w*", re.IGNORECASE),
    "subject_restriction": re.compile(r"\b(?:subjects?|participants?|volunteers|speakers?|patients?)\b", re.IGNORECASE),
    "ip_assignment": re.compile(r"\bpatents?\b|\binventions?\b|\bimprovements?\b|\bfeedback\b", re.IGNORECASE),
    "publication": re.compile(r"\bpubli(?:sh|shed|shes|shing|cations?)\b|\bpapers?\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Demand:
    """Something the corpus must hold: what, how many at least, how many there are."""

    what: str
    asked: int
    found: int


def models(real: Path) -> list[str]:
    """The real agreements that documents should follow, as ``note`` names them; none where ``real`` is absent."""
    folders = {"supplied": real / "supplied", "external": real / "external" / "txt"}
    names = [f"{name}/{path.stem}" for name, folder in folders.items() for path in sorted(folder.glob("*.txt"))]
    unlabelled = real / "dev" / "unlabelled"
    files = sorted(path for path in unlabelled.iterdir() if path.is_file()) if unlabelled.is_dir() else []
    return names + [f"dev/unlabelled/{path.name}" for path in files]


def report(sources: list[Source], real: list[str]) -> str:
    """The page as Markdown; of real agreements that are not at hand, those count that a ``note`` names."""
    manner = Counter(name for source in sources if (name := manner_of(source)))
    names = real or sorted(manner)
    lines = ["# What the corpus must hold", "", "Made by `python -m corpus coverage`.", ""]
    lines += ["| what | asked | found | |", "|---|---|---|---|"]
    for demand in demands(sources, names):
        state = "" if demand.found >= demand.asked else "falls short"
        lines.append(f"| {demand.what} | {demand.asked} | {demand.found} | {state} |")
    segments = [s for source in sources for s in source.segments if s.kind != "furniture"]
    lines += ["", f"{len(sources)} documents, {len(segments)} segments.", ""]
    labels = Counter(label for segment in segments for label in segment.labels)
    lines += _table("Segments of each label", "label", labels)
    lines += _table("Documents of each genre", "genre", Counter(source.genre for source in sources))
    lines += _table("Surface forms of subject rules", "form", Counter(f for s in sources for f in set(rule_forms(s))))
    lines += _table("Hard negatives: a topic's word, not its label", "topic", hard_negatives(segments))
    lines += _table("Documents in the manner of a real one", "real", Counter({n: manner[n] for n in names}))
    return "\n".join(lines).rstrip("\n") + "\n"


def demands(sources: list[Source], names: list[str]) -> list[Demand]:
    """Each demand with what was counted."""
    segments = [segment for source in sources for segment in source.segments]
    manner = Counter(manner_of(source) for source in sources)
    return [
        Demand("genres", 20, len({source.genre for source in sources})),
        Demand("clauses with an exception", 150, sum(map(has_exception, segments))),
        Demand("documents whose ban has its exception elsewhere", 30, sum(s.exception_elsewhere for s in sources)),
        Demand("documents with subject rules", 50, sum(bool(source.subject_rules) for source in sources)),
        Demand("surface forms of subject rules", 25, len({form for s in sources for form in rule_forms(s)})),
        Demand(
            f"real agreements with {_EACH} or more in their manner",
            len(names),
            sum(manner[name] >= _EACH for name in names),
        ),
    ]


def has_exception(segment: SourceSegment) -> bool:
    """Whether the segment states a term and takes something out of it in the same breath."""
    return segment.kind in _BEARING and set(segment.labels) != {"general"} and bool(EXCEPTION.search(segment.text))


def manner_of(source: Source) -> str | None:
    """The real agreement that the document follows, as its ``note`` names it."""
    found = _MANNER.match(source.note or "")
    return found.group(1) if found else None


def rule_forms(source: Source) -> Iterator[str]:
    """Yields the surface form of each subject rule: mode, where its IDs stand, how they are written, if of a part."""
    for rule in source.subject_rules:
        where = "table" if _kinds(source, rule["ids"]) & {"table"} else "text"
        part = "of a part" if rule["scope"] else "of the whole"
        yield f"{rule['mode']} {rule['action']}, {where}, {_written(rule['ids'])}, {part}"


def hard_negatives(segments: Iterable[SourceSegment]) -> Counter[str]:
    """For each topic, how many segments say its word and do not state its term."""
    bearing = [segment for segment in segments if segment.kind in _BEARING]
    return Counter(
        {
            topic: sum(topic not in segment.labels and bool(pattern.search(segment.text)) for segment in bearing)
            for topic, pattern in _TOPICS.items()
        }
    )


def _kinds(source: Source, ids: list[Any]) -> set[str]:
    return {s.kind for s in source.segments if any(m.type == "SUBJECT_ID" and m.value in ids for m in s.marks)}


def _written(ids: list[Any]) -> str:
    """How the IDs are written: the least plain of them decides."""
    texts = [str(id_) for id_ in ids]
    if any(re.search(r"[*?]|\dx+$|\bseries$|\ball\b|\.\d+/\d+$", text) for text in texts):
        return "prefix"
    if any(re.search(r"\d\D{0,8}(?:[-–~～…]|\.\.|\b(?:to|a|up to|through)\b)\D{0,8}\d", text) for text in texts):
        return "range" if len(texts) == 1 else "list with ranges"
    return "one" if len(texts) == 1 else "list"


def _table(title: str, name: str, counts: Counter[str]) -> list[str]:
    rows = [f"| {key} | {count} |" for key, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
    return [f"## {title}", "", f"| {name} | count |", "|---|---|", *rows, ""]
