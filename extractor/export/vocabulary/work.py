"""A record in the words of schema.org: the data set, its license, and what the license says, answer by answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.export.inert import Json, plain
from extractor.export.vocabulary.answers import Answer, answers
from extractor.export.vocabulary.facts import Facts, facts

if TYPE_CHECKING:
    from extractor.record import LicenseRecord, SubjectRuleRecord

_STATUS_REVIEW = "needs review"
_STATUS_SILENT = "the license does not say"
_ACCESS = frozenset({"purpose", "signatory", "submission"})
"""The fields that are conditions of getting the data; the others bind those who have them."""

_RULES = {
    "deny": "These subjects must not be {}: {}",
    "allow_only": "Only these subjects may be {}: {}",
    "deny_except": "No subjects may be {} but: {}",
}
_VERBS = {"publish": "published", "use": "used"}


def dataset(record: LicenseRecord) -> dict[str, Json]:
    """The ``Dataset`` and its license, without ``@context`` and without ``usageInfo``."""
    known = facts(record)
    given = answers(record)
    node: dict[str, Json] = {
        "@type": "Dataset",
        "@id": known.dataset_iri,
        "name": known.dataset,
        "license": _license(record, known),
    }
    if known.homepage:
        node["url"] = known.homepage
    if pages := [address for address in known.applications if not address.startswith("mailto:")]:
        node["acquireLicensePage"] = pages[0]
    if conditions := [answer.sentence for answer in given if answer.field in _ACCESS and answer.stated]:
        node["conditionsOfAccess"] = " ".join(conditions)
    if owner := sole_owner(record):
        node["copyrightHolder"] = {"@type": "Organization", "name": owner}
    return node


def sole_owner(record: LicenseRecord) -> str | None:
    """The licensor, where the license states beyond doubt that it owns the data and names one alone."""
    owner = record.terms.get("ip_ownership")
    names = facts(record).licensors
    return names[0] if owner and owner.value == "licensor" and not owner.review and len(names) == 1 else None


def reading(record: LicenseRecord) -> dict[str, Json]:
    """What the license says, as a ``CreativeWork`` with a part an answer; none is left out."""
    known = facts(record)
    parts: list[Json] = [_part(answer) for answer in answers(record)]
    parts += [
        {
            "@type": "CreativeWork",
            "identifier": "subject_rules",
            "name": "Subjects",
            "text": subject_sentence(rule),
        }
        for rule in record.subject_rules
    ]
    return {
        "@type": "CreativeWork",
        "@id": f"{known.iri}:reading",
        "name": f"What “{known.title}” says",
        "isBasedOn": {"@id": known.iri},
        "hasPart": parts,
    }


def subject_sentence(rule: SubjectRuleRecord) -> str:
    """The rule for people: "Part C: No subjects may be published but: 27"."""
    scope = f"{plain(rule.scope)}: " if rule.scope else ""
    return scope + _RULES[rule.mode].format(_VERBS[rule.action], ", ".join(map(plain, rule.ids)))


def _license(record: LicenseRecord, known: Facts) -> dict[str, Json]:
    node: dict[str, Json] = {
        "@type": "CreativeWork",
        "@id": known.iri,
        "name": known.title,
        "identifier": f"sha256:{known.digest}",
        "encodingFormat": record.document.media_type,
    }
    if known.version:
        node["version"] = known.version
    if record.document.language != "und":
        node["inLanguage"] = record.document.language
    if known.licensors:
        node["publisher"] = _organizations(known)
    return node


def _part(answer: Answer) -> dict[str, Json]:
    status = _STATUS_REVIEW if answer.review else None if answer.stated else _STATUS_SILENT
    quotes: list[Json] = [
        {"@type": "Quotation", "text": quote, **({"position": answer.place} if answer.place else {})}
        for quote in answer.quotes
    ]
    return {
        "@type": "CreativeWork",
        "identifier": answer.field,
        "name": answer.title,
        "text": answer.value,
        "abstract": answer.sentence,
        **({"creativeWorkStatus": status} if status else {}),
        **({"isBasedOn": quotes} if quotes else {}),
    }


def _organizations(known: Facts) -> list[Json]:
    return [{"@type": "Organization", "name": name} for name in known.licensors]
