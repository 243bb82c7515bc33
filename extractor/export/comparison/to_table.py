"""A comparison as tables on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from extractor.export.comparison.writer import Screen
from extractor.export.inert import plain

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    from extractor.compare import Cell, Column, Comparison, Counterpart, Matrix, Pair, Row

STYLES = {
    "prohibited": "bold red",
    "permission_required": "yellow",
    "conditional": "cyan",
    "permitted": "green",
    "unspecified": "dim",
}
_FATES = {"same": "dim", "reworded": "yellow", "only left": "red", "only right": "green"}
_TITLE_WIDTH, _ANSWER_WIDTH, _NAME_WIDTH = 26, 14, 24
_MANY = 12
_COUNTS_FROM = 4
"""Of fewer licenses, a reader counts by eye."""
_TEXT_SHOWN = 160


def to_table(comparison: Comparison, screen: Screen) -> bytes:
    """The answers side by side, what is odd, counts and families; of a pair, verdicts and clauses.

    A few licenses become columns; of many, each is a row and the questions go into as many tables as the width asks.
    """
    from rich.console import Console

    stream = StringIO()
    console = Console(
        file=stream,
        width=screen.width,
        force_terminal=screen.color,
        color_system="standard" if screen.color else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for part in _parts(comparison, screen):
        console.print(part)
        console.print()
    return "\n".join(line.rstrip() for line in stream.getvalue().rstrip().splitlines()).encode() + b"\n"


def _parts(comparison: Comparison, screen: Screen) -> Iterator[RenderableType]:
    matrix = comparison.matrix
    if comparison.pair:
        yield _verdicts(comparison.pair, {row.name: row.version for row in matrix.rows})
    else:
        yield from _answers(matrix, screen.width)
    if any(item.review for row in matrix.rows for item in row.cells.values()):
        yield "?  a person should look at the answer"
    if screen.evidence:
        yield from (_list(row.name, list(_evidence(row, matrix.columns))) for row in matrix.rows)
    if comparison.pair:
        yield from _clauses(comparison.pair)
    if matrix.outliers:
        yield _list("What sets licenses apart", [item.text for item in matrix.outliers])
    if len(matrix.rows) >= _COUNTS_FROM:
        yield _counts(matrix)
    if len(matrix.rows) > 1:
        yield _list("Shared templates", list(_templates(comparison)))


def _answers(matrix: Matrix, width: int) -> Iterator[Table]:
    columns, rows = matrix.columns, matrix.rows
    if len(rows) <= max(2, (width - _TITLE_WIDTH) // (_ANSWER_WIDTH + 3)):
        table = _table("", *(row.name for row in rows))
        for column in columns:
            table.add_row(column.title, *(_answer(row.cells[column.field]) for row in rows))
        yield table
        return
    at_once = max(1, (width - _NAME_WIDTH) // (_ANSWER_WIDTH + 3))
    for start in range(0, len(columns), at_once):
        yield _rows(columns[start : start + at_once], rows)


def _rows(columns: Sequence[Column], rows: Sequence[Row]) -> Table:
    table = _table("License", *(column.title for column in columns))
    for row in rows:
        table.add_row(plain(row.name), *(_answer(row.cells[column.field]) for column in columns))
    return table


def _answer(item: Cell) -> Text:
    from rich.text import Text

    mark = " ?" if item.review else ""
    verdict = f" ({item.verdict.name})" if item.verdict and item.verdict.name != "same" else ""
    return Text(f"{plain(item.text)}{mark}{verdict}", style=STYLES[item.severity])


def _evidence(row: Row, columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        item = row.cells[column.field]
        for passage in item.passages:
            yield f"{column.title}, {item.text}: “{_middle(plain(passage.quote))}” [{passage.place}]"


def _counts(matrix: Matrix) -> Table:
    from rich.text import Text

    from extractor.taxonomy.answers import readable

    table = _table("Question", "Answers (licenses)")
    for column in matrix.columns:
        shown = [
            Text(f"{plain(readable(count.value))} {count.licenses}", style=STYLES[count.severity])
            for count in column.counts[:_MANY]
        ]
        if len(column.counts) > _MANY:
            shown.append(Text(f"{len(column.counts) - _MANY} more answers"))
        table.add_row(column.title, Text(" · ").join(shown))
    return table


def _templates(comparison: Comparison) -> Iterator[str]:
    rows = comparison.matrix.rows
    for family in comparison.families:
        yield from (member.text for member in family.members[:_MANY])
        if len(family.members) > _MANY:
            yield f"and {len(family.members) - _MANY} more like {family.model}"
    related = {member.name for family in comparison.families for member in family.members}
    alone = [row.name for row in rows if row.name not in related]
    if alone:
        names = ", ".join(alone) if len(alone) <= _MANY else f"{len(alone)} of {len(rows)} licenses"
        yield f"no other license has the template of {names}"


def _verdicts(pair: Pair, versions: Mapping[str, str | None]) -> Table:
    from rich.text import Text

    heads = [f"{name} ({versions[name]})" if versions.get(name) else name for name in (pair.left, pair.right)]
    table = _table("", *heads, f"{pair.right} is")
    for term in pair.terms:
        name = term.verdict.name
        style = {"stricter": "red", "looser": "green", "same": "dim", "cannot tell": "yellow"}[name]
        table.add_row(term.title, _answer(term.left), _answer(term.right), Text(name, style=style))
    return table


def _clauses(pair: Pair) -> Iterator[RenderableType]:
    from rich.text import Text

    counts = {fate: sum(item.fate == fate for item in pair.clauses) for fate in _FATES}
    names = {"only left": f"only in {plain(pair.left)}", "only right": f"only in {plain(pair.right)}"}
    yield Text("Clauses: " + ", ".join(f"{count} {names.get(fate, fate)}" for fate, count in counts.items()))
    table = _table("Clause", "What became of it")
    for item in pair.clauses:
        if item.fate != "same" or item.moved:
            table.add_row(_place(item), _change(item, names.get(item.fate, item.fate)))
    if table.row_count:
        yield table
        yield Text("[-words-] only in the left license, {+words+} only in the right one")


def _place(item: Counterpart) -> str:
    sides = [passage.number or passage.clause for passage in (item.left, item.right) if passage]
    return plain(" → ".join(dict.fromkeys(sides)))


def _change(item: Counterpart, name: str) -> Text:
    from rich.text import Text

    text = Text(f"{'moved, ' if item.moved else ''}{name}: ", style=_FATES[item.fate])
    if item.changes:
        for change in item.changes:
            if change.name == "same":
                text.append(_middle(plain(change.left)), style="default")
            else:
                text.append(f"[-{plain(change.left)}-]" if change.left.strip() else "", style="red")
                text.append(f"{{+{plain(change.right)}+}}" if change.right.strip() else "", style="green")
            text.append(" " if (change.right or change.left)[-1:].isspace() else "")
    elif passage := item.right or item.left:
        words = plain(passage.text)
        text.append(words if len(words) <= _TEXT_SHOWN else words[:_TEXT_SHOWN] + " …", style="default")
    return text


def _middle(words: str) -> str:
    """The beginning and the end of a long stretch that did not change."""
    return words if len(words) <= _TEXT_SHOWN else f"{words[: _TEXT_SHOWN // 2]} … {words[-_TEXT_SHOWN // 2 :]}"


def _list(title: str, lines: Sequence[str]) -> Text:
    from rich.text import Text

    return Text("\n".join([title, *(f"  - {plain(line)}" for line in lines)]))


def _table(*titles: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for n, title in enumerate(titles):
        table.add_column(plain(title), overflow="fold", no_wrap=False, min_width=8 if n else 0)
    return table
