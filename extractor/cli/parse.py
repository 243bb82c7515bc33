"""``extractor parse``: licenses in, records out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.console import EXIT_FAILED, complain, progress
from extractor.errors import UsageError
from extractor.export import WRITERS

if TYPE_CHECKING:
    from extractor.classify import Mode
    from extractor.ingest import Limits
    from extractor.record import Failure, LicenseRecord
    from extractor.types import Source


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
    help="Default: summary on a terminal, jsonl in a pipe, json in a folder.",
)
@click.option(
    "--model",
    type=click.Choice(["fast", "full"]),
    default="full",
    show_default=True,
    help="fast leaves out the encoder: up to twice as fast, labels less often right.",
)
@click.option("--max-bytes", type=click.IntRange(1), help="Refuse larger files.")
@click.option("--max-pages", type=click.IntRange(1), help="Refuse longer PDFs.")
@click.option("--timeout", "seconds", type=click.IntRange(1), help="Seconds for one document. Default: 300.")
@click.option("--memory", "megabytes", type=click.IntRange(1), help="Megabytes for one document. Default: 2000.")
@click.option(
    "--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that read at the same time."
)
def parse(
    paths: tuple[str, ...],
    output: Path | None,
    form: str | None,
    model: Mode,
    workers: int,
    **limits: int | None,
) -> int:
    """Read licenses: files, folders (with their subfolders), globs, or "-" for standard input.

    \b
    extractor parse LICENSE.pdf                 a readable summary
    extractor parse licenses/ -o records/       one JSON record a license
    extractor parse *.md | jq .terms            JSON Lines in a pipe

    Every document is read in a process of its own, so that one that hangs, crashes or fills the memory costs no other.
    """
    from extractor.isolation import Setup, Workers

    # The models load there while this process finds the files.
    with Workers(Setup(model, limits=_limits(limits)), workers) as pool:
        from extractor.export.files import write_file, write_folder

        into_folder = output is not None and (output.is_dir() or not output.suffix)
        failures = Failures(output if into_folder else None)
        sources = _sources(paths, failures)
        form = form or ("json" if output else "summary" if sys.stdout.isatty() else "jsonl")
        writer = WRITERS[form]
        if output and not into_folder and not writer.holds_many and len(sources) > 1:
            raise UsageError(f"one file of the format {form} holds one record", hint="Name a folder with -o.")
        if output is None and not writer.is_text and sys.stdout.isatty():
            raise UsageError(f"the format {form} is not for a terminal", hint="Name a file or a folder with -o.")
        records = failures.sift(progress(pool.read(sources), len(sources)))
        if output is None:
            for chunk in writer.write(records):
                click.echo(chunk, nl=False)
        elif into_folder:
            write_folder(records, output, form)
        else:
            write_file(records, output, form)
    return EXIT_FAILED if failures.count else 0


def _sources(paths: Iterable[str], failures: Failures) -> list[Source]:
    """What the arguments name; an argument that names nothing is a failure of its own, the others go on."""
    from extractor.errors import SourceError
    from extractor.ingest import find_sources
    from extractor.record import Failure

    sources: list[Source] = []
    for path in paths:
        if path == "-":
            sources.append(sys.stdin.buffer.read())
            continue
        try:
            sources.extend(find_sources([path]))
        except SourceError as error:
            failures.add(Failure.of(error, path))
    return sources


def _limits(given: Mapping[str, int | None]) -> Limits:
    from extractor.ingest import Limits

    return Limits(**{name: value for name, value in given.items() if value is not None})


class Failures:
    """Takes failures out of a stream of results: reports each at once, and writes it to the output folder."""

    def __init__(self, folder: Path | None) -> None:
        from extractor.export.files import make_folder

        self.count = 0
        self._path = folder / "failures.jsonl" if folder else None
        if folder and self._path:
            make_folder(folder)
            self._path.unlink(missing_ok=True)  # one of an earlier run would be untrue now

    def sift(self, results: Iterable[LicenseRecord | Failure]) -> Iterator[LicenseRecord]:
        """Yields the records; what failed is added."""
        from extractor.record import LicenseRecord

        for result in results:
            if isinstance(result, LicenseRecord):
                yield result
            else:
                self.add(result)

    def add(self, failure: Failure) -> None:
        """Reports one failure."""
        self.count += 1
        complain(f"{failure.source}: {failure.message}", failure.hint)
        if self._path:
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write(failure.model_dump_json() + "\n")
