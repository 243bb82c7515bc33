"""How far two labellings agree: ``python -m corpus.agreement`` writes ``corpus/agreement.md``.

``corpus/second/<name>.labels`` holds a second labelling, made without sight of the first: a line a segment
(``n``, kind and labels, separated by tabs), a line ``---``, then the stated terms as TOML. ``resolved.tsv`` holds
what the first labelling said before it was corrected, so that the figures stay those of two blind labellings.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.load import DOCUMENTS
from corpus.render import SET_TERMS, TERMS
from corpus.source import Source, read_source
from extractor.errors import GoldError

SECOND = Path(__file__).parent / "second"
OUT = Path(__file__).parent / "agreement.md"


@dataclass(frozen=True, slots=True)
class Second:
    """What the second labelling says of a document."""

    kinds: tuple[str, ...]
    labels: tuple[frozenset[str], ...]
    terms: dict[str, str | list[str]]


def read_second(path: Path) -> Second:
    """The second labelling in ``path``.

    Raises:
        GoldError: it does not follow the format.
    """
    segments, dashes, terms = path.read_text(encoding="utf-8").partition("\n---\n")
    rows = [line.split("\t") for line in segments.splitlines() if line.strip()]
    if not dashes or any(len(row) != 3 or row[0] != str(n) for n, row in enumerate(rows, 1)):
        raise GoldError("not a second labelling", source=path.name, hint="See corpus/agreement.py for the format.")
    return Second(
        kinds=tuple(row[1] for row in rows),
        labels=tuple(frozenset(row[2].split(",")) - {"-"} for row in rows),
        terms=tomllib.loads(terms).get("terms", {}),
    )


def read_first(path: Path = SECOND / "resolved.tsv") -> dict[tuple[str, str], str]:
    """What the first labelling said where the two differed, by document and segment or field.

    A value is labels separated by commas (``-`` for none), after ``kind:`` where the kinds differed, or a term.
    """
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return {(document, place): first for document, place, first, _, _ in rows}


def pairs() -> Iterator[tuple[Source, Second]]:
    """Yields each document that was labelled twice, with its second labelling.

    Raises:
        GoldError: the two have not the same number of segments.
    """
    for path in sorted(SECOND.glob("*.labels")):
        source, second = read_source(DOCUMENTS / f"{path.stem}.agreement"), read_second(path)
        count = sum(segment.kind != "furniture" for segment in source.segments)
        if count != len(second.kinds):
            raise GoldError(f"{len(second.kinds)} segments, not {count}", source=path.name, hint="Label it again.")
        yield source, second


def report() -> str:
    """The agreement as Markdown: F1 of the one labelling against the other, which has no first and second."""
    both: Counter[str] = Counter()
    either: Counter[str] = Counter()
    kinds = segments = documents = 0
    terms: Counter[str] = Counter()
    before = read_first()
    for source, second in pairs():
        documents += 1
        first = [segment for segment in source.segments if segment.kind != "furniture"]
        for n, (segment, kind, labels) in enumerate(zip(first, second.kinds, second.labels, strict=True), 1):
            said = before.get((source.name, str(n)), f"{segment.kind}:{','.join(segment.labels) or '-'}")
            first_kind, _, first_labels = said.rpartition(":")
            own = set(first_labels.split(",")) - {"-"}
            segments += 1
            kinds += (first_kind or kind) == kind
            both.update(labels & own)
            either.update(labels)
            either.update(own)
        for name in TERMS:
            silent: str | list[str] = [] if name in SET_TERMS else "unspecified"
            one, other = source.terms.get(name, silent), second.terms.get(name, silent)
            if said_first := before.get((source.name, name)):
                one = [v for v in said_first.split(",") if v not in ("-", "")] if name in SET_TERMS else said_first
            terms[name] += (set(one) == set(other)) if name in SET_TERMS else one == other
    scores = {name: 2 * both[name] / either[name] for name in either}
    micro = 2 * both.total() / either.total()
    macro = sum(scores.values()) / len(scores)
    return "\n".join(
        [
            "# How far two labellings agree",
            "",
            "Made by `python -m corpus.agreement` from `corpus/second/`, labelled without sight of the first.",
            "",
            "| measure | value |",
            "|---|---|",
            f"| documents, segments | {documents}, {segments} |",
            f"| same kind | {kinds / segments:.3f} |",
            f"| labels, micro F1 | {micro:.3f} |",
            f"| labels, macro F1 | {macro:.3f} |",
            f"| terms, same answer | {terms.total() / (documents * len(TERMS)):.3f} |",
            "",
            "| label | F1 | given by either |",
            "|---|---|---|",
            *(
                f"| {name} | {scores[name]:.3f} | {either[name] - both[name]} |"
                for name in sorted(scores, key=lambda n: -scores[n])
            ),
            "",
            "| field | same answer |",
            "|---|---|",
            *(f"| {name} | {terms[name] / documents:.3f} |" for name in sorted(TERMS, key=lambda n: -terms[n])),
            "",
        ]
    )


if __name__ == "__main__":
    OUT.write_text(report(), encoding="utf-8")
