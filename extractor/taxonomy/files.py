"""Reading of the taxonomy's TOML files, with errors that name the file and the field."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from extractor.errors import TaxonomyError


def read_folder(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields ``(stem, parsed TOML)`` for each file of ``taxonomy/<folder>/``, sorted by name.

    Raises:
        TaxonomyError: a file is not valid TOML, or the folder has no files.
    """
    root = files("extractor.taxonomy") / folder
    found = sorted((entry for entry in root.iterdir() if entry.name.endswith(".toml")), key=lambda e: e.name)
    if not found:
        raise TaxonomyError("no rule files", source=f"taxonomy/{folder}", hint="Reinstall the package.")
    for entry in found:
        try:
            yield entry.name.removesuffix(".toml"), tomllib.loads(entry.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise TaxonomyError(
                f"not valid TOML: {error}", source=f"taxonomy/{folder}/{entry.name}", hint="Correct the file."
            ) from error


def require(table: dict[str, Any], key: str, kind: type, *, source: str) -> Any:
    """The value of ``key``, checked for its type.

    Raises:
        TaxonomyError: it is missing or of another type.
    """
    value = table.get(key)
    if not isinstance(value, kind):
        raise TaxonomyError(
            f"`{key}` must be a {kind.__name__}, not {value!r}", source=source, hint="Correct the file."
        )
    return value
