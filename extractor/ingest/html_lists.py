"""The markers that a browser draws before the items of a list."""

from __future__ import annotations

import re

from extractor.ingest.html_tree import Element
from extractor.ingest.normalize import BULLET
from extractor.ingest.numbering import written

_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(none|decimal-leading-zero|decimal|(?:lower|upper)-(?:alpha|latin|roman))\b"
)
_WORDS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "none": "none",
}  # fmt: skip
_OWN_MARKER = re.compile(
    r"\s*(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlIVXL]{1,5})[.)]|\d{1,3}(?:\.\d{1,3})+|§|[•▪◦·–—*☐-])\s"
)
_MOST = 2 / 3


class ListMarkers:
    """Counts the items of one list."""

    def __init__(self, element: Element) -> None:
        items = [child for child in element.elements if child.tag == "li"]
        # Where the items bring markers of their own, a style sheet hides those of the browser.
        own = sum(bool(_OWN_MARKER.match(item.text)) for item in items)
        self._form = "none" if items and own >= _MOST * len(items) else _form(element)
        self._step = -1 if "reversed" in element.attributes else 1
        self._at = _number(element.attributes.get("start"), len(items) if self._step < 0 else 1)

    def next(self, item: Element) -> str:
        """The marker of the next item, ``""`` where it has none."""
        self._at = _number(item.attributes.get("value"), self._at)
        form = _named(item) or self._form
        number, self._at = self._at, self._at + self._step
        if form in ("none", "bullet"):
            return "" if form == "none" else BULLET
        return f"{written(number, form if number > 0 else 'decimal')}."


def _form(element: Element) -> str:
    return _named(element) or ("decimal" if element.tag == "ol" else "bullet")


def _named(element: Element) -> str | None:
    """How the element says that its markers are written, by style, attribute or a class of that name."""
    attributes = element.attributes
    style = _STYLE.search(attributes.get("style", ""))
    names = [style.group(1)] if style else [attributes.get("type", ""), *attributes.get("class", "").split()]
    return next((_WORDS[name] for name in names if name in _WORDS), None)


def _number(text: str | None, default: int) -> int:
    match = re.match(r"\s*(-?\d{1,4})\s*$", text or "")
    return int(match.group(1)) if match else default
