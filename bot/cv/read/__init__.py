"""One reader per format: what a file is by its first bytes and its name, and who reads it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from bot.cv.passage import Sheet
from bot.cv.read import latex, markdown, org
from bot.cv.read.encoding import LARGEST, Unreadable

__all__ = ["LARGEST", "Unreadable", "open_sheet"]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. Without a reader, ``refusal`` is what the importer is told."""

    name: str
    signatures: tuple[bytes, ...] = ()
    suffixes: tuple[str, ...] = ()
    reader: Callable[[bytes], Sheet] | None = None
    refusal: str = ""


def _not_yet(name: str) -> str:
    return f"{name} files cannot be read yet. Send it as text or Markdown, or paste it."


def _no_text(name: str) -> str:
    return f"not text: looks like {name}."


FORMATS = (
    Format("PDF", (b"%PDF-",), (".pdf",), refusal=_not_yet("PDF")),
    Format("RTF", (b"{\\rtf",), (".rtf",), refusal=_not_yet("RTF")),
    Format("Word", (b"\xd0\xcf\x11\xe0",), (".doc",), refusal=_not_yet("old Word (.doc)")),
    Format("Word", suffixes=(".docx",), refusal=_not_yet("Word (.docx)")),
    Format("OpenDocument", suffixes=(".odt",), refusal=_not_yet("OpenDocument (.odt)")),
    Format("PNG", (b"\x89PNG",), (".png",), refusal=_no_text("a PNG picture")),
    Format("JPEG", (b"\xff\xd8\xff",), (".jpg", ".jpeg"), refusal=_no_text("a JPEG picture")),
    Format("GIF", (b"GIF87a", b"GIF89a"), (".gif",), refusal=_no_text("a GIF picture")),
    Format("TIFF", (b"II*\x00", b"MM\x00*"), (".tif", ".tiff"), refusal=_no_text("a TIFF picture")),
    Format("WebP", suffixes=(".webp",), refusal=_no_text("a WebP picture")),
    Format("ZIP", (b"PK\x03\x04", b"PK\x05\x06"), (".zip",), refusal=_no_text("a ZIP archive")),
    Format("gzip", (b"\x1f\x8b",), (".gz", ".tgz"), refusal=_no_text("a gzip archive")),
    Format("7z", (b"7z\xbc\xaf",), (".7z",), refusal=_no_text("a 7z archive")),
    Format("RAR", (b"Rar!",), (".rar",), refusal=_no_text("a RAR archive")),
    Format("ELF", (b"\x7fELF",), refusal=_no_text("a program")),
    Format("EXE", (b"MZ\x90\x00",), (".exe", ".dll"), refusal=_no_text("a program")),
    Format("LaTeX", suffixes=(".tex",), reader=latex.read),
    Format("Org", suffixes=(".org",), reader=org.read),
    Format("text", suffixes=(".txt", ".md", ".markdown", ".text", ""), reader=markdown.read),
)
_TEXT = FORMATS[-1]
_SOURCES = {
    ".tex": re.compile(rb"^\s{0,9}\\(?:documentclass|begin\{document\})", re.MULTILINE),
    ".org": re.compile(rb"^\s{0,3}#\+(?:TITLE|AUTHOR|OPTIONS|begin_)", re.MULTILINE | re.IGNORECASE),
}
"""Sources of other text formats, whatever the file's name says."""


def open_sheet(data: bytes, name: str) -> Sheet:
    """The lines of a document; raises Unreadable with the reason."""
    if len(data) > LARGEST:
        raise Unreadable("larger than 5 MB.")
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty file.")
    kind = _format(data, name)
    if kind.reader is None:
        raise Unreadable(kind.refusal)
    return kind.reader(data)


def _format(data: bytes, name: str) -> Format:
    """By content; by name only between formats that share their first bytes (DOCX and ODT are ZIP archives)."""
    suffix = PurePath(name.replace("\\", "/")).suffix.casefold()
    for kind in FORMATS:
        if data.startswith(kind.signatures):
            return _inside_archive(data, suffix) or kind if kind.name == "ZIP" else kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _named(".webp")
    return next((_named(suffix) for suffix, marks in _SOURCES.items() if marks.search(data[:20_000])), _TEXT)


def _inside_archive(data: bytes, suffix: str) -> Format | None:
    if b"word/document.xml" in data or suffix == ".docx":
        return _named(".docx")
    if b"application/vnd.oasis.opendocument.text" in data[:200] or suffix == ".odt":
        return _named(".odt")
    return None


def _named(suffix: str) -> Format:
    return next(kind for kind in FORMATS if suffix in kind.suffixes)
