"""pdfium as this reader calls it: the calls made for every character by address, the others by their names.

Imported only where a PDF is read: loading the library takes longer than reading a CV.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw

pdfium: Any = pypdfium2.raw

_HANDLE = ctypes.c_void_p


def _by_address(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The function without the conversions that its generated binding makes: handles are plain numbers."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)


char_object = _by_address(pdfium.FPDFText_GetTextObject, _HANDLE, _HANDLE, ctypes.c_int)
"""(text page, index) -> the object that draws the character; None for a blank that pdfium adds."""
char_code = _by_address(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _HANDLE, ctypes.c_int)
char_box = _by_address(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, _HANDLE, ctypes.c_int, _HANDLE)
char_origin = _by_address(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, _HANDLE, ctypes.c_int, _HANDLE, _HANDLE)
char_matrix = _by_address(pdfium.FPDFText_GetMatrix, ctypes.c_int, _HANDLE, ctypes.c_int, _HANDLE)
char_size = _by_address(pdfium.FPDFText_GetFontSize, ctypes.c_double, _HANDLE, ctypes.c_int)
char_unmapped = _by_address(pdfium.FPDFText_HasUnicodeMapError, ctypes.c_int, _HANDLE, ctypes.c_int)
_COLOR = (_HANDLE, ctypes.c_int, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
char_fill = _by_address(pdfium.FPDFText_GetFillColor, ctypes.c_int, *_COLOR)
char_stroke = _by_address(pdfium.FPDFText_GetStrokeColor, ctypes.c_int, *_COLOR)
object_clip = _by_address(pdfium.FPDFPageObj_GetClipPath, _HANDLE, _HANDLE)
clip_paths = _by_address(pdfium.FPDFClipPath_CountPaths, ctypes.c_int, _HANDLE)
clip_segments = _by_address(pdfium.FPDFClipPath_CountPathSegments, ctypes.c_int, _HANDLE, ctypes.c_int)
clip_segment = _by_address(pdfium.FPDFClipPath_GetPathSegment, _HANDLE, _HANDLE, ctypes.c_int, ctypes.c_int)
segment_point = _by_address(pdfium.FPDFPathSegment_GetPoint, ctypes.c_int, _HANDLE, _HANDLE, _HANDLE)
object_marks = _by_address(pdfium.FPDFPageObj_CountMarks, ctypes.c_int, _HANDLE)
text_font = _by_address(pdfium.FPDFTextObj_GetFont, _HANDLE, _HANDLE)
text_mode = _by_address(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int, _HANDLE)


def address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def called(function: Callable[..., int], handle: Any) -> str:
    """The UTF-8 text that a pdfium function writes into a buffer of the length it asks for."""
    length = function(handle, None, 0)
    buffer = ctypes.create_string_buffer(length)
    function(handle, buffer, length)
    return buffer.raw[: max(0, length - 1)].decode("utf-8", "replace")
