"""The addresses behind a page's words: where a link says more than its label, it is written after the label."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.cv.read.pdf.library import pdfium
from bot.cv.read.pdf.shapes import Box
from bot.cv.read.pdf.spans import Span

_MOST = 500
_LONGEST = 500
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]{3,500}", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?|^mailto:", re.IGNORECASE)


def attach(document: Any, page: Any, spans: Sequence[Span]) -> None:
    """Gives each address that the page does not print once to the last span of its label; an e-mail without its scheme."""
    printed = re.sub(r"\s", "", "".join(span.text for span in spans)).casefold()
    for box, target in _links(document, page):
        label = [span for span in spans if _under(span, box)]
        if label and _bare(target) not in printed:
            mail = target[:7].casefold() == "mailto:"
            address = target[7:].partition("?")[0] if mail else target
            label[-1].addresses = [*dict.fromkeys((*label[-1].addresses, address))]


def _bare(target: str) -> str:
    """As people print it."""
    return _SCHEME.sub("", target.partition("?")[0] if target.startswith("mailto:") else target).rstrip("/").casefold()


def _under(span: Span, box: Box) -> bool:
    middle = span.y + 0.3 * span.size
    across = min(span.x1, box.x1) - max(span.x0, box.x0)
    return box.y0 <= middle <= box.y1 and across > 0.5 * min(span.x1 - span.x0, box.x1 - box.x0)


def _links(document: Any, page: Any) -> Iterator[tuple[Box, str]]:
    position, link, sides = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(_MOST):
        if not pdfium.FPDFLink_Enumerate(page, position, link):
            return
        target = _target(document, pdfium.FPDFLink_GetAction(link))
        if _ADDRESS.fullmatch(target) and pdfium.FPDFLink_GetAnnotRect(link, sides):
            low, high = sorted((sides.bottom, sides.top))
            yield Box(sides.left, low, sides.right, high), target


def _target(document: Any, action: Any) -> str:
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    length = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
    if not 1 < length <= _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAction_GetURIPath(document, action, buffer, length)
    return buffer.raw[: length - 1].decode("utf-8", "replace").strip()
