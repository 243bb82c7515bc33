"""Hostile files, read as the command line reads them: each ends in a record with text or in a reasoned failure.

The marker ``long`` holds the full sets (``pytest -m long``, some twenty minutes); every run reads a part of them.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil
import pytest

from evaluation.render_pdf import render_pdf
from extractor import LicenseRecord, Limits
from extractor.ingest import read
from extractor.isolation import Setup, Workers
from tests import hostile

pytestmark = pytest.mark.skipif(os.name != "posix", reason="memory and process groups are those of POSIX")

SUFFIXES = ["pdf", "docx", "html", "md", "txt"]
SECONDS = 60
TRUTHFUL = {"empty", "not_found", "unsupported_format", "corrupt", "encrypted", "needs_ocr", "limit"}
STOPPED = {"timeout", "memory", "crashed"}
EXPECTED = {
    "password.pdf": "encrypted",
    "empty-password.pdf": "record",
    "pages.pdf": "limit",
    "plain.pdf": "record",
    "self-form.pdf": "record",
    "two-gigabytes.pdf": "record",
    "no-objects.pdf": "corrupt",
    "zip-bomb.docx": "limit",
    "xml-bomb.docx": "limit",
    "many-parts.docx": "limit",
    "two-gigabytes.docx": "limit",
    "lying-size.docx": "corrupt",
    "entities.docx": "unsupported_format",
    "xxe.docx": "unsupported_format",
}


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    with Workers(Setup("fast", limits=Limits(seconds=SECONDS, megabytes=1_500))) as pool:
        yield pool


def outcomes(pool: Workers, files: Iterable[tuple[str, bytes]], folder: Path) -> dict[str, str]:
    """What became of each file, ``"record"`` or a kind of failure; checks what holds for all."""
    found = {}
    for name, data in files:
        path = folder / name
        path.write_bytes(data)
        started = time.monotonic()
        result = next(pool.read([path]))
        path.unlink()
        # The clock leaves out that a new worker loads the models first.
        assert time.monotonic() - started < SECONDS + 300, f"{name} hung"
        if isinstance(result, LicenseRecord):
            assert result.clauses and result.document.text.strip(), f"{name}: an empty record"
            assert "root:" not in result.document.text, f"{name} read a file of this machine"
            found[name] = "record"
        else:
            assert result.kind in TRUTHFUL | STOPPED, f"{name}: {result}"
            assert result.message and result.hint and result.source == str(path)
            found[name] = result.kind
    return found


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_truncated(pool: Workers, suffix: str, tmp_path: Path) -> None:
    found = outcomes(pool, hostile.truncated(suffix, 5_000 if suffix in ("pdf", "docx") else 1_000), tmp_path)
    assert not STOPPED & set(found.values())
    if suffix == "docx":
        assert set(found.values()) == {"corrupt"}, "the directory of an archive is at its end"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_mutated(pool: Workers, suffix: str, tmp_path: Path) -> None:
    found = outcomes(pool, hostile.mutated(suffix, 12), tmp_path)
    assert not STOPPED & set(found.values())


def test_crafted_pdf_and_word(pool: Workers, tmp_path: Path) -> None:
    files = {**hostile.crafted("pdf"), **hostile.crafted("docx")}
    del files["glyph-bomb.pdf"]
    found = outcomes(pool, files.items(), tmp_path)
    assert not STOPPED & set(found.values())
    assert {name: found[name] for name in EXPECTED} == EXPECTED


def test_a_bomb_of_glyphs_is_stopped(tmp_path: Path) -> None:
    """74 kB of PDF that draw twelve million letters."""
    with Workers(Setup("fast", limits=Limits(seconds=300, megabytes=600))) as small:
        found = outcomes(small, [("glyph-bomb.pdf", hostile.crafted("pdf")["glyph-bomb.pdf"])], tmp_path)
    assert found == {"glyph-bomb.pdf": "memory"}


def test_markdown_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with Workers(Setup("fast", limits=Limits(seconds=0.3))) as impatient:
        found = outcomes(impatient, [("a.md", b"- " * 1_000_000)], tmp_path)
    assert found == {"a.md": "timeout"}


@pytest.mark.long
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_truncated_at_every_kilobyte(pool: Workers, suffix: str, tmp_path: Path) -> None:
    assert not STOPPED & set(outcomes(pool, hostile.truncated(suffix), tmp_path).values())


@pytest.mark.long
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_five_hundred_mutations(pool: Workers, suffix: str, tmp_path: Path) -> None:
    found = Counter(outcomes(pool, hostile.mutated(suffix, 500), tmp_path).values())
    assert not STOPPED & found.keys()


@pytest.mark.long
@pytest.mark.parametrize("kind", ["html", "text"])
def test_crafted_pages_and_texts(pool: Workers, kind: str, tmp_path: Path) -> None:
    outcomes(pool, hostile.crafted(kind).items(), tmp_path)


@pytest.mark.long
def test_memory_is_flat_over_a_thousand_pages(tmp_path: Path) -> None:
    """One worker reads PDF after PDF; after the first hundred pages it grows no more."""
    data = render_pdf(read((hostile.LONG * 6).encode(), name="a.txt"), head="Harbor")
    with Workers(Setup(limits=Limits(seconds=300))) as pool:
        pages, early, late = 0, 0, 0
        while pages < 1_000:
            result = next(pool.read([data]))
            assert isinstance(result, LicenseRecord) and result.document.pages
            pages += result.document.pages
            late = _resident()
            early = early if early or pages < 100 else late
    assert late <= early * 1.05


@pytest.mark.long
def test_five_hundred_pages_fit_into_400_megabytes() -> None:
    license_text = "".join(hostile.LICENSE.replace("Harbor", f"Harbor {n}") for n in range(1_900))
    data = render_pdf(read(license_text.encode(), name="a.txt"), head="Harbor")
    with Workers(Setup(limits=Limits(seconds=600, max_pages=600))) as pool:
        result = next(pool.read([data]))
        assert isinstance(result, LicenseRecord) and (result.document.pages or 0) >= 500
        assert _resident(peak=True) < 400_000_000


def _resident(*, peak: bool = False) -> int:
    """The resident bytes of the one worker there is, now or at most."""
    (worker,) = (child for child in psutil.Process().children() if "extractor.worker" in child.cmdline())
    if not peak:
        return worker.memory_info().rss
    status = Path(f"/proc/{worker.pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1_024
