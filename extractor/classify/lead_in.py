"""What an item that is no sentence takes over from the lead-in that it completes (ANNOTATION.md, section 2, rule 7)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractor.classify.rules import Hits
from extractor.types import Clause

_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|has|have|do|does|did|shall|must|may|can|cannot|will|should|agrees?)\b", re.IGNORECASE
)
"""Verbs that make a sentence of an item, which then states what it states; rather too many items than too few."""

_SURELY = 0.8
"""A lead-in that states a label this surely states it for its items."""
_LESS = 0.9
"""An item's share of the lead-in's probability: the item might be more than a fragment."""

_OF_ITS_OWN = frozenset({"acceptance", "definition", "general"})
"""What a lead-in states of the list, and not for its items."""


def taken_over(item: Clause, hits: Hits, lead_in: Clause, chances: Mapping[str, float]) -> dict[str, float]:
    """The probabilities that ``item`` takes over from its lead-in, whose own are ``chances``; empty for a sentence.

    Of a lead-in of several sentences it completes the last: there a label needs a cue.
    """
    if item.kind != "item" or _SENTENCE.search(item.text) or not lead_in.text.rstrip().rstrip("*_").endswith(":"):
        return {}
    last = {hit.label for hit in hits.lead_in}
    return {
        label: _LESS * chance
        for label, chance in chances.items()
        if chance >= _SURELY and label not in _OF_ITS_OWN and (len(lead_in.sentences) == 1 or label in last)
    }
