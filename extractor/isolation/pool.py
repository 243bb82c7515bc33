"""Several workers, and results in the order of the sources."""

from __future__ import annotations

import queue
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Self, TypeVar

from extractor.errors import SourceError, UsageError
from extractor.isolation.process import WorkerProcess, label_of
from extractor.isolation.setup import Setup
from extractor.types import PagePicture, Source

if TYPE_CHECKING:
    from extractor.record import Failure, LicenseRecord

_T = TypeVar("_T")

# -P: the folder that a user stands in, perhaps one of hostile files, is no place to import modules from.
WORKER = (sys.executable, "-P", "-m", "extractor.worker")


class Workers:
    """Processes that read documents, at most ``count`` at a time; none outlives the ``with`` block.

    The first starts to load at once, the others when there is something for them to read.
    """

    def __init__(self, setup: Setup, count: int = 1, *, command: Sequence[str] = WORKER) -> None:
        if count < 1:
            raise UsageError(f"{count} workers read nothing", hint="Ask for one or more.")
        self._setup = setup
        self._count = count
        self._command = tuple(command)
        self._lock = threading.Lock()
        self._alive: set[WorkerProcess] = set()
        self._closed = False
        # Last in, first out: a worker that has loaded its models is taken before one that has yet to start.
        self._idle: queue.LifoQueue[WorkerProcess | None] = queue.LifoQueue()
        for _ in range(count - 1):
            self._idle.put(None)
        self._idle.put(self._start())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends every process, also in the middle of a document."""
        with self._lock:
            self._closed = True
            alive, self._alive = self._alive, set()
        for worker in alive:
            worker.end()

    def read(self, sources: Iterable[Source]) -> Iterator[LicenseRecord | Failure]:
        """Yields one record or failure a source, in the sources' order.

        Raises:
            InstallationError: a worker cannot load the model or the taxonomy.
        """
        waiting: deque[Future[LicenseRecord | Failure]] = deque()
        with ThreadPoolExecutor(self._count, "extractor") as threads:
            try:
                for source in sources:
                    waiting.append(threads.submit(self._read, source))
                    # As many again may be done or wait as are being read, so that no worker is idle behind a slow one.
                    if len(waiting) >= 2 * self._count:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                if waiting:  # interrupted, or nobody wants the rest
                    threads.shutdown(wait=False, cancel_futures=True)
                    self.close()

    def pictures(self, source: Source) -> tuple[PagePicture, ...] | Failure:
        """The pages of a PDF as pictures, none of another document; waits until a worker is idle.

        Raises:
            InstallationError: a worker cannot load the model or the taxonomy.
        """
        return self._ask(source, WorkerProcess.pictures)

    def _read(self, source: Source) -> LicenseRecord | Failure:
        return self._ask(source, WorkerProcess.read)

    def _ask(self, source: Source, ask: Callable[[WorkerProcess, Source], _T | Failure]) -> _T | Failure:
        from extractor.record import Failure

        worker = self._idle.get()
        try:
            if worker is None or not worker.is_alive():
                worker = self._replace(worker)
            return ask(worker, source)
        except SourceError as error:
            return Failure.of(error, label_of(source))
        finally:
            self._idle.put(worker)

    def _replace(self, worker: WorkerProcess | None) -> WorkerProcess:
        if worker is not None:
            worker.end()
            with self._lock:
                self._alive.discard(worker)
        return self._start()

    def _start(self) -> WorkerProcess:
        with self._lock:
            if self._closed:
                raise UsageError("these workers have been closed", hint="Read within the `with` block.")
            worker = WorkerProcess(self._setup, self._command)
            self._alive.add(worker)
        return worker
