"""A reply as lines of styled text, none wider than asked; `adapters.terminal.chat` prints them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo

from rich.text import Text as Words

from adapters.terminal.fields import fields
from adapters.terminal.hints import by_row, command_line, labelled
from adapters.terminal.lines import edge_to_edge, quote, side_by_side, wrap
from adapters.terminal.tables import chart, table
from adapters.terminal.words import DIM, one_line, words
from bot.chat.messages import (
    Actions,
    Block,
    Bullets,
    Chart,
    Code,
    Divider,
    Field,
    Person,
    Quote,
    Reply,
    SmallPrint,
    Spans,
    StageName,
    Table,
    Text,
    Title,
)

PAGE = 80
NARROWEST = 40
"""Columns and labels need as much; a narrower terminal breaks the lines itself."""
MARGIN = 3
"""People's lines stand in by this much, and their stage ends this far from the right."""
BETWEEN_HINTS = "   "


def render(reply: Reply, width: int = PAGE, *, zone: tzinfo | None = None) -> list[Words]:
    """The reply, top to bottom, with the commands that can be typed next in the last lines."""
    return _Page(max(width, NARROWEST), zone).reply(reply)


class _Page:
    """One reply on its way to lines of one width."""

    def __init__(self, width: int, zone: tzinfo | None) -> None:
        self.width, self.zone = width, zone
        self.edge = min(width, PAGE)

    def reply(self, reply: Reply) -> list[Words]:
        body, end = _split(reply.blocks)
        lines: list[Words] = []
        before: Block | None = None
        for group in _groups(body):
            made = self._group(group, reply)
            if before is not None and _apart(before, group) and lines and lines[-1].plain:
                lines.append(Words())
            lines += made
            before = group[-1]
        if foot := self._foot(end, body, reply):
            lines += [Words(), *foot] if lines else foot
        if any(line.plain.strip() for line in lines):
            return lines
        return self._wrap(Words(one_line(reply.text) or "Done.", style="bold"))

    def _wrap(self, text: Words, *, first: Words | str = "", indent: str = "") -> list[Words]:
        return wrap(text, self.width, first=first, indent=indent)

    def _words(self, spans: Spans, base: str = "") -> Words:
        return words(spans, base=base, zone=self.zone)

    # ------------------------------------------------------------ the blocks

    def _group(self, group: Sequence[Block], reply: Reply) -> list[Words]:
        first = group[0]
        if isinstance(first, Field):
            return fields([one for one in group if isinstance(one, Field)], self.width, zone=self.zone)
        if isinstance(first, Title) and len(group) == 2 and isinstance(group[1], Text):
            return self._headed(first, group[1])
        return [line for block in group for line in self._block(block, reply)]

    def _block(self, block: Block, reply: Reply) -> list[Words]:
        match block:
            case Title(text):
                return self._wrap(Words(one_line(text), style="bold"))
            case SmallPrint(items):
                return self._small(items)
            case Text(spans):
                return self._wrap(self._words(spans, "red" if reply.error else ""))
            case Bullets(items):
                return [line for item in items for line in self._wrap(self._words(item), first="• ", indent="  ")]
            case Quote(spans):
                return quote(spans, self.width, zone=self.zone)
            case Person():
                return self._person(block)
            case Table():
                return table(block, self.width, zone=self.zone)
            case Chart():
                return chart(block, self.width)
            case Actions():
                return side_by_side(labelled(block.items), BETWEEN_HINTS, self.width)
            case Divider() | Field():
                return []

    def _small(self, items: Iterable[Spans]) -> list[Words]:
        shown = [self._words(item, DIM) for item in items]
        return self._wrap(Words(" · ", style=DIM).join([item for item in shown if item.plain.strip()]))

    def _headed(self, title: Title, text: Text) -> list[Words]:
        """A card's head: the person's number stands at the right edge of the name, not at the end of the line under it."""
        spans, number = _without_number(text.spans)
        name, right = Words(one_line(title.text), style="bold"), Words(one_line(number), style=DIM)
        head = edge_to_edge(name, right, self.edge, width=self.width, indent=" " * MARGIN)
        return head + self._wrap(self._words(spans))

    def _person(self, person: Person) -> list[Words]:
        inset = " " * MARGIN
        number = f"{person.row:<2} " if person.row is not None else ""
        name = Words(number, style=DIM).append(one_line(person.name), "not dim bold")
        status = next((line for line in person.lines if self._is_stage(line)), ())
        lines = edge_to_edge(name, self._words(status), self.edge - MARGIN, width=self.width, indent=inset)
        for one in person.lines:
            if one is not status:
                lines += self._wrap(self._words(one), indent=inset)
        for proof in person.proofs:
            lines += self._wrap(self._words(proof.words), first=inset, indent=f"{inset}  ")
            lines += quote(proof.quote, self.width, indent=f"{inset}  ", zone=self.zone)
        if person.row is None:
            items = ((person.open,) if person.open else ()) + person.buttons
            lines += side_by_side(labelled(items), BETWEEN_HINTS, self.width, opening=inset)
        return lines

    def _is_stage(self, line: Spans) -> bool:
        """Whether the line tells the stage, and may stand beside the name."""
        return bool(line) and isinstance(line[0], StageName) and "\n" not in self._words(line).plain

    def _foot(self, end: Sequence[Block], body: Sequence[Block], reply: Reply) -> list[Words]:
        """Small print, then what to type: in this order, whatever order they came in."""
        lines = [line for block in end if isinstance(block, SmallPrint) for line in self._small(block.items)]
        items = [item for block in end if isinstance(block, Actions) for item in block.items]
        rows = [block for block in body if isinstance(block, Person) and block.row is not None]
        if rows:
            lines += side_by_side(by_row(items, rows), "  ·  ", self.width, opening="type  ")
        else:
            lines += side_by_side(labelled(items), BETWEEN_HINTS, self.width)
        if reply.form is not None and reply.form.typed is not None:
            lines += self._wrap(command_line(reply.form))
        return lines


# -------------------------------------------------------------- what goes where


def _split(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """The body, and the small print and actions at its end; what stands right under a title belongs to the body."""
    cut = len(blocks)
    while cut > 1 and isinstance(blocks[cut - 1], SmallPrint | Actions | Divider):
        cut -= 1
    if cut and isinstance(blocks[cut - 1], Title) and cut < len(blocks) and isinstance(blocks[cut], SmallPrint):
        cut += 1
    return blocks[:cut], blocks[cut:]


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks that are laid out together: a run of fields, a card's title or a chart's words with what is under them."""
    group: list[Block] = []
    for block in blocks:
        last = group[-1] if group else None
        headed = len(group) == 1 and isinstance(last, Title) and last.large and isinstance(block, Text)
        named = len(group) == 1 and isinstance(last, Text) and isinstance(block, Chart | Table)
        if not group or headed or named or (isinstance(last, Field) and isinstance(block, Field)):
            group.append(block)
        else:
            yield group
            group = [block]
    if group:
        yield group


def _apart(before: Block, group: Sequence[Block]) -> bool:
    """Whether an empty line stands between the two."""
    block = group[-1] if isinstance(group[-1], Chart | Table) else group[0]
    if isinstance(block, SmallPrint):
        return isinstance(before, Person | Table | Chart)
    if isinstance(before, SmallPrint | Title):
        return isinstance(block, Person | Field | Table | Divider) or block is not group[0]
    return isinstance(block, Divider | Person | Field | Title | Table | Chart) or isinstance(before, Divider | Person)


def _without_number(spans: Spans) -> tuple[Spans, str]:
    """The spans less a ``#214`` at their end, and that number."""
    if spans and isinstance(last := spans[-1], Code) and re.fullmatch(r"#\d+", last.text):
        rest = spans[:-1]
        return rest[:-1] if rest and rest[-1] == " · " else rest, last.text
    return spans, ""
