"""A worker that does what a document tells it: the misbehaviors that its supervisor must survive."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from extractor import worker
from extractor.errors import ModelError
from extractor.isolation import Setup
from extractor.record import Failure

COMMAND = (sys.executable, "-P", __file__)


class Obedient:
    """Answers each document with a failure that names the process; no model, no reading."""

    def attempt(self, source: Path | bytes, *, name: str | None, label: str) -> Failure:
        order, _, rest = (source if isinstance(source, bytes) else source.read_bytes()).decode().partition(" ")
        match order:
            case "sleep":
                time.sleep(float(rest))
            case "hang":
                # In C, with the interpreter's lock held: no signal handler and no thread of Python's would run.
                ctypes.PyDLL(None).sleep(1000)
            case "hang-with-child":
                child = subprocess.Popen(["sleep", "1000"])
                Path(rest).write_text(str(child.pid))
                time.sleep(1000)
            case "crash":
                ctypes.string_at(0)
            case "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            case "abort-full":
                eaten = []
                with contextlib.suppress(MemoryError):
                    while True:
                        eaten.append(bytearray(10_000_000))
                os.abort()
            case "exit":
                os._exit(7)
            case "eat":
                eaten = []
                while True:
                    eaten.append(bytearray(10_000_000))
            case "print":
                sys.stdout.write("noise" * 100_000)
                sys.stdout.flush()
                os.write(1, b"noise")
            case "damaged":
                raise ModelError("the model is damaged", source="model.npz", hint="Reinstall it.")
        return Failure(source=label, kind="pid", message=str(os.getpid()), hint=name or "")


def load(setup: Setup) -> Obedient:
    """What stands in for the extractor."""
    if setup.mode == "fast":
        raise ModelError("the model is missing", source="model.npz", hint="Reinstall it.")
    return Obedient()


if __name__ == "__main__":
    worker._load = load
    worker.main()
