"""The arrows of the house: which part may import which. A part that is not listed here fails, rather than skips."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "extractor"

_GROUND = {"types", "errors"}
_STAGE = _GROUND | {"taxonomy", "language", "lookup"}
_STAGES = {"ingest", "segment", "classify", "entities", "terms"}
ARROWS: dict[str, set[str]] = {
    "types": set(),
    "errors": set(),
    "taxonomy": _GROUND,
    "literals": set(),
    "lookup": {"literals"},
    "language": _GROUND | {"taxonomy", "lookup"},
    **dict.fromkeys(_STAGES, _STAGE),
    "record": _GROUND | {"taxonomy"},
    "schema": {"record", "taxonomy"},
    "isolation": _GROUND | {"classify", "ingest", "record"},
    "quality": _GROUND,
    "pipeline": _STAGE | _STAGES | {"record", "isolation", "quality", "__init__"},
    "worker": {"errors", "ingest", "isolation", "pipeline", "record"},
    "spans": set(),
    "components": _STAGE | _STAGES | {"spans"},
    "gold": _GROUND,
    "align": set(),
    "score": _GROUND | {"align", "gold", "record"},
    "report": {"gold", "record", "score"},
    "baseline": {"record", "types"},
    "frame": {"record", "export"},
    "stored": {"errors", "record"},
    "compare": _GROUND | {"taxonomy", "record"},
    "policy": _GROUND | {"taxonomy", "record"},
    "redact": _GROUND | {"taxonomy", "record"},
    "export": {"__init__", "errors", "types", "record", "taxonomy", "compare", "policy", "spans"},
    "cli": {
        "__init__",
        "errors",
        "types",
        "classify",
        "ingest",
        "isolation",
        "pipeline",
        "record",
        "schema",
        "taxonomy",
        "stored",
        "compare",
        "policy",
        "redact",
        "export",
        "gold",
        "baseline",
        "report",
    },
    "__init__": {"errors", "frame", "ingest", "pipeline", "policy", "record", "report"},
}
_OUTSIDE = {"models", "corpus", "docs", "evaluation", "tests"}


def _part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    """The parts of the package, and our other top-level folders, that a module imports anywhere."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [node.module or ""]
            if node.module == "extractor":
                names = [
                    f"extractor.{a.name}" if (PACKAGE / f"{a.name}.py").exists() else "extractor.__init__"
                    for a in node.names
                ]
        for name in names:
            top, _, rest = name.partition(".")
            if top == "extractor":
                found.add(rest.split(".")[0] or "__init__")
            elif top in _OUTSIDE:
                found.add(top)
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    part = _part(path)
    assert part in ARROWS, f"{part} is not in the drawing: decide what it may import"
    wrong = _imports(path) - ARROWS[part] - {part}
    assert not wrong, f"{part} must not import {sorted(wrong)}"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_stay_readable(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 300, f"{lines} lines: split it by idea"


def test_no_module_without_a_subject() -> None:
    names = {path.stem for path in PACKAGE.rglob("*.py")}
    assert not names & {"utils", "util", "helpers", "common", "misc"}


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("pypdfium2", {"ingest"}),
        ("pdfplumber", {"ingest"}),
        ("docx", {"ingest"}),
        ("markdown_it", {"ingest"}),
        ("spacy", {"language", "components", "spans", "export"}),
        ("pyarrow", {"export"}),
        ("ahocorasick_rs", {"lookup"}),
        ("pandas", {"frame", "compare"}),
        ("datasketch", {"compare"}),
        ("xlsxwriter", {"export"}),
        ("pydantic", {"record", "stored", "policy"}),
        ("click", {"cli"}),
        ("jinja2", {"export"}),
    ],
)
def test_a_heavy_library_lives_in_one_part(library: str, homes: set[str]) -> None:
    users = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            if any(name.split(".")[0] == library for name in names):
                users.add(_part(path))
    assert users == homes & users and users, f"{library} is imported by {sorted(users)}"
