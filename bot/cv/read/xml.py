"""XML from strangers: parsed in one piece, without document types, and only as large and as deep as documents are."""

import re
from xml.etree.ElementTree import Element, ParseError, XMLParser

from bot.cv.read.archive import DAMAGED
from bot.cv.unreadable import Unreadable

__all__ = ["TOO_DEEP", "TOO_MANY", "Element", "parse"]

_MOST_TAGS = 100_000
_DEEPEST = 150
_FORBIDDEN = "holds a document type (DTD), which no word processor writes. Save it again and send that."
TOO_DEEP = "nested more deeply than a document can be."
TOO_MANY = "holds more parts than a CV can have."
_STRICT = re.compile(r"http://purl\.oclc\.org/ooxml/(\w{1,40})/")


def parse(data: bytes) -> Element:
    """The root element; names stand in the namespaces of transitional Office Open XML where the file uses the strict ones.

    Raises Unreadable. Only UTF-8 and UTF-16 are read, as the formats demand: so a document type cannot hide in another encoding.
    """
    try:
        text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(DAMAGED) from None
    if "<!DOCTYPE" in text:
        raise Unreadable(_FORBIDDEN)
    if text.count("<") > 2 * _MOST_TAGS:
        raise Unreadable(TOO_MANY)
    if "//purl.oclc.org/ooxml/" in text:
        text = _STRICT.sub(r"http://schemas.openxmlformats.org/\1/2006/", text)
    parser = XMLParser()  # noqa: S314 -- without a document type there are no entities
    try:
        parser.feed(text)
        root: Element = parser.close()
    except (ParseError, ValueError):
        raise Unreadable(DAMAGED) from None
    _check_depth(root)
    return root


def _check_depth(root: Element) -> None:
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return
    raise Unreadable(TOO_DEEP)
