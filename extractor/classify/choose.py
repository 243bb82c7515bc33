"""Which labels a clause carries, given their probabilities: one place for the labeller and for its training."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

FALLBACK = "general"
"""The label of a content clause that nothing else fits (ANNOTATION.md, section 2, rule 6)."""

_NEAR = 0.1
"""Where no label reaches its threshold, the one that comes nearest is better than none, if it comes this near."""


NEARLY = 0.8
"""A label that a clause was not given, but that comes this near to its threshold, calls for review."""

SURE, NEVER = 0.9, 0.02
"""The least probability of a label that a sure cue decides for, and the greatest of one that its words rule out."""


_DOUBTFUL = (0.2, 0.8)


def in_doubt(chances: Iterable[float]) -> bool:
    """Whether the cheap model leaves a clause open: a label neither likely nor unlikely, or none likely at all.

    Only such clauses are shown to the encoder. On agreements that neither model had seen, asking it of all clauses
    was no more often right (evaluation/results/cascade.md).
    """
    low, high = _DOUBTFUL
    known = list(chances)
    return max(known) < high or any(low < chance < high for chance in known)


def bound(
    chances: Mapping[str, float], *, sure: Iterable[str], never: Iterable[str], taken: Mapping[str, float]
) -> dict[str, float]:
    """``chances`` within what cues allow and at least what is ``taken`` over from a lead-in."""
    bounded = dict(chances)
    bounded |= {name: max(bounded[name], least) for name, least in taken.items()}
    bounded |= {name: max(bounded[name], SURE) for name in sure}
    bounded |= {name: min(bounded[name], NEVER) for name in never}
    return bounded


def choose(chances: Mapping[str, float], thresholds: Mapping[str, float]) -> tuple[str, ...]:
    """The labels that a content clause carries, never none: the likeliest first."""
    carried = [name for name, chance in chances.items() if chance >= thresholds[name]]
    if not carried:
        nearest = max(chances, key=lambda name: chances[name] / thresholds[name])
        carried = [nearest if chances[nearest] >= _NEAR * thresholds[nearest] else FALLBACK]
    return tuple(sorted(carried, key=lambda name: (-chances[name], name)))
