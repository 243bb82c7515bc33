"""Subject IDs: who may or may not be shown or used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor.entities.reading import Found, Passage, kind_of
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

LABEL = "subject_restriction"
_LEAD_IN_REACH = 300
_SENTENCE_REACH = 600
_WORD_REACH = 80

# An ID is a number or a code that ends in one: "004", "P02", "S-12", "sub_07", "F12b".
_ID = (
    r"(?:#|(?!ID|No|NO)[A-Z]{1,4}\s(?=\d)|"
    r"[A-Za-z]{1,5}[-_/]?(?:[A-Za-z]{1,4}[-_/]?|\d{1,3}/|\d{2,4}-(?=0\d))?|0\d-(?=\d{3}))?\d{1,6}[a-z]?"
)
_DIGIT = re.compile(r"\d")
_RANGE = r"(?:-|~|～|…|\.\.\.?|\bto\b|à|\bthrough\b|\bthru\b|\bup\sto\b|\ba\b(?=\s[A-Z]))"
_ITEM = re.compile(rf"(?<![\w.@/%§$€£\"'-])(?P<first>{_ID})(?:\s?{_RANGE}\s?(?P<last>{_ID}))?(?![\w@/%\"']|\.\d|-\w)")
_BETWEEN = re.compile(r"(?:\s|[,;&|]|\b(?:and|or|as well as)\b(?:\s(?:of|from|by|with)\b)?)+", re.IGNORECASE)
# A noun before a number, which is part of each ID where it is said again before the next: "bay 4, bay 11".
_NOUN = re.compile(r"(?<![\w-])([A-Za-z]{3,10}?)s?\s(?=\d)")
_COLUMN = re.compile(
    r"(?:^|\n)[ \t|*-]*(?P<name>[A-Za-z]+\.?(?:[ \t](?:no|No|NO|ID|id)s?\.?)?(?:[ \t][A-Z])?)"
    r"[ \t]*[:|\t ][ \t|]*(?=\S*\d)"
)
_LINE = re.compile(r"[^\n]+")
_WORD_BEFORE = re.compile(
    r"(?P<word>[A-Za-z]+)(?:\s*(?:IDs?|nos?|numbers?|codes?|identifiers?)\.?)?[\s:(#.]*$", re.IGNORECASE
)
# A number counts something where a unit or a plain word follows it: "3 images".
_COUNTS = re.compile(r"\s*(?:%|[a-z]{3,}s\b(?<!\bis)(?<!\bwas)|percent|per\b|of\s+(?:the|all)\b)")
_MARKER = re.compile(r"^\s*[(\[]?(?:\w{1,4}[.)\]]|[-*•●▪+–|])?\s*(?:and\s+)?$")
_YEAR = re.compile(r"(?:19|20)\d\d")

_PART_END = re.compile(r"(?<=;)\s")
_POINTS = re.compile(r"\b(?:following|below|these|this\s+(?:list|table)|listed)\b", re.IGNORECASE)
_EXCEPT = re.compile(
    r"\b(?:except(?:ing|ions?)?(?:\s+(?:for|of|that|from|are))?|(?:all|none|no\s?one|nobody)\s+but|other\s+than|"
    r"apart\s+from|save(?:\s+for)?|besides|aside\s+from|outside(?:\s+of)?|"
    r"(?:but|bar)(?=\s+(?:(?:those|the\s+\w+)\s+(?:(?:of|by|from)\s+)?)?$))\b",
    re.IGNORECASE,
)
_NONE_BUT = re.compile(r"no", re.IGNORECASE)
_ELSE = re.compile(r"other|else|more", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:and|but)?\s*(?:for|from|of|to)?\s*\b(?:no\s?body|no\s?one|none|no|not)\s+(?:others?|else|more|all)\b|"
    r"\bnot\s+(?:by\s+|every(?:one|body)\b|all\b|only\b)(?:all\b)?",
    re.IGNORECASE,
)


def find_subjects(passage: Passage) -> Iterator[Found]:
    """Yields the subject IDs of a passage, with what the words around or above them say of them."""
    kind = kind_of("SUBJECT_ID")
    if not _DIGIT.search(passage.folded):
        return
    if passage.kind in ("table", "item", "other") and _is_rows(passage):
        above = _announcement(kind, passage)
        if above is not None:
            role = _role(kind, _pointing(above), "") or "denied"
            for match in _ITEM.finditer(_without_columns(passage)):
                yield Found("SUBJECT_ID", match.start(), match.end(), kind.by("rows"), role=role)
    elif passage.kind in ("clause", "item", "table"):
        yield from _in_sentences(kind, passage)


def _without_columns(passage: Passage) -> str:
    """The folded text with blanks for the names of rows and columns: "sub.", "Part A"."""
    text = passage.folded
    for match in _COLUMN.finditer(passage.text):
        start, end = match.span("name")
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _is_rows(passage: Passage) -> bool:
    """Whether the passage is nothing but IDs, separators and names of rows."""
    text = _without_columns(passage)
    words = [word for word in re.findall(r"[A-Za-z]{2,}", _ITEM.sub(" ", text)) if word not in ("and", "or", "to")]
    return bool(_ITEM.search(text)) and len(words) <= max(2, len(_ITEM.findall(text)))


def _announcement(kind: EntityType, passage: Passage) -> str | None:
    """The last sentences of the clause that announces rows of subjects; ``None`` where none does."""
    before = passage.previous
    while before is not None and before.kind in ("table", "other"):
        before = before.previous
    for lead in (passage.lead_in, before):
        if lead is not None and lead.text.strip():
            spans = lead.sentences
            last = lead.folded[spans[-1].start :]
            if lead.labelled.has(LABEL) or passage.labelled.has(LABEL) or _is_about_subjects(kind, last):
                return last if _is_about_subjects(kind, last) or len(spans) < 2 else lead.folded[spans[-2].start :]
    return None


def _pointing(announcement: str) -> str:
    """The part of an announcement that speaks of the list, where another part speaks of the rest."""
    parts = _PART_END.split(announcement)
    return next((part for part in reversed(parts) if _POINTS.search(part)), announcement)


def _is_about_subjects(kind: EntityType, sentence: str) -> bool:
    cue = kind.cues[0]
    return bool(cue.pattern and cue.pattern.search(sentence) and not (cue.unless and cue.unless.search(sentence)))


def _in_sentences(kind: EntityType, passage: Passage) -> Iterator[Found]:
    """Yields the lists of IDs in the sentences, or the rows of a table, that are about subjects to show or use."""
    labelled = passage.labelled.has(LABEL)
    if not labelled and kind.cues[0].id not in passage.cues:
        return
    spans = _lines(passage) if passage.kind == "table" else passage.sentences
    for index, span in enumerate(spans):
        noun = _repeated_noun(kind, passage.folded[span.start : span.end]) if labelled else None
        runs = _runs_of(noun, passage, span) if noun else _runs(kind, passage, span, labelled=labelled)
        for run in runs:
            if not labelled and not _is_about_subjects(kind, passage.folded[span.start : span.end]):
                continue
            role = _run_role(kind, passage, spans[index : index + 2], run) or "denied"
            for item in run:
                yield Found("SUBJECT_ID", item.start, item.end, kind.by("list"), role=role)


def _repeated_noun(kind: EntityType, sentence: str) -> str | None:
    """The noun that a sentence says before each of several numbers and that is no word for subjects or provisions."""
    nouns = Counter(match.group(1) for match in _NOUN.finditer(sentence))
    plain = kind.words["subject"] | kind.words["no_subject"] | kind.words["function"]
    return next(
        (noun for noun, times in nouns.items() if times > 1 and not {noun.lower(), f"{noun.lower()}s"} & plain), None
    )


def _runs_of(noun: str, passage: Passage, sentence: Span) -> Iterator[list[Span]]:
    """Yields the lists of IDs that ``noun`` is part of."""
    run: list[Span] = []
    for match in _named_items(noun).finditer(passage.folded, sentence.start, sentence.end):
        if run and not _BETWEEN.fullmatch(passage.folded, run[-1].end, match.start()):
            yield run
            run = []
        run.append(Span(match.start(), match.end()))
    if run:
        yield run


@lru_cache(maxsize=64)
def _named_items(noun: str) -> re.Pattern[str]:
    named = rf"{noun}s?\s\d+(?:-[A-Z]\b)?"
    return re.compile(rf"(?<![\w-]){named}(?:\s?{_RANGE}\s?(?:{named}|\d+))?(?![\w%]|\.\d)")


def _lines(passage: Passage) -> tuple[Span, ...]:
    return tuple(Span(match.start(), match.end()) for match in _LINE.finditer(passage.text))


def _run_role(kind: EntityType, passage: Passage, spans: Sequence[Span], run: list[Span]) -> str | None:
    """What the sentence of a list says of it, else the next sentence, else the lead-in of an item or a table."""
    text = passage.folded
    before = text[max(spans[0].start, run[0].start - _SENTENCE_REACH) : run[0].start]
    after = text[run[-1].end : min(spans[0].end, run[-1].end + _SENTENCE_REACH)]
    # What stands between the semicolons around a list is nearer to it than the rest of the sentence.
    role = _role(kind, before.rpartition(";")[2], after.partition(";")[0])
    role = role or _role(kind, before, after)
    if role is None and len(spans) > 1 and passage.kind != "table":
        role = _role(kind, "", text[spans[1].start : spans[1].end])
    if role is None and passage.lead_in is not None and passage.kind in ("item", "table"):
        role = _role(kind, _pointing(passage.lead_in.folded[-_LEAD_IN_REACH:]), "")
    return role


def _runs(kind: EntityType, passage: Passage, sentence: Span, *, labelled: bool) -> Iterator[list[Span]]:
    """Yields the lists of IDs in a sentence, in labelled clauses also those after no known word for subjects."""
    text = passage.folded
    at = sentence.start
    while match := _ITEM.search(text, at, sentence.end):
        run = [match]
        while True:
            between = _BETWEEN.match(text, run[-1].end(), sentence.end)
            following = _ITEM.match(text, between.end(), sentence.end) if between else None
            if following is None or _is_code(following) != _is_code(match):
                break
            run.append(following)
        at = run[-1].end()
        before = text[max(sentence.start, match.start() - _WORD_REACH) : match.start()]
        if _is_list_of_ids(kind, before, run, text, labelled):
            yield [Span(item.start(), item.end()) for item in run]


def _is_code(match: re.Match[str]) -> bool:
    return match.group("first")[0].isalpha()


def _is_list_of_ids(kind: EntityType, before: str, run: list[re.Match[str]], text: str, labelled: bool) -> bool:
    """Whether a list of numbers or codes names subjects, by the word before it and what follows."""
    word = _WORD_BEFORE.search(before)
    noun = word.group("word").lower() if word else ""
    if noun in kind.words["no_subject"] or (_counts(run[-1], text) and not _is_code(run[0])):
        return False
    if noun in kind.words["subject"]:
        return True
    if not labelled or all(_YEAR.fullmatch(item.group()) for item in run):
        return False
    several = len(run) > 1 or run[0].group("last") is not None
    if _is_code(run[0]):
        return several or not _MARKER.sub("", before) or (bool(noun) and noun not in kind.words["function"])
    return several and (not before.strip() or bool(noun) or before.rstrip()[-1:] in ":(.;")


def _counts(match: re.Match[str], text: str) -> bool:
    return bool(_COUNTS.match(text, match.end()))


def _role(kind: EntityType, before: str, after: str) -> str | None:
    """What the words before and after a list say of the subjects in it; ``None`` where they say nothing.

    An exception before the list turns round what the rest says, unless the exception says it itself: "save for
    those in this list, who must not be shown".
    """
    exceptions = list(_EXCEPT.finditer(before))
    if not exceptions:
        return _says(kind, f"{before}#{after}")
    exception = exceptions[-1]
    rule = before[: exception.start()]
    _, comma, clause = before[exception.end() :].partition(",")
    own = _says(kind, clause) if comma else None
    if own is not None:
        return own
    if _NONE_BUT.match(exception.group()):
        return "allowed"
    rest = _says(kind, f"{rule} {after}")
    return "denied" if rest == "allowed" or (rest is None and not rule.strip()) else "allowed"


def _says(kind: EntityType, sentence: str) -> str | None:
    """The role that a sentence gives to the list at its "#"; "§" stands in it for "and nobody else"."""
    sentence = _OTHERS.sub(lambda match: "§" if _ELSE.search(match.group()) else " ", sentence)
    cue = next(
        (
            role_cue
            for role_cue in kind.role_cues
            if role_cue.cue.pattern is not None
            and role_cue.cue.pattern.search(sentence)
            and not (role_cue.cue.unless and role_cue.cue.unless.search(sentence))
        ),
        None,
    )
    return cue.role if cue else None
