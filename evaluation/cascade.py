"""What it costs to ask the encoder only in doubt: ``python -m evaluation.cascade`` writes ``results/cascade.md``.

Clauses are cut as the gold cuts them. A clause is in doubt where a label's probability lies inside the band, or none
reaches its upper end (``extractor.classify.choose.in_doubt``, whose band is one of the rows).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evaluation.gold import Gold, gold_clauses
from evaluation.sets import left_out, measured, say_progress, write_page
from extractor.classify import Labeller
from extractor.score import Tally, total
from extractor.types import CONTENT_KINDS, LabelledClause

_ASKED = (
    ("never", 0.0, 0.0),
    ("always", 0.0, 1.1),
    ("in doubt from 0.1 to 0.9", 0.1, 0.9),
    ("in doubt from 0.2 to 0.8", 0.2, 0.8),
    ("in doubt from 0.3 to 0.7", 0.3, 0.7),
    ("in doubt from 0.4 to 0.6", 0.4, 0.6),
)


def main() -> None:
    """Writes the table."""
    sets = measured()
    lines = [
        "# The encoder, asked of some clauses and of all",
        "",
        "Labels, micro / macro F1, clauses cut as the gold cuts them; in brackets the share that the encoder reads.",
        "",
        f"| asked | {' | '.join(sets)} |",
        f"|---|{'---|' * len(sets)}",
    ]
    for name, low, high in _ASKED:
        say_progress(name)
        cells = [_cell(golds, low, high) for golds in sets.values()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    write_page("cascade.md", "\n".join(lines) + "\n" + left_out(sets))


def _cell(golds: Iterable[Gold], low: float, high: float) -> str:
    answers: list[bool] = []

    def doubt(chances: Iterable[float]) -> bool:
        known = list(chances)
        answers.append(max(known) < high or any(low < chance < high for chance in known))
        return answers[-1]

    tallies = _tallies(Labeller.load(mode="full" if high else "fast", doubt=doubt), golds)
    whole = total(tallies.values())
    seen = [tally.f1 for tally in tallies.values() if tally.support]
    share = f" ({sum(answers) / len(answers):.0%})" if answers else ""
    return f"{whole.f1:.3f} / {sum(seen) / len(seen):.3f}{share}"


def _tallies(labeller: Labeller, golds: Iterable[Gold]) -> Mapping[str, Tally]:
    tallies: dict[str, Tally] = {}
    for gold in golds:
        document, clauses = gold_clauses(gold)
        for item, segment in zip(labeller.label(document, clauses), gold.data["segments"], strict=True):
            if item.clause.kind in CONTENT_KINDS:
                _count(item, set(segment.get("labels", [])), tallies)
    return tallies


def _count(item: LabelledClause, wanted: set[str], tallies: dict[str, Tally]) -> None:
    found = {scored.label for scored in item.labels}
    for name in found | wanted:
        tallies.setdefault(name, Tally()).add(name in found & wanted, name in found - wanted, name in wanted - found)


if __name__ == "__main__":
    main()
