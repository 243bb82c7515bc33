"""Workers: a document that hangs, crashes or fills the memory costs itself; nothing is left running, order is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from extractor import Extractor, LicenseRecord, Limits
from extractor.classify import Labeller
from extractor.errors import InstallationError, UsageError
from extractor.isolation import Setup, Workers
from extractor.record import Failure
from tests.misbehaving import COMMAND

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the misbehaviors are those of POSIX")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds memory")


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """No child, running or zombie, outlives a test."""
    before = set(psutil.Process().children(recursive=True))
    yield
    assert set(psutil.Process().children(recursive=True)) <= before


def workers(count: int = 1, *, seconds: float = 60, megabytes: int = 2_000) -> Workers:
    return Workers(Setup(limits=Limits(seconds=seconds, megabytes=megabytes)), count, command=COMMAND)


def failures(pool: Workers, *sources: bytes | str | Path) -> list[Failure]:
    results = list(pool.read(sources))
    assert all(isinstance(result, Failure) for result in results)
    return results  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("order", "kind", "message", "hint"),
    [
        (b"hang", "timeout", "longer than the limit seconds = 1", "--timeout or Limits.seconds"),
        (b"crash", "crashed", "SIGSEGV", "save it anew"),
        (b"exit", "crashed", "exit code 7", "save it anew"),
        pytest.param(b"eat", "memory", "the limit megabytes = 300", "--memory or Limits.megabytes", marks=LINUX),
        # A library that gets no memory aborts.
        pytest.param(b"abort-full", "memory", "the limit megabytes = 300", "--memory", marks=LINUX),
        (b"killed", "memory", "more memory", "--memory or Limits.megabytes"),
    ],
)
def test_a_bad_document_costs_itself(order: bytes, kind: str, message: str, hint: str) -> None:
    with workers(seconds=1 if kind == "timeout" else 60, megabytes=300) as pool:
        before, bad, after, last = failures(pool, b"hello", order, b"hello", b"hello")
    assert [before.kind, bad.kind, after.kind, last.kind] == ["pid", kind, "pid", "pid"]
    assert message in bad.message and hint in bad.hint and bad.source == "<bytes>"
    assert before.message != after.message == last.message, "the worker is replaced once, and kept otherwise"


@LINUX
def test_what_the_caller_uses_is_not_counted() -> None:
    """The system counts the memory of the caller among what its children have used."""
    ballast = b"1" * 400_000_000
    with workers(megabytes=300) as pool:
        found = failures(pool, b"crash", b"abort-full")
    assert [failure.kind for failure in found] == ["crashed", "memory"] and ballast


def test_what_a_document_started_ends_with_it(tmp_path: Path) -> None:
    with workers(seconds=5) as pool:
        (failure,) = failures(pool, f"hang-with-child {tmp_path / 'pid'}".encode())
    assert failure.kind == "timeout"
    child = int((tmp_path / "pid").read_text())
    _wait_until(lambda: not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE)


def test_noise_on_standard_output_is_no_answer() -> None:
    with workers() as pool:
        assert [failure.kind for failure in failures(pool, b"print", b"hello")] == ["pid", "pid"]


def test_results_come_in_order_from_several_workers() -> None:
    orders = [b"sleep 0.4", b"hello", b"crash", b"hello", b"sleep 0.2", b"hello", b"exit", b"hello"]
    with workers(3) as pool:
        found = failures(pool, *orders)
    assert [failure.kind for failure in found] == ["pid", "pid", "crashed", "pid", "pid", "pid", "crashed", "pid"]
    assert len({failure.message for failure in found}) > 2


def test_paths_pipes_and_bytes(tmp_path: Path) -> None:
    """A pipe is read here: the worker could not open ours."""
    (tmp_path / "a.txt").write_text("hello")
    os.mkfifo(tmp_path / "pipe.txt")
    writer = subprocess.Popen(["sh", "-c", f"echo hello > '{tmp_path / 'pipe.txt'}'"])
    with workers() as pool:
        found = failures(pool, tmp_path / "a.txt", str(tmp_path / "pipe.txt"), b"hello")
    writer.wait()
    assert [(f.source, f.hint) for f in found] == [
        (str(tmp_path / "a.txt"), "a.txt"),
        (str(tmp_path / "pipe.txt"), "pipe.txt"),
        ("<bytes>", ""),
    ]


def test_a_relative_path_is_that_of_the_caller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("hello")
    with workers() as pool:
        monkeypatch.chdir(tmp_path)
        assert failures(pool, "a.txt")[0].kind == "pid"


def test_what_nobody_waits_for_is_ended() -> None:
    started = time.monotonic()
    with workers(2) as pool:
        results = pool.read([b"hello", b"sleep 600", b"sleep 600", b"sleep 600", b"sleep 600"])
        assert isinstance(next(results), Failure)
        results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 300


def test_a_closed_pool_reads_nothing() -> None:
    with workers() as pool:
        pass
    with pytest.raises(UsageError):
        list(pool.read([b"hello"]))
    with pytest.raises(UsageError):
        workers(0)


@pytest.mark.parametrize(
    ("mode", "document", "words"), [("fast", b"hello", "is missing"), ("full", b"damaged", "is damaged")]
)
def test_a_broken_installation_fails_the_run(mode: str, document: bytes, words: str) -> None:
    with Workers(Setup(mode), command=COMMAND) as pool, pytest.raises(InstallationError, match=words) as caught:  # type: ignore[arg-type]
        list(pool.read([document]))
    assert caught.value.hint == "Reinstall it."


def test_a_worker_that_does_not_start_is_a_broken_installation() -> None:
    command = (sys.executable, "-c", "raise SystemExit(5)")
    with (
        Workers(Setup(), command=command) as pool,
        pytest.raises(InstallationError, match="exit code 5"),
    ):
        list(pool.read([b"hello"]))


_SCRIPT = """
import sys
from extractor import Limits
from extractor.isolation import Setup, Workers
from tests.misbehaving import COMMAND
with Workers(Setup(limits=Limits(seconds=float(sys.argv[1]))), command=COMMAND) as pool:
    for result in pool.read([b"hello", b"hang", b"hello"]):
        print(result.message, flush=True)
"""


@pytest.mark.parametrize(
    ("sent", "seconds"), [(signal.SIGINT, 60), (signal.SIGKILL, 0.5)], ids=["interrupted", "killed"]
)
def test_workers_end_with_their_caller(sent: signal.Signals, seconds: float) -> None:
    """Also where the caller has no time to end them: then they end by their own clock."""
    command = [sys.executable, "-c", _SCRIPT, str(seconds)]
    with subprocess.Popen(
        command, cwd=Path(__file__).parent.parent, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as caller:
        assert caller.stdout
        worker = int(caller.stdout.readline())
        time.sleep(0.3)  # by now it hangs
        caller.send_signal(sent)
        assert caller.wait(60) != 0
    _wait_until(lambda: not psutil.pid_exists(worker))


def test_the_folder_one_stands_in_gives_no_module(tmp_path: Path) -> None:
    """A folder of hostile files may hold one that is called like a module that we import."""
    (tmp_path / "json.py").write_text("open('executed', 'w')")
    (tmp_path / "a.txt").write_text("1. The user shall not sell the data.\n")
    script = "import sys; sys.path.remove(''); from extractor.cli import run; sys.exit(run(['parse', 'a.txt']))"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    assert subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment).returncode == 0
    assert not (tmp_path / "executed").exists()


def test_a_record_is_the_same_wherever_it_is_read(extractor: Extractor, demo: Path, tmp_path: Path) -> None:
    sources = [demo / "lumen-faces.txt", tmp_path / "missing.txt", b"1. Do not sell the data."]
    apart, here = list(extractor.extract_many(sources)), list(extractor.extract_many(sources, workers=0))
    assert apart == here
    assert [type(result) for result in apart] == [LicenseRecord, Failure, LicenseRecord]


@pytest.mark.parametrize("workers", [0, 1])
def test_limits_hold_in_a_worker_and_here(extractor: Extractor, workers: int) -> None:
    (failure,) = extractor.extract_many([b"1. Do not sell."], workers=workers, limits=Limits(max_bytes=5))
    assert isinstance(failure, Failure) and failure.kind == "limit" and "--max-bytes" in failure.hint


def test_what_was_not_loaded_cannot_be_loaded_again() -> None:
    own = Extractor(Labeller.load(mode="fast"))
    with pytest.raises(UsageError, match="load"):
        list(own.extract_many([b"1. Do not sell."]))
    assert isinstance(next(own.extract_many([b"1. Do not sell."], workers=0)), LicenseRecord)


def _wait_until(condition: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "it is still there"
        time.sleep(0.05)
