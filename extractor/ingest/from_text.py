"""Plain text: blocks are separated by blank lines and drawn rules; markup in a text file is read as such."""

from __future__ import annotations

import re

from extractor.ingest.decode import decode
from extractor.ingest.draft import Draft
from extractor.ingest.from_markdown import read_blocks as read_markdown_blocks
from extractor.ingest.from_rst import is_rst, read_rst
from extractor.ingest.limits import Limits
from extractor.ingest.plain import paragraphs
from extractor.ingest.run_in import broken
from extractor.ingest.text_pages import unpaged

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
_COMMENT = re.compile(r"^#+ ?", re.MULTILINE)
_SAMPLE = 1_000_000


def read_text(data: bytes, limits: Limits) -> Draft:
    """The draft of a text file."""
    text, warnings = decode(data)
    limits.check("max_characters", len(text))
    text = _uncommented(text)
    if is_rst(text):
        return read_rst(data, limits)
    if is_markdown(text):
        return Draft("text", "text/markdown", tuple(read_markdown_blocks(text)), warnings=warnings)
    text, furniture = unpaged(text)
    return Draft("text", "text/plain", tuple(paragraphs(broken(text))), warnings=(*warnings, *furniture))


def is_markdown(text: str) -> bool:
    """Whether the text carries Markdown markup, whatever its file is called."""
    return _MARKUP.search(text[:_SAMPLE]) is not None


def _uncommented(text: str) -> str:
    """``text`` without the ``#`` that a license in a program's files may carry on every line."""
    if any(line.strip() and not line.startswith("#") for line in text.split("\n")):
        return text
    return _COMMENT.sub("", text) if text.count("\n#") else text
