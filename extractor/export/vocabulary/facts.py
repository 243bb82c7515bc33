"""What a record knows of the data set and its license beside the terms, as every vocabulary needs it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from extractor.export.inert import plain, web_address

if TYPE_CHECKING:
    from extractor.record import LicenseRecord

_LONGEST_ACRONYM = 10


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and addresses; all on one line and harmless."""

    iri: str
    """Of the license that was read: it names the bytes of its file, so that two records of one file agree."""
    dataset: str
    """The first name of the data set, else the license's title."""
    title: str
    """The license's."""
    version: str | None
    """The license's."""
    digest: str
    """SHA-256 of the license file."""
    licensors: tuple[str, ...]
    citations: tuple[str, ...]
    """What papers are asked to cite."""
    homepage: str | None
    applications: tuple[str, ...]
    """Addresses (http, https, mailto) to which the signed license goes."""

    @property
    def dataset_iri(self) -> str:
        """Of the data set."""
        return f"{self.iri}:data"


def facts(record: LicenseRecord) -> Facts:
    """The facts of a record."""
    document = record.document
    title = plain(document.title or "") or PurePath(plain(document.name)).stem or "license"
    cites = {clause.id for clause in record.clauses if any(label.label == "citation" for label in clause.labels)}
    submission = record.terms.get("submission")
    return Facts(
        iri=f"urn:extractor:license:{document.id}",
        dataset=next(iter(_values(record, "DATASET")), title),
        title=title,
        version=plain(document.version) if document.version else None,
        digest=document.id,
        licensors=_full_names(_values(record, "PARTY", role="licensor")),
        citations=tuple(
            dict.fromkeys(plain(e.value) for e in record.entities if e.type == "REFERENCE" and e.clause in cites)
        ),
        homepage=next(filter(None, map(web_address, _values(record, "URL", role="dataset"))), None),
        applications=tuple(filter(None, map(web_address, submission.value if submission else ()))),
    )


def _values(record: LicenseRecord, kind: str, *, role: str | None = None) -> tuple[str, ...]:
    """The values of the entities of a kind, and of a role where one is named, each once."""
    found = (plain(e.value) for e in record.entities if e.type == kind and role in (None, e.role))
    return tuple(dict.fromkeys(filter(None, found)))


def _full_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names without acronyms, unless there is nothing else."""
    full = tuple(name for name in names if " " in name or len(name) > _LONGEST_ACRONYM or not name.isupper())
    return full or names
