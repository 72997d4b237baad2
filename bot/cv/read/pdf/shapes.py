"""What a page shows besides text, in the order it is painted: filled shapes, pictures, ruled lines."""

import ctypes
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from bot.cv.read.pdf.library import address, pdfium

_MOST_OBJECTS = 20_000
_DEEPEST = 8
_MOST_POINTS = 200
_THIN = 2.5
"""Points: a shape no thicker is a line."""
_DOT = (1.2, 6.0)
"""Points: the smallest and the largest bullet that is drawn as a shape."""
_SOLID = 0.7
"""The share of its bounds that a shape fills before it counts as their ground."""


class Box(NamedTuple):
    x0: float
    y0: float
    x1: float
    y1: float

    def area(self) -> float:
        return max(0.0, self.x1 - self.x0) * max(0.0, self.y1 - self.y0)

    def holds(self, other: "Box", slack: float = 0.5) -> bool:
        return (
            self.x0 <= other.x0 + slack
            and self.y0 <= other.y0 + slack
            and self.x1 >= other.x1 - slack
            and self.y1 >= other.y1 - slack
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """A ground for text: a filled shape of one colour, or a picture, whose colours are its own."""

    box: Box
    order: int
    color: tuple[int, int, int] | None
    alpha: int = 255


@dataclass(slots=True)
class Painted:
    shapes: list[Shape]
    lines: list[Box]
    """Thin strokes and edges, as rules and the borders of tables."""
    dots: list[Box]
    """Shapes as small as bullets."""
    order: dict[int, int]
    """When each text operation was painted."""
    pictured: float = 0.0
    """The area of the pictures; a scanner may cut a page into strips."""
    outlines: int = 0
    """The points of filled shapes that are no plain ground: letters turned into drawings have many."""

    def after(self, order: int) -> list[Shape]:
        """The shapes painted later."""
        return self.shapes[bisect_right(self.shapes, order, key=lambda shape: shape.order) :]

    def under(self, order: int, box: Box, slack: float) -> Shape | None:
        """The last shape painted before, behind all of the box."""
        before = self.shapes[: bisect_right(self.shapes, order, key=lambda shape: shape.order)]
        return next((shape for shape in reversed(before) if shape.box.holds(box, slack)), None)


def painted(page: Any) -> Painted:
    found = Painted([], [], [], {})
    for order, (handle, kind, matrix) in enumerate(_objects(page)):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.order[address(handle)] = order
            continue
        box = _bounds(handle, matrix)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(found, handle, box, order, matrix)
        else:
            found.shapes.append(Shape(box, order, None))
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                found.pictured += box.area()
    return found


_Matrix = tuple[float, float, float, float, float, float]
_STRAIGHT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _objects(page: Any) -> Iterator[tuple[Any, int, _Matrix]]:
    """Each object with its kind and the matrix of the form it stands in; no more than a page can need."""
    left = _MOST_OBJECTS
    count = pdfium.FPDFPage_CountObjects(page)
    outermost: Iterator[Any] = (pdfium.FPDFPage_GetObject(page, index) for index in range(count))
    waiting = [(outermost, _STRAIGHT)]
    while waiting and left:
        handles, matrix = waiting[-1]
        handle = next(handles, None)
        if handle is None:
            waiting.pop()
            continue
        left -= 1
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if len(waiting) < _DEEPEST:
                waiting.append((_inside(handle), _product(_matrix(handle), matrix)))
        else:
            yield handle, kind, matrix


def _inside(form: Any) -> Iterator[Any]:
    count = pdfium.FPDFFormObj_CountObjects(form)
    return (pdfium.FPDFFormObj_GetObject(form, index) for index in range(max(0, count)))


def _matrix(handle: Any) -> _Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _bounds(handle: Any, matrix: _Matrix) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(handle, *sides)
    x0, y0, x1, y1 = (side.value for side in sides)
    if matrix == _STRAIGHT:
        return Box(x0, y0, x1, y1)
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    return Box(
        *(min(corner[axis] for corner in corners) for axis in (0, 1)),
        *(max(corner[axis] for corner in corners) for axis in (0, 1)),
    )


def _path(found: Painted, handle: Any, box: Box, order: int, matrix: _Matrix) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
    across, up = box.x1 - box.x0, box.y1 - box.y0
    if _DOT[0] <= min(across, up) and max(across, up) <= min(_DOT[1], 1.5 * min(across, up)):
        found.dots.append(box)
    elif min(across, up) < _THIN:
        found.lines.append(box)
    elif stroke.value and not fill.value:
        found.lines += _strokes(handle, matrix)
    if not fill.value:
        return
    if not _is_solid(handle):
        found.outlines += pdfium.FPDFPath_CountSegments(handle)
        return
    color = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(handle, *color)
    red, green, blue, alpha = (part.value for part in color)
    if alpha:
        found.shapes.append(Shape(box, order, (red, green, blue), alpha))


def _strokes(handle: Any, matrix: _Matrix) -> Iterator[Box]:
    """The level and upright strokes of a path, such as the grid of a table."""
    a, b, c, d, e, f = _product(_matrix(handle), matrix)
    last: tuple[float, float] | None = None
    for x, y, kind in _points(handle):
        here = (a * x + c * y + e, b * x + d * y + f)
        if last and kind == pdfium.FPDF_SEGMENT_LINETO:
            box = Box(min(last[0], here[0]), min(last[1], here[1]), max(last[0], here[0]), max(last[1], here[1]))
            if min(box.x1 - box.x0, box.y1 - box.y0) < _THIN:
                yield box
        last = here


def _is_solid(handle: Any) -> bool:
    """One outline that fills its bounds, not a frame and not a drawing."""
    points = list(_points(handle))
    if len(points) < 3 or any(kind == pdfium.FPDF_SEGMENT_MOVETO for _, _, kind in points[1:-1]):
        return False
    xs, ys = [x for x, _, _ in points], [y for _, y, _ in points]
    area = abs(sum(a * d - c * b for (a, b, _), (c, d, _) in pairwise([*points, points[0]]))) / 2
    bounds = (max(xs) - min(xs)) * (max(ys) - min(ys))
    return bounds > 0 and area >= _SOLID * bounds


def _points(handle: Any) -> Iterator[tuple[float, float, int]]:
    """A path's points and what leads to each; none of a path with more than a table needs."""
    count = pdfium.FPDFPath_CountSegments(handle)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count if count <= _MOST_POINTS else 0):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        yield x.value, y.value, pdfium.FPDFPathSegment_GetType(segment)
