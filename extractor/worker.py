"""The process that reads untrusted documents: ``python -m extractor.worker``, started by ``extractor.isolation``.

It speaks frames on its standard input and output: a setup, then one request after another, each answered with a
record or a failure. It ends when its input does.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING

from extractor.errors import ExtractorError, SourceError
from extractor.isolation import Setup
from extractor.isolation.frames import FAILURE, PICTURES, READY, RECORD, REFUSED, SHORT_OF_MEMORY, pack, receive, send

if TYPE_CHECKING:
    from extractor.ingest import Limits
    from extractor.pipeline import Extractor

_GRACE = 5.0
_MEGABYTE = 1_000_000


def main() -> None:
    """Answers requests until there are no more."""
    requests, answers = _private_streams()
    try:
        setup = Setup.from_json(receive(requests))
        reader = _load(setup)
        send(answers, READY)
        _bound_memory(setup.limits.megabytes)
        while True:
            # The supervisor keeps the clock; this one, which needs no interpreter to run, is for when it is gone.
            faulthandler.cancel_dump_traceback_later()
            request = json.loads(receive(requests))
            source = Path(request["path"]) if "path" in request else receive(requests)
            faulthandler.dump_traceback_later(setup.limits.seconds + _GRACE, exit=True)
            send(answers, _answer(reader, source, request, setup.limits))
    except EOFError:
        return
    except MemoryError:
        # What else is in a process that ran out of memory is not to be trusted: it is replaced.
        _bound_memory(None)
        send(answers, SHORT_OF_MEMORY)
    except ExtractorError as error:  # of the installation: the supervisor has to hear of it
        send(answers, _refusal(error.message, error.source, error.hint))
    except Exception as error:
        send(answers, _refusal(f"{type(error).__name__}: {error}", "", "Reinstall the package."))


def _answer(reader: Extractor, source: Path | bytes, request: Mapping[str, str], limits: Limits) -> bytes:
    from extractor.record import LicenseRecord

    if request["want"] == PICTURES.decode():
        return _pictures(source, request, limits)
    result = reader.attempt(source, name=request.get("name"), label=request["label"])
    return (RECORD if isinstance(result, LicenseRecord) else FAILURE) + result.model_dump_json().encode()


def _pictures(source: Path | bytes, request: Mapping[str, str], limits: Limits) -> bytes:
    from extractor.ingest.page_pictures import page_pictures
    from extractor.record import Failure

    try:
        return PICTURES + pack(page_pictures(source, name=request.get("name", ""), limits=limits))
    except SourceError as error:
        return FAILURE + Failure.of(error, request["label"]).model_dump_json().encode()


def _refusal(message: str, source: str, hint: str) -> bytes:
    return REFUSED + json.dumps({"message": message, "source": source, "hint": hint}).encode()


def _load(setup: Setup) -> Extractor:
    from extractor.pipeline import Extractor

    return Extractor.load(setup.mode, folder=setup.folder, limits=setup.limits)


def _private_streams() -> tuple[IO[bytes], IO[bytes]]:
    """The streams of the supervisor; whatever a library reads or prints goes elsewhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    return requests, answers


def _bound_memory(megabytes: int | None) -> None:
    """Bounds the memory that can be written to, where the system can; None takes the bound away."""
    if sys.platform == "win32":
        return
    import resource

    # Linux counts under DATA what can be written to, and not the address space that libraries only reserve.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    soft = hard if megabytes is None else megabytes * _MEGABYTE
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
    # The core of a crashed process is as large as its memory, and holds the document.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
