"""``extractor parse``: licenses in, records out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractor.cli.console import EXIT_FAILED, progress
from extractor.cli.pictures import with_pictures
from extractor.cli.records import Failures, Reading, reading_options, sources_of
from extractor.errors import UsageError
from extractor.export import WRITERS


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="A folder (one JSON file a document, and failures.jsonl) or a file.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(WRITERS)),
    help="Default: summary on a terminal, jsonl in a pipe, json in a folder, what the suffix of a file says.",
)
@click.option("--pictures", is_flag=True, help="In html: the pages of PDFs as pictures, the clauses framed.")
@reading_options
def parse(
    paths: tuple[str, ...],
    output: Path | None,
    form: str | None,
    pictures: bool,
    reading: Reading,
) -> int:
    """Read licenses: files, folders (with their subfolders), globs, or "-" for standard input.

    \b
    extractor parse LICENSE.pdf                 a readable summary
    extractor parse licenses/ -o records/       one JSON record a license
    extractor parse *.md | jq .terms            JSON Lines in a pipe
    extractor parse licenses/ -o terms.xlsx     a workbook: answers, clauses, entities
    extractor parse LICENSE.pdf --format html --pictures -o report.html

    Every document is read in a process of its own, so that one that hangs, crashes or fills the memory costs no other.
    """
    from extractor.isolation import Setup, Workers

    # The models load there while this process finds the files.
    with Workers(Setup(reading.model, limits=reading.limits()), reading.workers) as pool:
        from extractor.export.files import spare, write_file, write_folder

        into_folder = output is not None and (output.is_dir() or not output.suffix)
        failures = Failures(output if into_folder else None)
        sources = sources_of(paths, failures)
        form = form or _form_of(output, into_folder=into_folder)
        writer = WRITERS[form]
        one_file = not into_folder and (output is not None or not writer.is_text)
        if one_file and not writer.holds_many and len(sources) > 1:
            raise UsageError(f"one file of the format {form} holds one record", hint="Name a folder with -o.")
        if output is None and not writer.is_text and sys.stdout.isatty():
            raise UsageError(f"the format {form} is not for a terminal", hint="Name a file or a folder with -o.")
        if output is not None:
            spare(sources, output, writer)
        if pictures:
            if form != "html":
                raise UsageError(f"the format {form} has no pictures", hint="Use --pictures with --format html.")
            writer = with_pictures(writer, pool, sources, failures)
        records = reading.told(failures.sift(progress(pool.read(sources), len(sources))))
        if output is None:
            for chunk in writer.write(records):
                click.echo(chunk, nl=False)
        elif into_folder:
            write_folder(records, output, writer)
        else:
            write_file(records, output, writer)
    return EXIT_FAILED if failures.count else 0


def _form_of(output: Path | None, *, into_folder: bool) -> str:
    """The format where none is named."""
    if output is None:
        return "summary" if sys.stdout.isatty() else "jsonl"
    if into_folder:
        return "json"
    found = [form for form, writer in WRITERS.items() if output.name.lower().endswith(writer.suffix)]
    if not found:
        raise UsageError(f"no format has the suffix {output.suffix!r}", hint="Name the format: --format.")
    return max(found, key=lambda form: len(WRITERS[form].suffix))
