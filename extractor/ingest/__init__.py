"""Sources to documents: ``read`` one, ``find_sources`` in folders.

A format is one ``from_<format>.py`` and one line in ``READERS``.
"""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from extractor.errors import EmptySourceError, NotFoundError, SourceError
from extractor.ingest.detect import SUFFIXES, Format, detect
from extractor.ingest.draft import Draft, assemble
from extractor.ingest.from_docx import read_docx
from extractor.ingest.from_html import read_html
from extractor.ingest.from_image import read_image
from extractor.ingest.from_markdown import read_markdown
from extractor.ingest.from_pdf import read_pdf
from extractor.ingest.from_rst import read_rst
from extractor.ingest.from_text import read_text
from extractor.ingest.limits import Limits
from extractor.ingest.repair import repair
from extractor.types import Document

__all__ = ["READERS", "Limits", "find_sources", "read"]

READERS: Mapping[Format, Callable[[bytes, Limits], Draft]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "html": read_html,
    "markdown": read_markdown,
    "rst": read_rst,
    "text": read_text,
    "image": read_image,
}


def read(source: Path | bytes, *, name: str | None = None, limits: Limits | None = None) -> Document:
    """The document that a file, or the bytes of one, holds.

    ``name`` is what the document is called in the record and in errors, by default the file's name; its
    suffix decides only between formats that the content does not tell apart.

    Raises:
        SourceError: it cannot be read; the subclass says why.
    """
    limits = limits or Limits()
    path = source if isinstance(source, Path) else None
    name = name or (path.name if path else "document")
    try:
        data = source if isinstance(source, bytes) else _bytes_of(source, limits)
        limits.check("max_bytes", len(data))
        draft = READERS[detect(data, name)](data, limits)
        text, blocks = assemble(repair(draft.blocks))
        if not text:
            raise EmptySourceError("there is no text in it", hint="Check that the file was saved completely.")
    except SourceError as error:
        error.source = error.source or str(path or name)
        raise
    return Document(
        id=hashlib.sha256(data).hexdigest(),
        name=name,
        media_type=draft.media_type,
        bytes=len(data),
        method=draft.method,
        text=text,
        blocks=blocks,
        pages=draft.pages,
        warnings=draft.warnings,
        recognized=draft.recognized,
    )


def find_sources(paths: Iterable[str | Path]) -> list[Path]:
    """The files that the paths name, in the paths' order and sorted within each, none twice.

    A file is taken whatever its suffix; a folder (searched to any depth) and a glob give the files whose
    suffix has a reader, hidden ones left out.

    Raises:
        NotFoundError: nothing is there, or a folder holds no license.
    """
    found: dict[Path, None] = {}
    for given in paths:
        found.update(dict.fromkeys(_sources_at(Path(given))))
    return list(found)


def _sources_at(path: Path) -> list[Path]:
    suffixes = ", ".join(SUFFIXES)
    if path.is_dir():
        files = [file for file in sorted(path.rglob("*")) if _is_source(file, path)]
        if not files:
            raise NotFoundError(
                "no license in this folder", source=str(path), hint=f"Files with these suffixes are read: {suffixes}."
            )
        return files
    if path.exists():
        return [path]
    if glob.has_magic(str(path)):
        anchor = Path(path.anchor)
        matches = sorted(anchor.glob(str(path.relative_to(anchor))))
        files = [file for file in matches if file.is_file() and file.suffix.lower() in SUFFIXES]
        if not files:
            raise NotFoundError(
                "nothing matches this pattern",
                source=str(path),
                hint=f"Files with these suffixes are read: {suffixes}.",
            )
        return files
    raise NotFoundError("no such file or folder", source=str(path), hint="Check the path.")


def _is_source(file: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
    return file.suffix.lower() in SUFFIXES and not hidden and file.is_file()


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        # The size is asked first, so that a huge file is refused without being read.
        limits.check("max_bytes", path.stat().st_size)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError("no such file", hint="Check the path.") from error
    except OSError as error:
        raise NotFoundError(
            f"cannot be opened: {error.strerror or error}", hint="Check that it is a readable file."
        ) from error
