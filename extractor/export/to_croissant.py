"""A record as the license fields of a Croissant 1.1 description (MLCommons), to be merged into a data set's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.export.inert import Json
    from extractor.record import LicenseRecord

_CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
_TERMS = (
    "arrayShape citeAs column containedIn equivalentProperty extract field fileObject fileProperty fileSet format "
    "includes isArray isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated replace "
    "samplingRate separator source subField transform"
)
"""The terms of the format's official context that are plain names of its own namespace."""


def to_croissant(record: LicenseRecord) -> str:
    """``license``, ``citeAs`` and ``usageInfo``: a term of DUO an answer that has one, the ODRL offer, and all answers.

    Files and record sets are not a license's to name: the ``distribution`` is the data set's own.
    """
    from extractor.export.inert import dump
    from extractor.export.vocabulary.facts import facts
    from extractor.export.vocabulary.offer import offer
    from extractor.export.vocabulary.work import dataset, reading

    citations = facts(record).citations
    usage: list[Json] = [*_duo(record), offer(record, uids=False), reading(record)]
    fields = dataset(record)
    # As an identifier, not as @id: mlcroissant follows the offer's target back to the data set, and never ends.
    fields["identifier"] = fields.pop("@id")
    return dump(
        {
            "@context": _context(),
            **fields,
            "@type": "sc:Dataset",
            "conformsTo": _CONFORMS_TO,
            **({"citeAs": "\n".join(citations)} if citations else {}),
            "usageInfo": usage,
        }
    )


def _context() -> dict[str, Json]:
    from extractor.export.vocabulary.offer import CONTEXT

    return {
        "@language": "en",
        "@vocab": "https://schema.org/",
        "sc": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "dct": "http://purl.org/dc/terms/",
        "conformsTo": "dct:conformsTo",
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "examples": {"@id": "cr:examples", "@type": "@json"},
        "name": {"@container": "@language"},
        "description": {"@container": "@language"},
        **{term: f"cr:{term}" for term in _TERMS.split()},
        **CONTEXT,
    }


def _duo(record: LicenseRecord) -> Iterator[Json]:
    from extractor.export.vocabulary.codes import coded, duo_set

    for item in coded(record)[0]:
        notes = [item.answer.sentence, item.leaves_out, "Needs review." if item.answer.review else None]
        if item.months is not None:
            notes.append(f"Months: {item.months}.")
        yield {
            "@type": "DefinedTerm",
            "name": item.term.label,
            "termCode": item.term.id,
            "url": item.term.iri,
            "inDefinedTermSet": duo_set(),
            "description": " ".join(filter(None, notes)),
        }
