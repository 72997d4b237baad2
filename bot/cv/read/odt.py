"""OpenDocument texts, packed (.odt) or flat (.fodt): headers, body, frames, footers and notes."""

import re
from collections.abc import Iterator

from bot.cv.passage import Sheet
from bot.cv.read.archive import DAMAGED, LOCKED, Archive
from bot.cv.read.composing import Composer
from bot.cv.read.flow import Block, Box, Paragraph, Table, write
from bot.cv.read.margins import within
from bot.cv.read.odt_styles import DRAW, OFFICE, STYLE, SVG, TABLE, TEXT, XLINK, Looks, Styles, points
from bot.cv.read.pen import PAGE_NUMBER, Pen, Secrets, without_symbols
from bot.cv.read.shades import AWAY, UNSEEN, WHITE, is_away, unseen
from bot.cv.read.xml import Element, parse
from bot.cv.unreadable import Unreadable

_WHITE = re.compile(r"[ \t\r\n]+")
_MANIFEST = "META-INF/manifest.xml"
_NO_CONTENT = {
    TEXT + "tracked-changes", TEXT + "table-of-content", TEXT + "sequence-decls", TEXT + "variable-decls",
    OFFICE + "forms", TEXT + "note-citation", TEXT + "ruby-text", OFFICE + "annotation-end",
}  # fmt: skip
_PAGES = {TEXT + "page-number", TEXT + "page-count"}
_SHAPES = {DRAW + name for name in ("text-box", "custom-shape", "rect", "ellipse", "circle", "polygon", "path")}
_ROW_GROUPS = {TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")}


def read(data: bytes) -> Sheet:
    """The lines of an OpenDocument text; raises Unreadable."""
    if data.startswith(b"PK"):
        archive = Archive(data)
        if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
            raise Unreadable(LOCKED)
        roots = [parse(archive.read(name)) for name in ("content.xml", "styles.xml") if name in archive]
    else:
        roots = [parse(data)]
    body = next((found for root in roots if (found := root.find(f"{OFFICE}body/{OFFICE}text")) is not None), None)
    if body is None:
        raise Unreadable(DAMAGED)
    reader = _Reader(Styles(roots))
    composer = Composer()
    write(reader.document(body, roots), composer)
    return composer.sheet(reader.secrets.told(), pictured=any(True for _ in body.iter(DRAW + "image")))


class _Reader:
    def __init__(self, styles: Styles) -> None:
        self.styles, self.secrets = styles, Secrets()
        self.notes: list[Block] = []

    def document(self, body: Element, roots: list[Element]) -> list[Block]:
        ground = "" if self.styles.pictured else WHITE
        master = next((one for root in roots for one in root.iter(STYLE + "master-page")), None)
        first, later = list[Block](), list[Block]()
        for one in master if master is not None else ():
            opens = one.tag == STYLE + "header-first"
            opens = opens or (one.tag == STYLE + "header" and master.find(STYLE + "header-first") is None)  # type: ignore[union-attr]
            (first if opens else later).extend(self.blocks(one, ground))
        return [*within(first, self.blocks(body, ground), later), Paragraph(), *self.notes]

    def blocks(self, parent: Element, ground: str, depth: int = -1, *, signed: bool = False) -> list[Block]:
        """What stands in ``parent``; ``depth`` is that of the list it is in, ``signed`` whether its first paragraph has a sign."""
        found: list[Block] = []
        for one in parent:
            tag = one.tag
            if tag in {TEXT + "p", TEXT + "h"}:
                found += self._paragraph(one, ground, max(depth, 0), signed=signed)
                signed = False
            elif tag == TEXT + "list":
                found += self._list(one, ground, depth + 1)
            elif tag == TABLE + "table":
                found.append(self._table(one, ground))
            elif tag in _NO_CONTENT:
                continue
            elif tag == OFFICE + "annotation":
                self._tell(one, "a comment")
            elif tag == TEXT + "section" and one.get(TEXT + "display", "true") != "true":
                self._tell(one, UNSEEN)
            elif any(is_away(points(one.get(SVG + side, "")) or 0) for side in "xy"):
                self._tell(one, AWAY)
            elif tag in _SHAPES:
                found.append(Box(self.blocks(one, self.styles.fill(one, ground))))
            elif tag == DRAW + "frame":
                found += self.blocks(one, self.styles.fill(one, ground))
            else:
                found += self.blocks(one, ground, depth)
        return found

    def _list(self, element: Element, ground: str, depth: int) -> Iterator[Block]:
        signed = self.styles.sign(element.get(TEXT + "style-name", ""), depth)
        for item in element:
            yield from self.blocks(item, ground, depth, signed=signed and item.tag == TEXT + "list-item")

    def _table(self, element: Element, ground: str) -> Table:
        table = Table()
        for row, heads in _rows(element, heads=False):
            table.headed = table.headed or (heads and not table.rows)
            cells = [one for one in row if one.tag in {TABLE + "table-cell", TABLE + "covered-table-cell"}]
            table.ruled = table.ruled or any(self.styles.looks("table-cell", one).get("ruled") == "1" for one in cells)
            table.rows.append(
                [self.blocks(one, self.styles.looks("table-cell", one).get("ground") or ground) for one in cells]
            )
        return table

    def _paragraph(self, element: Element, ground: str, depth: int, *, signed: bool) -> list[Block]:
        looks = self.styles.looks("paragraph", element)
        writer = _Inline(self, looks, looks.get("ground") or ground)
        writer.write(element, looks)
        level = element.get(TEXT + "outline-level", "1") if element.tag == TEXT + "h" else looks.get("outline", "")
        heading = min(int(level), 6) if level.isdecimal() and len(level) < 3 else 0
        paragraph = Paragraph(
            writer.pen.finish(),
            kind="heading" if heading else "bullet" if signed else "text",
            level=heading,
            depth=depth,
            above=points(looks.get("above", "")) or 0,
            below=points(looks.get("below", "")) or 0,
            size=points(writer.first.get("size", "")) or 0,
            set_off=looks.get("ruled") == "1" or writer.first.get("capitals") == "1",
        )
        return [paragraph, *writer.boxes]

    def _tell(self, element: Element, how: str) -> None:
        self.secrets.add(how, " ".join(" ".join(one.itertext()) for one in element.iter(TEXT + "p")))


def _rows(element: Element, *, heads: bool) -> Iterator[tuple[Element, bool]]:
    for one in element:
        if one.tag == TABLE + "table-row":
            yield one, heads
        elif one.tag in _ROW_GROUPS:
            yield from _rows(one, heads=heads or one.tag == TABLE + "table-header-rows")


class _Inline:
    """The words of one paragraph, and the frames anchored in it."""

    def __init__(self, reader: _Reader, paragraph: Looks, ground: str) -> None:
        self.reader, self.ground = reader, ground
        self.pen = Pen(reader.secrets)
        self.boxes: list[Block] = []
        self.first = paragraph

    def write(self, element: Element, looks: Looks) -> None:
        """What ``element`` holds, in these looks."""
        self._words(element.text or "", looks)
        for one in element:
            self._piece(one, looks)
            self._words(one.tail or "", looks)

    def _piece(self, one: Element, looks: Looks) -> None:
        tag = one.tag
        if tag == TEXT + "span":
            self.write(one, {**looks, **self.reader.styles.looks("text", one)})
        elif tag == TEXT + "a":
            self.pen.open_link(one.get(XLINK + "href", ""))
            self.write(one, looks)
            self.pen.close_link()
        elif tag == TEXT + "s":
            count = one.get(TEXT + "c", "1")
            self._put(" " * (min(int(count), 99) if count.isdecimal() and len(count) < 9 else 1), looks)
        elif tag in {TEXT + "tab", TEXT + "line-break"}:
            self._put("\t" if tag == TEXT + "tab" else "\n", looks)
        elif tag in _PAGES:
            self._put(PAGE_NUMBER, looks)
        elif tag in {TEXT + "hidden-text", TEXT + "hidden-paragraph"}:
            self.pen.hide(UNSEEN, one.get(TEXT + "string-value", "") or one.text or "")
        elif tag == TEXT + "note":
            body = one.find(TEXT + "note-body")
            self.reader.notes += self.reader.blocks(body, self.ground) if body is not None else []
        elif tag == DRAW + "a":
            self.pen.picture_link(one.get(XLINK + "href", ""))
            self.boxes += self.reader.blocks(one, self.ground)
        elif tag.startswith(DRAW) or tag == OFFICE + "annotation":
            holder = Element("holder")
            holder.append(one)
            self.boxes += self.reader.blocks(holder, self.ground)
        elif tag not in _NO_CONTENT:
            self.write(one, looks)

    def _words(self, text: str, looks: Looks) -> None:
        """White space of the file is one blank, as in the format's rules."""
        if text:
            self._put(without_symbols(_WHITE.sub(" ", text)), looks)

    def _put(self, text: str, looks: Looks) -> None:
        hidden = self._hidden(looks)
        if hidden and text.strip():
            self.pen.hide(hidden, text)
            return
        if text.strip() and not self.pen.shows:
            self.first = looks
        self.pen.write(text, "b" if looks.get("bold") == "1" else "i" if looks.get("italic") == "1" else " ")

    def _hidden(self, looks: Looks) -> str:
        if looks.get("hidden") == "1":
            return UNSEEN
        if is_away(points(looks.get("left", "")) or 0):
            return AWAY
        return unseen(looks.get("color", ""), looks.get("behind") or self.ground, points(looks.get("size", "")))
