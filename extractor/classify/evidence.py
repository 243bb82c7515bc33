"""The words that prove a label, where a cue found them."""

from __future__ import annotations

from extractor.classify.rules import Hit, Hits
from extractor.types import Evidence

_MOST = 3
"""More places than this prove no more."""


def prove(label: str, hits: Hits) -> tuple[Evidence, ...]:
    """What the cues point to as evidence of ``label``; empty where none fired.

    Strong cues come before weak ones, and the clause's own words before those of the lead-in it completes.
    """
    for found in (
        [hit for hit in hits.own if hit.strong],
        [hit for hit in hits.lead_in if hit.strong],
        [hit for hit in hits.own if hit.strength == "weak"],
    ):
        mine = _apart([hit for hit in found if hit.label == label])
        if mine:
            return tuple(Evidence(hit.start, hit.end, f"rule:{hit.cue}") for hit in mine[:_MOST])
    return ()


def _apart(hits: list[Hit]) -> list[Hit]:
    """The hits without those that overlap an earlier one."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.cue)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept
