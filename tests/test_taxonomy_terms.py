"""The rules of the terms: each fires on its yes-examples with its value, and on none of its no-examples."""

from __future__ import annotations

import re

import pytest

from extractor.errors import TaxonomyError
from extractor.language import CueMatcher
from extractor.taxonomy.cues import Cue
from extractor.taxonomy.files import read_folder
from extractor.taxonomy.terms import TermRule, parse_expanded_cue, term_fields, words
from extractor.terms.permission import offers_permission
from extractor.terms.places import find_places

RULES = [rule for field in term_fields() for rule in field.rules]
ROUTES = [
    parse_expanded_cue(cue, source=name, name=name) for name, table in read_folder("routes") for cue in table["cues"]
]


@pytest.mark.parametrize("cue", [*(rule.cue for rule in RULES), *ROUTES], ids=lambda cue: cue.id)
def test_a_cue_finds_its_examples_and_nothing_else(cue: Cue) -> None:
    matcher = CueMatcher([cue])
    missed = [text for text in cue.yes if not list(matcher.find(text))]
    wrong = [text for text in cue.no if list(matcher.find(text))]
    assert (missed, wrong) == ([], [])


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.routed], ids=lambda rule: rule.cue.id)
def test_a_ban_in_an_example_offers_no_permission(rule: TermRule) -> None:
    assert [text for text in rule.cue.yes if offers_permission(text)] == []


def test_the_fields_are_those_of_the_guideline_in_its_order() -> None:
    assert [field.name for field in term_fields()] == [
        "commercial_use", "redistribution", "derivatives", "purpose", "sample_publication", "citation",
        "publication_copy", "storage", "data_protection", "deletion", "signatory", "ip_ownership", "ip_assignment",
        "warranty", "liability", "changes", "term", "governing_law", "submission",
    ]  # fmt: skip


def test_a_field_skips_no_sentence_that_one_of_its_rules_reads() -> None:
    """``about`` only saves time: it must let every example through that a clause without the field's label may hold."""
    skipped = [
        (rule.cue.id, text)
        for field in term_fields()
        for rule in field.rules
        if rule.labels != {field.label}
        for text in rule.cue.yes
        if not any(stem in text.lower() for stem in field.about)
    ]
    assert skipped == []


def test_every_word_group_is_used() -> None:
    sources = [str(table) for folder in ("terms", "routes", "words") for _, table in read_folder(folder)]
    assert [name for name in words() if not any(f"{{{name}}}" in source for source in sources)] == []


def test_word_groups_are_not_found_inside_longer_words() -> None:
    """ "Us" is not in "use", nor "lab" in "labels": else whoever is asked for consent is found anywhere."""
    known = sorted({word for expression in words().values() for word in re.findall("[a-z]{2,}", expression)})
    longer = [word for known_word in known for word in (known_word, f"q{known_word}", f"{known_word}q")]
    inside = [
        (name, word)
        for name, expression in words().items()
        if name not in ("gap", "near")
        for word in longer
        if (match := re.search(expression, word)) and match.span() != (0, len(word))
    ]
    assert inside == []


@pytest.mark.parametrize("cue", [*(rule.cue for rule in RULES), *ROUTES], ids=lambda cue: cue.id)
def test_a_word_that_a_cue_needs_is_not_found_inside_another(cue: Cue) -> None:
    matcher = CueMatcher([cue])
    found = [
        (text, word.group())
        for text in cue.yes
        for word in re.finditer(r"[A-Za-z]{2,}", text)
        if list(matcher.find(_put(text, word, f"q{word.group()}"))) and not list(matcher.find(_put(text, word, "qqq")))
    ]
    assert found == []


def _put(text: str, word: re.Match[str], other: str) -> str:
    return text[: word.start()] + other + text[word.end() :]


def test_an_unknown_word_group_is_named() -> None:
    with pytest.raises(TaxonomyError, match="planet"):
        parse_expanded_cue({"n": 1, "pattern": "{planet}", "yes": ["x"]}, source="x.toml", name="x")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the laws of the People's Republic of China", "China"),
        ("in accordance with Dutch law", "Netherlands"),
        ("the laws of England and Wales", "England and Wales"),
        ("the law of the State of New York", "New York"),
        ("under the laws of West Virginia", "West Virginia"),
        ("the law of Georgia", "Georgia"),
    ],
)
def test_a_law_has_one_name(text: str, place: str) -> None:
    assert find_places(text)[0].name == place
