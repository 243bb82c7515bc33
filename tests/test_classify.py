"""The labeller: what it must find in clauses of our own invention, and what must not change its mind."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from extractor.classify import Labeller
from extractor.classify.artifact import ARRAYS, HEAD, VOCABULARY, default_folder
from extractor.classify.choose import choose
from extractor.classify.rules import Rules
from extractor.errors import ModelError
from extractor.language import CueMatcher
from extractor.segment.link import Segment, link
from extractor.taxonomy.labels import labels
from extractor.types import Block, Clause, Document, Kind, LabelledClause, Line


@pytest.fixture(scope="module")
def labeller() -> Labeller:
    return Labeller.load()


def split(*segments: tuple[Kind, str]) -> tuple[Document, tuple[Clause, ...]]:
    """A document made of ``segments``, and its clauses."""
    text, cuts = "", []
    for kind, words in segments:
        cuts.append(Segment(kind, len(text), len(text) + len(words)))
        text += words + "\n\n"
    document = Document(
        id=hashlib.sha256(text.encode()).hexdigest(), name="invented", media_type="text/plain", bytes=len(text),
        method="text", text=text, blocks=tuple(Block("paragraph", (Line(cut.start, cut.end),)) for cut in cuts),
    )  # fmt: skip
    return document, link(document, cuts)


def label(labeller: Labeller, *segments: tuple[Kind, str]) -> tuple[LabelledClause, ...]:
    """The labelled clauses of a document made of ``segments``."""
    return labeller.label(*split(*segments))


# One row a legal idea: the words of a clause, and the labels that must be among those found.
CLAUSES = [
    ("Licensee receives a non-exclusive and revocable right to work with the Owl Calls.", {"grant"}),
    ("The recordings serve scientific research only; every other purpose is excluded.", {"purpose"}),
    ("No commercial use of the recordings is allowed.", {"commercial_use"}),
    ("Nobody may use the maps for non-research or for commercial ends such as paid services.", {"commercial_use"}),
    ("The user shall not modify the images or create derivative works from them.", {"derivatives"}),
    ("The data may not be redistributed or shared with third parties.", {"redistribution"}),
    ("At most four sample images may be shown in scientific papers and presentations.", {"publication"}),
    ("Pictures of participants P03, P11 and P20 must not be published.", {"subject_restriction"}),
    ("All publications that use the corpus must cite the following paper.", {"citation"}),
    ("The licensee shall send a copy of every publication to the curator.", {"reporting"}),
    ("The recordings shall be stored on an encrypted disk with access control.", {"storage"}),
    ("Never try to find out who the participants are, and do not contact them.", {"data_protection"}),
    ("At the end of the project all copies must be deleted or destroyed.", {"deletion"}),
    ("Only permanent staff are eligible; students need the signature of their supervisor.", {"eligibility"}),
    ("Fill in the form, sign it and send a scan by e-mail to desk@owl.example.", {"access_procedure"}),
    ("The archive remains the sole owner of the recordings and of all copyright in them.", {"ip_ownership"}),
    ("All rights in improvements made by the licensee shall vest in the licensor.", {"ip_assignment"}),
    ("The recordings come as is; the archive gives no warranty whatsoever.", {"warranty"}),
    ("The provider is not liable for any damages, and you shall indemnify and hold it harmless.", {"liability"}),
    ("Licensee obeys the applicable laws, export control regulations included.", {"compliance"}),
    ("Each side can terminate this agreement by a letter, with a month's notice.", {"termination"}),
    ("The provider may amend these terms at any time.", {"changes"}),
    ("The laws of Iceland govern this agreement, and the courts of Akureyri decide.", {"governing_law"}),
    ("The license fee is 400 euros plus VAT, payable in advance.", {"fees"}),
    ('"Recordings" means the sound files and the tables that describe them.', {"definition"}),
    ("By signing this form the visitor accepts the rules below.", {"acceptance"}),
    ("This document is the entire agreement between the parties and supersedes earlier ones.", {"general"}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), CLAUSES, ids=[" ".join(expected) for _, expected in CLAUSES])
def test_a_plain_clause_gets_its_label(labeller: Labeller, words: str, expected: set[str]) -> None:
    (found,) = label(labeller, ("clause", words))
    assert expected <= {scored.label for scored in found.labels}


# Rows of words, and a label that an agreement of that kind states in few of them or beside others.
BESIDE = [
    ("Readers get a permission to work with the plates for academic research. Commercial use is forbidden.", "purpose"),
    ("Nothing may hinder it: you may not impose terms that restrict the exercise of these rights.", "redistribution"),
    ("Fill in the form and mail it to desk@owl.example. Never pass on the link.", "redistribution"),
    ("The plates must not be altered or used for commercial purposes.", "derivatives"),
    ("Nothing may be printed that humiliates a singer.", "data_protection"),
    ("Accounts of visitors who break these rules are blocked. The rules may change.", "termination"),
    ("The maps are free for schools. Trade with them needs a letter of the curator.", "fees"),
    ("Pictures can go into slides if they carry this notice.", "citation"),
    ("Do not lend the tapes to others. Each of them has to register by himself.", "eligibility"),
    ("Keep the tapes where only your group can hear them.", "storage"),
    ("Do not try to name a singer. Whoever recognizes one is silent. It must be reported to the archive.", "reporting"),
    ("Do not imply that the archive endorses what you do.", "general"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), BESIDE, ids=[f"{label} {words[:20]}" for words, label in BESIDE])
def test_no_sentence_hides_what_another_states(labeller: Labeller, words: str, expected: str) -> None:
    (found,) = label(labeller, ("clause", words))
    assert found.has(expected)


def test_a_standard_clause_is_found_among_other_sentences() -> None:
    words = "The law of Iceland governs this contract. If a point should be void, the others remain in force."
    (hits,) = Rules().find(*split(("clause", words)))
    assert "general" in hits.sure()


def test_words_to_be_printed_state_only_a_credit(labeller: Labeller) -> None:
    printed = "The recordings were shared by the Owl Archive for research, and must not be redistributed."
    (found,) = label(labeller, ("clause", f'At the end of a paper print this sentence: "{printed}"'))
    assert found.has("citation") and not found.has("redistribution")


def test_items_of_a_grant_are_granted(labeller: Labeller) -> None:
    lead_in, copies, changes, duty = label(
        labeller,
        ("clause", "The rights granted cover, among others:"),
        ("item", "a. the making of copies in every format;"),
        ("item", "b. the creation of abridged editions;"),
        ("item", "c. The reader must name the archive."),
    )
    assert lead_in.has("grant") and copies.has("grant") and changes.has("grant")
    assert not duty.has("grant"), "a sentence states what it states"


def test_items_carry_the_labels_of_the_lead_in_that_they_complete(labeller: Labeller) -> None:
    found = label(
        labeller,
        ("clause", "The corpus must not be used for commercial purposes. Commercial purposes include:"),
        ("item", "- demonstrating a product,"),
        ("item", "- tuning the systems of paying customers."),
    )
    assert all(item.has("commercial_use") for item in found)


def test_a_table_of_subjects_under_a_restriction_states_the_restriction(labeller: Labeller) -> None:
    found = label(
        labeller,
        ("clause", "Photographs of the following participants must not be published:"),
        ("table", "P002, P017, P033, P041, P052"),
    )
    assert all(item.has("subject_restriction") for item in found)


# Words that would state another label elsewhere, and the one label that their clause carries.
ALONE = [
    ("clause", '"Tracing" means any attempt to re-identify a singer or to derive rights in a recording.', "definition"),
    ("clause", "2.4 Headings are for convenience and do not modify the commercial rights of either side.", "general"),
    ("clause", "If a court of competent jurisdiction holds a provision void, the others remain.", "general"),
    ("clause", "The visitor may not assign this agreement or delegate its duties under it.", "general"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "words", "expected"), ALONE, ids=[words[:20] for _, words, _ in ALONE])
def test_a_clause_of_one_kind_carries_one_label(labeller: Labeller, kind: Kind, words: str, expected: str) -> None:
    (found,) = label(labeller, (kind, words))
    assert [scored.label for scored in found.labels] == [expected]


def test_what_stands_under_definitions_is_one(labeller: Labeller) -> None:
    found = label(
        labeller,
        ("heading", "2. Definitions"),
        ("clause", "Masked: all names and other identifiers have been removed from the recordings."),
        ("clause", "The user shall not try to identify a singer."),
    )
    assert [scored.label for scored in found[1].labels] == ["definition"]
    assert found[2].has("data_protection"), "a duty among the definitions binds all the same"


def test_a_bibliographic_reference_is_a_citation(labeller: Labeller) -> None:
    found = label(
        labeller,
        ("clause", "Please cite:"),
        ("reference", "Oduya, B. and Reyes, T.: Calls of small owls. Journal of Night Sounds 7(2), 10-19, 2018."),
    )
    assert all(item.has("citation") for item in found)


@pytest.mark.parametrize("kind", ["title", "heading", "form", "other"])
def test_what_states_nothing_carries_no_label(labeller: Labeller, kind: Kind) -> None:
    (found,) = label(labeller, (kind, "No commercial use of the data is allowed."))
    assert found.labels == () and not found.review


def test_every_content_clause_carries_a_label(labeller: Labeller) -> None:
    (found,) = label(labeller, ("clause", "Zwxq vrtl."))
    assert found.labels and found.review


def test_evidence_lies_in_the_document_and_names_its_rule_or_model(labeller: Labeller) -> None:
    known = {f"rule:{entry.cue.id}" for spec in labels() for entry in spec.cues} | {f"model:{labeller.model_id}"}
    for words, _ in CLAUSES:
        (found,) = label(labeller, ("clause", words))
        for scored in found.labels:
            assert scored.evidence and 0 <= scored.score <= 1
            assert all(0 <= proof.start < proof.end <= len(words) and proof.by in known for proof in scored.evidence)


NAMES = {
    "Owl Calls": "Tarn-7 Frames",
    "desk@owl.example": "office@tarn.example",
    "Iceland": "Norway",
    "Akureyri": "Bergen",
    "P03, P11 and P20": "P05, P12 and P31",
}


def test_other_names_give_the_same_labels(labeller: Labeller) -> None:
    pattern = re.compile("|".join(map(re.escape, NAMES)))
    kinds: list[tuple[Kind, str]] = [("clause", words) for words, _ in CLAUSES]
    renamed: list[tuple[Kind, str]] = [
        (kind, pattern.sub(lambda match: NAMES[match.group()], words)) for kind, words in kinds
    ]
    assert renamed != kinds
    before, after = label(labeller, *kinds), label(labeller, *renamed)
    assert [[s.label for s in item.labels] for item in before] == [[s.label for s in item.labels] for item in after]


def test_the_same_document_gives_the_same_labels(labeller: Labeller) -> None:
    kinds: list[tuple[Kind, str]] = [("clause", words) for words, _ in CLAUSES]
    assert label(labeller, *kinds) == label(Labeller.load(), *kinds)


@pytest.mark.parametrize("name", [ARRAYS, VOCABULARY, HEAD])
@pytest.mark.parametrize("damage", ["missing", "cut", "changed"])
def test_a_damaged_model_is_an_error_with_a_hint(tmp_path: Path, name: str, damage: str) -> None:
    folder = shutil.copytree(default_folder(), tmp_path / "artifact")
    file = folder / name
    data = file.read_bytes()
    if damage == "missing":
        file.unlink()
    elif damage == "cut":
        file.write_bytes(data[: len(data) // 2])
    else:
        file.write_bytes(b"\x00" + data[1:])
    with pytest.raises(ModelError) as caught:
        Labeller.load(folder)
    assert "models.train" in caught.value.hint


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        ({"fees": 0.9, "grant": 0.6, "general": 0.1}, ("fees", "grant")),
        ({"fees": 0.2, "grant": 0.3, "general": 0.1}, ("grant",)),  # none reaches its threshold: the nearest
        ({"fees": 0.01, "grant": 0.02, "general": 0.0}, ("general",)),  # none comes near
    ],
)
def test_labels_are_chosen_by_threshold(chances: dict[str, float], expected: tuple[str, ...]) -> None:
    assert choose(chances, dict.fromkeys(chances, 0.5)) == expected


LONG = ["004, 010, 030, " * 400 + "x", "not " * 2000, "a" * 5000, '"a" ' * 1000, "use papers show images " * 200]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:12])
def test_no_cue_runs_away_on_hostile_text(text: str) -> None:
    assert len(list(CueMatcher(entry.cue for spec in labels() for entry in spec.cues).find(text))) < 1000
