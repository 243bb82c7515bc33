"""License text made harmless: it can be hostile, and ends up in web pages, terminals, spreadsheets and other tools."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlsplit

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff"
_UNSEEN = r"\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Hyphens and spaces without a glyph, and characters that turn the direction of writing."""
_CONTROL = re.compile(f"[{_CONTROLS}]")
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_LIVE = re.compile(f"[<>&{_CONTROLS}{_UNSEEN}]")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What starts a formula in a spreadsheet program, in full width too."""
_MARKUP = re.compile(r"[\\`*_\[\]<>#|&~$]")
_ADDRESS_SAFE = ":/?#[]@!$&'()*+,;=%-._~"
_MAIL = re.compile(r"[^\s<>()\[\]\\,;:\"@]+@[^\s<>()\[\]\\,;:\"@]+")


def plain(text: str) -> str:
    """One line of ``text`` without control characters and direction overrides."""
    return " ".join(_CONTROL.sub(" ", _INVISIBLE.sub("", text)).split())


def cell(text: str) -> str:
    """One line of ``text`` as a cell of a CSV file: a spreadsheet program that opens it finds no formula.

    What would start one gets an apostrophe before it, as OWASP advises; numbers are to be written as numbers.
    """
    line = plain(text)
    return f"'{line}" if line.startswith(_FORMULA) else line


def dump(value: Json, *, indent: int | None = 1) -> str:
    """``value`` as JSON that can stand in a ``<script>`` of a web page; invisible characters are written as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _LIVE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"


def markdown(text: str) -> str:
    """One line of ``text`` that Markdown and HTML show as it is."""
    return _MARKUP.sub(lambda match: f"\\{match.group()}", plain(text))


def web_address(text: str) -> str | None:
    """The address as a valid IRI where it is one of the web or of mail, else None: no script, no file."""
    text = plain(text)
    if _MAIL.fullmatch(text):
        return "mailto:" + quote(text, safe=_ADDRESS_SAFE)
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}" if text.startswith("www.") else text)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return None
    return quote(parts.geturl(), safe=_ADDRESS_SAFE)
