"""Lines that open a recital or the next definition of a list, and so a segment of their own."""

from __future__ import annotations

import re

from extractor.segment.rows import Row

# Words that open a part of an agreement wherever they stand at the start of a line.
_RECITAL = re.compile(r"(?:AND )?WHEREAS\b|NOW,? THEREFORE\b|IN WITNESS WHEREOF\b")
_RECITED = re.compile(r"(?:And )?Whereas\b|Now,? therefore\b|In witness whereof\b", re.IGNORECASE)
_RECITAL_END = re.compile(r"[.;:,—–](?:\s+and)?$")
_DEFINED = re.compile(
    r"[“\"‘'][^”\"’']{2,60}[”\"’'],?(?: \([^()]{1,40}\))? (?:means?|shall mean|refers? to|includes?|has the|is|are)\b"
)


def opens_part(row: Row, before: Row) -> bool:
    """Whether a line begins a recital, or the next of the definitions that a list gives one below the other."""
    if _RECITAL.match(row.text):
        return True
    ended = _RECITAL_END.search(before.text) is not None
    return ended and bool(_RECITED.match(row.text) or (_DEFINED.match(row.text) and before.early))
