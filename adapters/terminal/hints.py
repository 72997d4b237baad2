"""Buttons, menus and forms as command lines to type."""

from collections.abc import Iterable, Sequence

from rich.text import Text as Words

from adapters.terminal.words import DIM, one_line
from bot.chat.messages import Actions, Block, Button, Form, Menu, Option, OptionGroup, Person

_Hint = tuple[str, str]
"""What it does, and what to type."""


def commands(blocks: Iterable[Block]) -> list[str]:
    """Every command line behind the blocks' buttons and menus, in order."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Actions):
            for item in block.items:
                found += [item.command] if isinstance(item, Button) else [one.command for one in _options(item)]
        elif isinstance(block, Person):
            found += [button.command for button in (block.open, *block.buttons) if button]
    return found


def labelled(items: Iterable[Button | Menu]) -> list[Words]:
    """``Show proof  show #214 evidence``, ``Move to  stage #214 new|interview``."""
    return [_labelled(hint) for item in items for hint in _hints(item)]


def by_row(items: Sequence[Button | Menu], first: Person) -> list[Words]:
    """``1``, ``stage 1 screening``, ``more``: what to type under a list, where its first row stands for all."""
    row, number = str(first.row), first.open.command.rpartition(" ")[2] if first.open else ""
    lines = [row] if first.open else []
    for item in (*first.buttons, *items):
        lines += [line for _, line in _hints(item, only_first=True)]
    shown = (" ".join(row if word == number else word for word in line.split(" ")) for line in lines)
    return [Words(line) for line in dict.fromkeys(shown)]


def command_line(form: Form) -> Words:
    """What a form asks for, as one line to type."""
    names = (one_line(field.label).upper() for field in form.fields)
    asked = (name if field.required else f"[{name}]" for field, name in zip(form.fields, names, strict=True))
    return Words.assemble(("type", DIM), "  ", " ".join([one_line(form.typed or form.command), *asked]))


def _labelled(hint: _Hint) -> Words:
    label, line = hint
    if label == line:
        return Words(line)
    return Words.assemble((one_line(label).rstrip("… "), DIM), "  ", line)


def _hints(item: Button | Menu, *, only_first: bool = False) -> list[_Hint]:
    if isinstance(item, Button):
        return [(item.label, line)] if (line := _line(item)) else []
    groups = item.groups[:1] if only_first else item.groups
    hints: list[_Hint] = []
    for group in groups:
        if together := _alternatives(group.options):
            hints.append((f"{group.label} {item.label}".strip(), together))
        else:
            hints += [(_name(group, option), line) for option in group.options if (line := _line(option))]
    return hints


def _line(item: Button | Option) -> str:
    """What to type for it; empty for what nobody would type."""
    return one_line(item.command if item.typed is None else item.typed)


def _alternatives(options: Sequence[Option]) -> str:
    """``stage #214 new|interview`` for lines that differ in their last word only; empty for others."""
    split = [one_line(option.command).rpartition(" ") for option in options]
    heads = {head for head, _, _ in split}
    if len(options) < 2 or heads in ({""}, set()) or len(heads) > 1:
        return ""
    return f"{heads.pop()} {'|'.join(last for _, _, last in split)}"


def _name(group: OptionGroup, option: Option) -> str:
    return f"{group.label} {option.label}".strip()


def _options(menu: Menu) -> Iterable[Option]:
    return (option for group in menu.groups for option in group.options)
