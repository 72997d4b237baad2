"""Rich Text Format: its groups and control words, read by a tokenizer that skips pictures and objects unread."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bot.cv.passage import Sheet
from bot.cv.read.composing import Composer
from bot.cv.read.flow import Block, Box, Cell, Paragraph, Table, write
from bot.cv.read.margins import within
from bot.cv.read.pen import PAGE_NUMBER, Pen, Secrets, symbol, without_symbols
from bot.cv.read.rtf_state import SETTERS, State
from bot.cv.read.rtf_tables import SYMBOLS, Tables
from bot.cv.read.shades import AWAY, SMALL, UNSEEN, WHITE, is_away, unseen
from bot.cv.read.xml import TOO_DEEP, TOO_MANY
from bot.cv.unreadable import Unreadable

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,9})?[ ]?|'(?P<hex>[0-9A-Fa-f]{2})|(?P<sign>[^A-Za-z']))"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_BRACE = re.compile(rb"\\bin(\d{1,9})[ ]?|\\.|[{}]", re.DOTALL)
_LINK = re.compile(r"\s{0,9}HYPERLINK\s{1,9}\"([^\"]{1,600})\"", re.IGNORECASE)
_PAGE = re.compile(r"\A\s{0,9}(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_MOST_TOKENS = 200_000
_DEEPEST = 200
_NARROWEST = 5
_WORDS = re.compile(rb"[A-Za-z]{3}")
_CUT_SHORT = "The file is cut short; something may be missing at its end."
_GOES_ON = "The file goes on after its end; what stands there was not read."
_BEHIND = re.compile(rb"\\(?:clcbpat|cbpat|clshdng|shading|background|shpfblwtxt1)(?![a-z])")
"""Words that may lay colour behind text, so that white letters show."""

_CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "nestcell": "\t", "chpgn": PAGE_NUMBER,
}  # fmt: skip
_SIGNS = {"~": " ", "_": "-", "{": "{", "}": "}", "\\": "\\"}
_SKIPPED = frozenset(
    (
        "info", "pict", "object", "nonshppict", "shprslt", "sp", "xe", "tc", "nonesttables", "fonttbl", "colortbl", "stylesheet",
        "listtable", "listoverridetable",
    )
)  # fmt: skip
_KEPT = frozenset(("shpinst", "fldinst", "annotation", "do", "dptxbxtext", "shptxt", "footnote"))
"""Destinations that hold content though they are marked as ones that old readers may skip."""
_STORIES = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    "shptxt": "box", "dptxbxtext": "box", "footnote": "note",
}  # fmt: skip


def read(data: bytes) -> Sheet:
    """The lines of an RTF file; raises Unreadable."""
    reader = _Reader(data)
    reader.run()
    composer = Composer()
    write(reader.blocks(), composer)
    return composer.sheet(reader.secrets.told(), warnings=reader.warnings, pictured=b"\\pict" in data)


@dataclass(slots=True)
class _Place:
    """Where words go: the body, a header, a text box."""

    pen: Pen
    blocks: list[Block] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    cell: Cell = field(default_factory=list)
    row: list[Cell] = field(default_factory=list)
    table: Table | None = None
    underlined: list[bool] = field(default_factory=list)
    """The rows of the table that have a line below them."""
    line_below: bool = False
    ground: str = WHITE
    """The colour behind the words; empty where it cannot be told."""
    signed: bool = False
    size: int = 0
    capitals: bool = False


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.tables = data, Tables(data)
        self.secrets = Secrets()
        self.warnings: list[str] = []
        self.state = State(font=self.tables.default)
        self.place = self.body = _Place(Pen(self.secrets), ground="" if _BEHIND.search(data) else WHITE)
        self.stories: dict[str, list[Block]] = {"header": [], "footer": [], "note": []}
        self._stack: list[State] = []
        self._pending = bytearray()
        self._high = ""
        self._skip = 0
        self._edge = ""
        self._collected: list[str] | None = None
        """Words that are read for another purpose than to show: an instruction, a list's sign, a comment."""
        self._instruction = ""

    def blocks(self) -> list[Block]:
        return [
            *within(self.stories["header"], self.body.blocks, self.stories["footer"]),
            Paragraph(),
            *self.stories["note"],
        ]

    def run(self) -> None:
        at, tokens = 0, 0
        while at < len(self.data) and (match := _TOKEN.match(self.data, at)):
            tokens += 1
            if tokens > _MOST_TOKENS:
                raise Unreadable(TOO_MANY)
            at = match.end()
            kind = match.lastgroup
            if kind == "text":
                self._bytes(match["text"])
            elif kind == "hex":
                self._bytes(bytes.fromhex(match["hex"].decode()))
            elif kind == "brace":
                self._flush()
                self._skip = 0
                if match["brace"] == b"{":
                    at = self._open(at)
                elif not self._close():
                    break
            elif kind in {"word", "number"}:
                number = int(match["number"]) if match["number"] else None
                if match["word"] == b"bin":
                    at += max(number or 0, 0)
                else:
                    self._word(match["word"].decode(), number)
            elif kind == "sign":
                self._sign(match["sign"].decode("latin-1"))
        self._flush()
        if self._stack:
            self.warnings.append(_CUT_SHORT)
        elif _WORDS.search(self.data, at):
            self.warnings.append(_GOES_ON)
        while self._close():
            pass
        self._end_paragraph()
        self._end_table()

    def _open(self, at: int) -> int:
        """Begins a group; one that holds nothing to read is skipped, and its end returned."""
        star = _STAR.match(self.data, at)
        name = star["name"].decode() if star else ""
        if name in _SKIPPED or (star and star["star"] and name not in _KEPT):
            return _group_end(self.data, at)
        self._stack.append(self.state)
        if len(self._stack) > _DEEPEST:
            raise Unreadable(TOO_DEEP)
        self.state = replace(self.state, ends=())
        if not star:
            return at
        self._enter(name)
        return star.end()

    def _enter(self, name: str) -> None:
        if name in _STORIES:
            self._tell_elsewhere(_STORIES[name])
        elif name in {"listtext", "pntext"}:
            self._collect(self._signed)
        elif name == "fldinst":
            self._collect(self._instructed)
        elif name == "annotation":
            self._collect(lambda words: self.secrets.add("a comment", words))
        elif name == "fldrslt":
            self._show_result()
        elif name not in _KEPT:
            self._word(name, None)

    def _close(self) -> bool:
        if not self._stack:
            return False
        for end in self.state.ends:
            end()
        self.state = self._stack.pop()
        return bool(self._stack)

    def _at_end(self, action: Callable[[], None]) -> None:
        self.state.ends = (*self.state.ends, action)

    def _tell_elsewhere(self, story: str) -> None:
        outer, self.place = self.place, _Place(Pen(self.secrets), ground="" if story == "box" else self.body.ground)
        self.state = State(font=self.tables.default, ends=self.state.ends, away=self.state.away)

        def back() -> None:
            self._end_paragraph()
            self._end_table()
            inner, self.place = self.place, outer
            if story == "box":
                outer.boxes.append(Box(inner.blocks))
            else:
                self.stories[story] += inner.blocks

        self._at_end(back)

    def _collect(self, action: Callable[[str], None]) -> None:
        outer, self._collected = self._collected, []

        def done() -> None:
            words, self._collected = "".join(self._collected or []), outer
            action(words)

        self._at_end(done)

    def _signed(self, words: str) -> None:
        self.place.signed = bool(words.strip())

    def _instructed(self, words: str) -> None:
        self._instruction = words

    def _show_result(self) -> None:
        if _PAGE.match(self._instruction):
            self._shown(PAGE_NUMBER)
            self._collect(lambda _: None)
        elif link := _LINK.match(self._instruction):
            self.place.pen.open_link(link[1])
            self._at_end(self.place.pen.close_link)
        self._instruction = ""

    def _bytes(self, data: bytes) -> None:
        if self._skip:
            data, self._skip = data[self._skip :], max(0, self._skip - len(data))
        self._pending += data

    def _flush(self) -> None:
        if self._pending:
            data, self._pending = bytes(self._pending), bytearray()
            codec = self.tables.codec(self.state.font)
            if codec == SYMBOLS:
                self._shown("".join(symbol(code) for code in data))
            else:
                self._shown(data.decode(codec, "ignore"))

    def _shown(self, text: str) -> None:
        if self._collected is not None:
            self._collected.append(text)
            return
        state, place = self.state, self.place
        if state.deleted:
            return
        hidden = self._hidden(state)
        if hidden and text.strip():
            place.pen.hide(hidden, text)
            return
        if text.strip() and not place.pen.shows:
            place.size, place.capitals = state.size, state.capitals
        place.pen.write(without_symbols(text), "b" if state.bold else "i" if state.italic else " ")

    def _hidden(self, state: State) -> str:
        if state.hidden:
            return UNSEEN
        if state.away or is_away(state.indent / 20):
            return AWAY
        if state.width <= _NARROWEST:
            return SMALL
        ground = self.tables.color(state.ground) if state.ground else self.place.ground
        return unseen(self.tables.color(state.color), ground, state.size / 2 if state.size else None)

    def _sign(self, sign: str) -> None:
        self._flush()
        if sign in "\r\n":
            self._end_paragraph()
        elif sign in _SIGNS:
            self._shown(_SIGNS[sign])

    def _word(self, word: str, number: int | None) -> None:
        if word == "u":
            self._flush()
            self._unicode((number or 0) & 0xFFFF)
            return
        if self._skip:
            self._skip -= 1
            return
        self._flush()
        if word in _CHARACTERS:
            self._shown(_CHARACTERS[word])
        elif action := _ACTIONS.get(word):
            if self._collected is None:
                action(self)
        elif setter := SETTERS.get(word):
            setter(self.state, 1 if number is None else number)
        elif word == "s":
            self.state.level = self.tables.levels.get(number or 0, 0)

    def _unicode(self, code: int) -> None:
        if 0xD800 <= code < 0xDC00:
            self._high = chr(code)
        else:
            pair = (self._high + chr(code)).encode("utf-16-le", "surrogatepass")
            self._shown(pair.decode("utf-16-le", "ignore"))
            self._high = ""
        self._skip = self.state.skip

    def _plain(self) -> None:
        self.state = replace(
            self.state, bold=False, italic=False, hidden=False, capitals=False, color=0, ground=0, size=0, width=100,
            font=self.tables.default,
        )  # fmt: skip

    def _default_paragraph(self) -> None:
        self.state = replace(self.state, level=0, depth=0, indent=0, above=0, below=0, ruled=False, in_table=False)

    def _end_paragraph(self) -> None:
        place, state = self.place, self.state
        paragraph = Paragraph(
            place.pen.finish(),
            kind="heading" if state.level else "bullet" if place.signed else "text",
            level=state.level,
            depth=state.depth or (0 if place.signed else max(0, min(state.indent // 360, 9) - 1)),
            above=state.above / 20,
            below=state.below / 20,
            size=place.size / 2,
            set_off=state.ruled or place.capitals,
        )
        blocks = [paragraph, *place.boxes]
        place.pen, place.boxes, place.signed, place.size, place.capitals = Pen(self.secrets), [], False, 0, False
        if state.in_table:
            place.cell += blocks
        elif paragraph.runs or not place.row:
            self._end_table()
            place.blocks += blocks

    def _end_cell(self) -> None:
        self.state.in_table = True
        self._end_paragraph()
        self.place.row.append(self.place.cell)
        self.place.cell = []

    def _end_row(self) -> None:
        place = self.place
        if place.row:
            place.table = place.table or Table()
            place.table.rows.append(place.row)
            place.underlined.append(place.line_below)
            place.row = []

    def _end_table(self) -> None:
        place = self.place
        if place.cell:
            place.row.append(place.cell)
            place.cell = []
        self._end_row()
        if place.table:
            place.table.headed = place.table.headed or (
                place.underlined[:1] == [True] and not any(place.underlined[1:])
            )
            place.table.ruled = all(place.underlined)
            place.blocks.append(place.table)
            place.table, place.underlined = None, []

    def _begin_row(self) -> None:
        self.place.line_below = False

    def _at_cell(self) -> None:
        self._edge = "cell"

    def _at_paragraph(self) -> None:
        self._edge = "paragraph"

    def _line_below(self) -> None:
        """Draws the edge that was named before, of a row of cells or of a paragraph."""
        self.place.line_below = self.place.line_below or self._edge == "cell"
        self.state.ruled = self.state.ruled or self._edge == "paragraph"
        self._edge = ""

    def _headed(self) -> None:
        self.place.table = self.place.table or Table(headed=True)


_STAR = re.compile(rb"[\r\n]{0,9}(?P<star>\\\*)?[\r\n]{0,9}\\(?P<name>[a-z]{1,32})(?![A-Za-z0-9-])[ ]?")


def _group_end(data: bytes, at: int) -> int:
    """Where the group ends whose content begins at ``at``."""
    depth = 1
    while match := _BRACE.search(data, at):
        at = match.end() + int(match[1] or 0)
        depth += {b"{": 1, b"}": -1}.get(match[0], 0)
        if not depth:
            return at
    return len(data)


_ACTIONS: dict[str, Callable[[_Reader], None]] = {
    **dict.fromkeys(("par", "page", "sect", "column", "nestrow"), _Reader._end_paragraph),  # noqa: SLF001
    "cell": _Reader._end_cell, "row": _Reader._end_row, "plain": _Reader._plain, "pard": _Reader._default_paragraph,  # noqa: SLF001
    "trhdr": _Reader._headed, "trowd": _Reader._begin_row, "clbrdrb": _Reader._at_cell, "brdrb": _Reader._at_paragraph,  # noqa: SLF001
    **dict.fromkeys(("brdrs", "brdrth", "brdrdb", "brdrdot", "brdrdash"), _Reader._line_below),  # noqa: SLF001
}  # fmt: skip
