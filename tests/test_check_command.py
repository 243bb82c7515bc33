"""``extractor check`` as a pipeline meets it: exit codes, reports, explanations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.cli import run
from tests.records import Provision, record_of

POLICY = """
name = "ours"
title = "Ours"
description = "For our shop."
[[rules]]
id = "sale"
title = "Sale is allowed"
term = "commercial_use"
in = ["permitted", "unspecified"]
reason = "We sell things."
remedy = "Ask them."
[[rules]]
id = "stays"
title = "Nothing is deleted"
severity = "warning"
label = "deletion"
expect = "absent"
if_unsure = "pass"
"""
BAN = Provision("Sale is closed.", ["commercial_use"], {"commercial_use": ("prohibited", "Sale is closed")})
END = Provision("Copies are erased.", ["deletion"], {"deletion": ("required", "erased")})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A policy, and records of licenses that violate it, make it warn, and satisfy it."""
    (tmp_path / "ours.toml").write_text(POLICY)
    for name, provisions in {"ban": [BAN], "end": [END], "fine": [Provision("Hello.")]}.items():
        record = record_of(provisions, name=f"{name}.txt")
        (tmp_path / f"{name}.json").write_text(record.model_dump_json())
    return tmp_path


@pytest.mark.parametrize(
    ("names", "arguments", "code"),
    [
        (["ban"], [], 1),
        (["end"], [], 0),
        (["end"], ["--fail-on", "warning"], 1),
        (["fine"], ["--fail-on", "note"], 0),
        (["fine", "end", "ban"], [], 1),
        (["fine", "nowhere"], [], 1),
    ],
)
def test_exit_codes(folder: Path, names: list[str], arguments: list[str], code: int) -> None:
    paths = [str(folder / f"{name}.json") for name in names]
    assert run(["check", *paths, "--policy", str(folder / "ours.toml"), *arguments]) == code


def test_what_cannot_be_read_is_never_a_pass(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\n" + b"\x00\x01" * 50)
    (folder / "empty.jsonl").write_text("")
    policy = ["--policy", str(folder / "ours.toml")]
    assert run(["check", str(folder / "broken.pdf"), *policy, "--format", "sarif"]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["runs"][0]["results"][0]["ruleId"] == "unread-document"
    assert captured.err.startswith("error: ")
    assert run(["check", str(folder / "empty.jsonl"), *policy]) == 1


def test_a_document_is_read_and_its_file_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = folder / "in" / "a.txt"
    document.parent.mkdir()
    document.write_text("License\n\n1. The user shall not use the data\nfor any commercial purpose.\n")
    arguments = ["--policy", str(folder / "ours.toml"), "--format", "github", "--model", "fast"]
    assert run(["check", str(document.parent), *arguments]) == 1
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith(f"::error file={document.as_posix()},line=3,endLine=") and "title=Sale is allowed::" in line


def test_a_report_into_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = folder / "out" / "findings.json"
    arguments = ["--policy", str(folder / "ours.toml"), "--format", "json", "-o", str(target)]
    assert run(["check", str(folder / "ban.json"), *arguments]) == 1
    assert capsys.readouterr().out == ""
    assert json.loads(target.read_text())["counts"]["error"] == 1


def test_explain(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = ["--policy", str(folder / "ours.toml")]
    assert run(["check", *policy, "--explain", "all"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("ours: Ours\nFor our shop.\n")
    assert "sale (error)" in out and "stays (warning)" in out
    assert "Passes a license that allows commercial use or says nothing on commercial use." in out
    assert "An answer in doubt passes." in out.partition("stays")[2] and "in doubt" not in out.partition("stays")[0]
    assert run(["check", *policy, "--explain", "sale"]) == 0
    out = capsys.readouterr().out
    assert "Why: We sell things." in out and "To satisfy it: Ask them." in out and "stays" not in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "x.txt"], "Missing option '--policy'"),
        (["check", "--policy", "academic-lab"], "no license is named"),
        (["check", "--policy", "academic-lob", "x.txt"], "no policy 'academic-lob'"),
        (["check", "--policy", "academic-lab", "--explain", "no-fee"], "no rule 'no-fee'"),
        (["check", "--policy", "academic-lab", "x.txt", "--format", "word"], "'word' is not one of"),
    ],
)
def test_wrong_usage(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 2 and words in lines[0] and lines[1].startswith("hint: ")


def test_redacted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = tmp_path / "a.txt"
    document.write_text(
        "License\n\n1. The user may use the scans.\n\nName: Ada Lindqvist\n"
        "E-mail: ada@fjord.example.net\nSignature: Ada Lindqvist\n"
    )
    policy = tmp_path / "ours.toml"
    policy.write_text(
        'name = "o"\ntitle = "O"\n[[rules]]\nid = "form"\ntitle = "Nobody signed"\nentity = "EMAIL"\n'
        'expect = "absent"\n'
    )
    record = tmp_path / "a.json"
    assert run(["parse", str(document), "--model", "fast", "-o", str(record)]) == 0
    arguments = ["check", str(record), "--policy", str(policy)]
    for form in ("text", "json", "sarif", "github"):
        assert run([*arguments, "--redact", "--format", form]) == 1
        out = capsys.readouterr().out
        assert "█" in out and "lindqvist" not in out.lower() and "ada@" not in out, form
    assert run(arguments) == 1
    assert "ada@fjord.example.net" in capsys.readouterr().out
