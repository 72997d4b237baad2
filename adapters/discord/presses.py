"""What a button or a menu option carries: its command line as custom id, as it is wherever Discord allows.

Where it does not (a line twice in one message, over 100 characters, to be confirmed first) the id starts with ``~``. A
long line then stands in a text of the same message, which the press brings back: so buttons work after a restart.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from adapters.discord.markdown import TYPED, code, units

LONGEST_ID = 100
CANCEL = "~cancel"

_ID = re.compile(r"~(?P<marks>[cyt]*)(?P<number>\d*)(?: (?P<line>.*))?", re.DOTALL)
_CODE = re.compile(rf"(`{{1,9}}+)(?=.{{0,4100}}+\Z) ?{TYPED}(?P<line>.{{1,4000}}?) ?\1$", re.DOTALL)

Component = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Press:
    """A press, understood."""

    line: str
    ask: bool = False
    """Ask whether it is meant before it is run."""
    asked: bool = False
    """It was asked, and answered with yes."""


class Ids:
    """Gives out the ids of one reply; no two are the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._count = 0

    def of(self, line: str, marks: str = "") -> str | None:
        """The custom id that carries the line; None where it is too long to."""
        plain = line if not marks and not line.startswith("~") else f"~{marks} {line}"
        fitting = plain if plain not in self._taken else f"~{marks}{self.number()} {line}"
        if not line.isprintable() or units(fitting) > LONGEST_ID:
            return None
        self._taken.add(fitting)
        return fitting

    def long(self, number: int, marks: str = "") -> str:
        """The custom id for a line that stands in the text with this number."""
        return f"~{marks}t{number}"

    def number(self) -> int:
        self._count += 1
        return self._count


def typed(line: str) -> str:
    """How the text of a message shows a line that is too long for an id."""
    return code(TYPED + line)


def understood(custom_id: str, message: Mapping[str, Any]) -> Press | None:
    """What pressing something with this id in this message means; None where its line is not there."""
    if not custom_id.startswith("~"):
        return Press(custom_id)
    found = _ID.fullmatch(custom_id)
    if found is None:
        return None
    marks, line = found["marks"], found["line"] or ""
    if "t" in marks:
        line = _line(message, int(found["number"] or 0))
    return Press(line, ask="c" in marks, asked="y" in marks) if line else None


def _line(message: Mapping[str, Any], number: int) -> str:
    for component in within(message.get("components") or []):
        if component.get("type") == 10 and component.get("id") == number:
            found = _CODE.search(str(component.get("content", "")))
            return found["line"] if found else ""
    return ""


def within(components: list[Component]) -> Iterator[Component]:
    """Each of the components and all inside them, in reading order."""
    for component in components:
        yield component
        yield from within(component.get("components") or [])
        yield from within([component[key] for key in ("accessory", "component") if key in component])
