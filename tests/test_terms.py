"""Answers: invented clauses and the value that they state."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractor.segment.link import Segment, link
from extractor.terms import answer
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
    return answer(document, labelled, entities)


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
    ],
)
def test_liability_is_a_set(text: str, expected: tuple[str, ...]) -> None:
    assert value("liability", clause("liability", text)) == expected


def test_items_complete_a_negative_lead_in() -> None:
    answers = license_of(
        clause("", "The user shall not:"),
        ("item", R, "- hand copies to third parties;"),
        ("item", D, "- modify the recordings."),
    )
    assert term(answers, R).value == "prohibited"
    assert term(answers, R).clauses == ("c1", "c2")
    assert term(answers, D).value == "prohibited"


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
    assert value(field, clause(field, text)) == "unspecified"


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


def test_a_limit_by_consent_is_no_rule() -> None:
    assert subject_rules(clause("subject_restriction", "Show only faces marked as public."), ids=[]) == ()
