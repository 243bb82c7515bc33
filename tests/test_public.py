"""The public door: what `from extractor import …` offers, and what it costs to look at it."""

from __future__ import annotations

import subprocess
import sys

import pytest

import extractor


@pytest.mark.parametrize("name", extractor.__all__)
def test_every_public_name_opens(name: str) -> None:
    assert getattr(extractor, name) is not None


def test_door_and_homes_agree() -> None:
    assert set(extractor.__all__) == set(extractor._HOMES) | {"__version__"}
    assert len(extractor.__all__) <= 15


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Extracter'"):
        extractor.Extracter  # noqa: B018


def test_help_imports_nothing_heavy() -> None:
    """What `extractor --help` must be fast without: the time itself is the benchmark's to measure."""
    script = (
        "import sys; from extractor.cli import run; run(['--help']); "
        "heavy = {'spacy', 'sklearn', 'pandas', 'pydantic', 'pdfplumber', 'numpy', 'rich'} & set(sys.modules); "
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "Usage: extractor" in result.stdout
