"""The wheel is complete: code, taxonomy, trained model; and nothing else."""

from __future__ import annotations

import zipfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parent.parent


def test_the_wheel_holds_all_that_parse_needs(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "extractor/cli/__init__.py",
        "extractor/py.typed",
        "extractor/artifact/model.json",
        "extractor/artifact/encoder.onnx",
        "extractor/export/html/static/report.html.j2",
        "extractor/schema/record-1.0.json",
    } <= names
    for folder in ("labels", "entities", "terms"):
        here = {
            f"extractor/taxonomy/{folder}/{path.name}" for path in (ROOT / "extractor/taxonomy" / folder).glob("*.toml")
        }
        assert here and here <= names
    tops = {name.split("/")[0] for name in names}
    assert tops == {"extractor", f"extractor-{_version()}.dist-info"}
    assert Path(wheel).stat().st_size < 40 * 2**20


def _version() -> str:
    from extractor import __version__

    return __version__
