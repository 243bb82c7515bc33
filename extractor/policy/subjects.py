"""What a license's own rules say of each subject: may its images be published, may its data be used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from extractor.policy.ids import Match, Named, Register, read_named
from extractor.taxonomy.answers import questions

if TYPE_CHECKING:
    from extractor.record import ClauseRecord, LicenseRecord, SubjectRuleRecord

Say = Literal["allowed", "denied", "needs review", "not named"]
Action = Literal["publish", "use"]

_SURE = 0.9
_QUOTE = 200
"""So many characters of a clause say what holds for the IDs in it."""
_UNIT = re.compile(
    r"(?P<unit>[A-Z][a-z]+?)s? (?P<names>[A-Z0-9][\w]*(?:\s*(?:,|and|&|or|,\s*and)\s*(?:[A-Z][a-z]+\s+)?[A-Z0-9]\w*)*)"
)
_NAME = re.compile(r"(?:[A-Z][a-z]+\s+)?(?P<name>[A-Z0-9]\w*)\b(?!\s+[A-Z0-9])")
_ONLY = {"publish": "published", "use": "used"}
_BANS = ("prohibited", "permission_required")


@dataclass(frozen=True, slots=True)
class Answer:
    """What may be done with one subject's data."""

    say: Say
    why: str


@dataclass(frozen=True, slots=True)
class SubjectAnswer:
    """What a license says of one subject in one part of the data."""

    document: str
    subject: str
    part: str
    """Empty where the license knows no parts; ``"other parts"`` for those that no rule is about."""
    publish: Answer
    use: Answer
    quote: str
    """The words of the rules that decide, with the ID."""
    page: int | None
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    number: int
    record: SubjectRuleRecord
    parts: tuple[str, ...]
    named: tuple[Named, ...]
    is_sure: bool
    """Whether none of its clauses leaves to a person that it is about subjects."""


@dataclass(frozen=True, slots=True)
class _Vote:
    say: Say
    why: str
    rule: _Rule
    named: Named | None


OTHER_PARTS = "other parts"


def answer_subjects(
    record: LicenseRecord, subjects: Sequence[str], *, part: str | None = None
) -> Iterator[SubjectAnswer]:
    """Yields an answer for each subject, and for each part of the data that the rules tell apart.

    With ``part``, only for that one. Where rules contradict each other, where an ID may be another way to write the
    one that a rule names, or where a permission rests on a clause that waits for a person, it "needs review".
    """
    homes = {clause.id: clause for clause in record.clauses}
    rules = [
        _Rule(
            number,
            rule,
            _parts(rule.scope),
            tuple(map(read_named, rule.ids)),
            all(_is_sure(homes[name]) for name in rule.clauses),
        )
        for number, rule in enumerate(record.subject_rules, start=1)
    ]
    parts = list(dict.fromkeys(name for rule in rules for name in rule.parts))
    shown = [*parts, OTHER_PARTS] if parts else [""]
    if part is not None:
        shown = [name for name in parts if name.casefold() == part.casefold()] or [OTHER_PARTS if parts else ""]
    register = Register(subjects, [name for rule in record.subject_rules for name in rule.ids])
    for subject in dict.fromkeys(subjects):
        for name in shown:
            yield _answer(record, rules, subject, name, register)


def _answer(
    record: LicenseRecord, rules: Sequence[_Rule], subject: str, part: str, register: Register
) -> SubjectAnswer:
    about = [rule for rule in rules if not rule.parts or part in rule.parts]
    votes = [vote for rule in about if (vote := _vote(rule, subject, register)) is not None]
    used = [vote for vote in votes if vote.rule.record.action == "use"]
    # Who may not be used may not be shown; who may be used may not be shown for that.
    shown = [vote for vote in votes if vote.rule.record.action == "publish" or vote.say != "allowed"]
    publish, use = _decide(shown), _decide(used)
    general = _general(record)
    if publish.say == "allowed" and general is not None:
        if general[0] in _BANS:
            publish = Answer("needs review", f"{publish.why}; but the license {general[1]}")
        else:
            publish = Answer("allowed", f"{publish.why}; the license {general[1]}")
    elif publish.say == "not named" and general is not None:
        publish = Answer("not named", f"{publish.why}; in general the license {general[1]}")
    decisive = list(dict.fromkeys((*shown, *used)))
    return SubjectAnswer(
        document=record.document.name,
        subject=subject,
        part=part,
        publish=publish,
        use=use,
        quote=" | ".join(dict.fromkeys(_quote(record, vote) for vote in decisive)),
        page=next((page for vote in decisive if (page := _page(record, vote)) is not None), None),
        clauses=tuple(dict.fromkeys(name for vote in decisive for name in vote.rule.record.clauses)),
    )


def _is_sure(clause: ClauseRecord) -> bool:
    """Whether a clause needs no review, or none of what it says on subjects: its other labels may be in doubt."""
    scores = [label.score for label in clause.labels if label.label == "subject_restriction"]
    return not clause.review or max(scores, default=0.0) >= _SURE


def _vote(rule: _Rule, subject: str, register: Register) -> _Vote | None:
    """What a rule says of a subject; None where it says nothing."""
    match, named = _match(rule, subject, register)
    written = f" (the license writes {named.text})" if named and named.text != subject else ""
    done = _ONLY[rule.record.action]
    if match == "alike" and named is not None:
        why = f"{_name(rule)} names {named.text}, which may be the same subject"
        return _Vote("needs review", why, rule, named)
    match rule.record.mode, match:
        case "deny", "same":
            return _Vote("denied", f"{_name(rule)}: may not be {done}{written}", rule, named)
        case "deny", _:
            return None
        case "allow_only", "same":
            return _allowed(f"{_name(rule)}: is among those that alone may be {done}{written}", rule, named)
        case "allow_only", _:
            return _Vote("denied", f"{_name(rule)}: only others may be {done}", rule, None)
        case _, "same":
            return _allowed(f"{_name(rule)}: is excepted from the ban{written}", rule, named)
        case _:
            return _Vote("denied", f"{_name(rule)}: none but others may be {done}", rule, None)


def _match(rule: _Rule, subject: str, register: Register) -> tuple[Match | None, Named | None]:
    """The best match among the IDs that a rule names, and that ID."""
    alike = None
    for named in rule.named:
        match = register.match(subject, named)
        if match == "same":
            return match, named
        alike = named if match and alike is None else alike
    return ("alike", alike) if alike else (None, None)


def _allowed(why: str, rule: _Rule, named: Named | None) -> _Vote:
    if rule.is_sure:
        return _Vote("allowed", why, rule, named)
    return _Vote("needs review", f"{why}, but the clause needs review", rule, named)


def _name(rule: _Rule) -> str:
    return f"rule {rule.number}" + (f" on {rule.record.scope}" if rule.record.scope else "")


def _decide(votes: Sequence[_Vote]) -> Answer:
    """What follows from all that the rules say; a ban beside a permission is left to a person."""
    if not votes:
        return Answer("not named", "no rule names it")
    says = {vote.say for vote in votes}
    if says >= {"allowed", "denied"}:
        return Answer("needs review", "the rules contradict each other: " + "; ".join(vote.why for vote in votes))
    order: tuple[Say, ...] = ("denied", "needs review", "allowed")
    say = next(one for one in order if one in says)
    return Answer(say, "; ".join(dict.fromkeys(vote.why for vote in votes if vote.say == say)))


def _general(record: LicenseRecord) -> tuple[str, str] | None:
    """What the license says of samples in publications, whoever they show; None where it is silent."""
    term = record.terms.get("sample_publication")
    if term is None or not term.stated:
        return None
    value = str(term.value)
    doubt = " (needs review)" if term.review else ""
    return value, questions()["sample_publication"].says(value) + doubt


def _parts(scope: str | None) -> tuple[str, ...]:
    """The parts that a scope names: "Part A and Part B" are two; a scope that is no such list is one."""
    match = _UNIT.fullmatch(scope.strip()) if scope else None
    if match is None:
        return (scope,) if scope else ()
    return tuple(f"{match['unit']} {found['name']}" for found in _NAME.finditer(match["names"]))


def _quote(record: LicenseRecord, vote: _Vote) -> str:
    """The words of a rule before its IDs, and the ID that matters."""
    lead = _clause(record, vote.rule.record.clauses[0])
    ids = [entity.start for entity in record.entities if entity.type == "SUBJECT_ID" and entity.clause == lead.id]
    words = " ".join(lead.text[: min(ids) - lead.start].split()) if ids else " ".join(lead.text.split())
    if len(words.split()) < 4:  # the IDs come first
        words = " ".join(lead.text.split())[:_QUOTE]
    words = words if len(words) <= _QUOTE else "… " + words[-_QUOTE:].partition(" ")[2]
    return f"{words} … {vote.named.text}" if vote.named else words


def _page(record: LicenseRecord, vote: _Vote) -> int | None:
    """The page on which the ID stands, else the one on which the rule begins."""
    if vote.named is not None:
        for entity in record.entities:
            is_it = entity.type == "SUBJECT_ID" and entity.value == vote.named.text
            if is_it and entity.clause in vote.rule.record.clauses:
                return entity.page
    return _clause(record, vote.rule.record.clauses[0]).page


def _clause(record: LicenseRecord, name: str) -> ClauseRecord:
    return next(clause for clause in record.clauses if clause.id == name)
