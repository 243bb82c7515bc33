"""Hostile files, read as the command line reads them: each ends in a record with text or in a reasoned failure.

The marker ``long`` holds the full sets (``pytest -m long``, some twenty minutes); every run reads a part of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from evaluation.hostile import CRAFTED, LIMITS, SUFFIXES, outcomes, peak_of_long_pdf, resident_over
from extractor import LicenseRecord, Limits
from extractor.isolation import Setup, Workers
from tests.hostile import mutated, truncated
from tests.hostile_pdf import pdfs

pytestmark = pytest.mark.skipif(os.name != "posix", reason="memory and process groups are those of POSIX")

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
    "dots.png": "limit",
    "claims.bmp": "limit",
    "pages.tif": "limit",
    "text-bomb.png": "corrupt",
    "xxe.html": "record",
    "files.rst": "record",
    "self-substitution.rst": "record",
}
SLOW = {
    "chained-styles.docx",
    "glyph-bomb.pdf",
    "long-numbers.docx",
    "paragraphs.docx",
    "runs.docx",
    "substitutions.rst",
}


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    with Workers(Setup("fast", limits=LIMITS)) as pool:
        yield pool


def kinds(pool: Workers, files: Iterable[tuple[str, bytes]], folder: Path) -> dict[str, str]:
    """What became of each file, ``"record"`` or a kind of failure; checks what holds for all."""
    found = {}
    for outcome in outcomes(pool, files, folder):
        name, result = outcome.name, outcome.result
        # The clock leaves out that a new worker loads the models first.
        assert outcome.seconds < LIMITS.seconds + 300, f"{name} hung"
        if isinstance(result, LicenseRecord):
            assert result.clauses and result.document.text.strip(), f"{name}: an empty record"
            assert "root:" not in result.document.text, f"{name} read a file of this machine"
        else:
            assert result.kind in TRUTHFUL | STOPPED, f"{name}: {result}"
            assert result.message and result.hint and result.source == str(folder / name)
        found[name] = outcome.kind
    return found


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_truncated(pool: Workers, suffix: str, tmp_path: Path) -> None:
    found = kinds(pool, truncated(suffix, 5_000 if suffix in ("pdf", "docx") else 1_000), tmp_path)
    assert not STOPPED & set(found.values())
    if suffix == "docx":
        assert set(found.values()) == {"corrupt"}, "the directory of an archive is at its end"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_mutated(pool: Workers, suffix: str, tmp_path: Path) -> None:
    found = kinds(pool, mutated(suffix, 12), tmp_path)
    assert not STOPPED & set(found.values())


def test_crafted(pool: Workers, tmp_path: Path) -> None:
    found = kinds(pool, _quick(), tmp_path)
    assert not STOPPED & set(found.values())
    assert {name: found[name] for name in EXPECTED} == EXPECTED


def _quick() -> Iterator[tuple[str, bytes]]:
    """Yields what harms by a trick rather than by its length."""
    for kind, make in CRAFTED.items():
        for name, data in make().items():
            if name not in SLOW and (kind in ("PDF", "Word", "pictures") or len(data) < 5_000):
                yield name, data


def test_a_bomb_of_glyphs_is_stopped(tmp_path: Path) -> None:
    """74 kB of PDF that draw twelve million letters."""
    with Workers(Setup("fast", limits=Limits(seconds=300, megabytes=600))) as small:
        found = kinds(small, [("glyph-bomb.pdf", pdfs()["glyph-bomb.pdf"])], tmp_path)
    assert found == {"glyph-bomb.pdf": "memory"}


def test_what_never_ends_is_stopped(tmp_path: Path) -> None:
    with Workers(Setup("fast", limits=Limits(seconds=4))) as impatient:
        found = kinds(impatient, [("a.md", b"- a\n" * 1_000_000)], tmp_path)
    assert found == {"a.md": "timeout"}


@pytest.mark.long
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_truncated_at_every_kilobyte(pool: Workers, suffix: str, tmp_path: Path) -> None:
    assert not STOPPED & set(kinds(pool, truncated(suffix), tmp_path).values())


@pytest.mark.long
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_five_hundred_mutations(pool: Workers, suffix: str, tmp_path: Path) -> None:
    assert not STOPPED & set(kinds(pool, mutated(suffix, 500), tmp_path).values())


@pytest.mark.long
@pytest.mark.parametrize("make", [pytest.param(make, id=kind) for kind, make in CRAFTED.items()])
def test_all_crafted(pool: Workers, make: Callable[[], Mapping[str, bytes]], tmp_path: Path) -> None:
    kinds(pool, make().items(), tmp_path)


@pytest.mark.long
def test_memory_is_flat_over_a_thousand_pages() -> None:
    early, late = resident_over(1_000)
    assert late <= early * 1.05


@pytest.mark.long
def test_five_hundred_pages_fit_into_400_megabytes() -> None:
    pages, peak = peak_of_long_pdf()
    assert pages >= 500 and peak < 400_000_000
