"""``extractor evaluate``: records against hand-labelled gold files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.console import EXIT_FAILED, complain, progress
from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.classify import Mode
    from extractor.gold import Gold
    from extractor.record import LicenseRecord
    from extractor.report import Report
    from extractor.types import Source


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--text-dir",
    type=click.Path(path_type=Path),
    help="The texts that were labelled (<name>.txt). Default: the folder txt beside GOLD_DIR.",
)
@click.option(
    "--source-dir",
    type=click.Path(path_type=Path),
    help="Parse the documents of this folder (same stems) in place of the texts.",
)
@click.option(
    "--baselines",
    is_flag=True,
    help="Set the fast model beside the full one and the keyword search. A model of words alone (TF-IDF) is not "
    "shipped: in a checkout, `python -m evaluation` trains one and shows it too.",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--wrong", is_flag=True, help="Also list every wrong answer.")
def evaluate(
    gold: Path, text_dir: Path | None, source_dir: Path | None, form: str, baselines: bool, wrong: bool
) -> int:
    """Score records against the hand-labelled gold files of GOLD_DIR, a keyword search beside them."""
    import json

    from extractor.baseline import keyword_record
    from extractor.gold import read_gold
    from extractor.report import evaluate as measure
    from extractor.report import table

    golds = list(read_gold(gold, text_dir or gold.parent / "txt"))
    sources = _sources(golds, source_dir)
    modes: tuple[Mode, ...] = ("full", "fast") if baselines else ("full",)
    reports: list[Report] = []
    failed = [f"{item.name}: no document of this name in {source_dir}" for item in golds if item.name not in sources]
    for mode in modes:
        records, lines = _extract(sources, mode)
        reports.append(_measured(golds, records, mode if baselines else "extractor"))
        failed.extend(line for line in lines if line not in failed)
    reports.append(measure(golds, lambda item: keyword_record(item.name, item.text), name="keywords"))
    if form == "json":
        click.echo(json.dumps([report.figures() for report in reports], indent=1))
    else:
        click.echo(table(reports), nl=False)
    if wrong:
        click.echo("\n".join(["", "Wrong answers:", *reports[0].counts.wrong_terms]))
    for line in failed:
        complain(line, "It counts as a document in which nothing was found.")
    return EXIT_FAILED if failed else 0


def _extract(sources: dict[str, Source], mode: Mode) -> tuple[dict[str, LicenseRecord], list[str]]:
    """The records by name, and a line for each document that failed."""
    from extractor.isolation import Setup, Workers
    from extractor.record import LicenseRecord

    records: dict[str, LicenseRecord] = {}
    failed: list[str] = []
    with Workers(Setup(mode)) as pool:
        for name, result in zip(sources, progress(pool.read(sources.values()), len(sources)), strict=True):
            if isinstance(result, LicenseRecord):
                records[name] = result
            else:
                failed.append(f"{name}: {result.message}")
    return records, failed


def _measured(golds: Sequence[Gold], records: Mapping[str, LicenseRecord], name: str) -> Report:
    from extractor.report import evaluate as measure

    return measure(golds, lambda item: records.get(item.name), name=name)


def _sources(golds: Sequence[Gold], folder: Path | None) -> dict[str, Source]:
    """What to read for each gold document, by its name: its text or, where ``folder`` has one, the document itself."""
    if folder is None:
        return {gold.name: gold.text.encode() for gold in golds}
    if not folder.is_dir():
        raise UsageError(f"no folder {folder}", hint="Name the folder of the documents.")
    paths: dict[str, Source] = {path.stem: path for path in sorted(folder.iterdir()) if path.is_file()}
    return {gold.name: paths[gold.name] for gold in golds if gold.name in paths}
