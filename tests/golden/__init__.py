"""What the demo licenses are read as: the part of their records that must not change unseen.

No scores, no review marks (they follow from scores) and no offsets. ``python -m tests.golden`` writes the files anew; a
change in them is to be read like a change of code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor import LicenseRecord

FOLDER = Path(__file__).parent
DEMO = FOLDER.parent.parent / "corpus" / "demo"
_WORDS_SHOWN = 60


def golden(record: LicenseRecord) -> str:
    """The stable part of a record as JSON, a line a finding, so that a difference can be read."""
    document = record.document
    parts = {
        "document": [
            {
                "name": document.name,
                "id": document.id,
                "media_type": document.media_type,
                "pages": document.pages,
                "method": document.method,
                "language": document.language,
                "title": document.title,
                "version": document.version,
                "warnings": [warning.code for warning in document.warnings],
            }
        ],
        "terms": [{"field": name, "value": term.value, "clauses": term.clauses} for name, term in record.terms.items()],
        "subject_rules": [rule.model_dump() for rule in record.subject_rules],
        "clauses": [
            {
                "id": clause.id,
                "kind": clause.kind,
                "number": clause.number,
                "path": clause.path,
                "parent": clause.parent,
                "page": clause.page,
                "labels": [item.label for item in clause.labels],
                "text": " ".join(clause.text.split())[:_WORDS_SHOWN],
            }
            for clause in record.clauses
        ],
        "entities": [
            {"type": entity.type, "role": entity.role, "value": entity.value, "clause": entity.clause}
            for entity in record.entities
        ],
    }
    return "{\n" + ",\n".join(_part(name, findings) for name, findings in parts.items()) + "\n}\n"


def _part(name: str, findings: list[dict[str, object]]) -> str:
    lines = ",\n".join(f"  {json.dumps(finding, ensure_ascii=False)}" for finding in findings)
    return f' "{name}": [\n{lines}\n ]'


def goldens() -> Iterator[tuple[Path, str]]:
    """Yields for each demo license its file, and what the fast model reads now."""
    from extractor import Extractor

    extractor = Extractor.load("fast")
    for path in sorted(DEMO.iterdir()):
        yield FOLDER / f"{path.stem}.json", golden(extractor.extract(path))
