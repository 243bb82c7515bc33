"""Names in WordprocessingML, and what its elements say by their attributes."""

from __future__ import annotations

from typing import Any

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def w(name: str) -> str:
    """The qualified name of an element or attribute."""
    return _NAMESPACE + name


def tag(element: Any) -> str:
    """The name of an element without its namespace, ``""`` for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Any, name: str) -> str | None:
    """The value of the child called ``name``, None where there is none."""
    child = element.find(w(name)) if element is not None else None
    return None if child is None else child.get(w("val"))


def number(element: Any, name: str) -> int | None:
    """The value of the child called ``name`` as a number, None where there is none or it is no number."""
    text = value(element, name)
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else None


def switch(element: Any, name: str) -> bool | None:
    """Whether the property called ``name`` is on or off, None where ``element`` does not say."""
    child = element.find(w(name)) if element is not None else None
    return None if child is None else child.get(w("val"), "1") not in ("0", "false", "off", "none")
