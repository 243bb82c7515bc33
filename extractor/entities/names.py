"""What parties, data sets and defined terms share: phrases in capitals, contexts, abbreviations, first mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.entities.reading import Found, Passage
from extractor.taxonomy.cues import Cue
from extractor.types import Span

_SMALL = frozenset({
    "of", "and", "for", "the", "in", "at", "on", "to", "a", "an", "&", "with", "by", "or", "und", "der", "des", "de",
    "la", "du", "di", "del", "da", "do", "das", "dos",
})  # fmt: skip
"""The small words that names are joined by, of several languages."""

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_CAP = r"(?:S[Tt]\.|[A-Z0-9À-Þ](?:[\w&/+'-]|\.\d)*(?:\([A-Z0-9]+\)\w+)?)"
_PHRASE = re.compile(
    rf"(?<![\w/@.'-]){_CAP}(?:,?\s(?:Inc|Ltd|LLC|Co|Corp)\b\.?"
    rf"|\s+(?:(?:of|and|for|the|in|at|de|la|du|da|do|das|dos|des|der|di|del|&|on)\s+){{0,3}}{_CAP})*"
)
_SHORT = re.compile(
    r"\s*\(\s*(?:(?:(?:also\s+)?(?:referred\s+(?:to\s+)?as|known\s+as|called|call)|hereinafter|abbreviated(?:\s+as)?|"
    r"in\s+short|short|or)[:,]?\s+)?(?:the\s+)?[\"']{0,2}(?P<short>\w[\w&.'/+ -]{0,28}?)[.,]?[\"']{0,2}\s*\)"
)
_CAPITALS = re.compile(r"[A-Z].*[A-Z0-9]|\d.*[A-Z]")
_SMALL_LETTERS = re.compile(r"(?<![\w@./-])[a-z][a-z-]+\b(?!\.\w)")
_CAPITALIZED = re.compile(r"(?<![\w@./-])[A-Z][a-z]+[A-Za-z]*\b")
_IN_QUOTES = re.compile(r"(?<!\w)[\"']{1,2}([^\"'\n]{1,60}?)[,.]?[\"']{1,2}(?!\w)")
_BREAK = re.compile(r"\n")
# Three words in capitals in a row.
_SHOUT = re.compile(r"\b[A-Z]{2,}\W+[A-Z]{2,}\W+[A-Z]{2,}\b")
_CAPITAL = re.compile(r"[A-Z]")
_LETTER = re.compile(r"[A-Za-z]")
_SHORT_LINE = 45
_LONGEST = 240
_SIGHT = 400
_REACH = 100


@dataclass(frozen=True, slots=True)
class Usage:
    """How a document uses its words: what tells a name from a word that begins a sentence."""

    lower: frozenset[str]
    """The words that stand somewhere in small letters."""
    capitalized: frozenset[str]
    """The words that stand somewhere with a capital, where not all is in capitals; in lower case."""
    quoted: frozenset[str]
    """The keys of the names in quotes: terms that the document defines."""

    @classmethod
    def of(cls, reading: Sequence[Passage]) -> Usage:
        """The usage of a document."""
        lower = frozenset(word for passage in reading for word in _SMALL_LETTERS.findall(passage.folded))
        mixed = [passage.folded for passage in reading if not passage.text.isupper()]
        capitalized = frozenset(word.lower() for text in mixed for word in _CAPITALIZED.findall(text))
        quoted = frozenset(key(m.group(1)) for passage in reading for m in _IN_QUOTES.finditer(passage.folded))
        return cls(lower, capitalized, quoted)

    def is_name(self, words: str) -> bool:
        """Whether ``words`` are neither a defined term nor words that the document also writes small."""
        own = [word for word in _WORD.findall(words) if word.lower() not in _SMALL]
        return key(words) not in self.quoted and any(word.lower() not in self.lower for word in own)


def phrases(passage: Passage) -> Iterator[Span]:
    """Yields the capitalized phrases of a passage: words with capitals, joined by small words.

    A phrase runs on over the end of a line only where the line is full. What is too long for a name is left out.
    """
    for match in _PHRASE.finditer(passage.folded):
        start = match.start()
        for at in (m.start() for m in _BREAK.finditer(passage.text, match.start(), match.end())):
            if _is_short_line(passage.text, at):
                yield from _of_name_length(start, at)
                start = at + len(passage.text[at : match.end()]) - len(passage.text[at : match.end()].lstrip())
        yield from _of_name_length(start, match.end())


def _of_name_length(start: int, end: int) -> Iterator[Span]:
    if start < end <= start + _LONGEST:
        yield Span(start, end)


def _is_short_line(text: str, end: int) -> bool:
    return len(text[text.rfind("\n", 0, end) + 1 : end].strip()) < _SHORT_LINE


def context(passage: Passage, span: Span) -> str:
    """The words around a span, "#" in its place; "…" at the left end where the passage goes on there."""
    left, right = max(0, span.start - _REACH), span.end + _REACH
    before = passage.folded[left : span.start].lstrip(" \"'")
    return ("…" if left else "") + before + "#" + passage.folded[span.end : right]


def telling(cues: Sequence[Cue], words: str) -> Cue | None:
    """The first cue that the words of a context match."""
    for cue in cues:
        if cue.pattern is not None and cue.pattern.search(words) and not (cue.unless and cue.unless.search(words)):
            return cue
    return None


def words_of(name: str) -> list[str]:
    """The words of a name in lower case, small words left out."""
    return [word for word in (m.group().lower() for m in _WORD.finditer(name)) if word not in _SMALL]


def is_shouted(passage: Passage, span: Span) -> bool:
    """Whether the words of the sentence around a span are all capitals, so that capitals tell nothing."""
    if not passage.text[span.start : span.end].isupper():
        return False
    sentence = passage.sentence(span.start)
    words = passage.text[max(sentence.start, span.start - _SIGHT) : min(sentence.end, span.end + _SIGHT)]
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
    """What two mentions of one name share: its letters and digits, in lower case."""
    return "".join(filter(str.isalnum, name.casefold()))


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
    written = re.compile(r"(?<![\w-])" + r"\s+".join(map(re.escape, name.split())) + r"(?![\w-])")
    for earlier in reading:
        if earlier is passage:
            break
        if earlier.kind == "reference":
            continue
        longer = [one for other, one in found if other is earlier and one.end - one.start > len(name)]
        for match in written.finditer(earlier.text):
            if not any(one.start <= match.start() and match.end() <= one.end for one in longer):
                return earlier, Found(entity.type, match.start(), match.end(), entity.by, None, entity.role)
    return passage, entity
