"""Markdown: the visible text, the markers as written, and the structure that the markup states."""

from __future__ import annotations

import pytest

from extractor.ingest import read

Row = tuple[str, int | None, str]


def rows(text: str, name: str = "terms.md") -> list[Row]:
    document = read(text.encode(), name=name)
    return [(block.kind, block.level, document.text[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # what is seen
        ("No **copies** of *any* `tape`.", "No copies of any tape."),
        ("Write to [the keeper](mailto:keeper@tapes.example).", "Write to the keeper."),
        (
            "Write to <keeper@tapes.example> or see <https://tapes.example/a>.",
            "Write to keeper@tapes.example or see https://tapes.example/a.",
        ),
        # a link pasted into a link: the address that a reader sees stays
        (
            "See [tapes.md]([https://tapes.example/tapes.md)](https://tapes.example/x), please.",
            "See https://tapes.example/tapes.md tapes.md](https://tapes.example/x), please.",
        ),
        ("Tape<sup>2</sup>, H<sub>2</sub>O &amp; more", "Tape2, H2O & more"),
        ("The file tape\\_room\\_1 and \\*\\*Note", "The file tape_room_1 and **Note"),
        ("Seen. <!-- not seen --> Seen again.", "Seen.  Seen again.".replace("  ", " ")),
        ("[The whole paragraph is a link.](#)", "The whole paragraph is a link."),
        ("![A seal](seal.png) of the archive", "A seal of the archive"),
        # line breaks
        ("hard  \nbreak\nsoft break", "hard\nbreak\nsoft break"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        # a quotation is a paragraph
        ("> Quoted terms.", "Quoted terms."),
    ],
)
def test_inline_markup(source: str, expected: str) -> None:
    assert rows(source) == [("paragraph", None, expected)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Title\n\n### 2. Use", [("heading", 1, "Title"), ("heading", 3, "2. Use")]),
        ("Title\n=====\nText.", [("heading", 1, "Title"), ("paragraph", None, "Text.")]),
        # a rule under a paragraph does not make it a heading
        (
            "The tapes may be heard here.\n---\nMore.",
            [("paragraph", None, "The tapes may be heard here."), ("paragraph", None, "More.")],
        ),
        # lists keep their markers as written
        ("- one\n- two", [("item", 1, "- one"), ("item", 1, "- two")]),
        ("* one", [("item", 1, "* one")]),
        ("3. three\n3. again\n", [("item", 1, "3. three"), ("item", 1, "3. again")]),
        ("1) one", [("item", 1, "1) one")]),
        ("- A. first\n- B. second", [("item", 1, "- A. first"), ("item", 1, "- B. second")]),
        ("- one\n    - deep\n", [("item", 1, "- one"), ("item", 2, "- deep")]),
        ("1. one\n\n   goes on\n", [("item", 1, "1. one"), ("paragraph", 1, "goes on")]),
        ("- 1. both", [("item", 2, "- 1. both")]),
        # tables: a line a row, cells by tab, no rule
        ("| ID | Fee |\n|:--|--|\n| 01 | 5 |\n| 02 | 6 |", [("table", None, "ID\tFee\n01\t5\n02\t6")]),
        ("| | |\n|--|--|\n| Name | Title |\n| Seal | |", [("table", None, "Name\tTitle\nSeal")]),
        # code keeps its lines
        ("```\n@misc{owl,\n  title = {Owls}\n}\n```", [("code", None, "@misc{owl,\ntitle = {Owls}\n}")]),
        # indentation is no code
        ("Terms:\n\n    All tapes stay.", [("paragraph", None, "Terms:"), ("paragraph", None, "All tapes stay.")]),
        (
            "<p align='center'>Tape License</p>\n\nText.",
            [("paragraph", None, "Tape License"), ("paragraph", None, "Text.")],
        ),
        ("# <p>Tapes</p><p>License</p>", [("heading", 1, "Tapes\n\nLicense".replace("\n\n", "\n"))]),
    ],
)
def test_blocks(source: str, expected: list[Row]) -> None:
    assert rows(source) == expected


def test_lines_that_are_strong_throughout_are_bold() -> None:
    document = read(b"**8. Warranty**\n\nA **strong** word.\n\n**All strong.**\nNot this line.\n", name="x.md")
    assert [line.bold for block in document.blocks for line in block.lines] == [True, False, True, False]


def test_front_matter_is_left_out_with_a_warning() -> None:
    document = read(b"---\nlicense: other\ntags:\n- owls\n---\n# Terms\n", name="README.md")
    assert document.text == "Terms"
    assert [warning.code for warning in document.warnings] == ["front_matter"]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert rows("---\nTerms of use.\n\n---\n")[0][2] == "Terms of use."


def test_markdown_in_a_text_file() -> None:
    assert rows("## Terms\n\nHear **here**.", name="terms.txt") == [
        ("heading", 2, "Terms"),
        ("paragraph", None, "Hear here."),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # what is in angle brackets and no tag is a blank to fill in
        ("Kept by <INSTITUTION> for <Name of User>.", ["Kept by <INSTITUTION> for <Name of User>."]),
        ("Copies are <del>allowed</del> <ins>forbidden</ins>.", ["Copies are forbidden."]),
        ("<ol>\n<li>one</li>\n<li>two</li>\n</ol>", ["1. one", "2. two"]),
        ("<li>outside of any list</li>", ["• outside of any list"]),
        ("<table><tr><th>ID</th><th>Fee</th></tr>\n<tr><td>01</td><td>5</td></tr></table>", ["ID\tFee\n01\t5"]),
        ("<details>\n<summary>Fees</summary>\n\nNone **at all**.\n\n</details>", ["Fees", "None at all."]),
        ("<dl>\n<dt>Tape</dt>\n<dd>means any reel</dd>\n</dl>", ["Tape\nmeans any reel"]),
        ("<pre>\nOne.\n\nTwo.\n</pre>", ["One.", "Two."]),
        ("<h2 align=center>Tape License</h2>", ["Tape License"]),
        # nothing in a Markdown file is taken for the furniture of a site
        ("<nav>Terms</nav>\n\n<footer>No copies.</footer>", ["Terms", "No copies."]),
        ("- <div>one</div>", ["- one"]),
    ],
)
def test_html_in_markdown(source: str, expected: list[str]) -> None:
    assert [text for _, _, text in rows(source)] == expected
