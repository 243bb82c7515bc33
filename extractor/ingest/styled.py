"""Running text with its emphasis, from the pieces that markup cuts it into."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.ingest.draft import DraftLine

Piece = tuple[str, bool]
"""A piece of text, and whether it is strong."""

_WORD = re.compile(r"\w")


def styled_lines(pieces: Iterable[Piece]) -> list[DraftLine]:
    """The lines that the pieces make, each bold where every word of it is strong; lines without text are kept."""
    lines: list[list[Piece]] = [[]]
    for text, strong in pieces:
        first, *others = text.split("\n")
        lines[-1].append((first, strong))
        lines.extend([(other, strong)] for other in others)
    return [_line(line) for line in lines]


def _line(pieces: list[Piece]) -> DraftLine:
    said = [strong for text, strong in pieces if _WORD.search(text)]
    return DraftLine("".join(text for text, _ in pieces), bold=bool(said) and all(said))


_SENTENCE_END = (".", ";", ",", ":")
_NAME = 5


def reads_as_text(lines: Iterable[DraftLine]) -> bool:
    """Whether lines that are set as a heading read as a sentence: many number their provisions by heading styles."""
    text = " ".join(line.text for line in lines).rstrip()
    return text.endswith(_SENTENCE_END) and len(text.split()) > _NAME
