"""Records into files and folders."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extractor.errors import UsageError
from extractor.export.writer import Writer
from extractor.record import LicenseRecord
from extractor.types import Source


def write_folder(records: Iterable[LicenseRecord], folder: Path, writer: Writer) -> None:
    """Writes ``<stem>.json`` (or the suffix of the format) for each record; a stem that was used gets a number."""
    used: set[str] = set()
    for record in records:
        stem = Path(record.document.name).stem or "document"
        name, n = stem, 1
        while name.casefold() in used:
            n += 1
            name = f"{stem}-{n}"
        used.add(name.casefold())
        (folder / f"{name}{writer.suffix}").write_bytes(b"".join(writer.write([record])))


def write_file(records: Iterable[LicenseRecord], path: Path, writer: Writer) -> None:
    """Writes the records into one file."""
    make_folder(path.parent)
    chunks = writer.write(records)
    with path.open("wb") as stream:
        stream.writelines(chunks)


def spare(sources: Iterable[Source], output: Path, writer: Writer) -> None:
    """Makes sure that writing to the folder or file ``output`` overwrites no source.

    Raises:
        UsageError: it would.
    """
    for source in sources:
        if isinstance(source, bytes):
            continue
        written = output / f"{Path(source).stem}{writer.suffix}" if output.is_dir() else output
        if written.exists() and written.samefile(source):
            raise UsageError(f"{written} would be overwritten, and it is read", hint="Name another folder or file.")


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
