"""What flows between the stages: frozen, slotted values from the standard library only.

``path -read-> Document -split-> Clause... -label-> LabelledClause... -find-> Entity... -answer-> Answers``

Every ``start`` and ``end`` counts Unicode code points of ``Document.text``; spans are half open and
trimmed of white space. Scores are calibrated probabilities in ``[0, 1]``. Pages count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Source = str | Path | bytes
"""A path, or the bytes of a document."""

Kind = Literal["title", "heading", "clause", "item", "table", "reference", "form", "other"]
"""The kinds of segment, as ANNOTATION.md defines them."""

CONTENT_KINDS: frozenset[Kind] = frozenset({"clause", "item", "table", "reference"})
"""The kinds that carry labels."""

BlockKind = Literal["paragraph", "heading", "item", "table", "code"]
"""What the source itself marks a block as; a source without markup marks every block ``paragraph``."""

Method = Literal["text", "pdf", "ocr", "docx", "html"]
"""How a document's text was obtained."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in ``Document.text``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in PDF points, origin in the top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as people see it; boxes of the page lie on it."""

    number: int
    width: float
    """Of the page, in points."""
    height: float
    webp: bytes
    """The picture, a WebP file."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was set: its span, and its looks where the source has a layout."""

    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    size: float | None = None
    """The font size of most of its characters, in points."""
    bold: bool = False
    """Whether most of its characters are bold (or marked strong in Markdown)."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that the source sets together: a paragraph, a list item, a table; never empty.

    Text sources separate blocks by blank lines, PDFs by vertical space, Markdown and Word by structure.
    ``level`` is the heading level (1 = topmost) or the list depth (1 = outermost) where the source marks it.
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    level: int | None = None

    @property
    def start(self) -> int:
        """Where the first line starts."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where the last line ends."""
        return self.lines[-1].end


@dataclass(frozen=True, slots=True)
class DocumentWarning:
    """Something that a reader of the record should know about how the text was obtained."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class RecognizedWord:
    """A word that was recognized on a picture of a page (OCR), and where it stands there."""

    text: str
    confidence: float
    """Of the program that recognized it, in ``[0, 1]``; it is no calibrated probability."""
    box: Box


@dataclass(frozen=True, slots=True)
class Document:
    """A source, read: the normalized text that every offset counts in, and its blocks in reading order.

    ``text[block.start:block.end]`` is a block's text; lines of a block are separated by ``"\\n"``,
    blocks by ``"\\n\\n"``. ``id`` is the SHA-256 of the source bytes in hexadecimal.
    """

    id: str
    name: str
    media_type: str
    bytes: int
    method: Method
    text: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    warnings: tuple[DocumentWarning, ...] = ()
    recognized: tuple[RecognizedWord, ...] = ()
    """The words of the pages that were read by OCR, in reading order; empty where none was."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One segment of a document, of any kind, linked to its surroundings."""

    id: str
    """``"c1"``, ``"c2"`` ... in reading order."""
    kind: Kind
    start: int
    end: int
    text: str
    number: str | None = None
    """The provision's or list marker's number without punctuation: ``"7.3.4"``, ``"a"``, ``"iv"``."""
    heading: str | None = None
    """The nearest heading above, or the clause's own run-in heading, without its number."""
    path: tuple[str, ...] = ()
    """The headings above it, outermost first, as they stand in the text."""
    parent: str | None = None
    """The id of the lead-in that an item or table completes."""
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    sentences: tuple[Span, ...] = ()
    """The sentences of the clause, in document offsets; never empty for content kinds."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that prove a claim, and the rule or model that points to them.

    ``by`` is ``"rule:<label or field>/<n>"`` or ``"model:<hash>"``.
    """

    start: int
    end: int
    by: str


@dataclass(frozen=True, slots=True)
class LabelScore:
    """A label that a clause carries."""

    label: str
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class LabelledClause:
    """A clause and the labels it carries, best first; ``review`` where a person should look."""

    clause: Clause
    labels: tuple[LabelScore, ...]
    review: bool = False

    def has(self, label: str) -> bool:
        """Whether the clause carries ``label``."""
        return any(scored.label == label for scored in self.labels)


@dataclass(frozen=True, slots=True)
class Entity:
    """Something named in a clause: type, value and role as in ANNOTATION.md, section 4."""

    type: str
    text: str
    value: str
    start: int
    end: int
    clause: str
    by: str
    role: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class SubjectRule:
    """Which subjects may or may not be shown or used."""

    scope: str | None
    action: Literal["publish", "use"]
    mode: Literal["deny", "allow_only", "deny_except"]
    ids: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """The answer to one field of ANNOTATION.md, section 5, for the whole license.

    ``value`` is a tuple for the set-valued fields (``liability``, ``submission``) and a string for the others.
    A silent text gives ``"unspecified"`` or ``()`` without evidence.
    """

    field: str
    value: str | tuple[str, ...]
    score: float
    clauses: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    review: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """All that a license answers: every field once, in the taxonomy's order, and the subject rules."""

    terms: tuple[Term, ...]
    subject_rules: tuple[SubjectRule, ...]
