"""Records from what a command line names: workers read documents, and records that were written before are loaded."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from extractor.cli.console import complain, progress

if TYPE_CHECKING:
    from extractor.classify import Mode
    from extractor.ingest import Limits
    from extractor.record import Failure, LicenseRecord
    from extractor.types import Source

_SETTINGS = ("model", "workers", "max_bytes", "max_pages", "seconds", "megabytes", "redact")

Command: TypeAlias = Callable[..., int]


@dataclass(frozen=True, slots=True)
class Reading:
    """How documents are read and told of: which model, how many at a time, within which limits, redacted or not."""

    model: Mode = "full"
    workers: int = 1
    max_bytes: int | None = None
    max_pages: int | None = None
    seconds: int | None = None
    megabytes: int | None = None
    redact: bool = False

    def told(self, records: Iterable[LicenseRecord]) -> Iterator[LicenseRecord]:
        """Yields the records as they are to be told of: without personal data of signatories where that was asked."""
        if not self.redact:
            yield from records
            return
        from extractor.redact import redact

        yield from map(redact, records)

    def limits(self) -> Limits:
        """The limits that were asked for, and the defaults of the others."""
        from extractor.ingest import Limits

        names = ("max_bytes", "max_pages", "seconds", "megabytes")
        return Limits(**{name: value for name in names if (value := getattr(self, name)) is not None})


def reading_options(command: Command) -> Command:
    """Gives a command the options of reading, which it gets as one argument, ``reading``."""

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
        "--workers",
        type=click.IntRange(1),
        default=1,
        show_default=True,
        help="Processes that read at the same time.",
    )
    @click.option(
        "--redact",
        is_flag=True,
        help="Take the personal data of those who signed out of records, texts and reports. "
        "The licensor's contact points stay.",
    )
    @wraps(command)
    def with_reading(**options: Any) -> int:
        reading = Reading(**{name: options.pop(name) for name in _SETTINGS})
        return command(reading=reading, **options)

    return with_reading


class Failures:
    """Takes failures out of a stream of results: reports each at once, and writes it to the output folder."""

    def __init__(self, folder: Path | None = None) -> None:
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


def records_of(paths: Sequence[str], reading: Reading, failures: Failures) -> Iterator[LicenseRecord]:
    """Yields a record for each license that the paths name, in their order; what fails goes to ``failures``.

    A path is a file, a folder, a glob or ``-`` (standard input). A ``.json`` or ``.jsonl`` file, in a folder too, holds
    records that ``parse`` wrote; a failure that stands among them is reported as one here too. Anything else is a
    document. No model is loaded where there is no document to read.
    """
    found = [item for path in paths for item in _find(path)]
    yield from reading.told(failures.sift(progress(_results(found, reading), len(found))))


def sources_of(paths: Iterable[str], failures: Failures) -> list[Source]:
    """The documents that the paths name; a path that names nothing is a failure of its own, the others go on."""
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


@dataclass(frozen=True, slots=True)
class _Found:
    """A file, or standard input, and whether it holds records that were written before."""

    source: Path | bytes
    stored: bool


def _find(path: str) -> list[_Found | Failure]:
    """What one argument names: documents and files of records, sorted by their paths, or why there is nothing."""
    from extractor.errors import SourceError
    from extractor.ingest import find_sources
    from extractor.record import Failure
    from extractor.stored import find_stored, holds_records

    if path == "-":
        data = sys.stdin.buffer.read()
        return [_Found(data, holds_records(data))]
    stored = set(find_stored(Path(path)))
    documents: set[Path] = set()
    try:
        documents.update(find_sources([path]))
    except SourceError as error:
        if not stored:
            return [Failure.of(error, path)]
    return [_Found(file, file in stored) for file in sorted(documents | stored)]


def _results(found: Sequence[_Found | Failure], reading: Reading) -> Iterator[LicenseRecord | Failure]:
    """Yields what each finding gives, in order; the workers read ahead while records are loaded."""
    documents = [item.source for item in found if isinstance(item, _Found) and not item.stored]
    with ExitStack() as stack:
        read: Iterator[LicenseRecord | Failure] = iter(())
        if documents:
            from extractor.isolation import Setup, Workers

            pool = stack.enter_context(Workers(Setup(reading.model, limits=reading.limits()), reading.workers))
            read = pool.read(documents)
        for item in found:
            if not isinstance(item, _Found):
                yield item
            elif item.stored:
                from extractor.stored import read_stored

                yield from read_stored(item.source)
            else:
                yield next(read)
