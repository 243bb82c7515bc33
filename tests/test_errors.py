"""The error hierarchy: drawn as it is, told apart by kind, and able to cross a process boundary."""

from __future__ import annotations

import pickle
import re

import pytest

from extractor import errors

CLASSES = [item for item in vars(errors).values() if isinstance(item, type) and issubclass(item, errors.ExtractorError)]


def test_the_drawing_shows_every_error_under_its_parent() -> None:
    assert errors.__doc__
    drawn: dict[str, str | None] = {}
    above: dict[int, str] = {}
    for line in errors.__doc__.splitlines():
        if match := re.search(r"^(\W*)(\w+Error)\b", line):
            depth = len(match.group(1))
            drawn[match.group(2)] = next((above[d] for d in sorted(above, reverse=True) if d < depth), None)
            above = {d: name for d, name in above.items() if d < depth} | {depth: match.group(2)}
    assert drawn == {c.__name__: (None if c is errors.ExtractorError else c.__base__.__name__) for c in CLASSES}


def test_kinds_are_distinct() -> None:
    assert len({c.kind for c in CLASSES}) == len(CLASSES)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda c: c.__name__)
def test_an_error_survives_pickling(cls: type[errors.ExtractorError]) -> None:
    error = pickle.loads(pickle.dumps(cls("it broke", source="a.pdf", hint="mend it")))
    assert type(error) is cls
    assert (str(error), error.hint, error.kind) == ("a.pdf: it broke", "mend it", cls.kind)
