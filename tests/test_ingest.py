"""Sources of any format: what is found, what it is taken for, how it is decoded, and what is refused."""

from __future__ import annotations

import codecs
import hashlib
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import (
    LimitError,
    NotFoundError,
    SourceError,
)
from extractor.ingest import READERS, Limits, find_sources, read
from extractor.ingest.detect import SUFFIXES
from extractor.types import Document


def kinds(document: Document) -> list[str]:
    return [block.kind for block in document.blocks]


def texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def test_every_suffix_has_a_reader() -> None:
    """Pictures have none: in a folder they are logos more often than licenses, so one has to be named."""
    assert set(SUFFIXES.values()) | {"image"} == set(READERS)


def test_a_document_knows_where_it_comes_from(tmp_path: Path) -> None:
    source = tmp_path / "owls.txt"
    source.write_bytes(b"Owls may be heard.\n")
    document = read(source)
    assert document.id == hashlib.sha256(b"Owls may be heard.\n").hexdigest()
    assert (document.name, document.bytes, document.method, document.media_type) == (
        "owls.txt",
        19,
        "text",
        "text/plain",
    )
    assert read(source, name="other.txt").name == "other.txt"


# --- finding ---------------------------------------------------------------------------------------------------


def test_folders_are_searched_to_any_depth_in_order(tmp_path: Path) -> None:
    for name in ("b/terms.md", "a.pdf", "b/c/deed.docx", "notes.xyz", ".hidden/x.txt", "b/Z.TXT"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert [str(path.relative_to(tmp_path)) for path in find_sources([tmp_path])] == [
        "a.pdf",
        "b/Z.TXT",
        "b/c/deed.docx",
        "b/terms.md",
    ]


def test_a_named_file_is_taken_whatever_it_is_called_and_none_twice(tmp_path: Path) -> None:
    license_file = tmp_path / "LICENSE"
    license_file.write_text("x")
    (tmp_path / "a.txt").write_text("x")
    assert find_sources([license_file, tmp_path, str(tmp_path / "a.txt")]) == [license_file, tmp_path / "a.txt"]


def test_globs_give_what_has_a_reader(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt", "two.png"):
        (tmp_path / name).write_text("x")
    assert [path.name for path in find_sources([tmp_path / "*"])] == ["one.txt", "two.txt"]


@pytest.mark.parametrize("path", ["missing.txt", "no*match", "empty"])
def test_nothing_found_is_an_error_with_a_hint(tmp_path: Path, path: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "picture.png").write_bytes(b"x")
    with pytest.raises(NotFoundError) as caught:
        find_sources([tmp_path / path])
    assert caught.value.hint
    assert caught.value.source == str(tmp_path / path)


# --- refusing --------------------------------------------------------------------------------------------------


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        read(tmp_path / "missing.txt")
    assert caught.value.source == str(tmp_path / "missing.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        read(tmp_path)


@pytest.mark.parametrize("limits", [Limits(max_bytes=10), Limits(max_characters=10)])
def test_limits_are_named(tmp_path: Path, limits: Limits) -> None:
    source = tmp_path / "long.txt"
    source.write_text("Eleven characters and more.")
    with pytest.raises(LimitError, match=r"max_(bytes|characters) = 10") as caught:
        read(source, limits=limits)
    assert "Limits.max_" in caught.value.hint


# --- decoding --------------------------------------------------------------------------------------------------

WESTERN = "The “Société” keeps Müller’s café recordings – for study."
CHINESE = "用户不得将本数据集用于任何商业用途。数据集仅供研究使用,不得转让给第三方。"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (WESTERN.encode(), WESTERN),
        (codecs.BOM_UTF8 + WESTERN.encode(), WESTERN),
        (WESTERN.encode("utf-16"), WESTERN),
        (WESTERN.encode("utf-16-le"), WESTERN),
        (WESTERN.encode("utf-16-be"), WESTERN),
        (WESTERN.encode("utf-32"), WESTERN),
        (WESTERN.encode("cp1252"), WESTERN),
        (
            "Zürich licence, réservée à l’étude".replace("’", "'").encode("latin-1"),
            "Zürich licence, réservée à l'étude",
        ),
        (CHINESE.encode("gb18030"), CHINESE),
        (f"License Agreement\n{CHINESE}".encode("gb18030"), f"License Agreement\n{CHINESE}"),
        (CHINESE.encode(), CHINESE),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert read(data).text == text


def test_what_was_guessed_is_said() -> None:
    assert [warning.code for warning in read(WESTERN.encode("cp1252")).warnings] == ["encoding"]


def test_nul_bytes_are_dropped_with_a_warning() -> None:
    document = read(b"Keep the tapes\x00 in a safe place, and let nobody else hear what was recorded on them.\x00")
    assert "\x00" not in document.text
    assert [(w.code, w.message) for w in document.warnings] == [("nul_bytes", "2 NUL characters dropped")]


def test_line_ends_of_any_system() -> None:
    assert texts(read(b"One.\r\n\r\nTwo,\rand more.\r\n")) == ["One.", "Two,\nand more."]


@pytest.mark.parametrize("name", ["one.txt", "one.md"])
def test_a_line_of_five_megabytes_is_read_quickly(name: str) -> None:
    data = b"No tape leaves the room. " * 200_000
    start = time.perf_counter()
    document = read(data, name=name)
    assert len(document.text) == len(data) - 1
    assert time.perf_counter() - start < 5


# --- plain text ------------------------------------------------------------------------------------------------


def test_hard_wrapped_lines_make_one_block() -> None:
    document = read(b"Terms of the Tape Room\n\n  1. Tapes are heard\n     in the room.\n  2. No copies.\n\nSigned:\n")
    assert texts(document) == ["Terms of the Tape Room", "1. Tapes are heard\nin the room.\n2. No copies.", "Signed:"]
    assert [len(block.lines) for block in document.blocks] == [1, 3, 1]


def test_an_underlined_line_is_a_heading_and_rules_are_no_text() -> None:
    document = read(b"============\nTape License\n============\nHear the tapes here.\n----------\nNo copies.\n")
    assert list(zip(kinds(document), texts(document), strict=True)) == [
        ("heading", "Tape License"),
        ("paragraph", "Hear the tapes here."),
        ("paragraph", "No copies."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1. One\n2. Two",
        "- one\n- two",
        "Line\n-----\nmore",
        "snake_case *x",
        "a < b",
        "# every line\n# is commented\n#\n# out",
    ],
)
def test_plain_text_is_not_taken_for_markdown(text: str) -> None:
    assert read(text.encode()).media_type == "text/plain"


def test_comment_signs_are_no_text() -> None:
    assert texts(read(b"# Tape License\n#\n# Hear the tapes\n# here.\n")) == ["Tape License", "Hear the tapes\nhere."]


@pytest.mark.parametrize(
    "text",
    [
        "## Terms\n\nHear.",
        "No **copies** at all.",
        "See [the form](https://example.org).",
        "Name | Date\n--- | ---\n a | b",
        "```\ncode\n```",
        "Tape<sup>2</sup>",
        "Tape\\_room",
        "\\*\\*Note",
    ],
)
def test_markdown_in_a_text_file_is_read_as_markdown(text: str) -> None:
    assert read(text.encode(), name="terms.txt").media_type == "text/markdown"


# --- invariants ------------------------------------------------------------------------------------------------


def assert_sound(document: Document) -> None:
    """The offsets of a document are what ``types.Document`` promises."""
    at = 0
    for number, block in enumerate(document.blocks):
        at += 2 if number else 0
        for index, line in enumerate(block.lines):
            at += 1 if index else 0
            assert line.start == at
            part = document.text[line.start : line.end]
            assert part
            assert part == part.strip()
            assert "\n" not in part
            at = line.end
    assert at == len(document.text)


MARKUP = st.sampled_from(
    [
        "# ",
        "- ",
        "1. ",
        "**",
        "\n\n",
        "\n",
        "| a | b |\n|---|---|\n",
        "```\n",
        "<br>",
        "\\_",
        "> ",
        "\t",
        "-\n",
        "[x](y)",
    ]
)


@settings(deadline=None)  # the first call loads the parsers
@given(st.lists(st.one_of(MARKUP, st.text(max_size=20)), max_size=30).map("".join), st.sampled_from(["x.txt", "x.md"]))
def test_any_text_makes_a_sound_document_or_a_named_error(text: str, name: str) -> None:
    try:
        document = read(text.encode("utf-8", "surrogatepass"), name=name)
    except SourceError:
        return
    assert_sound(document)


@settings(deadline=None)  # the first call loads the parsers
@given(st.binary(max_size=400))
def test_any_bytes_make_a_sound_document_or_a_named_error(data: bytes) -> None:
    for name in ("x.txt", "x.md", "x.rst", "x.html", "x.pdf", "x.docx"):
        try:
            assert_sound(read(data, name=name))
        except SourceError as error:
            assert error.hint


def test_agreements_as_found_make_sound_documents(shared: Path) -> None:
    folders = [shared / "supplied", shared / "external" / "docs", shared / "dev" / "docs"]
    for source in find_sources(folders):
        assert_sound(read(source))
