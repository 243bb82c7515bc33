"""The pages that are made of the package's tables say what the tables say."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.__main__ import FOLDER, PAGES
from extractor.export import WRITERS
from extractor.taxonomy.terms import term_fields


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_fresh(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "run `python -m docs`"


def test_the_page_on_exports_names_every_answer_and_every_format() -> None:
    page = PAGES["exports.md"]()
    for field in term_fields():
        assert f"(`{field.name}`)" in page
        assert all(f"| `{value}` |" in page for value in field.values)
    formats = ("odrl", "duo", "croissant", "schema-org", "spdx", "cyclonedx", "hugging-face")
    assert all(f"| `{name}` |" in page and name in WRITERS for name in formats)


def test_every_term_of_our_profile_that_is_written_is_defined() -> None:
    import re

    page = PAGES["exports.md"]()
    package = Path(__file__).parent.parent / "extractor" / "export" / "vocabulary"
    written = "".join((package / name).read_text(encoding="utf-8") for name in ("mapping.toml", "offer.py"))
    for term in set(re.findall(r'"dl:(\w+)"', written)) - {"profile"}:
        assert f"| `dl:{term}` |" in page, term
