"""A comparison as an Excel workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from extractor.export.inert import plain
from extractor.export.workbook import Formats, add_sheet, workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from extractor.compare import Cell, Column, Comparison, Matrix, Pair

_ANY = "*"
"""Any answer that is read from the text."""
_LONGEST_COMMENT = 1_200


def to_xlsx(comparison: Comparison) -> bytes:
    """The sheets Licenses, Answers, Outliers, Templates and Evidence; of a pair, Verdicts and Clauses before them.

    Every text is written as text, so that none is a formula or a link. A cell's evidence is its comment, and stands in
    the sheet Evidence too; ``?`` marks what a person should look at. Colors follow from what a cell says: a corrected
    answer takes its color.
    """
    stream = BytesIO()
    with workbook(stream, title="Licenses compared") as (book, formats):
        if comparison.pair:
            _verdicts(book, formats, comparison.pair)
            _clauses(book, formats, comparison.pair)
        _licenses(book, formats, comparison.matrix)
        _answers(book, formats, comparison.matrix)
        outliers = (
            [item.text, item.field, item.value, ", ".join(item.licenses)] for item in comparison.matrix.outliers
        )
        add_sheet(book, formats, "Outliers", {"Outlier": 70, "Field": 20, "Answer": 22, "Licenses": 40}, outliers)
        members = (
            [member.name, family.model, member.nearest, member.share, ", ".join(member.differs)]
            for family in comparison.families
            for member in family.members
        )
        widths = {"License": 28, "Template": 28, "Closest": 28, "Words in common": 16, "Differs in": 60}
        add_sheet(book, formats, "Templates", widths, members)
        widths = {"License": 28, "Question": 26, "Answer": 24, "Place": 18, "Words": 60, "Clause": 90}
        add_sheet(book, formats, "Evidence", widths, _evidence(comparison.matrix))
    return stream.getvalue()


def _licenses(book: Workbook, formats: Formats, matrix: Matrix) -> None:
    """A row a license; colors are conditional, the evidence is the cell's comment."""
    titles = ["License", "Title", "Version"]
    widths = dict.fromkeys(titles, 26) | {column.title: 20 for column in matrix.columns}
    rows = ([row.name, row.title or "", row.version or "", *map(_shown, row.cells.values())] for row in matrix.rows)
    sheet = add_sheet(book, formats, "Licenses", widths, rows)
    for n, row in enumerate(matrix.rows, start=1):
        for m, item in enumerate(row.cells.values(), start=len(titles)):
            if item.passages:
                sheet.write_comment(n, m, _comment(item), {"x_scale": 3, "y_scale": 1.6, "visible": False})
    for m, column in enumerate(matrix.columns, start=len(titles)):
        _color(sheet, formats, column, (1, m, max(1, len(matrix.rows)), m))


def _color(sheet: Worksheet, formats: Formats, column: Column, area: tuple[int, int, int, int]) -> None:
    """Colors by what a cell says, the severest of several members first."""
    from extractor.taxonomy.answers import SEVERITIES, all_questions, readable

    question = all_questions()[column.field]
    known = sorted(question.answers.items(), key=lambda entry: (entry[0] == _ANY, SEVERITIES.index(entry[1].severity)))
    for value, words in known:
        text = {"type": "text", "criteria": "containing", "value": readable(value)}
        rule = {"type": "no_blanks"} if value == _ANY else text
        sheet.conditional_format(*area, {**rule, "format": formats[words.severity], "stop_if_true": True})


def _shown(item: Cell) -> str:
    verdict = f" ({item.verdict.name})" if item.verdict and item.verdict.name != "same" else ""
    return f"{item.text}{' ?' if item.review else ''}{verdict}"


def _comment(item: Cell) -> str:
    lines = [f"“{plain(passage.quote)}” [{plain(passage.place)}]" for passage in item.passages]
    if item.review:
        lines.insert(0, "A person should look at this answer.")
    text = "\n".join(lines)
    return text if len(text) <= _LONGEST_COMMENT else text[:_LONGEST_COMMENT] + " …"


def _answers(book: Workbook, formats: Formats, matrix: Matrix) -> None:
    from extractor.taxonomy.answers import readable

    counts = (
        [column.title, readable(count.value), readable(count.severity), count.licenses, count.review]
        for column in matrix.columns
        for count in column.counts
    )
    widths = {"Question": 26, "Answer": 30, "Severity": 22, "Licenses": 12, "Of them to check": 18}
    add_sheet(book, formats, "Answers", widths, counts)


def _evidence(matrix: Matrix) -> Iterator[Sequence[str]]:
    titles = {column.field: column.title for column in matrix.columns}
    for row in matrix.rows:
        for item in row.cells.values():
            for passage in item.passages:
                yield [row.name, titles[item.field], _shown(item), passage.place, passage.quote, passage.text]


def _verdicts(book: Workbook, formats: Formats, pair: Pair) -> None:
    rows = (
        [term.title, _shown(term.left), _shown(term.right), term.verdict.name, term.verdict.reason]
        for term in pair.terms
    )
    widths = {"Question": 26, pair.left: 28, pair.right: 28, f"{pair.right} is": 16, "Why": 80}
    add_sheet(book, formats, "Verdicts", widths, rows)


def _clauses(book: Workbook, formats: Formats, pair: Pair) -> None:
    """Both texts of each clause; what only one of them has is struck out or underlined."""
    fates = {"only left": f"only in {pair.left}", "only right": f"only in {pair.right}"}
    rows = []
    for item in pair.clauses:
        places = [passage.place if passage else "" for passage in (item.left, item.right)]
        texts = [passage.text if passage else "" for passage in (item.left, item.right)]
        fate = fates.get(item.fate, item.fate) + (", moved" if item.moved else "")
        rows.append([fate, places[0], texts[0], places[1], texts[1], ", ".join(item.labels)])
    widths = {"Fate": 16, "Left": 14, pair.left: 70, "Right": 14, pair.right: 70, "Labels": 30}
    sheet = add_sheet(book, formats, "Clauses", widths, rows)
    for n, item in enumerate(pair.clauses, start=1):
        if len(item.changes) > 1:
            sides = (
                [(c.left, "removed", c.name) for c in item.changes],
                [(c.right, "added", c.name) for c in item.changes],
            )
            for column, side in zip((2, 4), sides, strict=True):
                pieces: list[Any] = []
                for words, style, name in side:
                    if text := _printable(words):
                        pieces += [text] if name == "same" else [formats[style], text]
                if len([piece for piece in pieces if isinstance(piece, str)]) > 1:
                    sheet.write_rich_string(n, column, *pieces, formats["text"])


def _printable(words: str) -> str:
    """The words on one line, with the blank that follows them."""
    text = plain(words)
    return f"{text} " if text and words[-1:].isspace() else text
