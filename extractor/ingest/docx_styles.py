"""What a Word style says, by itself or through the styles that it is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extractor.ingest.docx_xml import number, switch, tag, value, w

_HEADING = re.compile(r"heading (\d)$", re.IGNORECASE)
_CONTENTS = re.compile(r"toc(?: \d| heading)$|table of (?:contents|figures)$", re.IGNORECASE)
_BODY_LEVEL = 9
"""The outline level of what is no heading."""
_LONGEST_CHAIN = 50
"""So many styles may be based on one another; people need a handful."""


class Styles:
    """The styles of one document."""

    def __init__(self, root: Any) -> None:
        self._styles = {style.get(w("styleId")): style for style in root if tag(style) == "style"}
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on")
            ),
            None,
        )

    def chain(self, style: str | None) -> Iterator[tuple[str, Any]]:
        """Yields the style called ``style`` and those that it is based on, nearest first, none twice."""
        seen: set[str] = set()
        while style is not None and style in self._styles and style not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(style)
            element = self._styles[style]
            yield style, element
            style = value(element, "basedOn")

    def of(self, paragraph: Any) -> str | None:
        """The id of a paragraph's style."""
        return value(paragraph.find(w("pPr")), "pStyle") or self._default

    def heading_level(self, paragraph: Any) -> int | None:
        """The level at which a paragraph is a heading, 1 the topmost; None where it is none."""
        own = number(paragraph.find(w("pPr")), "outlineLvl")
        if own is not None:
            return own + 1 if own < _BODY_LEVEL else None
        for _, style in self.chain(self.of(paragraph)):
            name = value(style, "name") or ""
            if name.lower() == "title":
                return 1
            if named := _HEADING.match(name):
                return int(named.group(1))
            level = number(style.find(w("pPr")), "outlineLvl")
            if level is not None:
                return level + 1 if level < _BODY_LEVEL else None
        return None

    def is_contents(self, paragraph: Any) -> bool:
        """Whether a paragraph is a line of a table of contents."""
        return any(_CONTENTS.match(value(style, "name") or "") for _, style in self.chain(self.of(paragraph)))

    def is_on(self, name: str, run: Any, paragraph_style: str | None) -> bool:
        """Whether a run has the property called ``name``: by itself, by its style, or by its paragraph's style."""
        properties = run.find(w("rPr"))
        own = switch(properties, name)
        if own is not None:
            return own
        for start in (value(properties, "rStyle") if properties is not None else None, paragraph_style):
            for _, style in self.chain(start):
                said = switch(style.find(w("rPr")), name)
                if said is not None:
                    return said
        return False
