"""Pictures of pages with the clauses framed."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.compare.cells import passage
from extractor.taxonomy.answers import readable

if TYPE_CHECKING:
    from extractor.record import BoxRecord, LicenseRecord
    from extractor.types import PagePicture

_SLACK = 0.02
"""So much of a page's size a box may stand out of it; more means that it is not a box of this picture."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The place of a clause on a page."""

    clause: str
    says: str
    labels: tuple[str, ...]
    box: BoxRecord


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page with its picture and what stands where."""

    number: int
    width: float
    height: float
    picture: str
    """As a data URI."""
    frames: tuple[Frame, ...]


def pages_of(record: LicenseRecord, pictures: Sequence[PagePicture]) -> tuple[ShownPage, ...]:
    """The pages that there are pictures of.

    A page that was turned before it was read has boxes that do not lie on its picture: it is shown without frames.
    """
    frames = _frames(record)
    return tuple(
        ShownPage(
            picture.number,
            picture.width,
            picture.height,
            "data:image/webp;base64," + base64.b64encode(picture.webp).decode(),
            _fitting(frames.get(picture.number, []), picture),
        )
        for picture in pictures
    )


def _frames(record: LicenseRecord) -> dict[int, list[Frame]]:
    found: dict[int, list[Frame]] = {}
    for clause in record.clauses:
        labels = tuple(label.label for label in clause.labels)
        says = ": ".join(part for part in (passage(clause, []).place, ", ".join(map(readable, labels))) if part)
        for box in clause.boxes:
            found.setdefault(box.page, []).append(Frame(clause.id, says, labels, box))
    return found


def _fitting(frames: Sequence[Frame], page: PagePicture) -> tuple[Frame, ...]:
    """The frames where all lie on the page, else none of them."""
    x, y = _SLACK * page.width, _SLACK * page.height
    fit = all(
        -x <= frame.box.x0 <= frame.box.x1 <= page.width + x
        and -y <= frame.box.top <= frame.box.bottom <= page.height + y
        for frame in frames
    )
    return tuple(frames) if fit else ()
