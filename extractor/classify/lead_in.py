"""What an item that is no sentence takes over from the lead-in that it completes (ANNOTATION.md, section 2, rule 7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from extractor.classify.rules import Hits
from extractor.taxonomy.labels import label_names
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


def inherited(item: Clause, hits: Hits, lead_in: Clause) -> frozenset[str]:
    """The labels that ``item`` carries if its lead-in surely does; none for a sentence, which speaks for itself.

    Of a lead-in of several sentences it completes the last: there a label needs a cue.
    """
    if item.kind != "item" or _SENTENCE.search(item.text) or not lead_in.text.rstrip().rstrip("*_").endswith(":"):
        return frozenset()
    stated = frozenset(label_names()) if len(lead_in.sentences) == 1 else {hit.label for hit in hits.lead_in}
    return frozenset(stated - _OF_ITS_OWN)


def taken_over(labels: Iterable[str], chances: Mapping[str, float]) -> dict[str, float]:
    """The least probabilities of the inherited ``labels`` that the lead-in surely states, by its ``chances``."""
    return {label: _LESS * chances[label] for label in labels if chances[label] >= _SURELY}
