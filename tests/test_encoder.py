"""The encoder: asked only in doubt, named in the record, and never left out in silence."""

from __future__ import annotations

import builtins
import shutil
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extractor import Extractor
from extractor.classify import Labeller
from extractor.classify.artifact import NETWORK, TOKENIZER, default_folder
from extractor.classify.choose import in_doubt
from extractor.classify.encoder import Encoder
from extractor.errors import ModelError
from extractor.segment.link import Segment, link
from extractor.types import Block, Clause, Document, Line

LICENSE = b"1. Whoever borrows the tapes keeps them under lock.\n\n2. Nothing may be earned with the tapes.\n"


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        ([0.95, 0.02, 0.1], False),  # one label sure, the others out of the question
        ([0.95, 0.4, 0.1], True),  # a second label may be there
        ([0.1, 0.05, 0.0], True),  # nothing fits
        ([0.6, 0.05, 0.0], True),  # something fits, not surely
    ],
)
def test_what_leaves_the_linear_model_in_doubt(chances: list[float], expected: bool) -> None:
    assert in_doubt(chances) is expected


def test_the_record_says_which_model_spoke() -> None:
    ids = {mode: Extractor.load(mode).extract(LICENSE).producer.model for mode in ("fast", "full")}
    assert ids["fast"].startswith("fast-") and ids["full"].startswith("full-")


def test_the_encoder_reads_only_what_is_in_doubt(monkeypatch: pytest.MonkeyPatch, demo: Path) -> None:
    read: list[Clause] = []
    original = Encoder.logits

    def counted(self: Encoder, clauses: Any, by_id: Any) -> Any:
        read.extend(clauses)
        return original(self, clauses, by_id)

    monkeypatch.setattr(Encoder, "logits", counted)
    record = Extractor.load("full").extract(demo / "lumen-faces.txt")
    content = [clause for clause in record.clauses if clause.labels]
    assert 0 < len(read) < len(content)


def test_a_clause_is_read_alike_in_any_company() -> None:
    clauses = _clauses("Keep it safe.", "Do not sell the tapes, nor lend them, nor copy them. " * 6, "Cite us.")
    encoder = Encoder(default_folder())
    together = encoder.logits(clauses, {})
    for index, clause in enumerate(clauses):
        assert (together[index] == encoder.logits([clause], {})[0]).all()


def test_no_clauses_no_logits() -> None:
    assert len(Encoder(default_folder()).logits([], {})) == 0


@pytest.mark.parametrize("name", [NETWORK, TOKENIZER])
@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_a_broken_encoder_is_an_error_not_a_downgrade(tmp_path: Path, name: str, damage: str) -> None:
    folder = shutil.copytree(default_folder(), tmp_path / "artifact")
    file = folder / name
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(ModelError) as caught:
        Labeller.load(folder, mode="full")
    assert caught.value.hint
    assert Labeller.load(folder, mode="fast"), "the fast model does not need it"


def test_without_its_runtime_the_full_model_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    original = builtins.__import__

    def blocked(name: str, *rest: Any, **more: Any) -> ModuleType:
        if name.split(".")[0] == "onnxruntime":
            raise ImportError("No module named 'onnxruntime'", name="onnxruntime")
        return original(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", blocked)
    with pytest.raises(ModelError, match="needs onnxruntime") as caught:
        Labeller.load(mode="full")
    assert "fast" in caught.value.hint


def _clauses(*texts: Iterable[str] | str) -> tuple[Clause, ...]:
    text = "\n\n".join(str(part) for part in texts)
    starts = [sum(len(str(part)) + 2 for part in texts[:index]) for index in range(len(texts))]
    spans = [(start, start + len(str(part).rstrip())) for start, part in zip(starts, texts, strict=True)]
    blocks = tuple(Block("paragraph", (Line(*span),)) for span in spans)
    document = Document("0" * 64, "a.txt", "text/plain", len(text), "text", text, blocks)
    return link(document, [Segment("clause", *span) for span in spans])
