"""What a bibliographic reference looks like, as a line of text or as a BibTeX entry."""

from __future__ import annotations

import re

from extractor.segment.shapes import words

_CITED = re.compile(
    r"\bet al\b|\bdoi\b|\barxiv\b|\bpp?\.\s?\d|\bvol\.|\bno\.\s?\d|\bproc(?:eedings|\.)|\bin:|\btransactions on\b|"
    r"\bconference on\b|\bjournal of\b|\bworkshop on\b|\b(?:ieee|acm|springer|elsevier|cvpr|iccv|eccv|neurips)\b|"
    r"\[[JCMD]\]|\bpages\b|\d+\s?\(\d+\)\s?[:,]|\d{2,}\s?[-–]{1,2}\s?\d{2,}|\bpreprint\b|\bpress\b|\beds?\.|"
    r"\bisbn\b|;\s?\d+(?:\(\d+\))?:\s?\d+|\btechnical (?:note|report)\b|\[online\]|\bpresentation at\b",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"[\W\d]*(?:(?:[A-Z][\w'’-]+,?\s+){1,2}(?:[A-Z]\.|[A-Z]{1,3}\b,?)|(?:[A-Z]\.[ -]?){1,3}\s*[A-Z][\w'’-]+|"
    r"[A-Z][\w'’-]+,\s+[A-Z][\w'’-]+(?:\s[A-Z]\.)?,?\s|(?:[A-Z][\w'’-]+\s+){2,3}(?:and|&|,)|[A-Z][\w'’-]+ et al|"
    r"(?:[A-Z][\w'’-]+\s){1,3}[A-Z][\w'’-]+,\s)"
)
_EDITION = re.compile(r"\b(?:version|revision)\s+\d", re.IGNORECASE)
"""Of the agreement itself: "Draft text, version 0.3, dated 2024-05-02."."""
_AUTHOR_YEAR = re.compile(r"[\W\d]{0,6}[A-Z][^:;]{3,160}? ?\((?:19|20)\d\d[a-z]?\) ?[.:,]")
_YEAR = re.compile(r"\b(?:19|20)\d\d[a-z]?\b")
_QUOTED = re.compile(r"[“\"][^”\"]{15,}[”\"]")
_BIBTEX = re.compile(r"\s*(?:```\w*\s*)?@\s?\w+\s*\{")
_DUTY = re.compile(
    r"\b(?:shall|must|may not|should|agrees?|please|user|licensee|licen[cs]or|recipient|you)\b", re.IGNORECASE
)


def is_reference(text: str, *, cited: bool = False) -> bool:
    """Whether ``text`` is a bibliographic reference; ``cited`` where a lead-in announces one."""
    if _BIBTEX.match(text):
        return True
    if len(text) > 900 or not len(words(text)) >= 4:
        return False
    dated, authored = bool(_AUTHOR_YEAR.match(text)), bool(_AUTHOR.match(text))
    year = bool(_YEAR.search(text))
    complete = year and (dated or authored)
    if not (cited or complete) or (not cited and not dated and _EDITION.search(text)):
        return False
    signs = len({match.group().lower() for match in _CITED.finditer(text)})
    signs += year + dated + bool(_QUOTED.search(text))
    if cited and signs >= 1 and complete and not _DUTY.search(text):
        return True
    if cited and signs >= 2 and not _DUTY.search(text.split('"')[0].split("“")[0]):
        return True
    if _DUTY.search(text) and not (authored and signs >= 3):
        return False
    return complete and signs >= 2


def is_bibtex(text: str) -> bool:
    """Whether ``text`` starts a BibTeX entry."""
    return bool(_BIBTEX.match(text))
