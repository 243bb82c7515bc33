"""Everything that can go wrong, one base to catch.

::

    ExtractorError
    ├── SourceError                 this document cannot be read; others can
    │   ├── NotFoundError           no such file or folder
    │   ├── EmptySourceError        no text in it
    │   ├── UnsupportedFormatError  no reader for what it is
    │   ├── CorruptSourceError      damaged or truncated
    │   ├── EncryptedError          a password is needed
    │   ├── NeedsOcrError           images only, no text layer
    │   ├── LimitError              larger or slower than a limit allows
    │   │   ├── TimeLimitError      reading it took too long and was stopped
    │   │   └── MemoryLimitError    reading it took too much memory and was stopped
    │   └── CrashError              reading it ended the process that read it
    ├── UsageError                  a call or a file of settings that cannot mean anything
    │   └── GoldError               a gold file that contradicts its text or the guideline
    └── InstallationError           the package itself is broken
        ├── TaxonomyError           a rule file is wrong
        └── ModelError              the trained model is missing or damaged

Each carries what a person needs to go on: ``source`` (what it is about), a one-line message and a ``hint``.
"""

from __future__ import annotations


class ExtractorError(Exception):
    """Base of every error that this package raises on purpose."""

    kind = "error"
    """A stable, machine-readable name of the kind of failure."""

    def __init__(self, message: str, *, source: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.source = source
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.source}: {self.message}" if self.source else self.message

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions with keyword-only arguments do not survive a process boundary by themselves.
        return _rebuild, (type(self), self.message, self.source, self.hint)


def _rebuild(cls: type[ExtractorError], message: str, source: str, hint: str) -> ExtractorError:
    return cls(message, source=source, hint=hint)


class SourceError(ExtractorError):
    """This document cannot be read; others can."""

    kind = "unreadable"


class NotFoundError(SourceError):
    """No such file or folder."""

    kind = "not_found"


class EmptySourceError(SourceError):
    """There is no text in it."""

    kind = "empty"


class UnsupportedFormatError(SourceError):
    """No reader for what it is."""

    kind = "unsupported_format"


class CorruptSourceError(SourceError):
    """Damaged or truncated."""

    kind = "corrupt"


class EncryptedError(SourceError):
    """A password is needed."""

    kind = "encrypted"


class NeedsOcrError(SourceError):
    """Images only, no text layer."""

    kind = "needs_ocr"


class LimitError(SourceError):
    """Larger or slower than a limit allows."""

    kind = "limit"


class TimeLimitError(LimitError):
    """Reading it took too long and was stopped."""

    kind = "timeout"


class MemoryLimitError(LimitError):
    """Reading it took too much memory and was stopped."""

    kind = "memory"


class CrashError(SourceError):
    """Reading it ended the process that read it."""

    kind = "crashed"


class UsageError(ExtractorError):
    """A call or a file of settings that cannot mean anything."""

    kind = "usage"


class GoldError(UsageError):
    """A gold file that contradicts its text or the guideline."""

    kind = "gold"


class InstallationError(ExtractorError):
    """The package itself is broken."""

    kind = "installation"


class TaxonomyError(InstallationError):
    """A rule file of the taxonomy is wrong."""

    kind = "taxonomy"


class ModelError(InstallationError):
    """The trained model is missing or damaged."""

    kind = "model"
