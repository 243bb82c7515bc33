"""Text layers: gibberish is told from languages, forms and figures."""

from __future__ import annotations

import pytest

from extractor.ingest.garbled import is_plausible

ENGLISH = (
    "The user may keep one copy of the recordings for as long as the project lasts, and shall delete it then. " * 3
)


@pytest.mark.parametrize(
    ("text", "plausible"),
    [
        (ENGLISH, True),
        (ENGLISH.replace(" ", ""), True),
        (ENGLISH.upper(), True),
        ("Wozu die Daten dienen, wird vorher vereinbart; danach sind alle Kopien zu vernichten. " * 4, True),
        ("Les enregistrements ne peuvent servir qu'aux travaux de ceux qui ont signé ce contrat. " * 4, True),
        ("Käyttäjä saa säilyttää aineiston hankkeen ajan, minkä jälkeen kaikki kopiot hävitetään. " * 4, True),
        ("Kullanıcı kayıtları yalnızca araştırma için kullanabilir ve proje bitince hepsini siler. " * 4, True),
        ("Użytkownik może przechowywać nagrania przez czas trwania projektu, a potem je usuwa. " * 4, True),
        ("使用者只能在研究项目期间保存录音，结束后必须全部删除。" * 10, True),
        ("Name ______________ Date ______________ " * 10, True),
        ("1,204 3.75 88 % 2,019 4.20 91 % 7 / 12 " * 10, True),
        ("too short: xqzj", True),
        ("".join(c if c == " " else chr(ord(c) - 29) for c in ENGLISH), False),
        ("".join(c if c == " " else chr(ord(c) + 3) for c in ENGLISH), False),
        (ENGLISH.lower().translate(str.maketrans("abcdefghijklmnopqrstuvwxyz", "qxzjkvbpgwyfmuhdlcrotnesia")), False),
        ("!\"#$ %&' ()*+ /0$! %&*# @^~ " * 12, False),
    ],
)
def test_gibberish_is_told_from_languages_forms_and_figures(text: str, plausible: bool) -> None:
    assert is_plausible(text) is plausible
