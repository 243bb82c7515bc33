"""The Markdown page as a renderer of GitHub's flavor shows it."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from extractor.export import WRITERS
from extractor.export.inert import plain
from extractor.export.to_markdown import to_markdown
from extractor.record import LicenseRecord
from extractor.taxonomy.answers import questions, readable
from tests.records import Provision, record_of
from tests.test_export_hostile import hostile_record


def shown(text: str) -> LexborHTMLParser:
    return LexborHTMLParser(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))


def rows(page: LexborHTMLParser) -> dict[str, list[str]]:
    found = ([cell.text() for cell in row.css("td")] for row in page.css("tbody tr"))
    return {cells[0]: cells[1:] for cells in found}


def test_every_stated_answer_with_its_words_and_place(demo_records: list[LicenseRecord]) -> None:
    for record in demo_records:
        page = shown(to_markdown(record))
        found = rows(page)
        for name, term in record.terms.items():
            title = questions()[name].title
            if not term.stated:
                assert title not in found and title.lower() in page.body.text()
                continue
            answer, words, where = found[title]
            values = [term.value] if isinstance(term.value, str) else term.value
            assert answer == ", ".join(map(readable, values)) + (" (to check)" if term.review else "")
            assert plain(record.quote(term.evidence[0])) in words
            assert term.clauses[0] in where


def test_the_words_that_prove_are_bold() -> None:
    record = record_of([Provision("Nobody sells it.", answers={"commercial_use": ("prohibited", "sells it")}, page=3)])
    page = to_markdown(record)
    assert "| Commercial use | prohibited | Nobody **sells it**. | p. 3, c1 |" in page
    assert "Not stated, which is no permission: redistribution, " in page


def test_what_a_person_should_check_is_said(demo_records: list[LicenseRecord]) -> None:
    for record in demo_records:
        (line,) = re.findall("^Clauses whose labels a person should check: (.*)\\.$", to_markdown(record), re.MULTILINE)
        assert line.split(", ") == [clause.id for clause in record.clauses if clause.review]


def test_hostile_text_is_shown_and_not_run() -> None:
    page = shown(b"".join(WRITERS["markdown"].write([hostile_record()])).decode())
    assert not page.css("script, img, a, code, pre")
    assert len(page.css("h1")) == 1 and len(page.css("h2")) == 1
    assert {len(row.css("td")) for row in page.css("tbody tr")} == {4}
    assert "<script>alert(1)</script>" in page.body.text()
