"""Which restrictions are answered by a permission, or not at all: ``python -m evaluation.dropped [--shared DIR]``.

A dropped restriction is the worst error there is; a missed one is answered ``unspecified``. Both are listed by name
for our own corpus, with the cause that a person wrote into ``results/dropped_causes.toml``, and counted for the
yardstick, of which nothing is quoted.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.gold import Gold, corpus_gold, read_gold
from extractor.pipeline import Extractor
from extractor.score import PERMISSIVE

RESULTS = Path(__file__).parent / "results"
CAUSES = RESULTS / "dropped_causes.toml"
SHARED = Path(__file__).parent.parent.parent / "shared"


@dataclass(frozen=True, slots=True)
class Loss:
    """A restriction of the gold that the record does not have."""

    document: str
    field: str
    wanted: str
    answer: str
    review: bool

    @property
    def dropped(self) -> bool:
        """Whether it was called permitted, rather than passed over in silence."""
        return self.answer == PERMISSIVE[self.field]


def main() -> int:
    """Writes ``results/dropped.md`` and prints it."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.dropped", description="Restrictions that were lost.")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of the third-party agreements")
    parser.add_argument("--out", type=Path, default=RESULTS / "dropped.md")
    arguments = parser.parse_args()
    extractor = Extractor.load()
    causes = tomllib.loads(CAUSES.read_text(encoding="utf-8")) if CAUSES.exists() else {}
    parts = ["# Restrictions lost\n"]
    for split in ("train", "test"):
        losses = find_losses(extractor, corpus_gold(split))
        parts += [f"## Corpus, {split}\n", counts(losses), listing(losses, causes)]
    yardstick: Path = arguments.shared / "dev"
    if (yardstick / "gold").is_dir():
        losses = find_losses(extractor, read_gold(yardstick / "gold", yardstick / "txt"))
        parts += ["## Yardstick\n", counts(losses)]
    else:
        print(f"skipped: the yardstick is not at {yardstick}")
    text = "\n".join(part for part in parts if part)
    arguments.out.write_text(text, encoding="utf-8", newline="\n")
    print(text)
    return 0


def find_losses(extractor: Extractor, golds: Iterable[Gold]) -> list[Loss]:
    """The restrictions of ``golds`` that their records call permitted or leave unspecified."""
    found = []
    for gold in golds:
        record = extractor.extract(gold.text.encode(), name=f"{gold.name}.txt")
        for field, permissive in PERMISSIVE.items():
            wanted, term = gold.data["terms"][field], record.terms[field]
            if wanted not in ("unspecified", permissive) and term.value in ("unspecified", permissive):
                found.append(Loss(gold.name, field, wanted, str(term.value), term.review))
    return found


def counts(losses: Iterable[Loss]) -> str:
    """A table of the losses by field: dropped and missed, in all and without a review mark."""
    tally: Counter[tuple[str, bool, bool]] = Counter((loss.field, loss.dropped, loss.review) for loss in losses)
    lines = ["| field | dropped | of which unmarked | missed | of which unmarked |", "|---|---|---|---|---|"]
    for field in PERMISSIVE:
        cells = [
            number
            for dropped in (True, False)
            for number in (tally[field, dropped, True] + tally[field, dropped, False], tally[field, dropped, False])
        ]
        lines.append(f"| `{field}` | {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def listing(losses: Iterable[Loss], causes: Mapping[str, Mapping[str, str]]) -> str:
    """One line a loss, the worst first, with its cause where a person named it."""
    lines = ["| document | field | gold | answer | review | cause |", "|---|---|---|---|---|---|"]
    for loss in sorted(losses, key=lambda loss: (not loss.dropped, loss.review, loss.document, loss.field)):
        cause = causes.get(loss.document, {}).get(loss.field, "")
        mark = "marked" if loss.review else "**unmarked**"
        lines.append(f"| {loss.document} | `{loss.field}` | {loss.wanted} | {loss.answer} | {mark} | {cause} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
