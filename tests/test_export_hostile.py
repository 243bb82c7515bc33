"""Hostile text of a license is inert in what the vocabularies are written to."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from extractor.export import WRITERS
from extractor.export.inert import dump, markdown, plain, web_address
from extractor.record import LicenseRecord
from tests.records import Provision, record_of

FORMATS = ("odrl", "duo", "croissant", "schema-org", "spdx", "cyclonedx", "hugging-face")


def written(record: LicenseRecord, form: str) -> str:
    return b"".join(WRITERS[form].write([record])).decode()


HOSTILE = (
    '</script><script>alert(1)</script> ]]> --> {{7*7}} "quoted" \\ `code` =HYPERLINK("http://x.example","y") '
    "\u202egnp.exe\u2066 \u2028line\x00nul\x1b[31m --- \n---\nlicense: mit\n"
)


def hostile_record() -> LicenseRecord:
    record = record_of(
        [
            Provision(
                f"Papers cite {HOSTILE} and send it to the owner of the Murmel Set.",
                labels=("citation",),
                answers={
                    "citation": ("required", f"cite {HOSTILE}".rstrip()),
                    "governing_law": (f"Law of {HOSTILE}", "owner"),
                    "term": (HOSTILE, "owner"),
                    "submission": (f"javascript:alert(1)//{HOSTILE}", "owner"),
                },
                names={HOSTILE.strip("\n"): "REFERENCE"},
            )
        ],
        title=f"Terms {HOSTILE}",
        name=f"{HOSTILE}.txt",
    )
    data = record.model_dump()
    data["document"]["version"] = HOSTILE
    entity = {**data["entities"][0], "value": HOSTILE}
    data["entities"] = [
        entity,
        {**entity, "type": "DATASET"},
        {**entity, "type": "PARTY", "role": "licensor"},
        {**entity, "type": "URL", "role": "dataset", "value": f"javascript:{HOSTILE}"},
    ]
    data["subject_rules"] = [
        {"scope": HOSTILE, "action": "publish", "mode": "deny", "ids": [HOSTILE, "7"], "clauses": ["c1"]}
    ]
    return LicenseRecord.model_validate(data)


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_text_is_inert(form: str) -> None:
    text = written(hostile_record(), form)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", text)
    if form == "hugging-face":
        _, front, body = re.split(r"^---$", text, flags=re.MULTILINE)
        assert not re.search(r"^license: mit", front, re.MULTILINE)
        text = re.sub(r"\\.", "", body)
    assert not re.search("[<>]", text)


@pytest.mark.parametrize("form", FORMATS[:-1])
def test_no_address_of_a_script_is_an_address(form: str) -> None:
    def strings(node: Any) -> list[tuple[str, str]]:
        if isinstance(node, dict):
            own = [(key, value) for key, value in node.items() if isinstance(value, str)]
            return own + [pair for value in node.values() for pair in strings(value)]
        return [pair for item in node for pair in strings(item)] if isinstance(node, list) else []

    addresses = {"@id", "url", "acquireLicensePage", "software_homePage", "spdxId"}
    found = [value for key, value in strings(json.loads(written(hostile_record(), form))) if key in addresses]
    assert not [value for value in found if value.startswith("javascript")]


def test_json_of_hostile_text_is_still_that_text() -> None:
    assert json.loads(dump({"a": HOSTILE})) == {"a": HOSTILE}


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\nb\r\n c", "a b c"), ("a\u202eb", "ab"), ("nul\x00", "nul"), ("soft\xadware", "software"), ("läuft", "läuft")],
)
def test_plain(text: str, line: str) -> None:
    assert plain(text) == line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>", r"\<b\>"),
        ("[a](b)", r"\[a\](b)"),
        ("# x", r"\# x"),
        ("a_b*", r"a\_b\*"),
        ("a|b", r"a\|b"),
        ("§ 7", "§ 7"),
    ],
)
def test_markdown(text: str, shown: str) -> None:
    assert markdown(text) == shown


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://murmel.example/a b?c=ä", "https://murmel.example/a%20b?c=%C3%A4"),
        ("http://murmel.example", "http://murmel.example"),
        ("www.murmel.example/x", "https://www.murmel.example/x"),
        ("forms@murmel.example", "mailto:forms@murmel.example"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("https://[::1", None),
        ("the front desk", None),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
    ],
)
def test_web_address(text: str, address: str | None) -> None:
    assert web_address(text) == address
