"""What a worker is told before the first document."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.ingest.limits import Limits

if TYPE_CHECKING:
    from extractor.classify import Mode


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker loads before the first document."""

    mode: Mode = "full"
    folder: Path | None = None
    """Of the model; None is the shipped one."""
    limits: Limits = field(default_factory=Limits)

    def to_json(self) -> bytes:
        """The setup as it is sent."""
        folder = None if self.folder is None else str(self.folder.resolve())
        return json.dumps({"mode": self.mode, "folder": folder, "limits": asdict(self.limits)}).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Setup:
        """The setup that was sent."""
        sent = json.loads(data)
        folder = None if sent["folder"] is None else Path(sent["folder"])
        return cls(sent["mode"], folder, Limits(**sent["limits"]))
