"""Whether the text layer of a page says what the page shows.

A font without a table of code points gives characters that mean nothing. Worse are tables that are wrong: they give
letters and signs like any others, of which no length check and no guess at the language tells that they are gibberish.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from extractor.ingest.pdfium import GlyphPage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A page of which so much cannot be read as characters is worth nothing; other tools found the same threshold.
_UNREADABLE = 0.3
# Pairs of letters that are common in English make up 0.6 of an English text, 0.3 to 0.5 of one in most languages with
# Latin letters, 0.2 in Polish or a list of names, and 0.07 of letters that stand for others. Between the bounds,
# vowels decide: there are 0.32 or more in any language, and rarely so many where letters stand for others.
_COMMON_PAIRS = (
    "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic "
    "ne ea ra ce li ch ll be ma si om ur"
)
_SURELY_COMMON, _LEAST_COMMON, _LEAST_VOWELS = 0.28, 0.11, 0.31
_LEAST_LETTERS = 150
# Signs that lines are filled up with are no gibberish, nor are digits.
_NO_SIGNS = ".,;:()[]_-"
_MOST_SIGNS = 0.4
# With fewer characters beside an image that covers the page, the text is what was stamped on a scan.
_STAMP = 300
_COVERED = 0.5


def is_garbled(page: GlyphPage) -> bool:
    """Whether the text layer of a page is gibberish."""
    return page.unreadable >= _UNREADABLE or not _is_plausible(page.codes)


def is_plausible(text: str) -> bool:
    """Whether ``text`` can be of a language; true where it is too short, or not in Latin letters."""
    import numpy as np

    return _is_plausible(np.frombuffer(text.encode("utf-32-le"), np.int32))


def _is_plausible(codes: NDArray[np.int32]) -> bool:
    import numpy as np

    places = codes | 32
    places -= ord("a")
    latin = (places >= 0) & (places < 26) & (codes < 128)
    pairs = np.flatnonzero(latin[:-1] & latin[1:])
    if len(pairs) >= _LEAST_LETTERS:
        common = np.mean(_common()[places[pairs], places[pairs + 1]])
        if common >= _SURELY_COMMON or common < _LEAST_COMMON:
            return bool(common >= _SURELY_COMMON)
        vowels = np.mean(np.isin(places[latin], [ord(vowel) - ord("a") for vowel in "aeiouy"]))
        return bool(vowels >= _LEAST_VOWELS)
    drawn = codes[codes > 32]
    ascii_signs = [code for code in range(33, 127) if not chr(code).isalnum() and chr(code) not in _NO_SIGNS]
    signs = int(np.count_nonzero(np.isin(drawn, ascii_signs)))
    return len(drawn) < _LEAST_LETTERS or signs < _MOST_SIGNS * len(drawn)


@cache
def _common() -> NDArray[np.bool_]:
    import numpy as np

    table = np.zeros((26, 26), np.bool_)
    for pair in _COMMON_PAIRS.split():
        table[ord(pair[0]) - ord("a"), ord(pair[1]) - ord("a")] = True
    return table


def is_stamped_scan(page: GlyphPage) -> bool:
    """Whether an image covers the page and what text there is may be what was stamped on it."""
    import numpy as np

    if not page.has_images or np.count_nonzero(page.codes > 32) >= _STAMP:
        return False
    x0, top, x1, bottom = np.clip(page.images, 0, [page.width, page.height] * 2).T
    return float(np.sum((x1 - x0) * (bottom - top))) >= _COVERED * page.width * page.height
