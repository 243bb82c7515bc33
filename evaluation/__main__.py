"""Scores on every set of gold at hand: ``python -m evaluation [--shared DIR] [--out DIR]``.

The corpus' test split is always there. The third-party agreements are read where they lie and skipped, with the
reason, where they are absent. Results of the corpus, and figures without any text of the others, go to
``evaluation/results/``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from evaluation.gold import Gold, corpus_gold, read_gold
from evaluation.render_pdf import render_pdf
from extractor.baseline import keyword_record
from extractor.errors import SourceError
from extractor.ingest import read
from extractor.pipeline import Extractor
from extractor.record import LicenseRecord
from extractor.report import Report, evaluate, table

Extract = Callable[[Extractor, Gold], LicenseRecord]

RESULTS = Path(__file__).parent / "results"
SHARED = Path(__file__).parent.parent.parent / "shared"


def main() -> None:
    """Writes one table a set and prints it."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of the third-party agreements")
    parser.add_argument("--out", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    shared: Path = arguments.shared
    corpus = list(corpus_gold("test"))
    runs: list[tuple[str, list[Gold], Extract]] = [
        ("corpus-test", corpus, _text),
        ("corpus-test-pdf", corpus, _through_pdf),
    ]
    if (shared / "gold").is_dir():
        supplied = list(read_gold(shared / "gold", shared / "supplied"))
        dev = list(read_gold(shared / "dev/gold", shared / "dev/txt"))
        found = {path.stem: path for path in (shared / "dev/docs").iterdir()}
        runs += [
            ("supplied", supplied, _text),
            ("supplied-pdf", supplied, _through_pdf),
            ("dev-as-found", dev, lambda extractor, gold: extractor.extract(found[gold.name])),
            ("dev-text", dev, _text),
        ]
    else:
        print(f"skipped: the third-party agreements are not at {shared}")
    models = {"full": Extractor.load("full"), "fast": Extractor.load("fast")}
    for name, golds, extract in runs:
        reports = [evaluate(golds, _tolerant(extract, model), name=mode) for mode, model in models.items()]
        reports.append(evaluate(golds, lambda gold: keyword_record(gold.name, gold.text), name="keywords"))
        _write(arguments.out, name, reports)


def _text(extractor: Extractor, gold: Gold) -> LicenseRecord:
    return extractor.extract(gold.text.encode(), name=f"{gold.name}.txt")


def _through_pdf(extractor: Extractor, gold: Gold) -> LicenseRecord:
    document = read(gold.text.encode(), name=f"{gold.name}.txt")
    return extractor.extract(render_pdf(document, head=gold.name), name=f"{gold.name}.pdf")


def _tolerant(extract: Extract, extractor: Extractor) -> Callable[[Gold], LicenseRecord | None]:
    def record(gold: Gold) -> LicenseRecord | None:
        try:
            return extract(extractor, gold)
        except SourceError as error:
            print(f"failed: {error}")
            return None

    return record


def _write(folder: Path, name: str, reports: list[Report]) -> None:
    text = f"# {name}\n\n{table(reports)}"
    print(text)
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    figures = [report.figures() for report in reports]
    (folder / f"{name}.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
