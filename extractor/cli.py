"""The command line: parse arguments, call the library once, write. The only module that prints or exits."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from extractor import __version__
from extractor.errors import ExtractorError, InstallationError, UsageError

if TYPE_CHECKING:
    from extractor.classify import Mode
    from extractor.ingest import Limits
    from extractor.pipeline import Source
    from extractor.record import Failure, LicenseRecord

_T = TypeVar("_T")

EXIT_FAILED, EXIT_USAGE, EXIT_BROKEN = 1, 2, 3

_EPILOG = """\b
Exit codes: 0 all done · 1 some document failed · 2 wrong usage · 3 the installation is broken.
Nothing is sent anywhere: documents are read on this machine, offline."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and exits with its code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """The exit code of the command line run with ``arguments`` (default: those of the process)."""
    try:
        return int(cli.main(args=arguments, prog_name="extractor", standalone_mode=False) or 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "extractor"
        _complain(" ".join(error.format_message().split()), f"`{command} --help` shows how it is used.")
        return EXIT_USAGE
    except UsageError as error:
        _complain(str(error), error.hint)
        return EXIT_USAGE
    except InstallationError as error:
        _complain(str(error), error.hint)
        return EXIT_BROKEN
    except ExtractorError as error:
        _complain(str(error), error.hint)
        return EXIT_FAILED
    except (click.Abort, KeyboardInterrupt):
        _complain("interrupted", "What was written so far is complete.")
        return EXIT_FAILED
    except BrokenPipeError:
        # The reader of our output went away (`| head`); nothing is left to say, and nobody to say it to.
        sys.stderr.close()
        return EXIT_FAILED


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, message="extractor %(version)s")
def cli() -> None:
    """Reads dataset license agreements and answers, with evidence, what they allow and ask."""


@cli.command()
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
    type=click.Choice(["summary", "json", "jsonl"]),
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
def parse(
    paths: tuple[str, ...],
    output: Path | None,
    form: str | None,
    model: Mode,
    **limits: int | None,
) -> int:
    """Read licenses: files, folders (with their subfolders), globs, or "-" for standard input.

    \b
    extractor parse LICENSE.pdf                 a readable summary
    extractor parse licenses/ -o records/       one JSON record a license
    extractor parse *.md | jq .terms            JSON Lines in a pipe
    """
    from extractor.export import WRITERS
    from extractor.export.files import write_file, write_folder
    from extractor.pipeline import Extractor

    into_folder = output is not None and (output.is_dir() or not output.suffix)
    failures = _Failures(output if into_folder else None)
    sources = _sources(paths, failures)
    form = form or ("json" if output else "summary" if sys.stdout.isatty() else "jsonl")
    if output and not into_folder and form == "json" and len(sources) > 1:
        raise UsageError("one JSON file holds one record", hint="Name a folder, or use --format jsonl.")
    extractor = Extractor.load(model, limits=_limits(limits))
    records = failures.sift(_progress(extractor.extract_many(sources), len(sources)))
    if output is None:
        for record in records:
            click.echo(WRITERS[form](record), nl=False)
    elif into_folder:
        write_folder(records, output, form)
    else:
        write_file(records, output, form)
    return EXIT_FAILED if failures.count else 0


@cli.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--text-dir",
    type=click.Path(path_type=Path),
    help="The texts that were labelled (<name>.txt). Default: the folder txt beside GOLD_DIR.",
)
@click.option(
    "--source-dir",
    type=click.Path(path_type=Path),
    help="Parse the documents of this folder (same stems) in place of the texts.",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--wrong", is_flag=True, help="Also list every wrong answer.")
def evaluate(gold: Path, text_dir: Path | None, source_dir: Path | None, form: str, wrong: bool) -> int:
    """Score records against the hand-labelled gold files of GOLD_DIR, a keyword baseline beside them."""
    import json

    from extractor.baseline import keyword_record
    from extractor.gold import read_gold
    from extractor.pipeline import Extractor
    from extractor.record import LicenseRecord
    from extractor.report import evaluate as measure
    from extractor.report import table

    golds = list(read_gold(gold, text_dir or gold.parent / "txt"))
    sources = _by_stem(source_dir) if source_dir else {}
    extractor = Extractor.load()
    failed: list[str] = []

    def extract(item: object) -> LicenseRecord | None:
        name, text = item.name, item.text  # type: ignore[attr-defined]
        if source_dir and name not in sources:
            failed.append(f"{name}: no document of this name in {source_dir}")
            return None
        source: Source = sources[name] if source_dir else text.encode()
        result = next(extractor.extract_many([source]))
        if isinstance(result, LicenseRecord):
            return result
        failed.append(f"{name}: {result.message}")
        return None

    reports = [
        measure(_progress(golds, len(golds)), extract),
        measure(golds, lambda item: keyword_record(item.name, item.text), name="keywords"),
    ]
    if form == "json":
        click.echo(json.dumps([report.figures() for report in reports], indent=1))
    else:
        click.echo(table(reports), nl=False)
    if wrong:
        click.echo("\n".join(["", "Wrong answers:", *reports[0].counts.wrong_terms]))
    for line in failed:
        _complain(line, "It counts as a document in which nothing was found.")
    return EXIT_FAILED if failed else 0


@cli.command()
@click.argument("name", required=False)
def labels(name: str | None) -> int:
    """List the labels that clauses get, or show one: its definition and the cues that state it."""
    from extractor.taxonomy.labels import labels as specifications

    known = {spec.name: spec for spec in specifications()}
    if name is None:
        width = max(map(len, known))
        for spec in known.values():
            click.echo(f"{spec.name:<{width}}  {spec.definition}")
        return 0
    if name not in known:
        raise UsageError(f"no label {name!r}", hint=f"Known labels: {', '.join(known)}.")
    spec = known[name]
    click.echo(f"{spec.name}: {spec.definition}\n")
    for cue in spec.cues:
        click.echo(f"rule:{cue.cue.id} ({cue.strength})")
        for example in cue.cue.yes:
            click.echo(f"  yes  {example}")
        for example in cue.cue.no:
            click.echo(f"  no   {example}")
    return 0


@cli.command()
def schema() -> int:
    """Print the JSON Schema of a record."""
    import json

    from extractor.record import LicenseRecord

    click.echo(json.dumps(LicenseRecord.model_json_schema(), indent=1))
    return 0


def _complain(problem: str, hint: str) -> None:
    click.echo(f"error: {problem}\nhint: {hint or 'See `extractor --help`.'}", err=True)


def _sources(paths: Iterable[str], failures: _Failures) -> list[Source]:
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
            failures.add(Failure(source=path, kind=error.kind, message=error.message, hint=error.hint))
    return sources


def _limits(given: Mapping[str, int | None]) -> Limits:
    from extractor.ingest import Limits

    return Limits(**{name: value for name, value in given.items() if value is not None})


def _progress(items: Iterable[_T], total: int) -> Iterator[_T]:
    """The items, counted off on standard error where that is a terminal and there are several."""
    if total < 2 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, total=total, description="Reading", console=Console(stderr=True), transient=True)


class _Failures:
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
        _complain(f"{failure.source}: {failure.message}", failure.hint)
        if self._path:
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write(failure.model_dump_json() + "\n")


def _by_stem(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        raise UsageError(f"no folder {folder}", hint="Name the folder of the documents.")
    return {path.stem: path for path in sorted(folder.iterdir()) if path.is_file()}


if __name__ == "__main__":
    main()
