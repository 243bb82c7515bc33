"""Personal data of signatories leave a record; the licensor's contact points stay. All people here are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation.gold import corpus_gold
from extractor import Extractor
from extractor.cli import run
from extractor.redact import BLOCK, WARNING, redact
from extractor.redact.fields import fields_of
from extractor.redact.people import bare_name, mentions, signed_names
from tests.golds import record_of_gold

TERMS = "Harbor Gait License\n\n1. The user may use the recordings for research at a university.\n\n"
CONTACT = "2. Send the signed form to gait@harbor.example.net. Questions: Mira Holt, mira@harbor.example.net.\n\n"


@pytest.fixture(scope="module")
def fast() -> Extractor:
    return Extractor.load("fast")


@pytest.mark.parametrize(
    ("form", "gone", "stays"),
    [
        pytest.param(
            "Name: Ada Lindqvist\nPosition: Associate Professor\nInstitution: Fjord University\n"
            "E-mail: Ada.Lindqvist@fjord.example.net\nTelephone: +47 22 85 50 50\n"
            "Address: 12 Quay Street,\n5003 Fjordheim, Norway\nSignature: A. Lindqvist        Date: 2031-03-04\n",
            ["Lindqvist", "Associate", "fjord.example", "22 85", "Quay Street", "5003"],
            ["Fjord University", "2031-03-04", "Name:", "Telephone:"],
            id="labels with colons",
        ),
        pytest.param(
            "Name Petra Novotna\tTitle Docent\nLaboratory (institute, university) Brdy Technical University\n"
            "Work email (at your affiliation) p.novotna@brdy.example.net\n"
            "Detail Address Department of Optics, 7 Mill Lane, Brdy\nSignature \tDate 5 May 2031\n",
            ["Novotna", "novotna", "Docent", "7 Mill Lane"],
            ["Brdy Technical University", "5 May 2031", "Detail Address"],
            id="labels without colons",
        ),
        pytest.param(
            "Name:\nOluwaseun Adeyemi\nAffiliation:\nSavanna Institute\nEmail:\no.adeyemi@savanna.example.net\n"
            "Phone:\n(020) 7946 0018\nSignature:\n________________\n",
            ["Adeyemi", "adeyemi", "7946"],
            ["Savanna Institute"],
            id="what was written stands below the label",
        ),
        pytest.param(
            "Emeka Okafor\n______________________\nName of the applicant\n\nE. Okafor\n"
            "______________________\nSignature\n\n"
            "3 May 2031\n______________________\nDate\n",
            ["Okafor"],
            ["3 May 2031", "Name of the applicant"],
            id="what was written stands above the label",
        ),
        pytest.param(
            "Name: ____Ada Lindqvist____ Title: __Dr.__\nSignature: __Ada Lindqvist__ Date: __1 May 2031__\n"
            "Address: ___5 Quay Road___\n         ___1234 Fjord___\n",
            ["Lindqvist", "Dr.", "Quay", "1234"],
            ["1 May 2031"],
            id="on lines to write on",
        ),
        pytest.param(
            "First Name: Ingrid\nLast Name: Solheim\nOrganization: Nordlys AS\n"
            "Email Address: ingrid [at] nordlys [dot] example [dot] net\nDate of Birth: 1 January 1990\n"
            "ORCID: 0000-0001-2345-6789\nPassport No.: X1234567\nSignature: /s/ Ingrid Solheim\n\n"
            "Ingrid Solheim signs for her group of five.\n",
            ["Ingrid", "Solheim", "[at]", "1 January", "0000-0001", "X1234567"],
            ["Nordlys AS", "signs for her group"],
            id="a name in two fields",
        ),
        pytest.param(
            "姓名 Name：甘艳\nEmail：gan@hust.example.cn\nSignature：甘艳\nDate：2031-01-01\n",
            ["甘艳", "gan@"],
            ["2031-01-01"],
            id="two scripts",
        ),
        pytest.param(
            "Name of the researcher: Prof. Dr. Ada Lindqvist\nName of the student(s): Jonas Weir, Li Wen\n"
            "Supervisor: Maria Ortiz, Fjord University\nWitness: Emeka Okafor\nStudent ID: 12345\n",
            ["Lindqvist", "Weir", "Li Wen", "Ortiz", "Okafor", "12345"],
            ["Fjord University"],
            id="several people",
        ),
        pytest.param(
            "Name: Ada Lindqvist Institution: Fjord University Email: ada@fjord.example.net "
            "Signature: A.L. Date: 1.1.2031\n",
            ["Lindqvist", "ada@", "A.L."],
            ["Fjord University", "1.1.2031"],
            id="all on one line",
        ),
        pytest.param(
            "I, Tomas Berg, the undersigned, agree that I will not share the recordings with anybody else.\n\n"
            "Digitally signed by Tomas Berg\nDate: 2031.05.04 10:00:00 +02'00'\n",
            ["Tomas", "Berg"],
            ["2031.05.04", "the undersigned"],
            id="recital and digital signature",
        ),
    ],
)
def test_a_filled_form(form: str, gone: list[str], stays: list[str], fast: Extractor) -> None:
    record = fast.extract((TERMS + CONTACT + form).encode(), name="license.txt")
    redacted = redact(record)
    said = redacted.model_dump_json()
    for words in gone:
        assert words in record.document.text, f"the test is wrong: {words}"
        assert words not in redacted.document.text and words not in said, redacted.document.text
    for words in [*stays, "gait@harbor.example.net", "mira@harbor.example.net", "Mira Holt", "1. The user may use"]:
        assert words in redacted.document.text
    assert BLOCK in redacted.document.text


class TestTheLicensor:
    def test_its_side_of_a_form_keeps_its_address(self, fast: Extractor) -> None:
        text = (
            TERMS
            + "Provider\nName: Jonas Weir\nTitle: Rector\nAddress: 1 Harbor Road, Tarn\nE-mail: data@tide.example.net\n"
            "Signature: Jonas Weir\nDate: 1 May 2031\n\nRecipient\nName: Li Wen\nAddress: 99 Lake Road, Osmere\n"
            "E-mail: li.wen@osmere.example.net\nMobile: 0044 7700 900123\nSignature: Li Wen\nDate: 2 May 2031\n"
        )
        redacted = redact(fast.extract(text.encode(), name="license.txt")).document.text
        assert "1 Harbor Road, Tarn" in redacted and "data@tide.example.net" in redacted
        for words in ("Weir", "Rector", "Li Wen", "Lake Road", "li.wen@", "7700"):
            assert words not in redacted

    def test_its_column_of_a_form(self, fast: Extractor) -> None:
        text = (
            TERMS + "Licensor\tLicensee\nName: Jonas Weir\tName: Maria Ortiz\n"
            "Email: office@ridge.example.net\tEmail: mortiz@costa.example.net\n"
            "Signature: J. Weir\tSignature: M. Ortiz\n"
        )
        redacted = redact(fast.extract(text.encode(), name="license.txt")).document.text
        assert "office@ridge.example.net" in redacted
        assert not any(words in redacted for words in ("Weir", "Ortiz", "mortiz"))

    def test_a_block_to_write_to_is_no_form(self, fast: Extractor) -> None:
        text = (
            TERMS + "Contact\nName: Dr. Mira Holt\nAddress: 4 Pier Road, Tarn\n"
            "E-mail: mira@harbor.example.net\nTel: +44 20 7946 0000\n"
        )
        record = fast.extract(text.encode(), name="license.txt")
        redacted = redact(record)
        assert redacted.document.text == record.document.text
        assert redacted.document.warnings[-1].message == "personal data of signatories were removed: none were found"

    def test_an_empty_form_stays_as_it_is(self, fast: Extractor) -> None:
        text = (
            TERMS + "Name: ____________\nInstitution: ____________\nE-mail: ____________\nAddress:\n"
            "By signing, I agree to the terms above.\nSignature: ____________ Date: ________\n\n"
            "Return it to gait@harbor.example.net.\n"
        )
        record = fast.extract(text.encode(), name="license.txt")
        assert redact(record).document.text == record.document.text

    def test_authors_whom_one_has_to_cite_stay(self, fast: Extractor) -> None:
        text = (
            TERMS + "2. Cite this paper in all publications: A. Lindqvist, J. Weir. Walking at sea. "
            "Journal of Gait, 2030.\n\n"
            "Name: Ada Lindqvist\nE-mail: ada@fjord.example.net\nSignature: Ada Lindqvist\n"
        )
        redacted = redact(fast.extract(text.encode(), name="license.txt")).document.text
        assert "A. Lindqvist, J. Weir. Walking at sea" in redacted and "Ada Lindqvist" not in redacted


class TestTheRecord:
    FORM = (
        "Name: Ada Lindqvist\nE-mail: ada@fjord.example.net\nAddress: 12 Quay Street,\n5003 Fjordheim\n"
        "Signature: Ada Lindqvist\n\n"
        "Ada Lindqvist has read this.\n"
    )

    def test_every_offset_stays(self, fast: Extractor) -> None:
        record = fast.extract((TERMS + CONTACT + self.FORM).encode(), name="license.txt")
        redacted = redact(record)  # whose invariants were checked when it was built
        before, after = record.document.text, redacted.document.text
        assert len(before) == len(after)
        assert all(new in (old, BLOCK) and (old != "\n" or new == "\n") for old, new in zip(before, after, strict=True))
        assert [(c.id, c.kind, c.start, c.end) for c in record.clauses] == [
            (c.id, c.kind, c.start, c.end) for c in redacted.clauses
        ]
        assert redacted.document.id == record.document.id
        assert {name: term.value for name, term in redacted.terms.items()} == {
            name: term.value for name, term in record.terms.items()
        }
        hidden = [entity for entity in redacted.entities if BLOCK in entity.text]
        assert hidden and all(set(entity.value) == {BLOCK} for entity in hidden)

    def test_it_says_what_was_removed(self, fast: Extractor) -> None:
        record = fast.extract((TERMS + CONTACT + self.FORM).encode(), name="license.txt")
        warning = redact(record).document.warnings[-1]
        assert warning.code == WARNING
        assert warning.message == (
            "personal data of signatories were removed: 1 address, 1 e-mail address, 2 names, 1 signature"
        )

    def test_twice_is_once(self, fast: Extractor) -> None:
        redacted = redact(fast.extract((TERMS + CONTACT + self.FORM).encode(), name="license.txt"))
        assert redact(redacted) == redacted

    def test_names_in_the_name_of_the_file_and_in_headings(self, fast: Extractor) -> None:
        text = "# Agreement with Ada Lindqvist\n\n" + TERMS + self.FORM
        redacted = redact(fast.extract(text.encode(), name="gait_Lindqvist-Ada.md"))
        assert "lindqvist" not in redacted.model_dump_json().lower()
        assert redacted.document.name.endswith(".md") and redacted.document.name.startswith("gait_")


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (
            "Name: Jane Doe Title: Prof. Date: 2020",
            [("name", "Jane Doe"), ("personal detail", "Prof."), ("other", "2020")],
        ),
        ("Supervisor's signature (required if applicant is a student): Jonas Weir", [("signature", "Jonas Weir")]),
        ("Name of Institution: Fjord University", [("other", "Fjord University")]),
        ("Printed Name (block letters) JANE DOE", [("name", "JANE DOE")]),
        ("Mail of the institution x@y.example", [("e-mail address", "x@y.example")]),
        ("Name | Ada Lindqvist", [("name", "Ada Lindqvist")]),
        ("Tel/Fax: 123", [("phone number", "123")]),
        ("City, State, ZIP: Tarn, 12", [("address", "Tarn, 12")]),
        ("Name ____________ Firm ____________", [("name", "")]),
        ("Name: ____________ Office: ____________", [("name", "")]),
        ("Signature: n/a", [("signature", "")]),
        ("Name: (please print)", [("name", "")]),
        ("Name / Function", []),
        ("Name of the boat", []),
        ("The user may use the data.", []),
        ("Users agree: no copies.", []),
    ],
)
def test_fields(line: str, fields: list[tuple[str, str]]) -> None:
    found = fields_of(line, 0, len(line), bare=True)
    assert [(field.asked, line[slice(*field.value)]) for field in found] == fields


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("between Harbor Institute and Dr. Jane Doe, residing in Tarn (hereinafter “the User”)", ["Jane Doe"]),
        ("I, _Tomas Berg_, agree.", ["Tomas Berg"]),
        ("Signed by Maria Ortiz on 1 May", ["Maria Ortiz"]),
        ("DN: cn=Ada Lind, o=Fjord, c=NO", ["Ada Lind"]),
        ("I agree that The Harbor Institute may ask.", []),
        ("What Can I Use Instead of Eggs?", []),
        ("signed by the licensor", []),
        ("the Board and Bacolet Surveys Limited, of Tarn (hereinafter “the Licensee”)", []),
        ("I, Harbor Institute, agree", []),
    ],
)
def test_recitals(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in signed_names(text)] == names


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("ADA LINDQVIST", True),
        ("Lindqvist, Ada", True),
        ("A. Lindqvist", True),
        ("ada_lindqvist", True),
        ("Adam Lindqvist", False),
    ],
)
def test_a_name_in_other_forms(written: str, found: bool) -> None:
    pattern = mentions([bare_name("Prof. Dr. Ada Lindqvist, PhD")])
    assert pattern is not None and bool(pattern.search(written)) is found


def test_a_name_of_one_word_is_looked_for_nowhere_else() -> None:
    assert mentions(["Will"]) is None


def test_nothing_else_is_taken_out() -> None:
    """Of our corpus, two forms are filled in by a person; all that the licensors say of themselves stays."""
    touched = set()
    for gold in corpus_gold():
        record = record_of_gold(gold)
        redacted = redact(record)
        if redacted.document.text != record.document.text:
            touched.add(gold.name)
        written_to = [entity for entity in record.entities if entity.type == "EMAIL" and entity.role != "signatory"]
        assert {entity.value for entity in written_to} <= {entity.value for entity in redacted.entities}, gold.name
    assert touched == {"pulso-sur-heart-video", "whispa"}


def test_parse_redacts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = tmp_path / "a.txt"
    document.write_text(TERMS + CONTACT + TestTheRecord.FORM)
    assert run(["parse", str(document), "--redact", "--format", "summary", "--model", "fast"]) == 0
    out = capsys.readouterr().out
    assert "personal data of signatories were removed" in out
    assert "Lindqvist" not in out and "Quay Street" not in out and "gait@harbor.example.net" in out


def test_compare_redacts_records(fast: Extractor, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        record = fast.extract((TERMS + CONTACT + TestTheRecord.FORM).encode(), name=f"{name}.txt")
        (tmp_path / f"{name}.json").write_text(record.model_dump_json())
    arguments = ["compare", str(tmp_path / "a.json"), str(tmp_path / "b.json"), "--format", "json"]
    assert run([*arguments, "--redact"]) == 0
    out = capsys.readouterr().out
    assert json.loads(out) and "Lindqvist" not in out and "ada@" not in out


def test_the_supplied_form(shared: Path, fast: Extractor) -> None:
    """One of the supplied agreements was filled in; four are blank."""
    for path in sorted((shared / "supplied").glob("*.txt")):
        record = fast.extract(path)
        redacted = redact(record)
        signed = [entity for entity in record.entities if entity.role in ("signatory", "licensee")]
        assert (redacted.document.text != record.document.text) is bool(signed), path.name
        for entity in signed:
            is_address = entity.type == "EMAIL"
            assert not is_address or entity.value not in redacted.model_dump_json()
        for entity in record.entities:
            if entity.type == "EMAIL" and entity.role in ("submission", "reporting", "request"):
                assert entity.value in redacted.document.text.lower()
