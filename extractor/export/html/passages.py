"""Text cut into pieces, so that overlapping highlights need no nesting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words of the document that mean something, in its offsets."""

    start: int
    end: int
    proves: str | None = None
    """What they answer, for people; None where they answer no term."""
    label: str | None = None
    """The label of their clause that they prove."""
    names: str | None = None
    """What they name (an entity), for people."""
    anchor: str | None = None
    """The page-wide name by which a link finds them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters under the same highlights."""

    text: str
    proves: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    """Of the highlights that begin here."""


def cut(text: str, start: int, end: int, highlights: Iterable[Highlight]) -> tuple[Piece, ...]:
    """``text[start:end]`` in pieces; what of a highlight lies outside of it is left out.

    The pieces joined are the text: nothing is lost, nothing is there twice.
    """
    inside = [h for h in highlights if h.start < end and h.end > start]
    edges = sorted({start, end} | {min(max(edge, start), end) for h in inside for edge in (h.start, h.end)})
    pieces = []
    for left, right in pairwise(edges):
        over = [h for h in inside if h.start < right and h.end > left]
        pieces.append(
            Piece(
                text=text[left:right],
                proves=_unique(h.proves for h in over),
                labels=_unique(h.label for h in over),
                names=_unique(h.names for h in over),
                anchors=_unique(h.anchor for h in over if max(h.start, start) == left),
            )
        )
    return tuple(pieces)


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value is not None))
