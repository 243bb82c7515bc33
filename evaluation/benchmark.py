"""Speed and memory: ``python -m evaluation.benchmark [PDF_DIR]``; ratios within one run, for machines differ.

Without a folder it measures on PDFs rendered from the corpus. Each figure is the best of several rounds: what else
the machine does can only add time.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from evaluation.gold import corpus_gold
from evaluation.render_pdf import render_pdf
from extractor.ingest import read
from extractor.pipeline import Extractor

_ROUNDS = 3
_DOCUMENTS = 200
_WARM_UP = 50


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

    extractor, fast = Extractor.load("full"), Extractor.load("fast")
    pages = 0
    for path in paths:
        document = pdfium.PdfDocument(path)
        pages += len(document)
        document.close()
    for path in paths:  # warm
        extractor.extract(path)
        fast.extract(path)
    plumber = _best(lambda: _plumb(paths))
    bare = _best(lambda: _bare(paths))
    reading = _best(lambda: [read(path) for path in paths])
    whole = _best(lambda: [extractor.extract(path) for path in paths])
    quick = _best(lambda: [fast.extract(path) for path in paths])
    texts = [gold.text.encode() for gold in corpus_gold("test")]
    text = _best(lambda: [extractor.extract(item, name="license.txt") for item in texts]) / len(texts)
    quick_text = _best(lambda: [fast.extract(item, name="license.txt") for item in texts]) / len(texts)
    print(f"{len(paths)} PDFs, {pages} pages; milliseconds a page")
    print(f"  pdfplumber extract_text   {1000 * plumber / pages:7.1f}")
    print(f"  pypdfium2 text and boxes  {1000 * bare / pages:7.1f}   {plumber / bare:.1f} times faster")
    reads = f"{plumber / reading:.1f} times faster, {reading / bare:.2f} of pypdfium2's time"
    print(f"  reading                   {1000 * reading / pages:7.1f}   {reads}")
    print(f"  whole, full model         {1000 * whole / pages:7.1f}   {plumber / whole:.1f} times faster")
    print(f"  whole, fast model         {1000 * quick / pages:7.1f}   {plumber / quick:.1f} times faster")
    print(f"a text license, warm        {1000 * text:7.1f} ms full, {1000 * quick_text:.1f} ms fast")
    command = [sys.executable, "-m", "extractor.cli"]
    sample = scratch / "license.txt"
    sample.write_bytes(texts[0])
    print(f"extractor --help            {1000 * _best(lambda: _run([*command, '--help'])):7.0f} ms, cold")
    print(f"extractor parse, one file   {1000 * _best(lambda: _run([*command, 'parse', str(sample)])):7.0f} ms, cold")
    before, after = _memory(extractor, texts)
    growth = f"{before / 2**20:.0f} MB after {_WARM_UP}, {after / 2**20:.0f} MB at the end"
    print(f"memory over {_DOCUMENTS} documents   {growth} ({100 * (after / before - 1):+.1f} %)")


def _plumb(paths: list[Path]) -> None:
    import pdfplumber

    for path in paths:
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_text()


def _bare(paths: list[Path]) -> None:
    """Reads the text and the box of each character, and makes nothing of them."""
    import pypdfium2 as pdfium

    for path in paths:
        document = pdfium.PdfDocument(path)
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            for index in range(text.count_chars()):
                text.get_charbox(index)
            text.close()
            page.close()
        document.close()


def _best(task: Callable[[], object]) -> float:
    """The seconds of the fastest of several rounds."""
    seconds = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        task()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _memory(extractor: Extractor, texts: list[bytes]) -> tuple[int, int]:
    """Resident bytes after the first documents and at the end."""
    process = psutil.Process()
    before = 0
    for number in range(_DOCUMENTS):
        extractor.extract(texts[number % len(texts)], name="license.txt")
        if number == _WARM_UP:
            before = process.memory_info().rss
    return before, process.memory_info().rss


if __name__ == "__main__":
    main()
