"""A record as a page of Markdown, for a wiki, an issue or a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.compare.cells import Cell
    from extractor.export.html.answers import Answer, Quote
    from extractor.record import LicenseRecord


def to_markdown(record: LicenseRecord) -> str:
    """The answers, the words that prove them in bold, the subject rules, and what a person should look at.

    Text of the license is shown as it is: no markup of it comes to life.
    """
    from extractor.compare.cells import cells
    from extractor.export.html.answers import answers_of
    from extractor.export.inert import markdown
    from extractor.taxonomy.answers import SUBJECT_RULES

    document = record.document
    answers = answers_of(record)
    lines = [f"# {markdown(document.title or document.name)}", "", markdown(_facts(record)), ""]
    lines += [f"> **Warning:** {markdown(warning.message)}\n" for warning in document.warnings]
    lines += ["## What it says", "", "| Question | Answer | Its words | Where |", "|---|---|---|---|"]
    lines += [_answer(answer) for answer in answers if answer.cell.stated]
    lines += _subjects(record, cells(record)[SUBJECT_RULES])
    lines += ["", *_silence(answers), *_review(record)]
    return "\n".join(lines).rstrip("\n") + "\n\n"


def _facts(record: LicenseRecord) -> str:
    document = record.document
    facts = [
        document.name,
        f"version {document.version}" if document.version else "",
        f"pages: {document.pages}" if document.pages else "",
        f"read as {document.method}",
        f"SHA-256 {document.id}",
    ]
    return " · ".join(filter(None, facts))


def _answer(answer: Answer) -> str:
    words = "<br>".join(map(_quote, answer.quotes))
    return _row(answer.title, answer.cell.text, answer.cell, words)


def _subjects(record: LicenseRecord, item: Cell) -> Iterator[str]:
    from extractor.export.inert import markdown
    from extractor.export.tables import subject_sentences

    if item.stated:
        words = "<br>".join(markdown(passage.quote) for passage in item.passages)
        yield _row("Subjects", "; ".join(subject_sentences(record)), item, words)


def _row(title: str, answer: str, item: Cell, words: str) -> str:
    from extractor.export.inert import markdown

    where = markdown("; ".join(passage.place for passage in item.passages))
    return f"| {title} | {markdown(answer)}{_mark(item)} | {words} | {where} |"


def _mark(item: Cell) -> str:
    return " **(to check)**" if item.review else ""


def _quote(quote: Quote) -> str:
    """The words in bold, between those around them; blanks stay outside of the stars, as Markdown demands."""
    from extractor.export.inert import markdown

    shown = "… " if quote.cut_before else ""
    for piece in quote.pieces:
        words = markdown(piece.text)
        before, after = (" " if text[:1].isspace() else "" for text in (piece.text, piece.text[::-1]))
        shown += f"{before}**{words}**{after}" if piece.proves and words else f"{before}{words}{after}"
    return " ".join(shown.split()) + (" …" if quote.cut_after else "")


def _silence(answers: Sequence[Answer]) -> Iterator[str]:
    silent = ", ".join(answer.title.lower() + _mark(answer.cell) for answer in answers if not answer.cell.stated)
    if silent:
        yield from (f"Not stated, which is no permission: {silent}.", "")


def _review(record: LicenseRecord) -> Iterator[str]:
    clauses = ", ".join(clause.id for clause in record.clauses if clause.review)
    if clauses:
        yield from (f"Clauses whose labels a person should check: {clauses}.", "")
