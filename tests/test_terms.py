"""Answers: invented clauses and the value that they state."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.segment.link import Segment, link
from extractor.terms import answer_by_rules
from extractor.types import Answers, Document, Entity, Evidence, Kind, LabelledClause, LabelScore, SubjectRule, Term

Line = tuple[Kind, str, str]
"""Kind, labels separated by commas, text."""


def license_of(*lines: Line, marks: Sequence[tuple[str, str, str]] = ()) -> Answers:
    """The answers to a license of ``lines``; ``marks`` are its entities in reading order: type, role and value."""
    text = "\n\n".join(line[2] for line in lines)
    segments, start = [], 0
    for kind, _, words in lines:
        segments.append(Segment(kind, start, start + len(words)))
        start += len(words) + 2
    document = Document("0", "test", "text/plain", len(text), "text", text, ())
    clauses = link(document, segments)
    labelled = [
        LabelledClause(
            clause,
            tuple(
                LabelScore(name, 0.9, (Evidence(clause.start, clause.end, "test"),))
                for name in labels.split(",")
                if name
            ),
        )
        for clause, (_, labels, _) in zip(clauses, lines, strict=True)
    ]
    entities, position = [], 0
    for type_, role, value in marks:
        position = text.index(value, position)
        home = next(clause for clause in clauses if clause.start <= position < clause.end)
        entities.append(Entity(type_, value, value, position, position + len(value), home.id, "test", role))
        position += len(value)
    return answer_by_rules(labelled, entities)


def term(answers: Answers, field: str) -> Term:
    return next(term for term in answers.terms if term.field == field)


def value(field: str, *lines: Line) -> str | tuple[str, ...]:
    return term(license_of(*lines), field).value


def clause(labels: str, text: str) -> Line:
    return ("clause", labels, text)


C, R, D, P, S = "commercial_use", "redistribution", "derivatives", "purpose", "sample_publication"


@pytest.mark.parametrize(
    ("field", "labels", "text", "expected"),
    [
        # commercial use
        (C, C, "The licensee shall not use it for commercial purposes.", "prohibited"),
        (C, C, "Commercial exploitation of the archive is **strictly forbidden**.", "prohibited"),
        (C, "grant,purpose", "You get a license for non-commercial research.", "prohibited"),
        (C, C, "Not-for-profit use only.", "prohibited"),
        (C, C, "It shall not be used commercially without written consent of the Lab.", "permission_required"),
        (C, C, "Companies that plan commercial use must obtain a separate license.", "permission_required"),
        (C, C, "You may use the archive for any purpose, commercial ones included.", "permitted"),
        (C, P, "The archive serves teaching. Every other use is prohibited.", "unspecified"),
        (C, "general", "The Foundation is a non-profit organization.", "unspecified"),
        # redistribution
        (R, R, "The user may not distribute the archive.", "prohibited"),
        (R, R, "No part of the archive shall be passed on to third parties.", "prohibited"),
        (R, R, "The user will give the recordings to nobody.", "prohibited"),
        (R, R, "Without prior written approval by the Lab, no copies shall be distributed.", "permission_required"),
        (R, R, "Do not share the archive unless the Lab has agreed in writing.", "permission_required"),
        (R, R, "The archive must not be redistributed without the consent of the subjects.", "prohibited"),
        (R, R, "You may redistribute the archive under these terms.", "permitted"),
        (R, "warranty", "The Lab makes no warranty as to distribution.", "unspecified"),
        (R, "commercial_use", "Commercial purposes include, but are not limited to, selling it.", "unspecified"),
        # derivatives
        (D, D, "The user shall not modify or adapt the recordings.", "prohibited"),
        (D, D, "Do not modify the clips without permission of the owner.", "permission_required"),
        (D, D, "You may modify the recordings and create derivative works.", "permitted"),
        (D, "changes", "This agreement may not be modified except in writing.", "unspecified"),
        (D, "changes", "The Lab may modify these terms.", "unspecified"),
        # purpose
        (P, P, "The archive shall only be used for academic research.", "research_only"),
        (P, P, "Use it solely for research and for limited personal use.", "restricted"),
        (P, P, "It may be used only for flood forecasting.", "restricted"),
        (P, P, "You may use the archive for any lawful purpose.", "any"),
        (P, "definition", "The archive holds recordings of lectures.", "unspecified"),
        # sample publication
        (S, "publication", "Portraits cannot be published in any form, papers included.", "prohibited"),
        (S, "publication", "Sample frames may be shown in papers under the following conditions:", "conditional"),
        (S, "publication,subject_restriction", "Only pictures of people who consented may appear.", "conditional"),
        (S, "publication", "Screenshots may be used in scientific articles.", "permitted"),
        (S, "publication", "Frames appear in papers only after written approval.", "permission_required"),
        # duties
        ("citation", "citation", "All papers must cite the following article:", "required"),
        ("citation", "citation", "Please cite our article.", "requested"),
        ("citation", "citation", "3) When you use the archive, please cite our article.", "required"),
        ("citation", "acceptance", "The user acknowledges that errors may occur.", "unspecified"),
        ("publication_copy", "reporting", "The user shall send the Lab a copy of each paper.", "required"),
        ("publication_copy", "reporting", "Please send us a reprint of your paper.", "requested"),
        ("publication_copy", "access_procedure", "Send a copy of the signed agreement to the Lab.", "unspecified"),
        ("storage", "storage", "Keep the archive on a secure disk.", "restricted"),
        ("data_protection", "data_protection", "Nobody shall attempt to identify the speakers.", "required"),
        ("deletion", "deletion", "At the end the licensee shall destroy all copies.", "required"),
        # parties
        ("signatory", "access_procedure", "The form has to be signed by a professor.", "supervisor"),
        ("signatory", "eligibility", "In case of students, the form is signed by the supervisor.", "individual"),
        ("signatory", "eligibility", "An authorized representative signs it.", "authorized_representative"),
        ("signatory", "acceptance", "By clicking the button you agree.", "unspecified"),
        ("ip_ownership", "ip_ownership", "The Lab is the sole owner of the archive.", "licensor"),
        ("ip_ownership", "ip_ownership", "The clips are owned by their respective owners.", "third_party"),
        ("ip_assignment", "ip_assignment", "The user assigns to the Lab all rights in improvements.", "to_licensor"),
        ("ip_assignment", "ip_assignment", "All rights in improvements shall vest in the licensee.", "to_licensee"),
        ("ip_assignment", "ip_assignment", "You grant the Lab a free license to use your annotations.", "license_back"),
        ("warranty", "warranty", "The archive comes without any warranty.", "disclaimed"),
        ("changes", "changes", "The Lab may change this agreement at any time.", "licensor_unilateral"),
        ("changes", "changes", "Amendments must be signed by both parties.", "mutual"),
        ("term", "termination", "This license is perpetual.", "indefinite"),
        ("governing_law", "governing_law", "This agreement is governed by Chinese Law.", "China"),
        ("governing_law", "governing_law", "The laws of the USA and of the State of Ohio shall apply.", "Ohio"),
        ("governing_law", "compliance", "The user complies with the laws of Spain.", "unspecified"),
        # in a clause that carries the label, broad words are enough
        (C, C, "Whoever earns money with the voices breaks this pledge.", "prohibited"),
        (C, C, "A toy made from it calls for a contract of its own.", "permission_required"),
        (C, C, "Trade and industry may use it as well.", "permitted"),
        (C, C, "Business use is fine on the paid plan only.", "unspecified"),
        (R, R, "The disk stays with the borrower.", "prohibited"),
        (R, R, "A partner may get a copy once the Council has consented in writing.", "permission_required"),
        (R, R, "Copy it on, with this page.", "permitted"),
        (D, D, "Averages, charts, trained models: go ahead.", "permitted"),
        (D, D, "You may crop and label the clips. You shall not synthesize new faces from them.", "permitted"),
        (D, D, "No plate shall be colored or retouched.", "unspecified"),
        (D, D, "It obtains leave in writing prior to moving a line.", "permission_required"),
        (P, P, "The drawings are there for science and stay there.", "research_only"),
        (P, P, "The maps serve teaching and the planning of harbors.", "restricted"),
        (P, P, "They show which street floods first.", "restricted"),
        (S, "publication", "Pictures go into an article only after our board has said yes.", "permission_required"),
        (S, "publication", "A screenshot in an article or a post is fine.", "permitted"),
        ("citation", "citation", "In the methods part stands: data from the Owl Archive.", "required"),
        ("citation", "citation", "It would be kind to mention the growers.", "requested"),
        ("citation", "publication", "Publications name the Owl Archive as the source of their data.", "required"),
        ("publication_copy", "reporting", "Two copies of each output shall be furnished to the library.", "required"),
        ("publication_copy", "reporting", "Ping me when your paper is out!", "requested"),
        ("publication_copy", "reporting", "Requests for copies go to the desk.", "unspecified"),
        ("signatory", "access_procedure", "Somebody who may bind the institution signs.", "authorized_representative"),
        ("signatory", "eligibility", "A user can be only one who has a permanent post.", "supervisor"),
        ("ip_ownership", "ip_ownership", "The letters belong to the people who wrote them.", "third_party"),
        ("ip_ownership", "ip_ownership", "The scans are ours.", "licensor"),
        ("ip_ownership", "ip_ownership", "Nothing in it shall be construed as conferring a right.", "unspecified"),
        ("ip_assignment", "ip_assignment", "Your remix is yours.", "to_licensee"),
        ("ip_assignment", "ip_assignment", "You let us use the machine without paying.", "license_back"),
        ("ip_assignment", "ip_assignment", "Labels become ours on creation.", "to_licensor"),
        ("warranty", "warranty", "The hospital guarantees that the donors agreed.", "given"),
        ("changes", "changes", "The page gets edited now and then; the page of today counts.", "licensor_unilateral"),
        ("changes", "changes", "It is varied by deed.", "mutual"),
        ("changes", "changes", "New recordings are added in spring.", "unspecified"),
        ("term", "termination", "The permission has no end date.", "indefinite"),
    ],
)  # fmt: skip
def test_a_clause_states_a_value(field: str, labels: str, text: str, expected: str) -> None:
    assert value(field, clause(labels, text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Lab cannot be held responsible for any damage.", ("licensor_excluded",)),
        ("The user is fully responsible for misuse.", ("licensee_liable",)),
        ("The user shall indemnify the Lab.", ("indemnity",)),
        ("For each breach the user shall pay an indemnity of EUR 900.", ("indemnity", "penalty")),
        ("The user is not liable.", ()),
        ("The signer is responsible for controlling access.", ()),
        ("Loss that comes from the tables is not paid by the museum.", ("licensor_excluded",)),
        ("You will not claim damages from the museum.", ("licensor_excluded",)),
        ("The borrower answers for what the team does.", ("licensee_liable",)),
        ("What a guest does wrong is put down to the borrower.", ("licensee_liable",)),
        ("If somebody sues the museum over your film, you step in and bear the cost.", ("indemnity",)),
        ("For each picture sold the borrower pays EUR 900.", ("penalty",)),
    ],
)
def test_liability_is_a_set(text: str, expected: tuple[str, ...]) -> None:
    assert value("liability", clause("liability", text)) == expected


def test_the_document_names_its_own_sides() -> None:
    answers = license_of(
        clause("acceptance", "The Owl House (OH) lends it to whoever signs below (the Nestling)."),
        clause("liability", "The Nestling is answerable for misuse. OH pays nothing."),
        clause("ip_assignment", "New labels belong to OH."),
        marks=[("PARTY", "licensor", "Owl House"), ("PARTY", "licensor", "OH"), ("DEFINED_TERM", "", "Nestling")],
    )
    assert term(answers, "liability").value == ("licensor_excluded", "licensee_liable")
    assert term(answers, "ip_assignment").value == "to_licensor"


def test_broad_words_are_left_to_a_person() -> None:
    found = term(license_of(clause(C, "Trade and industry may use it as well.")), C)
    assert (found.value, found.review) == ("permitted", True)


@pytest.mark.parametrize(
    "line",
    [
        clause(C, "The board looks at each request, and firms have a price to pay."),
        clause(C, "Not every plan is the same."),
        clause(C, "Toys are another matter, unless we say so."),
    ],
)
def test_broad_words_of_permission_prove_nothing_beside_a_bound(line: Line) -> None:
    assert value(C, clause(C, "Business use is welcome."), line) != "permitted"


def test_bans_mentioned_elsewhere_do_not_count_beside_clauses_with_the_label() -> None:
    route = clause(R, "Copies go to partners once the Lab has approved it in writing.")
    elsewhere = clause("acceptance", "No promise is given to others, and it is not for sale to third parties.")
    assert value(R, route, elsewhere) == "permission_required"


def test_items_complete_a_negative_lead_in() -> None:
    answers = license_of(
        clause("", "The user shall not:"),
        ("item", R, "- hand copies to third parties;"),
        ("item", D, "- modify the recordings."),
    )
    assert term(answers, R).value == "prohibited"
    assert term(answers, R).clauses == ("c1", "c2")
    assert term(answers, D).value == "prohibited"


@pytest.mark.parametrize(
    ("kind", "lead"), [("clause", "The user shall not do any of the following."), ("heading", "What you must not do")]
)
def test_a_ban_above_a_list_is_read_with_its_items(kind: str, lead: str) -> None:
    answers = license_of((kind, "", lead), ("item", R, "- hand copies to third parties"))
    assert term(answers, R).value == "prohibited"


def test_a_heading_that_forbids_says_nothing_of_the_paragraphs_after_it() -> None:
    lines = (("heading", "", "What you must not do"), clause("", "Nothing harmful."), ("item", R, "- pass copies on"))
    assert term(license_of(*lines), R).value != "prohibited"


def test_numbered_provisions_complete_an_open_sentence() -> None:
    lines = (clause("acceptance", "The recipient agrees to:"), clause("citation", "1. cite the data paper;"))
    assert value("citation", *lines) == "required"


BAN = clause(R, "The user may not distribute the archive in any form.")
ROUTE = clause(R, "Distribution to other institutes requires written approval by the Lab.")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((BAN, ROUTE), "permission_required"),
        ((ROUTE, BAN), "permission_required"),
        ((clause(R, f"{ROUTE[2]} Under no circumstances may the archive be distributed in any form."),), "prohibited"),
        ((clause(R, "You may redistribute the archive."), BAN), "prohibited"),
    ],
)
def test_of_two_statements_the_specific_or_the_stricter_wins(lines: tuple[Line, ...], expected: str) -> None:
    assert value(R, *lines) == expected


def test_an_exception_is_followed_to_the_other_provision() -> None:
    route = clause(R, "5. Distribution to partners requires written approval by the Lab.")
    ban = clause(R, "3. Except as set out in Section 5, the archive shall not be distributed.")
    assert value(R, ban, route) == "permission_required"


def test_contradiction_is_left_to_a_person() -> None:
    found = term(license_of(clause(R, "You may redistribute the archive."), BAN), R)
    assert (found.value, found.review) == ("prohibited", True)


def test_a_restriction_that_no_rule_reads_forbids_a_permissive_answer() -> None:
    allowed = clause(R, "You may redistribute the archive.")
    unread = clause(R, "Copies on tape cannot travel.")
    assert value(R, allowed) == "permitted"
    found = term(license_of(allowed, unread), R)
    assert (found.value, found.review) == ("unspecified", True)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (R, "You may share the archive only with members of your team."),
        (R, "You may redistribute the labels, but not the recordings."),
        (R, "You may share the archive if the Lab does not object."),
        (C, "You may use it for any purpose except commercial ones."),
        (C, "Commercial use is permitted for members of the consortium."),
        (D, "You may annotate it provided that the labels are checked by us."),
        (P, "You may use the archive for any purpose described in Annex 1."),
    ],
)
def test_a_hedged_permission_is_not_permissive(field: str, text: str) -> None:
    assert value(field, clause(field, text)) not in ("permitted", "any")


def test_evidence_is_the_words_that_prove_it() -> None:
    text = "Welcome. The user may not distribute the archive."
    found = term(license_of(clause(R, text)), R)
    assert next(text[evidence.start : evidence.end] for evidence in found.evidence) == "not distribute"
    assert all(evidence.by.startswith("rule:redistribution/") for evidence in found.evidence)


def test_a_silent_license_answers_every_field_without_evidence() -> None:
    answers = license_of(clause("general", "Thank you."))
    assert len(answers.terms) == 19
    assert {term.value for term in answers.terms} == {"unspecified", ()}
    assert [term.field for term in answers.terms if term.evidence or term.clauses or term.review] == []


def test_addresses_and_durations_come_from_entities() -> None:
    answers = license_of(
        clause("access_procedure", "Send the form to desk@lab.example or files@lab.example."),
        clause("termination", "It lasts P2Y."),
        marks=[
            ("EMAIL", "submission", "desk@lab.example"),
            ("EMAIL", "contact", "files@lab.example"),
            ("DURATION", "term", "P2Y"),
        ],
    )
    assert term(answers, "submission").value == ("desk@lab.example",)
    assert term(answers, "term").value == "P2Y"


def subject_rules(*lines: Line, ids: Sequence[str], role: str = "denied") -> tuple[SubjectRule, ...]:
    return license_of(*lines, marks=[("SUBJECT_ID", role, id_) for id_ in ids]).subject_rules


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("Pictures of subjects 07 and 09 must not be published.", "denied", (None, "publish", "deny")),
        ("Only subjects 07 and 09 may be shown in papers.", "allowed", (None, "publish", "allow_only")),
        ("Not all agreed; choose pictures for papers only from 07 and 09.", "allowed", (None, "publish", "allow_only")),
        ("Except for 07 and 09, nobody in Part B may be published.", "allowed", ("Part B", "publish", "deny_except")),
        ("Recordings of 07 and 09 shall not be processed.", "denied", (None, "use", "deny")),
    ],
)  # fmt: skip
def test_a_sentence_with_ids_is_a_subject_rule(text: str, role: str, expected: tuple[str | None, str, str]) -> None:
    (rule,) = subject_rules(clause("subject_restriction", text), ids=["07", "09"], role=role)
    assert (rule.scope, rule.action, rule.mode) == expected
    assert rule.ids == ("07", "09")


def test_tables_complete_the_sentence_above() -> None:
    (rule,) = subject_rules(
        clause("subject_restriction", "Faces of these subjects (Part A and Part B) must not be printed."),
        ("table", "subject_restriction", "sub. 1, 2"),
        ("table", "subject_restriction", "sub. 8, 9"),
        ids=["1", "2", "8", "9"],
    )
    assert rule == SubjectRule("Part A and Part B", "publish", "deny", ("1", "2", "8", "9"), ("c1", "c2", "c3"))


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("Use 07 and 09 and nothing above.", "allowed", ("use", "allow_only")),
        ("Recordings of 07 and 09 are open to all projects.", "allowed", None),
        ("None of this box may be printed, bar 07 and 09.", "allowed", ("publish", "deny_except")),
        ("07 and 09 left the study, so skip them.", "denied", ("use", "deny")),
        ("All but 07 and 09 may be shown.", "denied", ("publish", "deny")),
    ],
)
def test_the_words_beside_the_ids_make_the_rule(text: str, role: str, expected: tuple[str, str] | None) -> None:
    rules = subject_rules(clause("subject_restriction", text), ids=["07", "09"], role=role)
    assert [(rule.action, rule.mode) for rule in rules] == ([expected] if expected else [])


def test_rows_of_a_table_say_different_things() -> None:
    table: Line = (
        "table",
        "subject_restriction,publication",
        "K1, K2  never shown in papers\nK7  withdrawn, do not use",
    )
    first, second = subject_rules(clause("subject_restriction", "It is as follows:"), table, ids=["K1", "K2", "K7"])
    assert (first.action, first.mode, first.ids) == ("publish", "deny", ("K1", "K2"))
    assert (second.action, second.mode, second.ids) == ("use", "deny", ("K7",))


def test_parts_of_a_table_have_rules_of_their_own() -> None:
    table: Line = ("table", "subject_restriction", "Part A\nK1, K2\nPart B\nM7")
    found = subject_rules(clause("subject_restriction", "These must not be printed:"), table, ids=["K1", "K2", "M7"])
    assert [(rule.scope, rule.ids) for rule in found] == [("Part A", ("K1", "K2")), ("Part B", ("M7",))]


def test_list_entries_complete_one_rule() -> None:
    (rule,) = subject_rules(
        clause("subject_restriction,publication", "A voice may be played only if it is one of these:"),
        ("item", "subject_restriction,publication", "(i) K1, for any story;"),
        ("item", "subject_restriction,publication", "(ii) K2, without a name."),
        ids=["K1", "K2"],
        role="allowed",
    )
    assert (rule.action, rule.mode, rule.ids) == ("publish", "allow_only", ("K1", "K2"))


def test_a_sentence_may_allow_some_and_deny_others() -> None:
    answers = license_of(
        clause("subject_restriction,publication", "K1 to K9 may be shown, no others; of these K4 is held back."),
        marks=[("SUBJECT_ID", "allowed", "K1 to K9"), ("SUBJECT_ID", "denied", "K4")],
    )
    assert [(rule.mode, rule.ids) for rule in answers.subject_rules] == [
        ("allow_only", ("K1 to K9",)),
        ("deny", ("K4",)),
    ]


def test_a_limit_by_consent_is_no_rule() -> None:
    assert subject_rules(clause("subject_restriction", "Show only faces marked as public."), ids=[]) == ()


def test_the_plainest_proof_is_shown_first() -> None:
    answers = license_of(
        clause("general", "The Client will erase what it was sent in error."),
        clause("deletion", "After the project the Client must:"),
        ("item", "deletion", "(a) destroy every copy of the recordings."),
    )
    first = term(answers, "deletion").evidence[0]
    assert 48 + len("After the project the Client must:") < first.start


def test_a_list_within_a_sentence_is_read_in_one_breath() -> None:
    text = "At the end of the project the Client must (a) stop working with the data; and (b) erase all copies of it."
    assert value("deletion", clause("termination", text)) == "required"


def test_a_judge_who_strikes_words_erases_no_data() -> None:
    text = "The parties agree that a court may narrow such a provision or delete words of it."
    assert value("deletion", clause("general", text)) == "unspecified"
