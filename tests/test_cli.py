"""The command line as a user meets it: outputs, exit codes, two-line errors, a batch that survives a bad file."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation.gold import corpus_gold
from extractor.cli import run
from extractor.cli.parse import _form_of
from extractor.record import LicenseRecord

DEMO = Path(__file__).parent.parent / "corpus" / "demo"
LICENSE = "1. The user shall not use the data for any commercial purpose.\n\n2. Copies go to nobody.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two licenses that share a stem, in a folder and its subfolder, and one file that is no document."""
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text(LICENSE)
    (tmp_path / "in" / "sub" / "a.md").write_text("# Terms\n\n" + LICENSE)
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.7\n" + b"\x00\x01" * 50)
    return tmp_path / "in"


def _two_lines(err: str) -> bool:
    lines = err.strip().splitlines()
    return len(lines) == 2 and lines[0].startswith("error: ") and lines[1].startswith("hint: ") and len(lines[1]) > 8


def test_a_folder_in_and_a_folder_out(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One bad file costs that file: its neighbors' records are written, the failure is kept, the exit code is 1."""
    out = tmp_path / "records"
    assert run(["parse", str(folder), "-o", str(out)]) == 1
    assert sorted(path.name for path in out.iterdir()) == ["a-2.json", "a.json", "failures.jsonl"]
    for name in ("a.json", "a-2.json"):
        record = LicenseRecord.model_validate_json((out / name).read_text())
        assert record.terms["commercial_use"].value == "prohibited"
    failure = json.loads((out / "failures.jsonl").read_text())
    assert failure["source"].endswith("broken.pdf") and failure["kind"] == "corrupt" and failure["hint"]
    assert _two_lines(capsys.readouterr().err)


def test_failures_of_an_earlier_run_do_not_linger(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "records"
    assert run(["parse", str(folder), "-o", str(out)]) == 1
    (folder / "broken.pdf").unlink()
    assert run(["parse", str(folder), "-o", str(out)]) == 0
    assert not (out / "failures.jsonl").exists()


def test_a_pipe_gets_json_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["parse", str(folder / "a.txt"), str(folder / "sub")]) == 0
    captured = capsys.readouterr()
    assert [json.loads(line)["document"]["name"] for line in captured.out.splitlines()] == ["a.txt", "a.md"]
    assert captured.err == ""


def test_a_summary_shows_the_answer_and_the_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["parse", str(folder / "a.txt"), "--format", "summary"]) == 0
    out = capsys.readouterr().out
    assert "Commercial use            prohibited" in out
    assert "shall not use the data for any commercial purpose" in out
    assert "Not stated:" in out


def test_standard_input() -> None:
    command = [sys.executable, "-m", "extractor.cli", "parse", "-"]
    result = subprocess.run(command, input=LICENSE.encode(), capture_output=True, check=True)
    assert json.loads(result.stdout)["terms"]["commercial_use"]["value"] == "prohibited"


def test_one_record_into_a_file(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "record.json"
    assert run(["parse", str(folder / "a.txt"), "-o", str(target)]) == 0
    assert json.loads(target.read_text())["schema_version"] == "1.0"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("all.CSV", "csv"),
        ("all.clauses.csv", "csv-clauses"),
        ("v1.2.xlsx", "xlsx"),
        ("all.json", "json"),
        ("all.jsonl", "jsonl"),
        ("all.label-studio.json", "label-studio"),
        ("page.summary.md", "markdown"),
    ],
)
def test_the_suffix_of_a_file_says_its_format(name: str, form: str) -> None:
    assert _form_of(Path(name), into_folder=False) == form


def test_several_licenses_in_one_table(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.csv"
    assert run(["parse", str(folder / "a.txt"), str(folder / "sub"), "-o", str(target), "--model", "fast"]) == 0
    rows = csv.DictReader(target.read_text(encoding="utf-8-sig").splitlines())
    assert [row["document"] for row in rows] == ["a.txt", "a.md"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["parse"], 2, "Missing argument"),
        (["parse", "nowhere.pdf"], 1, "nowhere.pdf"),
        (["parse", "x.txt", "--format", "word"], 2, "'word' is not one of"),
        (["parse", str(DEMO), "-o", "x.docx"], 2, "no format has the suffix '.docx'"),
        (["prase"], 2, "No such command"),
        (["labels", "comercial"], 2, "no label 'comercial'"),
        (["evaluate", "nowhere"], 2, "no gold files"),
    ],
)
def test_errors_are_two_lines(arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == code
    captured = capsys.readouterr()
    assert _two_lines(captured.err), captured.err
    assert words in captured.err
    assert captured.out == ""


def test_a_missing_file_does_not_stop_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["parse", str(folder / "nowhere.txt"), str(folder / "a.txt")]) == 1
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 1
    assert _two_lines(captured.err)


@pytest.mark.parametrize("output", [".", "a.txt"])
def test_a_source_is_never_overwritten(folder: Path, output: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["parse", str(folder / "a.txt"), "-o", str(folder / output), "--format", "summary"]) == 2
    assert _two_lines(capsys.readouterr().err)
    assert (folder / "a.txt").read_text() == LICENSE


def test_a_folder_without_licenses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "image.bin").write_bytes(b"\x00")
    assert run(["parse", str(tmp_path)]) == 1
    assert _two_lines(capsys.readouterr().err)


def test_limits_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["parse", str(folder / "a.txt"), "--max-bytes", "10"]) == 1
    err = capsys.readouterr().err
    assert _two_lines(err) and "10" in err


def test_several_records_do_not_fit_one_json_file(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["parse", str(folder), "-o", str(tmp_path / "all.json")]) == 2
    assert "holds one record" in capsys.readouterr().err
    assert (
        run(
            [
                "parse",
                str(folder / "a.txt"),
                str(folder / "sub"),
                "-o",
                str(tmp_path / "all.jsonl"),
                "--format",
                "jsonl",
            ]
        )
        == 0
    )
    assert len((tmp_path / "all.jsonl").read_text().splitlines()) == 2


def test_labels_and_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["labels"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 26
    assert run(["labels", "storage"]) == 0
    assert "rule:storage/1" in capsys.readouterr().out
    assert run(["schema"]) == 0
    assert set(json.loads(capsys.readouterr().out)["properties"]) == {
        "schema_version", "producer", "document", "clauses", "entities", "subject_rules", "terms",
    }  # fmt: skip


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("extractor 0.")


def test_evaluate_sets_the_keywords_beside_us(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = next(corpus_gold("test"))
    for part in ("gold", "txt"):
        (tmp_path / part).mkdir()
    (tmp_path / "txt" / f"{gold.name}.txt").write_text(gold.text, encoding="utf-8", newline="")
    (tmp_path / "gold" / f"{gold.name}.json").write_text(json.dumps(gold.data))
    assert run(["evaluate", str(tmp_path / "gold"), "--format", "json"]) == 0
    ours, keywords = json.loads(capsys.readouterr().out)
    assert ours["label_micro"]["f"] > keywords["label_micro"]["f"] > 0
    assert run(["evaluate", str(tmp_path / "gold"), "--wrong"]) == 0
    assert "| measure | extractor | keywords |" in capsys.readouterr().out
    assert run(["evaluate", str(tmp_path / "gold"), "--baselines", "--format", "json"]) == 0
    assert [report["name"] for report in json.loads(capsys.readouterr().out)] == ["full", "fast", "keywords"]
    (tmp_path / "txt" / f"{gold.name}.txt").write_text("another text")
    assert run(["evaluate", str(tmp_path / "gold")]) == 2
    assert _two_lines(capsys.readouterr().err)


def test_evaluate_counts_a_document_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = next(corpus_gold("test"))
    for part in ("gold", "txt", "documents"):
        (tmp_path / part).mkdir()
    (tmp_path / "txt" / f"{gold.name}.txt").write_text(gold.text, encoding="utf-8", newline="")
    (tmp_path / "gold" / f"{gold.name}.json").write_text(json.dumps(gold.data))
    arguments = ["evaluate", str(tmp_path / "gold"), "--source-dir", str(tmp_path / "documents"), "--format", "json"]
    assert run(arguments) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)[0]["label_micro"]["f"] == 0
    assert _two_lines(captured.err) and gold.name in captured.err
