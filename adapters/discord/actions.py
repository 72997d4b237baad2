"""Buttons and menus as components, each carrying its command line."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from itertools import islice

from adapters.discord.layout import Atom
from adapters.discord.markdown import clean, units
from adapters.discord.presses import CANCEL, Component, Ids, is_long
from bot.chat.messages import Actions, Block, Button, Confirm, Menu, Person, Reply
from bot.chat.presses import key_of

IN_A_ROW = 5
OPTIONS = 25
LONGEST_LABEL = 80
LONGEST_OPTION = 100
GREY, GREEN, RED = 2, 3, 4


def rows(items: Iterable[Button | Menu], ids: Ids) -> Iterator[Atom]:
    """Menus in rows of their own, which come first; then the buttons, five to a row."""
    every = list(items)
    for item in every:
        if isinstance(item, Menu):
            yield from _menus(item, ids)
    shown = iter([button(item, ids) for item in every if isinstance(item, Button)])
    while row := list(islice(shown, IN_A_ROW)):
        yield (_row(row),)


def button(item: Button, ids: Ids) -> Component:
    style = RED if item.confirm and item.confirm.danger else GREEN if item.primary else GREY
    return _button(item.label, item.command, style, ids, "c" if item.confirm else "")


def confirmed(confirm: Confirm, command: str, ids: Ids) -> Atom:
    shown = _button(confirm.yes, command, RED if confirm.danger else GREY, ids, "y")
    cancel = {"type": 2, "style": GREY, "label": "Cancel", "custom_id": CANCEL}
    return (_row([shown, cancel]),)


def _button(label: str, command: str, style: int, ids: Ids, marks: str) -> Component:
    return {"type": 2, "style": style, "label": short(label, LONGEST_LABEL), "custom_id": ids.of(command, marks)}


def _menus(menu: Menu, ids: Ids) -> Iterator[Atom]:
    """One menu, or several where the options are too many for one."""
    options: Iterator[Component] = (
        {
            "label": short(f"{option.label} · {group.label}" if group.label else option.label, LONGEST_OPTION),
            "value": ids.of(option.command),
        }
        for group in menu.groups
        for option in group.options
    )
    while some := list(islice(options, OPTIONS)):
        chosen = {
            "type": 3,
            "custom_id": f"~menu {ids.number()}",
            "placeholder": short(menu.label, LONGEST_OPTION),
            "options": some,
        }
        yield (_row([chosen]),)


def kept_lines(reply: Reply) -> dict[str, str]:
    """What ids have no room for, by key: long command lines, and what is asked before a line is run."""
    lines = [item.command for item in _pressed(reply.blocks)]
    lines += [option.command for item in _menus_of(reply.blocks) for group in item.groups for option in group.options]
    lines += [reply.form.command] if reply.form else []
    asking = ((item.command, item.confirm) for item in _pressed(reply.blocks) if item.confirm)
    questions = {question_key(line): json.dumps(astuple(confirm)) for line, confirm in asking}
    kept = {key_of(line): line for line in lines if is_long(line)} | questions
    return kept | kept_lines(reply.thread) if reply.thread else kept


def question_key(line: str) -> str:
    """What the question before a line is kept under."""
    return key_of(f"? {line}")


def question(line: str, label: str, kept: str) -> Confirm:
    """What to ask before the line is run; where nothing was kept of it, in general words."""
    named = label.rstrip("…")
    return Confirm(*json.loads(kept)) if kept else Confirm(f"{named}?", f"This runs: {line}", named)


def _pressed(blocks: Iterable[Block]) -> Iterator[Button]:
    for block in blocks:
        if isinstance(block, Actions):
            yield from (item for item in block.items if isinstance(item, Button))
        elif isinstance(block, Person):
            yield from (item for item in (block.open, *block.buttons) if item)


def _menus_of(blocks: Iterable[Block]) -> Iterator[Menu]:
    for block in blocks:
        if isinstance(block, Actions):
            yield from (item for item in block.items if isinstance(item, Menu))


def _row(components: list[Component]) -> Component:
    return {"type": 1, "components": components}


def short(label: str, most: int) -> str:
    """A label that fits; a blank one is refused by Discord."""
    shown = " ".join(clean(label).split()) or "–"
    while units(shown) > most:
        shown = shown[: most - 1].rstrip()[: len(shown) - 2] + "…"
    return shown
