"""The labels of ANNOTATION.md, section 3, each with the cues that state it: one TOML file a label.

A file has ``definition`` and ``order`` and any number of ``[[cues]]`` blocks (see :mod:`extractor.taxonomy.cues`),
which may also say ``strength`` (``"only"`` decides for the label and against all others in its sentence but those
that it lists as ``beside``, ``"sure"`` decides for the label whatever a model says, ``"strong"`` proves it as a rule,
``"weak"`` only hints at it, ``"never"`` says that its sentence does not state the label) and ``where``
(``"sentence"``: the clause's own words; ``"heading"``: the heading above it; ``"lead-in"``: the paragraph that the
item or table completes). ``{name}`` in an expression stands for a phrase of ``phrases.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from extractor.errors import TaxonomyError
from extractor.taxonomy.cues import Cue, parse_cue
from extractor.taxonomy.files import read_folder, require

Strength = Literal["only", "sure", "strong", "weak", "never"]
Where = Literal["sentence", "heading", "lead-in"]

_PHRASE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class LabelCue:
    """A cue, how much it proves, and the text in which it is looked for."""

    cue: Cue
    strength: Strength
    where: Where
    beside: frozenset[str] = frozenset()
    """The labels that a sentence may state beside the one that an ``"only"`` cue finds in it."""


@dataclass(frozen=True, slots=True)
class LabelSpec:
    """A label: what it states, its place in the guideline's table, and its cues."""

    name: str
    definition: str
    order: int
    cues: tuple[LabelCue, ...]


@cache
def labels() -> tuple[LabelSpec, ...]:
    """All labels, in the order of the guideline.

    Raises:
        TaxonomyError: a rule file is wrong.
    """
    named = phrases()
    specs = [_label(name, table, named) for name, table in read_folder("labels")]
    return tuple(sorted(specs, key=lambda spec: spec.order))


@cache
def label_names() -> tuple[str, ...]:
    """The names of all labels, in the order of the guideline."""
    return tuple(spec.name for spec in labels())


def phrases() -> dict[str, str]:
    """The named phrases, each with the phrases that it uses itself filled in."""
    source = "taxonomy/phrases.toml"
    text = (files("extractor.taxonomy") / "phrases.toml").read_text(encoding="utf-8")
    named: dict[str, str] = {}
    for name in (table := tomllib.loads(text)):
        named[name] = expand(require(table, name, str, source=source), named, source=source)
    return named


def expand(expression: str, named: dict[str, str], *, source: str) -> str:
    """``expression`` with each ``{name}`` replaced by its phrase.

    Raises:
        TaxonomyError: there is no phrase of that name.
    """

    def phrase(match: re.Match[str]) -> str:
        if match.group(1) not in named:
            raise TaxonomyError(f"no phrase `{match.group(1)}`", source=source, hint="See taxonomy/phrases.toml.")
        return named[match.group(1)]

    return _PHRASE.sub(phrase, expression)


def _label(name: str, table: dict[str, Any], named: dict[str, str]) -> LabelSpec:
    source = f"taxonomy/labels/{name}.toml"
    cues = tuple(_cue(block, name, named, source=source) for block in require(table, "cues", list, source=source))
    if len({entry.cue.id for entry in cues}) != len(cues):
        raise TaxonomyError("two cues have the same number", source=source, hint="Renumber one of them.")
    return LabelSpec(
        name=name,
        definition=require(table, "definition", str, source=source),
        order=require(table, "order", int, source=source),
        cues=cues,
    )


def _cue(block: dict[str, Any], name: str, named: dict[str, str], *, source: str) -> LabelCue:
    strength: Any = block.get("strength")
    where: Any = block.get("where", "sentence")
    if strength not in get_args(Strength) or where not in get_args(Where):
        raise TaxonomyError(
            f"cue {block.get('n')}: strength {strength!r} or where {where!r} is unknown",
            source=source,
            hint=f"strength is one of {get_args(Strength)}, where one of {get_args(Where)}.",
        )
    if block.get("beside") and strength != "only":
        raise TaxonomyError(
            f"cue {block.get('n')}: `beside` without strength 'only'", source=source, hint="Leave it out."
        )
    filled = {
        key: expand(value, named, source=source) if key in ("pattern", "unless") else value
        for key, value in block.items()
    }
    return LabelCue(
        cue=parse_cue(filled, source=source, name=name),
        strength=strength,
        where=where,
        beside=frozenset(block.get("beside", ())),
    )
