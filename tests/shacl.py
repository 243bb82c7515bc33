"""JSON-LD against SHACL shapes."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SHAPES = Path(__file__).parent / "shapes"


def faults(nodes: Iterable[dict[str, Any]], shapes: str) -> str:
    """What the shapes of the file find wrong with all nodes together; empty where they find nothing."""
    from pyshacl import validate
    from rdflib import Graph

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # both libraries use parts of rdflib that it has deprecated
        graph = Graph()
        for node in nodes:
            graph.parse(data=json.dumps(node), format="json-ld")
        shapes_text = (SHAPES / shapes).read_text(encoding="utf-8")
        conforms, _, report = validate(graph, shacl_graph=shapes_text, inference="none")
    return "" if conforms else str(report)
