"""Phrases in capitals: what names are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.types import Span

_CAP = r"(?:S[Tt]\.|[A-Z0-9À-Þ](?:[\w&/+'-]|\.\d)*(?:\([A-Z0-9]+\)\w+)?)"
# What follows the name of a company and is part of it, in the countries' own abbreviations.
LEGAL_FORM = (
    r"(?:(?i:Inc|Ltd|LLC|Corp)\b\.?|Co\b\.?|"
    r"(?:[SABGK]\.\s?)(?:[A-ZŞ]\.\s?)*[A-ZŞ]\b\.?|(?:g?GmbH|AG|AB|AS|ASA|Oy|ApS|"
    r"S[Aa]|SAS|SARL|SpA|Srl|BV|NV|KG|KK|DAC|CIC|PBC|Oyj|OÜ|UAB|Kft|"
    r"LLP|LP|[Pp][Ll][Cc]|[Ss]dn\.? [Bb]hd|e\.\s?V|rf|vzw|asbl|s\.r\.o|Lda|Ltda)\b\.?)"
)
_JOINS = "of|and|for|the|in|at|de|la|du|da|do|das|dos|des|der|di|del|&|on|für|an|y|e|et|och"
_PHRASE = re.compile(
    rf"(?<![\w/@.'-]){_CAP}(?:,?[^\S\t]{LEGAL_FORM}(?![\w-])"
    rf"|[^\S\t]+(?:(?:(?:[A-Z]\.[^\S\t]){{1,2}}|(?:(?:{_JOINS})[^\S\t]+){{0,3}})(?:[dlDL]')?{_CAP}))*"
)
_BREAK = re.compile(r"[\n\t]")
# A row that says what its value is: "Sponsor: ".
_ROW = re.compile(r"[ \t]*[A-Z][\w ()/]{1,40}:[ \t]")
_SHORT_LINE = 45
_LONGEST = 240


def phrases(text: str, folded: str) -> Iterator[Span]:
    """Yields the capitalized phrases of a text: words with capitals, joined by small words.

    A phrase runs on over the end of a line only where the line is full and no row "Sponsor: ..." follows, never over
    a tab. What is too long for a name is left out.
    """
    for match in _PHRASE.finditer(folded):
        start = match.start()
        for at in (m.start() for m in _BREAK.finditer(text, match.start(), match.end())):
            if text[at] == "\t" or _is_short_line(text, at) or _ROW.match(text, at + 1):
                yield from _of_name_length(start, at)
                start = at + len(text[at : match.end()]) - len(text[at : match.end()].lstrip())
        yield from _of_name_length(start, match.end())


def _of_name_length(start: int, end: int) -> Iterator[Span]:
    if start < end <= start + _LONGEST:
        yield Span(start, end)


def _is_short_line(text: str, end: int) -> bool:
    return len(text[text.rfind("\n", 0, end) + 1 : end].strip()) < _SHORT_LINE
