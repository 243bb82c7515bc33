"""The blocks of a docutils tree. No text is lost where the markup is wrong or belongs to Sphinx."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from textwrap import dedent
from typing import TYPE_CHECKING

from extractor.ingest.cells import Cell, table_blocks
from extractor.ingest.definitions import join_definition
from extractor.ingest.draft import DraftBlock, DraftLine, plain_lines
from extractor.ingest.from_html import read_fragment
from extractor.ingest.numbering import written
from extractor.ingest.plain import paragraphs
from extractor.ingest.styled import Piece, styled_lines
from extractor.types import BlockKind

if TYPE_CHECKING:
    from docutils import nodes

Parse = Callable[[str], "nodes.document"]

_UNSHOWN = frozenset((
    "comment", "decoration", "generated", "image", "meta", "pending", "raw", "substitution_definition", "target",
    "transition",
))  # fmt: skip
_FORMS = {
    "arabic": "decimal", "loweralpha": "lowerLetter", "upperalpha": "upperLetter", "lowerroman": "lowerRoman",
    "upperroman": "upperRoman",
}  # fmt: skip
_DIRECTIVE = re.compile(r"\.\. +(?P<name>[\w:.+-]+?)::[ \t]*(?P<argument>[^\n]*)\n?(?P<content>.*)\Z", re.DOTALL)
_OPTION = re.compile(r"\A\s*:[\w -]+:[^\n]*(?:\n|\Z)")
# Directives of Sphinx that list other files or draw something.
_WITHOUT_TEXT = frozenset((
    "autoclass", "autofunction", "automodule", "autosummary", "contents", "figure", "graphviz", "highlight", "image",
    "index", "meta", "mermaid", "tabularcolumns", "toctree",
))  # fmt: skip
_ROLE = re.compile(r":[\w:+.-]+:`([^`]*)`|`([^`]*)`:[\w:+.-]+:")
_WITH_TARGET = re.compile(r"\s*<[^<>]*>\s*$")
_ERROR = 3
_DEEPEST = 8
"""Directives in directives that are read; deeper ones are text as they stand."""


def read_blocks(parse: Parse, text: str) -> tuple[list[DraftBlock], list[str]]:
    """The blocks of the text in reading order, and the names of the files that it wants to include."""
    reader = _Reader(parse)
    reader.read(text)
    return reader.blocks, reader.files


class _Reader:
    """Goes through the tree of a text, and of the texts in it that only Sphinx understands."""

    def __init__(self, parse: Parse, *, level: int = 0, depth: int = 0, nesting: int = 0) -> None:
        self.blocks: list[DraftBlock] = []
        self.files: list[str] = []
        self._parse = parse
        self._level = level
        self._depth = depth
        self._nesting = nesting
        self._marker = ""

    def read(self, text: str) -> None:
        """Reads a text, or a part of one."""
        self._walk(self._parse(text))

    def _walk(self, node: nodes.Element) -> None:
        for child in node.children:
            self._enter(child)

    def _enter(self, node: nodes.Node) -> None:
        from docutils import nodes

        match node:
            case nodes.Text():
                self._add(plain_lines(node.astext()))
            case nodes.section():
                self._level += 1
                self._walk(node)
                self._level -= 1
            case nodes.title() if isinstance(node.parent, nodes.section):
                self._paragraph(node, "heading", max(1, self._level))
            case nodes.bullet_list() | nodes.enumerated_list():
                self._list(node)
            case nodes.definition_list_item():
                self._definition(node)
            case nodes.field():
                name, body = _elements(node)
                self._marked(f"{name.astext()}:", body)
                self._add((DraftLine(""),))  # a field to fill in has a name only
            case nodes.footnote() | nodes.citation():
                label = next((each.astext() for each in node.findall(nodes.label)), "")
                self._marked(f"[{label}]", node)
            case nodes.label():
                pass  # it is the marker
            case nodes.table():
                self._table(node)
            case nodes.literal_block() | nodes.doctest_block():
                self._literal(node)
            case nodes.line_block():
                self._add(plain_lines(_lines_in(node)))
            case nodes.topic() if "contents" in node["classes"]:
                pass
            case nodes.system_message():
                self._not_understood(node)
            case nodes.TextElement() if node.tagname not in _UNSHOWN:
                self._paragraph(node)
            case nodes.Element() if node.tagname not in _UNSHOWN:
                self._walk(node)

    def _paragraph(self, node: nodes.Element, kind: BlockKind = "paragraph", level: int | None = None) -> None:
        self._add(tuple(styled_lines(_pieces(node))), kind, level)

    def _add(self, lines: tuple[DraftLine, ...], kind: BlockKind = "paragraph", level: int | None = None) -> None:
        if not self._marker and not any(line.text.strip() for line in lines):
            return
        if self._marker and kind == "paragraph":
            lines = (DraftLine(f"{self._marker} {lines[0].text}", bold=lines[0].bold), *lines[1:])
            kind = "item" if self._depth else kind
            self._marker = ""
        self.blocks.append(DraftBlock(lines, kind, level if kind == "heading" else self._depth or None))

    def _marked(self, marker: str, node: nodes.Element) -> None:
        """Reads a node whose first paragraph starts with a marker."""
        self._marker = " ".join(filter(None, (self._marker, marker)))  # a list may open an item
        for child in node.children:
            self._enter(child)

    def _list(self, node: nodes.Element) -> None:
        self._depth += 1
        start = int(node.get("start", 1))
        for index, item in enumerate(_elements(node)):
            if node.tagname == "bullet_list":
                marker = str(node.get("bullet", "-"))
            else:
                number = written(start + index, _FORMS.get(node.get("enumtype", ""), "decimal"))
                marker = f"{node.get('prefix', '')}{number}{node.get('suffix', '.')}"
            self._marked(marker, item)
            self._marker = ""  # an empty item shows nothing
        self._depth -= 1

    def _definition(self, node: nodes.Element) -> None:
        for child in _elements(node):
            first = len(self.blocks)
            self._enter(child)
            if child.tagname == "definition":
                join_definition(self.blocks, first)

    def _table(self, node: nodes.table) -> None:
        from docutils import nodes

        for title in node.findall(nodes.title):
            self._paragraph(title)
        rows = [[self._cell(entry) for entry in row.children] for row in node.findall(nodes.row)]
        self.blocks.extend(table_blocks(rows))

    def _cell(self, entry: nodes.Node) -> Cell:
        reader = _Reader(self._parse, level=self._level, nesting=self._nesting + 1)
        for child in entry.children:
            reader._enter(child)
        self.files.extend(reader.files)
        return reader.blocks

    def _literal(self, node: nodes.Element) -> None:
        text = node.astext()
        if "code" in node["classes"] or node.tagname == "doctest_block" or text.lstrip().startswith("@"):
            self._add(plain_lines(text), "code")
            return
        self._plain(text)  # a license set off by indentation

    def _not_understood(self, message: nodes.system_message) -> None:
        """Reads the text that a message of the parser quotes, where it stands nowhere else."""
        from docutils import nodes

        for quoted in message.findall(nodes.literal_block):
            text = quoted.astext()
            directive = _DIRECTIVE.match(text)
            if directive:
                self._directive(directive)
            elif message["level"] >= _ERROR:
                self._plain(text)

    def _plain(self, text: str) -> None:
        for block in paragraphs(text):
            self._add(block.lines, block.kind, block.level)

    def _directive(self, directive: re.Match[str]) -> None:
        name, argument, content = directive["name"].lower(), directive["argument"].strip(), directive["content"]
        if name in ("include", "literalinclude"):
            self.files.append(argument)
            return
        if name in _WITHOUT_TEXT:
            return
        if self._nesting >= _DEEPEST:
            self._plain(dedent(content))
            return
        while option := _OPTION.match(content):
            content = content[option.end() :]
        if name == "raw":
            self.blocks.extend(read_fragment(content) if "html" in argument.lower() else ())
            return
        text = "\n\n".join(filter(str.strip, (argument, dedent(content))))
        if not text:
            return
        reader = _Reader(self._parse, level=self._level, depth=self._depth, nesting=self._nesting + 1)
        reader.read(text)
        self.blocks.extend(reader.blocks)
        self.files.extend(reader.files)


def _elements(node: nodes.Element) -> Iterator[nodes.Element]:
    from docutils import nodes

    return (child for child in node.children if isinstance(child, nodes.Element))


def _lines_in(block: nodes.Element) -> str:
    """The lines of a line block and of those in it."""
    return "\n".join(
        _lines_in(line) if line.tagname == "line_block" else line.astext() or "\n" for line in _elements(block)
    )


def _pieces(node: nodes.Element, strong: bool = False) -> Iterator[Piece]:
    """Yields the visible text of a paragraph."""
    from docutils import nodes

    for child in node.children:
        match child:
            case nodes.Text():
                yield child.astext(), strong
            case nodes.strong():
                yield from _pieces(child, True)
            case nodes.footnote_reference() | nodes.citation_reference():
                yield f"[{child.astext()}]", strong
            case nodes.problematic():
                yield _ROLE.sub(_shown, child.astext()), strong
            case nodes.Element() if child.tagname not in _UNSHOWN:
                yield from _pieces(child, strong)


def _shown(role: re.Match[str]) -> str:
    """What Sphinx shows for a role: its text, without the target in angle brackets."""
    text = role[1] or role[2] or ""
    return _WITH_TARGET.sub("", text) or text.strip(" <>")
