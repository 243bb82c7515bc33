"""Records written out: the table of formats."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.export.to_croissant import to_croissant
from extractor.export.to_csv import to_csv
from extractor.export.to_cyclonedx import to_cyclonedx
from extractor.export.to_docbin import to_docbin
from extractor.export.to_duo import to_duo
from extractor.export.to_html import to_html
from extractor.export.to_hugging_face import to_hugging_face
from extractor.export.to_json import to_json, to_jsonl
from extractor.export.to_label_studio import to_label_studio
from extractor.export.to_markdown import to_markdown
from extractor.export.to_odrl import to_odrl
from extractor.export.to_parquet import to_parquet
from extractor.export.to_prodigy import to_prodigy
from extractor.export.to_schema_org import to_schema_org
from extractor.export.to_spdx import to_spdx
from extractor.export.to_summary import to_summary
from extractor.export.to_xlsx import to_xlsx
from extractor.export.writer import Writer, each

WRITERS: Mapping[str, Writer] = {
    "summary": Writer(each(to_summary), ".txt"),
    "json": Writer(each(to_json), ".json", holds_many=False),
    "jsonl": Writer(each(to_jsonl), ".jsonl"),
    "csv": Writer(to_csv("terms"), ".csv"),
    "csv-clauses": Writer(to_csv("clauses"), ".clauses.csv"),
    "csv-entities": Writer(to_csv("entities"), ".entities.csv"),
    "parquet": Writer(to_parquet("terms"), ".parquet", is_text=False),
    "parquet-clauses": Writer(to_parquet("clauses"), ".clauses.parquet", is_text=False),
    "parquet-entities": Writer(to_parquet("entities"), ".entities.parquet", is_text=False),
    "xlsx": Writer(to_xlsx, ".xlsx", is_text=False),
    "markdown": Writer(each(to_markdown), ".summary.md"),
    "html": Writer(each(to_html), ".html", holds_many=False, is_text=False),
    "odrl": Writer(each(to_odrl), ".odrl.jsonld", holds_many=False),
    "duo": Writer(each(to_duo), ".duo.json", holds_many=False),
    "croissant": Writer(each(to_croissant), ".croissant.json", holds_many=False),
    "schema-org": Writer(each(to_schema_org), ".schema.jsonld", holds_many=False),
    "spdx": Writer(each(to_spdx), ".spdx.json", holds_many=False),
    "cyclonedx": Writer(each(to_cyclonedx), ".cdx.json", holds_many=False),
    "hugging-face": Writer(each(to_hugging_face), ".card.md", holds_many=False),
    "docbin": Writer(to_docbin, ".spacy", is_text=False),
    "prodigy": Writer(to_prodigy, ".prodigy.jsonl"),
    "label-studio": Writer(to_label_studio, ".label-studio.json"),
}
"""Format name to what writes it. A format is one module and one line here; it imports its libraries when it writes."""
