"""A ZIP archive opened carefully: what it says of itself is checked before anything is unpacked."""

import io
import struct
import zipfile
import zlib
from itertools import pairwise
from typing import NamedTuple

from bot.cv.unreadable import Unreadable

MOST_ENTRIES = 2_000
FAULTS = (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, struct.error)
"""What the library raises where an archive is damaged or packed as it does not know."""
LARGEST_PART = 16 * 1024 * 1024
"""Bytes that one entry is unpacked to: a book of a thousand pages."""
_LARGEST = 256 * 1024 * 1024
_SMALL = 64 * 1024 * 1024
_RATIO = 50
HEADER = struct.Struct("<4s22xHH")
"""What stands before each entry."""
_SECRET = 0x1
DAMAGED = "damaged file. Open it, save it again, and send that."
TOO_LARGE = "unpacks to more than a document can hold."
LOCKED = "protected by a password. Save it without one and send it again."


class Entry(NamedTuple):
    """Where an entry stands, and what the archive says of it."""

    start: int
    packed: int
    size: int
    method: int
    checksum: int


class Archive:
    """The entries of a ZIP archive by name, without regard to case. Names are keys, never paths.

    Raises Unreadable where the archive is damaged or encrypted, where its entries overlap, or where they claim more entries,
    bytes or compression than documents have.
    """

    def __init__(self, data: bytes) -> None:
        if data.count(b"PK\x01\x02") > MOST_ENTRIES:
            raise Unreadable(TOO_LARGE)
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                listed, directory = archive.infolist(), archive.start_dir
        except FAULTS:
            raise Unreadable(DAMAGED) from None
        if any(entry.flag_bits & _SECRET for entry in listed):
            raise Unreadable(LOCKED)
        _check_size(listed)
        self._data = data
        self._entries = {_key(entry.filename): entry_at(_header(data, entry), entry) for entry in listed}
        if len(self._entries) < len(listed):
            raise Unreadable(DAMAGED)
        check_apart(list(self._entries.values()), directory)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def read(self, name: str) -> bytes:
        """The entry, unpacked; raises Unreadable where it holds other bytes than the archive says, KeyError where it is missing."""
        entry = self._entries[_key(name)]
        if entry.size > LARGEST_PART:
            raise Unreadable(TOO_LARGE)
        return unpacked(self._data[entry.start : entry.start + entry.packed], entry)


def entry_at(header: bytes, info: zipfile.ZipInfo) -> Entry:
    """The entry that the bytes at its place announce; raises Unreadable where they announce none."""
    if len(header) < HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise Unreadable(DAMAGED)
    _, name, extra = HEADER.unpack(header)
    start = info.header_offset + HEADER.size + name + extra
    return Entry(start, info.compress_size, info.file_size, info.compress_type, info.CRC)


def unpacked(packed: bytes, entry: Entry) -> bytes:
    """The entry's content, never inflated beyond what it claims; raises Unreadable where it holds something else."""
    content = packed if entry.method == zipfile.ZIP_STORED else _inflated(packed, entry)
    if len(content) != entry.size or zlib.crc32(content) != entry.checksum:
        raise Unreadable(DAMAGED)
    return content


def check_apart(entries: list[Entry], directory: int) -> None:
    """Entries that share bytes make a large archive of a small one; ``zipfile`` of Python 3.11.7 lets them pass."""
    places = [*sorted((entry.start, entry.start + entry.packed) for entry in entries), (directory, directory)]
    if any(finish > following for (_, finish), (following, _) in pairwise(places)):
        raise Unreadable(DAMAGED)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _header(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    at = entry.header_offset
    return data[at : at + HEADER.size] if at >= 0 else b""


def _check_size(listed: list[zipfile.ZipInfo]) -> None:
    total, packed = sum(entry.file_size for entry in listed), sum(entry.compress_size for entry in listed)
    if total > _LARGEST or (total > _SMALL and total > _RATIO * packed):
        raise Unreadable(TOO_LARGE)


def _inflated(packed: bytes, entry: Entry) -> bytes:
    if entry.method != zipfile.ZIP_DEFLATED:
        raise Unreadable(DAMAGED)
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, entry.size + 1)
    except zlib.error:
        raise Unreadable(DAMAGED) from None
