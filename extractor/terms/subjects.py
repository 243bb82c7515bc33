"""Subject rules: which subjects' data may be shown or used, read from the sentences that name their IDs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.language import fold
from extractor.terms.statements import lead_ins, mask
from extractor.types import CONTENT_KINDS, Entity, LabelledClause, Span, SubjectRule

Mode = Literal["deny", "allow_only", "deny_except"]

_BAN = re.compile(
    r"\b(?:not|cannot|never|no|none|neither|nor|nobody|prohibited|forbidden|withh[eo]ld|refused|excluded|closed|unpublished"
    r"|stay out|leave out|left out|left unused)\b|n't\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except(?:ing|ed)?|exceptions?|other than|apart from|aside from|besides|but for|none but|all but"
    r"|save (?:for|those))\b",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"\b(?:only|solely|exclusively|alone|(?:limited|restricted|confined) to|nothing but|no(?:ne)? (?:\w+ )?others?)\b",
    re.IGNORECASE,
)
_ALLOW = re.compile(
    r"\b(?:may|can|allowed|permitted|authori[sz]ed|agreed|consented|gave (?:\w+ )?consent"
    r"|(?:be|is|are) (?:chosen|taken|selected|used|shown))\b",
    re.IGNORECASE,
)
_PUBLISH = re.compile(
    r"\b(?:publi\w+|unpublished|papers?|presentations?|presented|show\w*|display\w*|appears?|figures?|illustrat\w*|print\w*"
    r"|reproduc\w*|cited|quot\w+|slides?|posters?|theses|thesis|sample images?|examples?|demos?|demonstrat\w*|depict\w*"
    r"|broadcast|played|screen|on ?line|web ?sites?|seen)\b",
    re.IGNORECASE,
)
_USE = re.compile(
    r"(?:\b(?:not|never|no|nor|neither)\b|n't\b)[^.;]{0,40}"
    r"\b(?:process\w*|train\w*|analy[sz]\w*|listen\w*|experiments?)\b",
    re.IGNORECASE,
)
_UNIT = r"(?:Parts?|Sets?|Subsets?|Sessions?|Groups?|Splits?|Phases?|Sections?|Cohorts?|Tracks?|Volumes?|Releases?)"
_NAME = r"(?:[A-Z]\b|[IVX]+\b|\d{1,2}\b)"
_SCOPE = re.compile(rf"\b{_UNIT}\s+{_NAME}(?:\s*(?:,|and|&|or|,\s*and)\s*(?:{_UNIT}\s+)?{_NAME})*")


@dataclass(frozen=True, slots=True)
class _Naming:
    """A sentence and the IDs that it, or the table under it, names."""

    text: str
    entities: tuple[Entity, ...]
    clauses: tuple[str, ...]


def subject_rules(clauses: Sequence[LabelledClause], entities: Sequence[Entity]) -> tuple[SubjectRule, ...]:
    """The rules in reading order; a sentence that names IDs without allowing or banning anything makes none."""
    found = (_rule(naming) for naming in _namings(clauses, entities))
    return tuple(rule for rule in found if rule is not None)


def _namings(clauses: Sequence[LabelledClause], entities: Sequence[Entity]) -> Iterator[_Naming]:
    named: dict[str, list[Entity]] = {}
    for entity in entities:
        if entity.type == "SUBJECT_ID":
            named.setdefault(entity.clause, []).append(entity)
    if not named:
        return
    leads = lead_ins(clauses)
    pending: list[Entity] = []
    sentence, homes = "", []
    for index, labelled in enumerate(clauses):
        clause = labelled.clause
        if clause.kind not in CONTENT_KINDS:
            continue
        own = named.get(clause.id, [])
        spans = clause.sentences or (Span(clause.start, clause.end),)
        if own and _says_nothing(labelled):
            # A table, or a list entry of bare IDs, completes the sentence before it.
            above = leads.get(clause.id) or (clauses[index - 1] if index else labelled)
            if not pending and above is not labelled:
                sentence, homes = _last_sentence(above), [above.clause.id]
            pending += own
            homes.append(clause.id)
            continue
        if pending:
            yield _Naming(sentence, tuple(pending), tuple(homes))
        pending, homes = [], []
        for span in spans:
            inside = [entity for entity in own if span.start <= entity.start < span.end]
            if inside:
                lead = leads.get(clause.id)
                words = mask(clause.text)[span.start - clause.start : span.end - clause.start]
                if not (_BAN.search(words) or _ALLOW.search(words) or _ONLY.search(words)) and lead is not None:
                    words = f"{_last_sentence(lead)} {words}"
                yield _Naming(words, tuple(inside), (clause.id,))
    if pending:
        yield _Naming(sentence, tuple(pending), tuple(homes))


def _says_nothing(labelled: LabelledClause) -> bool:
    text = mask(labelled.clause.text)
    if labelled.clause.kind == "table":
        return True
    return not (
        _BAN.search(text)
        or _ALLOW.search(text)
        or _ONLY.search(text)
        or re.search(r"[a-z]{4,} [a-z]{3,} [a-z]{3,}", text)
    )


def _last_sentence(labelled: LabelledClause) -> str:
    clause = labelled.clause
    if not clause.sentences:
        return mask(clause.text)
    last = clause.sentences[-1]
    return mask(clause.text)[last.start - clause.start : last.end - clause.start]


def _rule(naming: _Naming) -> SubjectRule | None:
    text = fold(naming.text)
    mode = _mode(text, naming.entities)
    if mode is None:
        return None
    opposite = "allowed" if mode == "deny" else "denied"
    meant = [entity for entity in naming.entities if entity.role != opposite] or list(naming.entities)
    scope = _SCOPE.search(text)
    return SubjectRule(
        scope=re.sub(r"\s+", " ", scope.group()) if scope else None,
        action="publish" if _PUBLISH.search(text) and not _USE.search(text) else "use",
        mode=mode,
        ids=tuple(entity.value for entity in meant),
        clauses=naming.clauses,
    )


def _mode(text: str, entities: Sequence[Entity]) -> Mode | None:
    """What the words say of the IDs; where they say both, the IDs' roles decide."""
    roles = {entity.role for entity in entities}
    bans, allows = bool(_BAN.search(text)), bool(_ALLOW.search(text) or _ONLY.search(text))
    if bans and _EXCEPT.search(text) and roles != {"denied"}:
        return "deny_except"
    if roles == {"denied"}:
        return "deny"
    if roles == {"allowed"} and allows:
        return "allow_only"
    only = _ONLY.search(text)
    if only and not _BAN.search(text, only.end()):
        return "allow_only"
    if bans:
        return "deny"
    return "allow_only" if allows else None
