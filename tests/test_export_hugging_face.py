"""Data set cards, read by the Hub's own library."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import DatasetCard

from extractor.export.to_hugging_face import to_hugging_face
from extractor.gold import read_gold
from extractor.record import LicenseRecord
from tests.golds import corpus_records, every_answer, record_answering, record_of_gold

FIELD_TYPES = {"text", "checkbox", "date_picker", "country", "ip_location", "select"}
"""What the Hub lets a gate ask for."""


def card_of(record: LicenseRecord) -> tuple[dict[str, Any], str]:
    card = DatasetCard(to_hugging_face(record))
    data: dict[str, Any] = card.data.to_dict()
    assert data["license"] == "other"
    assert re.fullmatch(r"[a-z0-9]+(?:[-.]+[a-z0-9]+)*", data["license_name"])
    assert data["license_link"] == "LICENSE"
    assert set(data["extra_gated_fields"].values()) <= FIELD_TYPES
    return data, card.text


@pytest.mark.parametrize("source", [every_answer, corpus_records])
def test_cards_are_valid(source: Callable[[], Iterable[LicenseRecord]]) -> None:
    for record in source():
        data, text = card_of(record)
        assert text.lstrip().startswith(f"# {data['pretty_name'][:1]}")


def test_cards_of_the_supplied_agreements_are_valid(shared: Path) -> None:
    for gold in read_gold(shared / "gold", shared / "supplied"):
        data, _ = card_of(record_of_gold(gold))
        assert "I will not use the data for commercial purposes." in data["extra_gated_fields"], gold.name


def test_the_gate_asks_for_what_the_license_asks() -> None:
    data, text = card_of(record_answering({"signatory": "supervisor", "redistribution": "prohibited"}))
    assert list(data["extra_gated_fields"])[3:] == [
        "I will not pass the data on to others.",
        "Name of the professor, group leader or other permanent staff who signs",
    ]
    assert "- The license forbids redistribution." in data["extra_gated_prompt"]
    assert "silence is no permission: commercial use" in text


def test_a_restriction_that_needs_review_is_asked_and_marked() -> None:
    data, text = card_of(record_answering({"redistribution": "prohibited"}, review=True))
    assert "I will not pass the data on to others." in data["extra_gated_fields"]
    assert "The license forbids redistribution. (To be confirmed.)" in data["extra_gated_prompt"]
    assert "**Needs review.**" in text


def test_text_of_the_license_ends_no_string() -> None:
    title = 'Terms" \n---\nlicense: mit\nextra_gated_fields: {} # {[*&!|>%@`'
    record = record_answering({})
    hostile = record.model_copy(update={"document": record.document.model_copy(update={"title": title})})
    data, text = card_of(hostile)
    assert data["pretty_name"] == " ".join(title.split())
    assert data["license"] == "other"
    assert text.lstrip().startswith("# Terms")
