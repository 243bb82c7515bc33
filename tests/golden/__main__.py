"""``python -m tests.golden``: write the golden records anew."""

from __future__ import annotations

from tests.golden import goldens

for _path, _text in goldens():
    _path.write_text(_text, encoding="utf-8")
