"""Excel workbooks: texts that stay texts, sheets that can be sorted and filtered, colors by severity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias

from extractor.errors import UsageError
from extractor.export.inert import plain

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Formats: TypeAlias = Mapping[str, Any]

_FILLS = {
    "prohibited": ("#F8CBCB", "#7A0000"),
    "permission_required": ("#FDE3B8", "#6B4200"),
    "conditional": ("#D6E6F7", "#123A63"),
    "permitted": ("#D3EBD0", "#12501B"),
    "unspecified": ("#F1F1F1", "#5A5A5A"),
}
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576
"""Both of Excel, which drops or refuses what is more."""
_EPOCH = datetime(2000, 1, 1)
"""When every workbook says it was made: the same content is the same file."""


@contextmanager
def workbook(stream: BytesIO, *, title: str) -> Iterator[tuple[Workbook, Formats]]:
    """A workbook that is in ``stream`` when the block ends, and its formats: ``text``, ``head``, … and the severities.

    No text in it becomes a formula, a link or a number by itself.
    """
    from xlsxwriter import Workbook

    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream, settings) as book:
        book.set_properties({"title": title, "created": _EPOCH})
        yield book, _formats(book)


def add_sheet(
    book: Workbook, formats: Formats, name: str, widths: Mapping[str, int], rows: Iterable[Sequence[Any]]
) -> Worksheet:
    """A new sheet with a frozen head, a filter on every column, and each text as text.

    ``widths`` gives the columns by their titles, in characters; None leaves a cell empty.

    Raises:
        UsageError: there are more rows than a sheet holds.
    """
    sheet = book.add_worksheet(name)
    last = 0
    for m, (title, width) in enumerate(widths.items()):
        sheet.set_column(m, m, width)
        sheet.write_string(0, m, plain(title), formats["head"])
    for n, row in enumerate(rows, start=1):
        if n >= _MOST_ROWS:
            raise UsageError(
                f"the sheet {name} would have more than {_MOST_ROWS:,} rows", hint="Write csv or parquet instead."
            )
        last = n
        for m, value in enumerate(row):
            _write(sheet, (n, m), value, formats)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, last), len(widths) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    return sheet


def _write(sheet: Worksheet, place: tuple[int, int], value: str | int | float | None, formats: Formats) -> None:
    match value:
        case None:
            pass
        case str():
            text = plain(value)
            shown = text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 2] + " …"
            sheet.write_string(*place, shown, formats["text"])
        case _:
            sheet.write_number(*place, value, formats["share" if isinstance(value, float) else "text"])


def _formats(book: Workbook) -> Formats:
    base = {"text_wrap": True, "valign": "top"}
    formats = {
        "text": book.add_format(base),
        "head": book.add_format({**base, "bold": True, "bottom": 1, "bg_color": "#E4E4E4"}),
        "share": book.add_format({**base, "num_format": "0%"}),
        "removed": book.add_format({"font_color": "#A40000", "font_strikeout": True}),
        "added": book.add_format({"font_color": "#12501B", "underline": True}),
    }
    for severity, (fill, ink) in _FILLS.items():
        formats[severity] = book.add_format({"bg_color": fill, "font_color": ink})
    return formats
