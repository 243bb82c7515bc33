"""The names of licensors, owners and filled-in licensees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.entities.disclaimers import disclaims
from extractor.entities.names import (
    Usage,
    context,
    expansion,
    first_mentions,
    is_abbreviation,
    is_shouted,
    key,
    short_form,
    telling,
    words_of,
)
from extractor.entities.organizations import ENDS_IN_LEGAL_FORM, chains, is_generic, is_organization, names_in
from extractor.entities.reading import Found, Passage, kind_of
from extractor.lookup import lower
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

_SENTENCE_REACH = 140
_QUOTED_SHORT = re.compile(
    r"[^\n\"()]*(?:\([^()\"]*\)[^\n\"()]*)?"
    r"(?:\((?:the\s+|hereinafter[,:]?\s+(?:the\s+)?)?|\b(?:hereinafter|hereafter),?\s(?:(?:called|referred\sto\sas)\s)?(?=[\"']))"
    r"[\"']?(?P<short>[^\"'()]{2,30}?)[,.]?[\"')]"
)
_BETWEEN = re.compile(r"\bbetween (?:the )?$")
_PLACEHOLDER = re.compile(r"[<\[_]\s*$")
# Names that are mentioned as something else than a party: an example, a course, a court, a source of the text. It reads
# texts in lower case.
_ASIDE = re.compile(
    r"\b(?:e\.g\.|such as|for example|adopted from|adapted from|based on|modell?ed|template|course|training|courts?|"
    r"jurisdiction|ethics (?:board|committee)|review board|conference|proceedings|in all copies|website of|logo of|"
    r"project (?:of|with)|bank:|copyright notice|sponsor(?:ed|s)?(?!:)|reviewed or approved by|"
    r"(?:doses|drugs|tracers|equipment|instruments|funds) (?:is|are|was|were) (?:provided|supplied) by|"
    r"(?:support(?:ed)?|fund(?:ed|ing)|grants?|gifts?|lent|donated|paid)(?: for)? (?:from|by|of))\b"
    r"[^.;]*$"
)
# What is said of those who pay for a collection and have no right in it.
_SPONSORS = re.compile(
    r"(?:\s\([^()]{2,40}\))? (?:runs|operates|hosts|stores)(?: (?:it|them))? for\b|"
    r"[\s,)]+(?:as (?:\w+ ){0,2}sponsor|(?:is|are|was) (?:\w+ ){0,2}sponsors?\b|"
    r"(?:gives|gave|pays|paid|donat\w+|lent|funds|funded|sponsors|sponsored)\b|"
    r"(?:is|are) the stewards?\b|(?:has |have )?(?:developed|drafted|wrote|written|publishe[sd]) this licen[cs]e\b)"
)
# "Tarn.org": a host, which no party is called.
_HOST = re.compile(r"\.[a-z]{2,}")
# The name of a part: by itself it does not say of what.
_PART = re.compile(r"(?:Department|Dept\.?|School|College|Faculty|Division|Office)\s+of\b[^,]*$", re.IGNORECASE)
_FIELD = re.compile(
    r"(?:^|[\n\t|])[ \t]*+(?P<label>[A-Za-z][A-Za-z '’/-]{1,40}?)(?:[ \t]*+\([^()\n]*\))?"
    r"(?:[ \t]*+[:：][ \t]*+|[ ]*+\t[ \t]*+|[ ]{2,}+|[ ])(?P<value>[A-ZÀ-Þ][^\n\t|_:<]{0,120}?) *+(?=[\n\t|<]|$)"
)
# Clauses that name authorities and lawmakers, which are no parties.
_AUTHORITIES = ("compliance", "governing_law")
# Clauses that say who gives the data, and those that name others: whose words, money or courses they speak of.
_GIVERS = ("acceptance", "definition", "ip_ownership", "access_procedure")
_BYSTANDERS = (
    "citation",
    "derivatives",
    "fees",
    "purpose",
    "storage",
    "subject_restriction",
    "liability",
    "commercial_use",
    "general",
)


def find_parties(reading: Sequence[Passage], usage: Usage) -> Iterator[tuple[Passage, Found]]:
    """Yields the parties with the passages of their first mention."""
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
    for phrase in chains(kind, passage):
        for span, is_cut in names_in(kind, passage, phrase):
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
    if _PLACEHOLDER.search(before) or passage.kind == "heading" or _ASIDE.search(lower(before)):
        return None
    if _SPONSORS.match(passage.folded, span.end) or _HOST.match(passage.folded, span.end):
        return None
    shouted = passage.kind != "title" and is_shouted(passage, span)
    if shouted and ENDS_IN_LEGAL_FORM.search(name) and " " in name:
        return kind.by("organization")
    if shouted and name.lower() not in usage.capitalized:
        return None
    if not shouted and disclaims(kind, passage, span):
        return kind.by("disclaimer")
    authorities = any(passage.labelled.has(label) for label in _AUTHORITIES) or _is_of_bystanders(passage, span)
    is_part = passage.kind not in ("title", "form") and bool(_PART.match(name))
    if not shouted and not authorities and not is_part and is_organization(kind, name):
        return kind.by("organization")
    if passage.kind == "title" or (shouted and " " in name) or not usage.is_name(name):
        return None
    if name.isalpha() and name[1:].islower() and name not in usage.inside:
        return None
    if _is_common_noun(name, before) or (" and " in name and _BETWEEN.search(before)):
        return None
    cue = telling(kind, context(passage, span))
    return f"rule:{cue.id}" if cue else None


def _is_of_bystanders(passage: Passage, span: Span) -> bool:
    """Whether a clause speaks of others than the licensor; a line of an address in it does not."""
    has = passage.labelled.has
    before = passage.text[: span.start].rstrip(" ")
    alone = before.endswith("\n")
    return any(map(has, _BYSTANDERS)) and not any(map(has, _GIVERS)) and not alone


def _is_common_noun(name: str, before: str) -> bool:
    """Whether a single word with an article is a thing in capitals: "the Directorate"."""
    return name.isalpha() and name[1:].islower() and before.lower().endswith("the ")


def _short_form(kind: EntityType, passage: Passage, span: Span) -> Span | None:
    """The short name in brackets after a party, or later in its sentence in quotes, and no role's name."""
    text = passage.folded
    long = text[span.start : span.end]
    short = short_form(text, span.end)
    if short is not None:
        name = text[short.start : short.end]
        is_role = is_generic(kind, name) and "&" not in name and not _is_first_word(name, long)
        if is_role or _PART.match(name):
            return None
        if is_abbreviation(name) or key(name) in key(long) or is_organization(kind, name):
            return short
    quoted = _QUOTED_SHORT.match(text, span.end, span.end + _SENTENCE_REACH)
    if quoted is None:
        return None
    name = quoted.group("short")
    if words_of(name) and is_generic(kind, name):
        return None
    long = ENDS_IN_LEGAL_FORM.sub("", long).rstrip(" ,")
    spelled = expansion(long, len(long), name) is not None or _initials(long) == sorted(name.lower())
    is_short = key(name) in key(long) or (is_abbreviation(name) and spelled)
    return Span(*quoted.span("short")) if is_short else None


def _is_first_word(short: str, long: str) -> bool:
    """Whether a short name in capitals is the first word of a company's: "Partners" of "Partners Tides, Inc."."""
    return bool(ENDS_IN_LEGAL_FORM.search(long)) and short[0].isupper() and long.startswith(f"{short} ")


def _initials(name: str) -> list[str]:
    """The initials of a name's words, sorted: "DU" is of a "University of D..."."""
    return sorted(word[0] for word in words_of(name))


def _filled_in(kind: EntityType, passage: Passage) -> Iterator[Found]:
    """Yields the names that somebody has written into a form's fields."""
    for match in _FIELD.finditer(passage.text):
        label = " ".join(match.group("label").lower().split())
        value = match.group("value").strip()
        if not value or value.lower() in kind.words["blank"] or is_generic(kind, value):
            continue
        for fields, role in (("licensee_field", "licensee"), ("licensor_field", "licensor")):
            if label in kind.words[fields]:
                start = match.start("value")
                yield Found("PARTY", start, start + len(value), kind.by("form"), role=role)
