"""What each stage costs the ones behind it: ``python -m evaluation.stages`` writes ``results/stages.md``.

The gold stands in for one stage after the other. What a stage loses is the step between two rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from evaluation.gold import Gold, gold_clauses, gold_entities, gold_labels
from evaluation.sets import left_out, measured, say_progress, write_page
from extractor.classify import Labeller
from extractor.entities import find
from extractor.ingest import read
from extractor.pipeline import assemble
from extractor.record import LicenseRecord
from extractor.report import Report, evaluate
from extractor.segment import split
from extractor.terms import answer
from extractor.types import Document, Entity, LabelledClause

Extract = Callable[[Gold], LicenseRecord]


def main() -> None:
    """Writes the page."""
    labeller = Labeller.load(mode="full")
    sets = measured()
    reports: dict[str, list[Report]] = {}
    for name, golds in sets.items():
        say_progress(name)
        reports[name] = [evaluate(golds, extract, name=row) for row, extract in rows(labeller).items()]
    write_page("stages.md", page(reports) + left_out(sets))


def record_of(
    document: Document, labelled: Sequence[LabelledClause], entities: Sequence[Entity] | None = None, *, model: str
) -> LicenseRecord:
    """The record of labelled clauses; their entities are found where none are given."""
    found = find(document, labelled) if entities is None else entities
    return assemble(document, labelled, found, answer(document, labelled, found), model=model)


def rows(labeller: Labeller) -> Mapping[str, Extract]:
    """How records are made, by what the gold gives."""

    def nothing(gold: Gold) -> LicenseRecord:
        document = read(gold.text.encode(), name=f"{gold.name}.txt")
        return record_of(document, labeller.label(document, split(document)), model=labeller.model_id)

    def segments(gold: Gold) -> LicenseRecord:
        document, clauses = gold_clauses(gold)
        return record_of(document, labeller.label(document, clauses), model=labeller.model_id)

    def labels(gold: Gold) -> LicenseRecord:
        document, clauses = gold_clauses(gold)
        return record_of(document, gold_labels(gold, clauses), model=labeller.model_id)

    def entities(gold: Gold) -> LicenseRecord:
        document, clauses = gold_clauses(gold)
        labelled = gold_labels(gold, clauses)
        return record_of(document, labelled, gold_entities(gold, clauses), model=labeller.model_id)

    return {
        "nothing": nothing,
        "segments": segments,
        "segments and labels": labels,
        "segments, labels and entities": entities,
    }


def page(reports: Mapping[str, Sequence[Report]]) -> str:
    """The tables as Markdown."""
    lines = [
        "# What each stage costs",
        "",
        "Written by `python -m evaluation.stages`. The full model, on texts. The gold gives what the first column",
        "says, and the extractor finds the rest: the step from one row to the next is what the stage loses that is",
        "given there. A dash: the column is what is given.",
    ]
    for name, found in reports.items():
        lines += [
            "",
            f"## {name}, {found[0].counts.documents} documents",
            "",
            "| given | segment starts F1 | labels micro | macro | the five | entities | terms accuracy | stated F1 "
            "| dropped restrictions |",
            "|---|---|---|---|---|---|---|---|---|",
        ]
        lines += [_line(report) for report in found]
    return "\n".join(lines) + "\n"


def _line(report: Report) -> str:
    figures = report.figures()
    given = report.name
    starts = f"{figures['segmentation']['f']:.3f}" if given == "nothing" else "–"
    labels = [f"{value:.3f}" for value in (report.label_micro.f1, report.label_macro, report.five_macro)]
    if "labels" in given:
        labels = ["–"] * 3
    entities = "–" if "entities" in given else f"{figures['entity_micro']['f']:.3f}"
    terms = f"{report.term_accuracy:.3f} | {report.counts.stated.f1:.3f} | {len(report.counts.dropped)}"
    return f"| {given} | {starts} | {' | '.join(labels)} | {entities} | {terms} |"


if __name__ == "__main__":
    main()
