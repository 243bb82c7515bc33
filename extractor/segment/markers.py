"""The markers that lines start with: provision numbers, list letters, roman numbers and bullets."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from typing import Literal

from extractor.segment.cited import is_reference
from extractor.segment.shapes import is_heading

Style = Literal["arabic", "section", "letter", "roman", "bullet", "bare"]
"""``section`` is a named unit ("Article 4"), ``bare`` a number without punctuation ("4 Term")."""

_BULLET = re.compile(
    r"(?:[•●▪◦‣○□☐☑☒■◆◇♦►▶➢➤→✓✔✗❖⁃∙·*+\uf000-\uf0ff-]|[–—](?=\s))[\t ]*(?=\S)"
    # Letters that stand for glyphs of a symbol font whose name was lost: "o Keep the data".
    r"|[olnqvØ§u][\t ]+(?=[A-Z])"
)
_STRONG_BULLET = re.compile(r"[•●▪◦‣○□☐☑☒■◆◇♦►▶➢➤→✓✔✗❖⁃∙\uf000-\uf0ff]")
_UNIT = r"article|section|clause|part|schedule|annex|appendix|exhibit|attachment|chapter|addendum|paragraph"
_SPELLED = r"one|two|three|four|five|six|seven|eight|nine|ten"
_SECTION = re.compile(
    rf"(?:(?i:{_UNIT}|§)[\t ]*(?:no\.?[\t ]*)?(?P<unit>\d+(?:\.\d+)*|[IVXLC]+|[A-Z]|(?i:{_SPELLED}))(?![\w(])"
    r"|(?P<chinese>第?[一二三四五六七八九十]{1,3}[、章条])|第(?P<article>\d{1,2})[章条])[\t ]*(?:[.:)–—-]*)[\t ]*"
)
_ARABIC = re.compile(
    r"(?:[(（](\d{1,2}(?:\.\d{1,3})*)[)）]"
    r"|(\d{1,2}(?:\.\d{1,3})+)(?:[.):]|(?=\s)|(?=[A-Z“\"]))(?!\d)"
    r"|(\d{1,2})(?:[)、．]|[.:](?!\d)))"
    r"[\t ]*(?=\S|$)"
)
_LETTER = re.compile(r"(?:[(（]([A-Za-z])[)）]|([A-Za-z])(?:\)|[.](?=\s|$)))[\t ]*(?=\S|$)")
_ROMAN = re.compile(
    r"(?:[(（]([ivx]{1,6}|[IVX]{1,6})[)）]|([ivx]{1,6}|[IVX]{1,6})[.)]|([ivx]{1,6}|"
    r"[IVX]{1,6})(?=\s[–—-]\s))[\t ]*(?=\S|$)"
)
_BARE = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[\t ]+(?=[A-Z])")
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_ROMAN_VALUE = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before the words of a line; ``form`` is its typography: ``"1."``, ``"(a)"``, ``"I."``, ``"•"``."""

    style: Style
    form: str
    end: int
    number: str | None = None
    bulleted: bool = False
    """Whether a bullet stands before the number."""

    def follows(self, other: Marker) -> bool:
        """Whether this marker is the next of its list after ``other``."""
        if self.style == "bullet" or self.number is None or other.number is None:
            return self.style == other.style and self.form == other.form
        if self.style == "letter" and other.style == "roman" and self.number.lower() in _ROMAN_VALUE:
            # "v" after "iv" and "x" after "ix" are roman.
            return self.form == _letters(other.form) and roman(self.number) == roman(other.number) + 1
        if self.form != other.form or self.style != other.style:
            return False
        if self.style == "letter":
            return ord(self.number) == ord(other.number) + 1
        if self.style == "roman":
            return roman(self.number) == roman(other.number) + 1
        return _steps(self.number, other.number)

    def as_next(self, other: Marker) -> Marker:
        """``other`` read as the next of this list: "v" after "iv" is roman."""
        return replace(other, style=self.style, form=self.form)

    @property
    def list(self) -> str:
        """The typography of its list, by which its neighbours are found."""
        return f"{self.style}{self.form}"

    @property
    def first(self) -> bool:
        """Whether a list may begin with this marker."""
        if self.number is None:
            return True
        return self.number.lower() in ("a", "i", "1", "0") or bool(re.fullmatch(r"\d+(\.\d+)*\.[01]", self.number))

    @property
    def depth(self) -> int:
        """How many numbers it is made of: 3 for ``7.3.4``."""
        return self.number.count(".") + 1 if self.number and self.number[0].isdigit() else 1


def marker_of(text: str, *, marked: bool = False, glyphs: Container[str] = "") -> Marker | None:
    """The marker of a line, unless its words say that it is none; ``glyphs`` are letters that serve as bullets."""
    if text[:1] in glyphs and text[1:2].isspace() and text[1:].lstrip()[:1].isalpha():
        return Marker("bullet", text[0], len(text) - len(text[1:].lstrip()))
    marker = find(text)
    if marker is None or marker.bulleted:
        return marker
    rest = text[marker.end :]
    if marker.style == "bare" and not is_heading(rest, numbered=True, marked=marked):
        return None
    if marker.style == "section" and rest and (rest[0].islower() or not (rest[0].isalnum() or rest[0] in '“"(')):
        return None
    if marker.style in ("letter", "roman") and marker.form[0] != "(" and is_reference(text):
        return None
    return marker


def find(text: str) -> Marker | None:
    """The marker that ``text`` starts with, if any."""
    bullet = _BULLET.match(text)
    if bullet and text.startswith(("**", "--", "__", "***")):
        bullet = None
    at = bullet.end() if bullet else 0
    numbered = _numbered(text, at)
    if numbered:
        return Marker(numbered.style, numbered.form, numbered.end, numbered.number, bulleted=bullet is not None)
    if bullet:
        return Marker("bullet", text[0], at)
    return None


def is_strong(marker: Marker, text: str) -> bool:
    """Whether it is a glyph that is never anything but a bullet."""
    return bool(_STRONG_BULLET.match(text)) and (marker.style == "bullet" or marker.bulleted)


def roman(number: str) -> int:
    """The value of a roman number."""
    values = [_ROMAN_VALUE[c] for c in number.lower()]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _numbered(text: str, at: int) -> Marker | None:
    if match := _SECTION.match(text, at):
        number = match.group("unit") or match.group("article") or match.group("chinese").strip("第、章条")
        return Marker("section", "section", match.end(), number)
    if (match := _ARABIC.match(text, at)) and not _YEAR.match(text, at):
        number = match.group(1) or match.group(2) or match.group(3)
        return Marker("arabic", _form(match, "1." if "." in number else "1"), match.end(), number)
    letter = _LETTER.match(text, at)
    numeral = _ROMAN.match(text, at)
    # "(c) 2020" and "© 2020" are notices of copyright.
    if letter and _YEAR.match(text, letter.end()):
        return None
    if numeral and (letter is None or (letter.group(1) or letter.group(2)) in "iI"):
        number = numeral.group(1) or numeral.group(2) or numeral.group(3)
        return Marker("roman", _form(numeral, "i" if number.islower() else "I"), numeral.end(), number)
    if letter:
        number = letter.group(1) or letter.group(2)
        return Marker("letter", _form(letter, "a" if number.islower() else "A"), letter.end(), number)
    if match := _BARE.match(text, at):
        return Marker("bare", "1", match.end(), match.group(1))
    return None


def _letters(form: str) -> str:
    """The form that a letter has in the same typography as a roman number."""
    return form.replace("i", "a").replace("I", "A")


def _form(match: re.Match[str], sign: str) -> str:
    words = match.group().strip()
    return ("(" if words[0] in "(（" else "") + sign + (")" if words[-1] in ")）" else "")


def _steps(number: str, before: str) -> bool:
    """Whether ``number`` comes next after ``before`` in a decimal outline: 7.3 → 7.3.1, 7.4 or 8."""
    ours = [int(n) for n in number.split(".")]
    theirs = [int(n) for n in before.split(".")]
    if ours[:-1] == theirs and ours[-1] == 1:
        return True
    head = ours[:-1]
    return len(ours) <= len(theirs) and theirs[: len(head)] == head and 1 <= ours[-1] - theirs[len(head)] <= 2
