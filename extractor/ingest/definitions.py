"""Definition lists: a name, and what is said of it."""

from __future__ import annotations

from extractor.ingest.draft import DraftBlock


def join_definition(blocks: list[DraftBlock], first: int) -> None:
    """Makes one block of the name before ``blocks[first]`` and what is said there, if they are one sentence."""
    if not 0 < first < len(blocks):
        return
    name, said = blocks[first - 1 : first + 1]
    if (name.kind, said.kind) != ("paragraph", "paragraph"):
        return
    if name.text.rstrip().endswith((":", "–", "—", "-")) or said.text.lstrip()[:1].islower():
        blocks[first - 1 : first + 1] = [DraftBlock(name.lines + said.lines, name.kind, name.level)]
