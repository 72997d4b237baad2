"""Words that a page holds and does not show: unpainted, tiny, off the page, in the colour of their ground, covered."""

import ctypes
from collections.abc import Iterable, Sequence
from typing import Any

from bot.cv.passage import Concealed
from bot.cv.read.pdf.library import (
    clip_paths,
    clip_segment,
    clip_segments,
    object_clip,
    object_marks,
    pdfium,
    segment_point,
)
from bot.cv.read.pdf.shapes import Box, Painted
from bot.cv.read.pdf.spans import Span

_UNPAINTED = frozenset({3, 7})
_TINY = 1.05
"""Points."""
_FAINT = 16
"""Of 255: opacity, and the difference of colours, below which nothing is seen."""
_OPAQUE = 230
_AS_GROUND = "text in the colour of its ground"
_WHITE = (255, 255, 255)
_NARROWEST, _NARROW = 0.02, 0.35
"""Font sizes that a letter is wide: too narrow to be seen, and narrower than the fonts of texts are."""
_FEW = 4
_MOST_SEGMENTS = 12
_SHARPNESS = 2.0
"""Pixels a point in the picture that tells whether a text shows."""
_MOST_SHOWN = 4_000_000
"""Pixels of that picture."""


def parted(page: Any, spans: Sequence[Span], painted: Painted, sheet: Box) -> tuple[list[Span], dict[str, list[Span]]]:
    """The spans that show, and the others by how they are hidden."""
    shown, hidden, doubtful = list[Span](), dict[str, list[Span]](), list[tuple[Span, str]]()
    for span in spans:
        if how := _surely(span, sheet):
            hidden.setdefault(how, []).append(span)
        elif how := _perhaps(span, painted):
            doubtful.append((span, how))
        else:
            shown.append(span)
    if doubtful:
        seen = _seen(page, [span for span, _ in doubtful], sheet)
        for (span, how), visible in zip(doubtful, seen, strict=True):
            if not visible:
                hidden.setdefault(how, []).append(span)
        shown = [span for span in spans if not any(span is one for ones in hidden.values() for one in ones)]
    return shown, hidden


def concealed(hidden: dict[str, list[Span]]) -> Iterable[Concealed]:
    for how, spans in hidden.items():
        yield Concealed(how, " ".join(" ".join(span.text.split()) for span in spans))


def box_of(span: Span) -> Box:
    return Box(span.x0, span.y - 0.15 * span.size, span.x1, span.y + 0.65 * span.size)


def _surely(span: Span, sheet: Box) -> str:
    if span.look.mode in _UNPAINTED:
        return "unpainted text"
    if span.look.alpha < _FAINT:
        return "transparent text"
    if span.size <= _TINY:
        return "tiny text"
    if not span.look.angle and (how := _squeezed(span)):
        return how
    middle, height = (span.x0 + span.x1) / 2, span.y + 0.3 * span.size
    if not span.look.angle and not (sheet.x0 <= middle <= sheet.x1 and sheet.y0 <= height <= sheet.y1):
        return "text off the page"
    return ""


def _perhaps(span: Span, painted: Painted) -> str:
    """How the text would be hidden; whether it is, only a picture of the page can tell."""
    if span.look.angle:
        return ""
    order = painted.order.get(span.drawn_by[0], -1)
    box, slack = box_of(span), 0.2 * span.size
    if _clipped(span.drawn_by[0], box):
        return "text cut off"
    if any(shape.alpha >= _OPAQUE and shape.box.holds(box, slack) for shape in painted.after(order)):
        return "covered text"
    ground = painted.under(order, box, slack)
    color = ground.color if ground else _WHITE
    if color is None or (ground is not None and ground.alpha < _OPAQUE):
        return _AS_GROUND if _is_pale(span.look.color) else ""
    return _AS_GROUND if _far(span.look.color, color) < _FAINT else ""


def _clipped(drawn_by: int, box: Box) -> bool:
    """Whether the area that may be painted lies elsewhere."""
    clip = object_clip(drawn_by)
    x, y = ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
    for path in range(min(clip_paths(clip) if clip else 0, _FEW)):
        count = clip_segments(clip, path)
        if not 0 < count <= _MOST_SEGMENTS:
            continue
        across, up = list[float](), list[float]()
        for index in range(count):
            segment_point(clip_segment(clip, path, index), at_x, at_y)
            across.append(x.value)
            up.append(y.value)
        if max(across) < box.x0 or min(across) > box.x1 or max(up) < box.y0 or min(up) > box.y1:
            return True
    return False


def _squeezed(span: Span) -> str:
    """Whether there are more letters than have room: set too close to be seen, or given in place of what is drawn."""
    letters = len(span.text.strip())
    room = (span.x1 - span.x0) / (span.size * letters) if letters >= _FEW else 1.0
    if room < _NARROWEST:
        return "tiny text"
    return "text in place of what is drawn" if room < _NARROW and _stands_in(span.drawn_by[0]) else ""


def _stands_in(drawn_by: int) -> bool:
    """Whether the document gives words of its own for what an operation draws."""
    handle, size = ctypes.cast(drawn_by, pdfium.FPDF_PAGEOBJECT), ctypes.c_ulong()
    marks = (pdfium.FPDFPageObj_GetMark(handle, index) for index in range(min(object_marks(drawn_by), _FEW)))
    return any(pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", None, 0, size) for mark in marks)


def _is_pale(color: tuple[int, int, int]) -> bool:
    return min(color) > 255 - 2 * _FAINT


def _far(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def _seen(page: Any, spans: Sequence[Span], sheet: Box) -> list[bool]:
    """Whether the page looks different without each of them."""
    width, height = sheet.x1 - sheet.x0, sheet.y1 - sheet.y0
    scale = min(_SHARPNESS, (_MOST_SHOWN / max(1.0, width * height)) ** 0.5)
    before, stride = _picture(page, width, height, scale)
    handles = [ctypes.cast(one, pdfium.FPDF_PAGEOBJECT) for span in spans for one in span.drawn_by]
    for handle in handles:
        pdfium.FPDFPageObj_SetIsActive(handle, 0)
    after, _ = _picture(page, width, height, scale)
    for handle in handles:
        pdfium.FPDFPageObj_SetIsActive(handle, 1)
    return [_differs(before, after, stride, _pixels(box_of(span), sheet, scale)) for span in spans]


def _pixels(box: Box, sheet: Box, scale: float) -> tuple[int, int, int, int]:
    """Left, top, right and bottom in a picture of the page."""
    left, right = (max(0, round((x - sheet.x0) * scale)) for x in (box.x0, box.x1))
    top, bottom = (max(0, round((sheet.y1 - y) * scale)) for y in (box.y1, box.y0))
    return left, top, right, bottom


def _picture(page: Any, width: float, height: float, scale: float) -> tuple[bytes, int]:
    """Grey pixels row by row from the top, and the length of a row."""
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    bitmap = pdfium.FPDFBitmap_CreateEx(across, down, pdfium.FPDFBitmap_Gray, None, 0)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, 0)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * down)
    pdfium.FPDFBitmap_Destroy(bitmap)
    return pixels, stride


def _differs(before: bytes, after: bytes, stride: int, place: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = place
    for row in range(top, bottom + 1):
        part = slice(row * stride + left, row * stride + min(right, stride))
        one, other = before[part], after[part]
        if one != other and any(abs(a - b) >= _FAINT for a, b in zip(one, other, strict=True)):
            return True
    return False
