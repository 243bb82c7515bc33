"""How the names of organizations are built, and where they begin and end in a phrase in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.entities.names import is_shouted, words_of
from extractor.entities.phrases import LEGAL_FORM
from extractor.entities.reading import Passage
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

_JOINT = re.compile(r",\s+(?:and\s+)?(?:the\s+)?|\s+(?:and|of|at)\s+(?:the\s+)?")
_AND = re.compile(r"\s+and\s+")
_BLANK = re.compile(r"\s")
_TOKEN = re.compile(r"\S+")
ENDS_IN_LEGAL_FORM = re.compile(rf"(?<!\w)(?:{LEGAL_FORM}|Limited)$")
_ARTICLES = frozenset({"the", "a", "an", "this", "your", "our"})
_NUMBERING = re.compile(r"(?:[A-Z]\.)?[\d§][\d.,-]*|[IVXLC]+\.[\d.]+\w*")
_MEMBERS = re.compile(r"(?P<who>(?:[A-Z][\w-]*\s+){1,3})(?:of|at)\s+(?:the\s+)?(?=[A-Z])")
_LONGEST_CHAIN = 300
_OPENS = re.compile(r"\s+(?:of|for|at|de|di|du|d'|für|on|och)\b|\s+in\b(?! the\b)", re.IGNORECASE)
# "the Institute of Tides in Tarn": where it is, is no part of the name.
_PLACED = re.compile(r"\s+in\s+[A-ZÀ-Þ][\w-]+$")
_AFTER_LEGAL_FORM = re.compile(
    rf"(?<=[\s,])(?:{LEGAL_FORM}|Limited)(?=\s+(?:of|in|at)\s)|\b(?:Inc|Ltd|Co)\.(?=\s+[A-Z])(?!\s+Ltd|\s+KG)"
)
# A company in a sentence in capitals: what follows the small words before its legal form.
_SHOUTED_COMPANY = re.compile(
    r"(?:.*\s(?:WITH|BETWEEN|BY|FROM|THE|YOU|TO|OF)\s)?"
    r"(?P<name>[A-Z][\w&'. -]+,? (?:INC|LLC|LTD|GMBH|CORP|LIMITED)\b\.?)"
)
# "the Tarn Government Data Act": who is named in a law's name is no party by that.
_IN_LAW = re.compile(r"\s(?:[A-Z]\w+\s){0,3}(?:Act|Law|Regulation)s?\b")
# What belongs to the word that cuts a name off: "Harbor Lab Limited Data Set", "Harbor University TideSet Dataset".
_LOOSE = re.compile(r"\s(?:(?:and\s)?Limited|[A-Z]\w*[a-z][A-Z]\w*)$")
_ROLES = frozenset({"researcher", "user", "licensee", "recipient", "licensor", "provider", "applicant", "requester"})
_LINKS = frozenset({"of", "and", "for", "the", "in", "at", "on", "&"})
_YEARS = re.compile(r"(?:\s+(?:19|20)\d\d)+$")


def chains(kind: EntityType, passage: Passage) -> Iterator[Span]:
    """Yields the phrases in capitals, an organization's joined by commas: "Institute of Tides, Harbor University"."""
    chain: Span | None = None
    for phrase in passage.phrases:
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
    if is_generic(kind, left):
        return False
    ends_unit = len(words) > 2 and words[-1] in kind.words["unit"]
    first = _AND.split(right)[0]
    return (_has_org_word(kind, left) or ends_unit) and is_organization(kind, first)


def names_in(kind: EntityType, passage: Passage, phrase: Span) -> Iterator[tuple[Span, bool]]:
    """Yields the names that a phrase holds, and whether a word like "dataset" cut the name off."""
    text = passage.folded
    words = text[phrase.start : phrase.end]
    if not _BLANK.search(words) and (bare := words.lower().strip(".,")) and _is_no_name(kind, bare):
        return
    if passage.kind != "title" and is_shouted(passage, phrase):
        company = _SHOUTED_COMPANY.search(text, phrase.start, phrase.end)
        if company:
            yield Span(*company.span("name")), False
            return
        parts = [Span(m.start(), m.end()) for m in _TOKEN.finditer(text, phrase.start, phrase.end)]
    else:
        parts = _split(kind, text, phrase)
    for part in parts:
        span = _cut(kind, text, part)
        after = text[span.end : part.end]
        if _IN_LAW.match(after):
            continue
        loose = _LOOSE.search(text, span.start, span.end) if after else None
        span = Span(span.start, loose.start()) if loose else span
        if span.start < span.end and not is_generic(kind, text[span.start : span.end]):
            yield span, span.end < part.end


def _is_no_name(kind: EntityType, word: str) -> bool:
    """Whether a word by itself only leads to a name, or to what a license is about: "The", "Dataset"."""
    return word in kind.words["leading"] or word in kind.words["document"]


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
            divides = ends_whole or (is_organization(kind, left) and is_organization(kind, right))
            divides = (
                divides
                or (" " not in left and (is_generic(kind, left) or left.isupper()))
                or bool(ENDS_IN_LEGAL_FORM.search(right))
            )
        else:
            # What is no organization may be of one: "the Tides of Harbor University".
            of_one = not words or (
                not _has_org_word(kind, left) and words[-1] not in kind.words["unit"] | kind.words["body"]
            )
            # "Institute of Tides Ltd": the legal form is the whole name's.
            is_rest = len(right.split()) < 3 and bool(ENDS_IN_LEGAL_FORM.search(right)) and not of_one
            whole = is_organization(kind, right) and not is_rest
            divides = whole and (ends_whole or of_one or is_organization(kind, left))
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
    # "5. Termination⏎The Provider": a name starts after an article in capitals that begins a sentence or a line.
    article = max((i for i, token in enumerate(tokens) if _is_article(text, token)), default=-1)
    tokens = tokens[article + 1 :]
    # "Without approval of SAIL the Researcher": a role's name is none of it.
    tokens = tokens[: next((i for i in range(1, len(tokens)) if _opens_another(tokens, i)), None)]
    tokens = tokens[: _name_length(kind, text, tokens)]
    while tokens and _bare(tokens[-1]) in _LINKS:
        tokens.pop()
    if not tokens:
        return Span(span.start, span.start)
    start = tokens[0].start()
    for index, token in enumerate(tokens):
        is_subject = index > 0 and tokens[index - 1].group() in ("for", "of") and token is not tokens[-1]
        if token.group().endswith("'s") and (
            token is tokens[-1] or (not is_subject and is_organization(kind, text[start : token.end() - 2]))
        ):
            return Span(start, token.end() - 2)
    return Span(start, _without_place(kind, text, start, tokens[-1].end()))


def _is_article(text: str, token: re.Match[str]) -> bool:
    """Whether a token is an article that begins a sentence or a line, not one inside a name."""
    before = text[max(0, token.start() - 2) : token.start()].rstrip(" ")
    return token.group() == "Neither" or (token.group() in ("The", "This") and not before[-1:].isalpha())


def _opens_another(tokens: Sequence[re.Match[str]], at: int) -> bool:
    """Whether what follows is no part of the name: a role, "I", or an office of the organization before it."""
    word, following = tokens[at].group(), _bare(tokens[at + 1]) if at + 1 < len(tokens) else ""
    if (word == "the" and following in _ROLES) or (word == "and" and following == "i"):
        return True
    return word == "Office" and following in ("of", "for") and tokens[at - 1].group() not in _LINKS


def _name_length(kind: EntityType, text: str, tokens: Sequence[re.Match[str]]) -> int:
    """How many tokens a name has up to a word like "dataset"; in "Laboratory for Data and Form" they are its own."""
    opened = False
    for index, token in enumerate(tokens):
        word = _bare(token)
        if word in kind.words["document"]:
            following = _bare(tokens[index + 1]) if index + 1 < len(tokens) else ""
            if word not in kind.words["subject"] or not (opened or following in kind.words["organization"]):
                return index
        opened = opened or (word in kind.words["organization"] and bool(_OPENS.match(text, token.end())))
    return len(tokens)


def _without_place(kind: EntityType, text: str, start: int, end: int) -> int:
    """The end of a name without the years, or the place of an organization, that follow it."""
    formed = _AFTER_LEGAL_FORM.search(text, start, end)
    end = formed.end() if formed else end
    years = _YEARS.search(text, start, end)
    end = years.start() if years else end
    placed = _PLACED.search(text, start, end)
    return placed.start() if placed and is_organization(kind, text[start : placed.start()]) else end


def _bare(token: re.Match[str]) -> str:
    return token.group().lower().strip(".,")


def _has_org_word(kind: EntityType, name: str) -> bool:
    return any(word in kind.words["organization"] for word in words_of(name))


def is_organization(kind: EntityType, name: str) -> bool:
    """Whether a name is built as only organizations' are: "Institute of Tides", "Quill Motion Lab", "Tern Inc."."""
    if is_generic(kind, name):
        return False
    if ENDS_IN_LEGAL_FORM.search(name) and len(words_of(name)) > 1:
        return True
    tokens = list(_TOKEN.finditer(name))
    for index, token in enumerate(tokens):
        if _bare(token) not in kind.words["organization"] or (index and _bare(tokens[index - 1]) in _ARTICLES):
            continue
        trailing = len(tokens) - index - 1
        if _OPENS.match(name, token.end()) and trailing > 1:
            return True
        if index > 0 and trailing <= 1 and not (index == 1 and _bare(tokens[0]).endswith(("ing", "ed"))):
            return not all(_bare(t) in kind.words["generic"] for t in tokens[:index])
    words = words_of(name)
    if tokens and tokens[0].group() == "Group" and len(tokens) > 3 and _OPENS.match(name, tokens[0].end()):
        return True
    if tokens and _bare(tokens[0]) in kind.words["begins"] and len(words) > 1:
        return True
    if tokens and _bare(tokens[0]) in kind.words["body"] and (" of " in name):
        return is_organization(kind, re.split(r" of (?:the )?", name, maxsplit=1)[1])
    if any(_bare(token) in _ARTICLES for token in tokens):
        return False
    return len(words) > 2 and words[-1] in kind.words["unit"] and words[0] not in kind.words["generic"]


def is_generic(kind: EntityType, name: str) -> bool:
    """Whether a name has no word of its own."""
    words = words_of(name)
    return not words or all(word in kind.words["generic"] or word.isdigit() or len(word) == 1 for word in words)
