"""Document to clauses.

Lines (``rows``) become pieces (``cut``, which knows lists without markers from ``entries``), halves are put together
(``torn``), pieces get a kind (``kinds``), are merged where they are one segment (``merge``) and told apart by their
surroundings (``heads``); segments are linked (``link``, ``outline``, ``leads``). ``markers``, ``shapes``, ``cited``,
``recitals`` and ``forms`` say what one line looks like.
"""

from __future__ import annotations

from extractor.segment.cut import cut
from extractor.segment.heads import settle
from extractor.segment.kinds import classify
from extractor.segment.link import Segment, link
from extractor.segment.merge import complete, enlist, fill, gather, postal, tabulate
from extractor.segment.rows import read_rows
from extractor.types import Clause, Document

__all__ = ["Segment", "link", "split"]


def split(document: Document) -> tuple[Clause, ...]:
    """The clauses of ``document`` in reading order: all its segments, of every kind, linked."""
    segments = []
    pieces = classify(cut(read_rows(document)))
    for typed in settle(tabulate(postal(gather(enlist(fill(complete(pieces))))))):
        first, last = typed.piece.rows[0], typed.piece.rows[-1]
        marker = typed.piece.marker
        segments.append(
            Segment(
                typed.kind,
                first.line.start,
                last.line.end,
                level=first.block.level if first.block.kind == "heading" else None,
                number=marker.number if marker else None,
            )
        )
    return link(document, segments)
