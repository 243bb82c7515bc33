"""``extractor subjects``: what licenses say of each subject of a list."""

from __future__ import annotations

import csv
import sys
from io import StringIO
from pathlib import Path

import click

from extractor.cli.console import EXIT_FAILED
from extractor.cli.records import Failures, Reading, reading_options, records_of
from extractor.errors import UsageError
from extractor.export.subjects import SUBJECT_WRITERS


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|RECORD…")
@click.option(
    "--ids",
    "source",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help='The subjects: a CSV file or one ID a line; "-" for standard input.',
)
@click.option("--column", metavar="NAME", help="The column that holds the IDs. Default: the first.")
@click.option("--part", metavar="NAME", help='Only what holds for this part of the data, e.g. "Part C".')
@click.option("--format", "form", type=click.Choice(list(SUBJECT_WRITERS)), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file. Default: the screen.")
@reading_options
def subjects(
    paths: tuple[str, ...],
    source: Path,
    column: str | None,
    part: str | None,
    form: str,
    output: Path | None,
    reading: Reading,
) -> int:
    """Tell for each subject whether its images may be published and its data used, and which words say so.

    \b
    extractor subjects LICENSE.pdf --ids participants.csv --column id
    extractor subjects record.json --ids ids.txt --part "Part C" --format json

    Answers are: allowed, denied, not named (no rule speaks of it), needs review (rules contradict each other, or the ID
    may be another way to write one that a rule names). Not named is not allowed: the rest of the license decides.
    """
    from extractor.policy.subjects import answer_subjects

    asked = _read_ids(source, column)
    failures = Failures()
    records = records_of(paths, reading, failures)
    answers = (answer for record in records for answer in answer_subjects(record, asked, part=part))
    report = SUBJECT_WRITERS[form](answers)
    if output is None:
        click.echo(report, nl=False)
    else:
        from extractor.export.files import make_folder

        make_folder(output.parent)
        output.write_bytes(report)
    return EXIT_FAILED if failures.count else 0


def _read_ids(path: Path, column: str | None) -> list[str]:
    """The IDs of a list, in its order, none twice."""
    if str(path) == "-":
        data = sys.stdin.buffer.read()
    else:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise UsageError(f"no list of IDs {path}: {error.strerror}", hint="Name a CSV file with --ids.") from error
    try:
        text = data.decode("utf-8-sig")
        table = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        rows = [row for row in table if any(map(str.strip, row))]
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path} is not a CSV file: {error}", hint="Save the list as CSV, in UTF-8.") from error
    if not rows:
        raise UsageError(f"no IDs in {path}", hint="Write one a line, or name a CSV file.")
    place = 0
    if column is not None:
        names = [name.strip() for name in rows[0]]
        if column not in names:
            raise UsageError(f"no column {column!r} in {path}", hint=f"It has: {', '.join(names)}.")
        place, rows = names.index(column), rows[1:]
    elif not any(map(str.isdigit, rows[0][0])):  # the name of a column, not an ID
        rows = rows[1:]
    ids = [row[place].strip() for row in rows if len(row) > place and row[place].strip()]
    if not ids:
        raise UsageError(f"no IDs in {path}", hint="Name the column with --column.")
    return list(dict.fromkeys(ids))


def _delimiter(text: str) -> str:
    """What sets the columns apart: the sign of those in use that the first line has most of."""
    first = text.lstrip().partition("\n")[0]
    return max(",;\t", key=first.count)
