"""A cue: words that state something, written down with the examples that test it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from extractor.errors import TaxonomyError
from extractor.taxonomy.files import require

TokenPattern = tuple[dict[str, Any], ...]
"""One spaCy ``Matcher`` pattern."""

_COUNTED_BLANK = re.compile(r" [?*{]")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that state something.

    A cue is a regular expression (``pattern``) or spaCy token patterns (``tokens``), never both. Expressions
    ignore case, and see the text as ``extractor.language.fold`` shows it: straight quotes and hyphens, any
    white space as a blank; a blank in an expression stands for any run of them. ``unless`` vetoes a match
    where it is found in the same sentence.
    """

    id: str
    """``"<file>/<n>"``, as in ``rule:<label>/<n>``."""
    pattern: re.Pattern[str] | None
    tokens: tuple[TokenPattern, ...]
    unless: re.Pattern[str] | None
    yes: tuple[str, ...]
    no: tuple[str, ...]


def compile_expression(source: str, *, where: str) -> re.Pattern[str]:
    """The regular expression, ignoring case, its blanks widened to any run of white space.

    Raises:
        TaxonomyError: it does not compile, or a blank is followed by a quantifier, which would not make it optional.
    """
    if found := _COUNTED_BLANK.search(source):
        raise TaxonomyError(
            f"{found.group()!r} in {source!r} still asks for a blank",
            source=where,
            hint=r"Write `\s?` or `\s*` for a blank that may be missing.",
        )
    try:
        return re.compile(re.sub(r" +", r"\\s+", source.strip()), re.IGNORECASE)
    except re.error as error:
        raise TaxonomyError(f"bad expression {source!r}: {error}", source=where, hint="Correct the file.") from error


def parse_cue(table: dict[str, Any], *, source: str, name: str) -> Cue:
    """The cue that one ``[[cues]]`` block declares; keys it does not know are left to the caller.

    Raises:
        TaxonomyError: a key is missing or wrong.
    """
    number = require(table, "n", int, source=source)
    where = f"{source}, cue {number}"
    pattern, tokens = table.get("pattern"), table.get("tokens")
    if (pattern is None) == (tokens is None):
        raise TaxonomyError("a cue has either `pattern` or `tokens`", source=where, hint="Give exactly one.")
    yes = tuple(require(table, "yes", list, source=where))
    if not yes:
        raise TaxonomyError("a cue needs at least one `yes` example", source=where, hint="Add one.")
    unless = table.get("unless")
    return Cue(
        id=f"{name}/{number}",
        pattern=compile_expression(pattern, where=where) if pattern is not None else None,
        tokens=tuple(tuple(alternative) for alternative in tokens or ()),
        unless=compile_expression(unless, where=where) if unless is not None else None,
        yes=yes,
        no=tuple(table.get("no", ())),
    )
