"""Bytes to text: which encoding a file is in, and why a file is no text at all."""

import codecs

from charset_normalizer import from_bytes

LARGEST = 5 * 1024 * 1024
"""Bytes of the largest file that is read."""
LONGEST = 150_000
"""Characters. The longest academic CVs stay under it; what is longer is a book or a log."""


class Unreadable(Exception):
    """The document cannot be read; the message says why, in a sentence for the person who imports."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNKNOWN = "text in an unknown encoding. Save it as UTF-8 and send it again."
_OLD = ["cp1252", "cp1250", "cp1251", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"]
_MOST_CHAOS = 0.1
_BINARY = "not text: it holds binary data."
_TOO_LONG = f"longer than a CV can be ({LONGEST:,} characters)."
_MOST_BREAKS = 20_000
_TOO_MANY_LINES = f"longer than a CV can be ({_MOST_BREAKS:,} lines)."
_CLEAN = 0.02
"""The share of characters that may be control characters before a file counts as binary."""


def decode(data: bytes) -> str:
    """The text of the bytes, newlines as they are; raises Unreadable."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if b"\x00" in data:
        raise Unreadable(_BINARY)
    if len(data) > 4 * LONGEST:
        raise Unreadable(_TOO_LONG)
    try:
        return _looks_like_text(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _looks_like_text(_guessed(data))


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return _looks_like_text(data.decode(encoding))
    except UnicodeDecodeError:
        raise Unreadable(_UNKNOWN) from None


def _guessed(data: bytes) -> str:
    """The text, where one old encoding alone makes words of the bytes; two that differ are a guess, and refused."""
    found = list(from_bytes(data, cp_isolation=_OLD, threshold=0.2))
    if not found or found[0].chaos > _MOST_CHAOS:
        raise Unreadable(_UNKNOWN)
    best = found[0]
    rivals = [one for one in found[1:] if one.chaos <= best.chaos + 0.02 and str(one) != str(best)]
    if rivals:
        raise Unreadable(_UNKNOWN)
    return str(best)


def _looks_like_text(text: str) -> str:
    if len(text) > LONGEST:
        raise Unreadable(_TOO_LONG)
    if text.count("\n") > _MOST_BREAKS:
        raise Unreadable(_TOO_MANY_LINES)
    controls = sum(1 for char in text if char < " " and char not in "\t\n\r\f\v\x1b") + text.count("\ufffd")
    if controls > _CLEAN * len(text) + 2:
        raise Unreadable(_BINARY)
    return text
