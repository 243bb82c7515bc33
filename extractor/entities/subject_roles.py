"""What the words around a list of subject IDs say of it: whether these subjects may be shown or used, or may not.

Where they say both, the ban decides: an ID told as denied costs a picture, one told as allowed may cost a lawsuit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.entities.reading import Passage
from extractor.entities.subject_ids import ITEM
from extractor.entities.subject_sentences import ON_OTHERS, role_between, role_said
from extractor.language import turns
from extractor.taxonomy.entities import EntityType
from extractor.types import Span

_LEAD_IN_REACH = 300
_SENTENCE_REACH = 600

_PART_END = re.compile(r"(?<=;)\s")
_POINTS = re.compile(r"\b(?:following|below|these|this\s+(?:list|table)|listed)\b", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:may|must|shall|should|can|cannot|will|is|are|was|were|have|has|had|do|does|did|withdrew|refused|only"
    r"|use|play|show|choose|take|skip|leave|keep|drop|not)\b|n't\b",
    re.IGNORECASE,
)
"""What a list's entry that says something by itself holds."""
_ANAPHOR = re.compile(
    r"\W*(?:(?:but|however|yet|and|so|still)\b\W*)?"
    r"(?:(?:of|from|none of|not|neither of|nothing of|both of)\s+)?"
    r"(?:they|them|these|those|their|its?|he|she|his|her|neither|none|both|such|the (?:two|three|four|same))\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on about the subjects of the one before."""
_AGAIN = re.compile(r"\b(?:the same|likewise|so too|also|ditto|as above)\b|^\W*(?:and )?(?:so|nor)\b", re.IGNORECASE)
"""Words that say of a list what was said of the one before."""
_BRACKETED = re.compile(r"\([^()]*\)")


def list_roles(
    kind: EntityType, passage: Passage, sentences: Sequence[Span], runs: Sequence[Sequence[list[Span]]]
) -> list[list[str | None]]:
    """The role of each list in each sentence; ``None`` where nothing is said of it."""
    roles: list[list[str | None]] = []
    told: str | None = None
    for index, sentence in enumerate(sentences):
        roles.append([])
        if not runs[index]:
            continue
        for run, piece in zip(runs[index], _pieces(kind, passage.folded, sentence, runs[index]), strict=True):
            before, after = _around(passage.folded, piece, run)
            role = None if _FINITE.search(before + after) else _led_in(kind, passage, before, after)
            role = role or role_between(kind, before, after)
            if role is None and piece != sentence:
                role = role_between(kind, *_around(passage.folded, sentence, run))
            if passage.kind == "table":
                role = role or _led_in(kind, passage, before, after)
            else:
                role = _in_context(kind, passage, (sentences, runs, index), (before, after), role)
            if role is None and _AGAIN.search(before + after):
                role = told
            roles[-1].append(role)
            told = role or told
    return roles


def _in_context(
    kind: EntityType,
    passage: Passage,
    place: tuple[Sequence[Span], Sequence[Sequence[list[Span]]], int],
    around: tuple[str, str],
    role: str | None,
) -> str | None:
    """``role``, or what the next sentence, the lead-in or the sentence before says; the next one may take it back."""
    sentences, runs, index = place
    text = passage.folded
    before, after = around
    if role != "denied" and index + 1 < len(sentences) and not runs[index + 1]:
        following = sentences[index + 1]
        role = _going_on(kind, text[following.start : min(following.end, following.start + _SENTENCE_REACH)], role)
    role = role or _led_in(kind, passage, before, after)
    if role is None and index and not runs[index - 1] and not _AGAIN.search(before + after):
        start = max(sentences[index - 1].start, sentences[index].start - _SENTENCE_REACH)
        role = role_between(kind, text[start : sentences[index].start] + before, after)
    return role


def announced_role(kind: EntityType, announcement: str) -> str | None:
    """The role that the sentence above a list gives to it."""
    return role_between(kind, _pointing(announcement), "")


def points_to_list(sentence: str) -> bool:
    """Whether a sentence speaks of a list near by."""
    return bool(_POINTS.search(sentence))


def _pieces(kind: EntityType, text: str, sentence: Span, runs: Sequence[list[Span]]) -> list[Span]:
    """The stretch of the sentence that speaks of each list: its part where every list has one of its own."""
    pieces: list[Span] = []
    start = sentence.start
    for run, following in zip(runs, [*runs[1:], None], strict=True):
        end = sentence.end
        bracket = _bracket(text, sentence, run)
        if bracket is not None and _speaks(kind, text, bracket, run):
            pieces.append(bracket)
            continue
        if following is not None:
            gap = Span(run[-1].end, following[0].start)
            cuts = reversed(turns(text, gap.start, gap.end))
            cut = next((cut for cut in cuts if _speaks(kind, text, Span(start, cut), run)), None)
            if cut is not None and _speaks(kind, text, Span(cut, sentence.end), following):
                end = cut
        pieces.append(Span(start, end))
        start = end if end < sentence.end else start
    return pieces


def _speaks(kind: EntityType, text: str, piece: Span, run: list[Span]) -> bool:
    return role_between(kind, *_around(text, piece, run)) is not None


def _around(text: str, piece: Span, run: list[Span]) -> tuple[str, str]:
    """The words of a piece before and after a list, without what brackets say of other lists."""
    before = text[max(piece.start, run[0].start - _SENTENCE_REACH) : run[0].start]
    after = text[run[-1].end : min(piece.end, run[-1].end + _SENTENCE_REACH)]
    return _BRACKETED.sub(_blank, before), _BRACKETED.sub(_blank, after)


def _blank(bracketed: re.Match[str]) -> str:
    return " " if ITEM.search(bracketed.group()) else bracketed.group()


def _bracket(text: str, sentence: Span, run: list[Span]) -> Span | None:
    """The inside of the brackets around a list: "(but not S-4)"."""
    opening = text.rfind("(", max(sentence.start, run[0].start - _SENTENCE_REACH), run[0].start)
    closing = text.find(")", run[-1].end, min(sentence.end, run[-1].end + _SENTENCE_REACH))
    if opening < 0 or closing < 0 or ")" in text[opening : run[0].start]:
        return None
    return Span(opening + 1, closing)


def _going_on(kind: EntityType, following: str, role: str | None) -> str | None:
    """``role``, unless the next sentence goes on about the same subjects with a ban, or is the first to speak."""
    rest = ON_OTHERS.match(following)
    if rest is not None:
        said = role_said(kind, "#" + rest.group())
        return role or ({"denied": "allowed", "allowed": "denied"}.get(said) if said else None)
    if role is None or _ANAPHOR.match(following):
        said = role_between(kind, "", following)
        return "denied" if said == "denied" else role or said
    return role


def _led_in(kind: EntityType, passage: Passage, before: str, after: str) -> str | None:
    if passage.lead_in is None or passage.kind not in ("item", "table"):
        return None
    lead = _pointing(passage.lead_in.folded[-_LEAD_IN_REACH:])
    if passage.kind == "item" and lead.rstrip().endswith(":") and not _FINITE.search(before + after):
        return role_between(kind, lead, "")
    return role_between(kind, f"{lead} {before}", after)


def _pointing(announcement: str) -> str:
    """The part of an announcement that speaks of the list, where another part speaks of the rest."""
    parts = _PART_END.split(announcement)
    return next((part for part in reversed(parts) if _POINTS.search(part)), announcement)
