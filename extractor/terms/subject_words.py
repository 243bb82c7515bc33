"""What words beside subject IDs say: whether anything is banned or allowed, whether showing or every use is meant."""

from __future__ import annotations

import re
from typing import Literal

Mode = Literal["deny", "allow_only", "deny_except"]
Action = Literal["publish", "use"]

BAN = re.compile(
    r"\b(?:not|cannot|never|no|none|neither|nor|nobody|nothing|prohibited|forbidden|withh[eo]ld|withdr[ae]wn?|refused"
    r"|excluded|closed|unpublished|held back|opted out|revoked|off limits|stay out|leave out|left out|left unused|less"
    r"|skip(?:ped)?|blank(?:ed)?)\b"
    r"|n't\b",
    re.IGNORECASE,
)
EXCEPT = re.compile(
    r"\b(?:(?<!without )(?:except(?:ing|ed)?|exceptions?)|(?:other|else)(?: \w+){0,3}? than|apart from|aside from"
    r"|besides|but for|none but|all but|bar|outside|unless|(?:is|are) not (?:one )?(?:of|among|in|from|by)"
    r"|not (?:listed|named)|exempt(?:ed)?|minus|save|but (?:those|the ones))\b"
    r"|\b(?:none|nobody|nothing|no one)\b[^.;]{0,80}?\bbut\b"
    r"|\b(?:this|that|the \w+) (?:does|shall|will) not (?:apply|hold|concern)\b",
    re.IGNORECASE,
)
NO_OTHERS = re.compile(
    r"\band (?:of |from |with |for )?(?:no|none|nobody|nothing|not|never)\b[^.;]{0,20}?"
    r"\b(?:others?|else|more|above|outside|beyond|one)\b",
    re.IGNORECASE,
)
ONLY = re.compile(
    r"\b(?:only|solely|exclusively|alone|just|(?:limited|restricted|confined) to|nothing but"
    r"|no(?:ne)? (?:\w+ )?others?)\b",
    re.IGNORECASE,
)
ALLOW = re.compile(
    r"\b(?:may|can|allowed|permitted|authori[sz]ed|agreed|consented|gave (?:\w+ )?consent|willing|open to|okay|ok|fine"
    r"|(?:be|is|are) (?:chosen|taken|selected|used|shown))\b",
    re.IGNORECASE,
)
FREE = re.compile(
    r"\bno (?:limits?|restrictions?|objections?)\b|\bfair game\b|\bfreely\b|\bopen to (?:all|any|every)", re.IGNORECASE
)
DECIDES = re.compile(
    r"\b(?:may|must|shall|should|can|cannot|only|withdrawn|excluded|closed|shown|used|(?:is|are|be|do|does|did|to) not"
    r"|skip(?:ped)?|left the (?:study|group)|never|nobody|no (?:use|pictures?|photographs?|tracing|one|other))\b|n't\b",
    re.IGNORECASE,
)
"""Words that settle by themselves what holds for the IDs beside them."""
PUBLISH = re.compile(
    r"\b(?:publi\w+|unpublished|papers?|presentations?|presented|show\w*|display\w*|appears?|figures?|illustrat\w*|print\w*"
    r"|reproduc\w*|cited|quot\w+|excerpt\w*|exhibit\w*|plot(?:s|ted)|slides?|posters?|theses|thesis|sample images?"
    r"|examples?|demos?|demonstrat\w*|depict\w*|broadcast|played?|screen|on ?line|web ?sites?|seen|heard)\b",
    re.IGNORECASE,
)
USE = re.compile(
    r"(?:\b(?:not|never|no|nor|neither|forbidden|prohibited)\b|n't\b)[^.;]{0,40}"
    r"\b(?:process\w*|train\w*|analy[sz]\w*|listen\w*|experiments?|use whatsoever|comput\w*"
    r"|used? (?:\w+ )?(?:for|at|in) (?:a(?:ny\w*|ll)|whatever))\b"
    r"|\b(?:neither|nor) query\b|\bdo not use\b(?! (?:\w+ )?(?:as|in|for) (?:examples?|figures?|papers?))"
    r"|\bexcluded from every use\b|\bskip\b|\bwithdr(?:awn|ew)\b(?![^.;]{0,40}\b(?:publi|show|display|print))"
    r"|\b(?:delete|destroy|erase|purge|wipe)d?\b|\bno longer (?:be )?used?\b|\bused? (?:at all|in any way|any ?more)\b"
    r"|\bleft the (?:study|group)\b|\btaken the consent back\b|\bfor any work\b",
    re.IGNORECASE,
)
"""Words that mean every use."""
_SOME_USE = re.compile(r"\b(?:us(?:e[ds]?|ing)|process\w*|train\w*|analy[sz]\w*|work with|excluded)\b", re.IGNORECASE)
_PICTURES = re.compile(
    r"\b(?:images?|pictures?|photo\w*|faces?|stills?|frames?|renderings?|portraits?|clips?|likeness\w*|samples?)\b",
    re.IGNORECASE,
)


def settles(text: str) -> bool:
    """Whether the words ban or allow anything at all."""
    return bool(BAN.search(text) or ALLOW.search(text) or ONLY.search(text))


def decides(text: str) -> bool:
    """Whether the words say by themselves what holds for the IDs beside them."""
    return bool(DECIDES.search(text))


def mode_of(text: str, role: str | None) -> Mode | None:
    """How a sentence that gives its IDs ``role`` speaks of them; ``None`` where it leaves all others free as well."""
    if role == "denied":
        return "deny"
    only, exception = ONLY.search(text), EXCEPT.search(text)
    if exception and (BAN.search(text) or not only) and not NO_OTHERS.search(text):
        return "deny_except"
    return None if FREE.search(text) and not only else "allow_only"


def action_of(text: str, *, shown: bool) -> Action:
    """What words are about; ``shown`` tells that their clause is about publishing, by its label."""
    if USE.search(text):
        return "use"
    if PUBLISH.search(text):
        return "publish"
    # Using pictures, in a clause about publishing, is showing them; "for tests only" bans what the clause is about.
    used = _SOME_USE.search(text) and not _PICTURES.search(text) and not ONLY.search(text)
    return "publish" if shown and not used else "use"


def tells_action(text: str) -> bool:
    """Whether the words say themselves what they are about."""
    return bool(PUBLISH.search(text) or USE.search(text))
