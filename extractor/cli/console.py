"""What the commands say to the person at the terminal, and how they end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

EXIT_FAILED, EXIT_USAGE, EXIT_BROKEN = 1, 2, 3

_T = TypeVar("_T")


def complain(problem: str, hint: str) -> None:
    """Writes an error in two lines: what is wrong, and what to do."""
    click.echo(f"error: {problem}\nhint: {hint or 'See `extractor --help`.'}", err=True)


def progress(items: Iterable[_T], total: int) -> Iterator[_T]:
    """The items, counted off on standard error where that is a terminal and there are several."""
    if total < 2 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, total=total, description="Reading", console=Console(stderr=True), transient=True)
