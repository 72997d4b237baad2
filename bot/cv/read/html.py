"""HTML: what a browser shows of a page, as paragraphs, lists and tables; what its styles hide is told apart."""

import re
from collections import Counter
from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from bot.cv.passage import Kind, Sheet
from bot.cv.read.composing import Composer, Run
from bot.cv.read.encoding import decode
from bot.cv.read.flow import Block, Cell, Paragraph, Table, write
from bot.cv.read.hidden import templates
from bot.cv.read.html_looks import Look, floats_right, is_icon, is_of_site, is_row, look_of
from bot.cv.read.pen import Pen, Secrets
from bot.cv.read.style import Style, Stylesheet
from bot.cv.unreadable import Unreadable

_BEGIN = re.compile(
    r"\A[\s\ufeff\xef\xbb\xbf]{0,9}(?:---\s[^<]{0,2000}---\s{1,9})?(?:<\?xml[^<>]{0,200}>\s{0,9})?(?:<!--[^<>]{0,500}-->\s{0,9}){0,3}<(?:!doctype\s{1,3}html|html|head|body)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(r"\A[\s\ufeff\xef\xbb\xbf]{0,9}<(?:!--|[a-z][a-z0-9]{0,10}[\s>])", re.IGNORECASE)
_MARKDOWN = re.compile(r"^\s{0,3}+(?:#{1,6}\s|[-*+]\s|\d{1,2}\.\s|\||>\s)|\*\*\w|\]\(", re.MULTILINE)
_FEWEST_TAGS = 10
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})(?=[\s/>])")
_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_:-]{2,30})", re.IGNORECASE)
_LONGEST_SOURCE = 3_000_000
_MOST_TAGS = 40_000
_DEEPEST = 120
_TOO_DEEP = "not a CV: its elements are nested too deeply."
_TOO_MANY = f"longer than a CV can be ({_MOST_TAGS:,} tags)."
_OPEN_ENDED = frozenset({
    "p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot", "br", "hr", "img", "input", "link", "meta", "source",
    "wbr", "area", "base", "col", "embed", "path", "rect", "circle", "use", "line",
})  # fmt: skip
"""Elements that need no end tag, or have none."""
_UNSHOWN = frozenset({
    "head", "script", "style", "template", "noscript", "iframe", "object", "svg", "select", "textarea", "button", "video", "audio", "canvas",
    "map", "dialog", "img", "input", "link", "meta", "title", "datalist", "picture",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "ul", "tbody", "tr", "td", "th", "caption",
})  # fmt: skip
_PARAGRAPHS = frozenset(
    {"p", "ul", "ol", "table", "section", "article", "blockquote", "dl", "hr", "pre", "header", "address"}
)
"""What stands apart from what is before and after it."""
_BADGE = re.compile(r"badge|\btag\b|pill|chip|skill|label|keyword")
_BLANKS = re.compile(r"[ \t\n\r\f]+")


def is_source(head: str) -> bool:
    """Whether a text's beginning is a page of HTML, or a piece of one without any Markdown."""
    if _BEGIN.match(head):
        return True
    whole = _FRAGMENT.match(head) and not _MARKDOWN.search(head)
    return bool(whole) and sum(1 for _ in _TAG.finditer(head)) >= _FEWEST_TAGS


def read(data: bytes) -> Sheet:
    """The lines that a browser shows; raises Unreadable."""
    named = _CHARSET.search(data[:4_000])
    text = decode(data, longest=_LONGEST_SOURCE, declared=named[1].decode("ascii") if named else "")
    _check_size(text)
    page = LexborHTMLParser(_without_templates(text))
    secrets = Secrets()
    sheet = Stylesheet(node.text() for node in page.css("style"))
    sheet.place(lambda selector: _found(page, selector))
    writer = _Writer(sheet, secrets)
    for comment in re.finditer(r"<!--([^<>]{3,5000})-->", text):
        secrets.add("a comment", comment[1])
    if page.body is not None:
        writer.element(page.body, Look())
    composer = Composer()
    write(writer.finish(), composer)
    return composer.sheet(secrets.told())


def _found(page: LexborHTMLParser, selector: str) -> list[int]:
    try:
        return [node.mem_id for node in page.css(selector)]
    except SelectolaxError:
        return []


def _check_size(text: str) -> None:
    """The parser takes time that grows with the square of the depth: both are bounded beforehand."""
    opened: Counter[str] = Counter()
    depth = 0
    for number, tag in enumerate(_TAG.finditer(text)):
        name = tag[2].casefold()
        if number > _MOST_TAGS:
            raise Unreadable(_TOO_MANY)
        if name in _OPEN_ENDED or (tag[1] and not opened[name]):
            continue
        opened[name] += -1 if tag[1] else 1
        depth += -1 if tag[1] else 1
        if depth > 4 * _DEEPEST:
            raise Unreadable(_TOO_DEEP)


def _without_templates(text: str) -> str:
    parts, at = [], 0
    for start, end, *_ in sorted(templates(text)):
        if start >= at:
            parts.append(text[at:start])
            at = end
    return "".join([*parts, text[at:]])


class _Writer:
    """Makes blocks of elements, one paragraph at a time."""

    def __init__(self, sheet: Stylesheet, secrets: Secrets) -> None:
        self._sheet, self._secrets = sheet, secrets
        self._blocks: list[Block] = []
        self._aside: list[Run] = []
        """What floats to the right of the paragraph being written."""
        self._apart = False
        self._pen = Pen(secrets)
        self._open("text")

    def _open(self, kind: Kind, level: int = 0, depth: int = 0) -> None:
        self._pen.finish()
        self._pen = Pen(self._secrets)
        self._kind: Kind = kind
        self._level, self._depth = level, depth
        self._spaced = True

    def finish(self) -> list[Block]:
        self._end()
        self._open("text")
        if self._aside:
            self._put(Paragraph(self._aside[1:]))
        return self._blocks

    def _end(self) -> None:
        """The paragraph is complete; where nothing was written, what comes next has its shape."""
        if not self._pen.shows:
            return
        runs = self._pen.finish()
        if self._aside:
            runs[-1] = Run(runs[-1].text.rstrip(" "), runs[-1].style)
        self._put(Paragraph([*runs, *self._aside], self._kind, self._level, self._depth))
        self._aside = []
        self._open("text", depth=self._depth if self._kind == "bullet" else 0)

    def _put(self, block: Block) -> None:
        if self._apart and self._blocks:
            self._blocks.append(Paragraph())
        self._blocks.append(block)
        self._apart = False

    def element(self, node: LexborNode, around: Look) -> None:
        tag = node.tag or ""
        attributes = node.attributes
        if around.nest > _DEEPEST:
            raise Unreadable(_TOO_DEEP)
        if tag in _UNSHOWN:
            return
        style = self._sheet.style_of(tag, attributes, node.mem_id)
        names = frozenset((attributes.get("class") or "").split())
        look = look_of(tag, attributes, style, around)
        if look.hidden:
            self._hide(node, look)
        elif is_icon(node, attributes) or is_of_site(node, tag, attributes, look):
            return
        elif floats_right(style, names) and _is_short(node):
            self._float(node, look)
        elif is_row(style, names) and _children(node) > 1:
            self._row(node, look)
        else:
            self._plain(node, tag, attributes, style, look)

    def _plain(
        self, node: LexborNode, tag: str, attributes: Mapping[str, str | None], style: Style, look: Look
    ) -> None:
        if tag == "br":
            self._pen.write("\n")
            self._spaced = True
        elif tag == "table":
            self._table(node, look)
        elif tag == "dl":
            self._definitions(node, look)
        elif tag == "a":
            self._link(node, attributes.get("href") or "", look)
        elif (tag in _BLOCKS and not style.get("display", "").startswith("inline")) or style.get("display") in {
            "block",
            "list-item",
        }:
            self._block(node, tag, style, look)
        else:
            if _BADGE.search(attributes.get("class") or "") and not self._spaced:
                self._pen.write("\t")
                self._spaced = True
            self._inside(node, look)

    def _block(self, node: LexborNode, tag: str, style: Style, look: Look) -> None:
        self._end()
        apart = tag in _PARAGRAPHS and look.lists <= 1 and self._kind != "bullet"
        self._apart = self._apart or apart
        if tag[:1] == "h" and tag[1:].isdigit():
            self._open("heading", int(tag[1:]))
        elif tag == "li" and "none" not in style.get("list-style", style.get("list-style-type", "")):
            self._open("bullet", depth=max(0, look.lists - 1))
        self._inside(node, look)
        self._end()
        if tag == "li" or tag[1:].isdigit():
            self._open("text", depth=max(0, look.lists - 1) if tag == "li" else 0)
        self._apart = self._apart or apart

    def _inside(self, node: LexborNode, look: Look) -> None:
        child = node.first_child
        while child is not None:
            if child.is_text_node:
                self._text(child.text_content or "", look)
            elif child.is_element_node:
                self.element(child, look)
            child = child.next

    def _text(self, text: str, look: Look) -> None:
        if look.hidden:
            self._pen.hide(look.hidden, text)
            return
        if not look.kept:
            text = _BLANKS.sub(" ", text)
            text = text.lstrip(" ") if self._spaced else text
        if text:
            self._pen.write(text, look.style)
            self._spaced = text[-1:] in {" ", "\n"}

    def _hide(self, node: LexborNode, look: Look) -> None:
        """An element that does not show; what is inside it may have a size and a colour that do."""
        if look.removed:
            self._secrets.add(look.removed, _BLANKS.sub(" ", node.text(separator=" ")))
        else:
            self._inside(node, look)

    def _link(self, node: LexborNode, target: str, look: Look) -> None:
        if not _BLANKS.sub("", node.text()):
            self._pen.picture_link(target)
        else:
            self._pen.open_link(target)
            self._inside(node, look)
            self._pen.close_link()

    def _cell(self, node: LexborNode, look: Look) -> Cell:
        writer = _Writer(self._sheet, self._secrets)
        writer.element(node, look)
        return writer.finish()

    def _float(self, node: LexborNode, look: Look) -> None:
        writer = _Writer(self._sheet, self._secrets)
        writer._inside(node, look._replace(lists=0))
        shown = [block for block in writer.finish() if isinstance(block, Paragraph)]
        self._aside += [run for block in shown for run in (Run("\t"), *block.runs)]

    def _row(self, node: LexborNode, look: Look) -> None:
        """Children side by side; a heading among them takes the short ones beside it."""
        self._end()
        cells = [cell for child in node.iter(include_text=True) if (cell := self._shown(child, look))]
        heads = [cell[0] for cell in cells if len(cell) == 1 and isinstance(cell[0], Paragraph)]
        if len(heads) == len(cells) and any(one.kind == "heading" for one in heads):
            runs = [run for number, one in enumerate(heads) for run in (Run("\t" * bool(number)), *one.runs)]
            self._put(Paragraph(runs, "heading", max(one.level for one in heads)))
        elif cells:
            self._put(Table([cells]))

    def _shown(self, child: LexborNode, look: Look) -> Cell:
        if child.is_text_node:
            text = _BLANKS.sub(" ", child.text_content or "").strip()
            return [Paragraph([Run(text, look.style)])] if text else []
        cell = self._cell(child, look)
        return [block for block in cell if not isinstance(block, Paragraph) or block.runs]

    def _table(self, node: LexborNode, look: Look) -> None:
        self._end()
        rows: list[list[Cell]] = []
        headed = False
        for group in _rows(node):
            cells = [child for child in group.iter() if child.tag in {"td", "th"}]
            headed = headed or (not rows and len(cells) > 1 and all(cell.tag == "th" for cell in cells))
            inner = look._replace(nest=look.nest + 2)
            rows.append([self._cell(cell, inner) for cell in cells])
        self._put(Table(rows, headed, ruled=(node.attributes.get("border") or "0") != "0"))

    def _definitions(self, node: LexborNode, look: Look) -> None:
        """A term with the line that is said about it; with several lines, side by side where they belong together."""
        self._end()
        terms: list[list[Cell]] = []
        for child in node.iter():
            if child.tag == "dt":
                terms.append([self._cell(child, look)])
            elif child.tag == "dd" and terms:
                terms[-1].append(self._cell(child, look))
            else:
                self._defined(terms)
                terms = []
                group = child.tag == "div" and look.nest < _DEEPEST
                inside = look._replace(nest=look.nest + 1)
                self._definitions(child, inside) if group else self.element(child, inside)
        self._defined(terms)

    def _defined(self, terms: list[list[Cell]]) -> None:
        for term, *said in terms:
            told = [block for cell in said for block in cell if not isinstance(block, Paragraph) or block.runs]
            if len(told) == 1 and _is_line(term) and isinstance(told[0], Paragraph):
                runs = [run for block in term if isinstance(block, Paragraph) for run in block.runs]
                self._put(Paragraph([*runs, Run(": "), *told[0].runs]))
            else:
                self._put(Table([[term, told]]))


def _is_line(cell: Cell) -> bool:
    """One line that is no date: a label."""
    shown = [block for block in cell if not isinstance(block, Paragraph) or block.runs]
    text = shown[0].text.strip() if len(shown) == 1 and isinstance(shown[0], Paragraph) else ""
    return bool(text) and "\n" not in text and text[-1] not in ":：.?!" and not any(char.isdigit() for char in text)


def _is_short(node: LexborNode) -> bool:
    return len(node.text()) <= 120 and node.css_first("ul, ol, table, h1, h2, h3") is None


def _children(node: LexborNode) -> int:
    return sum(
        1 for child in node.iter(include_text=True) if child.is_element_node or (child.text_content or "").strip()
    )


def _rows(table: LexborNode) -> list[LexborNode]:
    rows: list[LexborNode] = []
    for child in table.iter():
        rows += [child] if child.tag == "tr" else [row for row in child.iter() if row.tag == "tr"]
    return rows
