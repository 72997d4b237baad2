"""One part of a Word document, its body or a header: paragraphs, runs, fields, links and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.cv.read.docx_drawings import MC, TEXT, boxes, is_placed_away, through
from bot.cv.read.docx_package import Relation
from bot.cv.read.docx_styles import VAL, Lists, Looks, Styles, W, is_drawn, layout, letters, looks_of
from bot.cv.read.flow import Block, Box, Paragraph, Table
from bot.cv.read.pen import PAGE_NUMBER, Pen, Secrets, symbol, without_symbols
from bot.cv.read.shades import AWAY, SMALL, UNSEEN, unseen
from bot.cv.read.xml import TOO_DEEP, Element
from bot.cv.unreadable import Unreadable

_DEEPEST = 12
"""Tables in tables."""
_LOWEST = 1.0
"""Points of an exact height of lines in which nothing can be read."""
_NARROWEST = 5
"""Percent of their width to which letters are set."""
_MOST_FIELDS = 20
"""Fields in fields; of those that never end, the oldest are forgotten."""
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SYMBOL_FONTS = re.compile(r"(?:Wingdings|Webdings|Symbol)\b", re.IGNORECASE)
_LINK_FIELD = re.compile(r"\s{0,9}HYPERLINK\s{1,9}\"([^\"]{1,600})\"", re.IGNORECASE)
_PAGE_FIELD = re.compile(r"\A\s{0,9}(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)


@dataclass(slots=True)
class Shared:
    """What the parts of a document share."""

    styles: Styles
    lists: Lists
    secrets: Secrets = field(default_factory=Secrets)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Footnotes and endnotes in the order they are referred to: kind, id."""


class Story:
    """One part's blocks. ``ground`` is the colour behind the words, empty where it cannot be told."""

    def __init__(self, shared: Shared, relations: dict[str, Relation]) -> None:
        self.shared, self.relations = shared, relations
        self.fields: list[_Field] = []
        self._tables = 0

    def blocks(self, parent: Element, ground: str) -> list[Block]:
        found: list[Block] = []
        for one in parent:
            if one.tag == W + "p":
                found += _ParagraphReader(self, one, ground).read()
            elif one.tag == W + "tbl":
                self._tables += 1
                if self._tables > _DEEPEST:
                    raise Unreadable(TOO_DEEP)
                found.append(self._table(one, ground))
                self._tables -= 1
            else:
                found += [block for inner in through(one) for block in self.blocks(inner, ground)]
        return found

    def _table(self, element: Element, ground: str) -> Table:
        properties = element.find(W + "tblPr")
        style = properties.find(W + "tblStyle") if properties is not None else None
        styles = list(self.shared.styles.table(style.get(VAL, ""))) if style is not None else []
        if any(shade.get(W + "fill", "auto") != "auto" for one in styles for shade in one.iter(W + "shd")):
            ground = ""
        borders = [one.find(f"{W}tblPr/{W}tblBorders") for one in (element, *styles)]
        table = Table(ruled=is_drawn(next((one for one in borders if one is not None), None)))
        for row in _inside(element, W + "tr"):
            said = row.find(W + "trPr")
            if said is not None and said.find(W + "del") is not None:
                continue
            table.headed = table.headed or (
                not table.rows and said is not None and said.find(W + "tblHeader") is not None
            )
            table.rows.append([cell for one in _inside(row, W + "tc") for cell in self._cells(one, ground)])
        return table

    def _cells(self, element: Element, ground: str) -> Iterator[list[Block]]:
        """The cell, and an empty one for each further column that it spans."""
        properties = element.find(W + "tcPr")
        shade = properties.find(W + "shd") if properties is not None else None
        merged = properties.find(W + "vMerge") if properties is not None else None
        span = properties.find(W + "gridSpan") if properties is not None else None
        if shade is not None and shade.get(W + "fill", "auto") != "auto":
            ground = shade.get(W + "fill", "")
        goes_on = merged is not None and merged.get(VAL, "continue") == "continue"
        yield [] if goes_on else self.blocks(element, ground)
        wide = span.get(VAL, "1") if span is not None else "1"
        yield from ([] for _ in range(min(int(wide), 64) - 1 if wide.isdecimal() and len(wide) < 4 else 0))


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shown: bool = False
    """Its instruction is over, and what follows is its result."""


class _ParagraphReader:
    """A paragraph, and the text boxes anchored in it."""

    def __init__(self, story: Story, element: Element, ground: str) -> None:
        self.story, self.shared, self.element = story, story.shared, element
        own = layout(element.find(W + "pPr"))
        shape, self.looks, self.level = self.shared.styles.paragraph(own.get("style", ""))
        self.shape = {**shape, **own}
        self.page = ground
        self.shaded = self.shape.get("ground", "auto") != "auto"
        self.ground = self.shape["ground"] if self.shaded else ground
        self.unseen = self._unseen()
        self.pen = Pen(self.shared.secrets)
        self.boxes: list[Block] = []
        self.first: Looks = {}
        """The looks of the first words that show."""
        story.fields = [one for one in story.fields if one.shown]

    def read(self) -> list[Block]:
        self._inline(self.element)
        outline = self.shape.get("outline", "")
        level = min(int(outline) + 1, 6) if outline in set("012345678") - {""} else self.level if not outline else 0
        listed = self.shared.lists.sign(self.shape.get("list", ""), self.shape.get("depth", "0"))
        paragraph = Paragraph(
            self.pen.finish(),
            kind="heading" if level else "bullet" if listed else "text",
            level=level,
            depth=number(self.shape.get("depth", "")) if listed else 0,
            above=number(self.shape.get("before", "")) / 20,
            below=number(self.shape.get("after", "")) / 20,
            size=number(self.first.get("size", "")) / 2,
            set_off=self.first.get("caps") == "1" or self.shape.get("ruled") == "1" or self.shaded,
        )
        return [paragraph, *self.boxes]

    def _inline(self, parent: Element) -> None:
        for one in parent:
            tag = one.tag
            if tag == W + "r":
                self._run(one)
            elif tag == W + "hyperlink":
                relation = self.story.relations.get(one.get(_R + "id", ""))
                self._linked(one, relation.target if relation and relation.external else "")
            elif tag == W + "fldSimple":
                self._simple_field(one)
            elif tag in {_M + "oMath", _M + "oMathPara"}:
                self.pen.write("".join(text.text or "" for text in one.iter(_M + "t")))
            else:
                for inner in through(one):
                    self._inline(inner)

    def _linked(self, element: Element, target: str) -> None:
        self.pen.open_link(target)
        self._inline(element)
        self.pen.close_link()

    def _simple_field(self, element: Element) -> None:
        instruction = element.get(W + "instr", "")
        link = _LINK_FIELD.match(instruction)
        if _PAGE_FIELD.match(instruction):
            self.pen.write(PAGE_NUMBER)
        elif link:
            self._linked(element, link[1])
        else:
            self._inline(element)

    def _run(self, run: Element) -> None:
        own = letters(run.find(W + "rPr"))
        named = own.get("style", "")
        looks = looks_of(self.looks, self.shared.styles.run(named) if named else {}, own)
        style = "b" if looks.get("b") == "1" else "i" if looks.get("i") == "1" else " "
        secret = self._hidden(looks)
        for one in run:
            self._piece(one, looks, style, secret)

    def _unseen(self) -> str:
        """How the whole paragraph is kept from the eye."""
        if self.shape.get("away") == "1" or self.shape.get("framed away") == "1":
            return AWAY
        line = self.shape.get("line")
        return SMALL if line and number(line) / 20 <= _LOWEST else ""

    def _hidden(self, looks: Looks) -> str:
        if looks.get("vanish") == "1" or looks.get("unfilled") == "1":
            return UNSEEN
        if self.unseen:
            return self.unseen
        if 0 < number(looks.get("width", "")) <= _NARROWEST:
            return SMALL
        ground = looks.get("ground", "auto")
        size = looks.get("size")
        return unseen(
            looks.get("color", ""), self.ground if ground == "auto" else ground, number(size) / 2 if size else None
        )

    def _piece(self, one: Element, looks: Looks, style: str, secret: str) -> None:
        tag = one.tag
        if tag == TEXT:
            text = one.text or ""
            if not text.isascii() or _SYMBOL_FONTS.match(looks.get("font", "")):
                text = self._symbols(text, looks)
            self._words(text, looks, style, secret)
        elif mark := _MARKS.get(tag):
            self._words("\n" if tag == W + "br" and one.get(W + "type") == "column" else mark, looks, style, secret)
        elif tag == W + "sym":
            code = one.get(W + "char", "")
            self._words(symbol(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else " ", looks, style, secret)
        elif tag == W + "fldChar":
            self._field(one.get(W + "fldCharType", ""))
        elif tag == W + "instrText":
            if self.story.fields and not self.story.fields[-1].shown:
                self.story.fields[-1].instruction += one.text or ""
        elif tag in {W + "drawing", W + "pict", W + "object"}:
            self._drawing(one)
        elif tag in {W + "footnoteReference", W + "endnoteReference"}:
            self.shared.notes.append((tag[len(W) : -len("Reference")], one.get(W + "id", "")))
        elif tag == W + "ruby":
            base = one.find(W + "rubyBase")
            self._inline(base if base is not None else one)
        elif tag == MC + "AlternateContent":
            for inner in through(one):
                for piece in inner:
                    self._piece(piece, looks, style, secret)

    def _symbols(self, text: str, looks: Looks) -> str:
        if _SYMBOL_FONTS.match(looks.get("font", "")):
            return "".join(symbol(ord(char)) for char in text)
        return without_symbols(text)

    def _words(self, text: str, looks: Looks, style: str, secret: str) -> None:
        fields = self.story.fields
        if fields and not all(one.shown and not _PAGE_FIELD.match(one.instruction) for one in fields):
            return
        if secret and text.strip():
            self.pen.hide(secret, text)
            return
        if text.strip() and not self.first:
            self.first = looks
        self.pen.write(text, style)

    def _field(self, mark: str) -> None:
        fields = self.story.fields
        if mark == "begin":
            fields.append(_Field())
            del fields[:-_MOST_FIELDS]
        elif mark == "separate" and fields:
            fields[-1].shown = True
            if link := _LINK_FIELD.match(fields[-1].instruction):
                self.pen.open_link(link[1])
        elif mark == "end" and fields:
            ended = fields.pop()
            if _LINK_FIELD.match(ended.instruction):
                self.pen.close_link()
            elif _PAGE_FIELD.match(ended.instruction):
                self.pen.write(PAGE_NUMBER)

    def _drawing(self, drawing: Element) -> None:
        if is_placed_away(drawing):
            self.shared.secrets.add(AWAY, " ".join(text.text or "" for text in drawing.iter(TEXT)))
            return
        for link in drawing.iter(_A + "hlinkClick"):
            relation = self.story.relations.get(link.get(_R + "id", ""))
            if relation and relation.external:
                self.pen.picture_link(relation.target)
        for box, ground in boxes(drawing, self.page):
            self.boxes.append(Box(self.story.blocks(box, ground)))


_MARKS = {
    W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "pgNum": PAGE_NUMBER,
}  # fmt: skip


def _inside(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, in content controls and tracked insertions too."""
    for one in element:
        if one.tag == tag:
            yield one
        else:
            for inner in through(one):
                yield from _inside(inner, tag)


def number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
