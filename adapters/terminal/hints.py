"""Buttons, menus and forms as command lines to type."""

from collections.abc import Iterable, Mapping, Sequence

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


def by_row(items: Sequence[Button | Menu], rows: Sequence[Person]) -> list[Words]:
    """``1``, ``stage 1 screening``, ``more``: what to type under a list, where its first row stands for all."""
    first = rows[0]
    numbers = {_number(one): str(one.row) for one in rows}
    lines = [str(first.row)] if first.open else []
    for item in (*first.buttons, *items):
        lines += [line for _, line in _hints(item, only_first=True)]
    shown = []
    for line in lines:
        words = line.split(" ")
        meant = [one for one in numbers if one in (word.rstrip(",") for word in words)]
        if not meant or _number(first) in meant:
            shown.append(" ".join(_as_row(word, numbers) for word in words))
    return [Words(line) for line in dict.fromkeys(shown)]


def _as_row(word: str, numbers: Mapping[str, str]) -> str:
    """``2,`` for ``#214,`` where that is in the second row."""
    number = word.rstrip(",")
    return numbers.get(number, number) + word[len(number) :]


def _number(person: Person) -> str:
    """``#214``, as its button has it."""
    return person.open.command.rpartition(" ")[2] if person.open else ""


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
        named = [(_name(group, option), line) for option in group.options if (line := _line(option))]
        together = _together(line for _, line in named)
        label = f"{group.label} {item.label}".strip()
        hints += named if len(together) == len(named) else [(label, "   ".join(together))]
    return hints


def _line(item: Button | Option) -> str:
    """What to type for it; empty for what nobody would type."""
    return one_line(item.command if item.typed is None else item.typed)


def _together(lines: Iterable[str]) -> list[str]:
    """``stage #214 new|interview`` for neighbours that differ in their last word only, ``tag|rate #214 …`` in their first."""
    made: list[list[str]] = []
    for line in lines:
        words = line.split(" ")
        if not made or not _joined(made[-1], words):
            made.append(words)
    return [" ".join(words) for words in made]


def _joined(before: list[str], words: list[str]) -> bool:
    """Whether the line went into the one before."""
    for at in (0, -1):
        rest = slice(1, None) if at == 0 else slice(None, -1)
        if len(words) == len(before) > 1 and words[rest] == before[rest]:
            before[at] += f"|{words[at]}"
            return True
    return False


def _name(group: OptionGroup, option: Option) -> str:
    return f"{group.label} {option.label}".strip()


def _options(menu: Menu) -> Iterable[Option]:
    return (option for group in menu.groups for option in group.options)
