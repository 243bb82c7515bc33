"""Entities: what the clauses name, with normalized values and roles (ANNOTATION.md, section 4).

Each type has a file of cues in ``taxonomy/entities/`` and a finder; ``find`` calls them and ties what they
find to the document. The finders read passages: clauses without markup (``reading.py``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from extractor.entities.addresses import find_emails
from extractor.entities.datasets import find_datasets
from extractor.entities.dates import find_dates
from extractor.entities.defined import find_defined_terms
from extractor.entities.laws import find_laws
from extractor.entities.links import find_urls
from extractor.entities.names import Usage
from extractor.entities.parties import find_parties
from extractor.entities.quantities import find_durations, find_money
from extractor.entities.reading import Found, Passage, passages
from extractor.entities.references import find_references
from extractor.entities.subjects import find_subjects
from extractor.types import Document, Entity, LabelledClause

Located = tuple[Passage, Found]
Finder = Callable[[Passage], Iterator[Found]]

FINDERS: tuple[Finder, ...] = (
    find_references,
    find_emails,
    find_urls,
    find_subjects,
    find_durations,
    find_dates,
    find_money,
    find_laws,
)
"""The finders that read one passage and need nothing from each other; those of names need both."""

_ONCE = frozenset({"DATE", "LAW"})
"""The types of which only the first mention of each value counts; the finders of names see to it themselves."""

_NAMES = frozenset({"PARTY", "DATASET", "DEFINED_TERM", "LAW", "DATE", "DURATION", "MONEY", "SUBJECT_ID"})
_HOLDS = {
    "REFERENCE": _NAMES,
    "URL": _NAMES | {"EMAIL"},
    "EMAIL": _NAMES,
    "LAW": frozenset({"DATE"}),
}
"""What is no entity of its own inside another: a name in a reference, the date of a law."""


def find(document: Document, clauses: Sequence[LabelledClause]) -> tuple[Entity, ...]:
    """The entities of the clauses, in order of their start; each lies inside its clause."""
    reading = passages(clauses)
    found = [(passage, one) for passage in reading for finder in FINDERS for one in finder(passage)]
    found += _names(reading, [entity for entity in found if entity[1].type == "LAW"])
    entities = sorted(
        (passage.entity(one, document.text) for passage, one in _free(found)),
        key=lambda entity: (entity.start, entity.end, entity.type),
    )
    return tuple(_first_of_each(entities))


def _first_of_each(entities: Sequence[Entity]) -> Iterator[Entity]:
    """Yields the entities without later mentions of a type that counts once."""
    seen: set[tuple[str, str]] = set()
    for entity in entities:
        if entity.type not in _ONCE or (entity.type, entity.value.casefold()) not in seen:
            seen.add((entity.type, entity.value.casefold()))
            yield entity


def _names(reading: Sequence[Passage], laws: Sequence[Located]) -> list[Located]:
    """Parties, data sets and defined terms: what one of them takes is none of the next."""
    usage = Usage.of(reading)
    parties = list(find_parties(reading, usage))
    party_names = [passage.words(one.start, one.end) for passage, one in parties]
    datasets = list(find_datasets(reading, usage, party_names))
    taken = [passage.words(one.start, one.end) for passage, one in (*parties, *datasets, *laws)]
    return [*parties, *datasets, *find_defined_terms(reading, taken)]


def _free(found: Sequence[Located]) -> Iterator[Located]:
    """Yields what does not lie inside an entity that holds it."""
    holders: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for passage, one in found:
        if one.type in _HOLDS:
            holders[passage.labelled.clause.id, one.type].append(one)
    reach = {key: _Reach(around) for key, around in holders.items()}
    for passage, one in found:
        around = (
            reach.get((passage.labelled.clause.id, holder)) for holder, held in _HOLDS.items() if one.type in held
        )
        if not any(each.covers(one) for each in around if each is not None):
            yield passage, one


class _Reach:
    """What stretches of a clause some entities cover; a clause may hold thousands."""

    def __init__(self, entities: Sequence[Found]) -> None:
        ordered = sorted(entities, key=lambda one: one.start)
        self._starts = [one.start for one in ordered]
        self._ends = list(accumulate((one.end for one in ordered), max))

    def covers(self, one: Found) -> bool:
        """Whether one of the entities begins no later than ``one`` and ends no sooner."""
        before = bisect_right(self._starts, one.start)
        return before > 0 and self._ends[before - 1] >= one.end
