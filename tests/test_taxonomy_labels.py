"""The cues of the labels: each finds its own yes-examples and none of its no-examples."""

from __future__ import annotations

import pytest

from extractor.errors import TaxonomyError
from extractor.language import CueMatcher
from extractor.taxonomy.cues import compile_expression
from extractor.taxonomy.labels import LabelCue, expand, label_names, labels

CUES = [entry for spec in labels() for entry in spec.cues]


@pytest.mark.parametrize("entry", CUES, ids=lambda entry: entry.cue.id)
def test_a_cue_finds_its_examples_and_nothing_else(entry: LabelCue) -> None:
    matcher = CueMatcher([entry.cue])
    missed = [text for text in entry.cue.yes if not list(matcher.find(text))]
    wrong = [text for text in entry.cue.no if list(matcher.find(text))]
    assert (missed, wrong) == ([], [])


@pytest.mark.parametrize("entry", CUES, ids=lambda entry: entry.cue.id)
def test_a_cue_shows_where_it_ends(entry: LabelCue) -> None:
    assert entry.cue.no, "a cue needs an example of what it must not find"


def test_the_labels_are_those_of_the_guideline_in_its_order() -> None:
    assert label_names() == (
        "grant", "purpose", "commercial_use", "derivatives", "redistribution", "publication", "subject_restriction",
        "citation", "reporting", "storage", "data_protection", "deletion", "eligibility", "access_procedure",
        "ip_ownership", "ip_assignment", "warranty", "liability", "compliance", "termination", "changes",
        "governing_law", "fees", "definition", "acceptance", "general",
    )  # fmt: skip
    assert [spec.order for spec in labels()] == list(range(1, 27))


def test_an_unknown_phrase_is_named() -> None:
    with pytest.raises(TaxonomyError, match="no phrase `planet`"):
        expand(r"\b{planet}\b", {"data": "data"}, source="x.toml")


@pytest.mark.parametrize("expression", ["data ?set", "data *set", "data {0,2}set"])
def test_a_blank_that_seems_optional_but_is_not_is_refused(expression: str) -> None:
    with pytest.raises(TaxonomyError, match="still asks for a blank"):
        compile_expression(expression, where="x.toml")


def test_only_a_cue_that_rules_out_other_labels_lists_those_beside_it() -> None:
    listed = [(entry.cue.id, entry.beside) for entry in CUES if entry.beside]
    assert listed and all(beside <= set(label_names()) for _, beside in listed)
    assert all(entry.strength == "only" for entry in CUES if entry.beside)
