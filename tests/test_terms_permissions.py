"""Answers on what is allowed: bans that bar nothing, consent to another act, lists of rights, notices to keep."""

from __future__ import annotations

import pytest

from tests.test_terms import C, D, Line, P, R, S, clause, license_of, term, value

PAPERS = "publication"


@pytest.mark.parametrize(
    ("field", "labels", "text", "expected"),
    [
        # whoever may not restrict an act is not barred from it
        (C, C, "You may not restrict the commercial use of the tables by whoever has a copy.", "unspecified"),
        (C, C, "The license must in no way limit commercial exploitation of your program.", "unspecified"),
        (C, C, "You shall not place further restrictions on commercial projects.", "unspecified"),
        (R, R, "No user may hinder a reader from passing the tables on to others.", "unspecified"),
        (R, R, "You shall not impose any further restrictions on a reader who shares the tables.", "unspecified"),
        (C, C, "You may not use the tables for commercial ends, nor limit the work of others.", "prohibited"),
        (R, R, "Do not distribute limited or full copies.", "prohibited"),
        (R, R, "You may not impose further restrictions or distribute the tables.", "prohibited"),
        (R, "grant", "The license includes conditions on distribution.", "unspecified"),
        (R, "grant", "The Lab grants the recipient a right to the tables.", "unspecified"),
        (C, C, "At no charge and on all shores, whoever earns money with it included.", "unspecified"),
        (R, R, "Do not apply technical measures to the tables that stop a reader from sharing them.", "unspecified"),
        # a right that is said to include something
        (C, "grant,commercial_use", "These rights cover commercial use; they do not exclude any trade.", "permitted"),
        (C, "grant,commercial_use", "These rights do not include commercial use.", "prohibited"),
        (P, "grant,purpose", "The permission does not exclude any field of activity.", "any"),
        (C, C, "Industrial users may work with it as others do.", "permitted"),
        # another's approval of something else is no consent of the licensor
        (C, C, "You place your entry under a Guild-approved license which permits commercial use.", "unspecified"),
        (C, C, "No commercial use unless it is pre-approved by the Lab.", "permission_required"),
        (C, C, "A firm that plans a commercial product must become a paid member.", "permission_required"),
        (C, "commercial_use,purpose", "For such ends, acquire a commercial license.", "permission_required"),
        # words inside longer words: "us" in "use", "lab" in "labels"
        (R, R, "The tapes are not distributed, except for use that this page allows.", "prohibited"),
        (R, R, "The tapes are not distributed, save that labels may be kept as allowed.", "prohibited"),
        (S, PAPERS, "Pictures cannot be printed, except for use in class that is allowed.", "prohibited"),
        # a definition states no route
        (R, R, "b. “Circulate” means handing on copies in a way that requires permission.", "unspecified"),
        # the same license for whoever receives it
        (R, R, "Whoever takes a copy from you has a license from the Institute on these terms.", "permitted"),
        (R, R, "Maps that you share must be placed under this same license.", "unspecified"),
        (R, R, "All maps that you share must be placed under this same license.", "permitted"),
        (R, "grant", "The Lab grants you the right to: (a) draw maps; and (b) publish the recordings.", "permitted"),
        # what is changed, and what only follows "modified" in a list of things not to hand on
        (D, f"{D},{R}", "Do not hand on the tables or merged or modified copies.", "unspecified"),
        (D, D, "The tables must not be copied or modified.", "prohibited"),
        (D, D, "Nobody may modify copies.", "prohibited"),
        # any purpose, whatever the examples
        (P, P, "The maps may be used for any purpose, be it planning or teaching.", "any"),
        (P, P, "The maps may be used for any purpose listed here, such as planning.", "restricted"),
        # not commercial: that is all it says
        (P, P, "Non-commercial use only.", "unspecified"),
        (P, P, "Only non-commercial planning is open to you.", "restricted"),
        # notices
        ("citation", "citation", "Do not remove or obscure the notices on the tapes.", "unspecified"),
        ("citation", "citation", "Do not remove the notices, and credit us.", "required"),
        (S, PAPERS, "Stills may be printed in books if they bear the credit line.", "permitted"),
        (S, PAPERS, "Stills may be printed if they bear the credit line and the patient agreed.", "conditional"),
        # excerpts within bounds
        (S, PAPERS, "The reader prints no extracts of the letters beyond fair quotation.", "conditional"),
        (S, PAPERS, "Reports may appear, but no considerable portion of the letters is reproduced.", "conditional"),
        (S, PAPERS, "No group of four or fewer may be shown in a table of an article.", "conditional"),
        ("publication_copy", "citation", "Authors send references to their printed papers to the desk.", "required"),
    ],
)  # fmt: skip
def test_a_clause_states_a_value(field: str, labels: str, text: str, expected: str) -> None:
    assert value(field, clause(labels, text)) == expected


NO_COPIES = clause(R, "You will not distribute the tables in any way.")


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        ("You will not work on behalf of an outsider without the Lab's consent.", "prohibited"),
        ("You will not send the tables to an outsider without the Lab's consent.", "permission_required"),
        ("Exceptions are possible with the Lab's consent.", "permission_required"),
    ],
)
def test_consent_lifts_a_ban_on_the_same_act_only(route: str, expected: str) -> None:
    assert value(R, NO_COPIES, clause(R, route)) == expected


def test_consent_in_the_sentence_after_a_ban_needs_no_act() -> None:
    ban = "You will not distribute the tables. Without the Lab's consent nothing happens."
    assert value(R, clause(R, ban)) == "permission_required"


@pytest.mark.parametrize(
    ("field", "lead", "labels", "item"),
    [
        (R, "You are free to:", R, "a. copy and distribute the maps;"),
        (D, "The rights granted cover, for example:", D, "b. creation of derivative maps;"),
        (D, "The Lab grants you a free (and lasting) right to:", D, "(i) adapt the maps."),
        (R, "At no cost, we let you have what follows:", R, "- distribution of the maps,"),
    ],
)
def test_an_item_completes_a_lead_in_that_allows(field: str, lead: str, labels: str, item: str) -> None:
    assert value(field, clause("grant", lead), ("item", labels, item)) == "permitted"


@pytest.mark.parametrize(
    "lead", ["You may use the maps if you agree:", "The rights to use the maps have the following conditions:"]
)
def test_a_lead_in_that_asks_for_something_allows_nothing(lead: str) -> None:
    assert value(R, clause("acceptance", lead), ("item", R, "a. to share what you find.")) != "permitted"


def test_a_heading_that_names_what_is_allowed_and_forbidden_bans_nothing() -> None:
    item: Line = ("item", PAPERS, "(b) The user may print short extracts in articles.")
    assert value(S, ("heading", "", "4. Permitted and Prohibited Uses"), item) == "permitted"
    assert value(S, ("heading", "", "4. Prohibited Uses"), item) != "permitted"


def test_sublicenses_are_spared_where_copies_travel() -> None:
    allowed = clause(R, "You may redistribute the maps.")
    assert value(R, allowed, clause(R, "You may not sublicense the maps.")) == "permitted"
    assert value(R, allowed, clause(R, "You may not sublicense or sell the maps.")) == "prohibited"
    assert value(R, clause(R, "You may not sublicense the maps.")) == "prohibited"


def test_a_part_in_machine_code_is_spared_where_the_data_may_be_changed() -> None:
    allowed = clause(D, "You may adapt the maps.")
    assert value(D, allowed, clause(D, "You will not modify what comes in binary form.")) == "permitted"
    assert value(D, allowed, clause(D, "You will not modify the legends.")) == "prohibited"


def test_a_label_that_proves_nothing_is_left_to_a_person() -> None:
    found = term(license_of(clause("citation", "Do not remove the notices on the tapes.")), "citation")
    assert (found.value, found.review) == ("unspecified", True)
