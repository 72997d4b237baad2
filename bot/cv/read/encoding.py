"""Bytes to text: which encoding a file is in, and why a file is no text at all."""

import codecs
import re

from bot.cv.unreadable import Unreadable

LONGEST = 150_000
"""Characters. The longest academic CVs stay under it; what is longer is a book or a log."""


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UNKNOWN = "text in an unknown encoding. Save it as UTF-8 and send it again."
_BINARY = "not text: it holds binary data. Send the CV as PDF, Word or text."
_MOST_BREAKS = 20_000
_TOO_MANY_LINES = f"longer than a CV can be ({_MOST_BREAKS:,} lines)."
_MOSTLY = 0.4
_GARBLED_TAIL = r"[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}"
_GARBLED = re.compile(
    r"[Ãâåæäçèé](?:(?<=Ã)[\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•˜™š›œžŸ\u0080-\u009f]|(?<=â)€[™œ\u009d“”¦¢˜\u0093\u0094]"
    rf"|(?<=[åæäçèé]){_GARBLED_TAIL}[åæäçèé]{_GARBLED_TAIL})"
)
"""UTF-8 of Latin letters, quotes and ideographs, read as if it was cp1252 or Latin-1."""
_CLEAN = 0.02
"""The share of characters that may be control characters before a file counts as binary."""


_CONTROLS = re.compile("[\\x00-\\x08\\x0e-\\x1a\\x1c-\\x1f\\ufffd]")


def too_long(longest: int = LONGEST) -> str:
    return f"longer than a CV can be ({longest:,} characters)."


def decode(data: bytes, *, longest: int = LONGEST, declared: str = "") -> str:
    """The text of the bytes, newlines as they are; raises Unreadable.

    ``declared`` is the encoding that the document itself names; it counts where the bytes are no UTF-8.
    """
    if len(data) > 4 * longest + 4:
        raise Unreadable(too_long(longest))
    text = _text(data, declared)
    if len(text) > longest:
        raise Unreadable(too_long(longest))
    return _looks_like_text(text)


def _text(data: bytes, declared: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if b"\x00" in data:
        return _strictly(data, _wide(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        from bot.cv.read.guessing import guessed  # noqa: PLC0415 -- its tables are large, and only old files need them

        return _declared(data, declared) or guessed(data)


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: mostly Latin letters, with a NUL beside each. Other bytes with NULs are no text."""
    half = max(1, len(data) // 2)
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if data[offset::2].count(0) > _MOSTLY * half and not data[1 - offset :: 2].count(0):
            return encoding
    raise Unreadable(_BINARY)


def _declared(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding) if encoding else ""
    except (LookupError, UnicodeError):
        return ""


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(UNKNOWN) from None


def _looks_like_text(text: str) -> str:
    if text.count("\n") > _MOST_BREAKS:
        raise Unreadable(_TOO_MANY_LINES)
    controls = len(_CONTROLS.findall(text))
    if controls > _CLEAN * len(text) + 2:
        raise Unreadable(_BINARY)
    return text


def garbled(text: str) -> tuple[str, ...]:
    """A warning where letters were once read in the wrong encoding ("MÃ¼ller"). They are not put right: the text is kept."""
    found = None if text.isascii() else _GARBLED.search(text)
    if found is None:
        return ()
    line = text[text.rfind("\n", 0, found.start()) + 1 :][:60].split("\n", maxsplit=1)[0].strip()
    line = "".join(char if char.isprintable() else " " for char in line)
    return (f'Some letters are garbled, as in "{line}": the file was saved in the wrong encoding.',)
