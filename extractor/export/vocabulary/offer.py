"""A record as an ODRL 2.2 offer: rules for what ODRL can state, a remainder for what it cannot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.export.inert import Json, plain
from extractor.export.vocabulary.answers import Answer, Unsaid, answers
from extractor.export.vocabulary.facts import Facts, facts
from extractor.export.vocabulary.mapping import Constraint, Entry, Rule, vocabulary_table

if TYPE_CHECKING:
    from extractor.record import LicenseRecord, SubjectRuleRecord

PROFILE = "urn:extractor:terms:"
"""The namespace of our own terms, which ``profile.toml`` defines."""

CONTEXT: dict[str, Json] = {
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "cc": "http://creativecommons.org/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dl": PROFILE,
}

_PARTY_OF = {
    "odrl:obtainConsent": "odrl:consentingParty",
    "odrl:attribute": "odrl:attributedParty",
    "odrl:inform": "odrl:informedParty",
}
"""The role that the licensor has in an action."""

_SUBJECT_ACTION = {"publish": "odrl:present", "use": "odrl:use"}
_DURATION = re.compile(r"P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?")
_WEEKS = re.compile(r"P(\d+)W")


def offer(record: LicenseRecord, *, uids: bool = True) -> dict[str, Json]:
    """The offer, without ``@context``: every rule, duty and constraint with its type, IRIs in the prefixes of CONTEXT.

    ``odrl:uid`` repeats ``@id``, for W3C's own context takes one for the other and shapes ask for it; a reader that
    follows every reference (mlcroissant) never comes back from it and needs ``uids=False``.

    A prohibition wins over a permission (``odrl:conflict``), for ``odrl:use`` includes all other actions. An answer
    that needs review is marked, and gives no permission. What the rules do not state is in ``dl:remainder``.
    """
    known = facts(record)
    given = answers(record)
    unsaid: list[Unsaid] = []
    rules: dict[str, list[Json]] = {"permission": [], "prohibition": [], "obligation": []}
    for answer in given:
        stated, why = _stated(answer)
        for rule in stated:
            rules[rule.kind].append(_rule(rule, answer, known))
        if why:
            unsaid.append(Unsaid(answer, why))
    rules["prohibition"] += [_subjects(rule, record, known) for rule in record.subject_rules]
    if any(answer.review for answer in given) or not any(rules.values()):
        rules["obligation"].append(_review(given, known))
    return {
        **_node(f"{known.iri}:offer", "odrl:Offer", uid=uids),
        "odrl:profile": {"@id": "dl:profile"},
        "odrl:conflict": {"@id": "odrl:prohibit"},
        "rdfs:label": known.title,
        "dl:licenseDigest": known.digest,
        **{f"odrl:{kind}": made for kind, made in rules.items() if made},
        **({"dl:remainder": [_remainder(item) for item in unsaid]} if unsaid else {}),
        "@included": [
            {
                **_node(known.dataset_iri, "odrl:AssetCollection", uid=uids),
                "rdfs:label": known.dataset,
            },
            {
                **_node(_samples(known), "odrl:Asset", uid=uids),
                "odrl:partOf": {"@id": known.dataset_iri},
                "rdfs:label": f"Samples of {known.dataset}, as shown in publications",
            },
            {
                **_node(_licensor(known), "odrl:Party", uid=uids),
                "rdfs:label": list(known.licensors) or ["The licensor, whom the record does not name"],
            },
        ],
    }


def xsd_duration(value: str) -> str | None:
    """An ISO 8601 duration as xsd:duration, which has no weeks; None where the value is no duration."""
    if weeks := _WEEKS.fullmatch(value):
        return f"P{int(weeks.group(1)) * 7}D"
    return value if _DURATION.fullmatch(value) else None


def _stated(answer: Answer) -> tuple[tuple[Rule, ...], str | None]:
    """The rules that state the answer, and where they are none, why."""
    table = vocabulary_table()
    if not answer.stated:
        return (), table.reasons.silent
    entry = answer.entry
    if not entry.rules or (_takes_duration(entry) and xsd_duration(answer.value) is None):
        return (), table.cannot("odrl", entry)
    safe = tuple(rule for rule in entry.rules if not (answer.review and rule.kind == "permission"))
    return safe, None if safe else table.reasons.review


def _takes_duration(entry: Entry) -> bool:
    return any(rule.constraint and rule.constraint.right == "{value}" for rule in entry.rules)


def _rule(rule: Rule, answer: Answer, known: Facts) -> dict[str, Json]:
    node: dict[str, Json] = {
        "@type": {"permission": "odrl:Permission", "prohibition": "odrl:Prohibition", "obligation": "odrl:Duty"}[
            rule.kind
        ],
        "odrl:target": {"@id": known.dataset_iri if rule.target == "data" else _samples(known)},
        "odrl:assigner": {"@id": _licensor(known)},
        "odrl:action": {"@id": rule.action},
    }
    if party := _PARTY_OF.get(rule.action):
        node[party] = {"@id": _licensor(known)}
    if rule.constraint:
        node["odrl:constraint"] = [_constraint(rule.constraint, answer.value)]
    if rule.duty:
        node["odrl:duty"] = [_duty(rule.duty, known)]
    return node | _proof(answer)


def _duty(action: str, known: Facts) -> dict[str, Json]:
    node: dict[str, Json] = {"@type": "odrl:Duty", "odrl:action": {"@id": action}}
    if party := _PARTY_OF.get(action):
        node[party] = {"@id": _licensor(known)}
    return node


def _constraint(constraint: Constraint, value: str) -> dict[str, Json]:
    node: dict[str, Json] = {
        "@type": "odrl:Constraint",
        "odrl:leftOperand": {"@id": constraint.left},
        "odrl:operator": {"@id": constraint.operator},
    }
    if constraint.right != "{value}":
        return node | {"odrl:rightOperand": {"@id": constraint.right}}
    duration = xsd_duration(value) or ""
    node["odrl:rightOperand"] = {"@value": duration, "@type": "xsd:duration"}
    return node if duration == value else node | {"dl:written": value}


def _proof(answer: Answer) -> dict[str, Json]:
    """Where the answer comes from, for the people and programs that check it."""
    leaves_out = (answer.entry.leaves_out or {}).get("odrl")
    return {
        "rdfs:comment": answer.sentence,
        "dl:field": answer.field,
        "dl:clause": list(answer.clauses),
        **({"dl:page": answer.page} if answer.page else {}),
        **({"dl:quote": list(answer.quotes)} if answer.quotes else {}),
        "dl:score": round(answer.score, 3),
        **({"dl:needsReview": True} if answer.review else {}),
        **({"dl:leavesOut": leaves_out} if leaves_out else {}),
    }


def _remainder(item: Unsaid) -> dict[str, Json]:
    proof = _proof(item.answer)
    proof.pop("dl:leavesOut", None)
    return {
        "@type": "dl:Remainder",
        **proof,
        "dl:value": item.answer.value,
        "rdfs:comment": f"{item.answer.sentence} {item.why}",
    }


def _subjects(rule: SubjectRuleRecord, record: LicenseRecord, known: Facts) -> dict[str, Json]:
    """Who must not be shown or used: all but some, where only these or none but these may.

    That some may is no permission here: the conditions on showing anything are other rules.
    """
    names = [plain(name) for name in rule.ids]
    refinement: list[Json] = [_refinement("dl:part", "odrl:eq", plain(rule.scope))] if rule.scope else []
    operator = "odrl:isAnyOf" if rule.mode == "deny" else "odrl:isNoneOf"
    refinement.append(_refinement("dl:subject", operator, {"@list": names}))
    page = next(clause.page for clause in record.clauses if clause.id == rule.clauses[0])
    return {
        "@type": "odrl:Prohibition",
        "odrl:target": {
            "@type": "odrl:AssetCollection",
            "odrl:source": {"@id": known.dataset_iri},
            "odrl:refinement": refinement,
        },
        "odrl:assigner": {"@id": _licensor(known)},
        "odrl:action": {"@id": _SUBJECT_ACTION[rule.action]},
        "dl:field": "subject_rules",
        "dl:mode": rule.mode,
        "dl:clause": list(rule.clauses),
        **({"dl:page": page} if page else {}),
    }


def _refinement(left: str, operator: str, right: Json) -> dict[str, Json]:
    return {
        "@type": "odrl:Constraint",
        "odrl:leftOperand": {"@id": left},
        "odrl:operator": {"@id": operator},
        "odrl:rightOperand": right,
    }


def _review(given: tuple[Answer, ...], known: Facts) -> dict[str, Json]:
    """The duty to read the license where this reading of it is not enough, which no policy is empty without."""
    open_questions = [answer for answer in given if answer.review]
    asked = ", ".join(dict.fromkeys(answer.title.lower() for answer in open_questions))
    return {
        "@type": "odrl:Duty",
        "odrl:target": {"@id": known.dataset_iri},
        "odrl:assigner": {"@id": _licensor(known)},
        "odrl:action": {"@id": "odrl:reviewPolicy"},
        "rdfs:comment": f"To be read by a person: {asked}." if asked else "No rule was found: to be read by a person.",
    }


def _node(iri: str, kind: str, *, uid: bool) -> dict[str, Json]:
    return {"@id": iri, "@type": kind, **({"odrl:uid": {"@id": iri}} if uid else {})}


def _licensor(known: Facts) -> str:
    return f"{known.iri}:licensor"


def _samples(known: Facts) -> str:
    return f"{known.iri}:samples"
