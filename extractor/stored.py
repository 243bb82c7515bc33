"""Records that were written before, read back: JSON, JSON Lines, and the failures that ``parse`` wrote beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from glob import has_magic
from pathlib import Path

from pydantic import ValidationError

from extractor.errors import CorruptSourceError, NotFoundError, SourceError, UnsupportedFormatError
from extractor.record import Failure, LicenseRecord

SUFFIXES = (".json", ".jsonl")

_MARK = b'"schema_version"'
_FAILURES = "failures.jsonl"


def find_stored(path: Path) -> list[Path]:
    """The files of records that ``path`` names, sorted: a file by its suffix, a folder to any depth, or a glob.

    In a folder, JSON files of other programs and hidden ones are left out.
    """
    if path.is_dir():
        files = (file for file in sorted(path.rglob("*")) if _is_stored(file))
        return [file for file in files if not _is_hidden(file, path) and _is_ours(file)]
    if path.exists() or not has_magic(str(path)):
        return [path] if _is_stored(path) else []
    anchor = Path(path.anchor)
    return [file for file in sorted(anchor.glob(str(path.relative_to(anchor)))) if _is_stored(file)]


def holds_records(data: bytes) -> bool:
    """Whether ``data`` is meant as records and not as a document."""
    return data.lstrip().startswith(b"{") and _MARK in data


def read_stored(source: Path | bytes, *, name: str = "") -> Iterator[LicenseRecord | Failure]:
    """Yields the records of one file, and as failures those that cannot be read and those that it tells of."""
    label = name or str(source if isinstance(source, Path) else "<bytes>")
    try:
        data = source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        problem = NotFoundError(f"cannot be opened: {error.strerror or error}", hint="Check that it is a file.")
        yield Failure.of(problem, label)
        return
    pieces = _objects(data)
    for n, piece in enumerate(pieces, start=1):
        try:
            yield _read(piece)
        except SourceError as error:
            yield Failure.of(error, label if len(pieces) == 1 else f"{label}, line {n}")


def _objects(data: bytes) -> list[bytes]:
    """The JSON objects of a file: one over many lines, or one a line."""
    lines = [line for line in data.splitlines() if line.strip()]
    try:
        json.loads(lines[0] if lines else b"")
    except (ValueError, RecursionError):
        return [data]
    return lines


def _read(data: bytes) -> LicenseRecord | Failure:
    try:
        if _MARK not in data:
            return Failure.model_validate_json(data)
        return LicenseRecord.model_validate_json(data)
    except ValidationError as error:
        if _MARK not in data:
            raise UnsupportedFormatError(
                "this JSON is no license record", hint="Name a document, or a file that `extractor parse` wrote."
            ) from error
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "record"
        raise CorruptSourceError(
            f"not a valid record: {where}: {first['msg']}", hint="Write it again with `extractor parse`."
        ) from error


def _is_stored(file: Path) -> bool:
    return file.suffix.lower() in SUFFIXES and file.is_file()


def _is_hidden(file: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(root).parts)


def _is_ours(file: Path) -> bool:
    try:
        return file.name == _FAILURES or holds_records(file.read_bytes())
    except OSError:
        return True  # reading it again will say what is wrong
