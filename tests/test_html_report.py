"""The report of one license: what it shows, and what a hostile license cannot make it do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from extractor.export import WRITERS
from extractor.export.html.passages import Highlight, cut
from extractor.export.to_html import to_html
from extractor.record import LicenseRecord, SubjectRuleRecord, WarningRecord
from tests.browser import faults_of, opened
from tests.records import Provision, record_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LICENSE = record_of(
    [
        Provision("Sparrow Faces License", kind="title", page=1),
        Provision("1. Use", kind="heading", page=1),
        Provision(
            "The Sparrow images serve research; nobody may sell them or build a product on them.",
            ["purpose", "commercial_use"],
            {"commercial_use": ("prohibited", "nobody may sell them"), "purpose": ("research_only", "serve research")},
            {"Sparrow": "DATASET"},
            page=1,
        ),
        Provision(
            "Whoever reports results names the Sparrow paper.",
            ["citation"],
            {"citation": ("required", "names the Sparrow paper")},
            page=2,
        ),
        Provision(
            "Questions go to birds@sparrow.example.", ["general"], names={"birds@sparrow.example": "EMAIL"}, page=2
        ),
    ],
    name="sparrow.pdf",
    title="Sparrow Faces License",
    review=["purpose", "derivatives"],
    pages=2,
)

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</style><img src=x onerror=alert(3)>",
    "<!-- --!><svg onload=alert(4)>",
    '" onmouseover="alert(5)" x=\'',
    "' autofocus onfocus='alert(6)",
    "]]><![CDATA[",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &amp;",
    "javascript:alert(7)",
    '=HYPERLINK("http://evil.example")',
    "http://evil.example/pixel.png",
    "<base href=//evil.example><link rel=stylesheet href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
]


def hostile_record(text: str) -> LicenseRecord:
    """A license that has ``text`` in each place where a license's own words can come to stand."""
    record = record_of(
        [
            Provision(text, kind="title"),
            Provision(
                f"Anne says {text} and no more.",
                ["citation"],
                {"citation": ("required", text), "governing_law": (text, text), "submission": (text, text)},
                {text: "EMAIL"},
            ),
        ],
        name=f"{text}.txt",
        title=text,
    )
    document = record.document.model_copy(
        update={"version": text, "warnings": (WarningRecord(code="x", message=text),), "media_type": text}
    )
    rule = SubjectRuleRecord(scope=text, action="publish", mode="deny", ids=(text,), clauses=("c2",))
    return record.model_copy(update={"document": document, "subject_rules": (rule,)})


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_no_markup(text: str) -> None:
    page = LexborHTMLParser(to_html(hostile_record(text)))
    plain = LexborHTMLParser(to_html(hostile_record("harmless")))

    def shape(tree: LexborHTMLParser) -> list[tuple[str, list[str]]]:
        return [(node.tag or "", sorted(node.attributes)) for node in tree.css("*")]

    assert shape(page) == shape(plain)
    assert f"Anne says {text} and no more." in page.css_first("#c2 .said").text()
    assert page.css_first("title").text() == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ab\u202edc", "ab\ufffddc"),
        ("ab\u2066dc\u2069", "ab\ufffddc\ufffd"),
        ("a\x00b\x07c", "a\ufffdb\ufffdc"),
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("a\u2028b", "a\nb"),
        ("שלום", "שלום"),
    ],
)
def test_characters_that_deceive_the_eye_are_seen(text: str, shown: str) -> None:
    page = LexborHTMLParser(to_html(record_of([Provision(f"one {text} two")], title=None)))
    assert page.css_first("#c1 .said").text() == f"one {shown} two"


def test_policy_lets_nothing_in() -> None:
    page = LexborHTMLParser(to_html(LICENSE))
    first = page.css("meta")[1]
    policy = first.attributes["content"] or ""
    assert first.attributes["http-equiv"] == "Content-Security-Policy"
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert not page.css("[style], [src], link, iframe, form, [onclick]")


@given(
    st.text(min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=6),
    st.integers(0, 10),
)
def test_pieces_are_the_text(text: str, spans: list[tuple[int, int]], start: int) -> None:
    start = min(start, len(text))
    pieces = cut(text, start, len(text), [Highlight(*sorted(span), proves="it", anchor="a") for span in spans])
    assert "".join(piece.text for piece in pieces) == text[start:]
    marked = {i for a, b in map(sorted, spans) for i in range(max(a, start), min(b, len(text)))}
    position = start
    for piece in pieces:
        assert bool(piece.proves) == (position in marked)
        position += len(piece.text)


def test_every_clause_is_there_once_and_whole() -> None:
    page = LexborHTMLParser(to_html(LICENSE))
    shown = {node.attributes["id"]: node.css_first(".said").text() for node in page.css(".clause")}
    assert shown == {clause.id: clause.text for clause in LICENSE.clauses}


def test_text_outside_of_clauses_is_shown_as_such() -> None:
    document = LICENSE.document.model_copy(update={"text": LICENSE.document.text + "\n\nPrinted by the birds."})
    page = LexborHTMLParser(to_html(LICENSE.model_copy(update={"document": document})))
    assert "Printed by the birds." in page.css_first(".between").text()


def test_long_clauses_are_quoted_around_the_proof() -> None:
    words = "and so on " * 60
    record = record_of(
        [Provision(f"{words}names the paper {words}", [], {"citation": ("required", "names the paper")})]
    )
    quote = LexborHTMLParser(to_html(record)).css_first("#term-citation q")
    assert quote.css_first("mark").text() == "names the paper"
    assert quote.text().startswith("… ") and quote.text().endswith(" …")
    assert len(quote.text()) < 400


def test_writer_writes_one_page() -> None:
    writer = WRITERS["html"]
    assert (writer.suffix, writer.holds_many) == (".html", False)
    assert b"".join(writer.write([LICENSE])).decode() == to_html(LICENSE)


def test_answers_with_their_words_and_marks(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, to_html(LICENSE), tmp_path) as page:
        row = page.locator("#term-commercial_use")
        assert row.locator("td").nth(0).inner_text() == "prohibited"
        assert row.locator("mark").inner_text() == "nobody may sell them"
        assert "needs review" not in row.inner_text()
        assert "needs review" in page.locator("#term-purpose").inner_text()
        assert page.locator("#term-citation .answer").text_content() == "required (conditional)"
        assert "No words were found" in page.locator("#term-storage").inner_text()
        row.locator("a").click()
        target = page.evaluate("document.querySelector(':target').closest('.clause').id")
        assert target == "c3"
        assert page.locator("#c3").evaluate("e => e.getBoundingClientRect().top < innerHeight")


def test_labels_narrow_the_text_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, to_html(LICENSE), tmp_path) as page:
        button = page.locator("button[data-label=citation]")
        button.focus()
        page.keyboard.press("Enter")
        assert button.get_attribute("aria-pressed") == "true"
        assert page.locator(".clause:visible").evaluate_all("all => all.map(e => e.id)") == ["c4"]
        assert page.locator("#shown").inner_text() == "1 of 5 segments shown."
        page.locator("#term-commercial_use a").click()  # its clause is hidden: the link shows it again
        page.locator("button[data-label=citation][aria-pressed=false]").wait_for()
        assert page.locator(".clause:visible").count() == 5


def test_paper_shows_all(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, to_html(LICENSE), tmp_path) as page:
        page.emulate_media(media="print")
        assert not page.locator("#legend").is_visible()
        assert page.locator(".clause").evaluate_all("all => all.every(e => e.checkVisibility())")
        assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_anybody_can_use_the_report(browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"]) -> None:
    with opened(browser, to_html(LICENSE), tmp_path, scheme=scheme) as page:
        assert faults_of(page) == []


def test_hostile_report_does_nothing(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, to_html(hostile_record(" ".join(HOSTILE))), tmp_path) as page:
        page.mouse.move(300, 300)
        page.wait_for_timeout(100)
        assert page.locator("script").count() == 1
        assert page.locator("a[href^=http], a[href^=javascript], img").count() == 0
        assert page.locator("#legend").is_visible()  # our own script runs
