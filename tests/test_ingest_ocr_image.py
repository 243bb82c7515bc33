"""Pictures of pages made fit for recognition: light, specks, skew; and the rulings on them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from evaluation import scans
from extractor.ingest.ocr_image import Picture, cleaned, rulings_of, skew_of, turned
from extractor.types import Box
from tests.paper import drawn, pdf, picture


@pytest.mark.parametrize("degrees", [-5.0, -2.0, -0.5, 0.0, 1.3, 5.0])
def test_skew_is_found_to_a_tenth_of_a_degree(degrees: float) -> None:
    page = picture().rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255)
    assert skew_of(page, 200) == pytest.approx(degrees, abs=0.15)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("skew", [0.0, -3.0, 3.0])
def test_a_box_of_a_skewed_page_finds_its_way_back(quarters: int, skew: float) -> None:
    upright = picture().rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255)
    image, turn = turned(Picture(1, upright.rotate(90 * quarters, expand=True), 200), quarters)
    assert turn.skew == pytest.approx(skew, abs=0.15)
    dark = np.argwhere(np.asarray(upright) < 100) * 72 / 200
    for y, x in np.argwhere(np.asarray(image) < 100)[::2000] * 72 / 200:
        box = turn.back(Box(1, x - 1, y - 1, x + 1, y + 1))
        assert np.any((dark >= (box.top, box.x0)).all(axis=1) & (dark <= (box.bottom, box.x1)).all(axis=1))


def test_rulings_are_found_and_letters_are_none() -> None:
    def grid(canvas: Canvas) -> None:
        drawn(canvas)
        canvas.grid([72, 200, 400], [100, 130, 160])

    found = rulings_of(picture(pdf(grid)), 200)
    across = found[found[:, 2] - found[:, 0] > 1]
    assert sorted(np.round(842 - across[:, 1]).tolist()) == pytest.approx([100, 130, 160], abs=1.5)
    assert len(found) - len(across) == 3
    assert len(rulings_of(picture(), 200)) == 0


def inked(page: Image.Image) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return np.asarray(page) < 128


@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman"])
@pytest.mark.parametrize("dpi", [100, 150, 200])
def test_periods_and_thin_strokes_of_small_print_are_no_specks(font: str, dpi: int) -> None:
    page = picture(pdf(lambda canvas: drawn(canvas, [("i.e., in 1.1; a - b", 8, 10)] * 40, font=font)), dpi)
    assert np.array_equal(inked(cleaned(page, dpi)), inked(page))


def test_specks_are_taken_from_paper_and_strokes_kept() -> None:
    page = picture()
    noisy = scans.noisy(page)
    clean = inked(cleaned(noisy, 200))
    assert np.count_nonzero(clean & ~inked(page)) < 0.05 * np.count_nonzero(inked(noisy) & ~inked(page))
    assert np.count_nonzero(inked(page) & ~clean) < 0.02 * np.count_nonzero(inked(page))


def test_white_on_black_becomes_black_on_white() -> None:
    page = picture()
    negative = Image.eval(page, lambda value: 255 - value)
    assert np.array_equal(np.asarray(cleaned(negative, 200)), np.asarray(cleaned(page, 200)))
