"""Bytes to text: byte order marks, UTF-8, UTF-16, and the encodings of old files."""

from __future__ import annotations

import codecs

from extractor.errors import UnsupportedFormatError
from extractor.types import DocumentWarning

# Longest first: the UTF-32 mark starts with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64_000
# Text has a stray NUL at most; a twentieth of control characters is no text.
_BINARY_SHARE = 0.05
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b"))


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text in any encoding that ``decode`` reads."""
    sample = data[:_SAMPLE]
    if any(sample.startswith(mark) for mark, _ in _MARKS) or _utf16_without_mark(sample):
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > _BINARY_SHARE * len(sample)


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[DocumentWarning, ...]]:
    """The text with ``"\\n"`` for every kind of line end, and warnings on what was guessed or dropped.

    ``declared`` is the encoding that the source itself names; what is valid UTF-8 is UTF-8 whatever it says.

    Raises:
        UnsupportedFormatError: no encoding fits.
    """
    text, encoding = _decode(data, declared)
    warnings: list[DocumentWarning] = []
    if encoding not in ("utf-8", "ascii"):
        warnings.append(DocumentWarning("encoding", f"read as {encoding}"))
    nuls = text.count("\x00")
    if nuls:
        text = text.replace("\x00", "")
        warnings.append(DocumentWarning("nul_bytes", f"{nuls} NUL characters dropped"))
    return text.replace("\r\n", "\n").replace("\r", "\n"), tuple(warnings)


def _decode(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            # A cut-off last character is no reason to refuse the rest.
            return data[len(mark) :].decode(encoding, errors="replace"), encoding
    wide = _utf16_without_mark(data[:_SAMPLE])
    if wide:
        return data.decode(wide, errors="replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _as_declared(data, declared) or _legacy(data)


def _as_declared(data: bytes, declared: str | None) -> tuple[str, str] | None:
    """The text in the encoding that the source names, if there is such a one and it fits."""
    try:
        encoding = codecs.lookup(declared or "").name
        # What calls itself Latin-1 or GB 2312 is written in the encodings that extend them, as browsers know.
        encoding = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(
            encoding, encoding
        )
        return data.decode(encoding), encoding
    except (LookupError, UnicodeError):
        return None


def _utf16_without_mark(sample: bytes) -> str | None:
    """The UTF-16 byte order of a sample in which every other byte is mostly NUL, as Latin letters make it."""
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0 : 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if odd > 0.5 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.5 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _legacy(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    high = sum(byte >= 0x80 for byte in data[:_SAMPLE])
    if high > 0.2 * min(len(data), _SAMPLE):
        # Every other letter or so is not ASCII: Chinese, Cyrillic ... worth a statistical guess.
        best = from_bytes(data[:_SAMPLE]).best()
        if best is not None:
            return data.decode(best.encoding, errors="replace"), best.encoding
    # A Western text with a few accents and curly quotes: the guesser is less sure of it than we are.
    for encoding in ("gb18030", "cp1252", "latin-1"):
        if encoding == "gb18030" and not _is_chinese(data):
            continue
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise UnsupportedFormatError("the text is in no known encoding", hint="Save the file as UTF-8.")


def _is_chinese(data: bytes) -> bool:
    """Whether the bytes decode as GB 18030 to text whose high characters are nearly all common Chinese ones."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    high = [character for character in text[:_SAMPLE] if character > "\x7f"]
    # GB 2312's first level, the common characters, sorts by sound; Latin accents decode to rare ones.
    common = sum("\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" for c in high)
    return len(high) >= 4 and common > 0.9 * len(high) and sum(_level_one(c) for c in high) > 0.6 * len(high)


def _level_one(character: str) -> bool:
    raw = character.encode("gb18030")
    return len(raw) == 2 and (0xB0 <= raw[0] <= 0xD7 or 0xA1 <= raw[0] <= 0xA3) and raw[1] >= 0xA1
