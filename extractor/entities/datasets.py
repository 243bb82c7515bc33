"""The names of the licensed data sets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from extractor.entities.names import (
    MARKED,
    Usage,
    context,
    first_mentions,
    is_shouted,
    key,
    telling,
)
from extractor.entities.reading import Found, Passage, kind_of
from extractor.entities.titles import Titles, abbreviated, without_generic
from extractor.taxonomy.cues import Cue
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

_WORD = re.compile(r"[\w'-]+")
# "QM dot-probe EEG dataset": the name goes on to the last capitals before the noun.
_GOES_ON = re.compile(r"\s[a-z]+-[a-z]+\s[A-Z]{2,}(?=\s(?:data\s?set|data\s?base|corpus)\b)")
_OPTION = re.compile(
    r"(?:^|\n)\s*(?:\[\s?[xX]?\s?\]|[☐□])\s*(?P<name>[A-Z][^\n()]{3,90}?)\s*(?:\((?P<short>[\w-]{2,14})\))?\s*(?=\n|$)"
)
_OPTIONS_OF = re.compile(
    r"\b(?:data ?sets?|data ?bases?|collections?|corpora|corpus)\b[^\n]{0,30}:\s*$", re.IGNORECASE | re.MULTILINE
)

# Cues that hold for names only that look like names, and the one that needs more than a capital.
_OF_LOOKS = frozenset({"DATASET/1", "DATASET/4", "DATASET/7"})
_AFTER_NOUN = "DATASET/8"

_OFTEN = 3

Located = tuple[Passage, Found]


def find_datasets(reading: Sequence[Passage], usage: Usage, parties: Sequence[str]) -> Iterator[Located]:
    """Yields the data sets with the passages of their first mention; ``parties`` are the names that are taken."""
    kind = kind_of("DATASET")
    taken = {key(party) for party in parties}
    found: list[Located] = list(Titles(kind, reading, usage, parties).names())
    for passage in reading:
        if passage.kind == "form":
            found.extend((passage, one) for one in _options(kind, passage))
        elif passage.kind in ("clause", "item"):
            found.extend((passage, one) for one in _in_text(kind, passage, taken))
    yield from first_mentions(reading, found or list(_recurring(kind, reading, usage, taken)))


def _options(kind: EntityType, passage: Passage) -> Iterator[Found]:
    """Yields the data sets that a form offers to tick."""
    if not _OPTIONS_OF.search(passage.text):
        return
    for match in _OPTION.finditer(passage.text):
        for group in ("name", "short"):
            if match.group(group):
                yield Found("DATASET", *match.span(group), by=kind.by("option"))


def _in_text(kind: EntityType, passage: Passage, taken: Set[str]) -> Iterator[Found]:
    """Yields the names in running text; ``taken`` are the keys of those that are others'."""
    for phrase in passage.phrases:
        if is_shouted(passage, phrase):
            continue
        more = _GOES_ON.match(passage.folded, phrase.end)
        phrase = Span(phrase.start, more.end()) if more else phrase
        span = without_generic(kind, passage, phrase)
        name = passage.words(span.start, span.end)
        if not name or key(name) in taken or _is_generic(kind, name):
            continue
        cue = telling(kind, context(passage, phrase))
        if cue is not None and not _may_bear(kind, cue, name):
            cue = None
        is_tailed = bool(passage.folded[span.end : phrase.end].strip(" .")) and bool(MARKED.search(name))
        if cue is not None or is_tailed:
            yield Found("DATASET", span.start, span.end, f"rule:{cue.id}" if cue else kind.by("name"))
            yield from abbreviated(kind, passage, phrase.end)


def _recurring(kind: EntityType, reading: Sequence[Passage], usage: Usage, taken: Set[str]) -> Iterator[Located]:
    """Yields the word that looks like a name and recurs most, for a document that names its data no other way."""
    uses: dict[str, list[Located]] = {}
    for passage in reading:
        if passage.kind not in ("clause", "item"):
            continue
        for phrase in passage.phrases:
            name = passage.words(phrase.start, phrase.end)
            looks = MARKED.fullmatch(name) and not name.isupper()
            listed = key(name) in taken | usage.quoted or name.lower() in kind.words["never"]
            if looks and not listed:
                found = Found("DATASET", phrase.start, phrase.end, kind.by("recurring"))
                uses.setdefault(key(name), []).append((passage, found))
    most = max(uses.values(), key=len, default=[])
    if len(most) >= _OFTEN:
        yield most[0]


def _may_bear(kind: EntityType, cue: Cue, name: str) -> bool:
    """Whether a name has the looks that its cue asks for."""
    words = name.split()
    if words[0].lower() in kind.words["never"]:
        return False
    if cue.id in _OF_LOOKS:
        return bool(MARKED.fullmatch(words[-1])) and words[-1].lower() not in kind.words["never"]
    return cue.id != _AFTER_NOUN or _is_own(name)


def _is_own(name: str) -> bool:
    """Whether a name after "the corpus" is more than a capitalized word: two of them, or one that looks like a name."""
    return " " in name or bool(MARKED.fullmatch(name))


def _is_generic(kind: EntityType, name: str) -> bool:
    """Whether a name has no word of its own."""
    lists = [kind.words[of] for of in ("never", "document", "generic_tail")]
    words = _WORD.findall(name.lower())
    return all(word.isdigit() or any(word in plain for plain in lists) for word in words)
