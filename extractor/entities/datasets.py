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
from extractor.entities.organizations import is_generic as is_role
from extractor.entities.reading import Found, Passage, kind_of
from extractor.entities.title_words import abbreviated, is_generic, without_generic
from extractor.entities.titles import Titles
from extractor.taxonomy.cues import Cue
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

# "QM dot-probe EEG dataset": the name goes on to the last capitals before the noun.
_GOES_ON = re.compile(r"\s[a-z]+-[a-z]+\s[A-Z]{2,}(?=\s(?:data\s?set|data\s?base|corpus)\b)")
# "the Harbor Tides Dataset": a name that ends in what it names.
_ENDS_IN_DATA = re.compile(
    r"\b(?!(?:An?|The|This|Any|Each|Such|Said|Our|Your)\s)(?:[A-Z\d][\w'-]*\s){1,7}"
    r"(?:Data\s?[Ss]et|Data\s?[Bb]ase|Dataset|Database|Corpus|Benchmark)\b(?!\s(?:Rights?|Licen[cs]e)\b)"
)
_SMALL_WORDS = re.compile(r"[a-z]{3}")
_TWO = re.compile(rf"(?P<left>{MARKED.pattern})\sand\s(?P<right>{MARKED.pattern})")
# The short name of the license itself: "Harbor Public License (HPL)".
_LICENSE = re.compile(r"\b(?:[Ll]icen[cs]e|[Aa]greement|[Tt]erms)\s\([\"'“]?([\w-]+)[\"'”]?\)")
_OPTION = re.compile(
    r"(?:^|\n)\s*(?:\[\s?[xX]?\s?\]|[☐□])\s*(?P<name>[A-Z][^\n()]{3,90}?)\s*(?:\((?P<short>[\w-]{2,14})\))?\s*(?=\n|$)"
)
_OPTIONS_OF = re.compile(
    r"\b(?:data ?sets?|data ?bases?|collections?|corpora|corpus)\b[^\n]{0,30}:\s*$", re.IGNORECASE | re.MULTILINE
)

# Cues that hold for names only that look like names, the one that needs more than a capital, and that of rows.
_OF_LOOKS = frozenset({"DATASET/1", "DATASET/4", "DATASET/7"})
_AFTER_NOUN = "DATASET/8"
_OF_ROWS = "DATASET/5"

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
        elif passage.kind in ("clause", "item", "table"):
            found.extend((passage, one) for one in _in_text(kind, passage, parties))
    found += list(_short_forms(kind, reading, found))
    found = found or list(_titled(kind, reading, usage, taken)) or list(_recurring(kind, reading, usage, taken))
    yield from first_mentions(reading, found)


def _short_forms(kind: EntityType, reading: Sequence[Passage], found: Sequence[Located]) -> Iterator[Located]:
    """Yields the abbreviations in brackets after later mentions of the names."""
    names = {passage.words(one.start, one.end) for passage, one in found}
    if not names:
        return
    written = "|".join(r"\s+".join(map(re.escape, name.split())) for name in sorted(names))
    mention = re.compile(rf"(?<![\w-])(?:{written})(?=\s\()", re.IGNORECASE)
    for passage in reading:
        if passage.kind in ("clause", "item") and "(" in passage.folded:
            for match in mention.finditer(passage.folded):
                for short in abbreviated(kind, passage, match.end()):
                    if not _SMALL_WORDS.search(passage.folded, short.start, short.end):
                        yield passage, short


def _options(kind: EntityType, passage: Passage) -> Iterator[Found]:
    """Yields the data sets that a form offers to tick."""
    if not _OPTIONS_OF.search(passage.text):
        return
    for match in _OPTION.finditer(passage.text):
        for group in ("name", "short"):
            if match.group(group):
                yield Found("DATASET", *match.span(group), by=kind.by("option"))


def _in_text(kind: EntityType, passage: Passage, parties: Sequence[str]) -> Iterator[Found]:
    """Yields the names in running text that are no party's."""
    taken = {key(party) for party in parties}
    for phrase in (part for whole in passage.phrases for part in _parts(passage, whole)):
        if is_shouted(passage, phrase):
            continue
        more = _GOES_ON.match(passage.folded, phrase.end)
        phrase = Span(phrase.start, more.end()) if more else phrase
        span = without_generic(kind, passage, phrase)
        name = passage.words(span.start, span.end)
        if not name or key(name) in taken or is_generic(kind, name):
            continue
        cue = telling(kind, context(passage, phrase))
        if cue is not None and (not _may_bear(kind, passage, cue, name) or _begins_one(name, parties)):
            cue = None
        is_tailed = (
            passage.kind != "table"
            and bool(passage.folded[span.end : phrase.end].strip(" ."))
            and bool(MARKED.search(name))
        )
        if cue is not None or is_tailed:
            yield Found("DATASET", span.start, span.end, f"rule:{cue.id}" if cue else kind.by("name"))
            yield from abbreviated(kind, passage, phrase.end)


def _parts(passage: Passage, phrase: Span) -> Iterator[Span]:
    """Yields the phrase, or the two names that it joins: "QM-3 and QM-4"."""
    two = _TWO.fullmatch(passage.folded, phrase.start, phrase.end)
    if two:
        yield from (Span(*two.span("left")), Span(*two.span("right")))
    else:
        yield phrase


def _titled(kind: EntityType, reading: Sequence[Passage], usage: Usage, taken: Set[str]) -> Iterator[Located]:
    """Yields the names that end in what they name, for a document that names its data no other way."""
    for passage in reading:
        if passage.kind not in ("title", "clause", "item") or "{" in passage.text:
            continue
        for phrase in passage.phrases:
            name = _ENDS_IN_DATA.search(passage.folded, phrase.start, phrase.end)
            if name is None or is_generic(kind, name.group()) or is_shouted(passage, phrase):
                continue
            if usage.is_name(name.group()):
                span = without_generic(kind, passage, Span(*name.span()))
                bare = passage.words(span.start, span.end)
                is_whole = key(bare) in taken or not MARKED.fullmatch(bare)
                start, end = name.span() if is_whole else (span.start, span.end)
                yield passage, Found("DATASET", start, end, kind.by("titled"))
                return


def _recurring(kind: EntityType, reading: Sequence[Passage], usage: Usage, taken: Set[str]) -> Iterator[Located]:
    """Yields the word that looks like a name and recurs most, for a document that names its data no other way."""
    licenses = {name for one in reading if one.kind in ("title", "heading") for name in _LICENSE.findall(one.text)}
    uses: dict[str, list[Located]] = {}
    for passage in reading:
        if passage.kind not in ("clause", "item"):
            continue
        for phrase in passage.phrases:
            name = passage.words(phrase.start, phrase.end)
            looks = MARKED.fullmatch(name) and not name.isupper()
            listed = key(name) in taken | usage.quoted or is_generic(kind, name) or name in licenses
            if looks and not listed:
                found = Found("DATASET", phrase.start, phrase.end, kind.by("recurring"))
                uses.setdefault(key(name), []).append((passage, found))
    most = max(uses.values(), key=len, default=[])
    if len(most) >= _OFTEN:
        yield most[0]


def _may_bear(kind: EntityType, passage: Passage, cue: Cue, name: str) -> bool:
    """Whether a name has the looks that its cue asks for; in a table, whether a row says what it is."""
    words = name.split()
    if words[0].lower() in kind.words["never"] or is_role(kind_of("PARTY"), name):
        return False
    if passage.kind == "table":
        return cue.id == _OF_ROWS
    if cue.id in _OF_LOOKS:
        return bool(MARKED.fullmatch(words[-1])) and words[-1].lower() not in kind.words["never"]
    return cue.id != _AFTER_NOUN or _is_own(name)


def _begins_one(name: str, parties: Sequence[str]) -> bool:
    """Whether a plain word is the first of a party's name, cut off from it: "Quill" of "Quill Motion Labs"."""
    return name.isalpha() and any(party.startswith(f"{name} ") for party in parties)


def _is_own(name: str) -> bool:
    """Whether a name after "the corpus" is more than a capitalized word: two of them, or one that looks like a name."""
    return " " in name or bool(MARKED.fullmatch(name))
