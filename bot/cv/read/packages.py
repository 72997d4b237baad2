"""Which office program's document a ZIP archive or an OLE file is, by what it holds."""

from typing import NoReturn

from bot.cv.read.archive import LOCKED, Archive
from bot.cv.unreadable import Unreadable

_WORD = (b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml", b"application/vnd.ms-word.")
_OFFICE = {".xlsx": (b"spreadsheetml.", b"ms-excel."), ".pptx": (b"presentationml.", b"ms-powerpoint.")}
_TYPES = "[Content_Types].xml"
_MIME = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.text-template": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
    b"application/vnd.oasis.opendocument.presentation": ".odp",
    b"application/epub+zip": ".epub",
}
_TELLING = {"word/document.xml": ".docx", "index/document.iwa": ".pages"}


def suffix_of(data: bytes) -> str:
    """The suffix of the document in the archive; empty where it is none. Its reader says what is wrong with a damaged one."""
    try:
        archive = Archive(data)
        if "mimetype" in archive:
            return _MIME.get(archive.read("mimetype").strip(), "")
        types = archive.read(_TYPES) if _TYPES in archive else b""
    except Unreadable:
        return _named_in(data)
    if any(mark in types for mark in _WORD):
        return ".docx"
    for suffix, marks in _OFFICE.items():
        if any(mark in types for mark in marks):
            return suffix
    return next((suffix for name, suffix in _TELLING.items() if name in archive), "")


def _named_in(data: bytes) -> str:
    if b"word/document.xml" in data:
        return ".docx"
    return ".odt" if b"application/vnd.oasis.opendocument.text" in data[:200] else ""


def refuse(data: bytes) -> NoReturn:
    """Raises Unreadable: why an OLE file is not read, and what to do."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(LOCKED)
    if "WordDocument".encode("utf-16-le") in data:
        raise Unreadable("an old Word file (.doc). Save it as .docx or PDF and send that.")
    raise Unreadable("an old Office file. Save it as .docx or PDF and send that.")
