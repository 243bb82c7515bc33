"""``extractor labels`` and ``extractor schema``: what records are made of."""

from __future__ import annotations

import click

from extractor.errors import UsageError


@click.command()
@click.argument("name", required=False)
def labels(name: str | None) -> int:
    """List the labels that clauses get, or show one: its definition and the cues that state it."""
    from extractor.taxonomy.labels import labels as specifications

    known = {spec.name: spec for spec in specifications()}
    if name is None:
        width = max(map(len, known))
        for spec in known.values():
            click.echo(f"{spec.name:<{width}}  {spec.definition}")
        return 0
    if name not in known:
        raise UsageError(f"no label {name!r}", hint=f"Known labels: {', '.join(known)}.")
    spec = known[name]
    click.echo(f"{spec.name}: {spec.definition}\n")
    for cue in spec.cues:
        click.echo(f"rule:{cue.cue.id} ({cue.strength})")
        for example in cue.cue.yes:
            click.echo(f"  yes  {example}")
        for example in cue.cue.no:
            click.echo(f"  no   {example}")
    return 0


@click.command()
def schema() -> int:
    """Print the JSON Schema of a record."""
    from extractor.record import SCHEMA_VERSION
    from extractor.schema import committed

    click.echo(committed(SCHEMA_VERSION), nl=False)
    return 0
