"""What a keyword search finds: the yardstick that every table of results sets beside us.

Paragraphs are cut at blank lines, a label is given where one of its words occurs, and a field is answered with
its commonest value where its label occurs. It is meant to be the fair, simple tool that a user could write in an
hour, not a straw man.
"""

from __future__ import annotations

import hashlib
import re

from extractor.record import DocumentRecord, LicenseRecord, Producer
from extractor.types import CONTENT_KINDS

_BY = "rule:keyword/1"

_KEYWORDS = {
    "grant": r"grant",
    "purpose": r"purpose|research only|only (?:be used )?for",
    "commercial_use": r"commercial",
    "derivatives": r"derivative|modif(?:y|ied)|reverse engineer",
    "redistribution": r"distribut|sublicens|third part",
    "publication": r"publish|publication|presentation",
    "subject_restriction": r"subjects?\b.*\bnot\b|subject id",
    "citation": r"\bcit(?:e|ation)|acknowledg",
    "reporting": r"notify|report to|send (?:a|an) .*copy",
    "storage": r"stor(?:e|age)|secure|server|encrypt|backup",
    "data_protection": r"personal data|privacy|confidential|identif|gdpr|ethic",
    "deletion": r"delet|destroy|erase",
    "eligibility": r"eligible|student|professor|supervisor|employee",
    "access_procedure": r"sign(?:ed)? .*(?:send|return|e-?mail)|request access|download",
    "ip_ownership": r"own(?:er|ed|ership)|copyright|property of",
    "ip_assignment": r"assigns?\b|vest",
    "warranty": r"warrant|as is",
    "liability": r"liab|indemnif|damage",
    "compliance": r"represent|applicable law|comply",
    "termination": r"terminat|expir",
    "changes": r"amend|change",
    "governing_law": r"govern|jurisdiction|court",
    "fees": r"\bfees?\b|payment|free of charge",
    "definition": r"\bmeans\b|consists of|contains",
    "acceptance": r"agree[sd]? to|by signing",
    "general": r"entire agreement|sever|waiver",
}
_ANSWERS = {
    "commercial_use": ("commercial_use", "prohibited"),
    "redistribution": ("redistribution", "prohibited"),
    "purpose": ("purpose", "research_only"),
    "sample_publication": ("publication", "conditional"),
    "citation": ("citation", "required"),
    "publication_copy": ("reporting", "required"),
    "storage": ("storage", "restricted"),
    "data_protection": ("data_protection", "required"),
    "deletion": ("deletion", "required"),
    "signatory": ("eligibility", "individual"),
    "ip_ownership": ("ip_ownership", "licensor"),
    "ip_assignment": ("ip_assignment", "to_licensor"),
    "warranty": ("warranty", "disclaimed"),
    "liability": ("liability", ("licensor_excluded",)),
    "changes": ("changes", "licensor_unilateral"),
    "derivatives": ("derivatives", "prohibited"),
}
_SETS = {"liability": (), "submission": ()}
_SILENT = ("term", "governing_law", "submission")
_ENTITIES = {
    "EMAIL": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "URL": re.compile(r"https?://[^\s)>\]]+[^\s)>\].,;]"),
    "DATE": re.compile(r"\b\d{4}-\d\d-\d\d\b"),
    "DEFINED_TERM": re.compile(r"(?<=[“\"])[A-Z][\w ]{2,30}(?=[”\"]\))"),
}
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_BULLET = re.compile(r"[-*•●]\s|\(?[a-z][.)]\s")


def keyword_record(name: str, text: str) -> LicenseRecord:
    """The record that a keyword search makes of ``text``."""
    patterns = {label: re.compile(words, re.IGNORECASE) for label, words in _KEYWORDS.items()}
    clauses: list[dict[str, object]] = []
    entities: list[dict[str, object]] = []
    carriers: dict[str, list[dict[str, object]]] = {}
    for match in _PARAGRAPH.finditer(text):
        words, start = match.group().rstrip(), match.start()
        kind = _kind(words)
        clause: dict[str, object] = {
            "id": f"c{len(clauses) + 1}",
            "kind": kind,
            "start": start,
            "end": start + len(words),
            "text": words,
        }
        if kind in CONTENT_KINDS:
            proof = [{"start": start, "end": start + len(words), "by": _BY}]
            labels = [label for label, pattern in patterns.items() if pattern.search(words)] or ["general"]
            clause["labels"] = [{"label": label, "score": 0.5, "evidence": proof} for label in labels]
            for label in labels:
                carriers.setdefault(label, []).append(clause)
        for kind_of, pattern in _ENTITIES.items():
            entities.extend(
                {
                    "type": kind_of,
                    "text": found.group(),
                    "value": found.group().lower() if kind_of == "EMAIL" else found.group(),
                    "role": "contact" if kind_of == "EMAIL" else None,
                    "start": start + found.start(),
                    "end": start + found.end(),
                    "clause": clause["id"],
                    "by": _BY,
                }
                for found in pattern.finditer(words)
            )
        clauses.append(clause)
    data = text.encode()
    return LicenseRecord.model_validate(
        {
            "producer": Producer(version="0", model="keywords"),
            "document": DocumentRecord(
                id=hashlib.sha256(data).hexdigest(),
                name=name,
                media_type="text/plain",
                bytes=len(data),
                method="text",
                language="und",
                text=text,
            ),
            "clauses": clauses,
            "entities": entities,
            "subject_rules": [],
            "terms": {field: _answer(field, carriers) for field in (*_ANSWERS, *_SILENT)},
        }
    )


def _kind(words: str) -> str:
    if _BULLET.match(words):
        return "item"
    short = len(words) < 60 and "\n" not in words
    return "heading" if short and words[-1] not in ".:;," else "clause"


def _answer(field: str, carriers: dict[str, list[dict[str, object]]]) -> dict[str, object]:
    label, value = _ANSWERS.get(field, ("", "unspecified"))
    if label not in carriers:
        return {"value": _SETS.get(field, "unspecified"), "score": 0.5}
    first = carriers[label][0]
    return {
        "value": value,
        "score": 0.5,
        "clauses": [first["id"]],
        "evidence": [{"start": first["start"], "end": first["end"], "by": _BY}],
    }
