"""A document's pages: opened, their text taken, what is hidden or only pictured told apart."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.cv.passage import Concealed
from bot.cv.read.encoding import LONGEST, too_long
from bot.cv.read.pdf import hidden, links
from bot.cv.read.pdf.fonts import Font
from bot.cv.read.pdf.library import address, pdfium
from bot.cv.read.pdf.segments import Segment, segments_of
from bot.cv.read.pdf.shapes import Box, Painted, painted
from bot.cv.read.pdf.spans import Span, spans_of
from bot.cv.unreadable import Unreadable

MOST_PAGES = 40
_PICTURED = 0.5
"""The share of a page that a picture covers where the page is a scan."""
_FEW = 40
"""Characters that show on a page that is a scan all the same."""
_NO_LOGO = 0.1
_LETTERS = 1_000
"""Points of the drawings on a page without text that are letters, and no ornament."""
_MOST_FIELDS = 500
_HOLDING = {pdfium.FPDF_ANNOT_WIDGET: b"V", pdfium.FPDF_ANNOT_FREETEXT: b"Contents"}
_NOTHING = 2
"""Bytes of the empty text, which ends with its zero."""

_DAMAGED = "the PDF is damaged or cut short. Save or export it again and send that."
_LOCKED = "the PDF is locked with a password. Remove the password and send it again."


@dataclass(slots=True)
class Page:
    number: int
    box: Box
    spans: list[Span]
    segments: list[Segment]
    painted: Painted
    concealed: list[Concealed] = field(default_factory=list)
    recognised: bool = False
    """A picture of a page, with the text that some program recognised in it."""
    unread: str = ""
    """What it shows in the place of text: "a picture", "drawings"; empty where there is text, or nothing."""
    filled_in: bool = False
    """Whether it has form fields with something in them, or notes in boxes."""


@dataclass(slots=True)
class Document:
    pages: list[Page]
    count: int
    """All the pages there are; no more than MOST_PAGES are read."""


def opened(data: bytes) -> Document:
    """The pages of a PDF; raises Unreadable with the reason."""
    buffer = ctypes.create_string_buffer(data, len(data))
    handle = pdfium.FPDF_LoadMemDocument64(buffer, len(data), None)
    if not handle:
        raise Unreadable(_LOCKED if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD else _DAMAGED)
    try:
        count = pdfium.FPDF_GetPageCount(handle)
        pages = list(_pages(handle, min(count, MOST_PAGES)))
    finally:
        pdfium.FPDF_CloseDocument(handle)
    if not pages:
        raise Unreadable(_DAMAGED)
    return Document(pages, count)


def _pages(document: Any, count: int) -> Iterator[Page]:
    fonts: dict[int, Font] = {}
    left = LONGEST
    for index in range(count):
        handle = pdfium.FPDF_LoadPage(document, index)
        if not handle:
            continue
        try:
            text = pdfium.FPDFText_LoadPage(handle)
            left -= max(0, pdfium.FPDFText_CountChars(text))
            if left < 0:
                raise Unreadable(too_long())
            page = _page(document, handle, index + 1, spans_of(address(text), fonts))
            pdfium.FPDFText_ClosePage(text)
            yield page
        finally:
            pdfium.FPDF_ClosePage(handle)


def _page(document: Any, handle: Any, number: int, spans: list[Span]) -> Page:
    sides = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(handle, sides)
    box = Box(sides.left, sides.bottom, sides.right, sides.top)
    ground = painted(handle)
    shown, secret = hidden.parted(handle, spans, ground, box)
    scanned = ground.pictured >= _PICTURED * box.area() and sum(len(span.text) for span in shown) < _FEW
    layer = set[int]()
    if scanned:
        layer = {id(span) for how in ("unpainted text", "covered text") for span in secret.pop(how, [])}
        known = {id(span) for span in shown}
        shown = [span for span in spans if id(span) in layer or id(span) in known]
    links.attach(document, handle, shown)
    return Page(
        number,
        box,
        shown,
        segments_of(shown, ground),
        ground,
        list(hidden.concealed(secret)),
        recognised=bool(layer),
        unread="" if layer else _instead(scanned=scanned, shown=bool(shown), ground=ground, box=box),
        filled_in=any(_filled_in(handle)),
    )


def _instead(*, scanned: bool, shown: bool, ground: Painted, box: Box) -> str:
    """What a page without text shows, or one with no more than a line of it."""
    if scanned or (not shown and ground.pictured >= _NO_LOGO * box.area()):
        return "a picture"
    return "drawings" if not shown and ground.outlines >= _LETTERS else ""


def _filled_in(page: Any) -> Iterator[bool]:
    """Of each field and box, whether something stands in it. That is no part of the page's text."""
    for index in range(min(_MOST_FIELDS, pdfium.FPDFPage_GetAnnotCount(page))):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        key = _HOLDING.get(pdfium.FPDFAnnot_GetSubtype(note))
        yield key is not None and pdfium.FPDFAnnot_GetStringValue(note, key, None, 0) > _NOTHING
        pdfium.FPDFPage_CloseAnnot(note)
