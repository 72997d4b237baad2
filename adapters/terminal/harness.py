"""The terminal for the contract tests: the real conversation, printed to memory."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import category

from rich.cells import cell_len

from adapters.base import Core
from adapters.harness import Harness, Shown
from adapters.terminal.chat import Conversation
from adapters.terminal.hints import commands
from adapters.terminal.render import PAGE, render
from adapters.terminal.words import one_line, words
from bot.chat.messages import Reply, Spans, Table

_BARS = re.compile(r"^ *│ ", re.MULTILINE)
_SEPARATORS = "│·"
"""Bars are repeated, and a dot between two commands goes where a line ends."""
_OBEYED = ("Cc", "Cf", "Cs", "Zl", "Zp")
_ENDLESS = 10**6


@dataclass(frozen=True, slots=True)
class Printed:
    """What stood on the screen, and the same as if the screen were endlessly wide."""

    screen: str
    unwrapped: str


def harness(core: Core) -> Harness:
    return _TerminalHarness(core)


class _Watched(Conversation):
    """A conversation that keeps each answer as it was printed."""

    def __init__(self, core: Core) -> None:
        self.output = StringIO()
        self.shown: list[Shown] = []
        super().__init__(core, self.output, "Mara")

    def show(self, reply: Reply) -> None:
        start = self.output.tell()
        super().show(reply)
        screen = self.output.getvalue()[start:]
        unwrapped = _BARS.sub("", "\n".join(line.plain for line in render(_flat(reply), _ENDLESS)))
        buttons = tuple(commands(reply.blocks))
        self.shown.append(Shown(unwrapped, private=True, buttons=buttons, payload=Printed(screen, unwrapped)))


def _flat(reply: Reply) -> Reply:
    """The reply with each table cell on one line, so that cells side by side are not read across."""
    flat = (replace(block, rows=_flat_rows(block)) if isinstance(block, Table) else block for block in reply.blocks)
    return replace(reply, blocks=tuple(flat))


def _flat_rows(table: Table) -> tuple[tuple[Spans, ...], ...]:
    return tuple(tuple((one_line(words(cell).plain),) for cell in row) for row in table.rows)


class _TerminalHarness:
    def __init__(self, core: Core) -> None:
        self._core = core

    def say(self, text: str, *, dm: bool = True) -> list[Shown]:  # noqa: ARG002 - a terminal has no channels
        conversation = _Watched(self._core)
        conversation.ask(text)
        return conversation.shown

    def press(self, command: str) -> list[Shown]:
        return self.say(command)

    def upload(self, name: str, data: bytes, text: str = "") -> list[Shown]:
        with TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            return self.say(f'{text} "{path}"'.strip())

    def post(self, reply: Reply) -> list[Shown]:
        conversation = _Watched(self._core)
        conversation.show(reply)
        return conversation.shown

    def limits(self, payload: object) -> list[str]:
        assert isinstance(payload, Printed)
        lines = payload.screen.split("\n")
        faults = [f"a line of {cell_len(line)} columns" for line in lines if cell_len(line) > PAGE]
        if any(category(sign) in _OBEYED and sign not in "\n\u200c\u200d" for sign in payload.screen):
            faults.append("signs that a terminal obeys")
        lost = Counter("".join(payload.unwrapped.split()))
        lost.subtract("".join(payload.screen.split()))
        if missing := [sign for sign, times in lost.items() if times > 0 and sign not in _SEPARATORS]:
            faults.append(f"lost where lines were wrapped: {missing}")
        return faults
