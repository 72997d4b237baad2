"""What a button or a menu option carries: its command line as custom id, as it is wherever Discord allows.

Where it does not (a line twice in one message, over 100 characters, to be confirmed first) the id starts with ``~``. Of a
long line it holds the key that the line is kept under: so buttons work after a restart, in any process.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from adapters.discord.markdown import units
from bot.chat.presses import key_of

LONGEST_ID = 100
MOST_MARKS = 8
"""Characters that an id may need before its line."""
CANCEL = "~cancel"

_ID = re.compile(r"~(?P<marks>[cyk]*)(?P<number>\d*)(?: (?P<line>.*))?", re.DOTALL)

Component = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Press:
    """A press, understood."""

    line: str
    """Of a kept one its key."""
    ask: bool = False
    """Ask whether it is meant before it is run."""
    asked: bool = False
    """It was asked, and answered with yes."""
    kept: bool = False


class Ids:
    """Gives out the ids of one reply; no two are the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._count = 0

    def of(self, line: str, marks: str = "") -> str:
        """The custom id that carries the line, or the key of a line that is too long to be carried."""
        if is_long(line):
            line, marks = key_of(line), f"{marks}k"
        plain = line if not marks and not line.startswith("~") else f"~{marks} {line}"
        fitting = plain if plain not in self._taken else f"~{marks}{self.number()} {line}"
        self._taken.add(fitting)
        return fitting

    def number(self) -> int:
        self._count += 1
        return self._count


def is_long(line: str) -> bool:
    """Whether an id carries no more than the line's key, under which the line is to be kept."""
    return not line.isprintable() or units(line) > LONGEST_ID - MOST_MARKS


def understood(custom_id: str) -> Press | None:
    """What pressing something with this id means; None where it holds no line."""
    if not custom_id.startswith("~"):
        return Press(custom_id)
    found = _ID.fullmatch(custom_id)
    if found is None or not found["line"]:
        return None
    marks = found["marks"]
    return Press(found["line"], ask="c" in marks, asked="y" in marks, kept="k" in marks)


def within(components: list[Component]) -> Iterator[Component]:
    """Each of the components and all inside them, in reading order."""
    for component in components:
        yield component
        yield from within(component.get("components") or [])
        yield from within([component[key] for key in ("accessory", "component") if key in component])
