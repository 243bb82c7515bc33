"""Hand-labelled gold files (ANNOTATION.md, section 6), read and checked against the texts they were made for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import GoldError


@dataclass(frozen=True, slots=True)
class Gold:
    """A hand-labelled document: its canonical text and the parsed gold file."""

    name: str
    text: str
    data: dict[str, Any]


def read_gold(gold_dir: Path, text_dir: Path) -> Iterator[Gold]:
    """Yields the gold documents of a folder, sorted by name.

    Raises:
        GoldError: the folder has no gold, a file is no gold, a text is missing, or is not the one that was labelled.

    """
    paths = sorted(gold_dir.glob("*.json"))
    if not paths:
        raise GoldError("no gold files (*.json)", source=str(gold_dir), hint="Name the folder that holds them.")
    for path in paths:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            wanted = data["sha256"]
            data["segments"], data["entities"], data["terms"], data["subject_rules"]
        except (ValueError, KeyError, TypeError) as error:
            raise GoldError(
                f"not a gold file: {error!r}", source=str(path), hint="See ANNOTATION.md, section 6."
            ) from error
        source = text_dir / f"{path.stem}.txt"
        if not source.exists():
            raise GoldError(
                "no text for this gold file",
                source=str(path),
                hint=f"Put {source.name} into {text_dir}, or name another --text-dir.",
            )
        raw = source.read_bytes()
        if hashlib.sha256(raw).hexdigest() != wanted:
            raise GoldError(
                "the text is not the one that was labelled",
                source=str(source),
                hint="Its SHA-256 differs from the gold file's; fetch that version.",
            )
        yield Gold(path.stem, raw.decode("utf-8"), data)
