"""What was measured of the term readers on families not seen, and their numbers as a file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractor.taxonomy.terms import term_fields


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to a case by numbers that did not see its family."""

    field: str
    confidence: float
    right: bool
    real: bool
    """Whether the license is a real one."""
    risky: bool = False
    """Whether it is left to a person however sure it seems."""
    dropped: bool = False
    """Whether it permits what the license restricts."""


def report(verdicts: Sequence[Verdict], thresholds: Mapping[str, float]) -> None:
    """Prints, field by field, what was measured on families not seen."""
    trusted_all = []
    for field in term_fields():
        own = [verdict for verdict in verdicts if verdict.field == field.name]
        trusted = [
            verdict.right for verdict in own if not verdict.risky and verdict.confidence >= thresholds[field.name]
        ]
        trusted_all += trusted
        print(
            f"  {field.name:20} right {sum(v.right for v in own) / len(own):.3f}  threshold "
            f"{thresholds[field.name]:.3f}  unmarked {len(trusted) / len(own):.2f}, of which right "
            f"{sum(trusted) / max(1, len(trusted)):.3f}"
        )
    for kind, real in (("real agreements", True), ("our own", False)):
        own = [verdict for verdict in verdicts if verdict.real == real]
        trusted = [v.right for v in own if not v.risky and v.confidence >= thresholds[v.field]]
        print(
            f"  {kind}: unmarked {len(trusted) / max(1, len(own)):.3f}, right {sum(trusted) / max(1, len(trusted)):.4f}"
        )
    print(
        f"terms out of fold: right {sum(v.right for v in verdicts) / len(verdicts):.3f}, unmarked "
        f"{len(trusted_all) / len(verdicts):.3f}, of which right {sum(trusted_all) / max(1, len(trusted_all)):.4f}, "
        f"calibration error {calibration_error(verdicts):.3f}, dropped {sum(v.dropped for v in verdicts)}, of which "
        f"unmarked {sum(v.dropped and not v.risky and v.confidence >= thresholds[v.field] for v in verdicts)}"
    )


def calibration_error(verdicts: Sequence[Verdict]) -> float:
    """The expected difference of confidence and share of right answers, in ten bins."""
    bins: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        bins.setdefault(min(9, int(verdict.confidence * 10)), []).append(verdict)
    gaps = (abs(sum(v.confidence - v.right for v in inside)) for inside in bins.values())
    return sum(gaps) / len(verdicts)


def dump(numbers: Mapping[str, Any]) -> str:
    """JSON with a line a feature, so that a new training can be compared with the last."""
    readers = []
    for name, reader in numbers["readers"].items():
        lines = ",\n".join(
            f"   {json.dumps(feature)}: {json.dumps(row, separators=(',', ':'))}"
            for feature, row in reader["coefficients"].items()
        )
        head = f'"values": {json.dumps(reader["values"])}, "bias": {json.dumps(reader["bias"])}'
        readers.append(f'  {json.dumps(name)}: {{{head}, "coefficients": {{\n{lines}}}}}')
    return (
        f'{{\n "judge": {json.dumps(numbers["judge"], indent=1)},\n'
        f' "thresholds": {json.dumps(numbers["thresholds"], indent=1)},\n "readers": {{\n'
        + ",\n".join(readers)
        + "}}\n"
    )
