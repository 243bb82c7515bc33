"""Pictures that mean harm: more dots than fit, files that point at themselves, pages without end."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from functools import cache


@cache
def pictures() -> Mapping[str, bytes]:
    """Pictures that are each made to harm in a way of their own, by name."""
    white = _png(1_000, 1_000, b"\0" + b"\xff" * 1_000)
    return {
        "dots.png": _png(100_000, 100_000, b""),
        "white.png": white,
        "cut.png": white[: len(white) // 2],
        "zip-bomb.png": _png(9_000, 9_000, bytes(9_001)),
        "text-bomb.png": _png(8, 8, b"\0" * 9, more=_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(100_000_000)))),
        "claims.bmp": b"BM" + struct.pack("<IIIIiiHHI", 9, 0, 54, 40, 2**31 - 1, 2**31 - 1, 1, 24, 0) + bytes(24),
        "loop.tif": _tiff(following=8),
        "pages.tif": _pages(400),
        "nothing.jpg": b"\xff\xd8\xff" + bytes(1_000),
    }  # fmt: skip


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png(width: int, height: int, row: bytes, more: bytes = b"") -> bytes:
    """A gray picture each of whose rows is the same."""
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(row) for _ in range(height if row else 0)) + packer.flush()
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + more + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _tiff(following: int) -> bytes:
    """A picture of eight dots by one whose directory says that the next one stands at ``following``."""
    entries = ((256, 8), (257, 1), (258, 8), (259, 1), (262, 1), (273, 200), (277, 1), (278, 1), (279, 8))
    packed = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    directory = struct.pack("<H", len(entries)) + packed
    return (b"II*\0" + struct.pack("<I", 8) + directory + struct.pack("<I", following)).ljust(200, b"\0") + bytes(8)


def _pages(count: int) -> bytes:
    from PIL import Image

    page = Image.new("1", (300, 300), 1)
    out = io.BytesIO()
    page.save(out, "TIFF", save_all=True, append_images=[page] * (count - 1), compression="group4")
    return out.getvalue()
