"""reStructuredText: what docutils shows of it, with files, raw markup and system messages shut out."""

from __future__ import annotations

import re
from copy import copy
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING, Any

from extractor.ingest.decode import decode
from extractor.ingest.draft import Draft, DraftBlock
from extractor.ingest.limits import Limits
from extractor.ingest.plain import paragraphs
from extractor.ingest.rst_blocks import read_blocks
from extractor.types import DocumentWarning

if TYPE_CHECKING:
    from docutils import nodes

# What nobody writes into plain text by chance: a target or directive, and a title or role.
_EXPLICIT = re.compile(r"^\.\. (?:_[^:\n]+:|[\w-]+::)", re.MULTILINE)
_TITLE_OR_ROLE = re.compile(r"^(?:([=\-~^\"'`#*+])\1{3,}[ \t]*|.*:[a-z]+:`[^`\n]+`.*)$", re.MULTILINE)
_SAMPLE = 1_000_000
# Longer lines are none that a person wrote, and docutils looks for markup in them again and again.
_LONGEST_LINE = 20_000
_SETTINGS = {
    "_disable_config": True,
    "docinfo_xform": False,
    "doctitle_xform": False,
    "file_insertion_enabled": False,
    "halt_level": 5,
    "line_length_limit": _LONGEST_LINE,
    "raw_enabled": False,
    "report_level": 2,  # so that what was not understood stays in the tree, and can be read as text
    "smart_quotes": False,
    "syntax_highlight": "none",
}


def read_rst(data: bytes, limits: Limits) -> Draft:
    """The draft of a reStructuredText file."""
    text, warnings = decode(data)
    limits.check("max_characters", len(text))
    blocks, told = read_text_blocks(text)
    return Draft("text", "text/x-rst", tuple(blocks), warnings=(*warnings, *told))


def is_rst(text: str) -> bool:
    """Whether the text carries reStructuredText markup, whatever its file is called."""
    sample = text[:_SAMPLE]
    return _EXPLICIT.search(sample) is not None and _TITLE_OR_ROLE.search(sample) is not None


def read_text_blocks(text: str) -> tuple[list[DraftBlock], tuple[DocumentWarning, ...]]:
    """The blocks of a reStructuredText text, and warnings on what it wanted to be read and was not."""
    if any(len(line) > _LONGEST_LINE for line in text.split("\n")):
        return list(paragraphs(text)), ()
    try:
        blocks, files = read_blocks(_parse, text)
    except RecursionError:
        told = DocumentWarning("markup", "read as plain text, because its markup is nested too deeply")
        return list(paragraphs(text)), (told,)
    return blocks, tuple(
        DocumentWarning("not_included", f"it includes the file {file!r}, which was not read") for file in files
    )


def _parse(text: str) -> nodes.document:
    from docutils.core import publish_doctree

    settings = copy(_settings())
    settings.warning_stream = StringIO()  # its messages go nowhere; those that hold text stay in the tree
    return publish_doctree(text, settings=settings)


@cache
def _settings() -> Any:
    """What docutils makes of our settings, which takes it longer than a short text."""
    from docutils.core import publish_doctree

    return publish_doctree("", settings_overrides=_SETTINGS).settings
