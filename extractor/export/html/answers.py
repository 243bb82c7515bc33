"""What a license answers, with the words that prove it, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.compare.cells import Cell, Passage, cells
from extractor.export.html.passages import Highlight, Piece, cut
from extractor.taxonomy.answers import questions

if TYPE_CHECKING:
    from extractor.record import LicenseRecord

_SHOWN_QUOTES = 3
_QUOTE_WIDTH = 320
_CONTEXT = 120
_LONGEST_WORD = 30


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of one clause that prove an answer, with what stands around them."""

    pieces: tuple[Piece, ...]
    place: str
    anchor: str
    """Where the words stand in the text of the page."""
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One question, and what the license says on it."""

    title: str
    cell: Cell
    quotes: tuple[Quote, ...]

    @property
    def certainty(self) -> str:
        """How sure the answer is."""
        return percent(self.cell.score)

    @property
    def shown(self) -> tuple[Quote, ...]:
        """The quotes that are seen at once."""
        return self.quotes[:_SHOWN_QUOTES]

    @property
    def more(self) -> tuple[Quote, ...]:
        """The others."""
        return self.quotes[_SHOWN_QUOTES:]


def answers_of(record: LicenseRecord) -> tuple[Answer, ...]:
    """Every question in its order, those that the license answers first."""
    found = cells(record)
    answers = []
    for field, question in questions().items():
        quotes = tuple(_quote(passage, anchor(field, passage.clause)) for passage in found[field].passages)
        answers.append(Answer(question.title, found[field], quotes))
    return tuple(sorted(answers, key=lambda answer: not answer.cell.stated))


def anchor(field: str, clause: str) -> str:
    """The name by which links find the words of a clause that answer a field."""
    return f"{field}-{clause}"


def percent(score: float) -> str:
    """A probability for people; nothing is ever certain."""
    return f"{min(99, int(100 * score))} %"


def _quote(passage: Passage, where: str) -> Quote:
    start, end = 0, len(passage.text)
    if end > _QUOTE_WIDTH and passage.marks:
        start = _word_start(passage.text, max(0, passage.marks[0][0] - _CONTEXT))
        end = _word_end(passage.text, min(end, passage.marks[-1][1] + _CONTEXT))
    return Quote(
        pieces=cut(passage.text, start, end, [Highlight(*mark, proves="it") for mark in passage.marks]),
        place=passage.place,
        anchor=where,
        cut_before=start > 0,
        cut_after=end < len(passage.text),
    )


def _word_start(text: str, offset: int) -> int:
    """``offset``, moved back to where its word starts."""
    before = text[max(0, offset - _LONGEST_WORD) : offset]
    return offset - (len(before.split()[-1]) if before and not before[-1].isspace() else 0)


def _word_end(text: str, offset: int) -> int:
    """``offset``, moved on to where its word ends."""
    after = text[offset : offset + _LONGEST_WORD]
    return offset + (len(after.split()[0]) if after and not after[0].isspace() else 0)
