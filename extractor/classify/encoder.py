"""A small transformer that reads a clause with its heading and lead-in, and gives a logit a label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.classify.artifact import NETWORK, TOKENIZER
from extractor.errors import ModelError
from extractor.types import Clause

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST = 160
"""Tokens read of a clause and its context; nine clauses in ten are shorter than half of it."""
_BATCH = 4
"""Small batches of like length waste the least on padding; larger ones were slower on one and on two cores."""
_LEAD_IN = 200


def context_of(clause: Clause, by_id: Mapping[str, Clause]) -> str:
    """What the encoder reads beside the clause: its heading, and the end of the lead-in that it completes."""
    parent = by_id.get(clause.parent or "")
    heading = clause.heading or ""
    return f"{heading} : {parent.text[-_LEAD_IN:]}" if parent else heading


class Encoder:
    """The network, ready to run on one CPU."""

    def __init__(self, folder: Path) -> None:
        """Reads the network in ``folder``.

        Raises:
            ModelError: onnxruntime or tokenizers is not installed, or a file is missing or damaged.
        """
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise ModelError(
                f"the full model needs {error.name}", hint=f"`pip install {error.name}`, or use the fast model."
            ) from error
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / NETWORK), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        except Exception as error:  # onnxruntime and tokenizers raise bare exceptions of many kinds
            raise ModelError(
                f"the encoder cannot be read: {error}", source=str(folder), hint="Reinstall the package."
            ) from error
        self._tokenizer.enable_truncation(LONGEST)
        # The published tokenizer pads every text to 128 tokens; we pad to the longest of a batch.
        self._tokenizer.no_padding()

    def logits(self, clauses: Sequence[Clause], by_id: Mapping[str, Clause]) -> NDArray[np.float32]:
        """Logits of ``clauses``: a row a clause and a column a label."""
        import numpy as np

        encoded = self._tokenizer.encode_batch([(context_of(clause, by_id), clause.text) for clause in clauses])
        order = sorted(range(len(clauses)), key=lambda i: len(encoded[i].ids))
        rows: list[NDArray[np.float32]] = []
        for at in range(0, len(order), _BATCH):
            batch = [encoded[i] for i in order[at : at + _BATCH]]
            width = max(len(one.ids) for one in batch)
            inputs = {
                "input_ids": np.array([one.ids + [0] * (width - len(one.ids)) for one in batch], dtype=np.int64),
                "attention_mask": np.array(
                    [one.attention_mask + [0] * (width - len(one.ids)) for one in batch], dtype=np.int64
                ),
                "token_type_ids": np.array(
                    [one.type_ids + [0] * (width - len(one.ids)) for one in batch], dtype=np.int64
                ),
            }
            rows.append(self._session.run(None, inputs)[0])
        result = np.empty((len(clauses), rows[0].shape[1] if rows else 0), dtype=np.float32)
        if rows:
            result[order] = np.concatenate(rows)
        return result
