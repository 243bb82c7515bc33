"""What becomes of hostile files, and of real ones: ``python -m evaluation.hostile [--shared DIR] [--out DIR]``.

Each is read as the command line reads it, in a worker process with a clock and a memory limit. The hostile files are
those of ``pytest -m long``, which fails where one of them does harm; here they are counted.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from evaluation.render_pdf import render_pdf
from evaluation.sets import RESULTS, SHARED, say_progress, write_page
from extractor import LicenseRecord, Limits
from extractor.ingest import read
from extractor.isolation import Setup, Workers
from extractor.record import Failure
from tests.hostile import LICENSE, LONG, mutated, truncated
from tests.hostile_image import pictures
from tests.hostile_pdf import pdfs
from tests.hostile_text import pages, rst, texts
from tests.hostile_word import words

SUFFIXES = ("pdf", "docx", "html", "md", "txt")
CRAFTED = {"PDF": pdfs, "Word": words, "HTML": pages, "Markdown and text": texts, "rst": rst, "pictures": pictures}
"""Makers of files that are each made to harm in a way of their own."""
LIMITS = Limits(seconds=60, megabytes=1_500)
_MUTATIONS = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file, and how long that took."""

    name: str
    result: LicenseRecord | Failure
    seconds: float

    @property
    def kind(self) -> str:
        """``"record"``, or the kind of the failure."""
        return "record" if isinstance(self.result, LicenseRecord) else self.result.kind


def outcomes(workers: Workers, files: Iterable[tuple[str, bytes]], folder: Path) -> Iterator[Outcome]:
    """Yields what becomes of each file, which stands in ``folder`` while it is read."""
    for name, data in files:
        path = folder / name
        path.write_bytes(data)
        started = time.monotonic()
        (result,) = workers.read([path])
        yield Outcome(name, result, time.monotonic() - started)
        path.unlink()


def resident_over(count: int) -> tuple[int, int]:
    """The worker's resident bytes after a hundred pages, read as one PDF after another, and after ``count``."""
    data = render_pdf(read((LONG * 6).encode(), name="a.txt"), head="Harbor")
    others = _workers()
    with Workers(Setup(limits=Limits(seconds=300))) as workers:
        done, early, late = 0, 0, 0
        while done < count:
            (result,) = workers.read([data])
            assert isinstance(result, LicenseRecord) and result.document.pages
            done += result.document.pages
            (worker,) = _workers() - others
            late = worker.memory_info().rss
            early = early if early or done < 100 else late
        return early, late


def peak_of_long_pdf() -> tuple[int, int]:
    """The pages of one long PDF, five hundred or a few more, and the most bytes that reading it took."""
    text = "".join(LICENSE.replace("Harbor", f"Harbor {n}") for n in range(1_900))
    data = render_pdf(read(text.encode(), name="a.txt"), head="Harbor")
    others = _workers()
    with Workers(Setup(limits=Limits(seconds=600, max_pages=600))) as workers:
        (result,) = workers.read([data])
        assert isinstance(result, LicenseRecord) and result.document.pages
        (worker,) = _workers() - others
        status = Path(f"/proc/{worker.pid}/status").read_text()
        return result.document.pages, int(status.split("VmHWM:")[1].split()[0]) * 1_024


def _workers() -> set[psutil.Process]:
    """The workers that run now."""
    return {child for child in psutil.Process().children() if "extractor.worker" in child.cmdline()}


def main() -> None:
    """Writes the page."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.hostile", description="Hostile and real files.")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of the third-party agreements")
    parser.add_argument("--out", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        table = "\n".join(_rows(arguments.shared, Path(scratch)))
    early, late = resident_over(1_000)
    long, peak = peak_of_long_pdf()
    write_page("hostile.md", _page(table, early, late, long, peak), arguments.out)


def _rows(shared: Path, scratch: Path) -> Iterator[str]:
    sets: dict[str, Iterable[tuple[str, bytes]]] = {
        **{f"cut off at every kilobyte, {suffix}": truncated(suffix) for suffix in SUFFIXES},
        **{f"{_MUTATIONS} with bits flipped, {suffix}": mutated(suffix, _MUTATIONS) for suffix in SUFFIXES},
        **{f"made to harm, {kind}": make().items() for kind, make in CRAFTED.items()},
        **{f"real, {name}": _files(shared / name) for name in ("external/docs", "dev/docs", "dev/unlabelled")},
    }
    with Workers(Setup("fast", limits=LIMITS)) as workers:
        for name, files in sets.items():
            say_progress(name)
            found = list(outcomes(workers, files, scratch))
            kinds = Counter(outcome.kind for outcome in found)
            records = kinds.pop("record", 0)
            failed = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "–"
            slowest = max((outcome.seconds for outcome in found), default=0.0)
            if found:
                yield f"| {name} | {len(found)} | {records} | {failed} | {slowest:.1f} |"


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yields the files below a folder; none where it is absent."""
    return ((path.name, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file())


def _page(table: str, early: int, late: int, pages: int, peak: int) -> str:
    return f"""# Hostile files

`python -m evaluation.hostile`, the fast model, one worker with {LIMITS.seconds:g} seconds and {LIMITS.megabytes:,} MB
a file. Every file ends in a record with text or in a failure with its kind, and none does harm to the process that
started the worker. The longest time counts the start of a new worker where the one before had to be ended.

| files | count | records | failures by kind | longest, s |
|---|---:|---:|---|---:|
{table}

## Memory of the worker, full model

- 1,000 pages, one PDF after another: {early / 1e6:.0f} MB after the first hundred, {late / 1e6:.0f} MB at the end
  ({100 * (late / early - 1):+.1f} %; asked: at most +5 %).
- One PDF of {pages} pages: {peak / 1e6:.0f} MB at most (asked: under 400 MB).
"""


if __name__ == "__main__":
    main()
