"""The blocks that a page shows: paragraphs, headings, lists with the markers that a browser draws, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.ingest.cells import Cell, table_blocks
from extractor.ingest.definitions import join_definition
from extractor.ingest.draft import DraftBlock, DraftLine, plain_lines
from extractor.ingest.html_lists import ListMarkers
from extractor.ingest.html_tree import Element
from extractor.ingest.normalize import BULLET
from extractor.ingest.plain import paragraphs
from extractor.ingest.styled import Piece, reads_as_text, styled_lines
from extractor.types import BlockKind

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_VERBATIM = frozenset(("listing", "plaintext", "pre", "textarea", "xmp"))
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "li", "main",
    "nav", "p", "search", "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr",
))  # fmt: skip
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)\b", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f]+")
_TICKED = {"checkbox": "☐ ", "radio": "☐ "}


def read_blocks(body: Element) -> list[DraftBlock]:
    """The blocks of a page or a part of one, in reading order."""
    reader = _Reader()
    reader.walk(body)
    reader.flush()
    return reader.blocks


class _Reader:
    """Goes through elements as a browser sets them; gathers text until a block ends."""

    def __init__(self, depth: int = 0) -> None:
        self.blocks: list[DraftBlock] = []
        self._pieces: list[Piece] = []
        self._bold = 0
        self._depth = depth
        self._marker = ""

    def flush(self, kind: BlockKind = "paragraph", level: int | None = None) -> None:
        """Ends a block; an empty line, which two breaks make, has ended one before."""
        lines: list[DraftLine] = []
        for line in [*styled_lines(self._pieces), DraftLine("")]:
            if text := _BLANKS.sub(" ", line.text).strip(" "):
                lines.append(replace(line, text=text))
            elif lines:
                self._add(lines, kind, level)
                lines = []
        self._pieces = []

    def _write(self, text: str) -> None:
        """Takes text as it stands in the source, where a line end is a blank."""
        self._pieces.append((text.replace("\n", " "), self._bold > 0))

    def _add(self, lines: list[DraftLine], kind: BlockKind, level: int | None) -> None:
        if kind == "heading" and reads_as_text(lines):
            kind = "paragraph"
        if self._marker and kind == "paragraph":
            lines[0] = DraftLine(f"{self._marker} {lines[0].text}", bold=lines[0].bold)
            kind, self._marker = "item", ""
        if kind != "heading":
            level = self._depth or None
        self.blocks.append(DraftBlock(tuple(lines), kind, level))

    def walk(self, element: Element) -> None:
        """Reads what is in an element."""
        for child in element.children:
            if isinstance(child, str):
                self._write(child)
            else:
                self._enter(child)

    def _enter(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self._pieces.append(("\n", False))
        elif tag in _HEADINGS:
            self.flush()
            self.walk(element)
            self.flush("heading", _HEADINGS[tag])
        elif tag in _LISTS:
            self.flush()
            self._list(element)
        elif tag == "li":  # outside of any list, as in a part of a page
            self._item(element, BULLET)
        elif tag == "table":
            self.flush()
            self._table(element)
        elif tag in _VERBATIM:
            self.flush()
            self._verbatim(element)
        elif tag == "dl":
            self.flush()
            self._definitions(element)
        elif tag in _BLOCKS or _BLOCK_STYLE.search(element.attributes.get("style", "")):
            self.flush()
            self.walk(element)
            self.flush()
        else:
            self._inline(element)

    def _inline(self, element: Element) -> None:
        if element.tag == "input":
            self._write(_TICKED.get(element.attributes.get("type", "").lower(), ""))
            return
        if protected := element.attributes.get("data-cfemail"):
            self._write(_unprotected(protected))
            return
        strong = element.tag in ("b", "strong") or bool(_BOLD_STYLE.search(element.attributes.get("style", "")))
        self._bold += strong
        if element.tag == "q":
            self._write("“")
        self.walk(element)
        if element.tag == "q":
            self._write("”")
        self._bold -= strong

    def _list(self, element: Element) -> None:
        markers = ListMarkers(element)
        self._depth += 1
        for child in element.children:
            if isinstance(child, str):
                self._write(child)
            elif child.tag == "li":
                self._item(child, markers.next(child))
            else:
                self._enter(child)
        self.flush()
        self._depth -= 1

    def _item(self, element: Element, marker: str) -> None:
        self.flush()
        self._marker = " ".join(filter(None, (self._marker, marker)))  # a list may open an item
        self.walk(element)
        self.flush()
        self._marker = ""  # an empty item shows nothing

    def _table(self, element: Element) -> None:
        rows: list[list[Cell]] = []
        self._rows(element, rows)
        frames = element.attributes.get("role", "") in ("none", "presentation")
        for block in table_blocks(rows, frames=frames):
            if self._marker and block.kind == "paragraph":
                block = DraftBlock(
                    (DraftLine(f"{self._marker} {block.lines[0].text}"), *block.lines[1:]), "item", self._depth
                )
                self._marker = ""
            self.blocks.append(block)

    def _rows(self, element: Element, rows: list[list[Cell]]) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._write(child)
            elif child.tag == "tr":
                rows.append([_cell(cell, self._depth) for cell in child.elements])
                self._write("".join(text for text in child.children if isinstance(text, str)))
            elif child.tag in ("thead", "tbody", "tfoot"):
                self._rows(child, rows)
            else:  # the caption
                self._enter(child)
        self.flush()

    def _definitions(self, element: Element) -> None:
        """A name and what is said of it: one block where that goes on with the sentence, else two."""
        for child in element.children:
            if isinstance(child, str):
                self._write(child)
            elif child.tag == "div":
                self._definitions(child)
            else:
                self.flush()
                first = len(self.blocks)
                self._enter(child)
                if child.tag == "dd":
                    join_definition(self.blocks, first)
        self.flush()

    def _verbatim(self, element: Element) -> None:
        if any(child.tag == "code" for child in element.elements):
            self.blocks.append(DraftBlock(plain_lines(element.text), "code"))
        else:
            text = "".join(child if isinstance(child, str) else child.text for child in _broken(element))
            self.blocks.extend(paragraphs(text))


def _broken(element: Element) -> Iterator[str | Element]:
    """Yields the parts of preformatted text with its explicit breaks as line ends."""
    for child in element.children:
        yield "\n" if isinstance(child, Element) and child.tag == "br" else child


def _cell(element: Element, depth: int) -> list[DraftBlock]:
    reader = _Reader(depth)
    reader.walk(element)
    reader.flush()
    return reader.blocks


def _unprotected(code: str) -> str:
    """The e-mail address that a page shows in place of a code, against robots; the code's first byte is the key."""
    try:
        key, *letters = bytes.fromhex(code)
    except ValueError:
        return ""
    return bytes(letter ^ key for letter in letters).decode("utf-8", "replace")
