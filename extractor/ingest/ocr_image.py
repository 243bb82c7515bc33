"""Pictures of pages made fit for recognition: even light, no specks, level lines; and the rulings that they show.

How it was lit, how noisy and how skewed it is, is measured on the picture itself, so that no setting has to fit it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.types import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

POINTS = 72.0
"""Points in an inch."""
# Darker than the first is a stroke for sure; than the second, it may be the light edge of one.
_DARK, _INK = 128, 180
# Light is evened out where its darkest twentieth is so much darker than its brightest, or all of it is grey.
_UNEVEN, _GREY = 0.85, 215.0
_BLOCK = 16
# Of nine pixels, so few are dark around a speck, and so many in a stroke; thin strokes go out so far from one.
_SPECK, _CORE, _HOLE, _REACH = 2, 3, 7, 4
# It is noise where more than this share of the picture is specks farther than so many inches from anything written.
_NOISY, _APART = 0.0005, 0.06
# Lines are looked for up to this many degrees off the level, at about this resolution; less than the last is level.
_MOST_SKEW, _COARSE, _FINE, _LEVEL = 7.0, 0.5, 0.1, 0.12
_SKEW_DPI = 100.0
_SHARPER = 1.05
_RULING_DPI = 150.0
_LONG_RULING, _THICK_RULING = 0.5, 0.03  # inches
_BLANK = 0.0002


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture."""

    number: int
    image: Image
    dpi: float


@dataclass(frozen=True, slots=True)
class Turn:
    """How a picture was turned before it was read: by quarters first, then by its skew.

    What lies on it is placed on the page after the quarters and before the skew: with the page the right side up, as
    who looks at it has to turn it.
    """

    quarters: int
    """Quarters of a turn clockwise."""
    skew: float
    """Degrees counterclockwise."""
    before: tuple[float, float]
    """Width and height of the upright page in points."""
    after: tuple[float, float]
    """The same of the picture that was read."""

    def back(self, box: Box) -> Box:
        """The box on the upright page that is around ``box`` on the picture that was read."""
        if not self.skew:
            return box
        cos, sin = math.cos(math.radians(self.skew)), math.sin(math.radians(self.skew))
        points = [
            (x - self.after[0] / 2, y - self.after[1] / 2) for x in (box.x0, box.x1) for y in (box.top, box.bottom)
        ]
        xs = [x * cos - y * sin + self.before[0] / 2 for x, y in points]
        ys = [y * cos + x * sin + self.before[1] / 2 for x, y in points]
        return Box(box.page, *(round(edge, 1) for edge in (min(xs), min(ys), max(xs), max(ys))))


def is_blank(image: Image) -> bool:
    """Whether nothing is on the picture that could be read."""
    import numpy as np

    grey = np.asarray(image.convert("L").reduce(max(1, min(image.size) // 600)))
    return float(np.mean(grey < float(np.median(grey)) - 40)) < _BLANK


def cleaned(picture: Image, dpi: float) -> Image:
    """The picture in grey, dark on white, evenly lit, without specks."""
    import numpy as np
    from PIL import Image

    grey = np.asarray(picture.convert("L"))
    if float(np.median(grey[::4, ::4])) < _DARK:
        grey = 255 - grey
    return Image.fromarray(_on_white(_evenly_lit(grey), dpi))


def _evenly_lit(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture divided by its background: what is brightest around each place."""
    import numpy as np
    from PIL import Image, ImageFilter

    height, width = grey.shape
    small = Image.fromarray(grey).resize((max(1, width // _BLOCK), max(1, height // _BLOCK)), Image.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(2))
    low, high = np.percentile(np.asarray(paper), (5, 95))
    if low > _UNEVEN * high and high > _GREY:
        return grey
    light = np.asarray(paper.resize((width, height), Image.Resampling.BILINEAR), np.float32)
    even: NDArray[np.uint8] = np.clip(grey * (255.0 / np.maximum(light, 1.0)), 0, 255).astype(np.uint8)
    return even


def _on_white(grey: NDArray[np.uint8], dpi: float) -> NDArray[np.uint8]:
    """The strokes on white paper, without what compression left around them, and without specks if there are many.

    What has a core, where a stroke is wide enough to be sure of, is no speck, nor are the thin strokes from it.
    """
    import numpy as np

    dark = grey < _DARK
    padded = np.pad(dark.astype(np.uint8), 1)
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    around = rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]
    core = dark & (around >= _CORE)
    if not _is_noisy(core, dark & (around <= _SPECK), max(1, round(_APART * dpi))):
        return np.where(_wider(grey < _INK), grey, np.uint8(255))
    strokes = core
    for _ in range(_REACH):
        strokes = _wider(strokes) & dark
    filled = np.where(~dark & (around >= _HOLE), np.uint8(0), grey)
    return np.where(_wider(strokes), filled, np.uint8(255))


def _is_noisy(core: NDArray[np.bool_], specks: NDArray[np.bool_], apart: int) -> bool:
    """Whether there are specks where nothing is written: periods and the dots of letters are as small, but near it."""
    import numpy as np

    height, width = (apart * (edge // apart) for edge in core.shape)
    blocks = (height // apart, apart, width // apart, apart)
    written: NDArray[np.bool_] = core[:height, :width].reshape(blocks).max(axis=(1, 3))
    empty = ~_wider(written)
    inside = specks[:height, :width].reshape(blocks).sum(axis=(1, 3))
    return bool(np.any(empty)) and float(np.mean(inside[empty])) > _NOISY * apart**2


def _wider(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The mask and the eight neighbors of all that is in it."""
    import numpy as np
    from PIL import Image, ImageFilter

    wider: NDArray[np.bool_] = np.asarray(Image.fromarray(mask).convert("L").filter(ImageFilter.MaxFilter(3))) > 0
    return wider


def skew_of(image: Image, dpi: float) -> float:
    """The degrees by which to turn the picture counterclockwise so that its lines are level.

    The angle is the one at which the dark pixels fall into the sharpest rows (projection profile, Postl 1986).
    """
    import numpy as np

    grey = np.asarray(image.reduce(max(1, round(dpi / _SKEW_DPI))))
    y, x = np.nonzero(grey < 160)
    if len(x) < 200:
        return 0.0
    x = x - grey.shape[1] / 2

    def sharpness(degrees: float) -> float:
        rows = np.round(y - x * math.tan(math.radians(degrees))).astype(np.int64)
        profile = np.bincount(rows - rows.min()).astype(np.float64)
        return float(np.sum(np.diff(profile) ** 2))

    best = max(np.arange(-_MOST_SKEW, _MOST_SKEW + _COARSE, _COARSE).tolist(), key=sharpness)
    best = max(np.arange(best - _COARSE, best + _COARSE + _FINE, _FINE).tolist(), key=sharpness)
    return best if abs(best) > _LEVEL and sharpness(best) > _SHARPER * sharpness(0.0) else 0.0


def turned(picture: Picture, quarters: int) -> tuple[Image, Turn]:
    """The picture turned clockwise by quarters and then until its lines are level."""
    from PIL import Image

    image = picture.image
    if quarters:
        image = image.transpose(
            (Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)[quarters - 1]
        )
    scale = POINTS / picture.dpi
    upright = image.width * scale, image.height * scale
    skew = skew_of(image, picture.dpi)
    if skew:
        image = image.rotate(skew, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    return image, Turn(quarters, skew, upright, (image.width * scale, image.height * scale))


def rulings_of(image: Image, dpi: float) -> NDArray[np.float32]:
    """The long straight lines across and down a level picture, in points: x0, top, x1, bottom."""
    import numpy as np

    shrunk = max(1, int(dpi / _RULING_DPI))
    dark = np.asarray(image.reduce(shrunk)) < 160
    resolution = dpi / shrunk
    across = _bars(dark, resolution)
    down = _bars(dark.T, resolution)[:, [1, 0, 3, 2]]
    found: NDArray[np.float32] = (np.concatenate((across, down)) * (POINTS / resolution)).astype(np.float32)
    return found


def _bars(dark: NDArray[np.bool_], resolution: float) -> NDArray[np.float64]:
    """The thin dark bars across, in pixels: each as one line through its middle."""
    import numpy as np

    edges = np.diff(np.pad(dark.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    long = ends - starts >= _LONG_RULING * resolution
    bars: list[list[int]] = []  # start, first row, end, last row
    for row, start, end in zip(rows[long].tolist(), starts[long].tolist(), ends[long].tolist(), strict=True):
        over = next((bar for bar in bars[-50:] if row - bar[3] <= 1 and start < bar[2] and end > bar[0]), None)
        if over is None:
            bars.append([start, row, end, row])
        else:
            over[:] = [min(start, over[0]), over[1], max(end, over[2]), row]
    thickest = max(2.0, _THICK_RULING * resolution)
    thin = [
        (x0, (top + bottom + 1) / 2, x1, (top + bottom + 1) / 2)
        for x0, top, x1, bottom in bars
        if bottom - top < thickest
    ]
    return np.array(thin, np.float64).reshape(-1, 4)
