"""What encoders say of clauses that they did not learn from, kept so that training the head needs no PyTorch."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Logits = NDArray[np.float32]
FILE = "encoder_scores.npz"


def key_of(context: str, text: str) -> bytes:
    """Sixteen bytes that name a clause by what the encoder reads of it."""
    return hashlib.sha256(f"{context}\0{text}".encode()).digest()[:16]


def write_scores(path: Path, scores: Mapping[bytes, Logits]) -> None:
    """Writes the logits by clause: the same scores give the same bytes."""
    names = sorted(scores)
    np.savez_compressed(
        path,
        clauses=np.frombuffer(b"".join(names), dtype=np.uint8).reshape(len(names), 16),
        logits=np.stack([scores[name] for name in names]).astype(np.float16),
    )


def read_scores(path: Path) -> dict[bytes, Logits]:
    """The logits by clause; none where there is no such file.

    Raises:
        SystemExit: the file is damaged.
    """
    if not path.exists():
        return {}
    try:
        with np.load(path, allow_pickle=False) as arrays:
            names: Iterable[bytes] = (row.tobytes() for row in arrays["clauses"])
            return dict(zip(names, arrays["logits"].astype(np.float32), strict=True))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise SystemExit(f"error: {path} is damaged: {error}\nhint: `make train-encoder` writes it anew") from error
