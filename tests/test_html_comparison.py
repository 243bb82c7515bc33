"""The page that compares licenses: found, sorted, filtered and read with mouse and keys, whatever the licenses say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from extractor.compare import Comparison, families, matrix, pair
from extractor.export.html.comparison import comparison_page
from extractor.record import LicenseRecord
from tests.browser import faults_of, opened
from tests.records import Provision, record_of
from tests.test_html_report import HOSTILE, hostile_record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_TEMPLATE = [
    Provision("The images are kept behind a lock that only members of the group can open.", ["storage"]),
    Provision("At the end of the project all copies of the images are wiped from every disk.", ["deletion"]),
    Provision("Errors that are found in the annotation are told to the group by letter.", ["reporting"]),
]
WREN = record_of(
    [
        *_TEMPLATE,
        Provision(
            "Nobody may sell the 𝔚ren images, nor trade with them.",
            ["commercial_use"],
            {"commercial_use": ("prohibited", "trade with them")},
        ),
        Provision("Results belong to Wren.", ["ip_assignment"], {"ip_assignment": ("to_licensor", "belong to Wren")}),
    ],
    name="wren.txt",
    title="Wren License",
    review=["derivatives"],
)
FINCH = record_of(
    [
        *_TEMPLATE,
        Provision(
            "Firms ask before they trade with the Finch images.",
            ["commercial_use"],
            {"commercial_use": ("permission_required", "ask before they trade")},
        ),
    ],
    name="finch.txt",
    title="Finch License",
    review=["commercial_use"],
)
ROBIN = record_of(
    [
        Provision("All uses are free, trade too.", [], {"commercial_use": ("permitted", "trade too")}),
        Provision("Name the Robin paper.", ["citation"], {"citation": ("required", "Name the Robin paper")}),
    ],
    name="robin.txt",
    title="Robin License",
)
LICENSES = (FINCH, ROBIN, WREN)
COLUMNS = len(matrix(LICENSES).columns)


def page_of(records: Sequence[LicenseRecord], *, against: str | None = None, deep: bool = False) -> str:
    """The page that compares the records."""
    depth = pair(records[0], records[1]) if deep else None
    return comparison_page(Comparison(matrix(records, against=against), families(records), depth))


def shown(page: Page) -> list[str]:
    """The licenses that are shown, from top to bottom."""
    names: list[str] = page.locator("#rows tr:visible strong").evaluate_all("all => all.map(e => e.textContent)")
    return names


def cell(row: int, column: int) -> str:
    """Finds an answer; rows and columns count from 0, as they are shown."""
    return f"#rows tr:nth-child({row + 1}) > td:nth-child({column + 2})"


@pytest.fixture
def three(browser: Browser, tmp_path: Path) -> object:
    with opened(browser, page_of(LICENSES), tmp_path) as page:
        yield page


def test_all_answers_are_there(three: Page) -> None:
    assert shown(three) == ["finch", "robin", "wren"]
    assert three.locator("#rows td").count() == 3 * COLUMNS
    assert three.locator(cell(0, 0)).text_content() == "permission required ⚑ review"
    assert three.locator(cell(2, 0)).text_content() == "prohibited"
    signs = [three.locator(cell(row, 0)).evaluate("e => getComputedStyle(e, '::before').content") for row in range(3)]
    assert ["▲" in signs[0], "✓" in signs[1], "✕" in signs[2]] == [True] * 3  # never the color alone


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("finch", ["finch"]),
        ("TRADE  with", ["finch", "wren"]),
        ("robin paper", ["robin"]),
        ("permission required", ["finch"]),
        ("cuckoo", []),
    ],
)
def test_search_reads_names_answers_and_clauses(three: Page, words: str, found: list[str]) -> None:
    three.get_by_label("Search").fill(words)
    three.get_by_text(f"{len(found)} of 3 licenses shown.").wait_for()
    assert shown(three) == found
    three.get_by_role("button", name="Show all").click()
    assert len(shown(three)) == 3


def test_columns_sort_by_severity_and_back(three: Page) -> None:
    button = three.get_by_role("button", name="Commercial use", exact=True)
    head = three.get_by_role("columnheader", name="Commercial use")
    button.click()
    assert (shown(three), head.get_attribute("aria-sort")) == (["wren", "finch", "robin"], "ascending")
    button.click()
    assert (shown(three), head.get_attribute("aria-sort")) == (["robin", "finch", "wren"], "descending")
    three.get_by_role("button", name="License", exact=True).click()
    assert shown(three) == ["finch", "robin", "wren"]
    assert head.get_attribute("aria-sort") == "none"


def test_columns_filter(three: Page) -> None:
    choice = three.get_by_label("Filter by Commercial use")
    assert choice.locator("option").all_text_contents() == [
        "all",
        "prohibited (1)",
        "permission required (1)",
        "permitted (1)",
    ]
    choice.select_option("permitted")
    assert shown(three) == ["robin"]
    choice.select_option("")
    three.get_by_label("only with answers that need review").check()
    assert shown(three) == ["finch", "wren"]
    three.get_by_label("Filter by Derivatives").select_option("not stated")
    assert shown(three) == ["wren"]  # the review of the column that is filtered by counts


def test_what_stands_out_can_be_shown(three: Page) -> None:
    item = three.locator(".outliers li", has_text="Only wren assigns rights in results to the licensor")
    item.get_by_role("button").click()
    assert shown(three) == ["wren"]


def test_counts_and_families(three: Page) -> None:
    three.get_by_text("Counts", exact=True).click()
    assert "permitted: 1" in three.locator(".counts tr", has_text="Commercial use").inner_text()
    assert "finch-style template" in three.locator("[aria-labelledby=families]").inner_text()


def test_a_click_shows_the_clause(three: Page) -> None:
    three.locator(cell(2, 0)).click()
    dialog = three.get_by_role("dialog")
    assert dialog.get_by_role("heading").inner_text() == "Commercial use: wren"
    assert dialog.locator("mark").inner_text() == "trade with them"  # after a letter of two UTF-16 units
    assert dialog.locator("blockquote").inner_text().endswith("Nobody may sell the 𝔚ren images, nor trade with them.")
    dialog.get_by_role("button", name="Close").click()
    assert not dialog.is_visible()
    three.locator(cell(2, 2)).click()
    assert "No words were found" in dialog.inner_text()
    assert "needs review" in dialog.inner_text()


def test_everything_by_keyboard(three: Page) -> None:
    def here() -> str:
        return str(three.evaluate("document.activeElement.closest('tr, dialog, body').innerText.split('\\n')[0]"))

    for _ in range(80):
        three.keyboard.press("Tab")
        if three.evaluate("document.activeElement.matches('td')"):
            break
    assert here() == "finch"
    three.keyboard.press("Enter")
    assert three.get_by_role("dialog").get_by_role("heading").inner_text() == "Commercial use: finch"
    three.keyboard.press("Escape")
    assert not three.get_by_role("dialog").is_visible()
    assert here() == "finch"
    for key, name, column in [
        ("ArrowDown", "robin", 1),
        ("ArrowRight", "robin", 2),
        ("Control+End", "wren", COLUMNS),
        ("Home", "wren", 1),
        ("ArrowLeft", "wren", 1),
        ("ArrowDown", "wren", 1),
        ("PageUp", "finch", 1),
        ("End", "finch", COLUMNS),
        ("Control+Home", "finch", 1),
    ]:
        three.keyboard.press(key)
        assert here() == name, key
        assert (
            three.evaluate("[...document.activeElement.parentElement.children].indexOf(document.activeElement)")
            == column
        )
    three.keyboard.press("Shift+Tab")
    assert three.evaluate("document.activeElement.matches('select')")
    three.keyboard.press("Tab")
    three.keyboard.press(" ")
    assert three.get_by_role("dialog").is_visible()


def test_keys_pass_over_what_is_filtered_out(three: Page) -> None:
    three.get_by_label("Filter by Citation").select_option("not stated")  # leaves finch and wren
    three.locator(cell(0, 0)).focus()
    three.keyboard.press("ArrowDown")
    assert three.evaluate("document.activeElement.parentElement.querySelector('strong').textContent") == "wren"


def test_the_rows_can_be_reached_without_the_columns_heads(three: Page) -> None:
    three.get_by_text("Skip the sorting and filters of the columns").focus()
    three.keyboard.press("Enter")
    assert three.locator("td:focus").count() == 1


def test_verdicts_beside_one_license(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, page_of(LICENSES, against="robin"), tmp_path) as page:
        assert shown(page)[0] == "robin"
        page.locator("#rows tr", has_text="wren").locator("td").first.click()
        assert "Beside robin: stricter" in page.get_by_role("dialog").inner_text()
        assert page.locator("#rows tr", has_text="wren").locator(".verdict").first.inner_text() == "stricter"


def test_two_licenses_clause_by_clause(browser: Browser, tmp_path: Path) -> None:
    reworded = WREN.model_copy(update={"document": WREN.document.model_copy(update={"name": "wren-2.txt"})})
    newer = record_of(
        [
            *_TEMPLATE[:2],
            Provision("Errors that are found in the labels are told to the group by letter.", ["reporting"]),
            Provision("A fee of ten coins is paid for each copy of the archive.", ["fees"]),
        ],
        name=reworded.document.name,
    )
    with opened(browser, page_of((WREN, newer), deep=True), tmp_path) as page:
        assert page.locator("li.reworded del").inner_text().strip() == "annotation"
        assert page.locator("li.reworded ins").inner_text().strip() == "labels"
        assert page.locator("li.only-right").count() == 1
        page.get_by_role("button", name="same (2)").click()
        assert page.locator("li.same:visible").count() == 0
        assert page.locator("li.reworded:visible").count() == 1
        assert faults_of(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_anybody_can_use_the_comparison(browser: Browser, tmp_path: Path, scheme: Literal["light", "dark"]) -> None:
    with opened(browser, page_of(LICENSES), tmp_path, scheme=scheme) as page:
        page.locator("details").evaluate_all("all => all.forEach(e => { e.open = true; })")
        assert faults_of(page) == []
        page.locator(cell(0, 0)).click()
        assert faults_of(page) == []


def test_hostile_comparison_does_nothing(browser: Browser, tmp_path: Path) -> None:
    records = [hostile_record(text) for text in [*HOSTILE, "a\u202eb\u2028c\x00d"]]
    with opened(browser, page_of([*records, ROBIN]), tmp_path) as page:
        assert page.locator("#rows tr").count() == len(records) + 1
        assert page.locator("script").count() == 2
        assert page.locator("img, a[href^=http], link, base, svg").count() == 0
        citation = [column.field for column in matrix([ROBIN]).columns].index("citation")
        for row, text in enumerate([*HOSTILE, "a\ufffdb\nc\ufffdd"]):
            page.locator(cell(row, citation)).click()
            assert page.locator("#proof mark").text_content() == text
            page.keyboard.press("Escape")


def test_hostile_pair_does_nothing(browser: Browser, tmp_path: Path) -> None:
    left, right = (hostile_record(" ".join(texts)) for texts in (HOSTILE, HOSTILE[::-1]))
    with opened(browser, page_of((left, right), deep=True), tmp_path) as page:
        assert page.locator("script").count() == 2
        assert page.locator("img, a[href^=http], link, base, svg").count() == 0
        assert "<script>alert(1)</script>" in (page.locator(".clauses").text_content() or "")


def test_paper_shows_the_rows_that_are_left(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, page_of(LICENSES), tmp_path) as page:
        page.get_by_label("Filter by Citation").select_option("required")
        page.emulate_media(media="print")
        assert shown(page) == ["robin"]
        assert not page.get_by_label("Search").is_visible()
        assert page.pdf().startswith(b"%PDF")


def test_a_thousand_licenses(browser: Browser, tmp_path: Path) -> None:
    def named(record: LicenseRecord, number: int) -> LicenseRecord:
        document = record.document.model_copy(update={"name": f"{number:04}-{record.document.name}"})
        return record.model_copy(update={"document": document})

    records = [named(LICENSES[number % 3], number) for number in range(1000)]
    with opened(browser, comparison_page(Comparison(matrix(records))), tmp_path) as page:
        assert page.locator("#shown").inner_text() == "1,000 of 1,000 licenses shown."
        last = page.locator("#rows tr").last
        # What is out of sight costs no layout.
        assert last.evaluate("e => getComputedStyle(e).contentVisibility") == "auto"
        assert not page.locator("#rows td").last.evaluate("e => e.checkVisibility({contentVisibilityAuto: true})")
        last.scroll_into_view_if_needed()
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.locator("#rows td").last.evaluate("e => e.checkVisibility({contentVisibilityAuto: true})")
