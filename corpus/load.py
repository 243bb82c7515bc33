"""The corpus, loaded and split by document family."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from corpus.source import Source, read_source

DOCUMENTS = Path(__file__).parent / "documents"
Split = Literal["train", "test"]


def documents(split: Split | None = None, folder: Path = DOCUMENTS) -> Iterator[Source]:
    """Yields the documents, sorted by name; only those of ``split`` where one is named."""
    for path in sorted(folder.glob("*.agreement")):
        source = read_source(path)
        if split is None or split_of(source) == split:
            yield source


def split_of(source: Source) -> Split:
    """The split of a document: one family in five is kept for testing, chosen by a hash of its name."""
    return "test" if hashlib.sha256(source.family.encode()).digest()[0] % 5 == 0 else "train"
