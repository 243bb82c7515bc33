"""Markdown: the visible text with its markers, and the structure that the markup states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from extractor.ingest.decode import decode
from extractor.ingest.draft import Draft, DraftBlock, DraftLine, plain_lines
from extractor.ingest.from_html import read_fragment
from extractor.ingest.html_inline import escape_blanks, strip_html, without_comments
from extractor.ingest.limits import Limits
from extractor.types import BlockKind, DocumentWarning

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:[^\n]*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FRONT_MATTER_KEY = re.compile(r"^[\w-]+:", re.MULTILINE)
# Underlined by chance: a rule drawn under a paragraph makes no heading of it.
_LONGEST_UNDERLINED = 120
_SENTENCE_END = (".", ";", ",", ":")
# Below a line this long, emphasis and links are worth finding; above, it is no text that a person wrote.
_LONGEST_LINE = 50_000


def read_markdown(data: bytes, limits: Limits) -> Draft:
    """The draft of a Markdown file."""
    text, warnings = decode(data)
    limits.check("max_characters", len(text))
    front = _FRONT_MATTER.match(text)
    if front and _FRONT_MATTER_KEY.search(front.group()):
        text = text[front.end() :]
        warnings = (*warnings, DocumentWarning("front_matter", "the YAML front matter was left out"))
    return Draft("text", "text/markdown", tuple(read_blocks(text)), warnings=warnings)


def read_blocks(text: str) -> Iterator[DraftBlock]:
    """Yields the blocks of a Markdown text in reading order."""
    if any(len(line) > _LONGEST_LINE for line in text.split("\n")):
        yield DraftBlock(plain_lines(text))
        return
    from markdown_it import MarkdownIt

    # Indented code is off: in a license, indentation is a matter of looks.
    parser = MarkdownIt("commonmark").enable("table").disable("code")
    yield from _blocks(parser.parse(text))


def _blocks(tokens: Sequence[Token]) -> Iterator[DraftBlock]:
    lists: list[Token] = []
    marker = ""
    row: list[str] = []
    rows: list[DraftLine] = []
    opened: Token | None = None
    for token in tokens:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                lists.append(token)
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                marker += f"{token.info}{token.markup} "  # a list may open a list: "- 1. text"
            case "list_item_close":
                if marker:  # an empty item
                    yield DraftBlock(plain_lines(marker.strip()), "item", len(lists))
                marker = ""
            case "heading_open" | "paragraph_open":
                opened = token
            case "tr_open":
                row = []
            case "tr_close":
                rows.append(DraftLine("\t".join(row)))
            case "table_close":
                yield DraftBlock(tuple(rows), "table")
                rows = []
            case "inline" if opened is None:
                row.append(_joined(token))
            case "inline":
                assert opened is not None
                yield from _paragraph(token, opened, marker, len(lists))
                marker, opened = "", None
            case "fence" | "code_block":
                yield DraftBlock(plain_lines(token.content), "code")
                marker = ""
            case "html_block":
                for block in read_fragment(escape_blanks(token.content)):
                    yield _marked(block, marker, len(lists))
                    marker = ""


def _paragraph(inline: Token, opened: Token, marker: str, depth: int) -> Iterator[DraftBlock]:
    lines = _lines(inline)
    lines = [DraftLine(marker + lines[0].text, bold=lines[0].bold), *lines[1:]]
    if opened.type == "heading_open" and not (opened.markup in "=-" and _is_running_text(lines)):
        yield DraftBlock(tuple(lines), "heading", int(opened.tag[1:]))
        return
    kind: BlockKind = "item" if marker else "paragraph"
    yield DraftBlock(tuple(lines), kind, depth or None)


def _marked(block: DraftBlock, marker: str, depth: int) -> DraftBlock:
    """A block of HTML with the marker of the Markdown list item that it opens."""
    if not marker:
        return block
    first = replace(block.lines[0], text=marker + block.lines[0].text)
    return DraftBlock((first, *block.lines[1:]), "item", depth)


def _is_running_text(lines: Sequence[DraftLine]) -> bool:
    return len(lines) > 2 or len(lines[-1].text) > _LONGEST_UNDERLINED or lines[-1].text.endswith(_SENTENCE_END)


def _joined(inline: Token) -> str:
    return " ".join(line.text for line in _lines(inline))


def _lines(inline: Token) -> list[DraftLine]:
    """The visible text of a paragraph, a line where the source has one, bold where all of it is strong."""
    parts: list[tuple[str, bool]] = []
    strong = 0
    for token in inline.children or ():
        match token.type:
            case "strong_open":
                strong += 1
            case "strong_close":
                strong -= 1
            case "softbreak" | "hardbreak":
                parts.append(("\n", True))
            case "link_open" if str(token.attrs.get("href", "")).startswith(("[", "%5B")):
                # A link pasted into a link: what the parser takes for the target is text that shows an address.
                parts.append((unquote(str(token.attrs["href"])).lstrip("[") + " ", bool(strong)))
            case "html_inline":
                parts.append((without_comments(token.content), bool(strong)))
            case _:
                parts.append((token.content, bool(strong)))
    # Tags may span tokens' borders ("<p>a</p>" is three), so they are removed from the whole.
    text = strip_html("".join(part for part, _ in parts))
    weak = "".join(part for part, is_strong in parts if not is_strong or part == "\n")
    weak_lines = strip_html(weak).split("\n")
    lines = text.split("\n")
    same = len(weak_lines) == len(lines)
    return [
        DraftLine(line, bold=same and bool(line.strip()) and not re.search(r"\w", weak_lines[index]))
        for index, line in enumerate(lines)
    ]
