"""What the bot and a child say to each other. The child may be in a stranger's hands: its answer is a claim to check.

Each says its part as a frame: the number of bytes that follow, and these.
"""

import re
import struct
import traceback

import msgspec

from bot.cv.sandbox.checks import Implausible, check
from bot.cv.unreadable import Unreadable
from bot.profile import Reading

LARGEST = 4 * 1024 * 1024
"""Bytes of the largest answer that is taken."""
LONGEST_REASON = 300
UNSAFE = "could not be read safely: what came out of it does not fit the file."
HUNGRY = "needs too much memory to read. Save it in a simpler form and send it again."
BROKEN = "could not be read: the reader cannot cope with it. Save it as text and send it again."

FRAME = struct.Struct("=I")
_THEN = "\0"
"""Between why a document is no CV and what it says."""
_NAME = struct.Struct("=H")
_LONGEST_NAME = 1_000
_UNDERSTOOD, _UNREADABLE, _MEMORY, _BROKEN = b"+", b"-", b"m", b"!"
_PLACE = re.compile(r"\A[A-Za-z_]{1,60} at [a-z_]{1,60}\.py:\d{1,5}")


class Declined(Unreadable):
    """The reader says that the document cannot be read, and why."""


class Breakdown(Exception):
    """The reader's own fault; the text says which and where, and holds nothing of the document."""


def question(data: bytes, name: str) -> bytes:
    """A file as it is sent to a child, in its frame."""
    called = name.encode("utf-8", "replace")[-_LONGEST_NAME:]  # its end: readers look at the suffix
    return b"".join((FRAME.pack(_NAME.size + len(called) + len(data)), _NAME.pack(len(called)), called, data))


def asked(message: bytes) -> tuple[str, bytes]:
    """The name and the bytes of a file sent by `question`, without its frame."""
    end = _NAME.size + _NAME.unpack_from(message)[0]
    return message[_NAME.size : end].decode("utf-8", "replace"), message[end:]


def understood(reading: Reading) -> bytes:
    return _UNDERSTOOD + msgspec.msgpack.encode(reading)


def unreadable(reason: str, text: str = "") -> bytes:
    return _UNREADABLE + f"{reason}{_THEN}{text}".encode("utf-8", "replace")


def out_of_memory() -> bytes:
    return _MEMORY


def broken(error: Exception) -> bytes:
    """Names the error and the place in the code; its words may hold the document's."""
    frames = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), lookup_lines=False)
    place = frames[-1] if frames else None
    file = place.filename.rpartition("/")[2] if place else "unknown.py"
    return _BROKEN + f"{type(error).__name__} at {file}:{place.lineno if place else 0}".encode()


def reading(answer: bytes) -> Reading:
    """What the child says that the file says, checked. Raises Declined with its reason, Unreadable with ours, or Breakdown."""
    kind, content = answer[:1], answer[1:]
    if kind == _UNDERSTOOD:
        return _checked(content)
    if kind == _UNREADABLE:
        reason, _, text = content.partition(_THEN.encode())
        raise Declined(_reason(reason), text.decode("utf-8", "replace"))
    if kind == _MEMORY:
        raise Unreadable(HUNGRY)
    if kind == _BROKEN and _PLACE.fullmatch(place := content.decode("ascii", "replace")):
        raise Breakdown(place)
    raise Unreadable(UNSAFE)


def _checked(content: bytes) -> Reading:
    try:
        found = msgspec.msgpack.decode(content, type=Reading)
        check(found)
    except (msgspec.DecodeError, Implausible, UnicodeDecodeError, RecursionError):
        raise Unreadable(UNSAFE) from None
    return found


def _reason(content: bytes) -> str:
    reason = content.decode("utf-8", "replace")
    if not reason or len(reason) > LONGEST_REASON or not reason.isprintable():
        raise Unreadable(UNSAFE)
    return reason
