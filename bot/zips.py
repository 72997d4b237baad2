"""A ZIP archive of CVs: each file in it is read as one of its own.

Nothing is unpacked to disk and nothing without bounds: what the archive says of itself is checked first, and no file is
inflated to a byte more than it claims. A document that is a ZIP archive itself (Word, OpenDocument) is a file, no archive.
"""

import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from bot.cv import LARGEST, TOO_LARGE, Unreadable
from bot.cv.read.archive import DAMAGED, FAULTS, HEADER, LOCKED, MOST_ENTRIES, Entry, check_apart, entry_at, unpacked

LARGEST_IN_ALL = 1024 * 1024 * 1024
"""Bytes that the files of one archive may unpack to, together."""
_LARGEST_LISTING = 4 * 1024 * 1024
_RATIO, _RATIO_ABOVE = 200, 1024 * 1024
_LONGEST_PATH = 200
_SECRET, _UTF8 = 0x1, 0x800
_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_END = struct.Struct("<4s8xI6x")
_END_64 = b"PK\x06\x07"
_DOCUMENTS = frozenset(("[content_types].xml", "mimetype", "word/document.xml", "index/document.iwa"))
"""Names at which a document is known that is packed as a ZIP archive."""
_LITTER = frozenset(("__macosx", "thumbs.db", "desktop.ini"))

_TOO_MANY = f"holds more files than are read at once ({MOST_ENTRIES:,}). Send it in parts."
_TOO_MUCH = "unpacks to more than 1 GB. Send it in parts."
_BROKEN = "a damaged archive. Pack it again, or send the files in it."
_EMPTY = "an archive without files."
_TIGHT = "packed tighter than any document is. Send the file itself."
_UNUSUAL = "packed in an unusual way. Send the file itself."
_LINK = "a link to a file, not a file."


@dataclass(frozen=True, slots=True)
class Packed:
    """A file in an archive. ``fault`` says why it cannot be read, or why nothing of the archive can."""

    path: str
    """The archive's own name, and the file's place in it; for people."""
    source: Path | bytes = field(repr=False)
    entry: Entry | None = None
    fault: str = ""

    def __str__(self) -> str:
        return self.path

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    def read(self) -> bytes:
        """The file, unpacked. Raises `bot.cv.Unreadable` with the reason."""
        if self.entry is None:
            raise Unreadable(self.fault)
        try:
            with _opened(self.source) as file:
                file.seek(self.entry.start)
                packed = file.read(self.entry.packed)
        except OSError as error:
            raise Unreadable(f"cannot be opened: {error.strerror or type(error).__name__}") from None
        return unpacked(packed, self.entry)


def files_in(shown: str, source: Path | bytes) -> tuple[Packed, ...] | None:
    """The files of an archive, in its order, at least one; None for whatever is no archive of files.

    ``shown`` is what the archive is called. Folders, hidden files and what macOS and Windows add are left out.
    """
    try:
        with _opened(source) as file:
            if file.read(4) not in _SIGNATURES:
                return None
            listed, directory = _listed(file)
            if any(info.filename.casefold() in _DOCUMENTS for info in listed):
                return None
            found = [(name, *_judged(file, info)) for info in listed if (name := _name(info))]
    except OSError:
        return None
    except Unreadable as error:
        return (Packed(shown, b"", fault=error.reason),)
    except FAULTS:
        return (Packed(shown, b"", fault=_BROKEN),) if shown.casefold().endswith(".zip") else None
    try:
        _check_together([entry for _, entry, _ in found if entry], directory)
    except Unreadable as error:
        return (Packed(shown, b"", fault=error.reason),)
    files = tuple(Packed(f"{shown}/{name}", source, entry, fault) for name, entry, fault in found)
    return files or (Packed(shown, b"", fault=_EMPTY),)


def _opened(source: Path | bytes) -> AbstractContextManager[BinaryIO]:
    return BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def _listed(file: BinaryIO) -> tuple[list[zipfile.ZipInfo], int]:
    """What the archive lists, and where its list begins. The list is measured before the library reads it."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END.size - 0xFFFF))
    tail = file.read()
    whole = tail[-_END.size :]
    plain = whole.startswith(b"PK\x05\x06") and whole.endswith(b"\0\0")
    end = len(tail) - _END.size if plain else tail.rfind(b"PK\x05\x06")
    if end < 0:
        raise zipfile.BadZipFile
    _, listing = _END.unpack_from(tail, end)
    start = size - len(tail) + end - listing
    if listing > _LARGEST_LISTING or tail[max(0, end - 20) : end].startswith(_END_64):
        raise Unreadable(_TOO_MANY)
    if start < 0:
        raise zipfile.BadZipFile
    file.seek(start)
    if file.read(listing).count(b"PK\x01\x02") > MOST_ENTRIES:
        raise Unreadable(_TOO_MANY)
    with zipfile.ZipFile(file) as archive:
        return archive.infolist(), archive.start_dir


def _judged(file: BinaryIO, info: zipfile.ZipInfo) -> tuple[Entry | None, str]:
    """Where the file stands in the archive, or why it is not read."""
    if fault := next(_faults(info), ""):
        return None, fault
    file.seek(max(0, info.header_offset))
    try:
        return entry_at(file.read(HEADER.size) if info.header_offset >= 0 else b"", info), ""
    except Unreadable as error:
        return None, error.reason


def _faults(info: zipfile.ZipInfo) -> Iterator[str]:
    if info.flag_bits & _SECRET:
        yield LOCKED
    if stat.S_ISLNK(info.external_attr >> 16):
        yield _LINK
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        yield _UNUSUAL
    if info.file_size > LARGEST:
        yield TOO_LARGE
    if info.compress_size > LARGEST + _RATIO_ABOVE:
        yield DAMAGED
    if info.file_size > _RATIO_ABOVE and info.file_size > _RATIO * info.compress_size:
        yield _TIGHT


def _check_together(entries: list[Entry], directory: int) -> None:
    if sum(entry.size for entry in entries) > LARGEST_IN_ALL:
        raise Unreadable(_TOO_MUCH)
    try:
        check_apart(entries, directory)
    except Unreadable:
        raise Unreadable(_BROKEN) from None


def _name(info: zipfile.ZipInfo) -> str:
    """The file's place in the archive as it is shown; empty for what is no file of somebody's. It is never a path to open."""
    parts = [part for part in _decoded(info).replace("\\", "/").split("/") if part not in (".", "..")]
    if not parts or not parts[-1] or any(part.startswith(".") or part.casefold() in _LITTER for part in parts):
        return ""
    shown = ("".join(one for one in part if one.isprintable()) for part in parts if part)
    return "/".join(filter(None, shown))[-_LONGEST_PATH:] or "file"


def _decoded(info: zipfile.ZipInfo) -> str:
    """Names of macOS are UTF-8, though the archive does not say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode()
    except UnicodeError:
        return info.filename
