"""What reading from scans costs: ``python -m evaluation.scans`` writes ``results/scans.md``.

The supplied agreements are rendered, shown as pictures at 200 dpi, spoiled as paper and scanners do, and read by OCR.
Needs Tesseract and the third-party agreements; where one of them is missing it says so and writes nothing.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from evaluation.gold import Gold
from evaluation.render_pdf import render_pdf
from evaluation.sets import SHARED, measured, say_progress, write_page
from extractor.ingest import read
from extractor.ingest.ocr_tesseract import is_installed
from extractor.pipeline import Extractor
from extractor.record import LicenseRecord
from extractor.report import Report, evaluate

if TYPE_CHECKING:
    from PIL.Image import Image

Spoil = Callable[["Image"], "Image"]
_DPI = 200


def straight(page: Image) -> Image:
    """The page as it is."""
    return page


def turned(page: Image) -> Image:
    """The page laid into the scanner on its side."""
    from PIL import Image as Images

    return page.transpose(Images.Transpose.ROTATE_90)


def upside_down(page: Image) -> Image:
    """The page fed in foot first."""
    from PIL import Image as Images

    return page.transpose(Images.Transpose.ROTATE_180)


def skewed(page: Image) -> Image:
    """The page drawn in askew, by two degrees."""
    from PIL import Image as Images

    return page.rotate(-2, Images.Resampling.BICUBIC, fillcolor=255)


def noisy(page: Image) -> Image:
    """The page with grain, and with specks on one dot in a hundred; the same ones each time."""
    import numpy as np
    from PIL import Image as Images

    random = np.random.default_rng(7)
    grey = np.asarray(page, np.float32) + random.normal(0, 20, (page.height, page.width))
    specks = random.random(grey.shape)
    grey[specks < 0.005], grey[specks > 0.995] = 0, 255
    return Images.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def coarse(page: Image) -> Image:
    """The page at 150 dpi."""
    return page.resize((page.width * 150 // _DPI, page.height * 150 // _DPI))


def photographed(page: Image) -> Image:
    """The page in the light of a window: bright at the left, a third as bright at the right."""
    import numpy as np
    from PIL import Image as Images

    light = np.linspace(0.95, 0.32, page.width, dtype=np.float32)
    return Images.fromarray((np.asarray(page) * light).astype(np.uint8))


CONDITIONS: Mapping[str, Spoil] = {
    "200 dpi, straight": straight,
    "turned by 90°": turned,
    "upside down": upside_down,
    "skewed by 2°": skewed,
    "noisy": noisy,
    "150 dpi": coarse,
    "uneven light": photographed,
}
"""What is done to the pages."""


def scan(pdf: bytes, spoil: Spoil = straight) -> bytes:
    """The PDF with each page as a picture of it, spoiled, and without text."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [spoil(page.render(scale=_DPI / 72, grayscale=True).to_pil().copy()) for page in document]
    finally:
        document.close()
    dpi = 150 if spoil is coarse else _DPI
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=85)
    return out.getvalue()


def main() -> None:
    """Writes the page."""
    sets = measured(SHARED)
    missing = [*([] if is_installed() else ["Tesseract"]), *([] if "supplied" in sets else ["the supplied agreements"])]
    if missing:
        say_progress(f"not at hand: {', '.join(missing)}; nothing measured")
        return
    extractor = Extractor.load("fast")
    reports = [evaluate(sets["supplied"], _rendered(extractor, None), name="PDF with text")]
    for name, spoil in CONDITIONS.items():
        say_progress(name)
        reports.append(evaluate(sets["supplied"], _rendered(extractor, spoil), name=name))
    write_page("scans.md", page(reports))


def _rendered(extractor: Extractor, spoil: Spoil | None) -> Callable[[Gold], LicenseRecord]:
    def record(gold: Gold) -> LicenseRecord:
        pdf = render_pdf(read(gold.text.encode(), name=f"{gold.name}.txt"), head=gold.name)
        return extractor.extract(scan(pdf, spoil) if spoil else pdf, name=f"{gold.name}.pdf")

    return record


def page(reports: Sequence[Report]) -> str:
    """The table as Markdown."""
    documents = reports[0].counts.documents
    lines = [
        "# What reading from scans costs",
        "",
        f"Written by `python -m evaluation.scans`. The {documents} supplied agreements, rendered to PDF, shown as",
        f"pictures at {_DPI} dpi, spoiled as the first column says, and read by Tesseract; the fast model.",
        "",
        "| scan | segment starts F1 | labels micro F1 | entities F1 | terms accuracy | dropped restrictions |",
        "|---|---|---|---|---|---|",
    ]
    for report in reports:
        figures = report.figures()
        f1 = " | ".join(f"{figures[name]['f']:.3f}" for name in ("segmentation", "label_micro", "entity_micro"))
        lines.append(f"| {report.name} | {f1} | {report.term_accuracy:.3f} | {len(report.counts.dropped)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
