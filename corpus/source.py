"""The source format of a corpus document: one text file that a reviewer can read, from which text and gold are made.

A file ``corpus/documents/<name>.agreement`` has TOML front matter between two ``+++`` lines, then one segment a line::

    +++
    genre = "face and affect"
    family = "auriga"                # documents of one template share it; splits never separate them
    markup = "plain"                 # or "markdown": the text carries Markdown markup
    spacing = "blank"                # or "tight": one line break between segments instead of two
    note = "in the manner of …"      # optional: a real agreement whose structure and drafting it follows
    exception_elsewhere = true       # optional: an exception to a ban stands in another clause than the ban
    [terms]                          # only what the license states; the rest is "unspecified"
    commercial_use = "prohibited"
    liability = ["licensor_excluded"]
    [[subject_rules]]
    action = "publish"
    mode = "allow_only"
    ids = ["P02", "P03"]
    +++
    title<TAB>-<TAB>⟦DATASET|AURIGA⟧ Faces, release 2.3
    clause<TAB>storage,deletion<TAB>3.1 Keep it safe and erase it after ⟦DURATION:other=P3Y|three years⟧.

The columns are kind, labels (``-`` for none) and text, as ANNOTATION.md defines them. ``⏎`` stands for a line break
within a segment and ``⇥`` for a tab. Entities stand in ``⟦TYPE:role=value|words⟧``; role and value are optional where
the guideline needs none or the value is the words themselves, and marks may be nested. A line of kind ``furniture``
(a running head, a page number) is rendered but is no segment. Empty lines and lines that start with ``%`` (notes to
reviewers) are skipped.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from extractor.errors import GoldError

_OPEN = re.compile(r"⟦([A-Z_]+)(?::([a-z]+))?(?:=([^|⟦⟧]*))?\|")

KINDS = frozenset({"title", "heading", "clause", "item", "table", "reference", "form", "other", "furniture"})
_KEYS = frozenset({"genre", "family", "markup", "spacing", "terms", "subject_rules", "note", "exception_elsewhere"})


@dataclass(frozen=True, slots=True)
class Mark:
    """An entity, in offsets of its segment's text."""

    start: int
    end: int
    type: str
    role: str | None
    value: str


@dataclass(frozen=True, slots=True)
class SourceSegment:
    """One line of a source: kind, labels, text without entity marks, and the marks."""

    kind: str
    labels: tuple[str, ...]
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A corpus document as written."""

    name: str
    genre: str
    family: str
    markup: Literal["plain", "markdown"]
    spacing: Literal["blank", "tight"]
    segments: tuple[SourceSegment, ...]
    terms: dict[str, str | list[str]] = field(default_factory=dict)
    subject_rules: tuple[dict[str, Any], ...] = ()
    note: str | None = None
    exception_elsewhere: bool = False


def read_source(path: Path) -> Source:
    """The document in ``path``.

    Raises:
        GoldError: a line does not follow the format; file and line are named.

    """
    parts = path.read_text(encoding="utf-8").split("+++\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise GoldError("no front matter", source=path.name, hint="Start with +++, TOML, +++.")
    try:
        head = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise GoldError(f"front matter: {error}", source=path.name, hint="Correct the TOML.") from error
    unknown = set(head) - _KEYS
    if unknown or not {"genre", "family"} <= set(head):
        raise GoldError(
            f"front matter has unknown keys {sorted(unknown)} or lacks genre or family",
            source=path.name,
            hint="See corpus/source.py for the keys.",
        )
    first = parts[1].count("\n") + 3
    return Source(
        name=path.stem,
        genre=head["genre"],
        family=head["family"],
        markup=head.get("markup", "plain"),
        spacing=head.get("spacing", "blank"),
        segments=tuple(
            _segment(line, f"{path.name}:{number}")
            for number, line in enumerate(parts[2].split("\n"), first)
            if line.strip() and not line.startswith("%")
        ),
        terms=head.get("terms", {}),
        subject_rules=tuple({"scope": None, **rule} for rule in head.get("subject_rules", [])),
        note=head.get("note"),
        exception_elsewhere=head.get("exception_elsewhere", False),
    )


def _segment(line: str, where: str) -> SourceSegment:
    columns = line.split("\t")
    if len(columns) != 3 or columns[0] not in KINDS:
        raise GoldError(
            "a line is kind, labels and text, separated by tabs", source=where, hint="See corpus/source.py."
        )
    text, marks = unmark(columns[2].replace("⏎", "\n").replace("⇥", "\t").strip(), where)
    labels = tuple(columns[1].split(",")) if columns[1] != "-" else ()
    return SourceSegment(columns[0], labels, text, marks)


def unmark(marked: str, where: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without entity marks, and the marks in its offsets, in order of their start.

    Raises:
        GoldError: the brackets do not match.

    """
    out: list[str] = []
    length = 0
    stack: list[tuple[int, re.Match[str]]] = []
    marks: list[Mark] = []
    at = 0
    while at < len(marked):
        opened = _OPEN.match(marked, at)
        if opened:
            stack.append((length, opened))
            at = opened.end()
        elif marked[at] == "⟧":
            if not stack:
                raise GoldError("⟧ without ⟦", source=where, hint="Write ⟦TYPE:role=value|words⟧.")
            start, opened = stack.pop()
            words = "".join(out)[start:]
            value = opened.group(3) if opened.group(3) is not None else " ".join(words.split())
            if opened.group(1) == "EMAIL":
                value = value.lower()
            marks.append(Mark(start, length, opened.group(1), opened.group(2), value))
            at += 1
        elif marked[at] == "⟦":
            raise GoldError(
                f"bad entity mark at {marked[at : at + 30]!r}",
                source=where,
                hint="Write ⟦TYPE:role=value|words⟧.",
            )
        else:
            out.append(marked[at])
            length += 1
            at += 1
    if stack:
        raise GoldError("⟦ without ⟧", source=where, hint="Write ⟦TYPE:role=value|words⟧.")
    return "".join(out), tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))
