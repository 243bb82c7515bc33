"""The visible text of a Word paragraph, with tracked changes as accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extractor.ingest.docx_styles import Styles
from extractor.ingest.docx_xml import switch, tag, w
from extractor.ingest.styled import Piece

_DELETED = frozenset(("del", "moveFrom"))
# No part of what the reader sees: codes of fields, properties, phonetic guides, a second rendering for old Words.
# A text box is read as a block of its own.
_SKIPPED = frozenset((
    "Fallback", "delInstrText", "delText", "instrText", "pPr", "rPr", "rt", "sdtEndPr", "sdtPr", "txbxContent",
))  # fmt: skip
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BULLET_OF_SYMBOL = 0xF0B7


@dataclass(slots=True)
class Unseen:
    """What of a document was left out, in words, and whether it has changes that somebody tracked."""

    tracked: bool = False
    struck: int = 0
    hidden: int = 0
    parts: list[str] = field(default_factory=list)
    """What other files are embedded in it, and were not read."""


class Runs:
    """Reads the runs of one document."""

    def __init__(self, styles: Styles, unseen: Unseen) -> None:
        self._styles = styles
        self._unseen = unseen

    def pieces(self, paragraph: Any) -> list[Piece]:
        """The visible text of a paragraph, and whether it is bold."""
        return list(self._below(paragraph, self._styles.of(paragraph), bold=False))

    def _below(self, element: Any, style: str | None, *, bold: bool) -> Iterator[Piece]:
        for child in element:
            name = tag(child)
            if name in _BREAKS:
                yield _BREAKS[name], bold
            elif name == "t":
                yield child.text or "", bold
            elif name == "r":
                yield from self._run(child, style)
            elif name == "sym":
                yield _symbol(child), bold
            elif name == "checkBox":
                yield "☑ " if _is_ticked(child) else "☐ ", bold
            elif name in _DELETED:
                self._unseen.tracked = True
            elif name not in _SKIPPED:
                self._unseen.tracked |= name in ("ins", "moveTo")
                yield from self._below(child, style, bold=bold)

    def _run(self, run: Any, style: str | None) -> Iterator[Piece]:
        pieces = list(self._below(run, style, bold=self._styles.is_on("b", run, style)))
        words = sum(len(text.split()) for text, _ in pieces)
        if words and self._styles.is_on("vanish", run, style):
            self._unseen.hidden += words
        elif words and (self._styles.is_on("strike", run, style) or self._styles.is_on("dstrike", run, style)):
            self._unseen.struck += words
        else:
            yield from pieces


def mark_is_deleted(paragraph: Any) -> bool:
    """Whether a tracked change deletes the end of the paragraph, so that the next one goes on with it."""
    properties = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return properties is not None and any(tag(child) in _DELETED for child in properties)


def _symbol(element: Any) -> str:
    try:
        return chr(int(element.get(w("char"), ""), 16))
    except (ValueError, OverflowError):
        return chr(_BULLET_OF_SYMBOL)


def _is_ticked(box: Any) -> bool:
    checked = switch(box, "checked")
    return bool(switch(box, "default")) if checked is None else checked
