"""Word: text in document order, with its tables and notes; bombs and damage are refused."""

from __future__ import annotations

from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from word import PLAIN, PLAIN_PARTS, abstract, add_style, define, level, num, number, repacked, rows, run, word

from extractor.errors import CorruptSourceError, LimitError, UnsupportedFormatError
from extractor.ingest import Limits, read


def test_paragraphs_headings_and_tables_in_order() -> None:
    def fill(document: Any) -> None:
        document.add_heading("Tape License", 0)
        document.add_heading("Use", 2)
        document.add_paragraph("Hear the tapes\nin the room.")
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ("Name", "Title", "Seal", "Date"), strict=True):
            cell.text = text
        document.add_paragraph("Signed by hand.")

    assert rows(word(fill)) == [
        ("heading", 1, "Tape License"),
        ("heading", 2, "Use"),
        ("paragraph", None, "Hear the tapes\nin the room."),
        ("table", None, "Name\tTitle\nSeal\tDate"),
        ("paragraph", None, "Signed by hand."),
    ]


def test_inserted_text_and_content_controls_are_read_and_deleted_text_is_not() -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("Copies are ")
        run = '<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'
        paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}>{run.format(tag='delText', text='allowed')}</w:del>"))
        paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}>{run.format(tag='t', text='forbidden')}</w:ins>"))
        control = f"<w:sdtContent><w:p>{run.format(tag='t', text='Fees are due.')}</w:p></w:sdtContent>"
        document.element.body.insert(1, parse_xml(f"<w:sdt {nsdecls('w')}>{control}</w:sdt>"))

    assert [text for _, _, text in rows(word(fill))] == ["Copies are forbidden", "Fees are due."]


def test_a_table_that_lays_out_paragraphs_is_no_table() -> None:
    def fill(document: Any) -> None:
        define(document, abstract(91, level(0, "decimal", "%1.")), num(91, 91))
        cell = document.add_table(1, 2)._cells
        number(cell[0].paragraphs[0], 91)
        cell[0].paragraphs[0].add_run("The reader hears the tapes in the room. " * 10)
        cell[1].text = "Second column."

    assert [kind for kind, _, _ in rows(word(fill))] == ["item", "paragraph"]
    assert rows(word(fill))[0][2].startswith("1. The reader")


def test_bold_is_of_the_runs_or_of_the_style() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph().add_run("All bold").bold = True
        mixed = document.add_paragraph("Not all ")
        mixed.add_run("bold").bold = True

    document = read(word(fill))
    assert [block.lines[0].bold for block in document.blocks] == [True, False]


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        (Limits(), "max_unpacked_ratio"),
        (Limits(max_unpacked_bytes=100_000), "max_unpacked_bytes"),
        (Limits(max_parts=3), "max_parts"),
    ],
)
def test_bombs_are_refused_before_they_are_unpacked(limits: Limits, named: str) -> None:
    bomb = repacked(PLAIN, {"word/bomb.xml": b" " * 5_000_000})
    with pytest.raises(LimitError, match=named):
        read(bomb, limits=limits)


def test_entities_are_refused() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    with pytest.raises(UnsupportedFormatError, match="entities"):
        read(repacked(PLAIN, {"word/styles.xml": evil}))


@pytest.mark.parametrize("changes", [{"word/document.xml": b"<w:document"}, {"[Content_Types].xml": b"<Types/>"}])
def test_damaged_parts_are_corrupt(changes: dict[str, bytes]) -> None:
    with pytest.raises(CorruptSourceError):
        read(repacked(PLAIN, changes), name="x.docx")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_truncated_file_is_corrupt(share: float) -> None:
    with pytest.raises(CorruptSourceError):
        read(PLAIN[: int(share * len(PLAIN))], name="x.docx")


def with_part(kind: str, xml: str) -> bytes:
    """A document with a part of notes."""
    target = f"word/{kind}.xml"
    types = PLAIN_PARTS["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/{target}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
        f'{kind}+xml"/></Types>'.encode(),
    )
    relations = PLAIN_PARTS["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{kind}.xml"/></Relationships>'.encode(),
    )
    return repacked(
        PLAIN, {target: xml.encode(), "[Content_Types].xml": types, "word/_rels/document.xml.rels": relations}
    )


@pytest.mark.parametrize(("kind", "note"), [("footnotes", "footnote"), ("endnotes", "endnote")])
def test_notes_follow_the_text(kind: str, note: str) -> None:
    xml = (
        f"<w:{kind} {nsdecls('w')}><w:{note} w:type='separator'><w:p>{run('line')}</w:p></w:{note}>"
        f"<w:{note}><w:p>{run('Except on Sundays.')}</w:p></w:{note}></w:{kind}>"
    )
    assert read(with_part(kind, xml), name="x.docx").text == "Hear the tapes.\n\nExcept on Sundays."


def test_damaged_notes_are_corrupt() -> None:
    with pytest.raises(CorruptSourceError):
        read(with_part("footnotes", "<w:footnotes"), name="x.docx")


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("word/document.xml", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
         b"http://purl.oclc.org/ooxml/wordprocessingml/main", "Strict"),
        ("[Content_Types].xml", b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
         b"vnd.ms-word.document.macroEnabled.main", "macros"),
        ("[Content_Types].xml", b"wordprocessingml.document.main", b"wordprocessingml.template.main", "template"),
    ],
)  # fmt: skip
def test_other_kinds_of_word_files_are_refused_with_the_reason(name: str, old: bytes, new: bytes, says: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=says):
        read(repacked(PLAIN, {name: PLAIN_PARTS[name].replace(old, new)}), name="x.docx")


def test_styles_that_are_based_on_themselves_end() -> None:
    def fill(document: Any) -> None:
        for name, base in (("Hen", "Egg"), ("Egg", "Hen")):
            add_style(document, name, f'<w:basedOn w:val="{base}"/>')
        document.add_paragraph("Which was first?", style="Hen")

    assert read(word(fill)).text == "Which was first?"
