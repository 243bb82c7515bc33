"""Licenses that share a template: near-duplicate clauses first, then licenses that have many of them in common."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

from extractor.compare.tabulate import names
from extractor.taxonomy.answers import questions

if TYPE_CHECKING:
    from extractor.record import LicenseRecord

_KINDS = frozenset({"clause", "item"})
_FEWEST_WORDS = 8
"""Shorter segments ("research only") are alike without a common origin."""
_SHINGLE = 4
"""Words that have to follow each other; chance agreements of legal phrases are mostly shorter."""
_ALIKE = 0.5
"""Two clauses are one wording if they share half of the shingles of the shorter one, so that names may differ."""
_SHARE = 0.2
"""Licenses are related if a fifth of the words of one stands in clauses that the other has too. Among 240 agreements
that were each written on their own, no two share more than 5 %."""
_FEWEST_SHARED = 2
"""One clause in common may be boilerplate that everybody uses."""
_PERMUTATIONS, _BANDS, _ROWS = 63, 21, 3
"""Finds 94 % of the pairs of clauses with half of their shingles in common, and 100 % of those with nine tenths."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Member:
    """One license of a family, beside its closest relative."""

    name: str
    nearest: str
    """The member with which it shares most."""
    share: float
    """Of the words in its clauses, those of the clauses which ``nearest`` has too."""
    differs: tuple[str, ...]
    """The fields that it answers in another way than ``nearest``."""

    @property
    def text(self) -> str:
        """For people: "dfme: cas-me-3-style template (64 % of its words), differs in: redistribution"."""
        titles = [questions()[field].title.lower() for field in self.differs]
        differs = f"differs in: {', '.join(titles)}" if titles else "gives the same answers"
        return f"{self.name}: {self.nearest}-style template ({self.share:.0%} of its words), {differs}"


@dataclass(frozen=True, slots=True)
class Family:
    """Licenses that share a template."""

    model: str
    """The member that shares most with all others."""
    members: tuple[Member, ...]
    """In the order of the records."""


def families(records: Iterable[LicenseRecord]) -> tuple[Family, ...]:
    """The families of two and more licenses, the largest first.

    Near-duplicate clauses are found by MinHash (Broder 1997) with locality-sensitive hashing; licenses that share
    enough of them are joined, directly or through others.
    """
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    records = list(records)
    if len(records) < 2:
        return ()
    wordings = _wordings(records)
    size = max((n for words in wordings for n in words), default=-1) + 1
    entries = [(row, n, count) for row, words in enumerate(wordings) for n, count in words.items()]
    if not entries:
        return ()
    rows, columns, counts = (np.array(part) for part in zip(*entries, strict=True))
    words = csr_array((counts.astype(np.float64), (rows, columns)), shape=(len(records), size))
    has = csr_array((np.ones(len(entries)), (rows, columns)), shape=words.shape)
    share = csr_array((words @ has.T).multiply(1 / np.maximum(words.sum(axis=1), 1)[:, None]))
    common = (has @ has.T) >= _FEWEST_SHARED
    related = (share.maximum(share.T) >= _SHARE).multiply(common)
    count, home = connected_components(csr_array(related), directed=False)
    labels = names(records)
    groups = [np.flatnonzero(home == n) for n in range(count)]
    found = [_family(group, share, labels, records) for group in groups if len(group) > 1]
    return tuple(sorted(found, key=lambda family: (-len(family.members), family.model)))


def _family(group: Any, share: Any, labels: Sequence[str], records: Sequence[LicenseRecord]) -> Family:
    import numpy as np

    inside = share[group][:, group].toarray()
    np.fill_diagonal(inside, 0)
    members = []
    for place, own in enumerate(group):
        other = group[int(inside[place].argmax())]
        members.append(
            Member(labels[own], labels[other], float(inside[place].max()), _differences(records[own], records[other]))
        )
    return Family(labels[group[int(inside.sum(axis=0).argmax())]], tuple(members))


def _differences(this: LicenseRecord, other: LicenseRecord) -> tuple[str, ...]:
    return tuple(field for field in questions() if set_of(this.terms[field].value) != set_of(other.terms[field].value))


def set_of(value: str | tuple[str, ...]) -> frozenset[str]:
    """The members of an answer."""
    return frozenset((value,) if isinstance(value, str) else value)


def _wordings(records: Sequence[LicenseRecord]) -> list[dict[int, int]]:
    """For each license, the wordings that it has, by number, and the words that it spends on each."""
    from datasketch import MinHash, MinHashLSH

    pieces = [_pieces(record) for record in records]
    distinct = list(dict.fromkeys(piece for found in pieces for piece in found))
    shingles = [_shingles(piece) for piece in distinct]
    index = MinHashLSH(num_perm=_PERMUTATIONS, params=(_BANDS, _ROWS))
    number: dict[tuple[str, ...], int] = {}
    signatures = MinHash.generator((list(found) for found in shingles), num_perm=_PERMUTATIONS, hashfunc=int)
    for n, signature in enumerate(signatures):
        near = [(_likeness(shingles[n], shingles[other]), -other) for other in index.query(signature)]
        likeness, other = max(near, default=(0.0, 0))
        if likeness >= _ALIKE:
            number[distinct[n]] = -other
        else:
            number[distinct[n]] = n
            index.insert(n, signature, check_duplication=False)
    wordings = []
    for found in pieces:
        spent: dict[int, int] = defaultdict(int)
        for piece in found:
            spent[number[piece]] += len(piece)
        wordings.append(dict(spent))
    return wordings


def _pieces(record: LicenseRecord) -> list[tuple[str, ...]]:
    """The words of each clause that has enough of them."""
    texts = (clause.text for clause in record.clauses if clause.kind in _KINDS)
    pieces = (tuple(_WORD.findall(text.casefold())) for text in texts)
    return [piece for piece in pieces if len(piece) >= _FEWEST_WORDS]


def _shingles(words: tuple[str, ...]) -> frozenset[int]:
    return frozenset(crc32(" ".join(words[n : n + _SHINGLE]).encode()) for n in range(len(words) - _SHINGLE + 1))


def _likeness(this: frozenset[int], other: frozenset[int]) -> float:
    return len(this & other) / min(len(this), len(other))
