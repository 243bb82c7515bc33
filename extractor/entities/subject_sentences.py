"""What a sentence says of the list of IDs in it: these may be shown or used, or may not, or all but these."""

from __future__ import annotations

import re

from extractor.entities.subject_ids import ITEM
from extractor.taxonomy.entities import EntityType

_EXCEPT = re.compile(
    r"\b(?:(?<!without\s)except(?:ing|ions?)?(?:\s+(?:for|of|that|from|are))?"
    r"|(?:all|none|no\s?one|nobody|nothing)\s+but|(?:other|else)(?:\s+\w+){0,3}?\s+than"
    r"|apart\s+from|save(?:\s+for)?|besides|aside\s+from|(?:outside|beyond)(?:\s+of)?(?=\s+(?:the\s+|those\s+|this\s+|what\s+)?(?:\w+\s+){0,3}(?:by\s+|of\s+)?$|[^,;]{0,40}\d)"
    r"|unless|minus|all,?\s+less"
    r"|(?:(?:is|are|was|were)\s+not|(?:is|are|was|were)n't)\s+(?:one\s+|listed\s+)?(?:of|among|in|from|by)(?=[^,;]{0,30}$)"
    r"|not\s+(?:(?:contained|included|named|listed|mentioned|found)\s+)?(?:in|on|among|from)\s+(?:the|this|our)\s+"
    r"(?:following\s+)?(?:lists?|table)|not\s+(?:listed|named|mentioned)(?:\s+(?:here|below|in\s+what\s+follows))?"
    r"|(?:this|that|the\s+(?:ban|prohibition|restriction|rule|foregoing|above))\s+(?:do|does|shall|is|will)"
    r"(?:\s+not|n't)\s+(?:apply|hold|count|concern|affect|bind|meant)\w*(?=[^,;]{0,40}$)"
    r"|exempt(?:ed)?(?:\s+from\s+(?:this|it|that))?(?=[^,;]{0,40}$)"
    r"|(?:but|bar)(?=:?\s+(?:(?:for|by|from|of)\s+)?(?:(?:those|the\s+\w+)\s+(?:(?:of|by|from)\s+)?)?(?:\w+\s)?$))\b",
    re.IGNORECASE,
)
_NONE_BUT = re.compile(r"no(?:ne|\s?one|body|thing)\s+but", re.IGNORECASE)
_EXCEPTED = re.compile(
    r"[\s,(]*(?:(?:alone|only|being|are|is|as|the|an?)\s+)*(?:excepted|exempt(?:ed)?|exceptions?|aside|apart)\b",
    re.IGNORECASE,
)
"""What makes the list before it the exception to what the rest says."""
_NAME = re.compile(r"\s*(?:(?:the|of|for|those)\s+)*[A-Z][\w-]*\s*")
_LEADS_ON = re.compile(
    r"\W*(?:\([^)]*\)\s*)?(?:[,:]|(?:no|none|nobody|nothing|all|every\w*|any\w*|each|the|only)\b|$)", re.IGNORECASE
)
"""How a sentence goes on after an exception that it began with."""
_VERB = re.compile(
    r"\s*(?:may|must|shall|should|can|cannot|will|is|are|was|were|have|has|had|do|does|did|withdrew|refused|objected"
    r"|asked|said)\b",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"\b(?:all|every\w*|each|any\w*|whole|entire)\b|\b(?P<none>no|none|nobody|nothing|no\s?one|neither|not?)\b|n't\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\W*\b(?:who|which|whose|whom|all of whom)\b[^.;]*", re.IGNORECASE)
_ELSE = re.compile(r"other|else|more|above|beyond|below|outside", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:and|but)?\s*(?:for|from|of|to|by|with)?\s*\b"
    r"(?:(?:no\s?body|no\s?one|none|no)\s+(?:others?|else|more(?! than)|all)"
    r"|(?:never|not)\s+(?:an(?:y|yone|ybody)\s+)?(?:others?|another|else|beyond)"
    r"|nothing\s+(?:above|beyond|below|outside)|with nothing else)\b(?!\s+than)"
    r"|(?<!may\s)(?<!must\s)(?<!shall\s)(?<!should\s)(?<!can\s)"
    r"\bnot\s+(?:by\s+(?:all|every\w*)|every(?:one|body)?|all|each|only)\b",
    re.IGNORECASE,
)
"""Words on all others, and words that take back that all are meant: "not everybody agreed"."""
ON_OTHERS = re.compile(
    r"(?:,\s*|;\s*|^\s*|\band\s+|\bbut\s+|\bwhile\s+|\bwhereas\s+)(?:(?:and|but|while|whereas|for|of|from)\s+)*"
    r"(?:(?:the\s+)?[a-z]+\s+(?:of|from|by|with)\s+)?(?:all\s+)?(?:of\s+)?(?:the\s+)?"
    r"(?:others?|rest|remaining|remainder|every(?:body|one|thing)\s+else|any(?:body|one|thing)\s+else)\b(?!\s+than)"
    r"[^,;.#]*",
    re.IGNORECASE,
)
"""A clause on all others."""
_FREE = re.compile(
    r"\b(?:no|not|without|n't)\s+(?:\w+\s)?(?:limit(?:s|ed|ations?)?|restrict(?:ed|ions?)|objections?|object|mind)\b"
    r"|n't\s+mind\b|\bwithout\s+(?:asking|further|special|prior)\b"
    r"|(?:\bnot|\bnever|n't)\s+(?:\w+\s)?(?:refused?|objected|declined?|withdrawn|withdrew|opt(?:ed)?\s+out|revoked?)\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"\b(?:not|no)\s+(?:more|later|longer|less|fewer|larger)\s+than\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:they|them|their|these|those|it|its|he|she|him|his|her)\b", re.IGNORECASE)


def role_between(kind: EntityType, before: str, after: str) -> str | None:
    """What the words before and after a list say of it; what stands between the semicolons around it is nearer.

    An exception turns round what the rest says, unless it says itself what holds: "save for those in this list, who
    must not be shown".
    """
    nearer = before.rpartition(";")[2], after.partition(";")[0]
    if nearer != (before, after) and (role := role_between(kind, *nearer)) is not None:
        rest = after.partition(";")[2]
        goes_on = role == "allowed" and _PRONOUN.search(rest) and not ITEM.search(rest) and not ON_OTHERS.match(rest)
        return "denied" if goes_on and role_said(kind, f"#{rest}") == "denied" else role
    exception = _exception(kind, before, after)
    if exception is not None:
        rule = before[: exception.start()]
        start, comma, clause = before[exception.end() :].partition(",")
        own = (role_said(kind, clause) if comma else None) or _own(kind, after)
        if own is not None:
            return own
        if _NONE_BUT.match(exception.group()):
            return "allowed"
        if (not comma or ITEM.search(start) or _NAME.fullmatch(start)) and (
            rule.strip() or "but" in exception.group().lower() or _LEADS_ON.match(after)
        ):
            return _turned(kind, rule, before[exception.end() :] + after)
        # "Except in lectures, # must not be shown": the exception is none of persons.
        return role_said(kind, f"{rule} {clause if comma else start}#{after}")
    if excepted := _EXCEPTED.match(after):
        return _turned(kind, before, after[excepted.end() :])
    return role_said(kind, f"{before}#{after}")


def _exception(kind: EntityType, before: str, after: str) -> re.Match[str] | None:
    """The last words of exception before a list; "but" is one only after "all", "no" and their like."""
    for match in reversed(list(_EXCEPT.finditer(before))):
        if match.group().lower() != "but":
            return match
        if _QUANTITY.search(before, 0, match.start()) and not (
            _VERB.match(after) and role_said(kind, f"#{after}") == "denied"
        ):
            return match
    return None


def _own(kind: EntityType, after: str) -> str | None:
    relative = _RELATIVE.match(after)
    return role_said(kind, "#" + relative.group()) if relative else None


def _turned(kind: EntityType, rule: str, after: str) -> str | None:
    """The opposite of what the rest says; without a verb, of what its "all" or "nobody" says."""
    rest = role_said(kind, rule) or role_said(kind, f"{rule} {after}")
    if rest is None:
        quantity = next(_QUANTITY.finditer(rule), None)
        if quantity is None:
            return None if rule.strip() else "denied"
        return "allowed" if quantity["none"] else "denied"
    return "denied" if rest == "allowed" else "allowed"


def role_said(kind: EntityType, sentence: str) -> str | None:
    """The role that a sentence gives to the list at its "#"; "§" stands in it for "and nobody else"."""
    sentence = _MEASURE.sub(" ", _FREE.sub("free to", sentence.replace("§", " ")))
    sentence = _OTHERS.sub(lambda match: "§" if _ELSE.search(match.group()) else " ", sentence)
    sentence = ON_OTHERS.sub(" ", sentence) if "#" in sentence else sentence
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


def is_on_others(sentence: str) -> bool:
    """Whether a sentence begins with all others than those listed."""
    return bool(ON_OTHERS.match(sentence))
