"""The committed JSON Schemas of records, and which version a change of theirs asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, TypeAlias

import extractor.schema
from extractor.record import SCHEMA_VERSION
from extractor.schema import record_schema

FOLDER = Path(extractor.schema.__file__).parent

Bump = Literal["none", "minor", "major"]
"""What a change asks for: nothing, a new minor version, a new major one."""
Shape: TypeAlias = Mapping[str, Mapping[str, Any]]
"""What is demanded at each place of a record, by its path: ``clauses[].labels[].score``; ``|0`` is an alternative."""

_SAYS_NOTHING = {"$defs", "$id", "$ref", "$schema", "default", "description", "title"}
"""Words of a schema that demand nothing of a record, or stand for others."""
_VERSION = "schema_version"
_LAST_STEP = re.compile(r"(?:^|\.)[^.\[|]+$|\[\]$|\|\d+$")


def page() -> str:
    """The schema of the present version, as its file is to be."""
    return json.dumps(record_schema(), indent=1, ensure_ascii=False) + "\n"


def write() -> None:
    """Writes the file of the present version; a file that is there may change in its descriptions only.

    Raises:
        ValueError: the schema has changed and its version has not; a record's reader would not notice.
    """
    path = FOLDER / f"record-{SCHEMA_VERSION}.json"
    if path.exists():
        found = list(changes(json.loads(path.read_text(encoding="utf-8")), record_schema()))
        if found:
            wanted = "major" if any(bump == "major" for bump, _ in found) else "minor"
            said = "; ".join(text for _, text in found)
            raise ValueError(f"raise SCHEMA_VERSION in extractor/record.py to the next {wanted} version: {said}")
    path.write_text(page(), encoding="utf-8")


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[Bump, str]]:
    """Yields what has changed between two schemas, and what each change asks for.

    A new optional field and a new value of a list are minor; all else that a reader of records could notice is major.
    Descriptions are no change.
    """
    before, after = shape(old), shape(new)
    for path in sorted(before.keys() - after.keys()):
        if not _parent(path) or _parent(path) in after:
            yield "major", f"{path} is gone"
    for path in sorted(after.keys() - before.keys()):
        if not _parent(path) or _parent(path) in before:
            yield ("major", f"{path} is new and required") if after[path]["required"] else ("minor", f"{path} is new")
    for path in sorted(before.keys() & after.keys() - {_VERSION}):
        yield from _changed(path, before[path], after[path])


def _changed(path: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[Bump, str]]:
    for word in sorted(before.keys() | after.keys()):
        one, other = before.get(word), after.get(word)
        if one == other:
            continue
        if word == "enum" and one and other and set(one) <= set(other):
            if set(one) < set(other):
                yield "minor", f"{path} can be {', '.join(sorted(set(other) - set(one)))}"
        else:
            yield "major", f"{path}: {word} was {one} and is {other}"


def _parent(path: str) -> str:
    """The place that a place lies in; empty for those of the record itself."""
    return _LAST_STEP.sub("", path)


def shape(schema: Mapping[str, Any]) -> Shape:
    """What a schema demands, place by place."""
    return dict(_places(schema, schema["$defs"], "", required=True))


def _places(
    node: Mapping[str, Any], parts: Mapping[str, Any], path: str, *, required: bool
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    whole = _resolved(node, parts)
    inner = {"properties", "items", "additionalProperties", "required", "allOf", "anyOf"}
    said = {word: value for word, value in whole.items() if word not in _SAYS_NOTHING | inner}
    others = whole.get("additionalProperties")
    yield path, {**said, "required": required, "others": others if isinstance(others, bool) else others is not None}
    for name, child in whole.get("properties", {}).items():
        needed = name in whole.get("required", ())
        yield from _places(child, parts, f"{path}.{name}" if path else name, required=needed)
    for n, option in enumerate(whole.get("anyOf", ())):
        yield from _places(option, parts, f"{path}|{n}", required=True)
    if "items" in whole:
        yield from _places(whole["items"], parts, f"{path}[]", required=True)
    if isinstance(others, Mapping):
        yield from _places(others, parts, f"{path}.*", required=False)


def _resolved(node: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
    """The node with what it refers to written out, and what it says itself over that."""
    whole: dict[str, Any] = {}
    for part in (*node.get("allOf", ()), node):
        base = parts[part["$ref"].rpartition("/")[2]] if "$ref" in part else {}
        for source in (base, part):
            properties = {**whole.get("properties", {}), **source.get("properties", {})}
            whole |= {word: value for word, value in source.items() if word != "$ref"}
            if properties:
                whole["properties"] = properties
    return whole
