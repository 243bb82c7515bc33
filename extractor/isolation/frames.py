"""What passes between a worker and its supervisor: frames of bytes, each with its length before it."""

from __future__ import annotations

from typing import IO

_LENGTH = 8
_LONGEST = 2**31

# The first byte of an answer says what the rest is.
READY, REFUSED = b"+", b"!"
"""The models are loaded; or they cannot be, and the rest says why."""
RECORD, FAILURE, SHORT_OF_MEMORY = b"R", b"F", b"M"


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
