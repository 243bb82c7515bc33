"""Reads dataset license agreements and answers, with evidence, what they allow and ask.

>>> from extractor import Extractor
>>> record = Extractor.load().extract("LICENSE.pdf")          # doctest: +SKIP
>>> record.terms["commercial_use"].value                      # doctest: +SKIP
'prohibited'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor import compare
    from extractor.errors import ExtractorError, InstallationError, SourceError, UsageError
    from extractor.frame import to_frame
    from extractor.ingest import Limits
    from extractor.pipeline import Extractor
    from extractor.policy import check, load_policy
    from extractor.record import Failure, LicenseRecord
    from extractor.report import Report, evaluate

__version__ = "0.1.0"

_HOMES = {
    "Extractor": "extractor.pipeline",
    "ExtractorError": "extractor.errors",
    "Failure": "extractor.record",
    "InstallationError": "extractor.errors",
    "LicenseRecord": "extractor.record",
    "Limits": "extractor.ingest",
    "Report": "extractor.report",
    "SourceError": "extractor.errors",
    "UsageError": "extractor.errors",
    "check": "extractor.policy",
    "compare": "extractor.compare",
    "evaluate": "extractor.report",
    "load_policy": "extractor.policy",
    "to_frame": "extractor.frame",
}

__all__ = [
    "Extractor",
    "ExtractorError",
    "Failure",
    "InstallationError",
    "LicenseRecord",
    "Limits",
    "Report",
    "SourceError",
    "UsageError",
    "__version__",
    "check",
    "compare",
    "evaluate",
    "load_policy",
    "to_frame",
]


def __getattr__(name: str) -> object:
    """The public name, imported when first asked for: ``extractor --help`` must not wait for spaCy."""
    if name in _HOMES:
        home = import_module(_HOMES[name])
        return home if home.__name__ == f"{__name__}.{name}" else getattr(home, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
