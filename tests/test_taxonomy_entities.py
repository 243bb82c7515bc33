"""The rules for entities, tested by their own examples."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from extractor.errors import TaxonomyError
from extractor.language import fold
from extractor.taxonomy import entities
from extractor.taxonomy.cues import Cue
from extractor.taxonomy.entities import entity_types

TYPES = [
    "DATASET",
    "DATE",
    "DEFINED_TERM",
    "DURATION",
    "EMAIL",
    "LAW",
    "MONEY",
    "PARTY",
    "REFERENCE",
    "SUBJECT_ID",
    "URL",
]


def cues() -> Iterator[Cue]:
    for kind in entity_types().values():
        yield from kind.cues
        yield from kind.vetoes
        yield from (role_cue.cue for role_cue in kind.role_cues)


def found(cue: Cue, text: str) -> list[str]:
    """What the cue finds in an example: its ``value`` groups, or its whole matches."""
    assert cue.pattern is not None
    folded = fold(text)
    if cue.unless and cue.unless.search(folded):
        return []
    group = "value" if "value" in cue.pattern.groupindex else 0
    return [text[slice(*m.span(group))] for m in cue.pattern.finditer(folded) if m.group(group) is not None]


def test_the_types_are_those_of_the_guideline():
    assert sorted(entity_types()) == TYPES


@pytest.mark.parametrize(
    ("cue", "example"), [(cue, text) for cue in cues() for text in cue.yes], ids=lambda v: getattr(v, "id", None)
)
def test_cue_finds_its_yes_examples(cue: Cue, example: str):
    text, marked = re.sub("[⟦⟧]", "", example), re.findall("⟦([^⟧]*)⟧", example)
    assert found(cue, text)
    if marked:
        assert found(cue, text) == marked


@pytest.mark.parametrize(
    ("cue", "example"), [(cue, text) for cue in cues() for text in cue.no], ids=lambda v: getattr(v, "id", None)
)
def test_cue_finds_nothing_in_its_no_examples(cue: Cue, example: str):
    assert found(cue, example) == []


def test_no_two_cues_share_a_name():
    names = [cue.id for cue in cues()]
    assert sorted(names) == sorted(set(names))


def test_a_trigger_never_hides_what_a_cue_finds():
    for kind in entity_types().values():
        for cue in kind.cues:
            for example in cue.yes:
                assert kind.trigger is None or kind.trigger.search(fold(re.sub("[⟦⟧]", "", example))), (cue.id, example)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"type": "URL", "definition": "x"}, "declares 'URL'"),
        ({"type": "DATE", "definition": "x", "roles": ["a"], "default_role": "b"}, "unknown role 'b'"),
        ({"type": "DATE", "definition": "x", "cues": [{"n": 1, "pattern": "{NO}", "yes": ["a"]}]}, "unknown fragment"),
        ({"type": "DATE"}, "`definition` must be"),
    ],
)
def test_a_wrong_file_is_named(monkeypatch: pytest.MonkeyPatch, table: dict[str, object], message: str):
    monkeypatch.setattr(entities, "read_folder", lambda folder: iter([("date", table)]))
    entity_types.cache_clear()
    try:
        with pytest.raises(TaxonomyError, match=message) as error:
            entity_types()
        assert "date.toml" in str(error.value)
    finally:
        entity_types.cache_clear()
