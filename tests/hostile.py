"""A harmless license in each format, and the same cut off or with bits flipped."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from functools import cache

from evaluation.render_pdf import render_pdf
from extractor.ingest import read

LICENSE = """Harbor Gait License

1. Grant
The user may use the recordings for research at a university.

2. Limits
The user shall not:
(a) sell the recordings;
(b) share them with anybody outside the group;
(c) try to find out who a person is.

3. Citation
Cite the paper in every publication. Write to gait@harbor.example.

4. End
Delete every copy by 31 December 2031.

"""
LONG = "".join(LICENSE.replace("Harbor", f"Harbor {name}") for name in ("North", "East", "South", "West", "Inner"))


@cache
def good(suffix: str) -> bytes:
    """A harmless license of this kind, a few kilobytes long."""
    match suffix:
        case "pdf":
            return render_pdf(read(LONG.encode(), name="a.txt"), head="Harbor")
        case "docx":
            from docx import Document

            document = Document()
            for line in LONG.splitlines():
                document.add_paragraph(line)
            document.add_table(2, 2).cell(0, 0).text = "Fee"
            return bytes_of(document.save)
        case "html":
            lines = "".join(f"<p>{line}</p>\n" for line in LONG.splitlines())
            return f"<!doctype html><html><head><title>License</title></head><body>{lines}</body></html>".encode()
        case "md":
            return LONG.replace("Harbor", "# Harbor *Gait*").replace("(a)", "- [a](https://a.example)").encode()
    return LONG.encode()


def bytes_of(save: Callable[[io.BytesIO], object]) -> bytes:
    """What ``save`` writes."""
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def truncated(suffix: str, step: int = 1_000) -> Iterator[tuple[str, bytes]]:
    """Yields the license cut off at every ``step`` bytes."""
    data = good(suffix)
    for end in range(step, len(data), step):
        yield f"cut-{end}.{suffix}", data[:end]


def mutated(suffix: str, count: int) -> Iterator[tuple[str, bytes]]:
    """Yields the license with some bits flipped, the same ones in every run."""
    for seed in range(count):
        rng = random.Random(f"{suffix} {seed}")
        data = bytearray(good(suffix))
        for _ in range(rng.choice((1, 4, 16, 64))):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        yield f"flip-{seed}.{suffix}", bytes(data)
