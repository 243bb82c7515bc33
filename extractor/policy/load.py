"""A policy from its file, or why it is none: with the line and what to do."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from extractor.errors import UsageError
from extractor.policy.rules import KINDS, alike, model_of
from extractor.policy.schema import Exempt, Policy

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_LARGEST = 1_000_000
_SUFFIX = ".toml"


def shipped() -> tuple[str, ...]:
    """The names of the policies that come with the package."""
    return tuple(sorted(entry.name.removesuffix(_SUFFIX) for entry in _folder().iterdir() if _is_toml(entry.name)))


def load_policy(name: str | Path) -> Policy:
    """The policy of a file, or the shipped one of this name, with the rules of the one that it extends.

    Raises:
        UsageError: there is none, or it cannot mean anything; the message names the line.
    """
    return _load(str(name), Path(), ())


def _load(name: str, beside: Path, below: tuple[str, ...]) -> Policy:
    source, text, home = _read(name, beside)
    if source in below:
        raise UsageError(f"{source} extends itself", hint="Take out one `extends`.")
    policy = parse_policy(text, source)
    if policy.extends is None:
        return policy
    base = _load(policy.extends, home, (*below, source))
    own = {rule.id: rule for rule in policy.rules}
    kept = [own.pop(rule.id, rule) for rule in base.rules]
    # A rule that was taken over keeps the strictness of the policy that wrote it.
    lenient = {rule.id: "pass" if base.is_lenient(rule) else "fail" for rule in base.rules}
    mine = {rule.id for rule in policy.rules}
    rules = tuple(
        rule if rule.id in mine else rule.model_copy(update={"if_unsure": lenient[rule.id]})
        for rule in (*kept, *own.values())
    )
    whole = policy.model_copy(update={"rules": rules, "exceptions": (*base.exceptions, *policy.exceptions)})
    try:
        whole.check_exceptions()
    except PydanticCustomError as error:
        hint = (error.context or {}).get("hint", "")
        raise UsageError(error.message(), source=source, hint=hint) from error
    return whole


def parse_policy(text: str, source: str) -> Policy:
    """The policy that ``text`` writes down; ``source`` is what errors call it.

    Raises:
        UsageError: it cannot mean anything.
    """
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"not valid TOML: {error}", source=source, hint="Correct the line.") from error
    try:
        return Policy.model_validate(table)
    except ValidationError as error:
        first, *others = error.errors(include_url=False)
        path, message, hint = _explained(first, table)
        more = f" (and {len(others)} more)" if others else ""
        line = _line(text, path) if path else None
        where = f", line {line}" if line else ""
        raise UsageError(f"{message}{more}", source=f"{source}{where}", hint=hint) from error


def _read(name: str, beside: Path) -> tuple[str, str, Path]:
    """What a policy is called in errors, its text, and the folder that it stands in."""
    if name in shipped():
        return name, (_folder() / f"{name}{_SUFFIX}").read_text(encoding="utf-8"), Path()
    path = beside / name
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"larger than {_LARGEST} bytes", source=str(path), hint="Name a policy.")
        return str(path), path.read_text(encoding="utf-8"), path.parent
    except OSError as error:
        raise UsageError(
            f"no policy {name!r}: {error.strerror}",
            hint=f"Name a TOML file, or one that comes with extractor: {', '.join(shipped())}.",
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError("not UTF-8 text", source=str(path), hint="Save it as UTF-8.") from error


def _folder() -> Traversable:
    return files("extractor.policy") / "policies"


def _is_toml(name: str) -> bool:
    return name.endswith(_SUFFIX)


def _explained(error: ErrorDetails, table: dict[str, Any]) -> tuple[list[str | int], str, str]:
    """Where an error is, in the keys of the file, what is wrong, and what to do."""
    path = _path(error["loc"])
    key = str(path[-1]) if path else ""
    home = f" of rule `{name}`" if (name := _rule_name(path, table)) else ""
    match error["type"]:
        case "policy":
            return path, f"{error['msg']}{home and ' (' + home.removeprefix(' of ') + ')'}", error["ctx"]["hint"]
        case "policy_kind":
            hint = 'Name what the rule is about once, e.g. term = "commercial_use".'
            return path, f"{error['msg']}{home and ' (' + home.removeprefix(' of ') + ')'}", hint
        case "extra_forbidden":
            known = _keys(error["loc"])
            return path, f"unknown key `{key}`{home}", alike(key, known)
        case "missing":
            return path[:-1], f"the key `{key}`{home} is missing", f"Add `{key} = …`."
        case _:
            message = error["msg"].removeprefix("Value error, ")
            return path, f"`{key}`{home}: {message[:1].lower()}{message[1:]}", "Correct the value."


def _path(loc: tuple[int | str, ...]) -> list[str | int]:
    """The keys of the file that lead to an error: pydantic's, less the kinds of rules, which are no keys."""
    is_rule = len(loc) > 2 and loc[0] == "rules" and loc[2] in KINDS
    return [part for n, part in enumerate(loc) if not (is_rule and n == 2)]


def _rule_name(path: list[str | int], table: dict[str, Any]) -> str:
    if len(path) < 2 or path[0] != "rules":
        return ""
    rules, number = table["rules"], path[1]
    rule = rules[number] if isinstance(rules, list) and isinstance(number, int) else None
    name = rule.get("id") if isinstance(rule, dict) else None
    return str(name) if name else f"number {int(number) + 1}"


def _keys(loc: tuple[int | str, ...]) -> tuple[str, ...]:
    """The keys that are known where an unknown one stands."""
    if len(loc) == 1:
        model: type[Any] = Policy
    elif loc[0] == "exceptions":
        model = Exempt
    else:
        model = model_of(str(loc[2]))
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _line(text: str, path: list[str | int]) -> int | None:
    """The line on which the value at ``path`` begins: the first without which the file does not hold it."""
    lines = text.splitlines()
    begin = 0
    for count in range(1, len(lines) + 1):
        try:
            table: Any = tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue  # in the middle of a value of several lines
        if _holds(table, path):
            return next((n + 1 for n in range(begin, count) if lines[n].strip() and lines[n].lstrip()[0] != "#"), count)
        begin = count
    return None


def _holds(table: Any, path: list[str | int]) -> bool:
    for part in path:
        try:
            table = table[part]
        except (KeyError, IndexError, TypeError):
            return False
    return True
