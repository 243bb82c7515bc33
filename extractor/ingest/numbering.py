"""The list numbers that Word computes and does not write into the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from extractor.ingest.docx_styles import Styles
from extractor.ingest.docx_xml import number, switch, value, w
from extractor.ingest.normalize import BULLET

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_LETTERED, _LARGEST_ROMAN = 26 * 8, 3_999
_NO_LIST = "0"
_LONGEST = 200
"""What a number may be written with; a longer one in each of many paragraphs would fill the memory."""


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how it counts and how the number is written ("%1.%2")."""

    format: str
    text: str
    start: int
    style: str | None
    """The paragraph style that stands for this level."""
    restart: int | None
    """The level (from 1) after which it starts anew, 0 for never, None for any that is higher."""
    decimal: bool
    """Whether the numbers of higher levels are written in digits, however they are written themselves."""


class Numbering:
    """Counts the lists of one document while its paragraphs are read in order."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        """``root`` is the document's part of definitions, None where it has no lists."""
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._list_of: dict[str, str] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        definitions = {each.get(w("abstractNumId")): each for each in root.findall(w("abstractNum"))}
        linked = {value(each, "styleLink"): key for key, each in definitions.items()}
        for element in root.findall(w("num")):
            number_id = element.get(w("numId"))
            base = value(element, "abstractNumId") or ""
            # A definition may only point to a list style, whose own definition has the levels.
            link = value(definitions.get(base), "numStyleLink")
            base = linked.get(link, base) if link else base
            levels = _levels_in(definitions[base]) if base in definitions else {}
            overrides = element.findall(w("lvlOverride"))
            for override in overrides:
                levels.update(_overridden(override, levels))
            self._levels[number_id] = levels
            # Lists of one definition share their counters, unless one of them starts anew.
            self._list_of[number_id] = number_id if overrides else f"abstract {base}"

    def marker(self, paragraph: Any) -> tuple[str, int]:
        """The marker of the next paragraph in reading order and its depth, ``("", 0)`` where it is in no list."""
        list_id, index = self._list_at(paragraph)
        levels = self._levels.get(list_id, {})
        level = levels.get(index)
        if level is None:
            return "", 0
        if level.format == "bullet":
            return BULLET, index + 1
        counts = self._counts[self._list_of[list_id]]
        counts[index] = counts.get(index, level.start - 1) + 1
        for deeper in [i for i in counts if i > index and _starts_anew(levels.get(i), index)]:
            del counts[deeper]
        text = _numbered(level, levels, counts)
        return text, index + 1 if text else 0

    def _list_at(self, paragraph: Any) -> tuple[str, int]:
        """The list and level that the paragraph, or the style that it is based on, is in."""
        own = paragraph.find(f"{w('pPr')}/{w('numPr')}")
        list_id, index = value(own, "numId"), number(own, "ilvl")
        if list_id:
            return list_id, index or 0
        for name, style in self._styles.chain(self._styles.of(paragraph)):
            of_style = style.find(f"{w('pPr')}/{w('numPr')}")
            if list_id := value(of_style, "numId"):
                if index is None:
                    index = self._level_of_style(list_id, name)
                return list_id, number(of_style, "ilvl") or 0 if index is None else index
        return _NO_LIST, 0

    def _level_of_style(self, list_id: str, style: str) -> int | None:
        levels = self._levels.get(list_id, {})
        return next((index for index, level in levels.items() if level.style == style), None)


def _levels_in(element: Any) -> dict[int, _Level]:
    levels = {}
    for level in element.findall(w("lvl")):
        index = level.get(w("ilvl"), "0")
        levels[int(index) if index.isascii() and index.isdigit() else 0] = _level(level)
    return levels


def _level(element: Any) -> _Level:
    start = number(element, "start")
    return _Level(
        format=value(element, "numFmt") or "decimal",
        text=(value(element, "lvlText") or "")[:_LONGEST],
        start=1 if start is None else start,
        style=value(element, "pStyle"),
        restart=number(element, "lvlRestart"),
        decimal=bool(switch(element, "isLgl")),
    )


def _overridden(override: Any, levels: Mapping[int, _Level]) -> dict[int, _Level]:
    changed = _levels_in(override)
    index = override.get(w("ilvl"), "0")
    at = int(index) if index.isascii() and index.isdigit() else 0
    start = number(override, "startOverride")
    level = changed.get(at, levels.get(at))
    if start is not None and level is not None:
        changed[at] = replace(level, start=start)
    return changed


def _starts_anew(level: _Level | None, after: int) -> bool:
    return level is None or level.restart is None or after < level.restart


def _numbered(level: _Level, levels: Mapping[int, _Level], counts: dict[int, int]) -> str:
    """The level's text with the numbers in it."""

    def counted(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        its = levels.get(at, level)
        counts.setdefault(at, its.start)
        return written(counts[at], "decimal" if level.decimal and its is not level else its.format)

    return re.sub(r"%([1-9])", counted, level.text).strip()


def written(number: int, style: str) -> str:
    """``number`` as a list writes it: ``"iv"`` for 4 in ``lowerRoman``; in digits what cannot be written so."""
    match style:
        case "none":
            return ""
        case "lowerLetter" | "upperLetter" if 0 < number <= _LARGEST_LETTERED:
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter if style == "lowerLetter" else letter.upper()
        case "lowerRoman" | "upperRoman" if 0 < number <= _LARGEST_ROMAN:
            roman = ""
            for size, letters in _ROMAN:
                roman += letters * (number // size)
                number %= size
            return roman if style == "lowerRoman" else roman.upper()
        case "ordinal":
            ends = {1: "st", 2: "nd", 3: "rd"}
            return f"{number}{'th' if number % 100 in (11, 12, 13) else ends.get(number % 10, 'th')}"
        case "decimalZero":
            return f"{number:02d}"
        case _:
            return str(number)
