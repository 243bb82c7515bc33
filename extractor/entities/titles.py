"""The data set that a title names beside the kind of document that it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.entities.names import MARKED, Usage, key, short_form
from extractor.entities.reading import Found, Passage, kind_of
from extractor.entities.title_words import (
    DATA_WORD,
    JOINT,
    SUBTITLE,
    TOKEN,
    abbreviated,
    head,
    is_document,
    is_generic,
    is_of_document,
    is_whole_line,
    pieces,
    spelled,
    without_generic,
)
from extractor.lookup import lower
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

_QUOTED = re.compile(r"(?<!\w)[\"'«]\s?(?P<value>[^\"'\n«»]{2,90}?)\s?[\"'»](?!\w)")
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
_OF_BODY = re.compile(r"\b(?:department|faculty|school|institute|office|division)\b", re.IGNORECASE)
_OFFICE = re.compile(rf"{_OF_BODY.pattern}\s+of\s+(?:[\w-]+,?\s+(?:and|&)\s+)?$", re.IGNORECASE)
_LETTERS = re.compile(r"\w")
# What follows a license's own name: "Commons Data License".
_OWN_LICENSE = re.compile(
    r"\s*(?:data\s?(?:set|base)?\s+)?(?:(?:user|public|sharing|end)\s+){0,2}(?:licen[cs]e|agreement)\b", re.IGNORECASE
)
_LICENSED = re.compile(r"\s(?:[\w.-]+\s){0,3}(?:licen[cs]e|agreement|terms)\b", re.IGNORECASE)
# What stands between two names of one title: "Wave (W) and Extended Wave", "TideSet:⏎Harbor Tides Database".
_BETWEEN = re.compile(r"\s*(?:\([^()\n]{1,20}\))?\s?(?:,|:|and|for|&)\s", re.IGNORECASE)
_DATA_OF = r"['s]*\s(?:[\w-]+\s)?(?:data(?:\s?(?:sets?|bases?))?|corpus|collection|recordings|participants)\b"
_MOST_WORDS = 16
_LEAST = 3

Located = tuple[Passage, Found]


class Titles:
    """Reads titles with what the rest of the document tells: how it uses its words, and who its parties are."""

    def __init__(self, kind: EntityType, reading: Sequence[Passage], usage: Usage, parties: Sequence[str]) -> None:
        self._kind = kind
        self._parties = frozenset(map(key, parties))
        self._reading = reading
        self._usage = usage
        self._head = tuple(head(reading))
        self._body = " ".join(
            " ".join(one.folded.split())
            for one in reading
            if one.kind not in ("title", "heading", "reference") and one not in self._head
        )
        self._lower_body = lower(self._body)

    def names(self) -> Iterator[Located]:
        """Yields the names at the head of the document, their abbreviations, and the first word where that is used."""
        weighed = [(weight, passage, piece) for passage in self._head for weight, piece in self._weighed(passage)]
        for weight, passage, piece in sorted(weighed, key=lambda entry: -entry[0]):
            if weight < _LEAST:
                return
            if not self._is_name(passage, piece):
                continue
            for one in (piece, *_joined(passage, piece, [(w, p) for w, other, p in weighed if other is passage])):
                if self._is_name(passage, one):
                    span = self._name(passage, one)
                    yield passage, Found("DATASET", span.start, span.end, self._kind.by("title"))
                    for short in abbreviated(self._kind, passage, one.end):
                        yield passage, short
            yield from self._first_word(passage, self._name(passage, piece))
            return

    def _is_name(self, passage: Passage, piece: Span) -> bool:
        """Whether a piece of a title is a name, and no party's unless it is a line's, or a marked one's "dataset"."""
        span = self._name(passage, piece)
        name = passage.words(span.start, span.end)
        is_both = is_whole_line(passage, piece) or (span.end < piece.end and bool(MARKED.fullmatch(name)))
        is_taken = key(name) in self._parties and not is_both
        return len(key(name)) > 1 and not is_taken and not is_generic(self._kind, name)

    def _is_of_data(self, passage: Passage, span: Span) -> bool:
        """Whether the agreement calls data by a party's name, or by its short form, time and again."""
        short = short_form(passage.folded, span.end)
        names = [passage.words(span.start, span.end)] + ([passage.words(short.start, short.end)] if short else [])
        called = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))}){_DATA_OF}", re.IGNORECASE)
        return len(called.findall(self._body)) > 1

    def _weighed(self, passage: Passage) -> Iterator[tuple[int, Span]]:
        quoted = _QUOTED.search(passage.folded)
        if quoted and self._is_quoted_name(passage, quoted):
            value = Span(*quoted.span("value"))
            subtitle = SUBTITLE.match(passage.folded, value.start, value.end)
            yield 2 * _LEAST, Span(*subtitle.span("name")) if subtitle else value
            return
        in_full = list(spelled(passage))
        for piece in (*in_full, *(one for one in pieces(self._kind, passage) if not _overlaps(one, in_full))):
            yield self._weight(passage, piece), piece

    def _is_quoted_name(self, passage: Passage, quoted: re.Match[str]) -> bool:
        """Whether quotes hold the name of what is licensed: in a title or announced, and not in brackets."""
        before = passage.folded[passage.text.rfind("\n", 0, quoted.start()) + 1 : quoted.start()]
        announced = passage.kind == "title" or not before.strip(" #*") or bool(_INTRODUCED.search(before))
        named = not quoted.group("value")[0].islower()
        return named and announced and "(" not in before[-3:] and not is_document(self._kind, quoted.group("value"))

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
        if is_of_document(passage, piece):
            return 0
        of_data = short_form(passage.folded, piece.end) is not None and self._is_of_data(passage, piece)
        if is_whole_line(passage, piece) and (of_data or key(words) in self._parties):
            return 2 * _LEAST if self._is_of_data(passage, piece) else 0
        if key(words) in self._parties:
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
        if _OFFICE.search(before) or (passage.kind != "title" and _OF_BODY.search(before)):
            return 0
        if not says and not self._usage.is_name(words):
            return 0
        if not _LETTERS.search(before) and self._is_license(words, passage.folded[piece.end : line_end]):
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
            + 2 * (says + of_data)
            + bool(DATA_WORD.search(words))
            + 2 * (self._uses(words) is not None)
            + (self._uses(first) is not None)
            + looks
            + alone
            + titled
            + (looks and alone and not first.isupper())
            + bool(introduced and " " in words and not _LETTERS.search(after))
            + bool(_AFTER_COLON.search(before))
            + 2 * (begins and bool(_REST.match(after)))
        )

    def _is_license(self, words: str, after: str) -> bool:
        """Whether the words at the head of a title are the license's own name: "Commons Data License"."""
        if not _OWN_LICENSE.match(after) or (" " not in words and MARKED.fullmatch(words)):
            return False
        own = " ".join(word for word in words.split() if not _DATA_NOUN.fullmatch(word))
        if own != words and (" " in own or MARKED.fullmatch(own)) and self._usage.is_name(own):
            return False
        used = re.finditer(rf"(?<![\w-]){re.escape(own)}(?![\w-])", self._body)
        return all(_LICENSED.match(self._body, match.end()) for match in used)

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
            own = [word for word in used.group().split() if word.lower() not in JOINT]
            if own and not any(word[0].islower() and word.islower() for word in own):
                return used.group()
        return None

    def _name(self, passage: Passage, piece: Span) -> Span:
        """The longest part of a piece that the agreement uses as a name, else all of it, without a generic tail."""
        tokens = list(TOKEN.finditer(passage.text, piece.start, piece.end))[:_MOST_WORDS]
        if not tokens:
            return Span(piece.start, piece.start)
        whole = Span(tokens[0].start(), tokens[-1].end())
        first = tokens[0].group()
        generic = tokens[-1].group().lower() in self._kind.words["generic_tail"]
        if (
            generic
            and len(tokens) > 3
            and MARKED.fullmatch(tokens[-2].group())
            and _is_body(passage.text[whole.start : tokens[-2].start()])
        ):
            return Span(*tokens[-2].span())
        plain = not passage.text[whole.start : whole.end].isupper() and not (
            generic and (MARKED.fullmatch(first) or first.isupper())
        )
        if plain and all(token.group()[0].isupper() or token.group().lower() in JOINT for token in tokens):
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


def _overlaps(piece: Span, others: Sequence[Span]) -> bool:
    return any(piece.start < other.end and other.start < piece.end for other in others)


def _is_named(passage: Passage, piece: Span) -> bool:
    """Whether a piece by itself looks like a data set's name: it names data, has a short form or a name's looks."""
    words = passage.folded[piece.start : piece.end]
    marked = bool(MARKED.fullmatch(words)) and not words.isalpha()
    return marked or bool(DATA_WORD.search(words)) or short_form(passage.folded, piece.end) is not None


def _joined(passage: Passage, piece: Span, weighed: Sequence[tuple[int, Span]]) -> Iterator[Span]:
    """Yields the pieces of a title that stand beside a name as further names."""
    heavy = sorted(
        (other for weight, other in weighed if weight >= _LEAST - 1 and _is_named(passage, other)),
        key=lambda other: other.start,
    )
    first = last = piece
    for other in heavy:
        if last.end < other.start and _BETWEEN.fullmatch(passage.folded, last.end, other.start):
            last = other
            yield other
    for other in reversed(heavy):
        if other.end < first.start and _BETWEEN.fullmatch(passage.folded, other.end, first.start):
            first = other
            yield other


def _is_body(words: str) -> bool:
    """Whether words hold one of an organization's or an authority's name."""
    party = kind_of("PARTY")
    listed = party.words["organization"] | party.words["place"]
    return any(word.strip(".,").lower() in listed for word in words.split())
