"""reStructuredText: the visible text with its markers; no file is opened, no text lost to wrong markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import SourceError
from extractor.ingest import read

Row = tuple[str, int | None, str]


def rows(text: str, name: str = "terms.rst") -> list[Row]:
    document = read(text.encode(), name=name)
    return [(block.kind, block.level, document.text[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("No **copies** of *any* ``tape``.", "No copies of any tape."),
        ("See `the form <https://tapes.example/form>`_ first.", "See the form first."),
        ("Write to keeper@tapes.example or see https://tapes.example.",
         "Write to keeper@tapes.example or see https://tapes.example."),
        ("See :ref:`the terms <terms>`, :doc:`/fees` and :term:`tape`.", "See the terms, /fees and tape."),
        ("The |name| stays.\n\n.. |name| replace:: master tape", "The master tape stays."),
        ("Tape\\ :sup:`2` is A\\*.", "Tape2 is A*."),
        ("Kept by <INSTITUTION> of <CITY>.", "Kept by <INSTITUTION> of <CITY>."),
        ("A lone * star and `tick.", "A lone * star and `tick."),
        (".. a comment\n\nSeen.", "Seen."),
        (".. _label:\n\nSeen.", "Seen."),
        ("wrapped\nline", "wrapped\nline"),
        ("    Set off by indentation.", "Set off by indentation."),
        ("| one\n| two", "one\ntwo"),
    ],
)  # fmt: skip
def test_inline_markup(source: str, expected: str) -> None:
    assert rows(source) == [("paragraph", None, expected)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Tapes\n=====\n\nUse\n---\n\nText.",
         [("heading", 1, "Tapes"), ("heading", 2, "Use"), ("paragraph", None, "Text.")]),
        ("- one\n- two\n\n  - deep\n", [("item", 1, "- one"), ("item", 1, "- two"), ("item", 2, "- deep")]),
        ("3. three\n4. four", [("item", 1, "3. three"), ("item", 1, "4. four")]),
        ("(b) two\n(c) three", [("item", 1, "(b) two"), ("item", 1, "(c) three")]),
        ("IV) four\nV) five", [("item", 1, "IV) four"), ("item", 1, "V) five")]),
        ("#. one\n#. two", [("item", 1, "1. one"), ("item", 1, "2. two")]),
        ("1. one\n\n   goes on", [("item", 1, "1. one"), ("paragraph", 1, "goes on")]),
        ("Tape\n  means any reel.\n\nFees\n  None.",
         [("paragraph", None, "Tape\nmeans any reel."), ("paragraph", None, "Fees"), ("paragraph", None, "None.")]),
        (":Name: ____\n:Date:", [("paragraph", None, "Name: ____"), ("paragraph", None, "Date:")]),
        ("Hear [1]_ here.\n\n.. [1] In the room.",
         [("paragraph", None, "Hear [1] here."), ("paragraph", None, "[1] In the room.")]),
        ("== ===\nID Fee\n== ===\n01 5\n02 6\n== ===", [("table", None, "ID\tFee\n01\t5\n02\t6")]),
        ("Terms::\n\n  No copies.\n\n  No loans.",
         [("paragraph", None, "Terms:"), ("paragraph", None, "No copies."), ("paragraph", None, "No loans.")]),
        (".. code-block:: bibtex\n\n   @misc{owl,\n   title = {Owls}}",
         [("code", None, "@misc{owl,\ntitle = {Owls}}")]),
        (".. note:: No copies.", [("paragraph", None, "No copies.")]),
        (".. image:: seal.png\n   :alt: seal\n\nText.", [("paragraph", None, "Text.")]),
        (".. contents::\n\nUse\n===\n\nText.", [("heading", 1, "Use"), ("paragraph", None, "Text.")]),
    ],
)  # fmt: skip
def test_blocks(source: str, expected: list[Row]) -> None:
    assert rows(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # directives that only Sphinx knows
        (".. toctree::\n   :maxdepth: 1\n\n   other", []),
        (".. versionadded:: 2.0\n   No copies.", ["2.0", "No copies."]),
        (".. dropdown:: Fees\n   :open:\n\n   None **at all**.\n\n   - now\n   - ever",
         ["Fees", "None at all.", "- now", "- ever"]),
        (".. tab-set::\n\n   .. tab-item:: Use\n\n      In the room.", ["Use", "In the room."]),
        # HTML
        (".. raw:: html\n\n   <p>No copies.</p>", ["No copies."]),
        # markup that is wrong
        ("A\n=\n\nB\n-\n\nC\n=\n\nDues\n~~~~\n\nText.", ["A", "B", "C", "Dues", "Text."]),
        ("== ===\nID Fee\n== ===\n01 5 6 7 no end\n\nText.", ["ID Fee", "01 5 6 7 no end", "Text."]),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_read_as_text(source: str, expected: list[str]) -> None:
    assert [text for _, _, text in rows("Start.\n\n" + source)][1:] == expected


def test_no_file_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("opened")
    source = (
        f"Terms.\n\n.. include:: {secret}\n\n.. csv-table::\n   :file: {secret}\n\n.. raw:: html\n   :file: {secret}\n"
    )
    document = read(source.encode(), name="x.rst")
    assert document.text == "Terms."
    assert [warning.code for warning in document.warnings] == ["not_included"]


def test_markup_in_a_text_file() -> None:
    assert rows(".. _terms:\n\nTerms\n=====\n\nHear **here**.", name="terms.txt") == [
        ("heading", 1, "Terms"),
        ("paragraph", None, "Hear here."),
    ]


@pytest.mark.parametrize("source", ["  " * 2 + "x\n", "- " * 600 + "x", "x" * 60_000])
def test_hostile_markup_loses_no_text(source: str) -> None:
    nested = "".join(" " * i + "x\n\n" for i in range(400)) if source.startswith(" ") else source
    assert read(nested.encode(), name="x.rst").text.count("x") == nested.count("x")


MARKUP = st.sampled_from([
    "=====\n", "-----\n", "\n\n", "\n", "- ", "1. ", "(a) ", ".. ", ":: ", "note:: ", ".. _x: ", "`", "``", "|", "| ",
    "*", "**", "_", "[1]_", ":ref:`x`", "   ", ":field: ", "+--+\n", "== ==\n", ".. [1] ", ".. foo:: ", "\t",
    ".. |x| replace:: ",
])  # fmt: skip


@settings(deadline=None)  # the first call loads the parsers
@given(st.lists(st.one_of(MARKUP, st.text(max_size=12)), max_size=30).map("".join))
def test_any_markup_makes_blocks_or_a_named_error(source: str) -> None:
    try:
        document = read(source.encode("utf-8", "surrogatepass"), name="x.rst")
    except SourceError as error:
        assert error.hint
        return
    assert all(document.text[block.start : block.end].strip() for block in document.blocks)
