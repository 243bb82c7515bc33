"""The entity types: what finds them and what tells their roles, read from ``taxonomy/entities/*.toml``.

A file ``<type>.toml`` declares one type::

    type = "DURATION"
    definition = "a time limit of the agreement or of a duty"
    roles = ["term", "notice", "other"]       # optional, with default_role
    default_role = "other"
    trigger = "\\bdays?\\b"                   # optional: a passage without it holds none, for speed
    [fragments]                               # optional: parts of expressions, written {NAME} in patterns
    UNIT = "(?:days?|weeks?)"
    [words]                                   # optional: word lists that the type's module asks for by name
    generic = ["user", "licensee"]
    [[cues]]                                  # what finds it; the group (?P<value>...) is the span, else all of it
    n = 1
    pattern = '\\d+ {UNIT}'
    yes = ["within ⟦30 days⟧ of receipt"]     # marks say what must be found; they are optional
    no = ["30 participants"]
    [[role_cues]]                             # first that matches the context wins, in the file's order
    n = 1
    role = "notice"
    pattern = "written notice"
    yes = ["on thirty days' written notice"]
    [[vetoes]]                                # what makes a match none; the module that uses them says what they see
    n = 1
    pattern = "older than #"
    yes = ["not older than #"]
    [labels]                                  # the role that a label of the clause suggests, in order
    termination = "term"

The file ``fragments.toml`` holds the fragments that several types share.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.errors import TaxonomyError
from extractor.taxonomy.cues import Cue, compile_expression, parse_cue
from extractor.taxonomy.files import read_folder, require

_SHARED = "fragments"
_FRAGMENT = re.compile(r"\{([A-Z_]+)\}")


@dataclass(frozen=True, slots=True)
class RoleCue:
    """Words that tell an entity's role."""

    role: str
    cue: Cue


@dataclass(frozen=True, slots=True)
class EntityType:
    """One of the entity types of ANNOTATION.md, section 4."""

    name: str
    definition: str
    roles: tuple[str, ...]
    default_role: str | None
    trigger: re.Pattern[str] | None
    """What every passage with an entity of the type holds; ``None`` where no cheap sign exists."""
    cues: tuple[Cue, ...]
    vetoes: tuple[Cue, ...]
    role_cues: tuple[RoleCue, ...]
    label_roles: tuple[tuple[str, str], ...]
    words: Mapping[str, frozenset[str]]
    """Word lists by name, in lower case."""

    def by(self, n: int | str) -> str:
        """The name of the type's rule ``n``, as records carry it."""
        return f"rule:{self.name}/{n}"


@cache
def entity_types() -> Mapping[str, EntityType]:
    """The entity types by name.

    Raises:
        TaxonomyError: a file is missing or wrong.
    """
    tables = dict(read_folder("entities"))
    shared = tables.pop(_SHARED, {}).get("fragments", {})
    return {kind.name: kind for kind in (_entity_type(stem, table, shared) for stem, table in tables.items())}


def _entity_type(stem: str, table: dict[str, Any], shared: Mapping[str, str]) -> EntityType:
    source = f"taxonomy/entities/{stem}.toml"
    name = require(table, "type", str, source=source)
    if name.lower() != stem:
        raise TaxonomyError(f"declares {name!r}", source=source, hint="The file is named as its type, in lower case.")
    roles = tuple(table.get("roles", ()))
    default = table.get("default_role")
    fragments = _resolve({**shared, **table.get("fragments", {})}, source)
    cues = tuple(_cue(block, fragments, source, name) for block in table.get("cues", ()))
    vetoes = tuple(_cue(block, fragments, source, f"{name}/veto") for block in table.get("vetoes", ()))
    role_cues = tuple(
        RoleCue(
            require(block, "role", str, source=source),
            _cue(block, fragments, source, f"{name}/role"),
        )
        for block in table.get("role_cues", ())
    )
    label_roles = tuple(table.get("labels", {}).items())
    for role in [cue.role for cue in role_cues] + [role for _, role in label_roles] + [default or ""]:
        if role and role not in roles:
            raise TaxonomyError(f"unknown role {role!r}", source=source, hint=f"One of {', '.join(roles)}.")
    return EntityType(
        name=name,
        definition=require(table, "definition", str, source=source),
        roles=roles,
        default_role=default,
        trigger=compile_expression(table["trigger"], where=source) if "trigger" in table else None,
        cues=cues,
        vetoes=vetoes,
        role_cues=role_cues,
        label_roles=label_roles,
        words={key: frozenset(word.lower() for word in words) for key, words in table.get("words", {}).items()},
    )


def _cue(block: dict[str, Any], fragments: Mapping[str, str], source: str, name: str) -> Cue:
    filled = {
        key: _fill(value, fragments, source) if key in ("pattern", "unless") else value for key, value in block.items()
    }
    return parse_cue(filled, source=source, name=name)


def _resolve(fragments: Mapping[str, str], source: str) -> dict[str, str]:
    """The fragments with the fragments they name filled in; a fragment may name those above it."""
    done: dict[str, str] = {}
    for key, value in fragments.items():
        done[key] = _fill(value, done, source)
    return done


def _fill(pattern: str, fragments: Mapping[str, str], source: str) -> str:
    def filled(match: re.Match[str]) -> str:
        try:
            return fragments[match.group(1)]
        except KeyError:
            raise TaxonomyError(
                f"unknown fragment {match.group()}", source=source, hint="Declare it in [fragments]."
            ) from None

    return _FRAGMENT.sub(filled, pattern)
