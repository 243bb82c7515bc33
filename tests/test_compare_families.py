"""Licenses that share a template are found, others are not, and what a member changed is named."""

from __future__ import annotations

import pytest

from corpus.load import documents
from corpus.render import render_text
from extractor import compare
from extractor.record import LicenseRecord
from tests.records import Provision, record_of

_TEMPLATE = [
    "The borrower keeps the {0} recordings on a disk that nobody outside the laboratory can read.",
    "Before a paper with the {0} recordings is printed, the borrower sends a copy to the archive.",
    "The archive may take the {0} recordings back at any time and does not have to say why.",
    "Damage that comes from the use of the {0} recordings is not the concern of the archive.",
    "All members of the laboratory read these terms before they hear the {0} recordings.",
]
_OTHER = [
    "Anybody who writes to the zoo gets the photographs of its animals free of any charge.",
    "A farmer may print the photographs of the zoo on jars, bags and boxes that go to market.",
]


def _record(name: str, texts: list[str], **answers: str) -> LicenseRecord:
    provisions = [Provision(text.format(name)) for text in texts]
    provisions += [Provision(f"{name}: {field}", [], {field: (value, name)}) for field, value in answers.items()]
    return record_of(provisions, name=f"{name}.txt")


def test_names_may_differ_within_a_template() -> None:
    records = [
        _record("alder", _TEMPLATE, citation="required"),
        _record("birch", _TEMPLATE, citation="requested"),
        _record("zoo", _OTHER),
        _record("cedar", _TEMPLATE[:3], citation="required"),
    ]
    (family,) = compare.families(records)
    assert [(member.name, member.nearest, member.differs) for member in family.members] == [
        ("alder", "birch", ("citation",)),
        ("birch", "alder", ("citation",)),
        ("cedar", "alder", ()),
    ]
    assert all(member.share > 0.6 for member in family.members)
    birch = family.members[1]
    assert birch.text == f"birch: alder-style template ({birch.share:.0%} of its words), differs in: citation"


def test_one_clause_in_common_makes_no_family() -> None:
    """It may be boilerplate that everybody uses."""
    assert compare.families([_record("alder", _TEMPLATE[:1]), _record("zoo", [*_OTHER, _TEMPLATE[0]])]) == ()


def test_a_small_part_in_common_makes_no_family() -> None:
    things = ["lantern", "kettle", "thimble", "barrow", "orchard", "saddle", "velvet"]
    things += ["pebble", "anchor", "ladder", "button", "mirror", "candle", "basket"]
    long = [f"Whoever borrows a {word} brings back the {word} washed, dried and oiled." for word in things]
    other = [f"No {word} leaves this house by night, and a broken {word} is paid in silver." for word in things]
    assert compare.families([_record("alder", _TEMPLATE[:2] + long), _record("birch", _TEMPLATE[:2] + other)]) == ()


@pytest.mark.parametrize(
    "records", [[], [_record("alder", _TEMPLATE)], [_record("a", ["Short."]), _record("b", ["Brief."])]]
)
def test_nothing_to_compare(records: list[LicenseRecord]) -> None:
    assert compare.families(records) == ()


def test_largest_first_and_same_again() -> None:
    records = [_record(f"zoo{n}", _OTHER) for n in range(2)] + [_record(f"tree{n}", _TEMPLATE) for n in range(3)]
    found = compare.families(records)
    assert [len(family.members) for family in found] == [3, 2]
    assert compare.families(records) == found


def test_agreements_of_the_corpus_share_no_template() -> None:
    """Each of them was written on its own: what is found among them would be found anywhere."""
    records = [
        record_of(
            [Provision(text) for text in render_text(source)[0].split("\n\n") if text.strip()],
            name=f"{source.name}.txt",
        )
        for source in list(documents())[::4]
    ]
    assert len(records) >= 50
    assert compare.families(records) == ()
