"""Scores on every set of gold at hand: ``python -m evaluation [--shared DIR] [--out DIR]``.

The full and the fast model, clauses labelled by their words alone, and a keyword search, side by side. The corpus' test
split is always there; the third-party agreements are read where they lie and skipped, with the reason, where they are
absent. Results of the corpus, and figures without any text of the others, go to ``evaluation/results/``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from evaluation.gold import Gold
from evaluation.render_pdf import render_pdf
from evaluation.sets import RESULTS, SHARED, left_out, measured, say_progress, taught, taught_rows, write_page
from evaluation.words_alone import WordsAlone
from extractor.baseline import keyword_record
from extractor.errors import SourceError
from extractor.ingest import read
from extractor.pipeline import Extractor
from extractor.record import LicenseRecord
from extractor.report import Report, evaluate, table

Reader = Extractor | WordsAlone
Extract = Callable[[Reader, Gold], LicenseRecord]


def main() -> None:
    """Writes one table a set and prints it."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of the third-party agreements")
    parser.add_argument("--out", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    sets = measured(arguments.shared)
    print(left_out(sets), end="")
    readers: dict[str, Reader] = {
        "full": Extractor.load("full"),
        "fast": Extractor.load("fast"),
        "words alone": WordsAlone(taught_rows(taught())),
    }
    for name, (golds, extract) in _runs(sets, arguments.shared).items():
        say_progress(name)
        reports = [evaluate(golds, _tolerant(extract, reader), name=kind) for kind, reader in readers.items()]
        reports.append(evaluate(golds, lambda gold: keyword_record(gold.name, gold.text), name="keywords"))
        _write(arguments.out, name, reports)


def _runs(sets: Mapping[str, list[Gold]], shared: Path) -> dict[str, tuple[list[Gold], Extract]]:
    """What is measured, by the name of its page: documents, and how they are read."""
    runs: dict[str, tuple[list[Gold], Extract]] = {
        "corpus-test": (sets["corpus test"], _text),
        "corpus-test-pdf": (sets["corpus test"], _through_pdf),
    }
    if "supplied" in sets:
        runs |= {"supplied": (sets["supplied"], _text), "supplied-pdf": (sets["supplied"], _through_pdf)}
    if "dev" in sets:
        found = {path.stem: path for path in (shared / "dev/docs").iterdir()}
        runs |= {
            "dev-as-found": (sets["dev"], lambda reader, gold: reader.extract(found[gold.name])),
            "dev-text": (sets["dev"], _text),
        }
    return runs


def _text(reader: Reader, gold: Gold) -> LicenseRecord:
    return reader.extract(gold.text.encode(), name=f"{gold.name}.txt")


def _through_pdf(reader: Reader, gold: Gold) -> LicenseRecord:
    document = read(gold.text.encode(), name=f"{gold.name}.txt")
    return reader.extract(render_pdf(document, head=gold.name), name=f"{gold.name}.pdf")


def _tolerant(extract: Extract, reader: Reader) -> Callable[[Gold], LicenseRecord | None]:
    def record(gold: Gold) -> LicenseRecord | None:
        try:
            return extract(reader, gold)
        except SourceError as error:
            print(f"failed: {error}")
            return None

    return record


def _write(folder: Path, name: str, reports: list[Report]) -> None:
    text = f"# {name}\n\n{table(reports)}"
    print(text)
    write_page(f"{name}.md", text, folder)
    figures = [report.figures() for report in reports]
    write_page(f"{name}.json", json.dumps(figures, indent=1) + "\n", folder)


if __name__ == "__main__":
    main()
