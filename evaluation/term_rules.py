"""Precision of the term rules on gold: ``python -m evaluation.term_rules GOLD_DIR TEXT_DIR … [--write]``.

A rule proves an answer where its words are among the evidence; what other statements of the license overrule does
not count. ``silence`` stands for the answer "unspecified", where no person is asked to look. A prior of three answers
at 0.9 keeps rare rules away from 0 and 1. ``--write`` stores the figures in ``taxonomy/terms/*.toml``, rounded down to
a twentieth: the counts bear no finer figure.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import extractor.taxonomy
from evaluation.gold import Gold, corpus_gold, gold_clauses, gold_entities, gold_labels, read_gold
from extractor.taxonomy.terms import term_fields
from extractor.terms import answer_by_rules

PRIOR_ANSWERS, PRIOR_PRECISION = 3, 0.9
TERMS = Path(next(iter(extractor.taxonomy.__path__))) / "terms"


def main() -> int:
    """Prints every rule's counts and precision; stores them on request."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.term_rules", description="Precision of the term rules.")
    parser.add_argument("folders", nargs="*", type=Path, help="pairs of gold and text folders, beside our own corpus")
    parser.add_argument("--write", action="store_true", help="store the figures in the rule files")
    arguments = parser.parse_args()
    golds = [*corpus_gold("train")]
    for gold_dir, text_dir in zip(arguments.folders[::2], arguments.folders[1::2], strict=True):
        golds += read_gold(gold_dir, text_dir)
    right, proved = count(golds)
    for rule_id in sorted(proved):
        print(
            f"{rule_id:28} {right[rule_id]:4} of {proved[rule_id]:4}  {precision(right[rule_id], proved[rule_id]):.2f}"
        )
    if arguments.write:
        for path in sorted(TERMS.glob("*.toml")):
            path.write_text(with_precision(path.read_text("utf-8"), path.stem, right, proved), "utf-8")
    return 0


def count(golds: Iterable[Gold]) -> tuple[Counter[str], Counter[str]]:
    """How many right answers each rule proves, and how many answers it proves, right or wrong."""
    values = {f"rule:{rule.cue.id}": rule.value for field in term_fields() for rule in field.rules}
    right: Counter[str] = Counter()
    proved: Counter[str] = Counter()
    for gold in golds:
        _, clauses = gold_clauses(gold)
        answers = answer_by_rules(gold_labels(gold, clauses), gold_entities(gold, clauses))
        for term in answers.terms:
            truth = gold.data["terms"][term.field]
            if not term.evidence and not term.review:
                proved[f"{term.field}/silence"] += 1
                right[f"{term.field}/silence"] += truth in ("unspecified", [])
            for by in {evidence.by for evidence in term.evidence if evidence.by in values}:
                rule_id = by.removeprefix("rule:")
                proved[rule_id] += 1
                right[rule_id] += values[by] in truth if isinstance(truth, list) else term.value == truth
    return right, proved


def precision(right: int, proved: int) -> float:
    """The share of right answers, smoothed by the prior and rounded down to a twentieth."""
    share = (right + PRIOR_ANSWERS * PRIOR_PRECISION) / (proved + PRIOR_ANSWERS)
    return int(share * 20 + 1e-9) / 20


def with_precision(source: str, field: str, right: Counter[str], proved: Counter[str]) -> str:
    """The rule file ``source`` with ``silence`` and every rule's ``precision`` brought up to date."""
    head, *blocks = source.split("[[rules]]")
    silence = f"{precision(right[f'{field}/silence'], proved[f'{field}/silence']):.2f}"
    head = re.sub(r"^silence = .*\n", "", head, flags=re.MULTILINE)
    head = re.sub(r"^(definition = .*\n)", rf"\g<1>silence = {silence}\n", head, flags=re.MULTILINE)
    for index, block in enumerate(blocks):
        number = re.search(r"^n = (\d+)$", block, re.MULTILINE)
        rule_id = f"{field}/{number.group(1) if number else ''}"
        figure = f"precision = {precision(right[rule_id], proved[rule_id]):.2f}\n"
        bare = re.sub(r"^precision = .*\n", "", block, flags=re.MULTILINE)
        blocks[index] = re.sub(r"^(value = .*\n)", rf"\g<1>{figure}", bare, flags=re.MULTILINE)
    return "[[rules]]".join([head, *blocks])


if __name__ == "__main__":
    sys.exit(main())
