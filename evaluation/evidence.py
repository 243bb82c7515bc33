"""Whether the words that are shown prove the answer: ``python -m evaluation.evidence`` writes ``results/evidence.md``.

Gold has no evidence of its own, but it says which segments are about what. Of answers that are right, the words
should stand in a segment that carries a label of the term's: above all the first, which a reader is shown first.
"""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evaluation.gold import Gold, gold_clauses
from evaluation.sets import left_out, measured, say_progress, write_page
from evaluation.stages import record_of
from extractor.classify import Labeller
from extractor.record import TermRecord
from extractor.taxonomy.terms import TermField, term_fields

_OF_FORMS = frozenset({"signatory"})
"""Read from forms, which carry no labels."""

_FIRST = operator.itemgetter(0)


@dataclass(frozen=True, slots=True)
class Shown:
    """Of the pieces of evidence of one right answer, which stand in a clause that is about the term."""

    field: str
    at_home: tuple[bool, ...]


def main() -> None:
    """Writes the page."""
    labeller = Labeller.load(mode="full")
    sets = measured()
    parts = [
        "# Whether the words shown prove the answer",
        "",
        "Written by `python -m evaluation.evidence`. The full model, segments given by the gold, answers that are",
        "right. Evidence is at home where its segment carries a label of the term's in the gold. The first piece is",
        "what summaries show.",
    ]
    for name, golds in sets.items():
        say_progress(name)
        parts += ["", f"## {name}, {len(golds)} documents", "", *table(shown(golds, labeller))]
    write_page("evidence.md", "\n".join(parts) + "\n" + left_out(sets))


def shown(golds: Iterable[Gold], labeller: Labeller) -> Iterator[Shown]:
    """Yields what is shown for each right answer of a field that labels go with."""
    fields = {field.name: field for field in term_fields() if field.context and field.name not in _OF_FORMS}
    for gold in golds:
        document, clauses = gold_clauses(gold)
        record = record_of(document, labeller.label(document, clauses), model=labeller.model_id)
        for name, field in fields.items():
            term = record.terms[name]
            if term.evidence and is_right(term, gold.data.get("terms", {}).get(name, ())):
                yield Shown(name, tuple(at_home(field, gold, proof.start) for proof in term.evidence))


def is_right(term: TermRecord, wanted: str | list[str]) -> bool:
    """Whether the answer is the gold's; sets in any order."""
    return term.value == wanted if isinstance(term.value, str) else sorted(term.value) == sorted(wanted)


def at_home(field: TermField, gold: Gold, offset: int) -> bool:
    """Whether the gold's segment at ``offset`` carries a label of the field's."""
    homes = (one for one in gold.data["segments"] if one["start"] <= offset < one["end"])
    return any(not field.context.isdisjoint(home.get("labels", ())) for home in homes)


def table(found: Iterable[Shown]) -> list[str]:
    """The shares by field as a Markdown table, all fields last."""
    by_field: dict[str, list[Shown]] = defaultdict(list)
    for one in found:
        by_field[one.field].append(one)
    rows = [*sorted(by_field.items()), ("all", [one for several in by_field.values() for one in several])]
    return [
        "| term | right answers | any piece at home | the first piece | all pieces |",
        "|---|---|---|---|---|",
        *(_row(name, several) for name, several in rows if several),
    ]


def _row(name: str, several: list[Shown]) -> str:
    pieces = [home for one in several for home in one.at_home]
    any_, first = (sum(test(one.at_home) for one in several) / len(several) for test in (any, _FIRST))
    return f"| {name} | {len(several)} | {any_:.2f} | {first:.2f} | {sum(pieces) / len(pieces):.2f} ({len(pieces)}) |"


if __name__ == "__main__":
    main()
