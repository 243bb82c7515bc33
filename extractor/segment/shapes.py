"""What a line or paragraph looks like by itself: a sentence, a heading, a reference, a row of values, an address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.lookup import lower

# A finite verb tells a sentence from a name. Past participles and -s forms that are nouns as well are left out.
# In lower case, as the text that it reads: that takes a third of the time of ignoring case.
_VERB = re.compile(
    r"\b(?:shall|must|will|can|cannot|should|would|could|might|is|are|was|were|be|been|am|has|have|had|does|did|"
    r"do not|"
    r"agrees?|includes?|means?|applies|apply|provides?|accepts?|understands?|acknowledges?|grants|represents?|"
    r"requires?|allows?|permits|constitutes?|remains?|becomes?|reserves?|confirms?|certify|certifies|undertakes?|"
    r"undersigned|wish(?:es)?|want|contains?|consists?|describes?|governs?|begins|ends|"
    r"declares?|hereby|please|cites?|ensure|keeps?|delete|destroy|send|sends|contact (?:the|us|our)|don't|"
    r"doesn't|isn't|aren't|won't|can't)\b"
    r"|\bmay\b(?! \d)"
)
# "What you may do" names a topic; "What are you researching" asks.
_TOPIC = re.compile(
    r"(?:what|who|whose|how|when|where|which|why|if)\b(?! (?:are|is|will|do|does|can|did|has|have|was|"
    r"were) (?:you|the|your|we)\b)",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:shall|must|will|cannot|may|should)\b", re.IGNORECASE)
_PRONOUN = re.compile(
    r"(?:I|We|You|It|They|He|She|This|These|If|When|By|In case|In order|Except|Unless|Upon)\b(?! of\b)"
)
_INFINITIVE = re.compile(r"\bto [a-z]+")
_TERMINAL = re.compile(r"(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<!\bINC)(?<!\bLTD)[.;!?。；！？][\"'”’)\]*_]*$")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SMALL = frozenset({
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with", "vs", "via",
    "per", "its", "their", "your", "other", "under", "after", "before",
})  # fmt: skip
_URL = r"(?:https?://|www\.)\S+"
_EMAIL = r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+"
_ADDRESSES_ONLY = re.compile(
    rf"[^\w(<\[]*(?:[\w -]{{0,20}}:\s*)?(?:[<\[(\"']*(?:mailto:)?(?:{_EMAIL}|{_URL})[>\])\"']*[\s.,;&]*(?:and|or|"
    rf"/)?\s*)+"
)
_URL_ONLY = re.compile(rf"(?:[A-Za-z ]{{0,20}}:\s*)?[<\[(]?{_URL}[>\])]?\.?")
_POSTAL = re.compile(
    r"\b(?:university|institute|institut|laborator(?:y|ies)|lab|department|dept|school|faculty|college|centre|center|"
    r"street|str|road|rd|avenue|ave|box|building|bldg|floor|room|campus|china|usa|germany|france|uk|finland|"
    r"switzerland|"
    r"japan|korea|spain|italy|canada|australia|netherlands|india|account|bank|iban|swift|sort code|attn|c/o|tel|"
    r"fax|phone|e-?mail|prof|dr|\d{4,6})\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONEY = re.compile(
    r"(?:[$€£¥]|\b(?:USD|EUR|GBP|CHF|CNY|RMB|JPY|CAD|AUD)\b)\s?\d|\d\s?(?:[$€£¥]|(?:USD|EUR|GBP|CHF|CNY|RMB|JPY|"
    r"CAD|AUD)\b)"
)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_ROW_LABEL = re.compile(r"[^\W\d][\w.:# ]{0,24}?(?:\t|[.:]?\s)\s*(?=[\w-]*\d[\w-]*,)")
_BETWEEN_CELLS = re.compile(r"[\s,;|]+")
_JOINTS = frozenset(["and", "or", "to", "-", "–", "—", "•", "*"])
_QUESTION = re.compile(
    r"(?:What|How|Who|Where|When|Which|Why|Does|Do|Is|Are|Will|Has|Have|Can) (?!the following\b)[\w ]", re.IGNORECASE
)
_TWO_SENTENCES = re.compile(r"[a-z)](?<!\bSt)(?<!\bDr)\.\s+[A-Z]")
_TWO_STATEMENTS = re.compile(r"[a-z)](?<!\bSt)(?<!\bDr)[.;]\s+[A-Z]")
_COPYRIGHT = re.compile(r"(?:copyright )?(?:©|\([cC]\)) ?\d{4}|copyright \d{4}", re.IGNORECASE)
_VERSION = re.compile(
    r"\W*(?:v(?:er(?:sion)?)?\.?\s?\d|(?:last )?(?:rev\.?|issue|edition|draft|revision|revised|updated|modified|"
    r"update|version|release|effective|date)\b.{0,40}\d|"
    r"\d{1,2}[./ ]\w+[./ ]\d{4}\W*$|\(?\w+ \d{1,2}, \d{4}\)?$)",
    re.IGNORECASE,
)


_LONGEST = 1_000
"""A line of more characters is running text, or an attack on regular expressions."""
_LONGEST_TOPIC, _LONGEST_NAME = 8, 5
_LINES = 2**8
"""So many lines are remembered: what looks for headings, fields and tables asks of each again and again."""
_LONGEST_ROW = 20_000
_LAST_WESTERN = "\u2e7f"
"""Scripts of East Asia begin after this character."""
_END = 16
"""How many characters at the end of a text show how it ends."""


def words(text: str) -> tuple[str, ...]:
    """The words of ``text``, numbers left out."""
    return _words_of_line(text) if len(text) <= _LONGEST else tuple(_WORD.findall(text))


@lru_cache(maxsize=_LINES)
def _words_of_line(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


def has_verb(text: str) -> bool:
    """Whether ``text`` holds a finite verb or another sign of a sentence."""
    return _line_has_verb(text[:_LONGEST])


@lru_cache(maxsize=_LINES)
def _line_has_verb(text: str) -> bool:
    return bool(_VERB.search(_INFINITIVE.sub("to", lower(text)))) or bool(_PRONOUN.match(text))


def is_question(text: str) -> bool:
    """Whether ``text`` asks something, with or without its mark."""
    return (bool(_QUESTION.match(text)) and not text.rstrip().endswith(".")) or text.rstrip().endswith("?")


def is_terminated(text: str) -> bool:
    """Whether ``text`` ends as a sentence does."""
    return bool(_TERMINAL.search(text[-_END:]))


def opens_sentence(text: str) -> bool:
    """Whether ``text`` starts with a word that only sentences start with."""
    return bool(_PRONOUN.match(text))


def ends_colon(text: str) -> bool:
    """Whether ``text`` ends in a colon, as a lead-in does."""
    return text.rstrip(' *_"”').endswith((":", "："))


def starts_upper(text: str) -> bool:
    """Whether the first letter or digit of ``text`` is one that a sentence may start with."""
    first = re.search(r"[^\W_]", text)
    return first is not None and not first.group().islower()


def is_caps(text: str) -> bool:
    """Whether ``text`` is set in capitals."""
    letters = "".join(filter(str.isalpha, text))
    if not letters.isascii():
        letters = "".join(c for c in letters if c.upper() != c.lower())
    return len(letters) > 2 and sum(map(str.isupper, letters)) >= 0.9 * len(letters)


def is_heading(text: str, *, numbered: bool = False, marked: bool = False, unit: bool = False) -> bool:
    """Whether words (without their number) are a name and no sentence.

    ``numbered``, ``marked`` (bold, larger, a heading of the source) and ``unit`` ("Part 2") are signs that allow
    longer names.
    """
    if len(text) > 120:
        return False
    found = words(text)
    caps = is_caps(text)
    longer = 12 if _is_title_case(found) else 9
    limit = 20 if unit else 16 if marked or caps else max(11, longer) if numbered else longer
    if not found or len(found) > limit:
        return False
    if is_terminated(text) and not (marked and text.endswith(".") and len(found) <= 4 and not has_verb(text)):
        return False
    if text.rstrip().endswith((",", " and", " or", " of", " the")) or not starts_upper(text) or is_contact(text):
        return False
    if re.search(r"[:：]\s+\S", text) and not marked and not numbered:
        return False
    if _COPYRIGHT.match(text) or (not marked and _runs_in(text)):
        return False
    # "Warranty; Liability" names two topics, "Keep it. Cite us" says two things.
    names = numbered and _is_title_case(found, all_of=True)
    if re.search(_TWO_SENTENCES if names else _TWO_STATEMENTS, text) and not marked:
        return False
    if caps:
        if _TOPIC.match(text):
            return True
        if ends_colon(text) and len(found) > 4:
            return False
        return not re.search(r"\b(?:SHALL|MUST|WILL|CANNOT)\b|\b(?:IS|ARE|MAY)\b(?! NOT A)", text) or marked
    topic = bool(_TOPIC.match(text)) and not ends_colon(text)
    # "We Guarantee Nothing": every word of a sentence that is set as a name.
    named = len(found) >= 3 and _is_title_case(found, all_of=True) and not _MODAL.search(text) and not ends_colon(text)
    brief = (numbered or marked) and len(found) <= 2 and not _MODAL.search(text)
    if has_verb(text) and not (topic or brief or named or (marked and len(found) <= 10 and not ends_colon(text))):
        return False
    if marked or numbered:
        return True
    if ends_colon(text):
        return len(found) <= 6 and not text.startswith(("The ", "A ", "An ", "For ", "To "))
    return len(found) <= 4 or (topic and len(found) <= 7) or _is_title_case(found)


def _runs_in(text: str) -> bool:
    """Whether a name is followed by a colon and words that are none."""
    found = words(text.partition(":")[2])
    return len(found) > _LONGEST_NAME and not _is_title_case(found)


def is_topic(text: str, below: str) -> bool:
    """Whether a short line without a verb names what the sentence ``below`` is about, which is one line as well."""
    if not 2 <= len(words(text)) <= _LONGEST_TOPIC or 2 * len(text) > len(below) or not starts_upper(text):
        return False
    if has_verb(text) or is_terminated(text) or text.endswith((":", ",")) or is_postal(text) or is_version(text):
        return False
    return starts_upper(below) and has_verb(below) and is_terminated(below)


def is_name(text: str) -> bool:
    """Whether ``text`` is one or two words or set as a title, and no sentence."""
    found = words(text)
    return is_heading(text, numbered=True) and (len(found) <= 2 or _is_title_case(found))


def _is_title_case(found: Sequence[str], *, all_of: bool = False) -> bool:
    content = [word for word in found if word.lower() not in _SMALL]
    return sum(word[0].isupper() for word in content) >= (1 if all_of else 0.7) * max(1, len(content))


def is_values(text: str) -> bool:
    """Whether ``text`` is a row of IDs or numbers."""
    if not any(map(str.isdigit, text)) or is_version(text) or _MONTH.search(text):
        return False
    label = _ROW_LABEL.match(text)
    if label:
        text = text[label.end() :]
    if len(text) > _LONGEST_ROW:
        return False
    cells = [cell for cell in _BETWEEN_CELLS.split(text) if cell and cell not in _JOINTS]
    valued = sum(any(map(str.isdigit, cell)) for cell in cells)
    if (
        len(cells) < (2 if label or ("," in text and valued == len(cells)) else 3)
        or _YEAR.fullmatch(cells[0])
        or "@" in text
        or "://" in text
    ):
        return False
    return valued >= 0.7 * len(cells) and len(cells) - valued <= 2


def is_price(text: str) -> bool:
    """Whether ``text`` is a row of a price list."""
    if len(text) > _LONGEST or len(words(text)) > 12 or has_verb(text):
        return False
    return bool(_MONEY.search(text)) and not _MODAL.search(text)


def is_tabular(text: str) -> bool:
    """Whether ``text`` has cells set apart by tabs."""
    return "\t" in text.strip()


def is_contact(text: str) -> bool:
    """Whether ``text`` consists of e-mail or web addresses."""
    return len(text) <= _LONGEST and bool(_ADDRESSES_ONLY.fullmatch(text.strip()))


def is_url(text: str) -> bool:
    """Whether ``text`` is one web address, a word before it or not."""
    return len(text) <= _LONGEST and bool(_URL_ONLY.fullmatch(text.strip()))


def is_foreign(text: str) -> bool:
    """Whether most of ``text`` is in a script that the labels are not made for."""
    if max(text, default="") <= _LAST_WESTERN:
        return False
    letters = [c for c in text if c.isalpha()]
    return sum(c > _LAST_WESTERN for c in letters) > 0.45 * len(letters)


def is_bracketed(text: str) -> bool:
    """Whether ``text`` is one remark in brackets."""
    return bool(re.fullmatch(r"[(\[（][^()\[\]（）]*[)\]）]\.?", text.strip()))


def is_postal(text: str) -> bool:
    """Whether ``text`` reads as a line of a postal address."""
    if len(text) > _LONGEST or len(words(text)) > 16:
        return False
    return bool(_POSTAL.search(text)) and not has_verb(text)


def is_version(text: str) -> bool:
    """Whether ``text`` names a version or a date, as under a title."""
    return len(text) <= _LONGEST and len(words(text)) <= 9 and bool(_VERSION.match(text))
