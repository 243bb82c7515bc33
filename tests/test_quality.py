"""What a record says against itself: another genre, another language, characters that could not be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.pipeline import Extractor
from extractor.quality import language_of

README = """# tidepool

Tidepool draws charts of the sea level.

## Installation

Run the installer and restart the shell. The program needs no other package.

## How it is called

Give it a file with two columns, the hour and the level, and it draws a curve of the day.

- With the option for colors it draws a curve for each station.
- With the option for tables it writes the numbers beside the curve.

## Hints

The curve is smooth where the file has a level for each quarter of an hour. Older files have one for each hour only,
and the program fills what lies between them. A level that is far away from its neighbors is drawn as a cross.
"""
AGREEMENT = """Terms of use of the Tidepool recordings

1. The recordings may be used for research only.
2. You must not pass the recordings on to anyone else.
3. By downloading the recordings you accept these terms.
"""


@pytest.fixture(scope="module")
def codes(extractor: Extractor) -> Callable[[str], set[str]]:
    def of(text: str) -> set[str]:
        return {warning.code for warning in extractor.extract(text.encode(), name="text.md").document.warnings}

    return of


@pytest.mark.parametrize(
    ("text", "code", "warned"),
    [
        (README, "not_a_license", True),
        (AGREEMENT, "not_a_license", False),
        (README * 2 + AGREEMENT.replace("Terms", "## Terms"), "not_a_license", True),
        (AGREEMENT, "language", False),
        ("Die Aufnahmen dienen der Forschung. Sie werden niemandem gegeben, der sie verkauft.\n", "language", True),
        (AGREEMENT.replace("research", "re\ue001ea\ufffdch"), "garbled", True),
        (AGREEMENT, "garbled", False),
    ],
)
def test_a_record_warns(codes: Callable[[str], set[str]], text: str, code: str, warned: bool) -> None:
    assert (code in codes(text)) is warned


def test_forms_and_tables_are_english_too() -> None:
    assert language_of("Name of the applicant: ____ Institution: ____ Signature of the applicant: ____") == "en"
    assert language_of("") == "und"
