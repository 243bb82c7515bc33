"""Words that a license gives to be printed elsewhere: they are quoted, and state none of its terms."""

from __future__ import annotations

import re

from extractor.types import Span

_SHORT = 8
"""So few words in quotes are a name or a mark, whose sentence says what becomes of it."""

_MARKS = '"“”«»„'
_PRESCRIBED = re.compile(
    r"\b(?:statements?|wording|words|sentences?|phrase|language|text|acknowledge?ments?|credit|footnote|carry|carries)\b"
    rf"[^{_MARKS}]{{0,120}}(?<=[\s:(])[*_]*[{_MARKS}](?=[*_]*\w)([^{_MARKS}]*)(?:[{_MARKS}]|$)",
    re.IGNORECASE,
)


def prescribed(text: str) -> tuple[Span, ...]:
    """The spans of ``text`` that give the words of a statement to be printed, without their quotes."""
    if not any(mark in text for mark in _MARKS):
        return ()
    return tuple(
        Span(match.start(1), match.end(1))
        for match in _PRESCRIBED.finditer(text)
        if match.group(1).count(" ") >= _SHORT
    )


def own_words(text: str) -> str:
    """``text`` without the words that it gives to be printed."""
    for span in reversed(prescribed(text)):
        text = text[: span.start] + text[span.end :]
    return text
