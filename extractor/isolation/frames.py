"""What passes between a worker and its supervisor: frames of bytes, each with its length before it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from typing import IO

from extractor.types import PagePicture

_LENGTH = 8
_LONGEST = 2**31

# The first byte of an answer says what the rest is.
READY, REFUSED = b"+", b"!"
"""The models are loaded; or they cannot be, and the rest says why."""
RECORD, PICTURES, FAILURE, SHORT_OF_MEMORY = b"R", b"P", b"F", b"M"


def send(stream: IO[bytes], frame: bytes) -> None:
    """Writes one frame.

    Raises:
        OSError: nobody reads it.
    """
    stream.write(len(frame).to_bytes(_LENGTH, "big"))
    stream.write(frame)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """The next frame.

    Raises:
        EOFError: the other side has ended, perhaps in the middle of it, or sends what is no frame.
    """
    length = int.from_bytes(_exactly(stream, _LENGTH), "big")
    if length > _LONGEST:
        raise EOFError
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data


def pack(pictures: Iterable[PagePicture]) -> bytes:
    """The pictures as the body of a frame."""
    pages = [[page.number, page.width, page.height, base64.b64encode(page.webp).decode()] for page in pictures]
    return json.dumps(pages).encode()


def unpack(body: bytes) -> tuple[PagePicture, ...]:
    """The pictures that ``pack`` packed.

    Raises:
        ValueError: it packed something else.
    """
    try:
        return tuple(
            PagePicture(int(number), float(width), float(height), base64.b64decode(webp, validate=True))
            for number, width, height, webp in json.loads(body)
        )
    except TypeError as error:
        raise ValueError("no pictures") from error
