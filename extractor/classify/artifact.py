"""The trained model on disk: arrays, a vocabulary and a page of JSON; nothing in it is executed."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from extractor.classify.weights import Weights
from extractor.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

FORMAT = 4
Mode = Literal["fast", "full"]
"""``fast``: cues and linear model. ``full``: the encoder speaks as well."""
ARRAYS, VOCABULARY, HEAD = "model.npz", "vocabulary.txt", "model.json"
NETWORK, TOKENIZER = "encoder.onnx", "tokenizer.json"
_HINT = "Train it with `python -m models.train`, or reinstall the package."


@dataclass(frozen=True, slots=True)
class Reading:
    """How scores become labels; the encoder's weight is 0 in the fast mode."""

    weights: Weights
    thresholds: Mapping[str, float]
    """From this probability on a clause carries the label."""
    review: Mapping[str, float]
    """Under this probability a person should look at a label that the clause carries."""


@dataclass(frozen=True, slots=True)
class Model:
    """Two linear models that share their features, and how their scores are read.

    The ``first`` sees the clause and its surroundings. The ``second`` also sees what the first says about the lead-in
    (``parent``) and, on average, about the items that a lead-in has (``children``), and gives the scores. Matrices have
    a row a feature and a column a label.
    """

    labels: tuple[str, ...]
    vocabulary: tuple[str, ...]
    idf: Array
    first: Array
    first_bias: Array
    second: Array
    second_bias: Array
    parent: Array
    children: Array
    fast: Reading
    full: Reading | None
    """None where no encoder was at hand in training."""
    versions: Mapping[str, str]
    """The libraries that trained it."""


def default_folder() -> Path:
    """Where the shipped model lies: inside an installed package, beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "artifact"
    return inside if inside.is_dir() else package.parent / "models" / "artifact"


def write_model(model: Model, folder: Path) -> None:
    """Writes the files of ``model``: the same model gives the same bytes."""
    import numpy as np

    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / ARRAYS, **{name: getattr(model, name).astype(np.float16) for name in _MATRICES})
    (folder / VOCABULARY).write_text("\n".join(model.vocabulary) + "\n", encoding="utf-8", newline="\n")
    head = {
        "format": FORMAT,
        "labels": list(model.labels),
        "fast": _written(model.fast),
        "full": _written(model.full) if model.full else None,
        "versions": dict(model.versions),
        "files": {
            name: _checksum((folder / name).read_bytes()) for name in (*_LINEAR, *(_ENCODER if model.full else ()))
        },
    }
    (folder / HEAD).write_text(json.dumps(head, indent=1) + "\n", encoding="utf-8", newline="\n")


def read_model(folder: Path, mode: Mode) -> tuple[Model, str]:
    """The model in ``folder``, and its id: the mode and a short hash over its files.

    Raises:
        ModelError: a file is missing, damaged or of another format, or the model has no such mode.
    """
    try:
        raw = (folder / HEAD).read_bytes()
        head: dict[str, Any] = json.loads(raw)
        for name in (*_LINEAR, *(_ENCODER if mode == "full" else ())):
            if _checksum((folder / name).read_bytes()) != head["files"][name]:
                raise ModelError("the file is damaged: its checksum differs", source=str(folder / name), hint=_HINT)
        if head["format"] != FORMAT:
            raise ModelError(f"format {head['format']} is not {FORMAT}", source=str(folder / HEAD), hint=_HINT)
        model = _model(folder, head)
    except FileNotFoundError as error:
        raise ModelError("the trained model is missing", source=str(error.filename), hint=_HINT) from error
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise ModelError(f"the trained model is damaged: {error!r}", source=str(folder), hint=_HINT) from error
    if mode == "full" and model.full is None:
        raise ModelError("this model has no encoder", source=str(folder), hint="Use the fast model.")
    return model, f"{mode}-{_checksum(raw)[:12]}"


_LINEAR = (ARRAYS, VOCABULARY)
_ENCODER = (NETWORK, TOKENIZER)
_MATRICES = ("idf", "first", "first_bias", "second", "second_bias", "parent", "children")


def _model(folder: Path, head: dict[str, Any]) -> Model:
    import numpy as np

    vocabulary = tuple((folder / VOCABULARY).read_text(encoding="utf-8").split("\n")[:-1])
    with np.load(folder / ARRAYS, allow_pickle=False) as arrays:
        matrices = {name: arrays[name].astype(np.float32) for name in _MATRICES}
    columns = len(head["labels"])
    if any(matrices[name].shape != (len(vocabulary), columns) for name in ("first", "second")):
        raise ValueError("the arrays do not fit the vocabulary")
    return Model(
        labels=tuple(head["labels"]),
        vocabulary=vocabulary,
        fast=_reading(head["fast"]),
        full=_reading(head["full"]) if head["full"] else None,
        versions=dict(head["versions"]),
        **matrices,
    )


def _reading(written: dict[str, Any]) -> Reading:
    return Reading(**{**written, "weights": Weights(**written["weights"])})


def _written(reading: Reading) -> dict[str, Any]:
    return {
        "weights": {name: round(value, 6) for name, value in asdict(reading.weights).items()},
        **{
            part: {name: round(value, 3) for name, value in getattr(reading, part).items()}
            for part in ("thresholds", "review")
        },
    }


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
