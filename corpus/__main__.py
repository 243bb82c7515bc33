"""Checks, renders and measures the corpus.

``python -m corpus check [FILE…]``, ``python -m corpus render DIR [--split test]``, ``python -m corpus coverage``.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from corpus import coverage
from corpus.check import problems
from corpus.load import DOCUMENTS, documents
from corpus.render import render_text
from corpus.source import read_source
from extractor.errors import GoldError


def main() -> int:
    """Runs the command; the exit code is 1 where a document has a problem."""
    parser = argparse.ArgumentParser(
        prog="python -m corpus", description="Check the corpus, render it to text and gold, or measure what it holds."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="list every problem of the documents")
    check.add_argument("files", nargs="*", type=Path, help="default: the whole corpus")
    render = commands.add_parser("render", help="write DIR/txt/<name>.txt and DIR/gold/<name>.json")
    render.add_argument("folder", type=Path)
    render.add_argument("--split", choices=["train", "test"])
    measure = commands.add_parser(
        "coverage", help="write corpus/coverage.md: what the corpus must hold, and what it does"
    )
    measure.add_argument(
        "--real", type=Path, default=coverage.REAL, help="the folder of real agreements, where at hand"
    )
    arguments = parser.parse_args()
    if arguments.command == "check":
        return _check(arguments.files or sorted(DOCUMENTS.glob("*.agreement")))
    if arguments.command == "coverage":
        coverage.OUT.write_text(coverage.report(list(documents()), coverage.models(arguments.real)), encoding="utf-8")
        return 0
    for part in ("txt", "gold"):
        (arguments.folder / part).mkdir(parents=True, exist_ok=True)
    for source in documents(arguments.split):
        text, gold = render_text(source)
        (arguments.folder / "txt" / f"{source.name}.txt").write_text(text, encoding="utf-8", newline="")
        (arguments.folder / "gold" / f"{source.name}.json").write_text(
            json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8"
        )
    return 0


def _check(files: list[Path]) -> int:
    bad = 0
    for path in files:
        try:
            found = list(problems(read_source(path)))
        except GoldError as error:
            found = [str(error)]
        for problem in found:
            print(f"{path.name}: {problem}")
        bad += bool(found)
    print(f"{len(files)} documents, {bad} with problems")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
