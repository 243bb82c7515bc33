"""Every way in which a corpus document can contradict the guideline or itself, found by machine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.render import SET_TERMS, TERMS
from corpus.source import Source

LABELS = frozenset(
    [
        "grant",
        "purpose",
        "commercial_use",
        "derivatives",
        "redistribution",
        "publication",
        "subject_restriction",
        "citation",
        "reporting",
        "storage",
        "data_protection",
        "deletion",
        "eligibility",
        "access_procedure",
        "ip_ownership",
        "ip_assignment",
        "warranty",
        "liability",
        "compliance",
        "termination",
        "changes",
        "governing_law",
        "fees",
        "definition",
        "acceptance",
        "general",
    ]
)
ROLES: dict[str, frozenset[str]] = {
    "EMAIL": frozenset({"submission", "reporting", "request", "contact", "signatory", "example"}),
    "URL": frozenset({"submission", "dataset", "reference", "other"}),
    "SUBJECT_ID": frozenset({"denied", "allowed"}),
    "PARTY": frozenset({"licensor", "licensee"}),
    "DURATION": frozenset({"term", "notice", "other"}),
    "DATE": frozenset({"version", "signature", "other"}),
    "DEFINED_TERM": frozenset(),
    "DATASET": frozenset(),
    "REFERENCE": frozenset(),
    "MONEY": frozenset(),
    "LAW": frozenset(),
}
_THREE = ("prohibited", "permission_required", "permitted")
VALUES: dict[str, tuple[str, ...]] = {
    "commercial_use": _THREE,
    "redistribution": _THREE,
    "derivatives": _THREE,
    "purpose": ("research_only", "restricted", "any"),
    "sample_publication": ("prohibited", "permission_required", "conditional", "permitted"),
    "citation": ("required", "requested"),
    "publication_copy": ("required", "requested"),
    "storage": ("restricted",),
    "data_protection": ("required",),
    "deletion": ("required",),
    "signatory": ("supervisor", "authorized_representative", "individual"),
    "ip_ownership": ("licensor", "licensee", "third_party"),
    "ip_assignment": ("to_licensor", "to_licensee", "license_back"),
    "warranty": ("disclaimed", "given"),
    "liability": ("licensor_excluded", "licensee_liable", "indemnity", "penalty"),
    "changes": ("licensor_unilateral", "mutual"),
}
_DURATION = re.compile(r"P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T\d+[HM])?$")
_MONEY = re.compile(r"[A-Z]{3} \d+\.\d\d$")
_CONTENT = frozenset({"clause", "item", "table", "reference"})


def problems(source: Source) -> Iterator[str]:
    """Yields every problem of ``source``, in plain words; none for a sound document."""
    emails = set()
    urls = set()
    for number, segment in enumerate(source.segments, 1):
        where = f"segment {number} ({segment.text[:40]!r})"
        if unknown := set(segment.labels) - LABELS:
            yield f"{where}: unknown labels {sorted(unknown)}"
        if (segment.kind in _CONTENT) != bool(segment.labels):
            yield f"{where}: kind {segment.kind} {'needs' if segment.kind in _CONTENT else 'carries no'} labels"
        for mark in segment.marks:
            yield from (f"{where}: {issue}" for issue in _mark_problems(mark.type, mark.role, mark.value))
            emails |= {mark.value} if mark.type == "EMAIL" else set()
            urls |= {mark.value} if mark.type == "URL" else set()
        found = {m.lower() for m in re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", segment.text)}
        if missing := found - {mark.value for mark in segment.marks if mark.type == "EMAIL"}:
            yield f"{where}: e-mails without a mark: {sorted(missing)}"
        # The target of a Markdown link is no mention.
        visible = re.sub(r"\]\([^)]*\)", "]", segment.text)
        shown = {match.rstrip(".,;:*_") for match in re.findall(r"https?://[^\s)>\]\"”<]+", visible)}
        known = [mark.value for mark in segment.marks if mark.type == "URL"]
        if missing := {address for address in shown if not any(address in url for url in known)}:
            yield f"{where}: addresses without a mark: {sorted(missing)}"
    for name, value in source.terms.items():
        if name not in TERMS:
            yield f"unknown term {name}"
        elif (name in SET_TERMS) != isinstance(value, list):
            yield f"term {name} {'must' if name in SET_TERMS else 'cannot'} be a list"
        elif name in VALUES and (bad := set(value if isinstance(value, list) else [value]) - set(VALUES[name])):
            yield f"term {name}: unknown value {sorted(bad)}"
        elif name == "term" and not (value == "indefinite" or _DURATION.match(str(value))):
            yield f"term: {value!r} is no ISO 8601 duration"
        elif name == "submission" and (stray := set(value) - emails - urls):
            yield f"submission {sorted(stray)} is no marked e-mail or URL"
    for rule in source.subject_rules:
        if (
            rule.get("action") not in ("publish", "use")
            or rule.get("mode") not in ("deny", "allow_only", "deny_except")
            or not rule.get("ids")
        ):
            yield f"bad subject rule {rule}"
        marked = {mark.value for segment in source.segments for mark in segment.marks if mark.type == "SUBJECT_ID"}
        if stray := set(rule.get("ids", ())) - marked:
            yield f"subject rule names IDs that no segment marks: {sorted(stray)}"


def _mark_problems(type_: str, role: str | None, value: str) -> Iterator[str]:
    if type_ not in ROLES:
        yield f"unknown entity type {type_}"
    elif ROLES[type_] and role not in ROLES[type_]:
        yield f"{type_} {value!r} has role {role}, not one of {sorted(ROLES[type_])}"
    elif not ROLES[type_] and role:
        yield f"{type_} {value!r} takes no role"
    if type_ == "DURATION" and not _DURATION.match(value):
        yield f"DURATION {value!r} is not ISO 8601"
    if type_ == "MONEY" and not _MONEY.match(value):
        yield f'MONEY {value!r} is not like "USD 100000.00"'
