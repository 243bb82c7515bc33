"""Answers on who owns, answers for, changes and ends what: the holder that is meant, and what only looks like one."""

from __future__ import annotations

import pytest

from tests.test_terms import clause, license_of, term, value

OWN, BACK, LIABLE, CHANGES, LAW = "ip_ownership", "ip_assignment", "liability", "changes", "governing_law"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what the licensor says is not its own
        ("The films were taken off the air and are not the property of the Lab.", "third_party"),
        ("The songs are not owned by the Institute.", "third_party"),
        ("The Lab claims no ownership of the films.", "third_party"),
        ("The films are not the property of the user.", "unspecified"),
        ("The user does not own the films.", "unspecified"),
        ("I shall not become the owner of the films.", "unspecified"),
        ("Respect the property rights of third parties.", "unspecified"),
        # a right to act, or one that is kept back without a holder, is no ownership
        ("The right to bring out the maps elsewhere is reserved.", "unspecified"),
        ("All rights not granted above are reserved.", "unspecified"),
        ("All rights not granted above are reserved by the Lab.", "licensor"),
        ("The Lab reserves all rights in the maps.", "licensor"),
        # words of ownership without an owner of the data
        ("Moral rights are not licensed.", "unspecified"),
        ("These terms cover the database rights that a country may know.", "unspecified"),
        ("The council invites offices with their own copyright to join.", "unspecified"),
        ("The loan is no sale of the owner's rights.", "unspecified"),
        ("Do not use the logos, which are the property of the Lab.", "unspecified"),
        # other holders
        ("Data publishers remain the owners of what they share.", "third_party"),
        ("Copyright is retained by the original broadcasters.", "third_party"),
        ("Each contributing clinic retains ownership of its scans.", "third_party"),
        ("All rights belong to the uploaders.", "third_party"),
        ("The songs belong to the people who sing them. The Lab owns none of the recordings.", "third_party"),
        ("The growers own the pictures. The Lab holds them in trust, and no title goes with them.", "third_party"),
        ("The notes belong to the families. Neither the Lab nor the archive owns them.", "third_party"),
        # where parts differ, the part that the licensor claims
        ("The Lab retains all title in the maps. The notes belong to the people who wrote them.", "licensor"),
        ("We own the annotations. The notes remain the property of those who wrote them.", "licensor"),
        ("The authors retain the copyright in the corpus.", "licensor"),
    ],
)
def test_who_owns_the_data(text: str, expected: str) -> None:
    assert value(OWN, clause(OWN, text)) == expected


@pytest.mark.parametrize("text", ["All rights not granted above are reserved.", "Moral rights are not licensed."])
def test_a_clause_on_ownership_that_names_no_owner_is_left_to_a_person(text: str) -> None:
    assert term(license_of(clause(OWN, text)), OWN).review


@pytest.mark.parametrize(
    ("field", "labels", "text", "expected"),
    [
        (BACK, BACK, "Licensor waives, or agrees not to assert, its moral rights.", "unspecified"),
        (BACK, BACK, "By posting them you let the Ring, and its members, use them.", "license_back"),
        (BACK, "reporting", "Send annotations, which the museum may include in later editions.", "license_back"),
        (CHANGES, CHANGES, "You may alter the maps and share them under the terms of this license.", "unspecified"),
        (CHANGES, CHANGES, "The recordings may from time to time be updated under these terms.", "unspecified"),
        (CHANGES, CHANGES, "The Guild may publish revised versions of this license.", "unspecified"),
        (CHANGES, CHANGES, "The Guild may revise this license.", "licensor_unilateral"),
        ("term", "grant", "You grant us a perpetual license to what you add.", "unspecified"),
        ("term", "grant", "The Lab grants a perpetual license to the maps.", "indefinite"),
        (LAW, "grant", "It leaves what is public under the archive legislation of Spain as it is.", "unspecified"),
        (LAW, LAW, "The claims of a buyer under the law of Spain are not affected.", "unspecified"),
        (LAW, LAW, "Spanish law, courts in Vigo.", "Spain"),
        ("data_protection", "purpose", "No use may bring embarrassment to the singers.", "required"),
        ("deletion", "termination", "The Lab may direct that the guest return all copies.", "required"),
        ("deletion", "general", "You may ask us to delete the files.", "unspecified"),
        (LIABLE, "definition", "It is what is done for no monetary compensation.", ()),
        ("storage", "eligibility", "Keep the tapes where only those who are named can reach them.", "restricted"),
        ("signatory", "eligibility", "The application of a student is countersigned by the professor.", "individual"),
        ("signatory", "eligibility", "Only lecturers or lab heads can be the applicant.", "supervisor"),
        ("signatory", "acceptance", "[ I Agree ] [ I Do Not Agree ]", "unspecified"),
    ],
)
def test_a_clause_states_a_value(field: str, labels: str, text: str, expected: str | tuple[str, ...]) -> None:
    assert value(field, clause(labels, text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The requester takes full responsibility and shall indemnify the Lab.", ("licensee_liable", "indemnity")),
        ("Guests release and hold harmless the museum from all claims.", ("licensor_excluded", "indemnity")),
        ("You must hand this limitation on with every copy.", ()),
        ("The borrower shall be responsible: (a) for providing a disk.", ()),
        ("The leader is responsible for making sure that all have read it.", ()),
        ("Guests indemnify the museum for its costs, with fines and penalties.", ("indemnity",)),
    ],
)
def test_who_answers_for_what(text: str, expected: tuple[str, ...]) -> None:
    assert value(LIABLE, clause(LIABLE, text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Professor / head of the laboratory:\nName: ____\nSignature: ____", "supervisor"),
        ("Name: ____\nSignature: ____", "individual"),
        ("Student:\nName: ____\nSignature: ____", "individual"),
    ],
)
def test_whose_signature_block_it_is(text: str, expected: str) -> None:
    assert value("signatory", ("form", "", text)) == expected
