"""Names that the agreement introduces for what it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.entities.names import expansion, is_abbreviation, key
from extractor.entities.reading import Found, Passage, cue_matches, kind_of
from extractor.language import trim
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

_BRACKETS = re.compile(r"\((?P<inside>[^()]{0,300}+(?:\([^()]{1,20}\)[^()]{0,100}+){0,4})\)")
_QUOTED = re.compile(r"(?<!\w)(?P<mark>\"|'{1,2})(?:the\s)?(?P<term>(?=[^\s'\"])[^\"\n]{1,60}?)[,.]?(?P=mark)(?!\w)")
_WORD = re.compile(r"[A-Za-z']+")
_PLAIN = re.compile(
    r"(?P<introduced>(?:(?:hereinafter|hereafter|referred to as|called|named|or|in the following|further|later|here|"
    r"below|from now on)(?:\sonly)?[:,]?\s+)*)(?P<article>the\s+)?"
    r"(?P<term>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,2}|[a-z]+)\s*(?:$|,)"
)
_SHORT = re.compile(r"\((?P<short>[A-Z][A-Za-z0-9&/-]{1,11})\)")
_REVERSED = re.compile(r"\b(?P<short>[A-Z][A-Z0-9&-]{1,9})\s\((?P<long>[^()]{6,90})\)")
# A line of a list of definitions: "- Tide Data: all recordings of ...".
_GLOSSARY = re.compile(
    r"^[\s\d.()•*-]*[\"']{0,2}(?P<term>[A-Z][\w/-]*(?:['\s]\s?[\w/-]+){0,4}?)[\"']{0,2}(?:\s\([^()]{1,20}\))?"
    r"(?::\s|(?<=\w)\.\s(?=[A-Z])|\sor\s[A-Z]\w+:\s|[\"']{1,2}\s+(?:are|is|stands?|comprises|covers|embraces)\b)"
)
_DEFINITIONS = re.compile(
    r"\b(?:definitions?|defined|meanings?|interpretation|glossary|terminology|words|expressions?|explained|"
    r"terms used)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(r"^\W*(?P<term>[A-Z][A-Za-z]+(?:\s[A-Z][a-z]+)?):\s")
_PRONOUNS = frozenset({"we", "us", "you", "your", "our", "i"})
_NO_TERM = re.compile(r"(?:this|that|it|these|which|what|using\b.*)$", re.IGNORECASE)
_NESTED = re.compile(r"\s*\([^()]*\)\s*$")


def find_defined_terms(reading: Sequence[Passage], taken: Sequence[str]) -> Iterator[tuple[Passage, Found]]:
    """Yields the defined terms with the passages that introduce them; ``taken`` are names of another type.

    A term counts where it is introduced first; in other capitals it is the same.
    """
    kind = kind_of("DEFINED_TERM")
    seen = {key(name) for name in (*taken, *kind.words["interpreted"])}
    for passage in reading:
        if passage.kind == "reference":
            continue
        for entity in _in_passage(kind, passage):
            name = key(passage.words(entity.start, entity.end))
            if len(name) > 1 and name not in seen:
                seen.add(name)
                yield passage, entity


def _in_passage(kind: EntityType, passage: Passage) -> list[Found]:
    found = [
        *_in_brackets(kind, passage),
        *_abbreviations(kind, passage),
        *_glossary(kind, passage),
        *_roles(kind, passage),
        *(Found("DEFINED_TERM", span.start, span.end, f"rule:{cue.id}") for cue, _, span in cue_matches(passage, kind)),
    ]
    named = (entity for entity in found if not _NO_TERM.match(passage.folded, entity.start, entity.end))
    return sorted(named, key=lambda entity: (entity.start, entity.end))


def _in_brackets(kind: EntityType, passage: Passage) -> Iterator[Found]:
    """Yields the terms of brackets that hold quoted names and little else: (the "User"), (each a "Party")."""
    for bracket in _BRACKETS.finditer(passage.folded):
        inside = Span(*bracket.span("inside"))
        quoted = list(_QUOTED.finditer(passage.folded, inside.start, inside.end))
        beside = _QUOTED.sub(" ", passage.folded[inside.start : inside.end])
        words = [word.lower() for word in _WORD.findall(beside)]
        if quoted and sum(word not in kind.words["glue"] for word in words) <= 3:
            for match in quoted:
                if _is_gloss(passage, match, passage.folded[inside.start : match.start("term")]):
                    continue
                span = _without_nested(passage.folded, Span(*match.span("term")))
                if not passage.folded[span.start].isdigit():
                    yield Found("DEFINED_TERM", span.start, span.end, kind.by("brackets"))
        elif not quoted:
            plain = _PLAIN.match(passage.folded[inside.start : inside.end])
            if plain and passage.kind != "heading" and _is_introduced(kind, plain):
                start = inside.start + plain.start("term")
                yield Found("DEFINED_TERM", start, start + len(plain.group("term")), kind.by("brackets"))


def _is_introduced(kind: EntityType, plain: re.Match[str]) -> bool:
    """Whether words without quotes in brackets are a term: they are announced as one, or are a role's name."""
    term = plain.group("term")
    listed = term.lower() in kind.words["plain"]
    if term.islower():
        return listed and bool(plain.group("introduced") or plain.group("article"))
    return listed or bool(plain.group("introduced") or plain.group("article"))


def _is_gloss(passage: Passage, match: re.Match[str], beside: str) -> bool:
    """Whether a quoted word in brackets explains those before it: in small letters, and not announced as a term."""
    words = beside.lower().split()
    return (
        match.group("term").islower()
        and match.group("term") not in _PRONOUNS
        and not (
            {"the", "hereinafter", "hereafter", "called", "as", "collectively", "each"} & set(words)
            or match.group().startswith(('"the ', "'the "))
        )
    )


def _without_nested(text: str, span: Span) -> Span:
    nested = _NESTED.search(text[span.start : span.end])
    return trim(text, span.start, span.start + nested.start()) if nested else span


def _abbreviations(kind: EntityType, passage: Passage) -> Iterator[Found]:
    """Yields the abbreviations that stand in brackets after the words they are made of, or before them."""
    for match in _SHORT.finditer(passage.folded):
        short = match.group("short")
        if (
            is_abbreviation(short)
            and short.lower() not in kind.words["never"]
            and expansion(passage.folded, match.start(), short)
        ):
            yield Found("DEFINED_TERM", *match.span("short"), by=kind.by("abbreviation"))
    for match in _REVERSED.finditer(passage.folded):
        long = re.split(r"[,;]| at ", match.group("long"))[0]
        if expansion(long, len(long), match.group("short")):
            yield Found("DEFINED_TERM", *match.span("short"), by=kind.by("abbreviation"))


def _glossary(kind: EntityType, passage: Passage) -> Iterator[Found]:
    """Yields the term that a clause or an item of a list of definitions starts with."""
    above = passage.labelled.clause.path[-1:]
    is_definition = passage.labelled.has("definition") and any(_DEFINITIONS.search(heading) for heading in above)
    if not is_definition or passage.kind not in ("clause", "item"):
        return
    match = _GLOSSARY.match(passage.folded)
    if match and match.group("term").lower() not in kind.words["interpreted"]:
        yield Found("DEFINED_TERM", *match.span("term"), by=kind.by("glossary"))


def _roles(kind: EntityType, passage: Passage) -> Iterator[Found]:
    """Yields the role that a line of a clause gives a name to: "Licensor: ..."."""
    match = _ROLE.match(passage.folded)
    if passage.kind == "clause" and match and match.group("term").lower() in kind.words["role"]:
        yield Found("DEFINED_TERM", *match.span("term"), by=kind.by("role"))
