"""What the program that made a PDF changes: ``python -m evaluation.producers`` writes ``results/producers.md``.

The supplied agreements are set anew, as an author would set them, by every producer that is installed, and read back.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from evaluation.gold import Gold
from evaluation.render_pdf import render_pdf
from evaluation.sets import left_out, measured, say_progress, write_page
from extractor.classify import Labeller
from extractor.ingest import read
from extractor.pipeline import Extractor
from extractor.report import Report, evaluate

_TIMEOUT = 180
_BULLET = re.compile(r"[-*•]\s+")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")
_TABLE_RULE = re.compile(r"[|\s:-]+")
_STYLE = """
@page { size: A4; margin: 20mm }
body { font: 10.5pt/1.35 serif } h1 { font-size: 16pt } h2 { font-size: 12pt }
table { border-collapse: collapse } td { border: 1px solid; padding: 2mm; height: 4mm }
.columns { column-count: 2; column-gap: 9mm; font-size: 9.5pt }
"""

Render = Callable[[Sequence[Gold], Path], Mapping[str, bytes]]
"""Makes one PDF a document, by name, in a folder to work in."""


@dataclass(frozen=True, slots=True)
class Producer:
    """A program that makes PDFs, and what it needs to be installed."""

    name: str
    render: Render
    needs: str | None = None

    @property
    def installed(self) -> bool:
        """Whether it can run here."""
        return self.needs is None or shutil.which(self.needs) is not None


def main() -> None:
    """Writes the page."""
    sets = measured()
    golds = sets.get("supplied", [])
    extractor = Extractor(Labeller.load(mode="fast"))
    reports: list[Report] = []
    missing = [producer.name for producer in PRODUCERS if not producer.installed]
    for producer in PRODUCERS if golds else ():
        if producer.installed:
            say_progress(producer.name)
            reports.append(measure(producer, golds, extractor))
    write_page("producers.md", page(reports, missing) + left_out(sets, ("supplied",)))


def measure(producer: Producer, golds: Sequence[Gold], extractor: Extractor) -> Report:
    """The scores of the agreements as the producer sets them."""
    with tempfile.TemporaryDirectory() as folder:
        made = producer.render(golds, Path(folder))
    return evaluate(golds, lambda gold: extractor.extract(made[gold.name], name=f"{gold.name}.pdf"), name=producer.name)


def page(reports: Sequence[Report], missing: Sequence[str]) -> str:
    """The table as Markdown."""
    lines = [
        "# Producers",
        "",
        "Written by `python -m evaluation.producers`: the supplied agreements, each set as PDF by several programs and",
        "read back; the fast model.",
        "",
        "| producer | segment starts F1 | exact F1 | text coverage | labels micro F1 | entities micro F1 |",
        "|---|---|---|---|---|---|",
    ]
    for report in reports:
        figures = report.figures()
        values = (
            figures["segmentation"]["f"],
            figures["segments_exact"]["f"],
            figures["text_coverage"],
            report.label_micro.f1,
            figures["entity_micro"]["f"],
        )
        lines.append(f"| {report.name} | {' | '.join(f'{value:.3f}' for value in values)} |")
    if missing:
        lines += ["", f"Not installed here: {', '.join(missing)}."]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Part:
    """A segment as an author would enter it: the name of its style, and its lines."""

    style: str
    lines: tuple[str, ...]


def parts(gold: Gold) -> Iterator[Part]:
    """Yields the segments of an agreement; a bullet that stands for an item is left to the producer to draw."""
    for segment in gold.data["segments"]:
        text = _LINK.sub(r"\1", gold.text[segment["start"] : segment["end"]])
        lines = tuple(line.strip().lstrip("# ") for line in text.split("\n") if line.strip())
        kind = segment["kind"]
        if kind == "item" and (bullet := _BULLET.match(lines[0])):
            yield Part("bullet", (lines[0][bullet.end() :], *lines[1:]))
        elif all(line.startswith("|") for line in lines):
            yield Part("table", tuple(line for line in lines if not _TABLE_RULE.fullmatch(line)))
        else:
            yield Part(kind if kind in ("title", "heading") else "paragraph", lines)


def cells(part: Part) -> list[list[str]]:
    """The cells of a table, row by row."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in part.lines]


def _by_reportlab(golds: Sequence[Gold], folder: Path) -> dict[str, bytes]:
    return {
        gold.name: render_pdf(read(gold.text.encode(), name=f"{gold.name}.txt"), head="Data License") for gold in golds
    }


def _by_libreoffice(golds: Sequence[Gold], folder: Path) -> dict[str, bytes]:
    for gold in golds:
        (folder / f"{gold.name}.docx").write_bytes(_docx(gold))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    sources = [str(folder / f"{gold.name}.docx") for gold in golds]
    _run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *sources])
    return {gold.name: (folder / f"{gold.name}.pdf").read_bytes() for gold in golds}


def _docx(gold: Gold) -> bytes:
    """A Word file with a running head, a page number and real lists."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document: Any = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Data License"
    number = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    section.footer.paragraphs[0]._p.append(number)
    styles = {"title": "Title", "heading": "Heading 2", "bullet": "List Bullet", "paragraph": "Normal"}
    for part in parts(gold):
        if part.style == "table":
            _add_table(document, cells(part))
            continue
        paragraph = document.add_paragraph(style=styles[part.style])
        for index, line in enumerate(part.lines):
            if index:
                paragraph.add_run().add_break()
            for place, words in enumerate(_BOLD.split(line)):
                paragraph.add_run(words).bold = True if place % 2 else None
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=max(map(len, rows)), style="Table Grid")
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=False):
            cell.text = words


def _by_chromium(columns: bool) -> Render:
    def render(golds: Sequence[Gold], folder: Path) -> dict[str, bytes]:
        return {gold.name: _print(gold, folder, columns) for gold in golds}

    return render


def _print(gold: Gold, folder: Path, columns: bool) -> bytes:
    source, target = folder / f"{gold.name}.html", folder / f"{gold.name}.pdf"
    source.write_text(_html(gold, columns), encoding="utf-8")
    _run([
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}", source.as_uri(),
    ])  # fmt: skip
    return target.read_bytes()


def _html(gold: Gold, columns: bool) -> str:
    """A web page, its title over the whole width; printed, it carries a date, an address and page numbers."""
    tags = {"title": "h1", "heading": "h2", "bullet": "li", "paragraph": "p"}
    titles: list[str] = []
    body: list[str] = []
    for part in parts(gold):
        if part.style == "table":
            rows = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in cells(part)]
            body.append(f"<table><tr>{'</tr><tr>'.join(rows)}</tr></table>")
            continue
        words = _BOLD.sub(r"<b>\1</b>", "<br>".join(escape(line, quote=False) for line in part.lines))
        tag = tags[part.style]
        to = titles if tag == "h1" and not body else body
        if tag == "li" and to and to[-1].endswith("</ul>"):
            to[-1] = f"{to[-1].removesuffix('</ul>')}<li>{words}</li></ul>"
        else:
            to.append(f"<ul><li>{words}</li></ul>" if tag == "li" else f"<{tag}>{words}</{tag}>")
    inner = f'<div class="{"columns" if columns else "plain"}">{"".join(body)}</div>'
    head = f'<meta charset="utf-8"><title>Data License</title><style>{_STYLE}</style>'
    return f"<!doctype html><html><head>{head}</head><body>{''.join(titles)}{inner}</body></html>"


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT)


PRODUCERS = (
    Producer("reportlab", _by_reportlab),
    Producer("LibreOffice, from Word", _by_libreoffice, needs="soffice"),
    Producer("Chromium, printed", _by_chromium(columns=False), needs="chromium"),
    Producer("Chromium, two columns", _by_chromium(columns=True), needs="chromium"),
)


if __name__ == "__main__":
    main()
