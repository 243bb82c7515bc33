"""Fields to fill in and signature blocks, empty or filled."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.segment.shapes import has_verb, is_question, opens_sentence, words

# Each alternative begins with a plain character, so that the search can skip to it.
_BLANK = re.compile(r"__{2,}|\.\.{5,}|……+|--{7,}|＿＿+")
_BOX = re.compile(r"(?:\[\s?[xX]?\s?\]|\([ \u3000]{1,3}\)|[☐☑☒□○◻❏❑])\s*")
# What identifies a signatory, and what else forms ask for.
_PERSON = (
    r"(?:(?:full|first|last|family|given|legal|printed?|user|sur)?[ -]?names?|suffix|title|position|"
    r"organi[sz]ations?|institutions?|institute|"
    r"affiliations?|compan(?:y|ies)|employer|address(?:es)?|street|city|state|zip(?: code)?|postal code|country|"
    r"nationality|"
    r"telephone|phone|mobile|fax|tel|e-?mails?|mail|homepage|web ?page|website|dates?|signatures?|signed|seal|"
    r"stamp|initials|signatory|"
    r"signer|degree|age|gender|orcid|username)"
)
_MATTER = (
    r"(?:job|role|rank|university|departments?|division|faculty|lab|laborator(?:y|ies)|url|places?|location|sign|"
    r"by|supervisors?|"
    r"advisors?|pi|investigator|witness|licensee|licensor|recipient|provider|applicants?|researchers?|user|"
    r"representative|authorized|project|"
    r"purpose|research|student|id|number|printed|print|capital letters|block letters|account|github|huggingface|"
    r"requester|requestor|official)"
)
_FIELD = rf"(?:{_PERSON}|{_MATTER})"
_PERSON_WORD = re.compile(rf"{_PERSON}(?:'s|’s|s)?", re.IGNORECASE)
_FIELD_WORD = re.compile(rf"{_FIELD}(?:'s|’s|s)?", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:for|to|in|by)? ?(?:which|that|who|whom|where)\b.*$", re.IGNORECASE | re.DOTALL)
# A question or point with its answer: "… subjects? No", "Approval: N/A", "(no identifiers) Yes OR".
_ANSWERED = re.compile(
    r"\?\W*(?i:yes|no|none|n/a)\b|:\W*(?i:n/a|not applicable|not needed)\b|[)?:]\s(?:Yes|No)(?:\s+OR)?\W*$"
)
_CONDITION = re.compile(r"\(?If (?:yes|no|so|not|any|applicable|available)\b", re.IGNORECASE)
_OPEN_LABEL = re.compile(r"\b(?:to|at|by|for|with|of|in|from|via|following|below|here|is|are)\s*$", re.IGNORECASE)
_BUTTONS = re.compile(r"(?:\[\s?[A-Z][^\[\]]{1,40}\]\s*){2,5}")
# What says itself what is to be written in its place: "Name: <your name>".
_PLACEHOLDER = re.compile(r"[:：]\s*<[a-z][^<>@/=]{1,80}>\W*$")
_SIGNING = re.compile(
    r"(?:(?:signed|agreed|accepted|approved|acknowledged|read and (?:understood|agreed)|(?:for and )?on behalf of|for|"
    r"by|witness(?:ed)?)\b.*:|by|"
    r"(?:the |data )*(?:licen[cs](?:ee|or)|recipient|provider|user|requester|applicant|signatory)s?:?)\W*",
    re.IGNORECASE,
)
_ADDRESSEE = re.compile(r"(?:to|from|attn\.?|attention)\s?[:：]", re.IGNORECASE)
_BRACKETED_LABELS = re.compile(r"(?:\([^()]{2,30}\)\s*){2,5}")
_LABEL = re.compile(r"^[\W\d_]*(?P<label>[^:：]{1,90})[:：]\s*(?P<value>.*)$", re.DOTALL)
_LEAD_FIELD = re.compile(
    r"(?:full |printed? |the |your |pi |legal |contact |corporate |work |home |postal |mailing |detail(?:ed)? |"
    r"academic |official |professional )*"
    rf"{_FIELD}(?:'s|’s)?\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:signature|signed|date)\b", re.IGNORECASE)
_FIELDS_OF_A_FORM = 4
_FEW, _FEWER = 6, 3
"""A sentence beside a box has more words than an option; one that begins like one ("I agree") may be shorter."""
_LONGEST = 1_000
"""No field has more characters."""
_CLOSED = re.compile(r"(?<!\bInc)(?<!\bLtd)(?<!\bINC)(?<!\bLTD)[.;,]\s*$")
_FILLER = frozenset((
    "of", "the", "and", "or", "a", "an", "in", "your", "at", "for", "to", "with", "if", "any", "applicable", "full",
    "legal", "work", "contact", "detail", "detailed", "please", "university", "company", "optional", "required",
    "block", "capitals", "code", "letters", "print", "printed", "typed", "s", "s'", "is",
))  # fmt: skip


def is_blank(text: str) -> bool:
    """Whether ``text`` has a gap to write in."""
    return bool(_BLANK.search(text))


def is_field(text: str, *, numbered: bool = False) -> bool:
    """Whether one line is a field of a form by itself: a blank with its label, or the label of a known field.

    A ``numbered`` line is a heading ("2. Purpose:") unless it asks for what identifies a person.
    """
    if len(text) > _LONGEST:
        return False
    bulleted = bool(re.match(r"[-*+•●▪]\s", text))
    gaps = _BLANK.findall(text)
    if gaps:
        found = words(_BLANK.sub(" ", text))
        return len(found) <= 9 * len(gaps) + 4 and not (has_verb(text) and len(found) > 8)
    line, text = text, text.strip(" *_•")
    if _is_option(text) or (_ANSWERED.search(text) and not bulleted):
        return True
    if _BRACKETED_LABELS.fullmatch(text):
        return True
    found = words(line)
    if not found:
        return False
    if "<" in line and (given := _PLACEHOLDER.search(line)) and not has_verb(line[: given.start()]):
        return True
    label = _LABEL.match(text)
    if label and not label.group("value"):
        return _is_field_name(label.group("label"), numbered=numbered)
    if numbered:
        return False
    if "\t" in text:
        cells = [cell.strip(" :：()[]") for cell in text.split("\t")]
        filled = [cell for cell in cells if cell]
        named = [cell for cell in filled if _LEAD_FIELD.match(cell) and len(words(cell)) <= 16]
        return len(named) >= 0.5 * len(filled) and not has_verb(cells[0])
    return (
        len(found) <= 8
        and all(_FIELD_WORD.fullmatch(word) or word.lower() in _FILLER for word in found)
        and any(_PERSON_WORD.fullmatch(word) for word in found)
        and bool(_LEAD_FIELD.match(text.strip(" ([")))
    )


def is_filled_form(lines: Sequence[str]) -> bool:
    """Whether ``lines``, set together, are a form that was filled in: field after field, down to the signature.

    One such line alone ("Name Ada Lind") could be anything.
    """
    named = [found.group(0).lower() for line in lines if (found := _LEAD_FIELD.match(line)) and line[:1].isupper()]
    return len(set(named)) >= _FIELDS_OF_A_FORM and 2 * len(named) > len(lines) and any(map(_SIGNED.match, lines))


def may_be_field(text: str) -> bool:
    """Whether one line can stand in a form among other fields: filled in, a question, a label of its own."""
    if is_field(text):
        return True
    if len(text) > _LONGEST:
        return False
    if is_question(text.rstrip(":： ")) or _CONDITION.match(text):
        return len(words(text)) <= 30
    label = _LABEL.match(text)
    if label and not label.group("value"):
        return len(words(label.group("label"))) <= 10 and not has_verb(_RELATIVE.sub("", label.group("label")))
    if label and _is_field_name(label.group("label")):
        return len(words(label.group("value"))) <= 12 and not has_verb(label.group("value"))
    return (
        bool(_LEAD_FIELD.match(text.strip("([")))
        and len(words(text)) <= 22
        and not has_verb(text)
        and not text.endswith(".")
    )


def is_signing(text: str) -> bool:
    """Whether one line says who signs in the lines beside it: "For the Licensee:", "By:", "RECIPIENT"."""
    return len(words(text)) <= 10 and bool(_SIGNING.fullmatch(text.strip())) and not has_verb(text[2:].lstrip())


def is_addressed(text: str) -> bool:
    """Whether lines beside a form say to whom it goes."""
    return bool(_ADDRESSEE.match(text)) and not has_verb(text)


def is_caption(text: str) -> bool:
    """Whether one line can be a caption inside a form."""
    found = words(text)
    return 0 < len(found) <= 8 and not has_verb(text) and not _CLOSED.search(text)


def is_form_table(rows: list[str]) -> bool:
    """Whether the rows of a table, cells set apart by tabs, are fields to fill in."""
    cells = [cell.strip(" |") for row in rows for cell in re.split(r"\t|\s*\|\s*", row)]
    filled = [cell for cell in cells if cell and not re.fullmatch(r"[-: ]+", cell)]
    named = sum(bool(_LEAD_FIELD.match(cell)) and not has_verb(cell) for cell in filled)
    valued = sum(any(c.isdigit() for c in cell) for cell in filled)
    if 2 * sum(bool(_BOX.match(cell)) for cell in filled) > len(filled):
        return True
    if not filled or (named >= 1 and len(filled) < 0.6 * len(cells)):
        return True
    # A header of names over rows of values is a table, a column of names with or without values a form.
    leads = sum(bool(_LEAD_FIELD.match(row.strip(" |"))) for row in rows)
    return leads >= 0.6 * len(rows) and valued < 0.4 * len(filled)


def _is_option(text: str) -> bool:
    """Whether it is a box to tick beside words that are no sentence, or a choice of buttons."""
    if _BUTTONS.fullmatch(text):
        return True
    box = _BOX.match(text)
    if box is None and not re.search(r"\s[☐☑☒□○❏❑]\s", text):
        return False
    said = text[box.end() :] if box else text
    full = len(words(said)) > _FEW
    stated = (full and (has_verb(said) or said.endswith("."))) or (opens_sentence(said) and len(words(said)) > _FEWER)
    return not (box and stated)


def _is_field_name(label: str, *, numbered: bool = False) -> bool:
    found = words(label)
    if _OPEN_LABEL.search(label) or (label[:1].islower() and len(found) > 1):
        return False
    # "Licensee that agrees:" leads in what it agrees to.
    if not found or len(found) > 14 or has_verb(_RELATIVE.sub("", label)) or has_verb(found[-1]):
        return False
    if numbered:
        return len(found) <= 4 and any(_PERSON_WORD.fullmatch(word) for word in found)
    named = any(_FIELD_WORD.fullmatch(word) for word in (*found[:4], found[-1])) and len(found) <= 8
    return (named and any(_PERSON_WORD.fullmatch(word) for word in found)) or bool(_LEAD_FIELD.match(label.strip(" (")))
