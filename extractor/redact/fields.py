"""What the fields of a form ask for, and what somebody wrote into them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["name", "e-mail address", "phone number", "address", "signature", "personal detail"]
Asked = Kind | Literal["other"]

_NOTE = r"(?: ?\d\.?)?(?: ?\([^()\n]{0,80}\))?(?: ?\*)?"
_MARKED = re.compile(r"[:：]")
_BLANK = re.compile(r"[\W_]*")
_BLANK_WORDS = re.compile(
    r"(?:n/?a|not applicable|none|required|optional|(?:same as|see) above|(?:please )?print|yes|no|tbd|unknown|x+)\W*",
    re.IGNORECASE,
)
_EDGE = " \t_.,;|*·•…-–—"
_CELL = re.compile(r"[^\t|]+")
_BULLET = re.compile(r"[\W\d_]*")
_GAP = re.compile(r"_{3,}|\.{4,}|…{2,}")
_FULL = re.compile(r"\s*[A-ZÀ-Þ][\w'’.-]*(?:\s+[A-ZÀ-Þ][\w'’.-]*){1,4}\s*")
_AT = re.compile(r"[@＠]|[\[(] ?at ?[\])]|\bat\b.+\bdot\b", re.IGNORECASE)
_PARTICLE = re.compile(r"(?:van|von|de|der|da|dos|del|di|al|el|bin|ibn|ter)\b")
_GOES_ON = re.compile(r"(?:of|and|or|for|with|in|the|to|is|if|as|who)\b", re.IGNORECASE)
_FULL_NAME = 2
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"(?<![\w'’-])[\w/(]")
_LONGEST = 120
"""No label has more characters."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: what it asks for, and where what was written into it stands; empty where nothing was."""

    asked: Asked
    start: int
    """Where its label starts."""
    value: tuple[int, int]

    @property
    def is_filled(self) -> bool:
        """Whether something was written into it."""
        return self.value[0] < self.value[1]


@dataclass(frozen=True, slots=True)
class _Label:
    """The labels that ask for one thing."""

    asks: Asked
    words: re.Pattern[str]


@cache
def _labels() -> tuple[_Label, ...]:
    """The labels of ``fields.toml``, in its order."""
    table = tomllib.loads((files("extractor.redact") / "fields.toml").read_text(encoding="utf-8"))
    who = rf"(?:{'|'.join(table['who'])})(?:'s|’s|s|\(s\))?"
    before = rf"(?:(?:{'|'.join(table['before'])}|{who})[ /-])*"
    labels = []
    for field in table["fields"]:
        words = "|".join(field["labels"]).replace("{who}", who)
        labels.append(_Label(field["asks"], re.compile(rf"{before}(?:{words}){_NOTE}", re.IGNORECASE)))
    return tuple(labels)


def fields_of(text: str, start: int, end: int, *, bare: bool) -> list[Field]:
    """The fields on one line of ``text``; with ``bare``, also those whose label no colon ends."""
    found: list[Field] = []
    asked: Field | None = None
    for begin, stop in _cells(text, start, end):
        inside = list(_with_colons(text, begin, stop)) or (list(_bare(text, begin, stop)) if bare else [])
        if asked is not None and not inside and _answers(text[begin:stop].strip(_EDGE), asked.asked):
            # A cell without a label is what was written beside the one with it.
            found[-1] = replace(asked, value=_written(text, begin, stop, asked.asked))
        found += inside
        # Where several labels stand side by side, they are heads of columns.
        last = inside[-1] if len(found) == 1 and inside and not inside[-1].is_filled else None
        asked = last if last is not None and _is_sure(last.asked, text[last.start : stop]) else None
    return found


def _answers(words: str, asked: Asked) -> bool:
    """Whether a cell beside a label can be what was written into it, and is no label itself."""
    if asked in ("name", "signature") and words.isascii():
        return bool(_FULL.fullmatch(words)) and _asked(words) is None
    return _asked(words) is None and (asked != "phone number" or any(map(str.isdigit, words)))


def _is_sure(asked: Asked, label: str) -> bool:
    """Whether a label asks for what it says, and is no heading of a column: "Licensee"."""
    return asked != "name" or "name" in label.lower()


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yields what stands between tabs and bars."""
    for match in _CELL.finditer(text, start, end):
        if match.group().strip():
            yield match.span()


def _with_colons(text: str, start: int, end: int) -> Iterator[Field]:
    """Yields the fields whose labels a colon ends; a value ends where the next label starts."""
    labels: list[tuple[Asked, int, int]] = []
    after = start
    for colon in _MARKED.finditer(text, start, end):
        label = _label_before(text, after, colon.start())
        if label is not None:
            labels.append((*label, colon.end()))
        after = colon.end()
    for n, (asked, begin, value) in enumerate(labels):
        stop = labels[n + 1][1] if n + 1 < len(labels) else end
        yield Field(asked, begin, _written(text, value, stop, asked))


def _label_before(text: str, start: int, end: int) -> tuple[Asked, int] | None:
    """What the words before a colon ask for, and where they start: the longest that are a label."""
    for word in _WORD.finditer(text, max(start, end - _LONGEST), end):
        asked = _asked(text[word.start() : end])
        if asked is not None:
            return asked, word.start()
    return None


def _bare(text: str, start: int, end: int) -> Iterator[Field]:
    """Yields the field that a cell is, its label first, the longest that is one: "Name Ada Lind"."""
    bullet = _BULLET.match(text, start, end)
    at = bullet.end() if bullet else start
    ends = [space.start() for space in _SPACE.finditer(text, at, min(end, at + _LONGEST))]
    for stop in reversed([*ends, end] if end - at < _LONGEST else ends):
        asked = _asked(text[at:stop])
        if asked is None:
            continue
        rest = text[stop:end].strip(_EDGE)
        is_open = bool(_GAP.search(rest))  # the gap is what follows, so that the words before it are the label's
        value = (stop, stop) if is_open else _written(text, stop, end, asked)
        is_value = value[0] < value[1]
        # A label goes on in lower case ("Name of the boat"); what people write into a form does not, addresses apart.
        goes_on = bool(_GOES_ON.match(rest)) or rest[:1].islower() or rest.startswith(("/", "&"))
        is_short = is_value and len(rest.split()) < _FULL_NAME and not _is_sure(asked, text[at:stop])
        if not is_short and not (goes_on and not (is_value and asked == "e-mail address")):
            yield Field(asked, at, value)
        return


def _asked(label: str) -> Asked | None:
    """What a label asks for; None where it is none."""
    words = " ".join(label.split())
    return next((one.asks for one in _labels() if one.words.fullmatch(words)), None)


def _written(text: str, start: int, end: int, asked: Asked) -> tuple[int, int]:
    """Where the words stand that were written into a gap; an empty span where none were."""
    begin = start
    while start < end and text[start] in _EDGE:
        start += 1
    gap = _GAP.search(text, start, end)
    if gap is not None:
        # Words between two gaps are the label of the second, unless they stand close to both or are a full name.
        is_label = _GAP.search(text, begin, start) is not None and text[start - 1] == " "
        end = start if is_label and not _FULL.fullmatch(text, start, gap.start()) else gap.start()
    while start < end and text[end - 1] in _EDGE.replace(".", ""):
        end -= 1
    return (start, end) if _is_written(text[start:end].strip(_EDGE), asked) else (start, start)


def _is_written(words: str, asked: Asked) -> bool:
    """Whether words beside a label are what somebody wrote, and no blank, note or label."""
    is_note = words[:1] in ("(", "<", "[") and words[-1:] in (")", ">", "]")
    named = _asked(words)
    is_label = words.endswith((":", "：")) or named not in (None, "name" if asked == "personal detail" else None)
    is_label = is_label or (words.startswith(("/", "&")) and not words.startswith("/s/"))
    if is_note or is_label or _BLANK.fullmatch(words) or _BLANK_WORDS.fullmatch(words):
        return False
    if asked == "e-mail address":
        return bool(_AT.search(words))
    if asked not in ("name", "signature"):
        return True
    return any(map(str.isalpha, words)) and (not words[0].islower() or bool(_PARTICLE.match(words)))
