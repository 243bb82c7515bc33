"""What the fuzzer holds every reader to, on markup thrown together; ``tests/fuzz/readers.py`` looks further."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.readers import check

_DICTIONARY = Path(__file__).parent / "fuzz" / "markup.dict"
MARKUP = [ast.literal_eval(f"b{line}") for line in _DICTIONARY.read_text().splitlines() if line.startswith('"')]
WORDS = [b"The user ", b"may", b"not ", b"a", b"1", b".", b")", b" ", b"    ", b"\n", b"\n\n", b"\t", b"\r", b"\x0c"]
SCRAPS = st.lists(st.sampled_from([*MARKUP, *WORDS]) | st.binary(max_size=4), max_size=40).map(b"".join)


@pytest.mark.parametrize("kind", ["txt", "md", "html", "rst"])
def test_every_reader_keeps_its_promises(kind: str) -> None:
    @settings(max_examples=80, deadline=None)
    @given(SCRAPS)
    def holds(data: bytes) -> None:
        check(data, kind)

    holds()


@pytest.mark.parametrize("kind", ["record.txt", "record.md", "record.html", "record.rst"])
def test_every_record_has_clauses(kind: str) -> None:
    @settings(max_examples=20, deadline=None)
    @given(SCRAPS)
    def holds(data: bytes) -> None:
        check(data, kind)

    holds()


def test_a_broken_promise_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.ingest.repair", list)  # which cleans the text
    with pytest.raises(AssertionError):
        check(b"The user may \xe2\x80\x8b not sell.", "txt")
