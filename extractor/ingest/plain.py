"""Text without markup: paragraphs are separated by blank lines and drawn rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.ingest.draft import DraftBlock, plain_lines

_RULE = re.compile(r"^\s*([=\-*~#+^\"'`])(?:\s*\1){2,}\s*$")


def paragraphs(text: str) -> Iterator[DraftBlock]:
    """Yields the paragraphs of a text, and as a heading each line that is underlined."""
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
