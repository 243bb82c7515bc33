"""A comparison as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from extractor.compare import Comparison

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


def to_json(comparison: Comparison) -> bytes:
    """All of the comparison, indented, under the names of the dataclasses of ``extractor.compare``.

    A passage has its ``quote`` and ``place`` too.
    """
    content = {"comparison_version": "1.0", **_object(comparison)}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _object(value: object) -> dict[str, Json]:
    from extractor.compare import Passage

    found = {field.name: _json(getattr(value, field.name)) for field in fields(value)}  # type: ignore[arg-type]
    if isinstance(value, Passage):
        found |= {"quote": value.quote, "place": value.place}
    return found


def _json(value: object) -> Json:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        return {str(key): _json(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return [_json(item) for item in sorted(value)]
    if isinstance(value, Sequence):
        return [_json(item) for item in value]
    return _object(value)
