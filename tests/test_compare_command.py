"""``extractor compare`` as a user meets it: what is shown, in which format, and what a hostile license can do to it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from extractor import compare
from extractor.cli import run
from extractor.compare import Comparison
from extractor.export.comparison import COMPARISON_WRITERS, Screen
from extractor.export.inert import cell, plain
from extractor.record import LicenseRecord
from tests.records import Provision, record_of

OAK = record_of(
    [
        Provision(
            "Oak is not handed on.", ["redistribution"], {"redistribution": ("prohibited", "not handed on")}, page=3
        ),
        Provision("Name the Oak paper.", ["citation"], {"citation": ("required", "Name the Oak paper")}),
    ],
    name="oak.txt",
    title="Oak terms",
    review=["derivatives"],
)
ELM = record_of(
    [
        Provision("Ask before Elm is handed on.", [], {"redistribution": ("permission_required", "Ask before")}),
        Provision("Name the Elm paper.", ["citation"], {"citation": ("required", "Name the Elm paper")}),
    ],
    name="elm.txt",
    title="Elm terms",
)
FIR = record_of([Provision("Hand it on.", [], {"redistribution": ("permitted", "Hand it on")})], name="fir.txt")

HOSTILE_WORDS = [
    '=HYPERLINK("http://x.example";"click")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "<script>alert(1)</script>",
    "]]>",
    "\u202egnihton",
    "\x1b[31mred\x1b[0m",
    "a\x00b\nc\u2028d",
    "[bold]rich[/bold]",
    "https://x.example/",
    "＝1+1",
]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A folder with three records."""
    for record in (OAK, ELM, FIR):
        (tmp_path / record.document.name).with_suffix(".json").write_text(record.model_dump_json())
    return tmp_path


def _hostile(words: str) -> LicenseRecord:
    text = f"{words} is the rule."
    return record_of(
        [Provision(text, ["citation"], {"governing_law": (words, words), "citation": ("required", words)})],
        name=f"{words.replace('/', '')}.txt",
        title=words,
    )


def _comparison(*records: LicenseRecord, deep: bool = False) -> Comparison:
    return Comparison(compare.matrix(records), compare.families(records), compare.pair(*records[:2]) if deep else None)


def test_a_table(records: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert run(["compare", str(records)]) == 0
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert lines[0].split() == ["elm", "fir", "oak"]
    assert "Redistribution             permission required   permitted    prohibited" in captured.out
    assert "Derivatives                not stated            not stated   not stated ?" in captured.out
    assert "  - Only oak forbids redistribution" in lines
    assert max(map(len, lines)) <= 100
    assert captured.err == "" and "\x1b" not in captured.out


def test_many_licenses_become_rows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    many = [record_of([Provision("Hand it on.")], name=f"license-{n:02}.txt") for n in range(30)]
    path = tmp_path / "all.jsonl"
    path.write_text("".join(f"{record.model_dump_json()}\n" for record in many))
    assert run(["compare", str(path)]) == 0
    out = capsys.readouterr().out
    assert "Commercial use" in out.splitlines()[0] and "License" in out.splitlines()[0]
    assert out.count("license-07") >= 4, "in each of the tables"
    assert "not stated 30" in out


def test_fields_conditions_and_order(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--fields", "redistribution, citation", "--where", "redistribution!=permitted"]
    assert run(["compare", str(records), *arguments, "--sort", "redistribution", "--format", "csv"]) == 0
    out = capsys.readouterr().out.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["license"] for row in rows] == ["oak", "elm"]
    assert list(rows[0])[5:] == ["redistribution", "citation", "redistribution_evidence", "citation_evidence"]
    assert rows[0]["redistribution_evidence"] == "“not handed on” [p. 3, c1]"


def test_evidence_is_shown_where_it_is_asked_for(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", str(records), "--evidence"]) == 0
    assert "  - Redistribution, prohibited: “not handed on” [p. 3, c1]" in capsys.readouterr().out


def test_against_one(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", str(records), "--against", "elm", "--format", "json"]) == 0
    matrix = json.loads(capsys.readouterr().out)["matrix"]
    verdicts = [row["cells"]["redistribution"]["verdict"] for row in matrix["rows"]]
    assert [verdict and verdict["name"] for verdict in verdicts] == [None, "looser", "stricter"]


def test_two_are_compared_clause_by_clause(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two = [str(records / "oak.json"), str(records / "elm.json")]
    assert run(["compare", *two]) == 0
    out = capsys.readouterr().out
    assert "looser" in out and "reworded: Name the [-Oak-]{+Elm+} paper." in out
    assert run(["compare", *two, "--no-clauses"]) == 0
    assert "reworded" not in capsys.readouterr().out


def test_documents_are_read(tmp_path: Path, records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = tmp_path / "new.txt"
    document.write_text("1. The user shall not use the photographs for any commercial purpose.\n")
    arguments = ["--model", "fast", "--fields", "commercial_use", "--no-clauses"]
    assert run(["compare", str(document), str(records / "oak.json"), *arguments]) == 0
    assert "Commercial use   prohibited   not stated" in capsys.readouterr().out


def test_what_cannot_be_read_is_told_and_the_others_are_compared(
    records: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (records / "bad.json").write_text('{"schema_version": "7"}')
    assert run(["compare", str(records)]) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith("error: ") and captured.err.count("\n") == 2 and "bad.json" in captured.err
    assert "Only oak forbids redistribution" in captured.out


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json", ".html", ".txt"])
def test_the_suffix_says_the_format(records: Path, suffix: str, tmp_path: Path) -> None:
    first, again = tmp_path / "new" / f"first{suffix}", tmp_path / f"again{suffix}"
    assert run(["compare", str(records), "-o", str(first)]) == 0
    (records / "again.html").unlink(missing_ok=True)
    assert run(["compare", *(str(records / f"{name}.json") for name in ("elm", "fir", "oak")), "-o", str(again)]) == 0
    assert first.read_bytes() == again.read_bytes(), "the same licenses are the same file"
    assert first.stat().st_size > 500


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "x.docx"], "no format has the suffix '.docx'"),
        (["--sort", "size"], "no field 'size'"),
        (["--where", "citation=often"], "no answer 'often'"),
        (["--against", "pine"], "no license 'pine'"),
        (["--clauses"], "clause by clause are two licenses compared, not 3"),
    ],
)
def test_wrong_usage(records: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", str(records), *arguments]) == 2
    err = capsys.readouterr().err
    assert words in err and err.count("\n") == 2


def _sheets(comparison: Comparison) -> openpyxl.Workbook:
    data = COMPARISON_WRITERS["xlsx"].write(comparison, Screen())
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_workbook() -> None:
    book = _sheets(_comparison(OAK, ELM, FIR))
    assert book.sheetnames == ["Licenses", "Answers", "Outliers", "Templates", "Evidence"]
    sheet = book["Licenses"]
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref == f"A1:{sheet.cell(4, sheet.max_column).coordinate}"
    heads = [item.value for item in sheet[1]]
    place = heads.index("Redistribution") + 1
    assert [sheet.cell(row, place).value for row in (2, 3, 4)] == ["prohibited", "permission required", "permitted"]
    comment = sheet.cell(2, place).comment
    assert comment is not None and comment.text == "“not handed on” [p. 3, c1]"
    assert sheet.cell(2, heads.index("Derivatives") + 1).value == "not stated ?"
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules if place_of(area) == place]
    assert [rule.text for rule in rules] == ["prohibited", "permission required", "permitted", "not stated"]
    assert len({rule.dxf.fill.bgColor.rgb for rule in rules}) == 4
    evidence = [[item.value for item in row] for row in book["Evidence"].iter_rows(min_row=2)]
    assert ["oak", "Redistribution", "prohibited", "p. 3, c1", "not handed on", "Oak is not handed on."] in evidence


def place_of(area: object) -> int:
    """The column of a conditional format."""
    ranges = list(area.sqref.ranges)  # type: ignore[attr-defined]
    return int(ranges[0].min_col)


def test_a_workbook_of_two() -> None:
    book = _sheets(_comparison(OAK, ELM, deep=True))
    assert book.sheetnames[:2] == ["Verdicts", "Clauses"]
    verdicts = {row[0].value: row[3].value for row in book["Verdicts"].iter_rows(min_row=2)}
    assert verdicts["Redistribution"] == "looser"
    clauses = [[item.value for item in row] for row in book["Clauses"].iter_rows(min_row=2)]
    assert ["reworded", "c2", "Name the Oak paper.", "c2", "Name the Elm paper.", "citation"] in clauses


def test_json_says_all() -> None:
    data = json.loads(COMPARISON_WRITERS["json"].write(_comparison(OAK, ELM, FIR), Screen()))
    cell_ = data["matrix"]["rows"][0]["cells"]["redistribution"]
    assert cell_["passages"][0] | {"marks": None} == {
        "clause": "c1", "number": None, "page": 3, "text": "Oak is not handed on.", "marks": None,
        "quote": "not handed on", "place": "p. 3, c1",
    }  # fmt: skip
    assert data["matrix"]["outliers"][0]["licenses"] == ["oak"]


@pytest.mark.parametrize("words", HOSTILE_WORDS)
@pytest.mark.parametrize("deep", [False, True])
def test_hostile_words_are_inert(words: str, deep: bool) -> None:
    comparison = _comparison(_hostile(words), OAK, ELM, deep=deep)
    for sheet in _sheets(comparison).worksheets:
        for row in sheet.iter_rows():
            for item in row:
                assert item.data_type in ("s", "n"), f"{sheet.title}!{item.coordinate} is live: {item.value}"
                assert item.hyperlink is None
    text = COMPARISON_WRITERS["csv"].write(comparison, Screen()).decode().removeprefix("\ufeff")
    cells = [item for row in csv.reader(io.StringIO(text)) for item in row]
    assert not [item for item in cells if item.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    assert len(list(csv.reader(io.StringIO(text)))) == 4, "no name breaks a row in two"
    table = COMPARISON_WRITERS["table"].write(comparison, Screen()).decode()
    assert not set(table) & {"\x1b", "\x00", "\u202e", "\u2028", "\r", "\t"}
    if words == "[bold]rich[/bold]":
        assert "[bold]" in table, "markup is text"


def test_a_terminal_gets_colors() -> None:
    table = COMPARISON_WRITERS["table"].write(_comparison(OAK, ELM, FIR), Screen(100, color=True)).decode()
    assert "\x1b[1;31mprohibited" in table and "\x1b[32mpermitted" in table


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1", "'=1"),
        (" =1", "'=1"),
        ("\t=1", "'=1"),
        ("-5", "'-5"),
        ("5-6", "5-6"),
        ("a\nb\x07", "a b"),
        ("\u202eab", "ab"),
        ("", ""),
        ("\ud800x", "x"),
    ],
)
def test_cells(text: str, expected: str) -> None:
    assert cell(text) == expected
    assert plain(text) == expected.removeprefix("'")
