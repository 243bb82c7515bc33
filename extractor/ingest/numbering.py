"""The list numbers that Word computes and does not write into the text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.ingest.normalize import BULLET

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how it counts and how the number is written ("%1.%2")."""

    format: str
    text: str
    start: int


class Numbering:
    """Counts the lists of one document while its paragraphs are read in order."""

    def __init__(self, document: WordDocument) -> None:
        from docx.oxml.ns import qn

        self._qn = qn
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._read(document)

    def _read(self, document: WordDocument) -> None:
        try:
            root: Any = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return  # the document has no lists
        abstract = {}
        for element in root.findall(self._qn("w:abstractNum")):
            abstract[element.get(self._qn("w:abstractNumId"))] = self._levels_in(element)
        for element in root.findall(self._qn("w:num")):
            number = element.get(self._qn("w:numId"))
            base = self._value(element, "w:abstractNumId") or ""
            levels = dict(abstract.get(base, {}))
            overrides = element.findall(self._qn("w:lvlOverride"))
            for override in overrides:
                levels.update(self._overridden(override, levels))
            self._levels[number] = levels
            # Lists of one definition share their counters, unless one of them starts anew.
            self._list_of[number] = number if overrides else f"abstract {base}"

    def _levels_in(self, element: Any) -> dict[int, _Level]:
        return {
            int(level.get(self._qn("w:ilvl"), 0)): self._level(level) for level in element.findall(self._qn("w:lvl"))
        }

    def _level(self, element: Any) -> _Level:
        start = self._value(element, "w:start")
        return _Level(
            format=self._value(element, "w:numFmt") or "decimal",
            text=self._value(element, "w:lvlText") or "",
            start=int(start) if start and start.isdigit() else 1,
        )

    def _overridden(self, override: Any, levels: dict[int, _Level]) -> dict[int, _Level]:
        changed = self._levels_in(override)
        index = int(override.get(self._qn("w:ilvl"), 0))
        start = self._value(override, "w:startOverride")
        if start and start.isdigit() and index in levels and index not in changed:
            changed[index] = _Level(levels[index].format, levels[index].text, int(start))
        return changed

    def _value(self, element: Any, name: str) -> str | None:
        child = element.find(self._qn(name))
        return None if child is None else child.get(self._qn("w:val"))

    def marker(self, paragraph: Any, style: Any) -> tuple[str, int]:
        """The marker of the next paragraph in reading order and its depth, ``("", 0)`` where it is in no list."""
        number, index = self._list_at(paragraph, style)
        level = self._levels.get(number, {}).get(index)
        if level is None or level.format == "none":
            return "", 0
        if level.format == "bullet":
            return BULLET, index + 1
        counts = self._counts[self._list_of[number]]
        counts[index] = counts.get(index, level.start - 1) + 1
        for deeper in [i for i in counts if i > index]:
            del counts[deeper]
        levels = self._levels[number]

        def value(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            its = levels.get(at, level)
            counts.setdefault(at, its.start)
            return written(counts[at], its.format)

        return re.sub(r"%(\d)", value, level.text).strip(), index + 1

    def _list_at(self, paragraph: Any, style: Any) -> tuple[str, int]:
        """The list and level that the paragraph, or the style that it is based on, is in."""
        properties = [paragraph.pPr]
        while style is not None:
            properties.append(style.element.pPr)
            style = style.base_style
        number, index = None, None
        for each in properties:
            mark = each.find(self._qn("w:numPr")) if each is not None else None
            if mark is None:
                continue
            number = number or self._value(mark, "w:numId")
            index = index or self._value(mark, "w:ilvl")
            if number:
                break
        return number or "", int(index) if index and index.isdigit() else 0


def written(number: int, style: str) -> str:
    """``number`` as a list writes it: ``"iv"`` for 4 in ``lowerRoman``."""
    match style:
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter if style == "lowerLetter" else letter.upper()
        case "lowerRoman" | "upperRoman":
            roman = ""
            for size, letters in _ROMAN:
                roman += letters * (number // size)
                number %= size
            return roman if style == "lowerRoman" else roman.upper()
        case "decimalZero":
            return f"{number:02d}"
        case _:
            return str(number)
