"""Entities: tables of text and what is found in it. All texts are our own."""

from __future__ import annotations

import pytest

from extractor.entities import find
from extractor.language import sentences
from extractor.types import Block, Clause, Document, Entity, Evidence, Kind, LabelledClause, LabelScore, Line

Row = tuple[Kind, str, tuple[str, ...]]


def agreement(*rows: Row) -> tuple[Document, list[LabelledClause]]:
    """A document of the given segments, and its labelled clauses; an item or table belongs to the clause above."""
    text, clauses, lead_in, path = "", list[LabelledClause](), None, tuple[str, ...]()
    for number, (kind, words, labels) in enumerate(rows, 1):
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + words
        path = (words,) if kind == "heading" else path
        clause = Clause(
            id=f"c{number}",
            kind=kind,
            start=start,
            end=len(text),
            text=words,
            path=path,
            parent=lead_in if kind in ("item", "table", "reference") else None,
            sentences=sentences(text, start, len(text)),
        )
        lead_in = clause.id if kind == "clause" else lead_in
        scores = tuple(LabelScore(label, 1.0, (Evidence(start, len(text), "test"),)) for label in labels)
        clauses.append(LabelledClause(clause, scores))
    blocks = tuple(Block("paragraph", (Line(c.clause.start, c.clause.end),)) for c in clauses)
    document = Document("0" * 64, "a.txt", "text/plain", len(text.encode()), "text", text, blocks)
    return document, clauses


def entities(*rows: Row) -> list[Entity]:
    document, clauses = agreement(*rows)
    return list(find(document, clauses))


def of_type(name: str, text: str, kind: Kind = "clause", *labels: str) -> list[tuple[str, str | None]]:
    return [(e.value, e.role) for e in entities((kind, text, labels)) if e.type == name]


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("Send the signed form to Access@Tern.org.", "access_procedure", [("access@tern.org", "submission")]),
        ("Please return it to mailto:a.b@tern.org, thanks.", "access_procedure", [("a.b@tern.org", "submission")]),
        (
            "The scanned agreement is e-mailed to gait [at] tern [dot] org",
            "access_procedure",
            [("gait@tern.org", "submission")],
        ),
        ("Mail the form to gait(at)tern.ac.uk!", "access_procedure", [("gait@tern.ac.uk", "submission")]),
        ("The file goes to gait＠tern.cn；", "access_procedure", [("gait@tern.cn", "submission")]),
        ("Sign the form and send it to gait@motion.tern.\nedu today.", "", [("gait@motion.tern.edu", "submission")]),
        (
            "Send the license to {ann, b.lee}@tern.org.",
            "",
            [("ann@tern.org", "submission"), ("b.lee@tern.org", "submission")],
        ),
        ("A copy of each published paper is sent to gait@tern.org.", "reporting", [("gait@tern.org", "reporting")]),
        ("Leaks are reported at once by e-mail to gait@tern.org.", "", [("gait@tern.org", "reporting")]),
        ("For permission to use it in a product, write to law@tern.org.", "", [("law@tern.org", "request")]),
        ("Companies that wish another license turn to law@tern.org.", "commercial_use", [("law@tern.org", "request")]),
        (
            "Mark a wrong corner on the form and mail it to gait@tern.org.",
            "reporting",
            [("gait@tern.org", "reporting")],
        ),
        ("With questions, contact gait@tern.org.", "general", [("gait@tern.org", "contact")]),
        ("Questions on the license may be mailed to gait@tern.org.", "", [("gait@tern.org", "contact")]),
        ("Requests come by mail to gait@tern.org.", "access_procedure", [("gait@tern.org", "submission")]),
        ("Requests for copies are sent to gait@tern.org.", "access_procedure", [("gait@tern.org", "request")]),
        ("Requests for the Gait Corpus go to gait@tern.org as a scan.", "", [("gait@tern.org", "contact")]),
        ("Fill in the request form and mail it to gait@tern.org.", "", [("gait@tern.org", "submission")]),
        ("She signs, seals and sends the scanned copy to gait@tern.org.", "", [("gait@tern.org", "submission")]),
        ("Whoever finds a name tells the Lab (gait@tern.org).", "", [("gait@tern.org", "reporting")]),
        ("Unless it is authorized in writing by the Lab (gait@tern.org).", "", [("gait@tern.org", "request")]),
        (
            "To hold a copy takes approval by the deposit and publications board, asked for at gait@tern.org.",
            "",
            [("gait@tern.org", "request")],
        ),
        ("Use the address of your institution (e.g., kim@harbor.edu).", "eligibility", [("kim@harbor.edu", "example")]),
        ("It looks like name@example.com.", "general", [("name@example.com", "example")]),
        ("Three copies @ 25.00 each, meet at noon.", "fees", []),
    ],
)
def test_email(text: str, label: str, expected: list[tuple[str, str]]) -> None:
    assert of_type("EMAIL", text, "clause", *([label] if label else [])) == expected


def test_a_clause_on_transfer_that_tells_how_to_apply_asks_for_permission() -> None:
    text = "Another laboratory joins once gait@tern.org has agreed."
    assert of_type("EMAIL", text, "clause", "access_procedure", "redistribution") == [("gait@tern.org", "request")]


def test_a_bare_table_of_addresses_is_read_with_the_clause_above() -> None:
    above = ("clause", "Ask for the files with a short letter to both curators.", ("access_procedure",))
    rows = ("table", "Name\tE-mail\nIda Holm\tida@tern.org", ("general",))
    found = [e for e in entities(above, ("heading", "Curators", ()), rows) if e.type == "EMAIL"]  # type: ignore[arg-type]
    assert [(e.value, e.role) for e in found] == [("ida@tern.org", "submission")]


def test_an_address_in_a_filled_form_is_the_signatory_s() -> None:
    assert of_type("EMAIL", "Name Ida Holm\tTitle Professor\nWork email ida@harbor.edu", "form") == [
        ("ida@harbor.edu", "signatory")
    ]
    assert of_type("EMAIL", "Name: ____\nSend this form to desk@tern.org", "form") == [("desk@tern.org", "submission")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Upload the form through this link: <http://tern.org/in/e4>.", [("http://tern.org/in/e4", "submission")]),
        ("To download the gait data, register at https://tern.org/gait.", [("https://tern.org/gait", "submission")]),
        ("By filling in the form at https://tern.org/g you agree.", [("https://tern.org/g", "submission")]),
        ("It is https://tern.org/access_form.php.", [("https://tern.org/access_form.php", "submission")]),
        ("Those who registered at https://tern.org/g get mail.", [("https://tern.org/g", "other")]),
        ("The recordings can be downloaded from www.tern.org/gait.", [("www.tern.org/gait", "dataset")]),
        ("See our policy (https://tern.org/policy_(new)).", [("https://tern.org/policy_(new)", "other")]),
        ("Terms: https://tern.org/terms-\nof-use.html, version 2", [("https://tern.org/terms-of-use.html", "other")]),
        ("It stands at https://tern.org/\nThe user reads it.", [("https://tern.org/", "other")]),
        ("See tern.org/terms and doi: 10.5555/12345.", [("tern.org/terms", "other")]),
        ("Write to desk@tern.org/staff and/or call.", []),
        ("It comes from the index (tides.motion.tern.edu), see below.", [("tides.motion.tern.edu", "other")]),
        ("The desk may be contacted at tern.org.", [("tern.org", "other")]),
        ("A member of tern.org writes to desk@motion.tern.edu.", []),
    ],
)
def test_url(text: str, expected: list[tuple[str, str]]) -> None:
    assert of_type("URL", text) == expected


def test_a_link_s_target_is_no_mention() -> None:
    text = "Send the form to [desk@tern.org](mailto:desk@tern.org) or see [the page](https://tern.org/x)."
    assert of_type("EMAIL", text) == [("desk@tern.org", "submission")]
    assert of_type("URL", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pictures of subjects 004, 010 and 31 must not be printed.", "004 denied, 010 denied, 31 denied"),
        ("Only participants P02 and P07-P09 may be shown.", "P02 allowed, P07-P09 allowed"),
        (
            "Take pictures for print only from these subject ID: 11, 13, 14, and 30.",
            "11 allowed, 13 allowed, 14 allowed, 30 allowed",
        ),
        ("Except for subject 27, images of the subjects in Part C must not be shown.", "27 allowed"),
        ("Images of all speakers except S03 and S08 may be printed.", "S03 denied, S08 denied"),
        ("No volunteer may be shown, with the exception of volunteers 3, 5.", "3 allowed, 5 allowed"),
        (
            "Not all speakers agreed, so frames can be taken from W03, W07, and from nobody else.",
            "W03 allowed, W07 allowed",
        ),
        ("Speaker HB_12 withdrew the consent; remove the files.", "HB_12 denied"),
        ("Clips of signers 600–618 can be used for tests only.", "600–618 denied"),
        ("At most 3 images of a subject may be shown in 2024.", ""),
        ("Participants filmed between 2006 and 2021 may be shown.", ""),
        ("The rights of participants after Art. 12, 13 and 16 are not touched.", ""),
        ("Show no oven but bay 4, bay 11 and bays 20-23.", "bay 4 allowed, bay 11 allowed, bays 20-23 allowed"),
        ("Clips B1 to B9 may be shown; held back from these are B4 and B7.", "B1 to B9 allowed, B4 denied, B7 denied"),
        ("Use the replies of no speaker but those of QA/0300 and of QA/0512.", "QA/0300 allowed, QA/0512 allowed"),
    ],
)
def test_subjects(text: str, expected: str) -> None:
    found = of_type("SUBJECT_ID", text, "clause", "subject_restriction")
    assert ", ".join(f"{value} {role}" for value, role in found) == expected


@pytest.mark.parametrize(
    ("lead_in", "table", "expected"),
    [
        (
            "Images of the following subjects must not be published.",
            "sub.\t004, 010,\nsub.\t051, 055.",
            "004 denied, 010 denied, 051 denied, 055 denied",
        ),
        (
            "Pictures of these speakers only may be shown:",
            "Part A\tA-01, A-02\nPart B\tB-07",
            "A-01 allowed, A-02 allowed, B-07 allowed",
        ),
        (
            "Frames may appear in print, save for the walkers in this list, who must not be shown:",
            "003, 015-019",
            "003 denied, 015-019 denied",
        ),
        ("The prices of the sets are:", "1, 2, 3", ""),
    ],
)
def test_subject_tables(lead_in: str, table: str, expected: str) -> None:
    found = [e for e in entities(("clause", lead_in, ()), ("table", table, ())) if e.type == "SUBJECT_ID"]
    assert ", ".join(f"{e.value} {e.role}" for e in found) == expected


def test_a_table_goes_on_in_the_next_block() -> None:
    lead_in = ("clause", "Images of these participants may not be shown.", ("subject_restriction",))
    table = ("table", "no.\t1, 2", ("subject_restriction",))
    more = ("table", "no.\t31, 32", ("subject_restriction",))
    found = [e for e in entities(lead_in, table, more) if e.type == "SUBJECT_ID"]  # type: ignore[arg-type]
    assert [(e.value, e.role, e.clause) for e in found] == [
        ("1", "denied", "c2"), ("2", "denied", "c2"), ("31", "denied", "c3"), ("32", "denied", "c3"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The license is valid for a period of 3 years.", [("P3Y", "term")]),
        ("Access ends after one (1) year.", [("P1Y", "term")]),
        ("Either party may end it on thirty (30) days' written notice.", [("P30D", "notice")]),
        ("It has effect fifteen (15) days after notification.", [("P15D", "notice")]),
        ("A breach is cured within twenty-one days of the notice.", [("P21D", "other")]),
        ("The copies are erased within 24 hours of discovery.", [("PT24H", "other")]),
        ("There is a six-month embargo.", [("P6M", "other")]),
        ("It holds until the 45th day after the breach.", [("P45D", "other")]),
        ("Imprisonment of up to 5 years is due; ages stand in bins of five years.", []),
        ("A certificate not older than three years is enclosed; stays less than two weeks do not count.", []),
        ("Answer within ten (10) business days or a fortnight.", [("P10D", "other"), ("P14D", "other")]),
        ("Volunteers aged 18 years gave 20 hours of speech, recorded over 2 months.", []),
    ],
)
def test_duration(text: str, expected: list[tuple[str, str]]) -> None:
    assert of_type("DURATION", text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("title", "Tide License v.05.11.2018", [("2018-11-05", "version")]),
        ("title", "Tide License (rev 101818)", [("2018-10-18", "version")]),
        ("title", "_v1.3, 20 January 2031_", [("2031-01-20", "version")]),
        ("title", "Last revision: February 21, 2023", [("2023-02-21", "version")]),
        ("form", "Signature\tDate Nov 21, 2020", [("2020-11-21", "signature")]),
        (
            "clause",
            "It starts on 04/06/2031, at the latest on 2031-05-02.",
            [("2031-04-06", "other"), ("2031-05-02", "other")],
        ),
        ("clause", "Version 2, updated March 2024, counts.", [("March 2024", "version")]),
        ("clause", "Section 9.3.2 and pages 10-12 of 2024.", []),
        ("title", "Terms, version 09MAR2031", [("2031-03-09", "version")]),
        ("reference", "Holm I. Tides. Waves 3, 1 March 2020, 4-9.", []),
    ],
)
def test_date(kind: Kind, text: str, expected: list[tuple[str, str]]) -> None:
    assert of_type("DATE", text, kind) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a penalty of USD100,000.00 is due", ["USD 100000.00"]),
        ("it costs $ 1,200 or 1.100,50 EUR", ["USD 1200.00", "EUR 1100.50"]),
        (
            "a fee of 5,000 yuan, RMB 300, £20, RM 50 and CHF 1'000.00",
            ["CNY 5000.00", "CNY 300.00", "GBP 20.00", "MYR 50.00", "CHF 1000.00"],
        ),
        ("a fund of US$ 3 million", ["USD 3000000.00"]),
        ("a stamp of Rp10.000, then GH₵ 3,500 and 250 Kč", ["IDR 10000.00", "GHS 3500.00", "CZK 250.00"]),
        ("a rate of $132.00 (AUD) an hour", ["AUD 132.00"]),
        ("3,000 images for 20 users", []),
    ],
)
def test_money(text: str, expected: list[str]) -> None:
    assert [value for value, _ in of_type("MONEY", text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("governed by the laws of the State of Oregon, without regard to others", ["laws of the State of Oregon"]),
        ("The law of Norway applies. Any dispute goes to court.", ["law of Norway"]),
        ("collected under the laws applicable in Chile and Chilean law", ["laws applicable in Chile", "Chilean law"]),
        ("as the General Data Protection Regulation (GDPR) asks", ["General Data Protection Regulation", "GDPR"]),
        ("under Directive 96/9/EC and Regulation (EU) 2016/679", ["Directive 96/9/EC", "Regulation (EU) 2016/679"]),
        ("see 45 CFR 164.514(e)", ["45 CFR 164.514(e)"]),
        ("Provisions of the Harbor Records Act, 2021 bind it", ["Harbor Records Act, 2021"]),
        ("as the Common Rule and the Civil Code of Tarn ask", ["Common Rule", "Civil Code of Tarn"]),
        ("the laws of Your country, applicable law, any Regulation, the House Rules", []),
        (
            "under Tarn. Stat. § 46.03, Subd. 2 and Tarn. Stat. Ch. 9",
            ["Tarn. Stat. § 46.03, Subd. 2", "Tarn. Stat. Ch. 9"],
        ),
        (
            "of the Harbor Copyright Treaty, and 5 U.S.C. § 552a(i)(3)",
            ["Harbor Copyright Treaty", "5 U.S.C. § 552a(i)(3)"],
        ),
        ("see 45 CFR 46. It binds all.", ["45 CFR 46"]),
        ("privacy law, including Regulation (EU) 2031/12, binds it", ["Regulation (EU) 2031/12"]),
        ("barred under U.S. export laws", ["U.S. export laws"]),
        ("decided under Danish law in Tarnmouth", ["Danish law"]),
        ("the export regulations of the United States", ["export regulations of the United States"]),
    ],
)
def test_law(text: str, expected: list[str]) -> None:
    assert [value for value, _ in of_type("LAW", text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('You (the "User") and we (hereinafter “Quill”) agree.', ["User", "Quill"]),
        ("the recordings (as the ‘tides’, or the ‘data’ in the following)", ["tides", "data"]),
        ("“Tide Data” or “Data,” means all recordings.", ["Tide Data", "Data"]),
        ("Recipient means a person who holds the files.", ["Recipient"]),
        ("the principal investigator (PI) signs", ["PI"]),
        ("“Sounding” is one reading of the lead. A “Cast” includes its sounding.", ["Sounding", "Cast"]),
        ("“Ebb”, “Flood” and “Slack” are the three parts.", ["Ebb", "Flood", "Slack"]),
        ("the person who signs below (further: Keeper)", ["Keeper"]),
        ("words that nobody likes (“choppy”) and faces put on others (“sham waves”)", []),
        ("the rules of the committee (XQ) hold", []),
        ('The word "may" means a permission.', []),
        ("“Tidal Sum” – Means the tides together.", ["Tidal Sum"]),
        ("“Wash” – As a verb, means to rise.", ["Wash"]),
        ("“Drawn Tide” – a picture of the tides.", ["Drawn Tide"]),
    ],
)
def test_defined_term(text: str, expected: list[str]) -> None:
    assert [value for value, _ in of_type("DEFINED_TERM", text)] == expected


def test_a_list_of_definitions_defines_what_it_starts_with() -> None:
    found = entities(
        ("heading", "2. Definitions", ()),
        ("item", "- Derived Files: all that is computed from the data.", ("definition",)),
        ("item", "- Note: this is no term.", ("general",)),
    )
    assert [e.value for e in found if e.type == "DEFINED_TERM"] == ["Derived Files"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Institute of Tides, Academy of Harbors (IT-AH) owns the files.",
            ["Institute of Tides, Academy of Harbors", "IT-AH"],
        ),
        (
            "made by the Quill Motion Lab of Tern University and Harbor Institute",
            ["Quill Motion Lab", "Tern University", "Harbor Institute"],
        ),
        ("The files are granted by Kwailo to the user.", ["Kwailo"]),
        ("This contract is between Sjøvik Måling AS, Tarn (“Sjøvik”), and the user.", ["Sjøvik Måling AS", "Sjøvik"]),
        ("It was made by the Institute for Data and Form in Tarnmouth.", ["Institute for Data and Form"]),
        ("The files are owned by Merrin Institute of Soundings Ltd.", ["Merrin Institute of Soundings Ltd."]),
        ("The cameras were paid for by Brightlens Optics Ltd.", []),
        ("The files belong to the Directorate.", []),
        ("YOU ENTER INTO A CONTRACT WITH HARBOR & TERN, INC. AND NOBODY ELSE IN IT.", ["HARBOR & TERN, INC."]),
        ("Merrin Network, Inc. (“Merrin”) gives no warranty.", ["Merrin Network, Inc.", "Merrin"]),
        ("University of Science and Technology of Tern agrees.", ["University of Science and Technology of Tern"]),
        ("The Provider is the owner. Your Institution signs. A university, the User Institution.", []),
        ("a course such as that of the University of Tern", []),
    ],
)
def test_party(text: str, expected: list[str]) -> None:
    assert [value for value, _ in of_type("PARTY", text)] == expected


def test_a_filled_in_form_names_the_licensee() -> None:
    text = (
        "Name Ida Holm\tTitle Professor\nAffiliation (Institute, University, ...) Harbor University\t\nSignature\tDate"
    )
    assert of_type("PARTY", text, "form") == [("Ida Holm", "licensee"), ("Harbor University", "licensee")]
    assert of_type("PARTY", "Name: ______\nAffiliation: ______\nDate:", "form") == []


@pytest.mark.parametrize(
    ("title", "clause", "expected"),
    [
        ("License Agreement “TIDE Database”", "The TIDE is free.", ["TIDE"]),
        ("TIDE-4D DATASET RELEASE AGREEMENT", "Tide-4D may be used.", ["TIDE-4D"]),
        ("HARBOR WAVE DATASET LICENSE AGREEMENT", "Use the files well.", ["HARBOR WAVE DATASET"]),
        ("WaveNest: Boats in the Harbor\nLicense Agreement", "Use the files well.", ["WaveNest"]),
        ("License Agreement", "This covers a corpus named QuillSet-2. The user signs.", ["QuillSet-2"]),
        (
            "Data Use Agreement\nOrrin Harbor Soundings",
            "The Orrin Harbor Soundings are free.",
            ["Orrin Harbor Soundings"],
        ),
        ("Terms of Use for the Plover Nest Archive", "Use the files well.", ["Plover Nest Archive"]),
        ("License Agreement", "TernTalk is free. Nobody sells TernTalk or lends TernTalk.", ["TernTalk"]),
        ("# 🦀 TideCrab: Rules of Use", "Use the files well.", ["TideCrab"]),
        ("License “take one, leave one”\nHarbor Wave Dataset", "Use the files well.", ["Harbor Wave Dataset"]),
        ("License Agreement", "The files are kept under the name “Harbor Winter Nights”.", ["Harbor Winter Nights"]),
        ("Data Release Terms (DRT)", "The dataset is free.", []),
        ("License Agreement", "The QM-7 gait corpus is free, the licensed dataset too.", ["QM-7"]),
        ("Data Use Agreement, version 2", "The dataset is free.", []),
    ],
)
def test_dataset(title: str, clause: str, expected: list[str]) -> None:
    found = entities(("title", title, ()), ("clause", clause, ()))
    assert [e.value for e in found if e.type == "DATASET"] == expected


BIBTEX = "@inproceedings{holm2031,\n title = {Tides {and} Waves},\n year = {2031}\n}"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (
            "reference",
            "[1] Holm, I., Lee, B.: Tides. In: Proc. of Waves, 2031.",
            ["Holm, I., Lee, B.: Tides. In: Proc. of Waves, 2031."],
        ),
        ("reference", f"{BIBTEX}\nand\n{BIBTEX}", [BIBTEX, BIBTEX]),
        ("clause", f"Cite this:\n{BIBTEX}", [BIBTEX]),
        (
            "clause",
            "Users cite: Holm, I. Tides and Waves. Harbor Journal, 2031.",
            ["Holm, I. Tides and Waves. Harbor Journal, 2031"],
        ),
        (
            "clause",
            "You agree to cite the paper “Tides and Waves: a Corpus of Boats”.",
            ["Tides and Waves: a Corpus of Boats"],
        ),
        ("clause", "Papers that use the data should include a citation.", []),
    ],
)
def test_reference(kind: Kind, text: str, expected: list[str]) -> None:
    found = [e.text for e in entities((kind, text, ("citation",))) if e.type == "REFERENCE"]
    assert found == expected


def test_a_name_counts_once_and_where_it_stands_first() -> None:
    found = entities(
        ("clause", "Use is free for all who ask Kwailo.", ()),
        ("clause", "The files are granted by Kwailo.", ()),
    )
    assert [(e.value, e.clause) for e in found if e.type == "PARTY"] == [("Kwailo", "c1")]


def test_what_stands_in_a_reference_is_no_name_of_the_agreement() -> None:
    found = entities(
        ("reference", "Holm, I. The TIDE-9 dataset of Tern University. Harbor Journal, 1 May 2031.", ("citation",))
    )
    assert [e.type for e in found] == ["REFERENCE"]


def test_markup_is_no_part_of_a_value() -> None:
    text = "The files are owned by **Harbor <sup>North</sup> University** (see `HNU`)."
    found = [e for e in entities(("clause", text, ())) if e.type == "PARTY"]
    assert [e.value for e in found] == ["Harbor North University"]
    assert found[0].text.startswith("Harbor <sup>North")
