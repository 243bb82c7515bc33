"""Lines and words from Tesseract; the only module that knows pytesseract.

Tesseract runs as a child of this process, in its process group, so that it ends with it.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.errors import NeedsOcrError

if TYPE_CHECKING:
    from PIL.Image import Image
    from selectolax.lexbor import LexborNode

INSTALL_HINT = (
    "Install Tesseract and read it again: `apt-get install tesseract-ocr` (Debian, Ubuntu), `brew install tesseract` "
    "(macOS), or the UB Mannheim installer (Windows; its folder has to be in PATH)."
)
_LANGUAGE = "eng"
_PROPERTY = re.compile(r"(\w+) ([^;\"]+)")
# Below this, Tesseract does not know itself which side is up.
_SURE_OF_SIDE = 1.5


class TooSlowError(Exception):
    """Tesseract took longer than it was given, and was ended."""


class FailedError(Exception):
    """Tesseract could make nothing of the picture, or crashed over it; the message is its own."""


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word, in pixels of the picture, with Tesseract's confidence in it, in ``[0, 1]``."""

    text: str
    x0: float
    x1: float
    confidence: float


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A line of words, in pixels of the picture."""

    words: tuple[OcrWord, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    """Where the letters stand, in the middle of the line."""
    size: float
    """From the top of tall letters to the foot of long ones: about the font size."""
    upright: bool
    """False where Tesseract found it running up, down, or upside down."""

    @property
    def length(self) -> int:
        """The characters of its words."""
        return sum(len(word.text) for word in self.words)

    @property
    def confidence(self) -> float:
        """The mean over its characters."""
        return sum(word.confidence * len(word.text) for word in self.words) / self.length


def is_installed() -> bool:
    """Whether there is a Tesseract to ask."""
    from pytesseract import pytesseract

    return shutil.which(pytesseract.tesseract_cmd) is not None


def lines_on(image: Image, dpi: float, seconds: float) -> list[OcrLine]:
    """The lines of a picture in Tesseract's reading order.

    Raises:
        NeedsOcrError: Tesseract is not there, or lacks the data for English.
        TooSlowError: it took longer than ``seconds``.
        FailedError: it ended with an error.
    """
    from selectolax.lexbor import LexborHTMLParser

    config = f"--psm 3 --dpi {round(dpi)}"
    hocr = _ask("image_to_pdf_or_hocr", image, seconds, lang=_LANGUAGE, extension="hocr", config=config)
    assert isinstance(hocr, bytes)
    found: list[OcrLine] = []
    for node in LexborHTMLParser(hocr.decode("utf-8")).css(".ocr_line, .ocr_header, .ocr_caption, .ocr_textfloat"):
        words = tuple(word for child in node.css(".ocrx_word") if (word := _word(child)) is not None)
        if words:
            found.append(_line(node, words))
    return found


def quarters_to_turn(image: Image, seconds: float) -> int:
    """The quarters of a turn clockwise after which the text stands upright; 0 where that cannot be told.

    Raises: as :func:`lines_on`.
    """
    try:
        told = _ask("image_to_osd", image, seconds, output_type="dict")
    except (FailedError, NeedsOcrError):  # too little text to tell, or no data to tell it by
        return 0
    assert isinstance(told, dict)
    sure = float(told["orientation_conf"]) >= _SURE_OF_SIDE
    return int(told["rotate"]) // 90 % 4 if sure else 0


def _ask(function: str, image: Image, seconds: float, **options: str) -> object:
    import pytesseract

    # Its threads wait for each other in a loop: on a busy machine, several take many times as long as one.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        return getattr(pytesseract, function)(image, timeout=max(seconds, 0.1), **options)
    except pytesseract.TesseractNotFoundError as error:
        raise NeedsOcrError("this needs OCR, and Tesseract is not installed", hint=INSTALL_HINT) from error
    except pytesseract.TesseractError as error:
        if "traineddata" in str(error):
            raise NeedsOcrError(
                "this needs OCR, and Tesseract has no data for English",
                hint="Install its data `eng` (on Debian and Ubuntu the package tesseract-ocr-eng).",
            ) from error
        raise FailedError(" ".join(error.message.split())[:200] or f"exit code {error.status}") from error
    except RuntimeError as error:  # what pytesseract raises when the time is over
        raise TooSlowError from error


def _line(node: LexborNode, words: tuple[OcrWord, ...]) -> OcrLine:
    told = _properties(node)
    x0, top, x1, bottom = told["bbox"]
    slope, offset = told.get("baseline", (0.0, 0.0))[:2]
    return OcrLine(
        words=words,
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
        baseline=bottom + offset + slope * (x1 - x0) / 2,
        size=told.get("x_size", (bottom - top,))[0],
        upright=not told.get("textangle", (0.0,))[0],
    )


def _word(node: LexborNode) -> OcrWord | None:
    text = "".join(node.text().split())
    told = _properties(node)
    return OcrWord(text, told["bbox"][0], told["bbox"][2], told["x_wconf"][0] / 100) if text else None


def _properties(node: LexborNode) -> dict[str, tuple[float, ...]]:
    """What hOCR says of an element, in its title: ``bbox 10 20 300 40; baseline 0 -6; x_size 27``."""
    title = node.attributes.get("title") or ""
    return {name: tuple(map(float, values.split())) for name, values in _PROPERTY.findall(title)}
