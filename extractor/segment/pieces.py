"""Consecutive lines that belong together, before they have a kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.segment.markers import Marker
from extractor.segment.rows import Row
from extractor.segment.shapes import is_heading

_MOST_ROWS = 64
"""No heading has so many lines: they have more characters than :func:`is_heading` lets pass."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive rows that belong together."""

    rows: tuple[Row, ...]

    @classmethod
    def begun(cls, rows: Sequence[Row]) -> Piece:
        """The piece that ``rows`` begin, as far as it takes to tell whether it is a heading."""
        return cls(tuple(rows[:_MOST_ROWS]))

    @property
    def text(self) -> str:
        """The rows' text, line breaks kept."""
        return "\n".join(row.text for row in self.rows)

    @property
    def marker(self) -> Marker | None:
        """The marker of the first row."""
        return self.rows[0].marker

    @property
    def words(self) -> str:
        """The text after the marker."""
        return self.text[self.marker.end :] if self.marker else self.text

    @property
    def marked(self) -> bool:
        """Whether all rows are set apart by their looks."""
        return all(row.marked for row in self.rows)

    @property
    def heads(self) -> bool:
        """Whether the piece reads as a heading."""
        if len(self.rows) >= _MOST_ROWS:
            return False
        numbered = self.marker is not None and self.marker.style != "bullet"
        text = " ".join(self.words.split())
        if self.rows[0].block.kind == "heading" and len(self.rows) <= 3 and len(text) <= 120:
            return True
        if self.marker and self.marker.style == "section" and not text:
            return True
        unit = numbered and self.marker is not None and self.marker.style == "section"
        return is_heading(text, numbered=numbered, marked=self.marked, unit=unit)

    @property
    def is_form(self) -> bool:
        """Whether every row is a field to fill in."""
        return all(row.field for row in self.rows)
