"""Records into files and folders."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extractor.errors import UsageError
from extractor.export import WRITERS
from extractor.record import LicenseRecord


def write_folder(records: Iterable[LicenseRecord], folder: Path, form: str) -> None:
    """Writes ``<stem>.json`` (or what the format is called) for each record; a stem that was used gets a number."""
    writer = WRITERS[form]
    used: set[str] = set()
    for record in records:
        stem = Path(record.document.name).stem or "document"
        name, n = stem, 1
        while name.casefold() in used:
            n += 1
            name = f"{stem}-{n}"
        used.add(name.casefold())
        (folder / f"{name}{writer.suffix}").write_bytes(b"".join(writer.write([record])))


def write_file(records: Iterable[LicenseRecord], path: Path, form: str) -> None:
    """Writes the records into one file."""
    make_folder(path.parent)
    with path.open("wb") as stream:
        stream.writelines(WRITERS[form].write(records))


def make_folder(folder: Path) -> None:
    """Makes the folder and those above it.

    Raises:
        UsageError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"cannot write to {folder}: {error.strerror}", hint="Name a folder that can be made."
        ) from error
