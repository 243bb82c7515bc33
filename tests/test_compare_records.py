"""What commands take: documents, and records that were written before, together and in order."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from extractor.cli.records import Failures, Reading, records_of
from extractor.record import Failure
from extractor.stored import find_stored, holds_records, read_stored
from tests.records import Provision, record_of

OAK = record_of([Provision("The acorns are counted.")], name="oak.txt")
ELM = record_of([Provision("The leaves are weighed.")], name="elm.txt")
FAILURE = Failure(source="ash.pdf", kind="encrypted", message="a password is needed", hint="Remove it.")


def _names(paths: list[Path | str], failures: Failures) -> list[str]:
    return [record.document.name for record in records_of([str(path) for path in paths], Reading(), failures)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as `parse -o` leaves it, with files of other programs."""
    (tmp_path / "a.json").write_text(OAK.model_dump_json(indent=1))
    (tmp_path / "b.jsonl").write_text(f"{ELM.model_dump_json()}\n\n{OAK.model_dump_json()}\n")
    (tmp_path / "failures.jsonl").write_text(FAILURE.model_dump_json() + "\n")
    (tmp_path / "package.json").write_text('{"name": "other"}')
    (tmp_path / ".hidden.json").write_text(OAK.model_dump_json())
    return tmp_path


def test_a_folder_of_records_needs_no_model(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("extractor.isolation.Workers", None)
    failures = Failures()
    assert _names([folder], failures) == ["oak.txt", "elm.txt", "oak.txt"]
    assert failures.count == 1, "what could not be read when the records were made is missing here too"
    assert capsys.readouterr().err == "error: ash.pdf: a password is needed\nhint: Remove it.\n"


def test_a_glob_of_records(folder: Path) -> None:
    failures = Failures()
    assert _names([folder / "?.json*"], failures) == ["oak.txt", "elm.txt", "oak.txt"]
    assert failures.count == 0


def test_documents_and_records_in_one_folder(folder: Path) -> None:
    (folder / "aa.txt").write_text("Nobody may sell the leaves.")
    (folder / "failures.jsonl").unlink()
    assert _names([folder], Failures()) == ["oak.txt", "aa.txt", "elm.txt", "oak.txt"]


def test_records_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(f"{OAK.model_dump_json()}\n{ELM.model_dump_json()}\n".encode())

    monkeypatch.setattr("sys.stdin", Input)
    assert _names(["-"], Failures()) == ["oak.txt", "elm.txt"]


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        ('{"name": "other"}', "unsupported_format", "no license record"),
        ("[]", "unsupported_format", "no license record"),
        ("not JSON", "unsupported_format", "no license record"),
        ("", "unsupported_format", "no license record"),
        ('{"schema_version": "9.0"}', "corrupt", "not a valid record: schema_version"),
        (OAK.model_dump_json().replace("acorns", "nuts", 1), "corrupt", "not a valid record"),
        (OAK.model_dump_json()[:-20], "corrupt", "not a valid record"),
        ("[" * 100_000 + '"schema_version"', "corrupt", "not a valid record"),
    ],
)
def test_a_file_that_is_no_record(tmp_path: Path, content: str, kind: str, words: str) -> None:
    """Never an empty record, never a guess: what is wrong, and what to do."""
    path = tmp_path / "x.json"
    path.write_text(content)
    failures = list(read_stored(path))
    assert [failure.kind for failure in failures if isinstance(failure, Failure)] == [kind]
    (failure,) = failures
    assert isinstance(failure, Failure)
    assert words in failure.message and failure.hint and failure.source == str(path)


def test_one_bad_line_costs_one_record(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    broken = json.dumps({**json.loads(OAK.model_dump_json()), "terms": 3})
    path.write_text(f"{OAK.model_dump_json()}\n{broken}\n{ELM.model_dump_json()}\n")
    results = list(read_stored(path))
    assert [isinstance(result, Failure) for result in results] == [False, True, False]
    assert isinstance(results[1], Failure)
    assert results[1].source == f"{path}, line 2" and "terms" in results[1].message


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    (failure,) = read_stored(tmp_path / "gone.json")
    assert isinstance(failure, Failure) and failure.kind == "not_found"
    assert find_stored(tmp_path / "gone.json") == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b' {"schema_version": "1.0"}', True), (b"The schema_version of this license", False), (b'{"a": 1}', False)],
)
def test_what_is_meant_as_records(data: bytes, expected: bool) -> None:
    assert holds_records(data) is expected
