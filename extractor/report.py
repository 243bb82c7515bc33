"""Counts turned into a report: figures as JSON, or as a table that a person reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from extractor.gold import Gold
from extractor.record import LicenseRecord
from extractor.score import FIVE, Counts, Tally, count, total


@dataclass(frozen=True, slots=True)
class Report:
    """The measures of one run over a set of gold documents."""

    name: str
    counts: Counts

    @property
    def label_micro(self) -> Tally:
        """All labels together."""
        return total(self.counts.labels.values())

    @property
    def label_macro(self) -> float:
        """The mean F1 of the labels that the gold has."""
        return _mean(tally.f1 for tally in self.counts.labels.values() if tally.support)

    @property
    def five_macro(self) -> float:
        """The mean F1 of the five labels that count most."""
        return _mean(self.counts.labels[name].f1 for name in FIVE if name in self.counts.labels)

    @property
    def role_accuracy(self) -> float:
        """The share of the gold's e-mail addresses that were found in the same role."""
        return self.counts.roles.recall

    @property
    def term_accuracy(self) -> float:
        """The share of all fields that were answered as the gold answers them."""
        return total(self.counts.terms.values()).recall

    def figures(self) -> dict[str, Any]:
        """Every figure by name, ready for JSON; F1 values with precision, recall and support."""
        counts = self.counts
        return {
            "name": self.name,
            "documents": counts.documents,
            "text_coverage": counts.words_found / max(1, counts.words),
            "segmentation": _tally(counts.segments),
            "segments_exact": _tally(counts.exact),
            "label_micro": _tally(self.label_micro),
            "label_macro_f": self.label_macro,
            "five_macro_f": self.five_macro,
            "labels": {name: _tally(counts.labels[name]) for name in sorted(counts.labels)},
            "entity_micro": _tally(total(counts.entities.values())),
            "entities": {name: _tally(counts.entities[name]) for name in sorted(counts.entities)},
            "email_role_accuracy": self.role_accuracy,
            "terms_accuracy": self.term_accuracy,
            "terms_stated": _tally(counts.stated),
            "terms": {name: counts.terms[name].recall for name in sorted(counts.terms)},
            "subject_rules": _tally(counts.rules),
            "dropped_restrictions": len(counts.dropped),
            "missed_restrictions": counts.missed,
        }


def evaluate(
    golds: Iterable[Gold], extract: Callable[[Gold], LicenseRecord | None], *, name: str = "extractor"
) -> Report:
    """The report on what ``extract`` makes of each gold document; None counts as a document with nothing found."""
    counts = Counts()
    for gold in golds:
        count(gold, extract(gold), counts)
    return Report(name, counts)


def table(reports: list[Report]) -> str:
    """The reports side by side as Markdown tables: overview, then labels, entity types and fields."""
    figures = [report.figures() for report in reports]
    head = f"| measure | {' | '.join(report.name for report in reports)} |\n|---|{'---|' * len(reports)}"
    overview: list[tuple[str, Callable[[Mapping[str, Any]], str]]] = [
        ("documents", lambda f: str(f["documents"])),
        ("text coverage", lambda f: f"{f['text_coverage']:.3f}"),
        ("segment starts F1", lambda f: f"{f['segmentation']['f']:.3f}"),
        ("segments exact F1", lambda f: f"{f['segments_exact']['f']:.3f}"),
        ("labels micro F1", lambda f: f"{f['label_micro']['f']:.3f}"),
        ("labels macro F1", lambda f: f"{f['label_macro_f']:.3f}"),
        ("the five, macro F1", lambda f: f"{f['five_macro_f']:.3f}"),
        ("entities micro F1", lambda f: f"{f['entity_micro']['f']:.3f}"),
        ("e-mail roles accuracy", lambda f: f"{f['email_role_accuracy']:.3f}"),
        ("terms accuracy", lambda f: f"{f['terms_accuracy']:.3f}"),
        ("terms stated F1", lambda f: f"{f['terms_stated']['f']:.3f}"),
        ("subject rules F1", lambda f: f"{f['subject_rules']['f']:.3f}"),
        ("dropped restrictions", lambda f: str(f["dropped_restrictions"])),
        ("missed restrictions", lambda f: str(f["missed_restrictions"])),
    ]
    parts = [head] + [f"| {label} | {' | '.join(show(f) for f in figures)} |" for label, show in overview]
    for title, key in (("label", "labels"), ("entity type", "entities")):
        names = sorted({name for f in figures for name in f[key]})
        parts.append(
            f"\n| {title} | support | {' | '.join(r.name for r in reports)} |\n|---|---|{'---|' * len(reports)}"
        )
        for name in names:
            support = max(f[key].get(name, {"n": 0})["n"] for f in figures)
            parts.append(f"| {name} | {support:.0f} | {' | '.join(_f(f[key].get(name)) for f in figures)} |")
    parts.append(f"\n| field, accuracy | {' | '.join(r.name for r in reports)} |\n|---|{'---|' * len(reports)}")
    for name in sorted({name for f in figures for name in f["terms"]}):
        cells = [f"{figure['terms'].get(name, 0.0):.3f}" for figure in figures]
        parts.append(f"| {name} | {' | '.join(cells)} |")
    dropped = [line for report in reports[:1] for line in report.counts.dropped]
    if dropped:
        parts.append("\nDropped restrictions:\n" + "\n".join(f"- {line}" for line in dropped))
    return "\n".join(parts) + "\n"


def _f(figure: Mapping[str, float] | None) -> str:
    return f"{figure['f']:.3f}" if figure else "–"


def _tally(tally: Tally) -> dict[str, float]:
    return {"p": tally.precision, "r": tally.recall, "f": tally.f1, "n": tally.support}


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
