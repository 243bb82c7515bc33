"""The only code that changes text: characters are cleaned, and words that a line end broke are made whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.ingest.draft import DraftBlock, DraftLine

BULLET = "•"

# Symbol fonts put their bullets into the private use area; what is listed are bullets, boxes and arrows of
# Wingdings and Symbol as Word and LibreOffice write them.
_SYMBOL_BULLETS = [*range(0xF06C, 0xF080), 0xF0A7, 0xF0A8, 0xF0B7, 0xF0D8, 0xF0E0, 0xF0E8, 0xF0FC, 0xF0FE]
_CHARACTERS: dict[int, str | None] = {
    **dict.fromkeys(_SYMBOL_BULLETS, BULLET),
    **{ord(c): unicodedata.normalize("NFKC", c) for c in "ﬀﬁﬂﬃﬄﬅﬆĲĳ"},
    # Some fonts map CJK radicals instead of the characters that they draw.
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **{
        ord(c): " "
        for c in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\v\f"
    },
    **{ord(c): "\n" for c in "\u0085\u2028\u2029"},
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e")),
    **{code: None for code in range(0x20) if chr(code) not in "\t\n\v\f"},
    0x7F: None,
}
_BLANKS = re.compile(r" *\t[ \t]*| {4,}| {2,3}")
_MARKER_ONLY = re.compile(r"^(?:[-*+•●▪◦‣·○□☐➢]|\(?(?:\d{1,3}(?:\.\d+)*|[A-Za-z]|[ivxIVX]{1,5})[.)、])$")


def clean(text: str) -> str:
    """``text`` without ligatures, invisible characters and odd blanks, each line trimmed, empty lines kept.

    Columns that were aligned by four or more blanks are separated by a tab.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return "\n".join(_clean_line(line) for line in text.translate(_CHARACTERS).split("\n"))


def _clean_line(line: str) -> str:
    line = line.strip()
    parts: list[str] = []
    at = 0
    for match in _BLANKS.finditer(line):
        parts.append(line[at : match.start()])
        wide = "\t" in match.group() or len(match.group()) >= 4
        # The blanks that set a marker off are indentation, no column.
        first = at == 0 and _MARKER_ONLY.match(parts[0]) is not None
        parts.append("\t" if wide and not first else " ")
        at = match.end()
    return "".join(parts) + line[at:] if parts else line


def clean_blocks(blocks: Iterable[DraftBlock]) -> list[DraftBlock]:
    """The blocks with their lines cleaned, without the lines and blocks that have nothing in them."""
    cleaned = []
    for block in blocks:
        lines = tuple(
            line if part == line.text else replace(line, text=part)
            for line in block.lines
            for part in clean(line.text).split("\n")
            if part
        )
        if lines:
            cleaned.append(replace(block, lines=lines))
    return cleaned


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENATED = re.compile(r"(?:^|(?<=[\s(\"'“‘/\[]))(\S*[^\W_])[-‐]$")
_LONGEST_WORD = 400
_FIRST = re.compile(r"\S+")
# Prefixes and second parts that English keeps a hyphen with; a line end after them broke no word.
_PREFIXES = frozenset((
    "all", "anti", "co", "cross", "de", "end", "ex", "first", "full", "high", "in", "inter", "intra", "large",
    "long", "low", "meta", "micro", "mid", "mini", "multi", "near", "no", "non", "not", "off", "on", "one", "open",
    "over", "part", "post", "pre", "pro", "pseudo", "quasi", "re", "real", "right", "second", "self", "semi",
    "short", "single", "small", "so", "state", "sub", "third", "three", "two", "ultra", "up", "user", "well",
))  # fmt: skip
_SECONDS = frozenset((
    "assignable", "based", "binding", "commercial", "compliance", "consuming", "controlled", "defined", "driven",
    "exclusive", "free", "identifiable", "identified", "identification", "infringement", "known", "licensable",
    "line", "military", "only", "party", "person", "profit", "protected", "related", "source", "specific",
    "sublicensable", "time", "transferable", "transferrable", "use", "user", "wide", "year",
))  # fmt: skip
# Typesetters break words after these too ("in-form"): they keep the hyphen only before what is a word by itself.
_WEAK = frozenset((
    "all", "co", "de", "end", "ex", "in", "mid", "no", "not", "off", "on", "one", "over", "part", "pro", "re",
    "right", "second", "so", "state", "sub", "up",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a document, which decide whether a hyphen at a line end belongs to the word."""

    words: frozenset[str]
    """In lower case, with their hyphens and without, but for those that a line end broke."""
    breaks_words: bool
    """Whether its typesetter hyphenates; Word, for one, does not unless told to."""


def vocabulary(blocks: Sequence[DraftBlock]) -> Vocabulary:
    """What the document tells about its own words."""
    words = _words(blocks)
    verdicts = [
        verdict
        for block in blocks
        for before, line in pairwise(block.lines)
        if (hyphenated := _HYPHENATED.search(before.text[-_LONGEST_WORD:]))
        and (verdict := _keeps_hyphen(hyphenated.group(1), line.text.split()[0], words)) is not None
    ]
    return Vocabulary(words, breaks_words=2 * sum(verdicts) <= len(verdicts))


def _words(blocks: Iterable[DraftBlock]) -> frozenset[str]:
    words: set[str] = set()
    for block in blocks:
        broken = False
        for line in block.lines:
            text = line.text.lower()
            if broken:
                text = text.partition(" ")[2]
            broken = text.endswith(("-", "‐"))
            if broken:
                text = text.rpartition(" ")[0]
            for word in _WORD.findall(text):
                words.add(word)
                if "-" in word:
                    words.update(word.split("-"))
    return frozenset(words)


def rejoin(lines: Sequence[DraftLine], known: Vocabulary) -> tuple[DraftLine, ...]:
    """The lines with every word, e-mail and address that a line end broke made whole on the line that it starts on."""
    joined: list[DraftLine] = []
    for line in lines:
        if joined and (whole := _whole(joined[-1].text, line.text, known)) is not None:
            head, rest = whole
            joined[-1] = replace(joined[-1], text=head)
            if not rest:
                continue
            line = replace(line, text=rest)
        joined.append(line)
    return tuple(joined)


def _whole(line: str, following: str, known: Vocabulary) -> tuple[str, str] | None:
    """``line`` completed by the first word of ``following``, and what is left of that; None if nothing was broken."""
    first = _FIRST.match(following)
    if first is None:
        return None
    rest = following[first.end() :].lstrip()
    # No word or address is longer; on a line without blanks, the patterns would look far and often.
    tail = line[-_LONGEST_WORD:]
    hyphenated = _HYPHENATED.search(tail)
    if hyphenated and first.group()[0].isalnum():
        keep = _keeps_hyphen(hyphenated.group(1), first.group(), known.words)
        if keep is None:
            keep = not known.breaks_words
        return (line if keep else line[:-1]) + first.group(), rest
    if _address_goes_on(tail, first.group()) and not (tail[-1] == "/" and _NUMBERED.match(following)):
        return line + first.group(), rest
    return None


def _keeps_hyphen(left: str, right: str, words: frozenset[str]) -> bool | None:
    """Whether the hyphen between ``left`` and ``right`` belongs to the word; None if the words do not tell."""
    if not left[-1].islower() or not right[0].islower() or re.search(r"[@/:\d]", left) or "@" in right:
        return True  # a name, a number, an address: not hyphenated by a typesetter
    left = re.split(r"[^\w]", left)[-1].lower()
    match = _WORD.match(right)
    right = match.group().lower() if match else ""
    if f"{left}-{right}" in words:
        return True
    if left + right in words:
        return False
    if left in _PREFIXES and left not in _WEAK:
        return True
    second = right.split("-")[0]
    if second in _SECONDS or (second in words and (left in words or left in _WEAK)):
        return True
    return None


# A provision that stands below an address of a folder: "6. Disclaimer".
_NUMBERED = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]?\s+[A-Z]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$", re.IGNORECASE)
# The first part of an address that a line end broke after a dot: lower case, where an address is announced.
_LOCAL_PART = re.compile(r"\b(?:at|to|via|e-?mail|contact)[:\s]\s*[a-z][a-z\d]*\.$")
_EMAIL_START = re.compile(r"(?:^|[\s:(<])[\w.+-]+@(?:[\w-]+\.)*[\w-]*$")
_DOMAIN_END = re.compile(
    r"^(?:[\w-]+\.)*(?:com|org|net|edu|gov|ac|eu|uk|cn|de|fr|fi|jp|kr|in|it|es|ch|nl|sg|hk|au|ca)(?:\.[a-z]{2})?[.,;)>]*$"
)


def _address_goes_on(line: str, following: str) -> bool:
    """Whether ``line`` ends in an address that ``following``, the first word of the next line, completes."""
    # Most lines have none of these signs, and need not be searched.
    if ("://" in line or "www." in line.lower()) and _ADDRESS.search(line):
        if following.startswith(("http", "www.")) or line[-1] in ".,;)>]”\"'":
            return False
        looks = re.search(r"[/_=%&?#~\d]|\w[.-]\w", following) is not None
        return (line[-1] in "/_=&?%#-~" or following[0] in "/?&=#._-%" or "/" in following[:-1]) and looks
    if line.endswith(".") and _LOCAL_PART.search(line) and re.match(r"[\w.+-]+@[\w-]+\.\w", following):
        return True
    if following.startswith("@") and re.match(r"@[\w-]+\.", following) and re.search(r"[\w.+-]$", line):
        return True
    if "@" in line and _EMAIL_START.search(line):
        if line.endswith((".", "@")):
            return _DOMAIN_END.match(following.lower()) is not None
        return re.match(r"\.[a-z]{2,}", following) is not None
    return False
