"""``extractor compare``: the terms of licenses side by side."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.console import EXIT_FAILED
from extractor.cli.records import Failures, Reading, reading_options, records_of
from extractor.errors import UsageError
from extractor.export.comparison import COMPARISON_WRITERS, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.compare import Pair
    from extractor.record import LicenseRecord


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|RECORD…")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file; its suffix may say the format."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(COMPARISON_WRITERS)),
    help="Default: what the suffix of the output says, else table.",
)
@click.option("--fields", metavar="FIELD,…", default="", help="Only these questions, in this order.")
@click.option(
    "--where",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Only licenses with this answer; FIELD=ONE,OTHER for one of several, FIELD!=VALUE for all others, FIELD=? for "
    "answers that a person should look at. Repeatable.",
)
@click.option(
    "--sort", metavar="FIELD", help="The severest answer first, or `name`; with a minus before it, backwards."
)
@click.option(
    "--against", metavar="NAME", help="Say of each answer whether it is stricter or looser than this license's."
)
@click.option(
    "--clauses/--no-clauses",
    default=None,
    help="Compare two licenses clause by clause. Default: wherever there are exactly two.",
)
@click.option(
    "--evidence", is_flag=True, help="Show in the table the words that prove each answer, and where they are."
)
@reading_options
def compare(
    paths: tuple[str, ...],
    output: Path | None,
    form: str | None,
    fields: str,
    where: tuple[str, ...],
    sort: str | None,
    against: str | None,
    clauses: bool | None,
    evidence: bool,
    reading: Reading,
) -> int:
    """Set the terms of licenses side by side: documents, folders, globs, or records that `parse` wrote.

    \b
    extractor compare licenses/                                   a table on the screen
    extractor compare records/ -o licenses.xlsx                   a workbook: filters, colors, evidence in comments
    extractor compare records/ --where redistribution!=prohibited --sort commercial_use
    extractor compare records/ --against our-standard             what is stricter, what is looser
    extractor compare license-v1.pdf license-v2.pdf               what changed, clause by clause

    A name is the file's name without its suffix. "not stated" is not permission; `?` marks an answer that a person
    should look at. The verdict "same" is about the answer; the words may still ask for other things. What cannot be
    ranked, or needs review and differs, gets "cannot tell".
    """
    from extractor.compare import Comparison, families, matrix, select
    from extractor.export.files import make_folder

    form = form or _form_of(output)
    writer = COMPARISON_WRITERS[form]
    if output is None and not writer.is_text and sys.stdout.isatty():
        raise UsageError(f"the format {form} is not for a terminal", hint="Name a file with -o.")
    failures = Failures()
    records = list(records_of(paths, reading, failures))
    if not records:
        return EXIT_FAILED
    table = matrix(records, against=against)
    wanted = [field.strip() for field in fields.split(",") if field.strip()]
    shown = select(table, fields=wanted, where=where, sort=sort)
    comparison = Comparison(
        shown, families(records), _pair(records, clauses, shown_apart=bool(where or sort or wanted or against))
    )
    if output is None:
        width = shutil.get_terminal_size((120, 24)).columns
        click.echo(writer.write(comparison, Screen(width, sys.stdout.isatty(), evidence)), nl=False)
    else:
        make_folder(output.parent)
        output.write_bytes(writer.write(comparison, Screen(evidence=evidence)))
    return EXIT_FAILED if failures.count else 0


def _form_of(output: Path | None) -> str:
    if output is None:
        return "table"
    for form, writer in COMPARISON_WRITERS.items():
        if writer.suffix == output.suffix.lower():
            return form
    known = ", ".join(writer.suffix for writer in COMPARISON_WRITERS.values())
    raise UsageError(f"no format has the suffix {output.suffix!r}", hint=f"Suffixes are {known}; or name --format.")


def _pair(records: Sequence[LicenseRecord], clauses: bool | None, *, shown_apart: bool) -> Pair | None:
    """Two licenses in depth, where it was asked for or nothing else was."""
    from extractor.compare import pair

    if clauses and len(records) != 2:
        raise UsageError(f"clause by clause are two licenses compared, not {len(records)}", hint="Name two.")
    if clauses is False or len(records) != 2 or (shown_apart and not clauses):
        return None
    return pair(*records)
