"""The data set that a title names beside the kind of document that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.entities.names import MARKED, Usage, expansion, is_abbreviation, key, short_form
from extractor.entities.reading import Found, Passage, kind_of
from extractor.lookup import lower
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

_QUOTED = re.compile(r"(?<!\w)[\"'«]\s?(?P<value>[^\"'\n«»]{2,90}?)\s?[\"'»](?!\w)")
_TOKEN = re.compile(r"[\w&'’/+-]+(?:\(\w+\)\w*)?(?:\.\d+)*")
_SUBTITLE = re.compile(r"[\W_]*(?P<name>[^\s:]+(?:\s[^\s:]+){0,2}):\s+(?=\S)")
_DATA_WORD = re.compile(r"(?:data-?sets?|data-?bases?|corpus|corpora|collections?|benchmark)", re.IGNORECASE)
# What data sets are of, or are called by.
_DATA_NOUN = re.compile(
    r"\b(?:data\s?-?(?:sets?|bases?)?|corpus|corpora|collections?|benchmark|archives?|regist(?:ry|er)|cohort|repository|"
    r"librar(?:y|ies)|atlas|catalogue?|maps?|recordings|images?|imagery|videos?|scans|traces|logs|photographs|pictures|"
    r"slides|speech|voices|genomes|annotations|renderings|parcels|mosaics|notes|sessions)\b",
    re.IGNORECASE,
)
# The words of a title after which the name of what is licensed stands.
_INTRODUCED = re.compile(
    r"\b(?P<word>[\w-]+)?\s*\b(?:for|of|concerning|on|touching|covered|covers|item|applied to|relative to|about|"
    r"borrowing|and|"
    r"data\s?set|data\s?base|corpus|map|collection|card for|loan of)(?:\s+the)?\s*[:\"'«(]*\s*$",
    re.IGNORECASE,
)
_AFTER_COLON = re.compile(r"[:\[]\s*$")
# What follows the name in the line that begins with it.
_REST = re.compile(r"\W?:\s|\s+[(–—·|-]")
_NUMBERED = re.compile(r"\b(?:form|no|nr|ref|rev|page|file)\b[.:]?\s*$", re.IGNORECASE)
_LETTERS = re.compile(r"\w")
_MOST_WORDS = 16
_LEAST = 3
_HEAD = 6
_LINE = 90
_JOINT = frozenset({"of", "and", "for", "in", "on", "&", "with", "the"})

Located = tuple[Passage, Found]


class Titles:
    """Reads titles with what the rest of the document tells: how it uses its words, and who its parties are."""

    def __init__(self, kind: EntityType, reading: Sequence[Passage], usage: Usage, parties: Sequence[str]) -> None:
        self._kind = kind
        self._parties = frozenset(map(key, parties))
        self._reading = reading
        self._usage = usage
        self._head = tuple(_head(reading))
        self._body = " ".join(
            " ".join(one.folded.split())
            for one in reading
            if one.kind not in ("title", "heading", "reference") and one not in self._head
        )
        self._lower_body = lower(self._body)

    def names(self) -> Iterator[Located]:
        """Yields the name at the head of the document, its abbreviation, and its first word where that is used."""
        pieces = [
            (weight, passage, piece)
            for passage in self._head
            for weight, piece in self._weighed(passage)
            if weight >= _LEAST
        ]
        never = self._kind.words["never"] | self._kind.words["document"]
        for _, passage, piece in sorted(pieces, key=lambda entry: -entry[0]):
            span = self._name(passage, piece)
            name = key(passage.words(span.start, span.end))
            if len(name) > 1 and name not in self._parties and passage.words(span.start, span.end).lower() not in never:
                yield passage, Found("DATASET", span.start, span.end, self._kind.by("title"))
                for short in abbreviated(self._kind, passage, piece.end):
                    yield passage, short
                yield from self._first_word(passage, span)
                return

    def _weighed(self, passage: Passage) -> Iterator[tuple[int, Span]]:
        quoted = _QUOTED.search(passage.folded)
        if quoted and self._is_quoted_name(passage, quoted):
            value = Span(*quoted.span("value"))
            subtitle = _SUBTITLE.match(passage.folded, value.start, value.end)
            yield 2 * _LEAST, Span(*subtitle.span("name")) if subtitle else value
            return
        for piece in _pieces(self._kind, passage):
            yield self._weight(passage, piece), piece

    def _is_quoted_name(self, passage: Passage, quoted: re.Match[str]) -> bool:
        """Whether quotes hold the name of what is licensed: in a title or announced, and not in brackets."""
        before = passage.folded[passage.text.rfind("\n", 0, quoted.start()) + 1 : quoted.start()]
        announced = passage.kind == "title" or not before.strip(" #*") or bool(_INTRODUCED.search(before))
        named = not quoted.group("value")[0].islower()
        return named and announced and "(" not in before[-3:] and not _is_document(self._kind, quoted.group("value"))

    def _first_word(self, passage: Passage, span: Span) -> Iterator[Located]:
        """Yields the first word of a name of several where the agreement uses it by itself and it looks like a name."""
        first, _, rest = passage.words(span.start, span.end).partition(" ")
        looks = (MARKED.fullmatch(first) or (first.isupper() and len(first) > 2)) and not rest.isupper()
        if not rest or not looks or self._begins_party(first):
            return
        alone = re.compile(rf"(?<![\w-]){re.escape(first)}(?![\w-])(?!\s{re.escape(rest.split()[0])})")
        for other in self._reading:
            match = alone.search(other.folded) if other.kind in ("clause", "item") and other not in self._head else None
            if match:
                yield other, Found("DATASET", match.start(), match.end(), self._kind.by("title"))
                return

    def _weight(self, passage: Passage, piece: Span) -> int:
        """How much speaks for a piece of a title as the name of the data set."""
        words = passage.folded[piece.start : piece.end]
        if key(words) in self._parties or _is_of_document(passage, piece):
            return 0
        line_start = passage.text.rfind("\n", 0, piece.start) + 1
        line_end = (passage.text + "\n").index("\n", piece.end)
        before = passage.folded[line_start : piece.start]
        introduced = _INTRODUCED.search(before)
        says = bool(
            _DATA_NOUN.search(words)
            or re.match(rf"\s*{_DATA_NOUN.pattern}", passage.folded[piece.end : line_end], re.IGNORECASE)
        )
        if not says and _is_body(words):
            return 0
        if self._is_of_party(words, passage.text) or _NUMBERED.search(before) or "/" in words:
            return 0
        if passage.kind != "title" and re.search(
            r"\b(?:department|faculty|school|institute|office|division)\b", before, re.IGNORECASE
        ):
            return 0
        if not says and not self._usage.is_name(words):
            return 0
        first = words.split()[0]
        after = passage.folded[piece.end : line_end]
        line = passage.folded[line_start:line_end]
        looks = first.isupper() and not line.isupper() if first.isupper() else bool(MARKED.fullmatch(first))
        begins = not _LETTERS.search(before)
        alone = begins and not _LETTERS.search(after)
        titled = alone and passage.kind == "title" and " " in words and not _is_body(words)
        return (
            2 * bool(introduced and not _is_body(introduced.group("word") or ""))
            + 2 * says
            + bool(_DATA_WORD.search(words))
            + 2 * (self._uses(words) is not None)
            + (self._uses(first) is not None)
            + looks
            + alone
            + titled
            + (looks and alone and not first.isupper())
            + bool(_AFTER_COLON.search(before))
            + 2 * (begins and bool(_REST.match(after)))
        )

    def _is_of_party(self, words: str, text: str) -> bool:
        """Whether words of a text stand there in the name of a party."""
        return any(key(words) in party and party in key(text) for party in self._parties)

    def _begins_party(self, words: str) -> bool:
        return any(party.startswith(key(words)) for party in self._parties)

    def _uses(self, words: str) -> str | None:
        """How the agreement writes a name where it uses it as one: with capitals."""
        if any(word.isascii() and word.lower() not in self._lower_body for word in words.split()):
            return None
        pattern = r"(?<![\w-])" + r"\s+".join(map(re.escape, words.split())) + r"(?![\w-])"
        for used in re.finditer(pattern, self._body, re.IGNORECASE):
            own = [word for word in used.group().split() if word.lower() not in _JOINT]
            if own and not any(word[0].islower() and word.islower() for word in own):
                return used.group()
        return None

    def _name(self, passage: Passage, piece: Span) -> Span:
        """The longest part of a piece that the agreement uses as a name, else all of it, without a generic tail."""
        tokens = list(_TOKEN.finditer(passage.text, piece.start, piece.end))[:_MOST_WORDS]
        if not tokens:
            return Span(piece.start, piece.start)
        whole = Span(tokens[0].start(), tokens[-1].end())
        first = tokens[0].group()
        generic = tokens[-1].group().lower() in self._kind.words["generic_tail"]
        plain = not passage.text[whole.start : whole.end].isupper() and not (
            generic and (MARKED.fullmatch(first) or first.isupper())
        )
        if plain and all(token.group()[0].isupper() or token.group().lower() in _JOINT for token in tokens):
            return without_generic(self._kind, passage, whole)
        for count in range(len(tokens), 0, -1):
            if count == 1 and len(tokens) > 1 and first.lower() in self._kind.words["never"]:
                break
            words = " ".join(passage.folded[tokens[0].start() : tokens[count - 1].end()].split())
            if count < len(tokens) and self._begins_party(words):
                break
            if self._uses(words):
                whole = Span(tokens[0].start(), tokens[count - 1].end())
                break
        return without_generic(self._kind, passage, whole)


def _head(reading: Sequence[Passage]) -> Iterator[Passage]:
    """Yields the titles, and what stands like one before the first sentence."""
    before = True
    for index, passage in enumerate(reading):
        lines = passage.text.split("\n")
        before = before and index < _HEAD and passage.kind != "item"
        if before and passage.kind in ("clause", "other"):
            before = all(len(line) < _LINE and not line.rstrip().endswith((".", ",", ";")) for line in lines)
        if passage.kind == "title" or (before and passage.kind in ("heading", "clause", "other")):
            yield passage


def _is_of_document(passage: Passage, piece: Span) -> bool:
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


def _is_body(words: str) -> bool:
    """Whether words hold one of an organization's or an authority's name."""
    party = kind_of("PARTY")
    listed = party.words["organization"] | party.words["place"]
    return any(word.strip(".,").lower() in listed for word in words.split())


def _is_document(kind: EntityType, words: str) -> bool:
    """Whether words name nothing but a kind of document."""
    return all(token.group().lower() in kind.words["document"] for token in _TOKEN.finditer(words))


def _pieces(kind: EntityType, passage: Passage) -> Iterator[Span]:
    """Yields the runs of a title's words that say more than what kind of document it is."""
    document = kind.words["document"]
    for line in re.finditer(r"[^\n]+", passage.text):
        subtitle = _SUBTITLE.match(passage.text, line.start(), line.end())
        if subtitle and subtitle.group("name").split()[-1].lower() not in document:
            yield from _run(list(_TOKEN.finditer(passage.text, *subtitle.span("name"))))
            continue
        run: list[re.Match[str]] = []
        tokens = list(_TOKEN.finditer(passage.text, line.start(), line.end()))
        for index, token in enumerate(tokens):
            word = token.group().lower()
            between = passage.text[run[-1].end() : token.start()].strip(" \"'“”‘’") if run else ""
            names_data = bool(_DATA_WORD.fullmatch(word)) or (
                word == "data" and len(run) > 1 and index == len(tokens) - 1
            )
            plain = word in document or bool(re.fullmatch(r"v?\d[\d./-]*", word))
            small = token.group().islower() and word.isalpha() and word not in _JOINT
            if run and (between or small or (plain and word not in _JOINT and not names_data)):
                yield from _run(run)
                run = []
            if not small and (not plain or (run and (word in _JOINT or names_data))):
                run.append(token)
        yield from _run(run)


def _run(tokens: list[re.Match[str]]) -> Iterator[Span]:
    """Yields the span of the tokens without small words at its ends."""
    while tokens and tokens[-1].group().lower() in _JOINT:
        tokens = tokens[:-1]
    while tokens and (
        tokens[0].group().lower() in _JOINT or (tokens[0].group().isalpha() and tokens[0].group().islower())
    ):
        tokens = tokens[1:]
    if tokens and any(c.isalpha() for c in tokens[0].group()):
        yield Span(tokens[0].start(), tokens[-1].end())


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


def abbreviated(kind: EntityType, passage: Passage, at: int) -> Iterator[Found]:
    """Yields the abbreviation in brackets that follows a data set's name."""
    short = short_form(passage.folded, at)
    if short is not None and is_abbreviation(passage.folded[short.start : short.end]):
        yield Found("DATASET", short.start, short.end, kind.by("abbreviation"))
