"""A record as a data set card for the Hugging Face Hub: license fields and gate as front matter, answers as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extractor.export.vocabulary.answers import Answer
    from extractor.export.vocabulary.facts import Facts
    from extractor.record import LicenseRecord

_SIGNATORIES = {
    "supervisor": "Name of the professor, group leader or other permanent staff who signs",
    "authorized_representative": "Name and function of the authorized representative who signs",
}
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9.]+")
_LONGEST_NAME = 80


def to_hugging_face(record: LicenseRecord) -> str:
    """A ``README.md``: put the license itself beside it as ``LICENSE``, and switch the gate on in the settings.

    The front matter is YAML whose strings are all quoted as in JSON, so that no text of the license can end one.
    """
    from extractor.export.inert import markdown
    from extractor.export.vocabulary.answers import answers
    from extractor.export.vocabulary.facts import facts

    known = facts(record)
    given = answers(record)
    prompt = [f"The data are licensed under “{markdown(known.title)}”. Its text holds; this is a reading of it:"]
    prompt += [
        f"- {markdown(answer.sentence)}{' (To be confirmed.)' if answer.review else ''}"
        for answer in given
        if answer.stated
    ]
    lines = [
        "---",
        *_mapping(
            {
                "pretty_name": known.dataset,
                "license": "other",
                "license_name": _name(known),
                "license_link": "LICENSE",
                "extra_gated_heading": f"Agree to “{markdown(known.title)}” to use the data",
                "extra_gated_prompt": "\n".join(prompt),
                "extra_gated_button_content": "I agree to the license",
                "extra_gated_fields": dict(_fields(given)),
            }
        ),
        "---",
        f"# {markdown(known.dataset)}",
        "",
        "## License",
        "",
        f"“{markdown(known.title)}”, in the file LICENSE (SHA-256 of the file that was read: `{known.digest}`).",
        "",
        *(_line(answer) for answer in given if answer.stated),
        *(_subject_line(rule) for rule in _subject_sentences(record)),
        "",
        *_doubts(given),
        *_citations(known),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _mapping(table: Mapping[str, str | Mapping[str, str]], indent: str = "") -> Iterator[str]:
    """The lines of a YAML mapping; keys and values are double-quoted scalars, which YAML reads as JSON does."""
    from extractor.export.inert import dump

    for key, value in table.items():
        name = key if key.isidentifier() and key.isascii() else dump(key).strip()
        if isinstance(value, str):
            yield f"{indent}{name}: {dump(value).strip()}"
        else:
            yield f"{indent}{name}:"
            yield from _mapping(value, indent + "  ")


def _fields(given: tuple[Answer, ...]) -> Iterator[tuple[str, str]]:
    """What the gate asks: who it is, and a tick for each thing that the license forbids or asks."""
    yield "Name", "text"
    yield "Affiliation", "text"
    yield "Country", "country"
    for answer in given:
        if answer.field == "signatory" and answer.value in _SIGNATORIES:
            yield _SIGNATORIES[answer.value], "text"
        if answer.entry.pledge:
            yield answer.entry.pledge, "checkbox"


def _line(answer: Answer) -> str:
    from extractor.export.inert import markdown

    proof = "; ".join(f"“{markdown(quote)}”" for quote in answer.quotes[:1])
    mark = " **Needs review.**" if answer.review else ""
    return f"- **{markdown(answer.title)}**: {markdown(answer.sentence)}{mark} {proof} ({markdown(answer.place)})"


def _subject_sentences(record: LicenseRecord) -> list[str]:
    from extractor.export.vocabulary.work import subject_sentence

    return [subject_sentence(rule) for rule in record.subject_rules]


def _subject_line(sentence: str) -> str:
    from extractor.export.inert import markdown

    return f"- **Subjects**: {markdown(sentence)}"


def _doubts(given: tuple[Answer, ...]) -> list[str]:
    silent = ", ".join(answer.title.lower() for answer in given if not answer.stated)
    doubt = ", ".join(dict.fromkeys(answer.title.lower() for answer in given if answer.review))
    return [
        *([f"The license does not say, and silence is no permission: {silent}.", ""] if silent else []),
        *([f"To be read by a person before anybody relies on it: {doubt}.", ""] if doubt else []),
    ]


def _citations(known: Facts) -> list[str]:
    from extractor.export.inert import markdown

    if not known.citations:
        return []
    entries = (
        ["```bibtex", text, "```"] if text.startswith("@") else [f"- {markdown(text)}"] for text in known.citations
    )
    return ["## Citation", "", *(line for entry in entries for line in (*entry, ""))]


def _name(known: Facts) -> str:
    """A license name as the Hub takes it: lower case, digits, dots and hyphens."""
    slug = _NOT_IN_A_NAME.sub("-", known.title.lower()).strip("-.")[:_LONGEST_NAME].rstrip("-.")
    return slug or f"license-{known.digest[:12]}"
