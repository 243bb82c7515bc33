"""Policies held against licenses: each kind of rule, doubt, exceptions, and the two policies that are shipped."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extractor.policy import Checked, Verdict, check, explain, load_policy, parse_policy, shipped
from extractor.policy.check import check_record
from extractor.policy.rules import TermRule
from extractor.record import Failure, LicenseRecord
from extractor.taxonomy.answers import questions
from tests.records import Provision, record_of

TODAY = date(2031, 5, 1)

BAN = Provision(
    "The recipient never uses the scans to earn money.",
    ["commercial_use"],
    {"commercial_use": ("prohibited", "never uses the scans to earn money")},
    page=2,
)
SALE = Provision(
    "Products that rest on the scans may be sold.",
    ["commercial_use"],
    {"commercial_use": ("permitted", "may be sold")},
    page=1,
)
END = Provision("All copies are erased when the study ends.", ["deletion"], {"deletion": ("required", "are erased")})
PENALTY = Provision("Whoever leaks a scan pays a fine.", ["liability"], {"liability": ("penalty", "pays a fine")})
TWO_YEARS = Provision("The right lasts two years.", ["termination"], {"term": ("P2Y", "two years")})
LAW = Provision("The law of Norway applies.", ["governing_law"], {"governing_law": ("Norway", "law of Norway")})
CONTACT = Provision("Ask scans@fjord.example.net first.", ["general"], names={"scans@fjord.example.net": "EMAIL"})


def _policy(rule: str, more: str = "") -> str:
    head = 'name = "ours"\ntitle = "Ours"\n'
    return f'{head}{more}\n[[rules]]\nid = "the-rule"\ntitle = "The rule"\n{rule}\n'


def _held(rule: str, record: LicenseRecord, *, more: str = "") -> Checked:
    return check_record(record, parse_policy(_policy(rule, more), "ours.toml"), TODAY)


@pytest.mark.parametrize(
    ("rule", "provisions", "passes"),
    [
        ('term = "commercial_use"\nin = ["permitted"]', [SALE], True),
        ('term = "commercial_use"\nin = ["permitted"]', [BAN], False),
        ('term = "commercial_use"\nin = ["permitted"]', [END], False),  # silence is no permission
        ('term = "commercial_use"\nin = ["permitted", "unspecified"]', [END], True),
        ('term = "commercial_use"\nnot_in = ["prohibited"]', [BAN], False),
        ('term = "commercial_use"\nnot_in = ["prohibited"]', [END], True),
        ('term = "commercial_use"\nnot_in = ["prohibited"]\nstated = true', [END], False),
        ('term = "deletion"\nstated = true', [END], True),
        ('term = "deletion"\nstated = true', [BAN], False),
        ('term = "liability"\nlacks = ["penalty", "indemnity"]', [PENALTY], False),
        ('term = "liability"\nlacks = ["indemnity"]', [PENALTY], True),
        ('term = "liability"\ncontains = ["penalty"]', [PENALTY], True),
        ('term = "liability"\ncontains = ["penalty"]', [END], False),
        ('term = "term"\nat_least = "P2Y"', [TWO_YEARS], True),
        ('term = "term"\nat_least = "P25M"', [TWO_YEARS], False),
        ('term = "term"\nat_most = "P30M"', [TWO_YEARS], True),
        ('term = "term"\nat_most = "P1Y"', [TWO_YEARS], False),
        ('term = "term"\nat_least = "P1D"', [END], False),  # no term stated is not long enough
        ('term = "governing_law"\nin = ["norway", "Sweden"]', [LAW], True),
        ('term = "governing_law"\nin = ["Swe*"]', [LAW], False),
        ('label = "deletion"', [END], True),
        ('label = "deletion"', [BAN], False),
        ('label = "deletion"\nexpect = "absent"', [END], False),
        ('label = "deletion"\nexpect = "absent"', [BAN], True),
        ('label = "deletion"\nstrength = 0.99', [END], False),
        ('entity = "EMAIL"', [CONTACT], True),
        ('entity = "EMAIL"', [BAN], False),
        ('entity = "EMAIL"\nvalues = ["*@FJORD.example.net"]', [CONTACT], True),
        ('entity = "EMAIL"\nvalues = ["*@sea.example.net"]', [CONTACT], False),
        ('entity = "EMAIL"\nroles = ["request"]', [CONTACT], False),
        ('entity = "EMAIL"\nvalues = ["*.example.net"]\nexpect = "absent"', [CONTACT], False),
        ('subjects = "any"', [BAN], True),
        ('subjects = "any"\nexpect = "present"', [BAN], False),
        ('review = ["*"]', [BAN], True),
        ('document = "language"\nin = ["en"]', [BAN], True),
        ('document = "language"\nnot_in = ["en"]', [BAN], False),
        ('document = "method"\nnot_in = ["ocr"]', [BAN], True),
        ('document = "version"\nstated = true', [BAN], False),
        ('document = "warnings"\nlacks = ["ocr"]', [BAN], True),
    ],
)
def test_a_rule(rule: str, provisions: list[Provision], passes: bool) -> None:
    held = _held(rule, record_of(provisions))
    assert (held.passed == ("the-rule",)) is passes
    assert bool(held.findings) is not passes


def test_a_finding_quotes_the_words_and_says_what_would_satisfy() -> None:
    (finding,) = _held('term = "commercial_use"\nin = ["permitted"]', record_of([END, BAN])).findings
    assert (finding.status, finding.severity) == ("violation", "error")
    assert finding.message == "The rule: the license forbids commercial use"
    assert finding.wanted == "Passes a license that allows commercial use."
    (place,) = finding.places
    assert (place.quote, place.page, place.clause) == ("never uses the scans to earn money", 2, "c2")


def test_a_rule_speaks_in_its_own_words() -> None:
    rule = 'term = "commercial_use"\nin = ["permitted"]\nmessage = "{document} {found}!"\nremedy = "Ask."'
    (finding,) = _held(rule, record_of([BAN], name="{found}.txt")).findings
    assert finding.message == "{found}.txt forbids commercial use!"
    assert finding.wanted == "Ask."


class TestDoubt:
    RULE = 'term = "commercial_use"\nin = ["permitted"]'

    def test_a_permission_that_nobody_is_sure_of_is_none(self) -> None:
        (finding,) = _held(self.RULE, record_of([SALE], review=["commercial_use"])).findings
        assert (finding.status, finding.severity) == ("unsure", "error")
        assert "cannot tell" in finding.message and "needs review" in finding.message

    def test_a_rule_or_a_policy_can_let_it_pass(self) -> None:
        record = record_of([SALE], review=["commercial_use"])
        assert not _held(self.RULE + '\nif_unsure = "pass"', record).findings
        assert not _held(self.RULE, record, more='if_unsure = "pass"').findings
        assert _held(self.RULE + '\nif_unsure = "fail"', record, more='if_unsure = "pass"').findings

    def test_a_ban_in_doubt_is_a_violation_all_the_same(self) -> None:
        record = record_of([BAN], review=["commercial_use"])
        (finding,) = _held(self.RULE + '\nif_unsure = "pass"', record).findings
        assert (finding.status, finding.remark) == ("violation", "the answer needs review")

    def test_review_blocks(self) -> None:
        record = record_of([SALE, END], review=["commercial_use"])
        (finding,) = _held('review = ["commercial_use", "deletion"]', record).findings
        assert "commercial use (permitted)" in finding.message and "deletion" not in finding.message
        assert [place.clause for place in finding.places] == ["c1"]
        assert not _held('review = ["deletion"]', record).findings

    def test_a_weak_label_is_no_proof_of_absence(self) -> None:
        (finding,) = _held('label = "deletion"\nexpect = "absent"\nstrength = 0.99', record_of([END])).findings
        assert finding.status == "unsure"

    def test_an_answer_that_is_missing_is_none(self) -> None:
        record = record_of([SALE])
        terms = {name: term for name, term in record.terms.items() if name != "commercial_use"}
        (finding,) = _held(
            'term = "commercial_use"\nnot_in = ["prohibited"]', record.model_copy(update={"terms": terms})
        ).findings
        assert finding.status == "unsure"


class TestExceptions:
    RULE = 'term = "commercial_use"\nin = ["permitted"]'

    @pytest.mark.parametrize(
        ("documents", "until", "status"),
        [
            ('["scans.pdf"]', "", "excepted"),
            ('["scans"]', "", "excepted"),
            ('["SCANS*"]', "", "excepted"),
            ('["faces*"]', "", "violation"),
            ('["scans"]', "until = 2031-05-01", "excepted"),
            ('["scans"]', "until = 2031-04-30", "violation"),
        ],
    )
    def test_by_the_name_of_the_document(self, documents: str, until: str, status: str) -> None:
        exempt = f'[[exceptions]]\nrules = ["the-rule"]\ndocuments = {documents}\nreason = "They wrote us."\n{until}'
        rule = f"{self.RULE}\n{exempt}"
        (finding,) = _held(rule, record_of([BAN], name="scans.pdf")).findings
        assert finding.status == status
        assert finding.severity == ("note" if status == "excepted" else "error")
        assert ("ended on 2031-04-30" in finding.remark) is (until == "until = 2031-04-30")

    def test_by_the_checksum(self) -> None:
        record = record_of([BAN])
        rule = f'{self.RULE}\n[[exceptions]]\nrules = ["*"]\ndocuments = ["{record.document.id}"]\nreason = "Read."'
        assert [finding.status for finding in _held(rule, record).findings] == ["excepted"]

    def test_a_rule_for_some_documents(self) -> None:
        rule = f'{self.RULE}\napplies_to = ["*.pdf"]'
        assert _held(rule, record_of([BAN], name="a.pdf")).findings
        held = _held(rule, record_of([BAN], name="a.md"))
        assert not held.findings and not held.passed


class TestVerdict:
    POLICY = parse_policy(_policy('severity = "warning"\nterm = "commercial_use"\nin = ["permitted"]'), "ours.toml")

    def test_fails_on_what_is_grave_enough(self) -> None:
        verdict = check([record_of([BAN])], self.POLICY, today=TODAY)
        assert not verdict.fails() and verdict.fails("warning") and verdict.fails("note")
        assert verdict.count("warning") == 1

    def test_what_was_not_read_has_passed_nothing(self) -> None:
        failure = Failure(source="a.pdf", kind="corrupt", message="damaged")
        assert check([record_of([SALE])], self.POLICY, failures=[failure], today=TODAY).fails()
        assert Verdict(self.POLICY, ()).fails()

    def test_an_exception_counts_for_nothing(self) -> None:
        exempt = '[[exceptions]]\nrules = ["*"]\ndocuments = ["*"]\nreason = "No."'
        text = f'term = "commercial_use"\nin = ["permitted"]\n{exempt}'
        verdict = check([record_of([BAN])], parse_policy(_policy(text), "ours.toml"), today=TODAY)
        assert not verdict.fails("note") and verdict.checked[0].findings


@pytest.mark.parametrize("name", shipped())
class TestShippedPolicies:
    def test_each_rule_has_its_reason_and_its_remedy(self, name: str) -> None:
        policy = load_policy(name)
        assert policy.name == name and policy.description
        for rule in policy.rules:
            assert rule.reason.endswith("."), rule.id
            assert rule.remedy.endswith(".") or rule.id == "governing-law", rule.id
            sentence = explain.tested(rule)
            assert sentence.startswith("Passes a ") and "{" not in sentence

    def test_doubt_passes_only_where_another_rule_speaks_of_it(self, name: str) -> None:
        policy = load_policy(name)
        assert policy.if_unsure == "fail"
        strict = {rule.term for rule in policy.rules if isinstance(rule, TermRule) and not policy.is_lenient(rule)}
        looked_at = strict | {field for rule in policy.rules for field in getattr(rule, "review", ())}
        for rule in policy.rules:
            if isinstance(rule, TermRule) and policy.is_lenient(rule):
                assert rule.term in looked_at, rule.id

    def test_a_silent_license_does_not_pass(self, name: str) -> None:
        silent = record_of([Provision("Hello.")], review=list(questions()))
        assert check([silent], load_policy(name), today=TODAY).fails()


def test_a_generous_license_passes_the_commercial_policy() -> None:
    generous = record_of(
        [
            SALE,
            Provision("Any purpose is fine.", ["purpose"], {"purpose": ("any", "Any purpose")}),
            Provision("Models may be trained.", ["derivatives"], {"derivatives": ("permitted", "may be trained")}),
            Provision("Copies may be shared.", ["redistribution"], {"redistribution": ("permitted", "may be shared")}),
            Provision("The license is perpetual.", ["termination"], {"term": ("indefinite", "perpetual")}),
        ]
    )
    verdict = check([generous], load_policy("commercial-product"), today=TODAY)
    assert not verdict.fails()
    assert check([record_of([BAN])], load_policy("commercial-product"), today=TODAY).fails()


def test_the_supplied_agreements(shared: Path, extractor: object) -> None:
    from extractor import Extractor

    assert isinstance(extractor, Extractor)
    records = [extractor.extract(path) for path in sorted((shared / "supplied").glob("*.txt"))]
    commercial = check(records, load_policy("commercial-product"), today=TODAY)
    for item in commercial.checked:
        found = {finding.rule.id: finding for finding in item.findings}
        assert found["commercial-use"].status == "violation", item.record.document.name
        assert all(
            item.record.document.text[p.start : p.end].split() == p.quote.split()
            for p in found["commercial-use"].places
        )
    violated = {
        item.record.document.name
        for item in commercial.checked
        for finding in item.findings
        if finding.rule.id == "no-assignment" and finding.status == "violation"
    }
    assert violated == {"dfme.txt"}
