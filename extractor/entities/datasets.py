"""The names of the licensed data sets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from extractor.entities.names import (
    context,
    first_mentions,
    is_abbreviation,
    is_shouted,
    key,
    phrases,
    short_form,
    telling,
)
from extractor.entities.reading import Found, Passage, kind_of
from extractor.taxonomy.cues import Cue
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

_QUOTED = re.compile(r"(?<!\w)[\"'](?P<value>[^\"'\n]{2,90})[\"'](?!\w)")
_TOKEN = re.compile(r"[\w&'’/+-]+(?:\(\w+\)\w*)?(?:\.\d+)*")
_WORD = re.compile(r"[\w'-]+")
_SUBTITLE = re.compile(r"[\s#\"“]*(?P<name>[^\s:]+(?:\s[^\s:]+){0,2}):\s+(?=[A-Z])")
_DATA_WORD = re.compile(r"(?:data-?sets?|data-?bases?|corpus|corpora|collections?|benchmark)", re.IGNORECASE)
_MOST_WORDS = 16
_JOINT = frozenset({"of", "and", "for", "in", "on", "&", "with", "the"})
# A word that is a name by its looks: capitals inside, or capitals and digits.
_MARKED = re.compile(
    r"[A-Z][\w-]*[A-Z][\w-]*(?:\(\w+\)\w*|\.\d+)?|[A-Z][\w-]*\d[\w-]*(?:\.\d+)?|\d[A-Za-z-]*[A-Z]\w*|[a-z]+[A-Z]\w*"
)
# "QM dot-probe EEG dataset": the name goes on to the last capitals before the noun.
_GOES_ON = re.compile(r"\s[a-z]+-[a-z]+\s[A-Z]{2,}(?=\s(?:data\s?set|data\s?base|corpus)\b)")
_OPTION = re.compile(
    r"(?:^|\n)\s*(?:\[\s?[xX]?\s?\]|[☐□])\s*(?P<name>[A-Z][^\n()]{3,90}?)\s*(?:\((?P<short>[\w-]{2,14})\))?\s*(?=\n|$)"
)
_OPTIONS_OF = re.compile(
    r"\b(?:data ?sets?|data ?bases?|collections?|corpora|corpus)\b[^\n]{0,30}:\s*$", re.IGNORECASE | re.MULTILINE
)

# Cues that hold for names only that look like names, and the one that needs more than a capital.
_OF_MARKED = frozenset({"DATASET/1", "DATASET/4", "DATASET/7"})
_AFTER_NOUN = "DATASET/8"

Located = tuple[Passage, Found]


def find_datasets(reading: Sequence[Passage], parties: Sequence[str]) -> Iterator[Located]:
    """Yields the data sets with the passages of their first mention; ``parties`` are the names that are taken."""
    kind = kind_of("DATASET")
    body = " ".join(
        " ".join(passage.folded.split()) for passage in reading if passage.kind not in ("title", "heading", "reference")
    )
    taken = {key(party) for party in parties}
    found: list[Located] = []
    for passage in reading:
        if passage.kind == "title":
            found.extend((passage, one) for one in _in_title(kind, passage, parties, body))
        elif passage.kind == "form":
            found.extend((passage, one) for one in _options(kind, passage))
        elif passage.kind in ("clause", "item"):
            found.extend((passage, one) for one in _in_text(kind, passage, taken))
    yield from first_mentions(reading, found)


def _in_title(kind: EntityType, passage: Passage, parties: Sequence[str], body: str) -> Iterator[Found]:
    """Yields what a title names beside the kind of document that it is."""
    quoted = _QUOTED.search(passage.folded)
    pieces = [Span(*quoted.span("value"))] if quoted else list(_pieces(kind, passage))
    pieces.sort(key=lambda piece: not _DATA_WORD.search(passage.text, piece.start, piece.end))
    for piece in pieces:
        span = _title_name(kind, passage, piece, body)
        name = key(passage.words(span.start, span.end))
        if name and not any(name in key(party) and " " in party for party in parties):
            yield Found("DATASET", span.start, span.end, kind.by("title"))
            yield from _short_form(kind, passage, piece.end)
            return


def _pieces(kind: EntityType, passage: Passage) -> Iterator[Span]:
    """Yields the runs of a title's words that say more than what kind of document it is."""
    document = kind.words["document"]
    for line in re.finditer(r"[^\n]+", passage.text):
        subtitle = _SUBTITLE.match(passage.text, line.start(), line.end())
        if subtitle and subtitle.group("name").split()[-1].lower() not in document:
            yield Span(*subtitle.span("name"))
            continue
        run: list[re.Match[str]] = []
        for token in _TOKEN.finditer(passage.text, line.start(), line.end()):
            word = token.group().lower()
            between = passage.text[run[-1].end() : token.start()].strip(" \"'“”‘’:") if run else ""
            plain = word in document or bool(re.fullmatch(r"v?\d[\d./-]*", word))
            if run and (between or (plain and word not in _JOINT and not _DATA_WORD.fullmatch(word))):
                yield from _run(run)
                run = []
            if not plain or (run and (word in _JOINT or _DATA_WORD.fullmatch(word))):
                run.append(token)
        yield from _run(run)


def _run(tokens: list[re.Match[str]]) -> Iterator[Span]:
    """Yields the span of the tokens without small words at its end."""
    while tokens and tokens[-1].group().lower() in _JOINT:
        tokens = tokens[:-1]
    if tokens:
        yield Span(tokens[0].start(), tokens[-1].end())


def _title_name(kind: EntityType, passage: Passage, piece: Span, body: str) -> Span:
    """The longest part of a title that the agreement uses as a name, else all of it, without a generic word at its end.

    A piece that is neither used, nor says "dataset", nor looks like a name, is none: the span is empty.
    """
    tokens = list(_TOKEN.finditer(passage.text, piece.start, piece.end))[:_MOST_WORDS]
    while tokens and tokens[0].group().islower():
        tokens.pop(0)
    if not tokens:
        return Span(piece.start, piece.start)
    piece = Span(tokens[0].start(), tokens[-1].end())
    for count in range(len(tokens), 0, -1):
        words = " ".join(passage.folded[tokens[0].start() : tokens[count - 1].end()].split())
        first = tokens[0].group()
        if count == 1 and len(tokens) > 1 and (not _MARKED.fullmatch(first) or first.lower() in kind.words["never"]):
            break
        for used in re.finditer(rf"(?<![\w-]){re.escape(words)}(?![\w-])", body, re.IGNORECASE):
            if not used.group().islower():
                return without_generic(kind, passage, Span(tokens[0].start(), tokens[count - 1].end()))
    line_start = passage.text.rfind("\n", 0, piece.start) + 1
    shouted = passage.text[line_start:].split("\n", 1)[0].isupper()
    said = _DATA_WORD.search(passage.text, piece.start, piece.end)
    if said or (not shouted and any(_MARKED.fullmatch(token.group()) for token in tokens)) or len(tokens) > 2:
        return without_generic(kind, passage, piece)
    return Span(piece.start, piece.start)


def without_generic(kind: EntityType, passage: Passage, span: Span) -> Span:
    """The name without "dataset" and its like after it, unless they are part of a title of several words."""
    tokens = list(_TOKEN.finditer(passage.text, span.start, span.end))
    if tokens and tokens[0].group().lower() == "the":
        tokens = tokens[1:]
    if not tokens:
        return Span(span.start, span.start)
    kept = len(tokens)
    while kept > 1 and tokens[kept - 1].group().lower() in kind.words["generic_tail"]:
        kept -= 1
    is_title = (kept > 1 and tokens[-1].group()[0].isupper()) or tokens[0].group().lower() in kind.words["document"]
    return Span(tokens[0].start(), tokens[-1].end() if is_title else tokens[kept - 1].end())


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
    for phrase in phrases(passage):
        if is_shouted(passage, phrase):
            continue
        more = _GOES_ON.match(passage.folded, phrase.end)
        phrase = Span(phrase.start, more.end()) if more else phrase
        span = without_generic(kind, passage, phrase)
        name = passage.words(span.start, span.end)
        if not name or key(name) in taken or _is_generic(kind, name):
            continue
        cue = telling(kind.cues, context(passage, phrase))
        if cue is not None and not _may_bear(kind, cue, name):
            cue = None
        is_tailed = span.end < phrase.end and bool(_MARKED.search(name))
        if cue is not None or is_tailed:
            yield Found("DATASET", span.start, span.end, f"rule:{cue.id}" if cue else kind.by("name"))
            yield from _short_form(kind, passage, phrase.end)


def _may_bear(kind: EntityType, cue: Cue, name: str) -> bool:
    """Whether a name has the looks that its cue asks for."""
    words = name.split()
    if words[0].lower() in kind.words["never"]:
        return False
    if cue.id in _OF_MARKED:
        return bool(_MARKED.fullmatch(words[-1])) and words[-1].lower() not in kind.words["never"]
    return cue.id != _AFTER_NOUN or _is_own(name)


def _is_own(name: str) -> bool:
    """Whether a name after "the corpus" is more than a capitalized word: two of them, or one that looks like a name."""
    return " " in name or bool(_MARKED.fullmatch(name))


def _short_form(kind: EntityType, passage: Passage, at: int) -> Iterator[Found]:
    """Yields the abbreviation in brackets that follows a data set's name."""
    short = short_form(passage.folded, at)
    if short is not None and is_abbreviation(passage.folded[short.start : short.end]):
        yield Found("DATASET", short.start, short.end, kind.by("abbreviation"))


def _is_generic(kind: EntityType, name: str) -> bool:
    """Whether a name has no word of its own."""
    lists = [kind.words[of] for of in ("never", "document", "generic_tail")]
    words = _WORD.findall(name.lower())
    return all(word.isdigit() or any(word in plain for plain in lists) for word in words)
