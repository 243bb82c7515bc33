"""The names of licensors, owners and filled-in licensees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.entities.names import (
    Usage,
    context,
    expansion,
    first_mentions,
    is_abbreviation,
    is_shouted,
    key,
    phrases,
    short_form,
    telling,
    words_of,
)
from extractor.entities.reading import Found, Passage, kind_of
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

_JOINT = re.compile(r",\s+(?:and\s+)?(?:the\s+)?|\s+(?:and|of|at)\s+(?:the\s+)?")
_AND = re.compile(r"\s+and\s+")
_TOKEN = re.compile(r"\S+")
_LEGAL_FORM = re.compile(r"\b(?:Inc|Ltd|Limited|LLC|g?GmbH|Corp|Co|AG|PLC|plc)\b\.?$")
_NUMBERING = re.compile(r"(?:[A-Z]\.)?[\d§][\d.,-]*")
_MEMBERS = re.compile(r"(?P<who>(?:[A-Z][\w-]*\s+){1,3})(?:of|at)\s+(?:the\s+)?(?=[A-Z])")
_SENTENCE_REACH = 140
_LONGEST_CHAIN = 300
_QUOTED_SHORT = re.compile(r"\((?:the\s+|hereinafter[,:]?\s+(?:the\s+)?)?[\"'](?P<short>[^\"'()]{2,30}?)[,.]?[\"']")
_OPENS = re.compile(r"\s+(?:of|for|in|at|de|di|du|on)\b")
_PLACEHOLDER = re.compile(r"[<\[_]\s*$")
# Names that are mentioned as something else than a party: an example, a course, a court, a source of the text.
_ASIDE = re.compile(
    r"\b(?:e\.g\.|such as|for example|adopted from|adapted from|based on|modell?ed|template|course|training|courts?|"
    r"jurisdiction|ethics (?:board|committee)|review board|conference|proceedings|in all copies|copyright notice)\b"
    r"[^.;]*$",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"(?:^|[\n\t|])[ \t]*+(?P<label>[A-Za-z][A-Za-z '’/-]{1,40}?)(?:[ \t]*+\([^()\n]*\))?"
    r"(?:[ \t]*+[:：][ \t]*+|[ \t]++)(?P<value>[A-ZÀ-Þ][^\n\t|_:<]{0,120}?) *+(?=[\n\t|<]|$)"
)
# Clauses that name authorities and lawmakers, which are no parties.
_AUTHORITIES = ("compliance", "governing_law")


def find_parties(reading: Sequence[Passage]) -> Iterator[tuple[Passage, Found]]:
    """Yields the parties with the passages of their first mention."""
    usage = Usage.of(reading)
    found = [
        (passage, party) for passage in reading if passage.kind != "reference" for party in _in_passage(passage, usage)
    ]
    yield from first_mentions(reading, found)


def _in_passage(passage: Passage, usage: Usage) -> Iterator[Found]:
    """Yields the parties of one passage, each followed by the short name that it introduces."""
    kind = kind_of("PARTY")
    if passage.kind == "form":
        yield from _filled_in(kind, passage)
        return
    taken = 0
    for phrase in _chains(kind, passage):
        for span, is_cut in _names(kind, passage, phrase):
            by = _evidence(kind, passage, span, usage) if span.start >= taken else None
            if by is None or (is_cut and by != kind.by("organization")):
                continue
            yield Found("PARTY", span.start, span.end, by, role=kind.default_role)
            taken = span.end
            short = _short_form(kind, passage, span)
            if short is not None:
                yield Found("PARTY", short.start, short.end, kind.by("abbreviation"), role=kind.default_role)
                taken = short.end


def _evidence(kind: EntityType, passage: Passage, span: Span, usage: Usage) -> str | None:
    """The rule that shows a name to be a party's: its own words, or those around it."""
    name = passage.folded[span.start : span.end]
    before = passage.folded[max(0, span.start - 160) : span.start]
    if _PLACEHOLDER.search(before) or _ASIDE.search(before) or passage.kind == "heading":
        return None
    shouted = passage.kind != "title" and is_shouted(passage, span)
    if shouted and name.lower() not in usage.capitalized:
        return None
    authorities = any(passage.labelled.has(label) for label in _AUTHORITIES)
    if not shouted and not authorities and _is_organization(kind, name):
        return kind.by("organization")
    if passage.kind == "title" or (shouted and " " in name) or not usage.is_name(name):
        return None
    cue = telling(kind.cues, context(passage, span))
    return f"rule:{cue.id}" if cue else None


def _chains(kind: EntityType, passage: Passage) -> Iterator[Span]:
    """Yields the phrases in capitals, an organization's joined by commas: "Institute of Tides, Harbor University"."""
    chain: Span | None = None
    for phrase in phrases(passage):
        if chain is not None:
            comma = passage.folded[chain.end : phrase.start]
            fits = phrase.end - chain.start <= _LONGEST_CHAIN
            if comma.strip() == "," and comma != "," and fits and _may_join(kind, passage, chain, phrase):
                chain = Span(chain.start, phrase.end)
                continue
            yield chain
        chain = phrase
    if chain is not None:
        yield chain


def _may_join(kind: EntityType, passage: Passage, chain: Span, phrase: Span) -> bool:
    left, right = passage.folded[chain.start : chain.end], passage.folded[phrase.start : phrase.end]
    words = words_of(left)
    ends_unit = len(words) > 2 and words[-1] in kind.words["unit"]
    first = _AND.split(right)[0]
    return (_has_org_word(kind, left) or ends_unit) and _is_organization(kind, first)


def _names(kind: EntityType, passage: Passage, phrase: Span) -> Iterator[tuple[Span, bool]]:
    """Yields the names that a phrase holds, and whether a word like "dataset" cut the name off."""
    text = passage.folded
    if passage.kind != "title" and is_shouted(passage, phrase):
        parts = [Span(m.start(), m.end()) for m in _TOKEN.finditer(text, phrase.start, phrase.end)]
    else:
        parts = _split(kind, text, phrase)
    for part in parts:
        span = _cut(kind, text, part)
        if span.start < span.end and not _is_generic(kind, text[span.start : span.end]):
            yield span, span.end < part.end


def _split(kind: EntityType, text: str, span: Span) -> list[Span]:
    """The parts of a phrase that are names by themselves: at "and" and "of" between two organizations."""
    joints = list(_JOINT.finditer(text, span.start, span.end))
    parts: list[Span] = []
    start = span.start
    for index, joint in enumerate(joints):
        if joint.group().startswith(",") and "and" not in joint.group():
            continue
        # The name on the right goes on over "of", not over a comma or "and".
        stops = [later.start() for later in joints[index + 1 :] if later.group().strip()[:2] not in ("of", "at")]
        left, right = text[start : joint.start()], text[joint.end() : stops[0] if stops else span.end]
        words = words_of(left)
        ends_whole = len(words) > 1 and words[-1] in kind.words["organization"] | kind.words["unit"]
        if "and" in joint.group():
            divides = ends_whole or (_is_organization(kind, left) and _is_organization(kind, right))
        else:
            divides = (ends_whole or _is_organization(kind, left)) and _is_organization(kind, right)
        if divides:
            parts.append(Span(start, joint.start()))
            start = joint.end()
    return [*parts, Span(start, span.end)]


def _cut(kind: EntityType, text: str, span: Span) -> Span:
    """The span without leading articles and years, cut before a word like "dataset" and after an organization's 's."""
    members = _MEMBERS.match(text, span.start, span.end)
    if members and all(word in kind.words["member"] | kind.words["leading"] for word in words_of(members.group("who"))):
        span = Span(members.end(), span.end)
    tokens = list(_TOKEN.finditer(text, span.start, span.end))
    while tokens and (_bare(tokens[0]) in kind.words["leading"] or _NUMBERING.fullmatch(tokens[0].group())):
        tokens.pop(0)
    kept = next((i for i, token in enumerate(tokens) if _bare(token) in kind.words["document"]), len(tokens))
    tokens = tokens[:kept]
    while tokens and _bare(tokens[-1]) in {"of", "and", "for", "the", "in", "at", "on", "&"}:
        tokens.pop()
    if not tokens:
        return Span(span.start, span.start)
    start = tokens[0].start()
    for token in tokens:
        if token.group().endswith("'s") and (
            token is tokens[-1] or _is_organization(kind, text[start : token.end() - 2])
        ):
            return Span(start, token.end() - 2)
    return Span(start, tokens[-1].end())


def _bare(token: re.Match[str]) -> str:
    return token.group().lower().strip(".,")


def _has_org_word(kind: EntityType, name: str) -> bool:
    return any(word in kind.words["organization"] for word in words_of(name))


def _is_organization(kind: EntityType, name: str) -> bool:
    """Whether a name is built as only organizations' are: "Institute of Tides", "Quill Motion Lab", "Tern Inc."."""
    if _is_generic(kind, name):
        return False
    if _LEGAL_FORM.search(name) and len(words_of(name)) > 1:
        return True
    tokens = list(_TOKEN.finditer(name))
    for index, token in enumerate(tokens):
        if _bare(token) not in kind.words["organization"]:
            continue
        trailing = len(tokens) - index - 1
        if _OPENS.match(name, token.end()) and trailing > 1:
            return True
        if index > 0 and trailing <= 1 and not (index == 1 and _bare(tokens[0]).endswith(("ing", "ed"))):
            return not all(_bare(t) in kind.words["generic"] for t in tokens[:index])
    words = words_of(name)
    return len(words) > 2 and words[-1] in kind.words["unit"] and words[0] not in kind.words["generic"]


def _is_generic(kind: EntityType, name: str) -> bool:
    words = words_of(name)
    return not words or all(word in kind.words["generic"] or word.isdigit() or len(word) == 1 for word in words)


def _short_form(kind: EntityType, passage: Passage, span: Span) -> Span | None:
    """The short name in brackets after a party, or later in its sentence in quotes, and no role's name."""
    text = passage.folded
    long = text[span.start : span.end]
    short = short_form(text, span.end)
    if short is not None:
        name = text[short.start : short.end]
        if _is_generic(kind, name):
            return None
        is_short = is_abbreviation(name) or key(name) in key(long) or _is_organization(kind, name)
        return short if is_short else None
    quoted = _QUOTED_SHORT.search(text, span.end, min(passage.sentence(span.start).end, span.end + _SENTENCE_REACH))
    if quoted is None or _is_generic(kind, quoted.group("short")):
        return None
    name = quoted.group("short")
    is_short = key(long).startswith(key(name)) or (
        is_abbreviation(name) and expansion(long, len(long), name) is not None
    )
    return Span(*quoted.span("short")) if is_short else None


def _filled_in(kind: EntityType, passage: Passage) -> Iterator[Found]:
    """Yields the names that somebody has written into a form's fields."""
    for match in _FIELD.finditer(passage.text):
        label = " ".join(match.group("label").lower().split())
        value = match.group("value").strip()
        if not value or value.lower() in kind.words["blank"] or _is_generic(kind, value):
            continue
        for fields, role in (("licensee_field", "licensee"), ("licensor_field", "licensor")):
            if label in kind.words[fields]:
                start = match.start("value")
                yield Found("PARTY", start, start + len(value), kind.by("form"), role=role)
