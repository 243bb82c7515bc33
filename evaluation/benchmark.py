"""Speed and memory: ``python -m evaluation.benchmark [PDF_DIR]``; ratios within one run, for machines differ.

Without a folder it measures on PDFs rendered from the corpus' test split. Each measure is taken in a process of its own
that has read the documents once, so that all that is imported and compiled when it is first needed is there, and then
others, which displace what is remembered of sentences: memory never answers for a document. It is taken in several
rounds, one measure after the other, of which the fastest counts: what else the machine does can only add time.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import psutil

from evaluation.gold import corpus_gold
from evaluation.render_pdf import render_pdf
from extractor.classify import Mode
from extractor.ingest import read
from extractor.pipeline import Extractor

_ROUNDS = 3
_DOCUMENTS = 200
_WARM_UP = 50
_OTHERS = 60
"""Documents that have more sentences than are remembered."""

_Source = TypeVar("_Source")
Seconds = dict[str, float]
"""Processor time by the name of what took it."""


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.benchmark", description="Speed as ratios, and memory.")
    parser.add_argument("folder", nargs="?", type=Path, help="PDFs to measure on; default: rendered from the corpus")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.folder or _render(Path(scratch))
        _measure(sorted(folder.glob("*.pdf")), Path(scratch))


def _render(folder: Path) -> Path:
    for gold in corpus_gold("test"):
        document = read(gold.text.encode(), name=f"{gold.name}.txt")
        (folder / f"{gold.name}.pdf").write_bytes(render_pdf(document, head=gold.name))
    return folder


def _measure(paths: list[Path], scratch: Path) -> None:
    import pypdfium2 as pdfium

    pages = 0
    for path in paths:
        document = pdfium.PdfDocument(path)
        pages += len(document)
        document.close()
    best = _best_of_rounds(paths)
    plumber, bare, reading = (best[name] for name in ("pdfplumber", "pypdfium2", "reading"))
    print(f"{len(paths)} PDFs, {pages} pages; milliseconds of processor time a page")
    print(f"  pdfplumber extract_text   {1000 * plumber / pages:7.1f}")
    print(f"  pypdfium2 text and boxes  {1000 * bare / pages:7.1f}   {plumber / bare:.1f} times faster")
    reads = f"{plumber / reading:.1f} times faster, {reading / bare:.2f} of pypdfium2's time"
    print(f"  reading                   {1000 * reading / pages:7.1f}   {reads}")
    for mode in ("full", "fast"):
        whole = best[f"{mode}, PDF"]
        print(f"  whole, {mode} model         {1000 * whole / pages:7.1f}   {plumber / whole:.1f} times faster")
    count = sum(1 for _ in corpus_gold("test"))
    text, quick_text = (1000 * best[f"{mode}, text"] / count for mode in ("full", "fast"))
    print(f"a text license, warm        {text:7.1f} ms full, {quick_text:.1f} ms fast")
    command = [sys.executable, "-m", "extractor.cli"]
    sample = scratch / "license.txt"
    sample.write_text(next(corpus_gold("test")).text, encoding="utf-8")
    print(f"extractor --help            {1000 * _cold([*command, '--help']):7.0f} ms, cold")
    print(f"extractor parse, one file   {1000 * _cold([*command, 'parse', str(sample)]):7.0f} ms, cold")
    before, after = _memory(Extractor.load("full"))
    growth = f"{before / 2**20:.0f} MB after {_WARM_UP}, {after / 2**20:.0f} MB at the end"
    print(f"memory over {_DOCUMENTS} documents   {growth} ({100 * (after / before - 1):+.1f} %)")


def _best_of_rounds(paths: list[Path]) -> Seconds:
    """The fastest of several rounds of each measure, each in a new process."""
    measures: tuple[Callable[[list[Path]], Seconds], ...] = (_plumber, _bare, _reading, _full, _fast)
    best: Seconds = {}
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for _ in range(_ROUNDS):
            for measure in measures:
                taken = pool.submit(measure, paths).result()
                best |= {name: min(seconds, best.get(name, seconds)) for name, seconds in taken.items()}
    return best


def _plumber(paths: list[Path]) -> Seconds:
    import pdfplumber

    def extract(path: Path) -> None:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_text()

    return {"pdfplumber": _seconds(extract, paths)}


def _bare(paths: list[Path]) -> Seconds:
    """Reads the text and the box of each character, and makes nothing of them."""
    import pypdfium2 as pdfium

    def extract(path: Path) -> None:
        document = pdfium.PdfDocument(path)
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            for index in range(text.count_chars()):
                text.get_charbox(index)
            text.close()
            page.close()
        document.close()

    return {"pypdfium2": _seconds(extract, paths)}


def _reading(paths: list[Path]) -> Seconds:
    return {"reading": _seconds(read, paths)}


def _full(paths: list[Path]) -> Seconds:
    return _whole("full", paths)


def _fast(paths: list[Path]) -> Seconds:
    return _whole("fast", paths)


def _whole(mode: Mode, paths: list[Path]) -> Seconds:
    extractor = Extractor.load(mode)

    def extract(text: bytes) -> None:
        extractor.extract(text, name="license.txt")

    def forget() -> None:
        for gold in islice(corpus_gold("train"), _OTHERS):
            extract(gold.text.encode())

    texts = [gold.text.encode() for gold in corpus_gold("test")]
    return {
        f"{mode}, PDF": _seconds(extractor.extract, paths, forget),
        f"{mode}, text": _seconds(extract, texts, forget),
    }


def _seconds(
    task: Callable[[_Source], object], sources: Sequence[_Source], between: Callable[[], None] | None = None
) -> float:
    """The processor time that ``task`` takes for all sources the second time, after what is done ``between``."""
    for source in sources:
        task(source)
    if between is not None:
        between()
    start = time.process_time()
    for source in sources:
        task(source)
    return time.process_time() - start


def _cold(command: list[str]) -> float:
    """The seconds that a command takes, the fastest of several times."""
    taken = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - start)
    return min(taken)


def _memory(extractor: Extractor) -> tuple[int, int]:
    """Resident bytes after the first documents and at the end."""
    process = psutil.Process()
    texts = [gold.text.encode() for gold in corpus_gold("test")]
    before = 0
    for number in range(_DOCUMENTS):
        extractor.extract(texts[number % len(texts)], name="license.txt")
        if number == _WARM_UP:
            before = process.memory_info().rss
    return before, process.memory_info().rss


if __name__ == "__main__":
    main()
