"""Which script a text is written in: agreements are read in English, and set beside their translation by many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from extractor.types import DocumentWarning

# Scripts by the ranges of their letters; what is in none of them is Latin, or a sign that every script uses.
_SCRIPTS = {
    "Chinese or Japanese": "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "Korean": "\u1100-\u11ff\uac00-\ud7af",
    "Cyrillic": "\u0400-\u052f",
    "Arabic": "\u0600-\u06ff\u0750-\u077f",
    "Hebrew": "\u0590-\u05ff",
    "Greek": "\u0370-\u03ff",
    "Thai": "\u0e00-\u0e7f",
    "Devanagari": "\u0900-\u097f",
}
_OTHER = re.compile(f"[{''.join(_SCRIPTS.values())}]")
_EACH = {name: re.compile(f"[{letters}]") for name, letters in _SCRIPTS.items()}
_LETTER = re.compile(r"[^\W\d_]")
_FIRST_OTHER = "\u0370"
"""All other scripts begin after this character."""
_NOT_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
# A text of fewer letters tells nothing; from this share on it is written in the other script.
_FEWEST, _MOST = 4, 0.45
_WORTH_SAYING = 0.02


def is_foreign(text: str) -> bool | None:
    """Whether a text is written in another script than Latin; None if it has too few letters to tell."""
    letters = _letters(text)
    if letters < _FEWEST:
        return None
    return _holds_other(text) and len(_OTHER.findall(text)) > _MOST * letters


def _holds_other(text: str) -> bool:
    """Whether a text may hold a letter that is not Latin; most texts are ASCII, which is told fast."""
    return not text.isascii() and max(text) >= _FIRST_OTHER


def _letters(text: str) -> int:
    """How many letters a text has."""
    return len(text.encode().translate(None, _NOT_LETTERS) if text.isascii() else _LETTER.findall(text))


def are_languages(left: str, right: str) -> bool:
    """Whether two texts are written in two scripts: one says in another language what the other says."""
    return {is_foreign(left), is_foreign(right)} == {True, False}


def script_warnings(texts: Iterable[str]) -> tuple[DocumentWarning, ...]:
    """A warning that names the other script and its share of the letters, where it is not negligible."""
    letters = 0
    foreign: Counter[str] = Counter()
    for text in texts:
        letters += _letters(text)
        if _holds_other(text):
            foreign.update({name: len(pattern.findall(text)) for name, pattern in _EACH.items()})
    if not letters or foreign.total() < _WORTH_SAYING * letters:
        return ()
    name, _ = foreign.most_common(1)[0]
    share = foreign.total() / letters
    message = f"{share:.0%} of the letters are {name}: only what stands in English is read as terms"
    return (DocumentWarning("other_script", message),)
