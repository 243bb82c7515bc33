"""English text as tokens, sentences and cue matches; the only module that imports spaCy for the stages.

The pipeline is ``spacy.blank("en")`` with rules on top: nothing is downloaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extractor.taxonomy.cues import Cue
from extractor.types import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher

_FOLD = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("\n\r\t\x0c\x0b\xa0\u2002\u2003\u2007\u2009\u200a\u202f\u3000", " ")
)
# A full stop after one of these ends no sentence. Compared in lower case, without the stop.
_ABBREVIATIONS = frozenset(
    [
        "e.g",
        "i.e",
        "eg",
        "ie",
        "etc",
        "al",
        "et",
        "vs",
        "cf",
        "no",
        "nos",
        "art",
        "arts",
        "sec",
        "sect",
        "para",
        "fig",
        "figs",
        "vol",
        "pp",
        "p",
        "ed",
        "eds",
        "dr",
        "prof",
        "mr",
        "mrs",
        "ms",
        "st",
        "inc",
        "ltd",
        "co",
        "corp",
        "approx",
        "dept",
        "univ",
        "int",
        "proc",
        "conf",
        "trans",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "ph.d",
        "u.s",
        "u.k",
        "resp",
        "incl",
        "ext",
        "tel",
    ]
)
_SENTENCE_END = re.compile(r"([.!?])[\"')\]*_]*\s+(?=[\"'(\[*_]*[A-Z0-9])|;\s*\n|\n\s*\n")


def fold(text: str) -> str:
    """``text`` with straight quotes, plain hyphens and blanks for all white space; offsets are unchanged."""
    return text.translate(_FOLD)


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The sentences of ``text[start:end]``, trimmed of white space, in offsets of ``text``."""
    end = len(text) if end is None else end
    cuts = [start]
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.group(1) == "." and _is_abbreviation(text, start, match.start(1)):
            continue
        cuts.append(match.end())
    cuts.append(end)
    spans = (trim(text, a, b) for a, b in zip(cuts, cuts[1:], strict=False))
    return tuple(span for span in spans if span.start < span.end)


def trim(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends."""
    part = text[start:end]
    return (
        Span(start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip()))
        if part.strip()
        else Span(start, start)
    )


def _is_abbreviation(text: str, start: int, stop: int) -> bool:
    word = re.search(r"[\w.]*$", text[max(start, stop - 12) : stop])
    token = word.group().lower() if word else ""
    # "3." and "J." are list numbers and initials, "i.e." and "Fig." abbreviations.
    return (
        token in _ABBREVIATIONS
        or (len(token) == 1 and token.isalpha())
        or (token.isdigit() and stop - len(token) <= start)
    )


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue found in a text, in the text's own offsets."""

    cue: Cue
    start: int
    end: int


class CueMatcher:
    """Finds the matches of many cues in one pass over a sentence."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._cues = tuple(cues)
        self._tokens: Matcher | None = None
        token_cues = {cue.id: cue for cue in self._cues if cue.tokens}
        if token_cues:
            from spacy.matcher import Matcher

            self._tokens = Matcher(blank().vocab)
            for cue_id, cue in token_cues.items():
                self._tokens.add(cue_id, [list(pattern) for pattern in cue.tokens], greedy="LONGEST")
        self._by_id = token_cues

    def find(self, sentence: str) -> Iterator[CueMatch]:
        """Yields the first match of each expression cue and every match of each token cue, vetoes applied."""
        folded = fold(sentence)
        for cue in self._cues:
            if cue.pattern is None:
                continue
            match = cue.pattern.search(folded)
            if match and not (cue.unless and cue.unless.search(folded)):
                yield CueMatch(cue, match.start(), match.end())
        if self._tokens is not None:
            doc = blank().make_doc(folded)
            for span in self._tokens(doc, as_spans=True):
                cue = self._by_id[span.label_]
                if not (cue.unless and cue.unless.search(folded)):
                    yield CueMatch(cue, span.start_char, span.end_char)


@cache
def blank() -> Language:
    """The shared spaCy pipeline: English tokenization, nothing trained."""
    import spacy

    return spacy.blank("en")


def tokens(text: str) -> Sequence[str]:
    """The tokens of ``text``, as spaCy cuts them."""
    return [token.text for token in blank().make_doc(text)]
