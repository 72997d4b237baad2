"""A reply as Discord messages (Components V2). Pure: the same reply gives the same payloads."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from adapters.discord.actions import button, confirmed, rows
from adapters.discord.layout import Atom, Group, messages, separator, text
from adapters.discord.markdown import LONGEST_LINE, escape, line, lines, units
from adapters.discord.presses import Ids
from adapters.drawing import for_its_readers, in_messages
from bot.chat.messages import (
    Actions,
    Block,
    Bold,
    Bullets,
    Chart,
    Confirm,
    Divider,
    Field,
    Person,
    Quiet,
    Quote,
    Reply,
    SmallPrint,
    Spans,
    Table,
    Text,
    Title,
)

STAGE_COLOURS = {
    "new": 0x3B82F6,
    "screening": 0xF0B232,
    "interview": 0x9B59F5,
    "offer": 0xF0883E,
    "hired": 0x23A55A,
    "rejected": 0x80848E,
    "withdrawn": 0x80848E,
}
RED = 0xDA373C
BAR = 10
"""Characters of a chart's longest bar."""
BESIDE = 1_000
"""Characters of text that may stand beside a button; the rest goes under it."""
ROWS_APART = 16
UNBROKEN = 30
"""A table's cell up to this length is kept on one line, and shares it with others."""

Words = Title | SmallPrint | Text | Bullets | Quote | Chart | Table


def render(reply: Reply) -> list[dict[str, Any]]:
    """The messages to send, in order; the first holds the answer."""
    return in_messages(reply, _drawn)


def _drawn(reply: Reply) -> list[dict[str, Any]]:
    blocks = for_its_readers(reply) or (Text((reply.text,)),)
    found = [one for one in _groups(blocks, Ids()) if one[1]]
    if all(kind == "divider" for kind, _ in found):
        found = [("words", ((text([escape(reply.text).strip() or "–"]),),))]
    accent = RED if reply.error else STAGE_COLOURS.get(reply.stage)
    return messages(_separated(found), accent=accent, private=reply.private)


def confirmation(confirm: Confirm, command: str) -> list[dict[str, Any]]:
    """The question that stands between a button with consequences and its command."""
    spans: Spans = (Bold(confirm.title), "\n", confirm.text) if confirm.text else (Bold(confirm.title),)
    groups: list[Group] = [((text(lines(spans)),),), (confirmed(confirm, command, Ids()),)]
    return messages(groups, accent=None, private=True)


# ------------------------------------------------------------------- blocks


def _groups(blocks: Iterable[Block], ids: Ids) -> Iterator[tuple[str, Group]]:
    """What each run of blocks becomes, with its kind: words that follow one another share one text."""
    words: list[str] = []
    for block in blocks:
        if isinstance(block, Table) and _stands_apart(block):
            yield "words", _text([*words, *_names(block)])
            yield from (("body", _text(_row(block, row))) for row in block.rows)
            words = []
            continue
        if isinstance(block, Words):
            words += _words(block)
            continue
        if atoms := _text(words):
            yield "words", atoms
            words = []
        match block:
            case Person():
                yield "body", tuple(_person(block, ids))
            case Field():
                yield "body", _text(_field(block))
            case Actions(items):
                yield "actions", tuple(rows(items, ids))
            case Divider():
                yield "divider", ((separator(),),)
    if atoms := _text(words):
        yield "words", atoms


def _separated(found: list[tuple[str, Group]]) -> list[Group]:
    """The groups with a line under the head and one above the last actions, where people or fields lie between.

    What has further heads between them needs no line under the first.
    """
    kinds = [kind for kind, _ in found]
    if "body" in kinds and "divider" not in kinds:
        last = len(kinds) - 1 - kinds[::-1].index("actions") if "actions" in kinds else 0
        if last > kinds.index("body"):
            found.insert(last, ("divider", ((separator(),),)))
        if kinds[:2] == ["words", "body"] and not _headed_again(kinds):
            found.insert(1, ("divider", ((separator(),),)))
    return [group for _, group in found]


def _headed_again(kinds: list[str]) -> bool:
    last = len(kinds) - 1 - kinds[::-1].index("body")
    return "words" in kinds[1:last]


def _person(person: Person, ids: Ids) -> Iterator[Atom]:
    """Name and lines beside what opens the person; with decisions under the proof, it stands in their row instead."""
    number = f"{person.row}. " if person.row is not None else ""
    head = lines((Bold(f"{number}{person.name}"),))
    head += [shown for spans in person.lines for shown in _person_line(spans)]
    proofs = [shown for proof in person.proofs for shown in (*lines(proof.words), *_quoted(proof.quote))]
    head, proofs = _seen(head), _seen(proofs)
    if person.open and not person.buttons and head:
        beside = _as_much(head, BESIDE)
        yield ({"type": 9, "components": [text(head[:beside])], "accessory": button(person.open, ids)},)
        yield from _text([*head[beside:], *proofs])
        return
    yield from _text([*head, *proofs])
    yield from rows((*([person.open] if person.open else []), *person.buttons), ids)


def _person_line(spans: Spans) -> list[str]:
    quiet = bool(spans) and all(isinstance(span, Quiet) for span in spans)
    return [f"-# {shown}" if quiet else shown for shown in lines(spans)]


def _as_much(some: list[str], room: int) -> int:
    """How many of the lines fit; the first always counts as one that does."""
    for index, one in enumerate(some):
        room -= units(one)
        if room < 0:
            return max(index, 1)
    return len(some)


def _field(field: Field) -> list[str]:
    label = lines((Bold(field.label),))
    return [*label, *(shown for part in field.content for shown in _words(part))]


def _words(block: Words) -> list[str]:
    match block:
        case Title(shown, large):
            return [f"{'##' if large else '###'} {one}" for one in lines((shown,)) if _is_seen(one)]
        case SmallPrint(items):
            return _small(items)
        case Text(spans):
            return lines(spans)
        case Bullets(items):
            return [shown for item in items for shown in _bullet(item)]
        case Quote(spans):
            return _quoted(spans)
        case Chart():
            return _chart(block)
        case Table():
            return _table(block)


def _bullet(item: Spans) -> list[str]:
    shown = [one for one in lines(item) if _is_seen(one)]
    return [f"{'- ' if index == 0 else '  '}{one}" for index, one in enumerate(shown)]


def _quoted(spans: Spans) -> list[str]:
    return [f"> {shown}" for shown in lines(spans) if _is_seen(shown)]


def _small(items: tuple[Spans, ...]) -> list[str]:
    joined: list[Any] = []
    for item in items:
        if _is_seen(line(item)):
            joined += [" · ", *item] if joined else item
    return [f"-# {shown}" for shown in lines(tuple(joined)) if _is_seen(shown)]


def _chart(chart: Chart) -> list[str]:
    most = max((bar.value for bar in chart.bars), default=0)
    found = []
    for bar in chart.bars:
        length = bar.value if most <= BAR else -(-bar.value * BAR // most)
        before = "" if bar.before is None else f" ({bar.before:,})"
        shown = lines((f"{'█' * length} " if length else "", Bold(f"{bar.value}"), f" {bar.label}{before}"))
        found += [f"-# {one}" for one in shown]
    return found


def _stands_apart(table: Table) -> bool:
    """Whether each row is a text of its own, which is easier to read; very many would not fit into a message."""
    return len(table.header) > 2 and len(table.rows) <= ROWS_APART


def _table(table: Table) -> list[str]:
    """A line for each row: two columns as name and value; more as what each column says about the row."""
    return [*_names(table), *(shown for row in table.rows for shown in _row(table, row))]


def _names(table: Table) -> list[str]:
    """The columns' names, where the rows do not have them whole."""
    first, *names = table.header
    if first.strip() or len(names) < 2 or not table.rows or _first_words(names) != names:
        return _small(tuple((name,) for name in table.header if name.strip()))
    return []


def _row(table: Table, row: tuple[Spans, ...]) -> list[str]:
    names = list(table.header[1:])
    head, *cells = row
    bold = tuple(Bold(span) if isinstance(span, str) else span for span in head)
    if len(names) == 1:
        return lines((*bold, "  ", *(span for cell in cells for span in cell)))
    return [*lines(bold), *_cells(_first_words(names), cells)]


def _first_words(names: list[str]) -> list[str]:
    """The names by their first words, where these are a column's own: Ilse for Ilse Okonkwo-Brandt."""
    first = [name.split(maxsplit=1)[0] if len(name.split()) > 1 else name for name in names]
    return first if len({one.casefold() for one in first}) == len(names) else names


def _cells(names: list[str], cells: list[Spans]) -> list[str]:
    """On one line where each is short; else a line each, so that it can be seen whose a long value is."""
    pairs = list(zip_longest(names, cells, fillvalue=""))
    shown = [line((f"{name} ", *cell)) for name, cell in pairs]
    if (
        all(units(one) <= UNBROKEN for one in shown)
        and units(joined := " · ".join(map(_unbroken, shown))) <= LONGEST_LINE
    ):
        return [joined]
    return [part for name, cell in pairs for part in _bullet((f"{name}: ", *cell))]


def _unbroken(shown: str) -> str:
    return shown.replace(" ", "\N{NO-BREAK SPACE}") if units(shown) <= UNBROKEN else shown


# --------------------------------------------------------------------- texts


def _text(some: list[str]) -> Group:
    seen = _seen(some)
    return ((text(seen),),) if seen else ()


def _seen(some: list[str]) -> list[str]:
    """The lines without blank ones at either end, and without any that hold nothing to see."""
    kept = [one for one in some if _is_seen(one) or not one]
    while kept and not kept[0]:
        kept.pop(0)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _is_seen(shown: str) -> bool:
    return shown[:1].isalnum() or any(
        unicodedata.category(sign) not in ("Cf", "Cc", "Zs", "Zl", "Zp") for sign in shown
    )
