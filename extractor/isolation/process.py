"""One process that reads documents, and the clock that ends it."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import CrashError, InstallationError, MemoryLimitError, SourceError, TimeLimitError
from extractor.ingest.limits import Limits, hint_to_raise
from extractor.isolation.frames import FAILURE, READY, RECORD, SHORT_OF_MEMORY, receive, send
from extractor.isolation.setup import Setup
from extractor.types import Source

if TYPE_CHECKING:
    from extractor.record import Failure, LicenseRecord

# Half a second does; a machine that is short of processors can take a hundred times as long.
_STARTING_SECONDS = 300.0
_DYING_SECONDS = 5.0
_DAMAGED_HINT = "Damaged files can do that: save it anew. If it is very large, raise --memory or Limits.megabytes."
MAXRSS_BYTES = 1 if sys.platform == "darwin" else 1024
_POSIX = os.name == "posix"


class WorkerProcess:
    """One process, and the clock that ends it."""

    def __init__(self, setup: Setup, command: Sequence[str]) -> None:
        self._limits = setup.limits
        self._late = False
        self._peak = 0
        """The most memory that it used, in bytes; known when it is gone."""
        self._peak_before = 0
        """The same before the first document; the system starts to count with what its caller used."""
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
            self._wait()
            for pipe in (self._requests, self._answers):
                with suppress(OSError):
                    pipe.close()

    def _wait(self, seconds: float = math.inf) -> None:
        """Waits until the process is gone, or so many seconds; notes how much memory it used."""
        if not _POSIX:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(None if seconds == math.inf else seconds)
            return
        end = time.monotonic() + seconds
        while self._process.returncode is None and time.monotonic() < end:
            # Popen.wait() would not tell what the process used.
            pid, status, usage = os.wait4(self._process.pid, os.WNOHANG)
            if pid:
                self._process.returncode = os.waitstatus_to_exitcode(status)
                self._peak = usage.ru_maxrss * MAXRSS_BYTES
            else:
                time.sleep(0.005)

    def read(self, source: Source) -> LicenseRecord | Failure:
        """What the process makes of ``source``.

        Raises:
            SourceError: it took too long or too much memory, or it crashed the process, which has ended then.
            InstallationError: the process cannot load the model or the taxonomy.
        """
        from extractor.record import Failure, LicenseRecord

        if not self._ready:
            self._await_ready()
        answer = self._ask(self._limits.seconds, *_request(source, self._limits))
        if answer is None:
            raise self._death()
        kind, body = answer[:1], answer[1:]
        if kind in (RECORD, FAILURE):
            try:
                return (LicenseRecord if kind == RECORD else Failure).model_validate_json(body)
            except ValueError as error:
                self.end()
                raise CrashError("what came back is no record", hint=_DAMAGED_HINT) from error
        self.end()
        raise self._short_of_memory() if kind == SHORT_OF_MEMORY else _refused(body)

    def _await_ready(self) -> None:
        answer = self._ask(_STARTING_SECONDS)
        if answer is not None and answer[:1] == READY:
            self._ready = True
            self._peak_before = int(answer[1:])
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
        clock = threading.Timer(seconds, self._expire)
        clock.daemon = True
        clock.start()
        try:
            for frame in frames:
                send(self._requests, frame)
            return receive(self._answers)
        except (OSError, EOFError, ValueError):  # ValueError: closed
            return None
        finally:
            clock.cancel()

    def _expire(self) -> None:
        self._late = True
        self.end()

    def _death(self) -> SourceError:
        with self._ending:
            # Its output ends a moment before it does; killed in between, it would not tell of what it died.
            self._wait(_DYING_SECONDS)
        self.end()
        code = self._process.returncode
        if self._late:
            return TimeLimitError(
                f"reading it took longer than the limit seconds = {self._limits.seconds:g}",
                hint=hint_to_raise("seconds"),
            )
        # A library that gets no memory aborts or writes to address 0; the system kills when it has none left.
        bound = max(self._peak_before, self._limits.megabytes * 1_000_000 / 2)
        if self._peak > bound or code == -getattr(signal, "SIGKILL", 9):
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


def _refused(body: bytes) -> InstallationError:
    problem = json.loads(body)
    return InstallationError(problem["message"], source=problem["source"], hint=problem["hint"])


def _request(source: Source, limits: Limits) -> tuple[bytes, ...]:
    """The frames that ask for ``source``: its name and, where the worker cannot open it, its bytes."""
    if isinstance(source, bytes):
        return json.dumps({"label": label_of(source)}).encode(), source
    path = Path(source)
    request = {"label": label_of(source), "name": path.name}
    if path.is_fifo() or path.is_char_device():
        # A pipe of ours is not open in the worker, and has no end that could be asked for.
        with suppress(OSError), path.open("rb") as stream:
            return json.dumps(request).encode(), stream.read(limits.max_bytes + 1)
    return (json.dumps(request | {"path": str(path.absolute())}).encode(),)


def label_of(source: Source) -> str:
    """What a source is called in a failure."""
    return "<bytes>" if isinstance(source, bytes) else str(source)
