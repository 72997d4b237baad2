"""Buttons and menus as components, each carrying its command line."""

from collections.abc import Iterable, Iterator
from typing import Any

from adapters.discord.layout import Atom, text
from adapters.discord.markdown import LONGEST_LINE, clean, escape, units
from adapters.discord.presses import CANCEL, Component, Ids, typed
from bot.chat.messages import Actions, Block, Button, Confirm, Menu, Person

IN_A_ROW = 5
OPTIONS = 25
LONGEST_LABEL = 80
LONGEST_OPTION = 100
GREY, GREEN = 2, 3


def rows(items: Iterable[Button | Menu], ids: Ids) -> Iterator[Atom]:
    """Menus in rows of their own, which come first; then the buttons, five to a row."""
    every = list(items)
    for item in every:
        if isinstance(item, Menu):
            yield from _menus(item, ids)
    row: list[Component] = []
    for item in every:
        if isinstance(item, Menu):
            continue
        shown, *under = button(item, ids)
        if under:
            if row:
                yield (_row(row),)
                row = []
            yield (_row([shown]), *under)
            continue
        row.append(shown)
        if len(row) == IN_A_ROW:
            yield (_row(row),)
            row = []
    if row:
        yield (_row(row),)


def button(item: Button, ids: Ids) -> Atom:
    """The button, and the text that holds its line where that is too long for an id."""
    style = GREEN if item.primary else GREY
    return _button(item.label, item.command, style, ids, "c" if item.confirm else "")


def confirmed(yes: str, command: str, ids: Ids) -> Iterator[Atom]:
    shown, *under = _button(yes, command, GREY, ids, "y")
    cancel = {"type": 2, "style": GREY, "label": "Cancel", "custom_id": CANCEL}
    yield (_row([shown, cancel]), *under)


def _button(label: str, command: str, style: int, ids: Ids, marks: str) -> Atom:
    custom_id, *under = _carried(label, command, ids, marks)
    return ({"type": 2, "style": style, "label": short(label, LONGEST_LABEL), "custom_id": custom_id}, *under)


def _menus(menu: Menu, ids: Ids) -> Iterator[Atom]:
    """One menu, or several where the options or their long lines are too many for one."""
    options: list[Component] = []
    under: list[Component] = []
    for group in menu.groups:
        for option in group.options:
            label = f"{option.label} · {group.label}" if group.label else option.label
            value, *long = _carried(label, option.command, ids, "")
            length = sum(units(one["content"]) for one in (*under, *long))
            if len(options) == OPTIONS or (under and length > LONGEST_LINE):
                yield _menu(menu, options, under, ids)
                options, under = [], []
            options.append({"label": short(label, LONGEST_OPTION), "value": value})
            under.extend(long)
    if options:
        yield _menu(menu, options, under, ids)


def _menu(menu: Menu, options: list[Component], under: list[Component], ids: Ids) -> Atom:
    chosen = {
        "type": 3,
        "custom_id": f"~menu {ids.number()}",
        "placeholder": short(menu.label, LONGEST_OPTION),
        "options": options,
    }
    return (_row([chosen]), *under)


def _carried(label: str, command: str, ids: Ids, marks: str) -> tuple[Any, ...]:
    """The id for a command, and the text that it stands in where the id cannot hold it."""
    if custom_id := ids.of(command, marks):
        return (custom_id,)
    number = ids.number()
    shown = f"-# {escape(short(label, LONGEST_LABEL))}: {typed(command)}"
    return ids.long(number, marks), text([shown], number)


def questions(blocks: Iterable[Block]) -> Iterator[tuple[str, Confirm]]:
    """What is asked before a command line is run, for every button that asks."""
    for block in blocks:
        shown: Iterable[Button | Menu | None] = ()
        if isinstance(block, Actions):
            shown = block.items
        elif isinstance(block, Person):
            shown = (block.open, *block.buttons)
        for item in shown:
            if isinstance(item, Button) and item.confirm:
                yield item.command, item.confirm


def _row(components: list[Component]) -> Component:
    return {"type": 1, "components": components}


def short(label: str, most: int) -> str:
    """A label that fits; a blank one is refused by Discord."""
    shown = " ".join(clean(label).split()) or "–"
    while units(shown) > most:
        shown = shown[: most - 1].rstrip()[: len(shown) - 2] + "…"
    return shown
