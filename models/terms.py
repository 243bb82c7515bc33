"""Trains the second readers of the terms: ``python -m models.terms [--external DIR]``, after ``models.train``.

Reads the corpus's train split and, where their texts are at hand, the external agreements. Clauses carry the labels
that a labeller gives which did not see their family, so that the readers learn from labels as wrong as those that
they will meet. Readers, judge and thresholds are each fitted on answers about families that the step before did not
see. The same documents and library versions give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_selection import SelectKBest, chi2
from sklearn.linear_model import LogisticRegression

import extractor.terms
from extractor.taxonomy.terms import TermField, term_fields
from extractor.terms import answer_by_rules
from extractor.terms.claims import Claim, find_claims
from extractor.terms.features import features
from extractor.terms.opinion import UNSPECIFIED, WEIGHTS, Reader
from extractor.terms.read import READERS
from extractor.terms.statements import statements
from extractor.terms.weigh import Circumstances, alone, certainty, choose, choose_set, circumstances, extent, is_risky
from extractor.types import Term
from models.fit import folds_of
from models.term_report import Verdict, dump, report
from models.unseen import Labelled, unseen

Floats = NDArray[np.float64]

FEATURES = 1000
"""Words and ideas kept a field, those that tell its values apart best."""
INVERSE_REGULARIZATION = 3.0
JUDGE_REGULARIZATION = 0.3
FOLDS = 10
TARGET = 0.94
"""Answers without a review mark should be right this often, on families not seen; then 98 of a hundred about real
agreements are, which are worded more plainly than ours."""
PRIOR_ANSWERS = 60
"""A field's own few errors are weighed against those of all fields, which count as so many answers of its own."""
OUT = Path(extractor.terms.__file__).parent / WEIGHTS


@dataclass(frozen=True, slots=True)
class Case:
    """One field of one document: what is true, what the rules say, what the second reader sees."""

    family: str
    real: bool
    weight: float
    truth: frozenset[str]
    ruled: Term
    claims: tuple[Claim, ...]
    seen: Mapping[str, float]
    told: tuple[float, float]
    alone: Circumstances
    """What speaks for the rules' answer, where there is no second reader."""


def main() -> int:
    """Trains, prints what was measured out of fold, writes the numbers."""
    parser = argparse.ArgumentParser(prog="python -m models.terms", description="Train the second readers of terms.")
    parser.add_argument("--external", type=Path, help="folder of the external agreements' texts")
    parser.add_argument("--output", type=Path, default=OUT)
    arguments = parser.parse_args()
    train(unseen(arguments.external), arguments.output)
    return 0


def train(documents: Sequence[Labelled], output: Path) -> None:
    """Fits readers, judge and thresholds on ``documents`` and writes them to ``output``."""
    cases = gather(documents)
    opinions = {field.name: held_out(field, cases[field.name]) for field in _read_twice()}
    verdicts = list(judge_held_out(cases, opinions))
    thresholds = {field.name: threshold(field.name, verdicts) for field in term_fields()}
    report(verdicts, thresholds)
    numbers = {
        "judge": {name: round(value, 4) for name, value in fit_judge(rows(cases, opinions)).items()},
        "thresholds": {name: round(value, 3) for name, value in thresholds.items()},
        "readers": {field.name: _table(fit_reader(field, cases[field.name])) for field in _read_twice()},
    }
    output.write_text(dump(numbers), encoding="utf-8", newline="\n")
    print(f"wrote {output}")


def _read_twice() -> list[TermField]:
    return [field for field in term_fields() if field.name not in READERS]


def gather(documents: Sequence[Labelled]) -> dict[str, list[Case]]:
    """The cases of each field, a document each."""
    cases: dict[str, list[Case]] = {field.name: [] for field in term_fields()}
    for document in documents:
        said = statements(document.clauses, document.entities)
        claims = find_claims(said)
        ruled = {term.field: term for term in answer_by_rules(document.clauses, document.entities).terms}
        for field in term_fields():
            seen = {} if field.name in READERS else features(field, said)
            answered, claimed = ruled[field.name], claims[field.name]
            cases[field.name].append(
                Case(
                    family=document.family,
                    real=document.real,
                    weight=document.weight,
                    truth=_values(document.gold.data["terms"][field.name]),
                    ruled=answered,
                    claims=claimed,
                    seen=seen,
                    told=extent(field, said),
                    alone=alone(field, answered, claimed, said) if field.name in READERS else {},
                )
            )
    return cases


def _values(truth: str | Sequence[str]) -> frozenset[str]:
    return frozenset([truth] if isinstance(truth, str) else truth)


def fit_reader(field: TermField, cases: Sequence[Case]) -> Reader:
    """The second reader that ``cases`` teach."""
    values = field.values if field.many else (*field.values, UNSPECIFIED)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([case.seen for case in cases])
    names = np.array(vectorizer.get_feature_names_out())
    answers = np.array([[value in case.truth for value in values] for case in cases])
    frequent = np.flatnonzero(np.asarray((matrix > 0).sum(axis=0)).ravel() >= 2)
    kinds = np.array(["+".join(sorted(case.truth)) for case in cases])
    if len(frequent) > FEATURES and len(set(kinds)) > 1:
        best = SelectKBest(chi2, k=FEATURES).fit(matrix[:, frequent], kinds)
        frequent = frequent[best.get_support()]
    columns, biases = [], []
    for place in range(len(values)):
        if len(set(answers[:, place])) < 2:
            columns.append(np.zeros(len(frequent)))
            biases.append(4.0 if answers[:, place].any() else -4.0)
            continue
        regression = LogisticRegression(C=INVERSE_REGULARIZATION, solver="liblinear", random_state=0)
        regression.fit(matrix[:, frequent], answers[:, place], sample_weight=[case.weight for case in cases])
        columns.append(regression.coef_[0])
        biases.append(float(regression.intercept_[0]))
    table = np.round(np.stack(columns, axis=1), 3)
    kept = {str(name): tuple(row.tolist()) for name, row in zip(names[frequent], table, strict=True) if row.any()}
    return Reader(values, tuple(round(bias, 3) for bias in biases), kept)


def held_out(field: TermField, cases: Sequence[Case]) -> list[dict[str, float]]:
    """The opinion on each case of a reader that did not see its family."""
    folds = folds_of([case.family for case in cases], FOLDS)
    found: list[dict[str, float]] = [{} for _ in cases]
    for number in range(FOLDS):
        reader = fit_reader(field, [case for case, fold in zip(cases, folds, strict=True) if fold != number])
        for index in np.flatnonzero(folds == number).tolist():
            chances = {
                value: float(1 / (1 + np.exp(-logit))) for value, logit in reader.logits(cases[index].seen).items()
            }
            whole = 1.0 if field.many else sum(chances.values())
            found[index] = {value: chance / whole for value, chance in chances.items()}
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """One possible value of one case, as the judge sees it."""

    field: TermField
    index: int
    family: str
    weight: float
    value: str
    seen: Circumstances
    right: bool


def rows(cases: Mapping[str, Sequence[Case]], opinions: Mapping[str, Sequence[Mapping[str, float]]]) -> list[Row]:
    """All values of all cases."""
    found = []
    for field in term_fields():
        for index, case in enumerate(cases[field.name]):
            if field.name in READERS:
                right = _is_right(case.ruled.value, case.truth)
                found.append(Row(field, index, case.family, case.weight, "", case.alone, right))
                continue
            seen = circumstances(
                field,
                case.ruled,
                case.claims,
                opinions[field.name][index],
                heard=case.seen["label"],
                told=case.told,
            )
            found += [
                Row(field, index, case.family, case.weight, value, what, value in case.truth)
                for value, what in seen.items()
            ]
    return found


def _is_right(value: str | Sequence[str], truth: frozenset[str]) -> bool:
    return {one.casefold() for one in _values(value)} == {one.casefold() for one in truth}


def fit_judge(taught: Sequence[Row]) -> dict[str, float]:
    """The judge's coefficients."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([row.seen for row in taught])
    regression = LogisticRegression(C=JUDGE_REGULARIZATION, fit_intercept=False, max_iter=5000)
    regression.fit(matrix, [row.right for row in taught], sample_weight=[row.weight for row in taught])
    return dict(zip(map(str, vectorizer.get_feature_names_out()), regression.coef_[0].tolist(), strict=True))


def judge_held_out(
    cases: Mapping[str, Sequence[Case]], opinions: Mapping[str, Sequence[Mapping[str, float]]]
) -> Iterator[Verdict]:
    """Yields the answer to each case of a judge that did not see its family."""
    every = rows(cases, opinions)
    folds = folds_of([row.family for row in every], 5)
    for number in range(5):
        judge = fit_judge([row for row, fold in zip(every, folds, strict=True) if fold != number])
        judged: dict[tuple[str, int], dict[str, float]] = {}
        for row, fold in zip(every, folds, strict=True):
            if fold == number:
                total = sum(weight * judge.get(name, 0.0) for name, weight in row.seen.items())
                judged.setdefault((row.field.name, row.index), {})[row.value] = float(1 / (1 + np.exp(-total)))
        for field in term_fields():
            for (name, index), chances in judged.items():
                if name == field.name:
                    second = opinions[name][index] if name in opinions else {}
                    yield _verdict(field, cases[name][index], chances, second)


def _verdict(field: TermField, case: Case, chances: Mapping[str, float], second: Mapping[str, float]) -> Verdict:
    if field.name in READERS:
        return Verdict(field.name, chances[""], _is_right(case.ruled.value, case.truth), case.real)
    if field.many:
        value = choose_set(field, case.ruled, chances)
        return Verdict(field.name, certainty(value, chances), frozenset(value) == case.truth, case.real)
    whole = sum(chances.values())
    shares = {value: chance / whole for value, chance in chances.items()}
    answer = choose(field, case.ruled, case.claims, shares)
    dropped = field.permits(answer) and not case.truth & {answer, UNSPECIFIED}
    shaky = is_risky(field, answer, shares[answer], second)
    return Verdict(field.name, shares[answer], answer in case.truth, case.real, shaky, dropped)


def threshold(field: str, verdicts: Sequence[Verdict]) -> float:
    """The confidence from which on answers to ``field`` need no review: as low as ``TARGET`` allows.

    Real agreements, of which there are fewer, and ours count one half each. A field's own errors are mixed with those
    of all fields, so that few cases decide little.
    """
    real = sum(verdict.real for verdict in verdicts)
    mass = np.array([len(verdicts) / real - 1 if verdict.real else 1.0 for verdict in verdicts])
    wrong = mass * [not verdict.right for verdict in verdicts]
    own = np.array([verdict.field == field for verdict in verdicts])
    confidence = np.array([verdict.confidence for verdict in verdicts])
    lowest = 1.0
    for bound in np.arange(0.995, 0.5, -0.005):
        above = confidence >= bound
        common = wrong[above].sum() / max(1.0, mass[above].sum())
        share = (wrong[above & own].sum() + PRIOR_ANSWERS * common) / (mass[above & own].sum() + PRIOR_ANSWERS)
        if share <= 1 - TARGET:
            lowest = float(bound)
    return lowest


def _table(reader: Reader) -> dict[str, Any]:
    return {
        "values": reader.values,
        "bias": reader.bias,
        "coefficients": dict(sorted(reader.coefficients.items())),
    }


if __name__ == "__main__":
    sys.exit(main())
