"""E-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.entities.reading import Found, Passage, cue_matches, kind_of, role_of
from extractor.taxonomy.entities import EntityType

_REACH = 320
_GLUE = re.compile(r"\s+")
_SPELLED_AT = re.compile(r"\s*[\[({<]\s*(?:at|@)\s*[\])}>]\s*|\s+at\s+|\s*＠\s*", re.IGNORECASE)
_SPELLED_DOT = re.compile(r"\s*[\[({<]\s*(?:dot|\.)\s*[\])}>]\s*|\s+dot\s+", re.IGNORECASE)
_LIST = re.compile(r"\{(?P<names>[\w.+%-]+(?:\s*[,;|/]\s*[\w.+%-]+)+)\}\s?[@＠]\s?(?P<host>[\w-]+(?:\.[\w-]+)+)")
_NAME = re.compile(r"[\w.+%-]+")
# In a form an address is the signatory's, unless its line tells where to send or whom to ask.
_FORM_OTHER = re.compile(r"\b(?:send|return|submit|contact|questions?|e-?mail (?:this|the|it)|to)\b", re.IGNORECASE)
# What may be requested besides access.
_MORE_THAN_ACCESS = re.compile(
    r"\b(?:permission|consent|approv|authori[sz]|exempt|waive|commerc|industr|transfer|copies|third part)",
    re.IGNORECASE,
)


def find_emails(passage: Passage) -> Iterator[Found]:
    """Yields the addresses of a passage, with their roles."""
    kind = kind_of("EMAIL")
    listed = []
    for match in _LIST.finditer(passage.folded):
        listed.append(match.span())
        host = match.group("host").lower()
        for name in _NAME.finditer(passage.folded, *match.span("names")):
            value = f"{name.group().lower()}@{host}"
            yield Found(
                "EMAIL", *name.span(), by=kind.by("list"), value=value, role=_role(kind, passage, match.start(), value)
            )
    for cue, _, span in cue_matches(passage, kind):
        if any(start <= span.start < end for start, end in listed):
            continue
        value = normalized(passage.text[span.start : span.end])
        yield Found("EMAIL", span.start, span.end, f"rule:{cue.id}", value, _role(kind, passage, span.start, value))


def normalized(written: str) -> str:
    """The address in lower case, without white space, with its ``@`` and full stops.

    >>> normalized("Mira [at] ridge [dot] org")
    'mira@ridge.org'
    """
    return _GLUE.sub("", _SPELLED_DOT.sub(".", _SPELLED_AT.sub("@", written))).lower()


def _role(kind: EntityType, passage: Passage, at: int, value: str) -> str | None:
    local, _, host = value.partition("@")
    if local in kind.words["placeholder"] or host in kind.words["placeholder_host"]:
        return "example"
    line = passage.text[passage.text.rfind("\n", 0, at) + 1 : at]
    if passage.kind == "form" and not _FORM_OTHER.search(line):
        return "signatory"
    sentence = passage.sentence(at)
    before = passage.folded[max(sentence.start, at - _REACH) : at]
    contexts = [before]
    if passage.lead_in is not None:
        contexts.append(passage.lead_in.folded[-_REACH:] + " " + before)
    contexts.append(passage.folded[max(0, sentence.start - _REACH // 2, at - _REACH) : at])
    contexts.append(before + passage.folded[at : min(sentence.end, at + _REACH)])
    role = role_of(kind, passage.labelled, contexts)
    suggested = {role for label, role in kind.label_roles if passage.labelled.has(label)}
    # What a clause about reports alone asks to be sent is a report, whatever else its words call to mind.
    if suggested == {"reporting"} and role != "example":
        return "reporting"
    # So is what a clause about access alone asks to be requested, the access itself.
    if suggested == {"submission"} and role == "request" and not _MORE_THAN_ACCESS.search(before):
        return "submission"
    if passage.kind == "table" and role == kind.default_role and not suggested:
        return _role_above(kind, passage) or role
    return role


def _role_above(kind: EntityType, passage: Passage) -> str | None:
    """What the clause above says of the addresses in a table that says nothing of them itself."""
    above = passage.previous
    while above is not None and above.kind in ("heading", "form", "table"):
        above = above.previous
    return None if above is None else role_of(kind, above.labelled, [above.folded[-_REACH:]])
