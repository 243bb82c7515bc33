"""Plain text: blocks are separated by blank lines and drawn rules; Markdown in a text file is read as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.ingest.decode import decode
from extractor.ingest.draft import Draft, DraftBlock, plain_lines
from extractor.ingest.from_markdown import read_blocks as read_markdown_blocks
from extractor.ingest.limits import Limits

# What nobody writes into plain text by chance. A list marker or a line of dashes proves nothing.
_MARKUP = re.compile(
    r"""^\#{1,6}[ ]+\S                          # a heading
      | \*\*[^\s*][^*\n]*\*\*                   # strong
      | (?<!\w)\[[^][\n]+\]\([^()\s]*\)          # a link
      | ^\|?[ ]*:?-{2,}:?[ ]*\|[-:| ]*$         # the rule of a table
      | ^```                                    # a code fence
      | </?(?:sup|sub|br|b|i|p)[ ]?/?>          # inline HTML
      | \w\\_\w | \\\*                          # escapes
    """,
    re.MULTILINE | re.VERBOSE,
)
_RULE = re.compile(r"^\s*([=\-*~#+^\"'`])(?:\s*\1){2,}\s*$")
_COMMENT = re.compile(r"^#+ ?", re.MULTILINE)
_SAMPLE = 1_000_000


def read_text(data: bytes, limits: Limits) -> Draft:
    """The draft of a text file."""
    text, warnings = decode(data)
    limits.check("max_characters", len(text))
    text = _uncommented(text)
    if is_markdown(text):
        return Draft("text", "text/markdown", tuple(read_markdown_blocks(text)), warnings=warnings)
    return Draft("text", "text/plain", tuple(_paragraphs(text)), warnings=warnings)


def is_markdown(text: str) -> bool:
    """Whether the text carries Markdown markup, whatever its file is called."""
    return _MARKUP.search(text[:_SAMPLE]) is not None


def _uncommented(text: str) -> str:
    """``text`` without the ``#`` that a license in a program's files may carry on every line."""
    if any(line.strip() and not line.startswith("#") for line in text.split("\n")):
        return text
    return _COMMENT.sub("", text) if text.count("\n#") else text


def _paragraphs(text: str) -> Iterator[DraftBlock]:
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip() and not _RULE.match(line):
            lines.append(line)
            continue
        if lines and line.strip() and len(lines) == 1 and len(line.strip()) >= 0.6 * len(lines[0].strip()):
            yield DraftBlock(plain_lines(lines[0]), "heading")  # underlined
        elif lines:
            yield DraftBlock(plain_lines("\n".join(lines)))
        lines = []
    if lines:
        yield DraftBlock(plain_lines("\n".join(lines)))
