"""What a file is by its first bytes and its name, and who reads it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.cv.passage import Sheet
from bot.cv.read import docx, hidden, html, jsonresume, latex, markdown, odt, org, packages, rtf
from bot.cv.unreadable import LARGEST, TOO_LARGE, Unreadable


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file, known by its ``signatures``, or by how its text ``begins``, whatever its name says.

    Without a reader, ``refusal`` is what the importer is told.
    """

    name: str
    signatures: tuple[bytes, ...] = ()
    suffixes: tuple[str, ...] = ()
    reader: Callable[[bytes], Sheet] | None = None
    refusal: str = ""
    begins: Callable[[str], object] | None = None
    """Whether the beginning of a text is one of this format."""
    hidden: Callable[[str], tuple[tuple[int, int], ...]] | None = None
    """What its page does not show of the text, where evidence points into the text as it is."""
    as_it_stands: bool = False
    """The text of a reading is the document's own, and nothing but Python reads it."""


def _no_words(name: str) -> str:
    return f"{name}. Save it as .docx or PDF and send that."


def _picture(name: str) -> str:
    return f"a {name} picture, no text inside. Send the CV as PDF, Word or text."


def _archive(name: str) -> str:
    return f"a {name} archive. Unpack it and send the CVs in it."


_PROGRAM = "a program, not a CV."


_FLAT = re.compile(r"\A\s{0,9}(?:<\?xml[^<>]{0,200}>\s{0,9})?<office:document\s")


def _pdf(data: bytes) -> Sheet:
    from bot.cv.read import pdf  # noqa: PLC0415 -- its library takes longer to load than a CV to read

    return pdf.read(data)


FORMATS = (
    Format("PDF", (b"%PDF-",), (".pdf",), reader=_pdf),
    Format("RTF", (b"{\\rtf",), (".rtf",), reader=rtf.read),
    Format("old Word", (b"\xd0\xcf\x11\xe0",), (".doc",), reader=packages.refuse),
    Format("Word", suffixes=(".docx",), reader=docx.read),
    Format("OpenDocument", suffixes=(".odt",), reader=odt.read),
    Format("Excel", suffixes=(".xlsx",), refusal=_no_words("an Excel workbook")),
    Format("PowerPoint", suffixes=(".pptx",), refusal=_no_words("a PowerPoint presentation")),
    Format("OpenDocument", suffixes=(".ods",), refusal=_no_words("an OpenDocument spreadsheet")),
    Format("OpenDocument", suffixes=(".odp",), refusal=_no_words("an OpenDocument presentation")),
    Format("Pages", suffixes=(".pages",), refusal=_no_words("a Pages document")),
    Format("EPUB", suffixes=(".epub",), refusal=_no_words("an e-book")),
    Format("PNG", (b"\x89PNG",), (".png",), refusal=_picture("PNG")),
    Format("JPEG", (b"\xff\xd8\xff",), (".jpg", ".jpeg"), refusal=_picture("JPEG")),
    Format("GIF", (b"GIF87a", b"GIF89a"), (".gif",), refusal=_picture("GIF")),
    Format("TIFF", (b"II*\x00", b"MM\x00*"), (".tif", ".tiff"), refusal=_picture("TIFF")),
    Format("WebP", suffixes=(".webp",), refusal=_picture("WebP")),
    Format("ZIP", (b"PK\x03\x04", b"PK\x05\x06"), (".zip",), refusal=_archive("ZIP")),
    Format("gzip", (b"\x1f\x8b",), (".gz", ".tgz"), refusal=_archive("gzip")),
    Format("7z", (b"7z\xbc\xaf",), (".7z",), refusal=_archive("7z")),
    Format("RAR", (b"Rar!",), (".rar",), refusal=_archive("RAR")),
    Format("ELF", (b"\x7fELF",), refusal=_PROGRAM),
    Format("EXE", (b"MZ\x90\x00",), (".exe", ".dll"), refusal=_PROGRAM),
    Format("JSON Resume", (), (".json",), jsonresume.read, begins=jsonresume.is_source, hidden=jsonresume.hidden),
    Format("HTML", (), (".html", ".htm"), html.read, begins=html.is_source),
    Format("Org", (), (".org",), org.read, begins=org.is_source, hidden=org.hidden, as_it_stands=True),
    Format("LaTeX", (), (".tex",), latex.read, begins=latex.is_source, hidden=latex.hidden),
    Format("flat OpenDocument", (), (".fodt",), odt.read, begins=_FLAT.match),
    Format("text", (), (".txt", ".md", ".markdown", ".text", ""), markdown.read, as_it_stands=True),
)
_TEXT = FORMATS[-1]
_BINARY = tuple(signature for kind in FORMATS for signature in kind.signatures)
_HEAD = 20_000
"""Characters of a text that tell its format."""


def open_sheet(data: bytes, name: str) -> Sheet:  # noqa: ARG001 -- a name may lie
    """The lines of a document; raises Unreadable with the reason."""
    if len(data) > LARGEST:
        raise Unreadable(TOO_LARGE)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("empty file. Save it again and send that.")
    kind = _format(data)
    if kind.reader is None:
        raise Unreadable(kind.refusal)
    return kind.reader(data)


def read_as_it_stands(data: bytes) -> bool:
    """Whether the text of a reading is the document's own, in UTF-8, so that anybody can tell it without reading it.

    Nothing but Python reads such a document: no library written in C gets to see it.
    """
    if data.startswith(_BINARY):
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return _format(data).as_it_stands


def hidden_in(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a document's text that a reader of its page does not see, in order and apart."""
    head = text[:_HEAD]
    kinds = (one for one in FORMATS if one.hidden and one.begins and one.begins(head))
    find = next((one.hidden for one in kinds), None) or hidden.hidden
    return find(text)


def _format(data: bytes) -> Format:
    """By content, whatever the file is called."""
    for kind in FORMATS:
        if data.startswith(kind.signatures):
            inside = packages.suffix_of(data) if kind.name == "ZIP" else ""
            return _named(inside) if inside else kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _named(".webp")
    head = data[: 4 * _HEAD].replace(b"\x00", b"").decode("latin-1")[:_HEAD]
    return next((one for one in FORMATS if one.begins and one.begins(head)), _TEXT)


def _named(suffix: str) -> Format:
    return next(kind for kind in FORMATS if suffix in kind.suffixes)
