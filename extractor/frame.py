"""Records as pandas frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from extractor.record import LicenseRecord

if TYPE_CHECKING:
    import pandas as pd


def to_frame(
    records: Iterable[LicenseRecord], *, what: Literal["terms", "clauses", "entities"] = "terms"
) -> pd.DataFrame:
    """One row a document with a column a field (``terms``), or one row a clause or entity.

    Set-valued answers are joined by ``"; "``. The frame of ``clauses`` has a column ``labels`` in the same form.
    """
    import pandas as pd

    rows: list[dict[str, object]] = []
    for record in records:
        document: dict[str, object] = {"document": record.document.name, "id": record.document.id}
        if what == "terms":
            rows.append(document | {name: _cell(term.value) for name, term in record.terms.items()})
        elif what == "clauses":
            rows.extend(
                document
                | clause.model_dump(
                    include={"kind", "number", "heading", "parent", "start", "end", "text", "page", "review"}
                )
                | {"clause": clause.id, "labels": _cell(tuple(label.label for label in clause.labels))}
                for clause in record.clauses
            )
        else:
            rows.extend(document | entity.model_dump() for entity in record.entities)
    return pd.DataFrame(rows)


def _cell(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "; ".join(value)
