"""Sentences, tokens and folding of English license text."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language import fold, sentences, trim

SENTENCES = {
    "plain": "Keep it safe. Lock the room! Who has the key? Nobody has.",
    "abbreviations": "Use a device, e.g. a disk, i.e. no cloud. Firms such as Pike Inc. and Bream Ltd. may not.",
    "titles and initials": "Ask Prof. J. K. Rudd or Dr. Anna M. Tench. She answers.",
    "authors": "See Bream et al. for this. Dace, C. and Fluke, E. did the rest.",
    "numbers": "This follows from No. 5, Fig. 3 and Sec. 4.2. The rest is new.",
    "no as an answer": "The answer is no. The user must wait.",
    "a list number": "3. The user keeps it. Nobody else does.",
    "a bulleted letter": "- A. The user keeps it. Nobody else does.",
    "a lettered part": "Nobody may show the faces of Part C. Other faces may be shown.",
    "a company before a beginning": "The set belongs to Pike Inc. The user may only borrow it.",
    "etc. before a beginning": "This means prints, mugs, etc. The list is open.",
    "an enumeration": "The user shall (i) lock it; (ii) note it; and (iii) show it. That is all.",
    "a quotation": 'He wrote "Marlin is ours." The user writes so too.',
    "a bracket": "It is free. (Postage is not.) Ask us.",
    "addresses": "Write to keeper@harbor.example. See https://harbor.example/a.html. Then wait.",
    "decimals and versions": "Version 2.1 costs USD 3.50 a year. It runs for 1.5 years.",
    "countries": "It may not leave the U.S. without leave. It may leave the U.K. after that.",
    "a missing blank": "It is for study purposes.The user agrees.",
    "Chinese": "图片不得出售。图片不得外传。Nobody sells it.",
}
EXPECTED = {
    "plain": 4,
    "abbreviations": 2,
    "titles and initials": 2,
    "authors": 2,
    "numbers": 2,
    "no as an answer": 2,
    "a list number": 2,
    "a bulleted letter": 2,
    "a lettered part": 2,
    "a company before a beginning": 2,
    "etc. before a beginning": 2,
    "an enumeration": 2,
    "a quotation": 2,
    "a bracket": 3,
    "addresses": 3,
    "decimals and versions": 2,
    "countries": 2,
    "a missing blank": 2,
    "Chinese": 3,
}


@pytest.mark.parametrize("name", SENTENCES)
def test_sentences(name: str) -> None:
    text = SENTENCES[name]
    found = [text[span.start : span.end] for span in sentences(text)]
    assert len(found) == EXPECTED[name], found


def test_sentences_are_what_they_say() -> None:
    text = '- A. Keep it (e.g. in a safe). [2] Then "rest." And wait; Dr. Pike\ncalls.'
    assert [text[span.start : span.end] for span in sentences(text)] == [
        "- A. Keep it (e.g. in a safe).",
        '[2] Then "rest."',
        "And wait; Dr. Pike\ncalls.",
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("one half of it\n\nand the other half.", 1),
        ("First\n\nSecond", 2),
        ("keep it;\nburn it", 1),
        ("keep it;\nThe user burns it", 2),
        ("keep it;\n(b) burn it", 2),
        ("a line\nand its rest.", 1),
    ],
)
def test_line_breaks(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_a_range_of_the_text() -> None:
    text = "One. Two is here. Three."
    assert [text[s.start : s.end] for s in sentences(text, 5, 17)] == ["Two is here."]


@given(st.text(alphabet='aB .;:!?\n()"1[]•-é中。', max_size=80))
def test_sentences_hold_every_visible_character_once(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(trim(text, span.start, span.end) == span for span in spans)
    covered = "".join(text[span.start : span.end] for span in spans)
    assert "".join(covered.split()) == "".join(text.split())


def test_long_texts_take_time_in_proportion() -> None:
    text = "the user keeps marlin safe. " * 5000
    sentences(text[:1000])
    begun = time.perf_counter()
    sentences(text)
    assert time.perf_counter() - begun < 5


def test_fold_keeps_offsets() -> None:
    text = "“Don’t”\u00a0– he said…"
    assert fold(text) == '"Don\'t" - he said…'
    assert len(fold(text)) == len(text)
