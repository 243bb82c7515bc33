"""What a license's own rules say of each subject: ways to write IDs, rules of all modes, parts, contradictions."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from extractor.cli import run
from extractor.policy.ids import Register, read_named
from extractor.policy.subjects import answer_subjects
from extractor.record import LicenseRecord
from tests.records import Provision, record_of


@pytest.mark.parametrize(
    ("asked", "named", "match"),
    [
        ("004", "004", "same"),
        ("4", "004", "same"),
        ("4.0", "004", "same"),  # as a spreadsheet writes it
        (" S-04 ", "s4", "same"),
        ("sub_04", "SUB04", "same"),
        ("４", "4", "same"),
        ("5", "004", None),
        ("40", "4", None),
        ("P4", "S4", None),
        ("4", "4a", None),
        ("4a", "4A", "same"),
        ("s04", "04", "alike"),
        ("04", "S04", "alike"),
        ("7", "3-9", "same"),
        ("10", "3-9", None),
        ("S05", "S01-S10", "same"),
        ("S11", "S01–S10", None),
        ("s5", "S01 to 10", "same"),
        ("01-004", "01-004", "same"),
        ("3", "01-004", None),  # a code, and no range
        ("anna", "Anna", "same"),
        ("anna", "4", None),
    ],
)
def test_ids(asked: str, named: str, match: str | None) -> None:
    # Neither side writes all of its IDs in one way.
    register = Register([asked, "99", "q99"], [named, "98", "z98"])
    assert register.match(asked, read_named(named)) == match


def test_a_prefix_that_one_side_always_writes_and_the_other_never() -> None:
    register = Register(["sub-1", "sub-2"], ["001", "003"])
    assert register.match("sub-1", read_named("001")) == "same"
    assert register.match("sub-2", read_named("001")) is None


def test_an_id_that_another_of_the_list_is_written_as() -> None:
    register = Register(["4", "004"], ["004"])
    assert register.match("004", read_named("004")) == "same"
    assert register.match("4", read_named("004")) == "alike"


def _record(rules: Sequence[Mapping[str, object]], *, general: str = "", review: bool = False) -> LicenseRecord:
    answers = {"sample_publication": (general, "Pictures")} if general else {}
    provisions = [
        Provision("Pictures of these people stay unseen: 01, 02.", ["publication"], answers, page=4),
        Provision("Nothing else is said of anybody.", ["general"]),
    ]
    record = record_of(provisions, name="=faces.pdf")
    clauses = tuple(clause.model_copy(update={"review": review}) for clause in record.clauses)
    made = [{"scope": None, "action": "publish", "clauses": ["c1"], **rule} for rule in rules]
    return LicenseRecord.model_validate(record.model_dump() | {"clauses": clauses, "subject_rules": made})


DENY = {"mode": "deny", "ids": ["01", "02"]}
ONLY = {"mode": "allow_only", "ids": ["01", "02"]}
EXCEPT = {"mode": "deny_except", "ids": ["01", "02"]}
USE = {"action": "use"}


@pytest.mark.parametrize(
    ("rules", "subject", "publish", "use"),
    [
        ([DENY], "1", "denied", "not named"),
        ([DENY], "3", "not named", "not named"),
        ([ONLY], "1", "allowed", "not named"),
        ([ONLY], "3", "denied", "not named"),
        ([EXCEPT], "1", "allowed", "not named"),
        ([EXCEPT], "3", "denied", "not named"),
        ([DENY | USE], "1", "denied", "denied"),  # who may not be used may not be shown
        ([ONLY | USE], "1", "not named", "allowed"),  # who may be used may not be shown for that
        ([ONLY | USE], "3", "denied", "denied"),
        ([DENY, ONLY], "1", "needs review", "not named"),
        ([DENY, ONLY], "3", "denied", "not named"),
        ([DENY | USE, ONLY], "1", "needs review", "denied"),
        ([ONLY, {"mode": "allow_only", "ids": ["03"]}], "1", "needs review", "not named"),
        ([DENY], "s1", "needs review", "not named"),
        ([ONLY], "s1", "needs review", "not named"),
        ([], "1", "not named", "not named"),
    ],
)
def test_an_answer(rules: Sequence[Mapping[str, object]], subject: str, publish: str, use: str) -> None:
    answers = list(answer_subjects(_record(rules), [subject, "q77", "77"]))
    assert [answer.subject for answer in answers] == [subject, "q77", "77"]
    assert (answers[0].publish.say, answers[0].use.say) == (publish, use)


def test_an_answer_shows_the_words_the_page_and_the_clause() -> None:
    (answer,) = answer_subjects(_record([DENY]), ["1"])
    assert answer.publish.why == "rule 1: may not be published (the license writes 01)"
    assert answer.quote == "Pictures of these people stay unseen: 01, 02. … 01"
    assert (answer.page, answer.clauses) == (4, ("c1",))


@pytest.mark.parametrize(
    ("general", "review", "say", "words"),
    [
        ("", False, "allowed", "is among those that alone may be published"),
        ("conditional", False, "allowed", "the license allows samples in publications under conditions"),
        ("permission_required", False, "needs review", "only with permission"),
        ("prohibited", False, "needs review", "forbids samples"),
        ("", True, "needs review", "the clause needs review"),
    ],
)
def test_a_permission_is_weighed_against_the_rest(general: str, review: bool, say: str, words: str) -> None:
    (answer,) = answer_subjects(_record([ONLY], general=general, review=review), ["1"])
    assert answer.publish.say == say and words in answer.publish.why


def test_a_ban_needs_no_more() -> None:
    (answer,) = answer_subjects(_record([DENY], general="permitted", review=True), ["1"])
    assert answer.publish.say == "denied"


class TestParts:
    RULES = (DENY | {"scope": "Part A and Part B"}, EXCEPT | {"scope": "Part C"})

    def test_each_part_has_its_answer(self) -> None:
        answers = list(answer_subjects(_record(self.RULES), ["1", "3"]))
        said = {(answer.subject, answer.part): answer.publish.say for answer in answers}
        assert said == {
            ("1", "Part A"): "denied",
            ("1", "Part B"): "denied",
            ("1", "Part C"): "allowed",
            ("1", "other parts"): "not named",
            ("3", "Part A"): "not named",
            ("3", "Part B"): "not named",
            ("3", "Part C"): "denied",
            ("3", "other parts"): "not named",
        }

    def test_one_part(self) -> None:
        (answer,) = answer_subjects(_record(self.RULES), ["1"], part="part c")
        assert (answer.part, answer.publish.say) == ("Part C", "allowed")
        (answer,) = answer_subjects(_record(self.RULES), ["1"], part="Part D")
        assert (answer.part, answer.publish.say) == ("other parts", "not named")

    def test_a_rule_for_all_parts_holds_in_each(self) -> None:
        answers = list(answer_subjects(_record([*self.RULES, {"mode": "deny", "ids": ["01"]}]), ["1"]))
        assert [answer.publish.say for answer in answers] == ["denied", "denied", "needs review", "denied"]

    @pytest.mark.parametrize(
        ("scope", "parts"),
        [
            ("Sets A, B and C", ["Set A", "Set B", "Set C"]),
            ("Session 2", ["Session 2"]),
            ("the evening", ["the evening"]),
        ],
    )
    def test_the_parts_of_a_scope(self, scope: str, parts: list[str]) -> None:
        answers = answer_subjects(_record([DENY | {"scope": scope}]), ["1"])
        assert [answer.part for answer in answers] == [*parts, "other parts"]


class TestCommand:
    @pytest.fixture
    def record(self, tmp_path: Path) -> str:
        path = tmp_path / "faces.json"
        path.write_text(_record([DENY]).model_dump_json())
        return str(path)

    @pytest.mark.parametrize(
        ("content", "arguments", "subjects"),
        [
            (b"01\n02\n02\n\n", [], ["01", "02"]),
            (b"\xef\xbb\xbfid,age\r\n1,30\r\n2,40\r\n", [], ["1", "2"]),
            (b"age;id\n30;1\n40;2\n", ["--column", "id"], ["1", "2"]),
            (b'name\tid\n"a\tb"\t=1+1\n', ["--column", "id"], ["'=1+1"]),
        ],
    )
    def test_lists(
        self,
        record: str,
        content: bytes,
        arguments: list[str],
        subjects: list[str],
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        ids = tmp_path / "ids.csv"
        ids.write_bytes(content)
        assert run(["subjects", record, "--ids", str(ids), *arguments]) == 0
        rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert [row["subject"] for row in rows] == subjects
        assert {row["document"] for row in rows} == {"'=faces.pdf"}  # no live formula

    def test_json_into_a_file(self, record: str, tmp_path: Path) -> None:
        (tmp_path / "ids.txt").write_text("1\n9\n")
        target = tmp_path / "out" / "answers.json"
        arguments = ["--ids", str(tmp_path / "ids.txt"), "--format", "json", "-o", str(target)]
        assert run(["subjects", record, *arguments]) == 0
        first, second = json.loads(target.read_text())
        assert (first["publish"]["answer"], first["page"], first["clauses"]) == ("denied", 4, ["c1"])
        assert (second["publish"]["answer"], second["quote"]) == ("not named", "")

    @pytest.mark.parametrize(
        ("content", "arguments", "words"),
        [
            (None, [], "no list of IDs"),
            (b"", [], "no IDs in"),
            (b"id\n", [], "no IDs in"),
            (b"\xff\xfe", [], "is not a CSV file"),
            (b"a,b\n1,2\n", ["--column", "id"], "no column 'id'"),
        ],
    )
    def test_wrong_usage(
        self,
        record: str,
        content: bytes | None,
        arguments: list[str],
        words: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        ids = tmp_path / "ids.csv"
        if content is not None:
            ids.write_bytes(content)
        assert run(["subjects", record, "--ids", str(ids), *arguments]) == 2
        lines = capsys.readouterr().err.strip().splitlines()
        assert len(lines) == 2 and words in lines[0] and lines[1].startswith("hint: ")


def test_a_license_that_names_its_subjects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the document to the answer, with the words of the license."""
    document = tmp_path / "faces.txt"
    document.write_text(
        "Harbor Faces License\n\n1. The user may use the pictures for research.\n\n"
        "2. Images of the following subjects must not be published: 003, 007, 012.\n"
    )
    (tmp_path / "ids.txt").write_text("3\n4\n12\n")
    arguments = ["--ids", str(tmp_path / "ids.txt"), "--model", "fast"]
    assert run(["subjects", str(document), *arguments]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["publish"] for row in rows] == ["denied", "not named", "denied"]
    assert "must not be published" in rows[0]["quote"] and rows[0]["quote"].endswith("003")


def test_the_supplied_agreements(shared: Path, extractor: object) -> None:
    from extractor import Extractor

    assert isinstance(extractor, Extractor)

    def said(name: str, subjects: Sequence[str]) -> list[tuple[str, str]]:
        record = extractor.extract(shared / "supplied" / f"{name}.txt")
        return [(answer.part, answer.publish.say) for answer in answer_subjects(record, subjects)]

    assert said("dfme", ["004", "4", "005"]) == [("", "denied"), ("", "needs review"), ("", "not named")]
    assert said("smic", ["1", "2"]) == [("", "allowed"), ("", "denied")]
    assert said("cas-me-3", ["27"])[2] == ("Part C", "allowed")
    assert said("cas-me-3", ["28"])[2] == ("Part C", "denied")
