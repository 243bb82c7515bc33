"""HTML: what a browser shows of the text, with the markers that it draws, and nothing of the site around it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import CorruptSourceError, EmptySourceError, SourceError
from extractor.ingest import read
from extractor.types import Document

Row = tuple[str, int | None, str]

TERMS = "Hear the tapes in the reading room only, and make no copy of any of them. " * 8
"""A license in short: more words than a menu has."""


def page(source: str) -> Document:
    return read(source.encode(), name="terms.html")


def rows(source: str) -> list[Row]:
    document = page(source)
    return [(block.kind, block.level, document.text[block.start : block.end]) for block in document.blocks]


def texts(source: str) -> list[str]:
    return [text for _, _, text in rows(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("No <b>copies</b> of\n <i>any</i>&nbsp;tape &amp; reel.", ["No copies of any tape & reel."]),
        ("Tape<sup>2</sup>, H<sub>2</sub>O", ["Tape2, H2O"]),
        ("Write to <a href='mailto:keeper@tapes.example'>the keeper</a>.", ["Write to the keeper."]),
        ("Write to <a data-cfemail='2a4b6a48044944'>[email&#160;protected]</a>.", ["Write to a@b.cn."]),
        ("He calls it <q>loan</q>.", ["He calls it “loan”."]),
        # a line break is one, two end the paragraph
        ("one<br>two<br><br>three<br />\n<br/>four", ["one\ntwo", "three", "four"]),
        ("<p>open<p>closed by the next", ["open", "closed by the next"]),
        ("<div>one<div>two</div>three</div>", ["one", "two", "three"]),
        ("<span style='display:block'>one</span><span style='display: block'>two</span>", ["one", "two"]),
        ("<custom-note>kept</custom-note> as well", ["kept as well"]),
        ("seen<!-- not seen --> <script>var a</script><style>p{}</style>", ["seen"]),
        ("<textarea readonly>One\nparagraph.\n\nAnother.</textarea>", ["One\nparagraph.", "Another."]),
        ("<pre>1. One\n   line.\n\n2. Two.</pre>", ["1. One\nline.", "2. Two."]),
        ("<details><summary>Fees</summary>None are due.</details>", ["Fees", "None are due."]),
        ("<label><input type=checkbox> I agree to the terms.</label>", ["☐ I agree to the terms."]),
        # what is struck out is no longer said
        ("Copies are <del>allowed</del><ins>forbidden</ins>.", ["Copies are forbidden."]),
        # a name and what is said of it
        ("<dl><dt>“Tape”</dt><dd>means any reel.</dd><dt>Fees</dt><dd>None.</dd></dl>",
         ["“Tape”\nmeans any reel.", "Fees", "None."]),
    ],
)  # fmt: skip
def test_what_is_shown(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<h1>Tapes</h1><h3>2. Use</h3>", [("heading", 1, "Tapes"), ("heading", 3, "2. Use")]),
        # a provision that is set as a heading says something all the same
        ("<h4>2.1 No tape leaves the reading room.</h4>",
         [("paragraph", None, "2.1 No tape leaves the reading room.")]),
        ("<ul><li>one<li>two</ul>", [("item", 1, "• one"), ("item", 1, "• two")]),
        ("<ol><li>one<ol type=a><li>deep<li>deeper</ol><li>two</ol>",
         [("item", 1, "1. one"), ("item", 2, "a. deep"), ("item", 2, "b. deeper"), ("item", 1, "2. two")]),
        ("<ol start=4 type=I><li>four<li value=9>nine<li>ten</ol>",
         [("item", 1, "IV. four"), ("item", 1, "IX. nine"), ("item", 1, "X. ten")]),
        ("<ol reversed><li>two<li>one</ol>", [("item", 1, "2. two"), ("item", 1, "1. one")]),
        ("<ol style='list-style-type: lower-roman'><li>one</ol>", [("item", 1, "i. one")]),
        ("<ul style='list-style: none'><li>one</ul>", [("paragraph", 1, "one")]),
        # items with markers of their own are not marked twice
        ("<ul><li>(a) one<li>(b) two</ul>", [("paragraph", 1, "(a) one"), ("paragraph", 1, "(b) two")]),
        ("<ul><li><p>one</p><p>goes on</p></li></ul>", [("item", 1, "• one"), ("paragraph", 1, "goes on")]),
        ("<table><tr><th>ID<th>Fee<tr><td>01<td>5</table>", [("table", None, "ID\tFee\n01\t5")]),
        ("<table role=presentation><tr><td>one<td><p>two</table>",
         [("paragraph", None, "one"), ("paragraph", None, "two")]),
        (f"<table><tr><td>Terms<td>{TERMS}</table>",
         [("paragraph", None, "Terms"), ("paragraph", None, TERMS.strip())]),
        ("<pre><code>@misc{owl,\n  title = {Owls}}</code></pre>", [("code", None, "@misc{owl,\ntitle = {Owls}}")]),
    ],
)  # fmt: skip
def test_blocks(source: str, expected: list[Row]) -> None:
    assert rows(source) == expected


def test_lines_that_are_strong_throughout_are_bold() -> None:
    document = page("<p><b>8. Warranty</b><p>A <b>strong</b> word.<p><span style='font-weight:700'>Strong</span>")
    assert [block.lines[0].bold for block in document.blocks] == [True, False, True]


@pytest.mark.parametrize(
    "chrome",
    [
        "<nav><a href=/>Home</a> <a href=/data>Data</a></nav>",
        "<header><img src=logo.png alt=Archive><a href=/>The Archive</a></header>",
        "<footer>Contact the webmaster. All rights reserved.</footer>",
        "<aside>Latest news from the archive</aside>",
        "<div role=navigation>Home</div>",
        "<div class='site-footer dark'>Imprint and privacy</div>",
        "<table id=header><tr><td>The Archive</table>",
        "<div id=cookie-banner>"
        + "We use cookies to make the site better for you. " * 20
        + "<button>Accept</button></div>",
        "<div class=onetrust-pc-dark-filter>Your privacy choices</div>",
        "<ol class=breadcrumb><li><a href=/>Home</a><li>Terms</ol>",
        "<div class=ShareButtons>Share this page</div>",
        "<div class='sidebar widget'><h3>Recent posts</h3><ul><li><a href=/1>One</a></ul></div>",
        "<ul><li><a href=/a>Home</a><li><a href=/b>Our data</a><li><a href=/c>People</a></ul>",
        "<p><a href=/a>Home</a> | <a href=/b>Data</a> | <a href=/c>People</a></p>",
        "<ul><li><a href=#use>1. Use</a><li><a href=#fees>2. Fees</a><li><a href=#end>3. End</a></ul>",
        "<a href=#main>Skip to main content</a>",
        "<a class=headerlink href=#use>¶</a>",
        "<div hidden>Nothing to see</div>",
        "<span class=sr-only>Opens in a new window</span>",
        "<p style='display: none'>Nothing to see</p>",
        "<noscript>Please enable JavaScript</noscript>",
        "<button>Log in</button>",
        "<h2>On this page</h2>",
        "<select><option>English<option>Deutsch</select>",
    ],
)
@pytest.mark.parametrize(
    "frame", ["{chrome}<p>{terms}</p>", "<div><div>{chrome}</div><main><h1>Use</h1><p>{terms}</p></main></div>"]
)
def test_site_chrome_is_left_out(chrome: str, frame: str) -> None:
    assert texts(frame.format(chrome=chrome, terms=TERMS))[-1] == TERMS.strip()
    assert len(texts(frame.format(chrome=chrome, terms=TERMS))) == frame.count("<p>") + frame.count("<h1>")


@pytest.mark.parametrize(
    "source",
    [
        # the text itself, whatever the site calls it
        f"<div class=cookie-page><p>{TERMS}</div><p>{'Thanks. ' * 70}",
        f"<body class='has-sidebar nav-open'><div id=search-results><p>{TERMS}</div>",
        f"<footer><p>{TERMS}</footer>",
        f"<div class='main-menu-content'><p>{TERMS}</div><p>Signed.",
        f"<form id=aspnetForm><p>{TERMS}</form>",
        # a panel that opens at a click, a dialog to agree to
        f"<h2>Terms</h2><div class=collapse style='display:none'><p>{TERMS}</div><p>{TERMS}<p>{TERMS}",
        f"<p>{TERMS}<p>{TERMS}<div role=dialog><p>{TERMS}</div>",
        # text beside the main element
        f"<main><p>{TERMS}<p>{TERMS}</main><div><p>{TERMS}</div>",
        # a header and footer within the text
        f"<article><header><p>{TERMS}</header><p>{TERMS}<footer><p>{TERMS}</footer></article>",
    ],
)
def test_no_text_is_lost_to_a_hint(source: str) -> None:
    assert sum(text.count("Hear the tapes") for text in texts(source)) == source.count("Hear the tapes")


def test_links_that_complete_a_sentence_are_kept() -> None:
    links = "<ul><li><a href=/1>Reel one</a><li><a href=/2>Reel two</a><li><a href=/3>Reel three</a></ul>"
    assert texts(f"<p>{TERMS}<p>These may be shown:{links}")[2:] == ["• Reel one", "• Reel two", "• Reel three"]


def test_the_title_of_the_page_is_kept_where_the_text_has_none() -> None:
    hero = "<header><h1>Tape License</h1><p>Since 1921</p></header>"
    assert rows(f"<div>{hero}<main><p>{TERMS}</main></div>")[0] == ("heading", 1, "Tape License")


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        (f"<nav>Home</nav><p>{TERMS}", ["site_chrome"]),
        (f"<p>{TERMS}<del>Never.</del>", ["struck_text"]),
        (f"<p>{TERMS}<p>{TERMS}<div hidden>{TERMS}</div>", ["hidden_text"]),
        (f"<p>{TERMS}", []),
    ],
)
def test_what_was_done_is_said(source: str, codes: list[str]) -> None:
    assert [warning.code for warning in page(source).warnings] == codes


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<meta charset=iso-8859-2><p>Żółw słucha".encode("iso-8859-2"), "Żółw słucha"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=GB2312'>" + "录音带".encode("gb18030"), "录音带"),
        ("<meta charset=latin-1><p>Müller’s tape".encode(), "Müller’s tape"),
        ("<p>Müller’s tape".encode("utf-16"), "Müller’s tape"),
        ("<meta charset=no-such><p>Müller’s tape".encode("cp1252"), "Müller’s tape"),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert read(data, name="x.html").text == text


def test_a_page_that_scripts_fill_is_empty() -> None:
    with pytest.raises(EmptySourceError, match="page") as caught:
        page("<html><body><div id=root></div><script>start()</script></body></html>")
    assert "PDF" in caught.value.hint


def test_where_nothing_else_is_on_the_page_chrome_is_its_text() -> None:
    assert texts("<nav>Hear the tapes.</nav>") == ["Hear the tapes."]


def test_entities_of_a_document_type_are_not_expanded() -> None:
    evil = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>Tapes &x; here.</p></body></html>'
    assert "root:" not in page(evil).text


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 4_000 + "<p>deep",
        "<b><i>" * 20_000 + "deep",
        "<ul><li>" * 1_000 + "deep",
        "<table><tr><td>" * 2_000 + "deep",
        "<p " + " ".join(f"a{i}=x" for i in range(2_000)) + ">deep",
        f"<p title='{'x' * 5_000_000}'>deep",
        "&amp;" * 200_000 + "<p>deep",
        "<!--" * 50_000 + "--><p>deep",
    ],
)
def test_hostile_markup_loses_no_text_and_takes_no_time(source: str) -> None:
    start = time.process_time()
    assert page(source).text.endswith("deep")
    assert time.process_time() - start < 5


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(CorruptSourceError, match="nested"):
        page("<div>" * 200_000)


MARKUP = st.sampled_from([
    "<p>", "</p>", "<ul>", "<li>", "</ul>", "<ol start=3>", "<table>", "<tr>", "<td>", "</table>", "<br>", "<h2>",
    "</h2>", "<b>", "</b>", "<nav>", "<main>", "</main>", "<pre>", "</pre>", "<dl>", "<dt>", "<dd>", "<a href=#>",
    "</a>", "<!--", "<textarea>", "<script>", "<svg>", "<div hidden>", "&nbsp;", "&#0;", "<![CDATA[", "<",
])  # fmt: skip


@settings(deadline=None)  # the first call loads the parsers
@given(st.lists(st.one_of(MARKUP, st.text(max_size=12)), max_size=30).map("".join))
def test_any_markup_makes_blocks_or_a_named_error(source: str) -> None:
    try:
        document = read(source.encode("utf-8", "surrogatepass"), name="x.html")
    except SourceError as error:
        assert error.hint
        return
    assert all(document.text[block.start : block.end].strip() for block in document.blocks)
