"""Documents for tests, built from plain strings without reading a file."""

from __future__ import annotations

from extractor.segment import split
from extractor.types import Block, BlockKind, Document, Line

KIND = {
    "title": "T",
    "heading": "H",
    "clause": "c",
    "item": "i",
    "table": "t",
    "reference": "r",
    "form": "f",
    "other": "o",
}


def document(text: str, *, kinds: dict[int, BlockKind] | None = None, bold: frozenset[int] = frozenset()) -> Document:
    """The document of ``text``: blank lines separate blocks, line breaks lines.

    ``kinds`` gives what the source marks a block as, ``bold`` the numbers of the blocks that are set in bold.
    """
    parts = [[line.strip() for line in block.split("\n") if line.strip()] for block in text.strip().split("\n\n")]
    blocks: list[Block] = []
    whole = ""
    for index, part in enumerate(part for part in parts if part):
        whole += "\n\n" if whole else ""
        lines: list[Line] = []
        for line in part:
            whole += "\n" if lines else ""
            lines.append(Line(len(whole), len(whole) + len(line), bold=index in bold))
            whole += line
        blocks.append(Block((kinds or {}).get(index, "paragraph"), tuple(lines)))
    return Document(
        id="0" * 64,
        name="test.txt",
        media_type="text/plain",
        bytes=len(whole),
        method="text",
        text=whole,
        blocks=tuple(blocks),
    )


def cut(text: str) -> list[str]:
    """The segments of ``text``, each as the letter of its kind and its first words."""
    return [f"{KIND[clause.kind]} {' '.join(clause.text.split()[:3])}" for clause in split(document(text))]
