"""Line breaks put back where a copy of a page lost them: before bullets, numbered headings, references and fields.

Text that was copied out of a PDF often has "… signs this document. 2. Restrictions" on one line, because nothing but
white space and a new line stood between the two on the page.
"""

from __future__ import annotations

import re

_END = r"(?<=[.;:!?)])[ \t]+"
"""The blanks after the end of a sentence or a lead-in."""
_BULLET = re.compile(_END + r"(?=[•●▪■□☐➢‣◦\ue000-\uf8ff][ \t]*\w)")
_NUMBER = re.compile(_END + r"(?=(\d{1,2})\.[ \t]+[A-Z])")
_FIRST_NUMBER = re.compile(r"^[ \t]*(\d{1,2})\.[ \t]", re.MULTILINE)
_REFERENCE = re.compile(_END + r"(?=\[(\d{1,3})\][ \t]+[A-Z])")
_FIRST_REFERENCE = re.compile(r"^[ \t]*\[(\d{1,3})\][ \t]", re.MULTILINE)
_LABEL = r"[A-Z][\w/() -]{1,30}:[ \t]*"
_FIELD = re.compile(_END + rf"(?={_LABEL}(?:_{{3,}}|\n[ \t]*{_LABEL}$))", re.MULTILINE)


def broken(text: str) -> str:
    """``text`` with a line break, in place of blanks, before each list entry, heading or field that runs in."""
    text = _BULLET.sub("\n", text)
    text = _counted_on(text, _NUMBER, _FIRST_NUMBER)
    text = _counted_on(text, _REFERENCE, _FIRST_REFERENCE)
    return _FIELD.sub("\n", text)


def _counted_on(text: str, running_in: re.Pattern[str], first: re.Pattern[str]) -> str:
    """``text`` with a break before each number that runs in, if it belongs to a count that also begins lines.

    A count that never begins a line is an enumeration in running text, and stays one.
    """
    inside = {int(match[1]) for match in running_in.finditer(text)}
    outside = {int(match[1]) for match in first.finditer(text)}
    counted = inside | outside

    def mend(match: re.Match[str]) -> str:
        low = high = int(match[1])
        while low - 1 in counted:
            low -= 1
        while high + 1 in counted:
            high += 1
        return "\n" if outside & set(range(low, high + 1)) else match[0]

    return running_in.sub(mend, text)
