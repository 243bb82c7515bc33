"""What parties, data sets and defined terms share: phrases in capitals, contexts, abbreviations, first mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.entities.reading import Found, Passage, kind_of
from extractor.language import CueMatcher
from extractor.taxonomy.cues import Cue
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

_SMALL = frozenset({
    "of", "and", "for", "the", "in", "at", "on", "to", "a", "an", "&", "with", "by", "or", "und", "der", "des", "de",
    "la", "du", "di", "del", "da", "do", "das", "dos", "für", "am", "von", "zu", "y", "e", "et", "och", "en",
})  # fmt: skip
"""The small words that names are joined by, of several languages."""

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SHORT = re.compile(
    r"\s*\(\s*(?:(?:also|herein(?:after)?|hereafter|below|further|in\s+the\s+following|from\s+now\s+on)[:,]?\s+)?"
    r"(?:(?:referred\s+(?:to\s+)?as|known\s+as|called|call|abbreviated(?:\s+as)?|in\s+short|short|or)[:,]?\s+)?"
    r"(?:the\s+)?[\"']{0,2}(?P<short>\w[\w&.'/+ -]{0,28}?)[.,]?[\"']{0,2}\s*\)"
)
_CAPITALS = re.compile(r"[A-Z].*[A-Z0-9]|\d.*[A-Z]")
# A word that is a name by its looks: capitals inside, or capitals and digits.
MARKED = re.compile(
    r"[A-Z][\w-]*[A-Z][\w-]*(?:\(\w+\)\w*|\.\d+)?|[A-Z][\w-]*\d[\w-]*(?:\.\d+\w*)?|\d[A-Za-z-]*[A-Z]\w*|[a-z]+[A-Z]\w*"
)
_SMALL_LETTERS = re.compile(r"(?<![\w@./-])[a-z][a-z-]+\b(?!\.\w|@)")
_CAPITALIZED = re.compile(r"(?<![\w@./-])[A-Z][a-z]+[A-Za-z]*\b")
_INSIDE = re.compile(r"[a-z,]\s([A-ZÀ-Þ][a-zß-ÿ]+)(?![\w-])")
# What a document introduces as a term, in lower case: names in quotes, and those after "hereinafter" and its like in
# brackets.
_INTRODUCED = re.compile(
    r"(?<!\w)[\"']{1,2}(?:the\s)?((?!©\s?\w+\s)[^\"'\n]{1,60}?)[,.]?[\"']{1,2}(?!\w)"
    r"|\((?:hereinafter|hereafter|further|later|here|below|in\sthe\sfollowing)[,:]?\s(?:the\s)?([a-z][\w ]{1,30})[,)]"
)
# Three words in capitals in a row.
_SHOUT = re.compile(r"\b[A-Z]{2,}\W+[A-Z]{2,}\W+[A-Z]{2,}\b")
_CAPITAL = re.compile(r"[A-Z]")
_LETTER = re.compile(r"[A-Za-z]")
# The name of a row that says what its value is: "Sponsor: ".
_ROW = re.compile(r"\n[ \t]*(?=[A-Z][\w ()/]{1,40}:[ \t]*$)")
_SIGHT = 400
_REACH = 100


@dataclass(frozen=True, slots=True)
class Usage:
    """How a document uses its words: what tells a name from a word that begins a sentence."""

    lower: frozenset[str]
    """The words that stand somewhere in small letters."""
    capitalized: frozenset[str]
    """The words that stand somewhere with a capital, where not all is in capitals; in lower case."""
    inside: frozenset[str]
    """The words that stand somewhere with a capital after a small word or a comma."""
    quoted: frozenset[str]
    """The keys of the names in quotes: terms that the document defines."""

    @classmethod
    def of(cls, reading: Sequence[Passage]) -> Usage:
        """The usage of a document."""
        lower = frozenset(word for passage in reading for word in _SMALL_LETTERS.findall(passage.folded))
        mixed = [passage.folded for passage in reading if not passage.text.isupper()]
        capitalized = frozenset(word.lower() for text in mixed for word in _CAPITALIZED.findall(text))
        quoted = frozenset(
            key(m.group(1) or m.group(2)) for passage in reading for m in _INTRODUCED.finditer(passage.lower)
        )
        inside = frozenset(word for text in mixed for word in _INSIDE.findall(text))
        return cls(lower, capitalized, inside, quoted)

    def is_name(self, words: str) -> bool:
        """Whether ``words`` are neither a defined term nor words that the document also writes small."""
        own = [word for word in _WORD.findall(words) if word.lower() not in _SMALL]
        return key(words) not in self.quoted and any(word.lower() not in self.lower for word in own)


def context(passage: Passage, span: Span) -> str:
    """The words around a span, "#" in its place; "…" at the left end where the passage goes on there.

    Of a row "Sponsor: ..." it is the row.
    """
    left, right = max(0, span.start - _REACH), span.end + _REACH
    row = _ROW.search(passage.text, left, span.start)
    left = row.end() if row else left
    before = passage.folded[left : span.start].lstrip(" \"'")
    if row:
        return before + "#" + passage.folded[span.end : right]
    return ("…" if left else "") + before + "#" + passage.folded[span.end : right]


def telling(kind: EntityType, words: str) -> Cue | None:
    """The first of a type's cues that the words of a context match."""
    match = next(_cues(kind.name).find(words), None)
    return match.cue if match else None


@cache
def _cues(kind: str) -> CueMatcher:
    return CueMatcher(kind_of(kind).cues)


def words_of(name: str) -> list[str]:
    """The words of a name in lower case, small words left out."""
    return [word for word in (m.group().lower() for m in _WORD.finditer(name)) if word not in _SMALL]


def is_shouted(passage: Passage, span: Span) -> bool:
    """Whether the words of the sentence around a span are all capitals, so that capitals tell nothing."""
    if not passage.text[span.start : span.end].isupper():
        return False
    sentence = passage.sentence(span.start)
    return _is_shout(passage.text[max(sentence.start, span.start - _SIGHT) : min(sentence.end, span.end + _SIGHT)])


@lru_cache(maxsize=64)
def _is_shout(words: str) -> bool:
    if not _SHOUT.search(words):
        return False
    return len(_CAPITAL.findall(words)) > 0.7 * max(len(_LETTER.findall(words)), 25)


def short_form(text: str, at: int) -> Span | None:
    """The short name in brackets that follows ``at``: "(LN)", "(“the Lab”)", "(referred to as LN)"."""
    match = _SHORT.match(text, at)
    return Span(*match.span("short")) if match else None


def is_abbreviation(short: str) -> bool:
    """Whether a name looks like one made of initials."""
    return bool(_CAPITALS.search(short)) and " " not in short.strip()


def expansion(text: str, end: int, short: str) -> Span | None:
    """The words of ``text`` up to ``end`` that ``short`` abbreviates; ``None`` where they do not spell it.

    Every word but small ones gives at least its initial, in order.
    """
    letters = [c.lower() for c in short if c.isalnum()]
    if len(letters) > 2 and short.endswith("s") and short[-2:-1].isupper():
        letters.pop()
    left = max(0, end - 160)
    border = max((text.rfind(mark, left, end) for mark in '.;:("'), default=-1)
    words = list(_WORD.finditer(text, max(left, border + 1), end))
    for first in range(len(words) - 1, -1, -1):
        chosen = words[first:]
        if len(chosen) > 2 * len(letters) + 3:
            break
        if _spells(letters, [m.group().lower() for m in chosen]):
            return Span(chosen[0].start(), chosen[-1].end())
    return None


def _spells(letters: Sequence[str], words: Sequence[str]) -> bool:
    @cache
    def spelled(letter: int, word: int) -> bool:
        if word == len(words):
            return letter == len(letters)
        most = min(len(words[word]), len(letters) - letter)
        return any(
            _begins_and_contains(letters[letter : letter + taken], words[word]) and spelled(letter + taken, word + 1)
            for taken in range(1, most + 1)
        ) or (words[word] in _SMALL and spelled(letter, word + 1))

    return spelled(0, 0)


def _begins_and_contains(letters: Sequence[str], word: str) -> bool:
    remaining = iter(word)
    return letters[0] == word[0] and all(letter in remaining for letter in letters)


def key(name: str) -> str:
    """What two mentions of one name share: its letters, digits and plus signs, in lower case."""
    return "".join(sign for sign in name.casefold() if sign.isalnum() or sign == "+")


def first_mentions(
    reading: Sequence[Passage], found: Sequence[tuple[Passage, Found]]
) -> Iterator[tuple[Passage, Found]]:
    """Yields each name once, where the document first has it as a name of its own.

    A name is the same in other capitals. An earlier mention inside a longer name that was found too is none of its own.
    """
    seen: set[str] = set()
    for passage, entity in found:
        name = passage.words(entity.start, entity.end)
        if key(name) and key(name) not in seen:
            seen.add(key(name))
            yield _earliest(reading, (passage, entity), name, found)


def _earliest(
    reading: Sequence[Passage],
    located: tuple[Passage, Found],
    name: str,
    found: Sequence[tuple[Passage, Found]],
) -> tuple[Passage, Found]:
    passage, entity = located
    words = name.split()
    written: re.Pattern[str] | None = None
    for earlier in reading:
        if earlier is passage:
            break
        if earlier.kind == "reference" or not all(word in earlier.text for word in words):
            continue
        written = written or re.compile(r"(?<![\w-])" + r"\s+".join(map(re.escape, words)) + r"(?![\w-])")
        for match in written.finditer(earlier.text):
            longer = (one for other, one in found if other is earlier and one.end - one.start > len(name))
            if not any(one.start <= match.start() and match.end() <= one.end for one in longer):
                return earlier, Found(entity.type, match.start(), match.end(), entity.by, None, entity.role)
    return passage, entity
