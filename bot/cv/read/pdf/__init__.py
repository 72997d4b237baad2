"""PDF: what a page shows, in the order people read it."""

import re
from collections.abc import Iterator

from bot.cv.passage import Sheet
from bot.cv.read.composing import Composer
from bot.cv.read.pdf.columns import Flow, flows, lead_of
from bot.cv.read.pdf.furniture import without_furniture
from bot.cv.read.pdf.legible import legible
from bot.cv.read.pdf.looks import Looks
from bot.cv.read.pdf.page import MOST_PAGES, Document, Page, opened
from bot.cv.read.pdf.segments import Segment
from bot.cv.read.pdf.tables import Table, tables_of
from bot.cv.read.pdf.writing import Writer
from bot.cv.unreadable import Unreadable

_WORD = re.compile(r"[^\W\d_]{3,}")
_PICTURES = (
    "the PDF holds pictures of pages and no text. "
    "Export it from the program that made it, or run text recognition (OCR) over it first."
)
_EMPTY = "the PDF holds no text. Export it from the program that made it and send that."


def read(data: bytes) -> Sheet:
    """The lines of a PDF; raises Unreadable with the reason."""
    document = opened(data)
    pages = document.pages
    if not any(page.segments for page in pages):
        raise Unreadable(_PICTURES if any(page.unread == "a picture" for page in pages) else _EMPTY)
    warnings = [*_unread(document), *legible(pages)]
    kept = without_furniture(pages)
    looks = Looks(segment for segments in kept for segment in segments)
    words = frozenset(
        word.casefold() for segments in kept for segment in segments for word in _WORD.findall(segment.text)
    )
    composer = Composer()
    writer = Writer(composer, looks, words)
    for part in _in_order([_parts(page, segments, looks) for page, segments in zip(pages, kept, strict=True)], looks):
        if isinstance(part, Table):
            writer.table(part)
        else:
            writer.flow(part)
    return composer.sheet((one for page in pages for one in page.concealed), warnings=warnings)


def _parts(page: Page, segments: list[Segment], looks: Looks) -> list[Flow | Table]:
    """A page from the top down: its tables, and the flows between them."""
    edge = max((one.x1 for one in segments), default=0.0)
    edge = max(edge, page.box.x1 - min((one.x0 for one in segments), default=0.0) + page.box.x0)
    opens = page.number == 1
    parts, left = list[Flow | Table](), segments
    for table in tables_of(page.painted.lines, segments):
        parts += flows([one for one in left if one.y >= table.box.y1], looks, edge, opens=opens)
        parts.append(table)
        left = [one for one in left if one.y < table.box.y0]
    return parts + flows(left, looks, edge, opens=opens)


def _in_order(pages: list[list[Flow | Table]], looks: Looks) -> Iterator[Flow | Table]:
    """Page by page; what stands beside the main column waits until that has come to its next heading."""
    waiting: list[Flow | Table] = []
    for parts in pages:
        main = [part for part in parts if isinstance(part, Table) or not part.aside]
        lead, rest = lead_of(main, looks) if waiting else ([], main)
        yield from lead
        if rest:
            yield from waiting
            waiting = []
        yield from rest
        waiting += [part for part in parts if part not in main]
    yield from waiting


def _unread(document: Document) -> list[str]:
    """What the pages show or hold that was not read, or not by us."""
    pages = document.pages
    shows = {what: [page.number for page in pages if page.unread == what] for what in ("a picture", "drawings")}
    warnings = [f"{_numbered(some)} only {what} and {_was(some)} not read." for what, some in shows.items() if some]
    if recognised := [page.number for page in pages if page.recognised]:
        warnings.append(f"{_numbered(recognised)} scanned; its text was recognised by a machine and may be wrong.")
    read = {page.number for page in pages}
    if lost := [number for number in range(1, min(document.count, MOST_PAGES) + 1) if number not in read]:
        warnings.append(f"{_numbered(lost)} damaged and {_was(lost)} not read.")
    if any(page.filled_in for page in pages):
        warnings.append("What is filled into the form fields was not read. Print the form as a PDF and send that.")
    if document.count > MOST_PAGES:
        warnings.append(f"Only the first {MOST_PAGES} of {document.count:,} pages were read.")
    return warnings


def _numbered(pages: list[int]) -> str:
    return f"Page {pages[0]} is" if len(pages) == 1 else f"Pages {', '.join(map(str, pages))} are each"


def _was(pages: list[int]) -> str:
    return "was" if len(pages) == 1 else "were"
