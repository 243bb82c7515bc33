"""The pages that are made of the package's tables say what the tables say."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import pytest

from docs.__main__ import FOLDER, PAGES
from extractor.export import WRITERS
from extractor.taxonomy.entities import entity_types
from extractor.taxonomy.labels import labels
from extractor.taxonomy.terms import term_fields
from extractor.types import Kind, Method


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_fresh(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "run `python -m docs`"


def test_the_page_on_exports_names_every_answer_and_every_format() -> None:
    page = PAGES["exports.md"]()
    for field in term_fields():
        assert f"(`{field.name}`)" in page
        assert all(f"| `{value}` |" in page for value in field.values)
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    assert all(any(f"`{name}`" in row for row in rows) for name in WRITERS)


def test_the_page_on_the_record_names_all_that_a_record_can_hold() -> None:
    page = PAGES["record.md"]()
    for spec in labels():
        assert f"| `{spec.name}` | {spec.definition} |" in page
    for kind in entity_types().values():
        assert f"| `{kind.name}` | {kind.definition} |" in page and all(f"`{role}`" in page for role in kind.roles)
    for field in term_fields():
        section = page.partition(f'<a id="{field.name}">')[2].partition("###")[0]
        assert section and all(f"| `{value}` | " in section for value in field.values)
    for name in (*get_args(Kind), *get_args(Method)):
        assert f"| `{name}` | " in page


def test_the_page_on_the_record_tells_of_every_warning() -> None:
    page = (FOLDER / "record.md").read_text(encoding="utf-8").partition("## Warnings")[2].partition("## ")[0]
    package = Path(__file__).parent.parent / "extractor"
    sources = [ast.parse(path.read_text(encoding="utf-8")) for path in package.rglob("*.py")]
    calls = [node for tree in sources for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    named = [node.args[0] for node in calls if isinstance(node.func, ast.Name) and node.func.id == "DocumentWarning"]
    codes = {code.value for code in named if isinstance(code, ast.Constant)}
    assert len(codes) > 10
    assert not {code for code in codes if f"`{code}`" not in page}


def test_every_term_of_our_profile_that_is_written_is_defined() -> None:
    import re

    page = PAGES["exports.md"]()
    package = Path(__file__).parent.parent / "extractor" / "export" / "vocabulary"
    written = "".join((package / name).read_text(encoding="utf-8") for name in ("mapping.toml", "offer.py"))
    for term in set(re.findall(r'"dl:(\w+)"', written)) - {"profile"}:
        assert f"| `dl:{term}` |" in page, term
