"""One process that reads documents, and the clock that ends it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from extractor.errors import CrashError, InstallationError, MemoryLimitError, SourceError, TimeLimitError
from extractor.ingest.limits import Limits, hint_to_raise
from extractor.isolation.frames import FAILURE, PICTURES, READY, RECORD, SHORT_OF_MEMORY, receive, send, unpack
from extractor.isolation.setup import Setup
from extractor.types import PagePicture, Source

if TYPE_CHECKING:
    from extractor.record import Failure, LicenseRecord

# Half a second does; a machine that is short of processors can take a hundred times as long.
_STARTING_SECONDS = 300.0
_DYING_SECONDS = 5.0
_DAMAGED_HINT = "Damaged files can do that: save it anew. If it is very large, raise --memory or Limits.megabytes."
# How often the clock looks at the process, in seconds.
_LOOK = 0.02
# What grows asks for twice the room that it fills, and fills it meanwhile: where memory is refused, so large a share
# of the bound may be all that was used.
_REFUSED = 1 / 3
_POSIX = os.name == "posix"

_T = TypeVar("_T")


class WorkerProcess:
    """One process, and the clock that ends it."""

    def __init__(self, setup: Setup, command: Sequence[str]) -> None:
        self._limits = setup.limits
        self._late = False
        self._most = 0
        """The most memory that it was seen to use since it was last asked, in bytes."""
        self._ready = False
        self._ended = False
        self._ending = threading.Lock()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)},
            # A group of its own, so that what it starts ends with it, and Ctrl-C comes to us alone.
            process_group=0 if _POSIX else None,
        )
        assert self._process.stdin and self._process.stdout
        self._requests, self._answers = self._process.stdin, self._process.stdout
        with suppress(OSError):  # one that died at once is found out when it is asked
            send(self._requests, setup.to_json())

    def is_alive(self) -> bool:
        """Whether it can be given a document."""
        return not self._ended and self._process.poll() is None

    def end(self) -> None:
        """Ends the process and all that it started, and waits until it is gone."""
        with self._ending:
            if self._ended:
                return
            self._ended = True
            if _POSIX:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
            self._process.wait()
            for pipe in (self._requests, self._answers):
                with suppress(OSError):
                    pipe.close()

    def read(self, source: Source) -> LicenseRecord | Failure:
        """What the process makes of ``source``.

        Raises:
            SourceError: it took too long or too much memory, or it crashed the process, which has ended then.
            InstallationError: the process cannot load the model or the taxonomy.
        """
        from extractor.record import LicenseRecord

        return self._result(source, RECORD, LicenseRecord.model_validate_json)

    def pictures(self, source: Source) -> tuple[PagePicture, ...] | Failure:
        """The pages of ``source`` where it is a PDF; none of another document.

        Raises:
            SourceError, InstallationError: as in ``read``.
        """
        return self._result(source, PICTURES, unpack)

    def _result(self, source: Source, wanted: bytes, parse: Callable[[bytes], _T]) -> _T | Failure:
        from extractor.record import Failure

        if not self._ready:
            self._await_ready()
        answer = self._ask(self._limits.seconds, *_request(source, wanted, self._limits))
        if answer is None:
            raise self._death()
        kind, body = answer[:1], answer[1:]
        if kind in (wanted, FAILURE):
            try:
                return parse(body) if kind == wanted else Failure.model_validate_json(body)
            except ValueError as error:
                self.end()
                raise CrashError("what came back is not what was asked for", hint=_DAMAGED_HINT) from error
        self.end()
        raise self._short_of_memory() if kind == SHORT_OF_MEMORY else _refused(body)

    def _await_ready(self) -> None:
        answer = self._ask(_STARTING_SECONDS)
        if answer is not None and answer[:1] == READY:
            self._ready = True
            return
        self.end()
        if answer is not None:
            raise _refused(answer[1:])
        raise InstallationError(
            f"the process that reads documents did not start (exit code {self._process.returncode})",
            hint="`python -m extractor.worker < /dev/null` shows why.",
        )

    def _ask(self, seconds: float, *frames: bytes) -> bytes | None:
        """The answer to ``frames``, None where the process ended before it came, of itself or by the clock."""
        answered = threading.Event()
        threading.Thread(target=self._watch, args=(seconds, answered), daemon=True).start()
        try:
            for frame in frames:
                send(self._requests, frame)
            return receive(self._answers)
        except (OSError, EOFError, ValueError):  # ValueError: closed
            return None
        finally:
            answered.set()

    def _watch(self, seconds: float, answered: threading.Event) -> None:
        """Notes how much memory the process uses, and ends it when its time is over."""
        end = time.monotonic() + seconds
        self._most = 0
        while not answered.wait(max(0.0, min(_LOOK, end - time.monotonic()))):
            self._most = max(self._most, _resident(self._process.pid))
            if time.monotonic() >= end:
                self._late = True
                self.end()
                return

    def _death(self) -> SourceError:
        # Its output ends a moment before it does; killed in between, it would not tell of what it died.
        with self._ending, suppress(subprocess.TimeoutExpired):
            self._process.wait(_DYING_SECONDS)
        self.end()
        code = self._process.returncode
        if self._late:
            return TimeLimitError(
                f"reading it took longer than the limit seconds = {self._limits.seconds:g}",
                hint=hint_to_raise("seconds"),
            )
        # A library that gets no memory aborts or writes to address 0; the system kills when it has none left.
        if self._most > _REFUSED * self._limits.megabytes * 1_000_000 or code == -getattr(signal, "SIGKILL", 9):
            return self._short_of_memory()
        cause = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return CrashError(
            f"reading it ended the process that read it ({cause})",
            hint=_DAMAGED_HINT,
        )

    def _short_of_memory(self) -> MemoryLimitError:
        return MemoryLimitError(
            f"reading it took more memory than the limit megabytes = {self._limits.megabytes:,}",
            hint=hint_to_raise("megabytes"),
        )


def _resident(pid: int) -> int:
    """The bytes of memory that a process uses now; 0 where the system bounds none, and does not tell.

    What it has used at most, the system tells too, but counts in what the process had used that started it.
    """
    if sys.platform != "linux":
        return 0
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # it is gone
        return 0


def _refused(body: bytes) -> InstallationError:
    problem = json.loads(body)
    return InstallationError(problem["message"], source=problem["source"], hint=problem["hint"])


def _request(source: Source, wanted: bytes, limits: Limits) -> tuple[bytes, ...]:
    """The frames that ask for what is ``wanted`` of a source: its name or, if the worker cannot open it, its bytes."""
    request = {"want": wanted.decode(), "label": label_of(source)}
    if isinstance(source, bytes):
        return json.dumps(request).encode(), source
    path = Path(source)
    request["name"] = path.name
    if path.is_fifo() or path.is_char_device():
        # A pipe of ours is not open in the worker, and has no end that could be asked for.
        with suppress(OSError), path.open("rb") as stream:
            return json.dumps(request).encode(), stream.read(limits.max_bytes + 1)
    return (json.dumps(request | {"path": str(path.absolute())}).encode(),)


def label_of(source: Source) -> str:
    """What a source is called in a failure."""
    return "<bytes>" if isinstance(source, bytes) else str(source)
