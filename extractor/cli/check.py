"""``extractor check``: licenses against a policy, for people and for pipelines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import file_digest
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from extractor.cli.console import EXIT_FAILED
from extractor.cli.records import Failures, Reading, reading_options, records_of
from extractor.errors import SourceError, UsageError
from extractor.export.findings import FINDING_WRITERS

if TYPE_CHECKING:
    from extractor.export.findings.source import SourceFile
    from extractor.policy import Policy, Severity
    from extractor.record import Failure, LicenseRecord

_WIDTH = 110


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH|RECORD…")
@click.option(
    "--policy",
    "name",
    required=True,
    metavar="FILE|NAME",
    help="A TOML file, or a policy that comes with extractor: commercial-product, academic-lab.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note"]),
    default="error",
    show_default=True,
    help="Exit with 1 where something is at least that grave.",
)
@click.option("--format", "form", type=click.Choice(list(FINDING_WRITERS)), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file. Default: the screen.")
@click.option("--explain", metavar="RULE|all", help="Tell in plain words what the policy asks, and check nothing.")
@reading_options
def check(
    paths: tuple[str, ...],
    name: str,
    fail_on: Severity,
    form: str,
    output: Path | None,
    explain: str | None,
    reading: Reading,
) -> int:
    """Hold licenses against a policy: exit with 1 where one violates it, or cannot be read.

    \b
    extractor check LICENSE.pdf --policy commercial-product
    extractor check records/ --policy ours.toml --format github      annotations in a workflow
    extractor check licenses/ --policy ours.toml --format sarif -o findings.sarif
    extractor check --policy academic-lab --explain all              what it asks, and why

    An answer that a person should look at does not pass as it is: silence and doubt are no permission.
    """
    from extractor.policy import check as hold_against
    from extractor.policy import load_policy

    policy = load_policy(name)
    if explain is not None:
        click.echo(_explained(policy, explain))
        return 0
    if not paths:
        raise UsageError("no license is named", hint="Name documents or records, or ask for `--explain all`.")
    failures = _Kept()
    records = list(records_of(paths, reading, failures))
    verdict = hold_against(records, policy, failures=failures.listed)
    report = FINDING_WRITERS[form](verdict, _sources(paths, records))
    if output is None:
        click.echo(report, nl=False)
    else:
        from extractor.export.files import make_folder

        make_folder(output.parent)
        output.write_text(report, encoding="utf-8")
    return EXIT_FAILED if verdict.fails(fail_on) else 0


class _Kept(Failures):
    """Failures that are reported at once and, being no pass, stand in the report too."""

    def __init__(self) -> None:
        super().__init__()
        self.listed: list[Failure] = []

    def add(self, failure: Failure) -> None:
        super().add(failure)
        self.listed.append(failure)


def _explained(policy: Policy, name: str) -> str:
    from extractor.policy.explain import tested
    from extractor.policy.rules import alike

    ids = tuple(rule.id for rule in policy.rules)
    if name not in ("all", *ids):
        raise UsageError(f"the policy {policy.name} has no rule {name!r}", hint=alike(name, ids))
    lines = [] if name != "all" else [f"{policy.name}: {policy.title}", *_wrapped(policy.description, 0), ""]
    for rule in policy.rules:
        if name not in ("all", rule.id):
            continue
        lines.append(f"{rule.id} ({rule.severity})")
        doubt = " An answer in doubt passes." if policy.is_lenient(rule) else ""
        told = [f"{rule.title}. {tested(rule)}{doubt}", rule.reason and f"Why: {rule.reason}"]
        told.append(rule.remedy and f"To satisfy it: {rule.remedy}")
        lines += [line for text in told if text for line in _wrapped(text, 4)] + [""]
    if name == "all":
        for exempt in policy.exceptions:
            until = f" until {exempt.until}" if exempt.until else ""
            what = f"Excepted{until}: {', '.join(exempt.documents)} from {', '.join(exempt.rules)}. {exempt.reason}"
            lines += _wrapped(what, 0)
    return "\n".join(lines).rstrip()


def _wrapped(text: str, indent: int) -> list[str]:
    return wrap(" ".join(text.split()), _WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent)


def _sources(paths: Sequence[str], records: Iterable[LicenseRecord]) -> dict[str, SourceFile]:
    """The files that the records were read from, where the paths name them, by the ids of the documents."""
    from extractor.export.findings.source import SourceFile
    from extractor.ingest import find_sources

    wanted = {record.document.name: record for record in records}
    found: dict[str, SourceFile] = {}
    for path in paths:
        try:
            files = find_sources([path]) if path != "-" else []
        except SourceError:  # it was reported when it was to be read
            continue
        for file in files:
            if file.name not in wanted:
                continue
            with file.open("rb") as stream:
                checksum = file_digest(stream, "sha256").hexdigest()
            is_text = wanted[file.name].document.method == "text"
            text = file.read_text(encoding="utf-8", errors="replace") if is_text else None
            found.setdefault(checksum, SourceFile(file.as_posix(), text))
    return found
