"""What to know about a document before its answers are relied on: language, unreadable characters, another genre."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.types import CONTENT_KINDS, Answers, Document, DocumentWarning, LabelledClause

_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORD = re.compile(
    r"\b(?:the|of|and|to|in|or|for|any|is|be|by|this|that|with|not|shall|as|on|you|are|will|may|it|from)\b",
    re.IGNORECASE,
)
# Replacement characters and those of private use, which stand for what a font or an encoding did not give away.
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
_WORTH_SAYING = 0.001
# What agreements speak of and manuals, articles and README files hardly ever do.
_CORE = frozenset(("acceptance", "commercial_use", "eligibility", "governing_law", "grant", "ip_ownership", "purpose"))
# Labels that much else carries too: how to cite, where to get the data, what a word means.
_ANYWHERE = frozenset(("access_procedure", "citation", "definition", "general", "publication"))
# Of 47 agreements that people use, those of more than ten clauses have the words of rights and duties in clauses that
# hold 0.55 of their words or more; of 72 manuals and README files, two in three have less than 0.35. None of these
# seems to answer more than five questions; of our own agreements that are worded so oddly, most do.
_LEAST_SHARE, _FEW_CLAUSES, _FEW_ANSWERS = 0.35, 10, 5


def language_of(text: str) -> str:
    """``"en"`` where English function words make up their usual share of the words, else ``"und"``.

    In running English about four words in ten are function words; the bound of one in eight leaves room for
    forms and tables.
    """
    words = len(_WORD.findall(text))
    return "en" if words and len(_FUNCTION_WORD.findall(text)) * 8 >= words else "und"


def doubts(
    document: Document, labelled: Sequence[LabelledClause], answers: Answers, language: str
) -> Iterator[DocumentWarning]:
    """Yields what speaks against relying on the ``answers`` that were found in the document."""
    if language != "en":
        message = "this does not look like English, the only language that is read: do not rely on the answers"
        yield DocumentWarning("language", message)
    unreadable = len(_UNREADABLE.findall(document.text))
    if unreadable > _WORTH_SAYING * len(document.text):
        share = unreadable / len(document.text)
        yield DocumentWarning("garbled", f"{share:.1%} of the characters could not be read ({unreadable})")
    answered = sum(term.value not in ("unspecified", ()) and not term.review for term in answers.terms)
    if answered <= _FEW_ANSWERS and (reason := _other_genre(labelled)):
        yield DocumentWarning("not_a_license", f"this does not look like a license: {reason}")


def _other_genre(labelled: Sequence[LabelledClause]) -> str | None:
    """Why the document looks like something else than an agreement, judged by the cues in its clauses."""
    content = [item for item in labelled if item.clause.kind in CONTENT_KINDS and item.clause.kind != "reference"]
    found = [_cued(item) - _ANYWHERE for item in content]
    if not any(labels & _CORE for labels in found):
        return "nothing in it grants or limits the use of data, or says who may use it"
    sizes = [item.clause.end - item.clause.start for item in content]
    share = sum(size for size, labels in zip(sizes, found, strict=True) if labels) / sum(sizes)
    if len(content) > _FEW_CLAUSES and share < _LEAST_SHARE:
        return f"only {sum(map(bool, found))} of its {len(content)} clauses have the words of rights or duties"
    return None


def _cued(item: LabelledClause) -> set[str]:
    return {label.label for label in item.labels if any(proof.by.startswith("rule:") for proof in label.evidence)}
