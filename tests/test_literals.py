"""What an expression cannot match without, and that looking for it first loses no match."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language import CueMatcher, fold
from extractor.literals import needs, plain
from extractor.lookup import Index
from extractor.taxonomy.cues import Cue
from extractor.taxonomy.entities import entity_types
from extractor.taxonomy.labels import labels
from extractor.taxonomy.terms import term_fields

CUES = [
    *(entry.cue for spec in labels() for entry in spec.cues),
    *(rule.cue for field in term_fields() for rule in field.rules),
]


def compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (r"\bowl\b", [[" owl "]]),
        (r"owl", [["owl"]]),
        (r"\bpublish(?:ed|ing)?\b", [[" publish ", " published ", " publishing "]]),
        (r"\b(?:sell|rent)\s+the\s+owl", [[" rent the owl", " sell the owl"]]),
        (r"\bauthori[sz]ed\b", [[" authorised ", " authorized "]]),
        (r"\bco-?operat\w+", [[" co operat", " cooperat"]]),
        (r"\bowl\b[^.;]{0,40}\bmouse\b", [[" mouse "], [" owl "]]),
        (r"\bfeeds\s+(?:\w+\s+){0,3}owls\b", [[" feeds "], [" owls "]]),
        (r"\bowl(?!s)", [[" owl"]]),
        (r"(?=.*\bmouse\b)\bowl\b", [[" mouse "], [" owl "]]),
        (r"(?<=tawny )owl\b", [["owl "], ["tawny "]]),
        (r"(?:\bowl|\bmouse)\w*", [[" mouse", " owl"]]),
        (r"(?P<bird>\bowl\b)+", [[" owl "]]),
        (r"\bowls{1,2}", [[" owl"]]),
        (r"\bnest\s*\d", [["#"], [" nest", " nest "]]),
        (r"\b\x6fwl[\x27\x22]", [[" owl "]]),
    ],
)
def test_one_alternative_names_what_it_cannot_do_without(expression: str, expected: list[list[str]]) -> None:
    (found,) = needs(compiled(expression))
    assert sorted(map(list, found)) == sorted(expected)


def test_each_alternative_has_needs_of_its_own() -> None:
    assert needs(compiled(r"\bowl\b|\bmouse\b")) == (((" owl ",),), ((" mouse ",),))


@pytest.mark.parametrize(
    "expression",
    [
        r"(?:owl)?",
        r"(?:owl)*\w+",
        r"\bowl\b|\w+",
        r"(?:owl){0,2}",
        r"the",  # stands in nearly every sentence
        r"[^a]",
        r"(?P<a>x)(?P=a)owl",  # not understood: it simply runs
        r"\u006fwl",
    ],
)
def test_where_nothing_is_known_the_expression_simply_runs(expression: str) -> None:
    assert not all(needs(compiled(expression)))
    assert Index([compiled(expression)]).candidates("nothing of the kind") == [0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The OWL, silent.", " the owl silent "),
        ("owl", " owl "),
        ("10 owls", " 10 owls #"),
        ("Uſers of İce", " users of ice "),
        ("\u212aeep it", " keep it "),
        ("…", " "),
        ("", " "),
    ],
)
def test_plain_text(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize("text", ["uſers ſell", "İn kind", "ın kind", "\u212aeep ſafe"])
def test_letters_that_only_ignoring_case_makes_alike_are_found(text: str) -> None:
    expressions = [compiled(word) for word in (r"\busers\b", r"\bsell\b", r"\bin\s+kind\b", r"\bkeep\b", r"\bsafe\b")]
    matching = [place for place, expression in enumerate(expressions) if expression.search(text)]
    assert matching
    assert Index(expressions).candidates(text) == matching


def naive(text: str) -> set[tuple[str, int, int]]:
    """What every cue, tried on ``text`` without looking first, finds."""
    folded = fold(text)
    found = set()
    for cue in CUES:
        match = cue.pattern.search(folded) if cue.pattern else None
        if match and not (cue.unless and cue.unless.search(folded)):
            found.add((cue.id, match.start(), match.end()))
    return found


def test_looking_first_loses_no_match() -> None:
    matcher = CueMatcher(CUES)
    texts = [text for cue in CUES for text in (*cue.yes, *cue.no)]
    for text in texts[::5]:
        assert {(match.cue.id, match.start, match.end) for match in matcher.find(text)} == naive(text), text


def test_every_match_meets_the_needs_of_its_expression() -> None:
    entities = [cue for kind in entity_types().values() for cue in (*kind.cues, *kind.vetoes)]
    for cue in [*CUES, *entities]:
        if cue.pattern is not None:
            index = Index([cue.pattern])
            for text in (*cue.yes, *cue.no):
                if cue.pattern.search(fold(text)):
                    assert index.candidates(fold(text)) == [0], (cue.id, text)


PARTS = [
    "owl",
    "s",
    r"\b",
    r"\s+",
    r"\s*",
    "-?",
    "(?:a|the )",
    "(?:ing|ed)?",
    r"\w+",
    "[sz]",
    r"\d{1,2}",
    "(?:no |non-)+",
]


SHAPES: tuple[Callable[[list[str]], str], ...] = (
    "".join,
    "|".join,
    lambda parts: f"(?:{'|'.join(parts)})?owl",
    lambda parts: f"(?={parts[0]}){parts[-1]}",
)


@given(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=6),
    st.sampled_from(SHAPES),
    st.text(alphabet="owlstheadingz N1-._ſé", max_size=30),
)
def test_an_expression_that_matches_is_a_candidate(
    parts: list[str], shape: Callable[[list[str]], str], text: str
) -> None:
    expression = compiled(shape(parts))
    if expression.search(text):
        assert Index([expression]).candidates(text) == [0]


def test_unwanted_cues_are_not_looked_for() -> None:
    cues = [Cue(f"bird/{n}", compiled(word), (), None, (word,), ()) for n, word in enumerate(("owl", "wren"))]
    found = CueMatcher(cues).find("An owl met a wren.", lambda cue: cue.id == "bird/1")
    assert [match.cue.id for match in found] == ["bird/1"]
