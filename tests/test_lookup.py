"""Expressions in lower case find what they find ignoring case, and no text makes the stages take ever longer."""

from __future__ import annotations

import re
import sys
import time

import pytest

from extractor.language import fold
from extractor.lookup import Index, in_lower_case, lower
from extractor.pipeline import Extractor
from extractor.taxonomy.cues import Cue
from extractor.taxonomy.entities import entity_types
from extractor.taxonomy.labels import labels
from extractor.taxonomy.terms import term_fields

CUES = [
    *(entry.cue for spec in labels() for entry in spec.cues),
    *(rule.cue for field in term_fields() for rule in field.rules),
    *(cue for kind in entity_types().values() for cue in kind.cues),
]


def test_lower_case_keeps_every_character_in_its_place() -> None:
    characters = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    assert all(len(lower(one)) == 1 for one in characters)
    assert all(one.isalnum() == lower(one).isalnum() for one in characters)
    assert lower("DİSK ſet") == "disk set"


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        (r"\bdo not\b", "DO NOT sell", "do not"),
        (r"\W(?P<Name>sell)\b", "Never SELL it", " sell"),
        (r"[A-Z]{3}\D\S", "usd55", None),
        (r"[A-Z]{3}\s\d", "uSd 5", "usd 5"),
        (r"mas\w+", "MAſK", "mask"),
    ],
)
def test_what_ignores_case_is_found_in_lower_case(source: str, text: str, found: str | None) -> None:
    lowered = in_lower_case(re.compile(source, re.IGNORECASE))
    assert lowered is not None
    match = lowered.search(lower(text))
    assert (match.group() if match else None) == found


@pytest.mark.parametrize("source", [r"(?-i:[A-Z])\w+", r"\x41pple", r"[!-Z]+", "straße É"])
def test_what_heeds_case_has_no_lower_case(source: str) -> None:
    assert in_lower_case(re.compile(source, re.IGNORECASE)) is None


@pytest.mark.parametrize("cue", [cue for cue in CUES if cue.pattern is not None], ids=lambda cue: cue.id)
def test_a_cue_finds_the_same_words_in_lower_case(cue: Cue) -> None:
    assert cue.pattern is not None
    index = Index([cue.pattern])
    for example in (*cue.yes, *cue.no):
        for text in (fold(example), fold(example).upper(), fold(example).title()):
            expected = cue.pattern.search(text)
            found = [match.span() for _, match in index.search(text)]
            assert found == ([expected.span()] if expected else []), text


@pytest.mark.parametrize(
    ("text", "found"),
    [("Do not SELL copies", [0]), ("Do not sell copies for a FAIR price", []), ("FAIR use", [1]), ("copies", [])],
)
def test_what_stands_beside_a_veto_is_not_found(text: str, found: list[int]) -> None:
    index = Index(
        [re.compile(r"\bsell\b", re.IGNORECASE), re.compile(r"\buse\b", re.IGNORECASE)],
        unless=[re.compile(r"\bfair\b", re.IGNORECASE), None],
    )
    assert [place for place, _ in index.search(text)] == found


@pytest.mark.parametrize(
    "unit",
    ["a", "1", ".", ". ", "_", "-", "(", "(a) ", "1.1.1.1.", "http://", "www.", "a@", "a.", "ab.cd@ef-", "1,", "a\n"],
)
def test_four_times_the_text_takes_about_four_times_the_time(unit: str) -> None:
    """A quadratic step would take sixteen times as long, a cubic one would not come back."""
    extractor = Extractor.load("fast")

    def seconds(length: int) -> float:
        text = f"1. The user shall not sell the recordings.\n\n{unit * (length // len(unit))}\n".encode()
        taken = []
        for _ in range(2):
            start = time.process_time()
            extractor.extract(text, name="license.txt")
            taken.append(time.process_time() - start)
        return min(taken)

    assert seconds(40_000) < 10 * seconds(10_000) + 0.2
