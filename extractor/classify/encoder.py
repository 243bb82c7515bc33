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
        # One thread: clauses are short, and a second one gains a third on an idle machine and loses more on a busy one.
        options.intra_op_num_threads = 1
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
        # The published tokenizer pads every text to 128 tokens.
        self._tokenizer.no_padding()
        self._width: int = self._session.get_outputs()[0].shape[1]

    def logits(self, clauses: Sequence[Clause], by_id: Mapping[str, Clause]) -> NDArray[np.float32]:
        """Logits of ``clauses``: a row a clause and a column a label."""
        import numpy as np

        rows = np.empty((len(clauses), self._width), dtype=np.float32)
        for index, clause in enumerate(clauses):
            # One at a time: 8-bit arithmetic scales by the largest value in a batch, so that a clause's score would
            # depend on its neighbors; and with nothing padded it is faster than any batch on one and on two cores.
            encoded = self._tokenizer.encode(context_of(clause, by_id), clause.text)
            inputs = {
                "input_ids": encoded.ids,
                "attention_mask": encoded.attention_mask,
                "token_type_ids": encoded.type_ids,
            }
            arrays = {name: np.array([value], dtype=np.int64) for name, value in inputs.items()}
            rows[index] = self._session.run(None, arrays)[0][0]
        return rows
