"""What a document is cut into: kinds and starts of segments, rule by rule of ANNOTATION.md, section 2."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import cut, document

from extractor.segment import split

PREFACE = "By using Marlin the user accepts what follows.\n\n"

CASES = {
    "a numbered line over a paragraph is a heading": (
        PREFACE + "1. Who may use it\n\nOnly staff of a museum may open Marlin.",
        ["c By using Marlin", "H 1. Who may", "c Only staff of"],
    ),
    "a numbered sentence is a clause at any depth": (
        PREFACE + "4.2.1 The user shall keep Marlin in a locked room.\n4.2.2 The user shall not copy it.",
        ["c By using Marlin", "c 4.2.1 The user", "c 4.2.2 The user"],
    ),
    "a bullet before a number draws a clause": (
        PREFACE + "- 3.1 Marlin is kept on one machine.\n\n- 3.2 Marlin is erased in June.",
        ["c By using Marlin", "c - 3.1 Marlin", "c - 3.2 Marlin"],
    ),
    "bullets, letters and roman numbers are items": (
        "Selling means:\n- renting out Marlin,\n- trading it.\n\nSharing means:\n(a) sending Marlin,\n(b) "
        "posting it;\n"
        "(c) lending it.\n\nKeeping means:\ni) storing Marlin\nii) printing it\niii) scanning it\niv) filing it\n"
        "v) hiding it",
        [
            "c Selling means:",
            "i - renting out",
            "i - trading it.",
            "c Sharing means:",
            "i (a) sending Marlin,",
            "i (b) posting it;",
            "i (c) lending it.",
            "c Keeping means:",
            "i i) storing Marlin",
            "i ii) printing it",
            "i iii) scanning it",
            "i iv) filing it",
            "i v) hiding it",
        ],
    ),
    "arabic fragments are clauses": (
        "The user agrees\n\n1) To quote the paper of Marlin.\n\n2) To burn all copies.",
        ["c The user agrees", "c 1) To quote", "c 2) To burn"],
    ),
    "an enumeration inside a paragraph is not cut": (
        "The user shall (i) lock the room where Marlin lies; (ii) note who enters it, and when, in a book of\n"
        "its own; (iii) show the book on request and (iv) keep it for the whole of the time that the user\n"
        "holds a copy.",
        ["c The user shall"],
    ),
    "a cross-reference at a line start is not cut": (
        "What is said on copies, on their number and on the places where they may lie follows from Section\n"
        "4. The user shall read it before the first copy is made, and again whenever a further copy is made,\n"
        "and shall sign below it.",
        ["c What is said"],
    ),
    "a paragraph that a page tore apart is joined": (
        "The user shall tell the museum whenever a copy of Marlin has been lost and\n\nshall help to find it again.",
        ["c The user shall"],
    ),
    "an unmarked list keeps its entries": (
        "Commercial purposes include:\n\nRenting out Marlin\nPrinting Marlin on mugs\nSelling prints of Marlin",
        ["c Commercial purposes include:", "i Renting out Marlin", "i Printing Marlin on", "i Selling prints of"],
    ),
    "an unmarked list may stand in paragraphs of its own": (
        "Commercial purposes include:\n\nRenting out Marlin,\n\nPrinting Marlin on mugs, or\n\nSelling prints.\n"
        "\nNobody does it.",
        [
            "c Commercial purposes include:",
            "i Renting out Marlin,",
            "i Printing Marlin on",
            "i Selling prints.",
            "c Nobody does it.",
        ],
    ),
    "a run-in heading stays with its clause": (
        "8. Warranty. Marlin comes as it is. Nobody answers for gaps in it.",
        ["c 8. Warranty. Marlin"],
    ),
    "addresses complete the sentence that asks for them": (
        "Please send the signed sheet to:\n\nmarlin@harbor.example\n\nkeeper@harbor.example\n\nNobody else reads it.",
        ["c Please send the", "c Nobody else reads"],
    ),
    "a postal address completes its sentence": (
        "The sheet goes by post to:\n\nHarbor Museum\nDepartment of Fishes\n12 Quay Street, Oldport\n\nIt must "
        "be signed by hand.",
        ["c The sheet goes", "c It must be"],
    ),
    "a reference on its own": (
        'Papers on Marlin shall cite:\n\nA. Bream, C. Dace and E. Fluke, "Marlin: forty thousand fishes," '
        "Journal of Fish "
        "Pictures, vol. 3, pp. 10-19, 2019.\n\nCopies are welcome.",
        ["c Papers on Marlin", "r A. Bream, C.", "c Copies are welcome."],
    ),
    "BibTeX entries are references": (
        "Cite:\n\n@article{marlin,\ntitle={The Marlin},\nyear={2019}}\n@misc{pike,\ntitle={The Pike},\nyear={2020}}",
        ["c Cite:", "r @article{marlin, title={The Marlin},", "r @misc{pike, title={The Pike},"],
    ),
    "rows of IDs are one table, over a blank line too": (
        "The following fishes shall not be shown:\n\nfish 004, 010, 030,\nfish 051, 055,\n\nfish 085, 086\n\n"
        "Others may be shown.",
        ["c The following fishes", "t fish 004, 010,", "c Others may be"],
    ),
    "a form is one segment": (
        "Please sign here:\n\nName: ____________\nInstitution:\n\nE-mail:\nDate and signature: ______",
        ["c Please sign here:", "f Name: ____________ Institution:"],
    ),
    "a filled-in form is one segment": (
        "Please sign here:\n\nName Ada Pike\tTitle Professor\nAffiliation (institute) Harbor Museum\t\n"
        "Work email (at your institute) ada@harbor.example\nSignature\tDate May 4, 2021",
        ["c Please sign here:", "f Name Ada Pike"],
    ),
    "a box with a sentence is an item, a bare option a form": (
        "Tick what applies:\n\n☐ I have read the rules and shall keep to all of them.\n\n☐ Staff\n☐ Student",
        ["c Tick what applies:", "i ☐ I have", "f ☐ Staff ☐"],
    ),
    "a title takes its lines and its version": (
        "Marlin Fish Pictures\nLicense Agreement\n(v. 2.1)\n\nThe museum lends Marlin to its friends.",
        ["T Marlin Fish Pictures", "c The museum lends"],
    ),
    "a web address on its own is no term": (
        "Marlin is kept by the museum.\n\nURL: https://marlin.example/about",
        ["c Marlin is kept", "o URL: https://marlin.example/about"],
    ),
    "hard-wrapped lines in one block": (
        "MARLIN LICENSE\nThe museum has collected pictures of forty thousand fishes and lends them to people who "
        "study fishes\n"
        "under the terms below.\n1. No picture is sold. This holds for prints and for files alike, and for "
        "whatever is made out\n"
        "of them.\n2. Pictures are shown with the name of the museum only.\nName:\nDate:\nReturn the sheet "
        "within a week.",
        [
            "T MARLIN LICENSE",
            "c The museum has",
            "c 1. No picture",
            "c 2. Pictures are",
            "f Name: Date:",
            "c Return the sheet",
        ],
    ),
    "units and capitals head sections": (
        "PART ONE: WORDS\n\nA copy is any copy of Marlin.\n\nArticle 2. What you may do\n\nYou may look at "
        "Marlin.\n\n"
        "IV. NO WARRANTY\n\nMarlin may be wrong.",
        [
            "H PART ONE: WORDS",
            "c A copy is",
            "H Article 2. What",
            "c You may look",
            "H IV. NO WARRANTY",
            "c Marlin may be",
        ],
    ),
    "headings that hold a verb follow their siblings": (
        "1. Copies\n\nOne copy is allowed.\n\n2. Prints\n\nNo print is allowed.\n\n3. Nothing is sold\n\nThis "
        "holds for ever.",
        [
            "H 1. Copies",
            "c One copy is",
            "H 2. Prints",
            "c No print is",
            "H 3. Nothing is",
            "c This holds for",
        ],
    ),
    "letters of a lost symbol font are bullets": (
        "I promise:\nl never to sell Marlin\nl To burn my copy\nl to cite the museum",
        ["c I promise:", "i l never to", "i l To burn", "i l to cite"],
    ),
    "a question and its answer are one clause": (
        "Q: I work for a company. May I look at Marlin?\nA: Yes. Everybody may look.",
        ["c Q: I work"],
    ),
    "a note to a star is a clause": (
        "Every keeper* must sign the sheet before the pictures are sent.\n\n* A keeper is whoever holds a copy.",
        ["c Every keeper* must", "c * A keeper"],
    ),
    "Chinese numbers": (
        "1、图片不得出售。No picture is sold.\n2、图片不得外传。No picture is passed on.",
        ["c 1、图片不得出售。No picture is", "c 2、图片不得外传。No picture is"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_segments(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_markup_of_the_source_decides() -> None:
    text = "We lend it to friends only\n\nA lock is enough.\n\nFee\tSum\nPrint\t3 EUR\n\nName\t\nSignature\t"
    clauses = split(document(text, kinds={0: "heading", 2: "table", 3: "table"}))
    assert [clause.kind for clause in clauses] == ["title", "clause", "table", "form"]


def test_bold_lines_head_paragraphs() -> None:
    text = "Marlin rules\n\nAll that is forbidden is below.\n\nNo selling of prints or files\n\nIt is forbidden."
    assert [clause.kind for clause in split(document(text, bold=frozenset({0, 2})))] == [
        "title",
        "clause",
        "heading",
        "clause",
    ]


def test_an_empty_document_has_no_clauses() -> None:
    assert split(document("")) == ()


# Words that look like markers, fields, references, values and ends of sentences, in any order.
_TOKENS = (
    "The user shall keep data safe . ; : , ? and or 1. 2. (a) (b) i) - • * l 3.1 A. Section 4 2019 S01, S02, et al. "
    "[1] } Name: ____ @article{x} https://a.example b@c.example 第一条 TERMS Title \t ☐ Yes No (see note) “quoted”"
)
_WORDS = st.sampled_from(_TOKENS.split(" "))
_LINES = st.lists(_WORDS, min_size=1, max_size=12).map(" ".join)
_BLOCKS = st.lists(st.lists(_LINES, min_size=1, max_size=6).map("\n".join), min_size=1, max_size=8).map("\n\n".join)


@settings(max_examples=200, deadline=None)
@given(_BLOCKS)
def test_nothing_is_lost_or_doubled(text: str) -> None:
    source = document(text)
    clauses = split(source)
    seen: set[str] = set()
    end = 0
    for number, clause in enumerate(clauses, 1):
        assert clause.id == f"c{number}"
        assert clause.start >= end and source.text[end : clause.start].strip() == ""
        assert clause.text == source.text[clause.start : clause.end] == clause.text.strip() != ""
        assert clause.parent is None or clause.parent in seen
        assert all(clause.start <= span.start < span.end <= clause.end for span in clause.sentences)
        assert clause.sentences
        seen.add(clause.id)
        end = clause.end
    assert source.text[end:].strip() == ""


def test_third_party_agreements_are_cut_as_people_cut_them(shared) -> None:  # type: ignore[no-untyped-def]
    read = pytest.importorskip("extractor.ingest").read
    import json

    hits = wanted = found = 0
    for path in sorted((shared / "gold").glob("*.json")):
        source = shared / "supplied" / f"{path.stem}.txt"
        raw = source.read_text(encoding="utf-8")
        gold = [
            raw[s["start"] :].lstrip("#*->` \n\\[") for s in json.loads(path.read_text())["segments"] if s.get("labels")
        ]
        ours = [
            clause.text.lstrip("#*->` \n\\[")
            for clause in split(read(source))
            if clause.kind in ("clause", "item", "table", "reference")
        ]
        starts = [text[:12] for text in ours]
        hits += sum(text[:12] in starts for text in gold)
        wanted += len(gold)
        found += len(ours)
    assert hits >= 0.98 * wanted
    assert found <= 1.02 * wanted
