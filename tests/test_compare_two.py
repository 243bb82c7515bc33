"""Two licenses in depth: which clause is which, what was changed in it, and what that does to the terms."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extractor import compare
from extractor.compare import Counterpart, Pair
from extractor.compare.alignment import wording
from extractor.compare.changes import changes
from extractor.record import ClauseRecord, LicenseRecord
from tests.records import Provision, record_of

LOCK = Provision("The scans are kept on a locked disk in the laboratory of the borrower.", ["storage"])
WIPE = Provision("When the project ends, every copy of the scans is wiped from all disks.", ["deletion"])
CITE = Provision(
    "Whoever prints a result names the Marten paper in the list of references.",
    ["citation"],
    {"citation": ("required", "names the Marten paper")},
)
SELL = Provision(
    "The scans must not be sold, rented or built into a product.",
    ["commercial_use"],
    {"commercial_use": ("prohibited", "must not be sold")},
)
BUY = Provision(
    "The scans must not be sold, rented or built into a product unless the museum agrees in writing.",
    ["commercial_use"],
    {"commercial_use": ("permission_required", "unless the museum agrees")},
)
COURT = Provision("Quarrels are settled before the district court at the seat of the museum.", ["governing_law"])


def _record(name: str, *provisions: Provision, numbers: bool = False) -> LicenseRecord:
    if numbers:
        provisions = tuple(
            Provision(f"{n}. {item.text}", item.labels, item.answers) for n, item in enumerate(provisions, 1)
        )
    record = record_of(provisions, name=f"{name}.txt")
    if not numbers:
        return record
    clauses = [clause.model_copy(update={"number": str(n)}) for n, clause in enumerate(record.clauses, 1)]
    return record.model_copy(update={"clauses": tuple(clauses)})


def _fates(pair: Pair) -> list[tuple[str, str | None, str | None]]:
    return [(c.fate, c.left and c.left.clause, c.right and c.right.clause) for c in pair.clauses]


def _verdicts(pair: Pair) -> dict[str, str]:
    return {term.field: term.verdict.name for term in pair.terms if term.verdict.name != "same"}


def _of(pair: Pair, fate: str) -> Counterpart:
    return next(item for item in pair.clauses if item.fate == fate)


def test_what_changed_between_two_versions() -> None:
    """A clause went, one was loosened, one came, and all others were only renumbered."""
    old = _record("v1", LOCK, WIPE, SELL, CITE, numbers=True)
    new = _record("v2", LOCK, BUY, CITE, COURT, numbers=True)
    pair = compare.pair(old, new)
    assert (pair.left, pair.right) == ("v1", "v2")
    assert _fates(pair) == [
        ("same", "c1", "c1"),
        ("only left", "c2", None),
        ("reworded", "c3", "c2"),
        ("same", "c4", "c3"),
        ("only right", None, "c4"),
    ]
    assert _verdicts(pair) == {"commercial_use": "looser"}
    assert [(c.name, c.left, c.right) for c in _of(pair, "reworded").changes][1:] == [
        ("added", "", "unless the museum agrees in writing"),
        ("same", ".", "."),
    ]


def test_a_license_beside_itself_is_the_same() -> None:
    record = _record("v1", LOCK, WIPE, SELL)
    pair = compare.pair(record, record)
    assert {fate for fate, _, _ in _fates(pair)} == {"same"}
    assert not _verdicts(pair) and not any(item.moved for item in pair.clauses)


def test_a_moved_clause_is_found_and_told() -> None:
    pair = compare.pair(_record("a", LOCK, WIPE, SELL, CITE), _record("b", CITE, LOCK, WIPE, SELL))
    assert [(item.fate, item.moved) for item in pair.clauses] == [("same", True)] + [("same", False)] * 3


def test_a_clause_of_other_words_and_the_same_meaning() -> None:
    """Labels and telling words pair what letters alone would not."""
    told = Provision("No scan may be sold or be made part of a product that is sold.", ["commercial_use"])
    pair = compare.pair(_record("a", LOCK, SELL, COURT), _record("b", told, COURT))
    assert ("reworded", "c2", "c1") in _fates(pair)


def test_licenses_with_nothing_in_common() -> None:
    pair = compare.pair(_record("a", LOCK), _record("b", COURT))
    assert [fate for fate, _, _ in _fates(pair)] == ["only right", "only left"]


def test_a_heading_is_no_counterpart_of_a_clause() -> None:
    heading = Provision("Storage of the scans", kind="heading")
    clause = Provision("Storage of the scans.", ["storage"])
    assert [fate for fate, _, _ in _fates(compare.pair(_record("a", heading), _record("b", clause)))] == [
        "only right",
        "only left",
    ]


def test_segments_without_words() -> None:
    pair = compare.pair(_record("a", Provision("§ — §", kind="other")), _record("b", Provision("***", kind="other")))
    assert len(pair.clauses) == 2


def test_numbers_quotes_and_line_breaks_are_no_change() -> None:
    def clause(text: str, number: str | None) -> ClauseRecord:
        return ClauseRecord(id="c1", kind="clause", number=number, start=0, end=len(text), text=text)

    assert wording(clause("4.2  The “Data”\nare lent —", "4.2")) == wording(clause('(5) The "Data" are lent -', "5"))
    assert wording(clause("4.2 The data", None)) == "4.2 The data"


def test_word_by_word() -> None:
    found = changes("Copies may be kept for two years.", "Copies must be kept for two full years.")
    assert [(c.name, c.left, c.right) for c in found] == [
        ("same", "Copies ", "Copies "),
        ("replaced", "may ", "must "),
        ("same", "be kept for two ", "be kept for two "),
        ("added", "", "full "),
        ("same", "years.", "years."),
    ]


def test_a_single_word_between_two_changes_is_no_island() -> None:
    found = changes("old plain and worn paper", "new strong and fresh paper")
    assert [(c.name, c.left, c.right) for c in found] == [
        ("replaced", "old plain and worn ", "new strong and fresh "),
        ("same", "paper", "paper"),
    ]


_WORDS = st.lists(st.sampled_from(["the", "data", "may", "not", "be", "shared,", "(sold)", "by", "a.b@c.org"]))


@given(_WORDS, _WORDS)
def test_changes_lose_no_word(left: list[str], right: list[str]) -> None:
    """The pieces of each side, joined, are its text; no two neighbors are of one kind."""
    found = changes(" ".join(left), " ".join(right))
    assert "".join(c.left for c in found) == " ".join(left)
    assert "".join(c.right for c in found) == " ".join(right)
    assert all((a.name == "same") != (b.name == "same") for a, b in pairwise(found))


_CLAUSES = st.lists(st.sampled_from([LOCK, WIPE, CITE, SELL, BUY, COURT]), min_size=1, max_size=6)


@given(_CLAUSES, _CLAUSES)
def test_every_clause_is_told_once(left: list[Provision], right: list[Provision]) -> None:
    pair = compare.pair(_record("a", *left), _record("b", *right))
    for side, count in (("left", len(left)), ("right", len(right))):
        told = [getattr(item, side).clause for item in pair.clauses if getattr(item, side)]
        assert sorted(told) == sorted(f"c{n + 1}" for n in range(count))
