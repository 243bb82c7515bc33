"""The commands of docs/examples.md do what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractor.cli import cli
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "examples.md"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """A command as it is typed, and what it prints; ``…`` stands for anything."""

    command: str
    printed: str


def steps(text: str) -> Iterator[Step]:
    """Yields the commands of the console blocks, in order; a line after ``>`` goes on with the command."""
    for block in _BLOCK.findall(text):
        for typed in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = typed.splitlines()
            more = next((n for n, line in enumerate(lines[1:], 1) if not line.startswith("> ")), len(lines))
            command = "\n".join([lines[0], *(line.removeprefix("> ") for line in lines[1:more])])
            yield Step(command, "\n".join(lines[more:]))


def sections() -> dict[str, list[Step]]:
    _, *parts = _SECTION.split(PAGE.read_text(encoding="utf-8"))
    return {title: list(steps(text)) for title, text in zip(parts[::2], parts[1::2], strict=True)}


def expected(printed: str) -> re.Pattern[str]:
    """What matches the output: a line ``…`` any lines, ``…`` in a line any characters of it."""
    lines = (
        r"(?:.*\n)*?" if line == "…" else r"[^\n]*".join(map(re.escape, line.split("…"))) + r"[^\S\n]*\n"
        for line in printed.splitlines()
    )
    return re.compile("".join(lines))


def ran(commands: list[str], folder: Path) -> list[tuple[str, str]]:
    """What each command prints on the two streams; they run in one shell, in an empty folder beside the corpus."""
    (folder / "corpus").symlink_to(ROOT / "corpus")
    end = "--- end of a command ---"
    script = "".join(f"{command}\nlast=$?; echo '{end}'; echo '{end}' >&2; (exit $last)\n" for command in commands)
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": programs, "LC_ALL": "C.UTF-8", "COLUMNS": "120"}
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    streams = [stream.split(f"{end}\n")[:-1] for stream in (done.stdout, done.stderr)]
    return list(zip(*streams, strict=True))


@pytest.mark.parametrize("section", sections())
def test_commands_print_what_the_page_says(section: str, tmp_path: Path) -> None:
    found = sections()[section]
    results = ran([step.command for step in found], tmp_path)
    assert len(results) == len(found) > 3
    for step, (out, err) in zip(found, results, strict=True):
        assert not err, f"$ {step.command}\n{err}"
        assert expected(step.printed).fullmatch(out), f"$ {step.command}\n{out}"


def test_the_page_shows_the_commands_that_people_need() -> None:
    shown = {step.command.split()[1] for found in sections().values() for step in found if "extractor " in step.command}
    assert {"parse", "compare", "check", "subjects"} <= shown & set(cli.commands)


@pytest.mark.parametrize(
    ("printed", "out", "matches"),
    [
        ("a\nb", "a\nb\n", True),
        ("a\nb", "a\nc\n", False),
        ("a", "a\nb\n", False),
        ("a\n…\nd", "a\nb\nc\nd\n", True),
        ("a\n…\nd", "a\nd\n", True),
        ("a…d", "abcd\n", True),
        ("a…d", "ab\ncd\n", False),
        ("", "", True),
        ("", "a\n", False),
        ("1 (one)", "1 (one)  \n", True),
    ],
)
def test_what_a_page_allows(printed: str, out: str, matches: bool) -> None:
    assert bool(expected(printed).fullmatch(out)) is matches
