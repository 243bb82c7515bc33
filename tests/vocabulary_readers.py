"""Policies and codes read back into answers, by somebody who knows ODRL, DUO and our profile but not our table."""

from __future__ import annotations

from typing import Any

Answers = dict[str, tuple[set[str], bool]]
"""Field to its values (``unspecified`` where silent) and whether it needs review."""

Signature = tuple[str, str, str, str, str]
"""Kind of rule, action, duty, what is aimed at (data, samples), and the right operand of its constraint."""

RULES: dict[Signature, tuple[str, str]] = {
    ("prohibition", "cc:CommercialUse", "", "data", ""): ("commercial_use", "prohibited"),
    ("permission", "cc:CommercialUse", "odrl:obtainConsent", "data", ""): ("commercial_use", "permission_required"),
    ("permission", "cc:CommercialUse", "", "data", ""): ("commercial_use", "permitted"),
    ("prohibition", "odrl:distribute", "", "data", ""): ("redistribution", "prohibited"),
    ("permission", "odrl:distribute", "odrl:obtainConsent", "data", ""): ("redistribution", "permission_required"),
    ("permission", "odrl:distribute", "", "data", ""): ("redistribution", "permitted"),
    ("prohibition", "odrl:derive", "", "data", ""): ("derivatives", "prohibited"),
    ("permission", "odrl:derive", "odrl:obtainConsent", "data", ""): ("derivatives", "permission_required"),
    ("permission", "odrl:derive", "", "data", ""): ("derivatives", "permitted"),
    ("permission", "odrl:read", "", "data", "odrl:purpose odrl:isA dl:research"): ("purpose", "research_only"),
    ("prohibition", "odrl:use", "", "data", "odrl:purpose odrl:isNoneOf dl:research"): ("purpose", "research_only"),
    ("permission", "odrl:read", "", "data", "odrl:purpose odrl:isA dl:statedPurpose"): ("purpose", "restricted"),
    ("prohibition", "odrl:use", "", "data", "odrl:purpose odrl:isNoneOf dl:statedPurpose"): ("purpose", "restricted"),
    ("permission", "odrl:read", "", "data", "odrl:purpose odrl:isA dl:anyPurpose"): ("purpose", "any"),
    ("prohibition", "odrl:present", "", "samples", ""): ("sample_publication", "prohibited"),
    ("permission", "odrl:present", "odrl:obtainConsent", "samples", ""): ("sample_publication", "permission_required"),
    ("permission", "odrl:present", "dl:meetStatedConditions", "samples", ""): ("sample_publication", "conditional"),
    ("permission", "odrl:present", "", "samples", ""): ("sample_publication", "permitted"),
    ("obligation", "odrl:attribute", "", "data", "odrl:purpose odrl:isA dl:publication"): ("citation", "required"),
    ("obligation", "odrl:inform", "", "data", "odrl:purpose odrl:isA dl:publication"): ("publication_copy", "required"),
    ("obligation", "dl:keepAsStated", "", "data", ""): ("storage", "restricted"),
    ("obligation", "dl:protectPersons", "", "data", ""): ("data_protection", "required"),
    ("obligation", "odrl:delete", "", "data", ""): ("deletion", "required"),
    ("obligation", "dl:signLicense", "", "data", "dl:signatory odrl:isA dl:supervisor"): ("signatory", "supervisor"),
    ("obligation", "dl:signLicense", "", "data", "dl:signatory odrl:isA dl:authorizedRepresentative"): (
        "signatory",
        "authorized_representative",
    ),
    ("obligation", "dl:signLicense", "", "data", "dl:signatory odrl:isA dl:individual"): ("signatory", "individual"),
}

CODES = {
    "DUO:0000046": ("commercial_use", "prohibited"),
    "DUO:0000042": ("purpose", "research_only"),
    "DUO:0000027": ("purpose", "research_only"),
    "DUO:0000012": ("purpose", "restricted"),
}


def read_offer(policy: dict[str, Any]) -> tuple[Answers, list[tuple[str | None, str, str, tuple[str, ...]]]]:
    """The answers, from rules by what they mean in ODRL and from the remainder; and the rules on subjects."""
    found: Answers = {}
    subjects = []
    for kind in ("permission", "prohibition", "obligation"):
        for rule in policy.get(f"odrl:{kind}", []):
            if rule["odrl:action"]["@id"] == "odrl:reviewPolicy":
                continue
            if "odrl:refinement" in rule["odrl:target"]:
                subjects.append(_subjects(rule))
                continue
            field, value = _answer(kind, rule)
            _add(found, field, value, rule.get("dl:needsReview", False))
    for item in policy.get("dl:remainder", []):
        _add(found, item["dl:field"], item["dl:value"], item.get("dl:needsReview", False))
    return found, subjects


def read_codes(document: dict[str, Any]) -> Answers:
    """The answers, from the codes by what DUO says that they mean, and from the remainder."""
    found: Answers = {}
    for code in document["codes"]:
        if code["id"] == "DUO:0000025":
            years, months = divmod(code["months"], 12)
            assert code["value"] in (f"P{years}Y", f"P{code['months']}M", f"P{years}Y{months}M")
            _add(found, "term", code["value"], code["review"])
        else:
            _add(found, *CODES[code["id"]], code["review"])
    for item in document["remainder"]:
        _add(found, item["field"], item["value"], item["review"])
    return found


def _add(found: Answers, field: str, value: str, review: bool) -> None:
    values, _ = found.setdefault(field, (set(), review))
    values.add(value)
    assert found[field][1] == review, f"{field}: one rule needs review and another does not"


def _answer(kind: str, rule: dict[str, Any]) -> tuple[str, str]:
    constraints = rule.get("odrl:constraint", [])
    if constraints and constraints[0]["odrl:leftOperand"]["@id"] == "odrl:elapsedTime":
        (limit,) = constraints
        assert (kind, rule["odrl:action"]["@id"]) == ("prohibition", "odrl:use")
        assert limit["odrl:operator"]["@id"] == "odrl:gt"
        return "term", limit.get("dl:written", limit["odrl:rightOperand"]["@value"])
    bound = [
        " ".join(part["@id"] for part in (c["odrl:leftOperand"], c["odrl:operator"], c["odrl:rightOperand"]))
        for c in constraints
    ]
    duties = [duty["odrl:action"]["@id"] for duty in rule.get("odrl:duty", [])]
    target = rule["odrl:target"]["@id"].rpartition(":")[2]
    return RULES[kind, rule["odrl:action"]["@id"], "".join(duties), target, "".join(bound)]


def _subjects(rule: dict[str, Any]) -> tuple[str | None, str, str, tuple[str, ...]]:
    by_operand = {r["odrl:leftOperand"]["@id"]: r for r in rule["odrl:target"]["odrl:refinement"]}
    part, subject = by_operand.get("dl:part"), by_operand["dl:subject"]
    action = {"odrl:present": "publish", "odrl:use": "use"}[rule["odrl:action"]["@id"]]
    mode = rule["dl:mode"]
    assert (mode == "deny") == (subject["odrl:operator"]["@id"] == "odrl:isAnyOf")
    return part and part["odrl:rightOperand"], action, mode, tuple(subject["odrl:rightOperand"]["@list"])
