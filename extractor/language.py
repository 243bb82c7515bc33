"""English text as tokens, sentences and cue matches; the only module that imports spaCy for the stages.

The pipeline is ``spacy.blank("en")`` with rules on top: nothing is downloaded.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from extractor.lookup import Index
from extractor.taxonomy.cues import Cue
from extractor.types import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher

_FOLDS = (
    dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("\n\r\t\x0c\x0b\xa0\u2002\u2003\u2007\u2009\u200a\u202f\u3000", " ")
)
_FOLDED = re.compile(f"[{''.join(_FOLDS)}]")
# A full stop after one of these ends a sentence only where an unmistakable beginning follows.
_ABBREVIATION = re.compile(
    r"e\.?g|i\.?e|etc|et|al|vs|cf|viz|approx|resp|incl|excl|dept|univ|int|proc|conf|trans|symp|inc|ltd|llc|corp|co|bros|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|ph\.?d|m\.?sc|b\.?sc|u\.s(?:\.a)?|u\.k|e\.?u|a\.m|p\.m|n\.a|s\.a|b\.v|d\.c|"
    r"jr|sr|st|tel|ext|est|ed|eds|rev|ver|lett",
    re.IGNORECASE,
)
# A full stop after one of these never ends a sentence: a name follows.
_TITLE = re.compile(r"dr|prof|mr|mrs|ms|messrs|hon", re.IGNORECASE)
# A full stop after one of these ends no sentence where a number follows.
_COUNTED = re.compile(
    r"nos?|arts?|secs?|sect|paras?|figs?|tab|eqs?|vols?|chap|ch|pp?|art|cl|ver|reg|ann|app|ref|refs|issue",
    re.IGNORECASE,
)
# Before a single letter ("Part C.", "Group A."), these say that the letter is a name and no initial.
_LETTERED = re.compile(
    r"(?:sub)?(?:parts?|sections?|groups?|sets?|types?|class(?:es)?|appendix|annex|schedules?|exhibits?|tables?|figures?|vitamin|plan|"
    r"level|category|subjects?|participants?|option|article|clause|paragraph|item|step|phase|series|and|or)",
    re.IGNORECASE,
)
_BEGINNING = re.compile(
    r"The|This|These|Those|That|Th[oe]|You|Your|We|Our|It|Its|They|Their|He|She|I|If|In|On|At|By|For|From|To|All|Any|Each|Every|"
    r"Either|Neither|No|None|Not|Nothing|Such|Other|Users?|Researchers?|Licensees?|Licensors?|Recipients?|Providers?|Part(?:y|ies)|Data|"
    r"Upon|Unless|Except|However|Furthermore|Moreover|Therefore|Please|When|Where|While|After|Before|Without|Subject|Should|As|A|An|"
    r"Commercial|Permission|Access|Use|Publications?|Images?"
)
_STOP = re.compile(r"(?:\.{1,4}|[!?…]+|[。！？])$")
# spaCy's English keeps whole runs of Chinese as one token, stops and all.
_PART = re.compile(r"[。！？]|[^。！？]+")
_CLOSER = re.compile(r"[\"'”’»)\]}*_】」』]+|\*\*|</\w+>")
_OPENER = re.compile(r"[\"'“‘«(\[{*_<#【「]+")
_MARK = re.compile(r"[(（\[]?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,5})[)）\]]?\.?|[•●▪◦‣○□☐■–—*#+-]+")
_BULLET = re.compile(r"[•●▪◦‣○□☐■*+-]|[(（]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)）]")
_LONGEST_MARK = 6
"""No list marker ("- (iv).") has more tokens than this."""
_CUTS = frozenset(".!?…。！？;")
"""How a word ends after which a sentence may end in the middle of a line."""
_MAY_END = re.compile(r"[.!?…。！？;\n]")
"""Without one of these before its last character, a text is one sentence."""
_TURN = re.compile(
    r";|,\s*(?:(?:and|but|while|whereas|yet|though|although|however)\b)?|\b(?:but|while|whereas)\b", re.IGNORECASE
)
_TURNS = 8
_LONGEST_RUN = 500
"""A longer run is no word: spaCy takes time in proportion to the square of it."""

_Word = tuple[int, int]
"""Where a token starts and ends."""


def fold(text: str) -> str:
    """``text`` with straight quotes, plain hyphens and blanks for all white space; offsets are unchanged."""
    # On text beyond ASCII this takes a sixth of the time of translating every character.
    return _FOLDED.sub(lambda match: _FOLDS[match.group()], text)


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The sentences of ``text[start:end]``, trimmed of white space, in offsets of ``text``.

    A sentence ends at a stop that is no part of an abbreviation, an initial, a list number or a cross-reference, at a
    blank line, and at a line break after a semicolon. Enumerations inside a sentence stay in it.
    """
    whole = trim(text, start, len(text) if end is None else end)
    if not _MAY_END.search(text, whole.start, max(whole.start, whole.end - 1)):
        return (whole,) if whole.start < whole.end else ()
    cuts = [whole.start, *_boundaries(text, whole.start, whole.end), whole.end]
    return tuple(trim(text, a, b) for a, b in itertools.pairwise(cuts))


def turns(text: str, start: int, end: int) -> list[int]:
    """Where one part of a sentence may end and the next begin, between two offsets: the last eight places."""
    return [match.start() for match in _TURN.finditer(text, start, end)][-_TURNS:]


def trim(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends."""
    part = text[start:end]
    return (
        Span(start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip()))
        if part.strip()
        else Span(start, start)
    )


def _boundaries(text: str, start: int, end: int) -> Iterator[int]:
    """Yields where a new sentence begins."""
    words = _words(text, start, end)
    begun = 0
    for index in range(len(words) - 1):
        at, begins = words[index][1], words[index + 1][0]
        # Nearly all words can be passed by: no stop, and neither a closing bracket after a semicolon nor a line break.
        if text[at - 1] not in _CUTS and (at == begins or "\n" not in text[at:begins]):
            continue
        following = index + 1
        while following < len(words) and words[following][0] == at and _CLOSER.fullmatch(text, *words[following]):
            at = words[following][1]
            following += 1
        if following >= len(words) or following <= begun:
            continue
        first = words[following][0]
        gap = text[at:first]
        if _ends(text, words, index, begun) and _begins(text, words[following], gap):
            certain = bool(_BEGINNING.fullmatch(text, *words[following]))
            if _is_stop(text, words, index, begun, certain=certain, counted=text[first].isdigit()):
                yield first
                begun = following
        elif _breaks(text, words[index], words[following], gap):
            yield first
            begun = following


def _words(text: str, start: int, end: int) -> list[_Word]:
    """The tokens of a range."""
    found: list[_Word] = []
    last = start
    for run in text[start:end].split():
        at = text.index(run, last)
        last = at + len(run)
        cut = _cut(run)
        if len(cut) == 1:
            found.append((at, last))
        else:
            found += [(at + first, at + after) for first, after in cut]
    return found


@lru_cache(maxsize=2**15)
def _cut(run: str) -> tuple[_Word, ...]:
    """The tokens of a run without white space, as spaCy cuts it by itself, Chinese stops set apart."""
    if len(run) >= _LONGEST_RUN or (run.isascii() and run.isalpha() and run not in _divided()):
        return ((0, len(run)),)
    tokens = [(token.idx, token.idx + len(token)) for token in blank().make_doc(run)]
    return tuple(part.span() for token in tokens for part in _PART.finditer(run, *token))


@cache
def _divided() -> frozenset[str]:
    """The words that spaCy has a rule for, such as "cannot"; it cuts no others that are all letters."""
    tokenizer: Any = blank().tokenizer  # spaCy's own type hides that it has rules
    return frozenset(tokenizer.rules)


def _ends(text: str, words: Sequence[_Word], index: int, begun: int) -> bool:
    """Whether the token carries a stop after more than a list marker."""
    start, end = words[index]
    if not _STOP.search(text, max(start, end - 4), end):
        return False
    return index - begun > _LONGEST_MARK or any(
        not _MARK.fullmatch(text, *other) and not _STOP.fullmatch(text, *other) for other in words[begun : index + 1]
    )


def _begins(text: str, word: _Word, gap: str) -> bool:
    """Whether a sentence may begin with the token ``word`` after ``gap``."""
    at = word[0]
    opener = _OPENER.match(text, at)
    letter = text[opener.end() : opener.end() + 1].strip() if opener else text[at]
    if not gap:
        # "purposes.The user", or Chinese, which sets no blanks.
        return bool(_BEGINNING.fullmatch(text, *word)) or text[at - 1] in "。！？"
    return (
        letter.isupper()
        or letter.isdigit()
        or (letter.isalpha() and not letter.islower())
        or bool(_BULLET.match(text, at))
    )


def _is_stop(text: str, words: Sequence[_Word], index: int, begun: int, *, certain: bool, counted: bool) -> bool:
    """Whether the stop ends a sentence; ``certain`` and ``counted`` say what follows: a beginning, a digit."""
    word = text[slice(*words[index])]
    if not word.endswith(".") or word.endswith(".."):
        return certain or not word.endswith("..")
    stem = word[:-1]
    if not stem and index > begun and words[index - 1][1] == words[index][0]:
        stem = text[slice(*words[index - 1])]
        before = index - 2
    else:
        before = index - 1
    if _TITLE.fullmatch(stem):
        return False
    if _COUNTED.fullmatch(stem) and counted:
        return False
    if _ABBREVIATION.fullmatch(stem):
        return certain
    if len(stem) == 1 and stem.isalpha():
        lettered = before >= begun and _LETTERED.fullmatch(text, *words[before])
        return bool(lettered) or (certain and not stem.isupper())
    return True


def _breaks(text: str, word: _Word, following: _Word, gap: str) -> bool:
    """Whether the line break between two tokens ends a sentence."""
    if "\n" not in gap:
        return False
    new = not text[following[0]].islower()
    if text.startswith(";", word[1] - 1):
        return new or bool(_BULLET.match(text, following[0]))
    # Half a sentence on the next page begins in lower case.
    return gap.count("\n") > 1 and new


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue found in a text, in the text's own offsets."""

    cue: Cue
    start: int
    end: int


class CueMatcher:
    """Finds the matches of many cues in a sentence; only those are looked for whose words occur in it."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        cues = tuple(cues)
        self._cues = [cue for cue in cues if cue.pattern is not None]
        self._index = Index(
            [cue.pattern for cue in cues if cue.pattern is not None], unless=[cue.unless for cue in self._cues]
        )
        self._tokens: Matcher | None = None
        token_cues = {cue.id: cue for cue in cues if cue.tokens}
        if token_cues:
            from spacy.matcher import Matcher

            self._tokens = Matcher(blank().vocab)
            for cue_id, cue in token_cues.items():
                self._tokens.add(cue_id, [list(pattern) for pattern in cue.tokens], greedy="LONGEST")
        self._by_id = token_cues

    def candidates(self, folded: str) -> Iterator[Cue]:
        """Yields the expression cues for which a folded text has the words; the others do not match."""
        return (self._cues[place] for place in self._index.candidates(folded))

    def find(self, sentence: str, wanted: Callable[[Cue], bool] | None = None) -> Iterator[CueMatch]:
        """Yields the first match of each expression cue and every match of each token cue, vetoes applied.

        Cues of which ``wanted`` says no are not looked for.
        """
        folded = fold(sentence)
        cues = self._cues
        for place, match in self._index.search(folded, None if wanted is None else lambda place: wanted(cues[place])):
            yield CueMatch(cues[place], match.start(), match.end())
        if self._tokens is not None:
            doc = blank().make_doc(folded)
            for span in self._tokens(doc, as_spans=True):
                cue = self._by_id[span.label_]
                if (wanted is None or wanted(cue)) and not (cue.unless and cue.unless.search(folded)):
                    yield CueMatch(cue, span.start_char, span.end_char)


@cache
def blank() -> Language:
    """The shared spaCy pipeline: English tokenization, nothing trained."""
    import spacy

    return spacy.blank("en")


def tokens(text: str) -> Sequence[str]:
    """The tokens of ``text``, as spaCy cuts them."""
    return [token.text for token in blank().make_doc(text)]
