"""The words of titles: where titles stand, and the runs in them that say more than what kind of document it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.entities.names import MARKED, expansion, is_abbreviation, short_form
from extractor.entities.reading import Found, Passage, kind_of
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

TOKEN = re.compile(r"[\w&'’/+-]+(?:\(\w+\)\w*)?(?:\.\d+\w*)*")
SUBTITLE = re.compile(r"[\W_]*(?P<name>[^\s:]+(?:\s[^\s:]+){0,2}):\s+(?=\S)")
DATA_WORD = re.compile(r"(?:data-?sets?|data-?bases?|corpus|corpora|collections?|benchmark)", re.IGNORECASE)
_WORD = re.compile(r"[\w'-]+")
# The end of a line after a name, a short form in brackets left out.
_ALONE = re.compile(r" *(?:\([^()\n]{1,20}\))? *(?:\n|$)")
_SPELLED = re.compile(r"(?m)^ *(?P<long>[A-Z]\w[^\n()]{4,80}?) \((?P<short>[A-Z][A-Z\d-]{1,9})\)[^\w\n]*$")
JOINT = frozenset({"of", "and", "for", "in", "on", "&", "with", "the"})
_HEAD = 6
_LINE = 90


def is_document(kind: EntityType, words: str) -> bool:
    """Whether words name nothing but a kind of document."""
    return all(token.group().lower() in kind.words["document"] for token in TOKEN.finditer(words))


def pieces(kind: EntityType, passage: Passage) -> Iterator[Span]:
    """Yields the runs of a title's words that say more than what kind of document it is."""
    document = kind.words["document"]
    for line in re.finditer(r"[^\n]+", passage.text):
        subtitle = SUBTITLE.match(passage.text, line.start(), line.end())
        if subtitle and subtitle.group("name").split()[-1].lower() not in document:
            yield from _run(list(TOKEN.finditer(passage.text, *subtitle.span("name"))))
            continue
        run: list[re.Match[str]] = []
        tokens = list(TOKEN.finditer(passage.text, line.start(), line.end()))
        for index, token in enumerate(tokens):
            word = token.group().lower()
            between = passage.text[run[-1].end() : token.start()].strip(" \"'“”‘’") if run else ""
            names_data = bool(DATA_WORD.fullmatch(word)) or (
                word == "data" and len(run) > 1 and index == len(tokens) - 1
            )
            plain = word in document or set(word.split("-")) <= document or bool(re.fullmatch(r"v?\d[\d./-]*", word))
            # "TideSet for WaveSet": two names.
            swapped = (
                len(run) == 2
                and run[-1].group() in JOINT
                and all(MARKED.fullmatch(one.group()) for one in (run[0], token))
            )
            small = token.group().islower() and word.isalpha() and word not in JOINT
            if run and (between or swapped or small or (plain and word not in JOINT and not names_data)):
                yield from _run(run)
                run = []
            if not small and (not plain or (run and (word in JOINT or names_data))):
                run.append(token)
        yield from _run(run)


def _run(tokens: list[re.Match[str]]) -> Iterator[Span]:
    """Yields the span of the tokens without small words at its ends."""
    while tokens and tokens[-1].group().lower() in JOINT:
        tokens = tokens[:-1]
    while tokens and (
        tokens[0].group().lower() in JOINT or (tokens[0].group().isalpha() and tokens[0].group().islower())
    ):
        tokens = tokens[1:]
    if tokens and any(c.isalpha() for c in tokens[0].group()):
        yield Span(tokens[0].start(), tokens[-1].end())


def without_generic(kind: EntityType, passage: Passage, span: Span) -> Span:
    """The name without "dataset" and its like after it, unless they are part of a title of several words."""
    tokens = list(TOKEN.finditer(passage.text, span.start, span.end))
    if tokens and tokens[0].group().lower() == "the":
        tokens = tokens[1:]
    if not tokens:
        return Span(span.start, span.start)
    kept = len(tokens)
    while kept > 1 and tokens[kept - 1].group().lower() in kind.words["generic_tail"]:
        kept -= 1
    # "Pictures of TideSet": what they are of.
    if (
        len(tokens) > 2
        and tokens[-2].group() == "of"
        and MARKED.fullmatch(tokens[-1].group())
        and not MARKED.match(tokens[0].group())
    ):
        return Span(tokens[-1].start(), tokens[-1].end())
    is_title = (kept > 1 and tokens[-1].group()[0].isupper()) or tokens[0].group().lower() in kind.words["document"]
    return Span(tokens[0].start(), tokens[-1].end() if is_title else tokens[kept - 1].end())


def is_generic(kind: EntityType, name: str) -> bool:
    """Whether a name has no word of its own."""
    lists = [kind.words[of] for of in ("never", "document", "generic_tail")]
    words = _WORD.findall(name.lower())
    return all(word.isdigit() or any(word in plain for plain in lists) for word in words)


def abbreviated(kind: EntityType, passage: Passage, at: int) -> Iterator[Found]:
    """Yields the abbreviation in brackets that follows a data set's name."""
    short = short_form(passage.folded, at)
    if short is not None and is_abbreviation(passage.folded[short.start : short.end]):
        yield Found("DATASET", short.start, short.end, kind.by("abbreviation"))


def head(reading: Sequence[Passage]) -> Iterator[Passage]:
    """Yields the titles, and what stands like one before the first sentence."""
    before = True
    for index, passage in enumerate(reading):
        lines = passage.text.split("\n")
        before = before and index < _HEAD and passage.kind != "item"
        if before and passage.kind in ("clause", "other"):
            before = all(len(line) < _LINE and not line.rstrip().endswith((".", ",", ";")) for line in lines)
        if passage.kind == "title" or (before and passage.kind in ("heading", "clause", "other")):
            yield passage


def is_of_document(passage: Passage, piece: Span) -> bool:
    """Whether a piece is the short name, in brackets, of the document: "Data Release Terms (DRT)"."""
    opening = passage.folded.rfind("(", 0, piece.start)
    if opening < 0 or passage.folded[opening + 1 : piece.start].strip(" \"'"):
        return False
    words = passage.folded[piece.start : piece.end]
    before = passage.folded[:opening].split()
    return bool(
        is_abbreviation(words)
        and before
        and (expansion(passage.folded, opening, words) or before[-1].lower() in kind_of("DATASET").words["document"])
    )


def spelled(passage: Passage) -> Iterator[Span]:
    """Yields the lines of a title that a short form in brackets abbreviates: "Open Series of Tidal Pictures (OSTP)"."""
    for line in _SPELLED.finditer(passage.text) if passage.kind == "title" else ():
        long = expansion(passage.text, line.end("long"), line.group("short"))
        if long is not None and long.start == line.start("long"):
            yield long


def is_whole_line(passage: Passage, piece: Span) -> bool:
    """Whether a piece of a title is a line of it, a short form in brackets left out."""
    begins = not passage.text[passage.text.rfind("\n", 0, piece.start) + 1 : piece.start].strip()
    return passage.kind == "title" and begins and bool(_ALONE.match(passage.text, piece.end))
