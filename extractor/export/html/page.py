"""What every page is: one file with its styles and its script inside, which runs nothing but these.

License text is hostile until read. It reaches a page in two ways only, each with one guard: written by a template,
which escapes it, or as a block of JSON, in which no ``<`` is left. Either way what a browser or an eye would take for
something else (control characters, direction overrides) shows as a replacement character, and the page's policy runs
no script but ours and loads nothing from anywhere.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

_SEPARATORS = {0x2028: "\n", 0x2029: "\n", 0x85: "\n"}
_CONTROLS = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)]
_OVERRIDES = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_HALVES = range(0xD800, 0xE000)
_VISIBLE = dict.fromkeys((*_CONTROLS, *_OVERRIDES, *_HALVES), "\ufffd") | _SEPARATORS


def render_page(name: str, view: Mapping[str, Any], *, style: str = "") -> str:
    """The page of the template ``name``, with ``<name>.css`` and ``<name>.js`` inside.

    Args:
        name: of the template, its styles and its script in ``static/``.
        view: what the template shows; a value for its block of data is escaped as JSON there.
        style: rules that belong to this page alone; they are ours, no word of a license is in them.
    """
    environment = _environment()
    styles = "\n".join([_static("page.css"), _static(f"{name}.css"), style])
    script = _static(f"{name}.js")
    return environment.get_template(f"{name}.html.j2").render(
        {**view, "styles": styles, "script": script, "policy": _policy(styles, script)}
    )


def visible(text: str) -> str:
    """The text, as long as before, with a mark in the place of each character that is not to be trusted to a screen."""
    return text.translate(_VISIBLE)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("extractor", "export/html/static"),
        autoescape=True,
        finalize=lambda value: visible(value) if isinstance(value, str) else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _static(name: str) -> str:
    return (files("extractor.export.html") / "static" / name).read_text(encoding="utf-8")


def _policy(styles: str, script: str) -> str:
    """What a browser lets the page do: run its own script, use its own styles, show pictures that are inside it."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(styles)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
