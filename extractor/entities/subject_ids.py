"""Subject IDs as they are written: numbers, codes, series and ranges of them, and the lists that they stand in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor.entities.reading import Passage
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

_WORD_REACH = 80

_NUMBER = r"\d{1,9}(?:[a-z]|-[A-Z]\b)?"
# Every part of a code but the last ends in a separator, so that there is one way to read it.
_CODE = (
    r"(?:[A-Za-z]{1,5}|[A-Za-z]{1,8}(?=[-_/]))[-_/#]?(?:[A-Za-z]{1,4}[-_/]|\d{1,3}/|\d{1,2}-(?=0\d|\d{3}))*"
    rf"[A-Za-z]{{0,2}}{_NUMBER}"
)
_KINDS_OF_ID = (
    r"\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?",  # a block of addresses
    r"(?:[A-Z][A-Za-z]{0,4}|\d{1,6})(?:[-_/][A-Za-z\d]{1,6}){0,3}[-_/]?\*",  # a series: "TN-3*"
    r"[A-Za-z]{1,5}[-_/]?\d{1,4}x{2,5}\b",  # "KR2xx"
    r"[A-Z]{1,5}/\d{1,4}/(?:\sseries\b)?",
    r"[A-Z]{1,3}-[A-Z][a-z]{1,9}\b",  # a name of the person's own choice: "V-Anna"
    rf"(?!ID|No|NO)[A-Z]{{1,4}}\s{_NUMBER}(?!\d|\s*(?:,|and\b|or\b)\s*\d)",
    r"\d{1,4}[A-Z]{1,3}(?:[-_]?\d{1,4})?\b",  # "12F", "04K2"
    r"[A-Z]{1,3}\.\d{1,4}",
    _CODE,
    r"[A-Za-z]{1,6}_(?=[A-Za-z]*\d)[A-Za-z\d]{2,8}",  # drawn by lot: "u_4kz9"
    rf"(?:0\d-(?=\d{{3}})|\d{{2}}-(?=0\d{{2}}))\d{{1,6}}|#?{_NUMBER}",
    r"[A-Z]{2,4}\b(?!\s?[-_/]|\s\d)",  # initials
)
_ID = rf"(?:{'|'.join(_KINDS_OF_ID)})"
_RANGE = r"(?:-|~|～|…|\.\.\.?|\bto\b|à|\bthrough\b|\bthru\b|\bup\sto\b|\b(?:un)?till?\b|\ba\b(?=\s[A-Z]))"
ITEM = re.compile(
    rf"(?<![\w.@/%§$€£\"'-])(?P<first>{_ID})(?:\s?{_RANGE}\s?(?P<last>{_ID}))?(?![\w@/%\"*]|'(?!s\b)|\.\d|-\w)"
)
"""One ID or one range of IDs, where the words around do not speak against it."""
MAY_HOLD = re.compile(r"\d|\*|\b[A-Z]{1,3}-[A-Z][a-z]|\b[A-Z]{2,4}\b(?=,|\s(?:and|or)\b)")
"""Signs of an ID."""
CODES = re.compile(
    r"\b(?P<stem>[A-Za-z]{1,6}(?:[-_/][A-Za-z]{1,4})?[-_/]?)\d{2,}(?:\s*(?:,|;|-|~|/|\.\.+|and\b|or\b|to\b|thr(?:ough|u)\b|[&|])\s*)+"
    r"(?P=stem)?\d{2,}"
)
"""A list or a range of codes that begin alike."""
_BETWEEN = re.compile(r"(?:\s|[,;&|]|\b(?:and|or|nor|plus|as well as)\b(?:\s(?:of|from|by|with)\b)?)+", re.IGNORECASE)
# A noun before a number, which is part of each ID where it is said again before the next: "bay 4, bay 11".
_NOUN = re.compile(r"(?<![\w-])([A-Za-z]{3,10}?)s?\s(?=\d)")
_WORD_BEFORE = re.compile(
    r"(?P<word>[A-Za-z]+)(?:\s*(?:IDs?|nos?|numbers?|codes?|identifiers?)\.?)?[\s:(#.]*$", re.IGNORECASE
)
# A number counts something where a unit or a plain word follows it: "3 images".
_COUNTS = re.compile(r"\s*(?:%|[a-z]{3,}s\b(?<!\bis)(?<!\bwas)|percent|per\b|of\s+(?:the|all)\b)")
_COMPARED = re.compile(
    r"\b(?:(?:more|less|fewer|older|younger|larger|smaller|later|earlier|longer|shorter) than|over|under|above|about) $"
)
_MARKER = re.compile(r"^\s*[(\[]?(?:\w{1,4}[.)\]]|[-*•●▪+–|])?\s*(?:and\s+)?$")
_OWN_NUMBER = re.compile(r"\s*[(\[]?[A-Z]{1,4}(?:\d{1,2}[.)\]]+|\.\d{1,2})\s(?=\S)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_STEM = re.compile(r"[A-Za-z]+[-_/]?(?=\d)")
_LETTERS = re.compile(r"[A-Za-z]+")
_STRONG = re.compile(r"[A-Za-z]+\S*(?:[-_/*]\S*\d|\d\d|[-_/]\*|\dxx)|[\d.]+/\d|[A-Z]+\*")
"""A code that hardly means anything else: "S-4", "P02"."""


def lists(kind: EntityType, passage: Passage, sentences: Sequence[Span], *, labelled: bool) -> list[list[list[Span]]]:
    """The lists of IDs in each sentence; in labelled clauses also those after no known word for subjects."""
    text = passage.folded
    found = [_lists_in(kind, passage, sentence, labelled=labelled) for sentence in sentences]
    known = frozenset(_stem(text, item) for runs in found for run in runs for item in run) - {""}
    if not known:
        return found
    return [_lists_in(kind, passage, sentence, labelled=labelled, known=known) for sentence in sentences]


def _lists_in(
    kind: EntityType, passage: Passage, sentence: Span, *, labelled: bool, known: frozenset[str] = frozenset()
) -> list[list[Span]]:
    """The lists of IDs in a sentence; codes with a known stem are IDs wherever they stand."""
    text = passage.folded
    if labelled and (noun := _repeated_noun(kind, text[sentence.start : sentence.end])):
        return list(_runs(_named_items(noun), text, sentence))
    start = sentence.start
    if start == 0 and (own := _OWN_NUMBER.match(text)):
        start = own.end()
    return [
        run
        for run in _runs(ITEM, text, Span(start, sentence.end))
        if _stem(text, run[0]) in known
        or _is_list_of_ids(kind, text[max(start, run[0].start - _WORD_REACH) : run[0].start], run, text, labelled)
    ]


def in_rows(kind: EntityType, text: str) -> list[Span]:
    """The IDs of rows of nothing else; where some are codes, numbers count something."""
    found = [
        item
        for run in _runs(ITEM, text, Span(0, len(text)))
        if _noun(text[max(0, run[0].start - _WORD_REACH) : run[0].start])
        not in kind.words["no_subject"] | kind.words["time"]
        for item in run
        if _form(text, item) != "letters"
    ]
    codes = [item for item in found if not is_number(text, item)]
    return codes or found


def _noun(before: str) -> str:
    word = _WORD_BEFORE.search(before)
    return word.group("word").lower() if word else ""


def _stem(text: str, item: Span) -> str:
    """What the codes of one list begin with: "S-" of "S-12"; empty for a bare number."""
    stem = _STEM.match(text, item.start)
    return stem.group() if stem else ""


def is_number(text: str, item: Span) -> bool:
    """Whether an ID, or the first of a range, is a bare number."""
    return _form(text, item) == "number"


def _form(text: str, item: Span) -> str:
    match = ITEM.match(text, item.start)
    first = match["first"].lstrip("#") if match else ""
    if first.isalpha():
        return "letters"
    return "number" if first[: len(first) - first[-1:].islower()].isdigit() else "code"


def _is_range(text: str, item: Span) -> bool:
    match = ITEM.match(text, item.start)
    return match is not None and match["last"] is not None


def _repeated_noun(kind: EntityType, sentence: str) -> str | None:
    """The noun that a sentence says before each of several numbers and that is no word for subjects or provisions."""
    nouns = Counter(match.group(1).lower() for match in _NOUN.finditer(sentence))
    plain = kind.words["subject"] | kind.words["no_subject"] | kind.words["time"] | kind.words["function"]
    return next((noun for noun, times in nouns.items() if times > 1 and not {noun, f"{noun}s"} & plain), None)


@lru_cache(maxsize=64)
def _named_items(noun: str) -> re.Pattern[str]:
    named = rf"(?i:{noun})s?\s\d+(?:-[A-Z]\b)?"
    return re.compile(rf"(?<![\w-]){named}(?:\s?{_RANGE}\s?(?:{named}|\d+(?:-[A-Z]\b)?))?(?![\w%]|\.\d)")


def _runs(item: re.Pattern[str], text: str, sentence: Span) -> Iterator[list[Span]]:
    """Yields the IDs that only separators stand between; numbers and codes make no list together."""
    run: list[Span] = []
    for match in item.finditer(text, sentence.start, sentence.end):
        span = Span(match.start(), match.end())
        if run and (not _BETWEEN.fullmatch(text, run[-1].end, span.start) or _form(text, span) != _form(text, run[-1])):
            yield run
            run = []
        run.append(span)
    if run:
        yield run


def _is_list_of_ids(kind: EntityType, before: str, run: Sequence[Span], text: str, labelled: bool) -> bool:
    """Whether a list of numbers or codes names subjects, by the word before it and what follows."""
    noun = _noun(before)
    code = text[run[0].start : run[0].end]
    number = is_number(text, run[0])
    prefix = _LETTERS.match(code)
    if noun in kind.words["no_subject"] or (prefix and prefix.group().lower() in kind.words["no_subject"]):
        return False
    if number and (noun in kind.words["time"] or _COUNTS.match(text, run[-1].end) or _COMPARED.search(before)):
        return False
    if not re.search(r"[\d*]", code):
        alike = "-" in code and len({text[item.start : item.end].split("-")[0] for item in run}) == 1
        return len(run) > 1 and (alike or noun in kind.words["subject"])
    if noun in kind.words["subject"]:
        return True
    several = len(run) > 1 or _is_range(text, run[0])
    if not labelled:
        return several and not number and all(_STRONG.match(text, item.start) for item in run)
    if all(_YEAR.fullmatch(text, item.start, item.end) for item in run):
        return False
    if number:
        return several and (not before.strip() or bool(noun) or before.rstrip()[-1:] in ":(.;")
    if code[0].isdigit():
        return several or not code.isalnum()
    if several or not _MARKER.sub("", before):
        return True
    if noun and noun not in kind.words["function"]:
        return True
    return noun not in kind.words["data_set"] and bool(_STRONG.match(code))
