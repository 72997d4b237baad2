"""The terminal chat: lines in, replies out. With a person at the keyboard it prompts; from a pipe it runs each line."""

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from shutil import get_terminal_size
from typing import Protocol, TextIO

from rich.console import Console
from rich.text import Text as Words

from adapters.base import Core
from adapters.terminal.files import attached, keep
from adapters.terminal.lines import wrap
from adapters.terminal.render import PAGE, render
from adapters.terminal.words import DIM, one_line
from bot.chat.broken import fault
from bot.chat.messages import FileOut, Form, Member, Place, Reply, Request
from bot.commands.help import in_order
from bot.settings import terminal_workspace

FAREWELLS = frozenset(("exit", "quit", "bye", ":q"))
"""What people type to leave; Ctrl-D does so too."""

Fill = Callable[[Form], Mapping[str, str] | None]
"""Asks the person for a form's values; None where they gave up."""


class Keyboard(Protocol):
    """A person at a terminal."""

    def line(self) -> str | None:
        """The next line; None when they leave."""

    def fill(self, form: Form) -> Mapping[str, str] | None: ...


def chat(core: Core, *, stdin: TextIO, stdout: TextIO, member_name: str, files: Path | None = None) -> int:
    """Answer until the input ends; the exit code. The member is the admin of the terminal's workspace.

    Files that are handed out are kept in the folder ``files``, or in the current one.
    """
    for stream in (stdin, stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        if stdin.isatty() and stdout.isatty():
            _converse(Conversation(core, stdout, member_name, files=files))
        else:
            _run_lines(Conversation(core, stdout, member_name, files=files), stdin)
        stdout.flush()
    except BrokenPipeError:
        forget_output(stdout)
    return 0


class Conversation:
    """One member's talk with the core, shown on one output."""

    def __init__(
        self, core: Core, stdout: TextIO, member_name: str, *, fill: Fill | None = None, files: Path | None = None
    ) -> None:
        workspace = terminal_workspace()
        self._files = files
        self.core, self.fill = core, fill
        self._member = Member(workspace, "local", member_name, admin=True)
        self._place = Place(workspace, "terminal", "local")
        self._screen = _Screen(file=stdout, markup=False, emoji=False, highlight=False, soft_wrap=True)
        self._tty = self._screen.is_terminal

    def request(self, text: str, values: Mapping[str, str] | None = None) -> Request:
        return Request(text, self._member, self._place, values=values or {})

    def ask(self, line: str) -> None:
        """Run a line and show the answer; a form in it is filled in on the spot. Never raises for what was typed."""
        try:
            text, uploads = attached(line, self.core.commands)
            self._answer(Request(text, self._member, self._place, uploads=uploads))
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - one line's fault must not end the talk
            self.show(fault(error))

    def _answer(self, request: Request) -> None:
        reply = self.core.handle(request)
        while reply is not None:
            form = reply.form
            if form is None or self.fill is None:
                self.show(reply)
                return
            if reply.faults:
                self.show(replace(reply, form=None))
            values = self.fill(form)
            if values is None:
                self.print(Words("Nothing was changed.", style=DIM))
                return
            reply = self.core.handle(self.request(form.command, values))

    def show(self, reply: Reply) -> None:
        self.print(*render(reply, self.width))
        for file in reply.files:
            self._hand_over(file)

    def _hand_over(self, file: FileOut) -> None:
        try:
            path = keep(file, Path.cwd() / (self._files or ""))
        except OSError:
            where = one_line(str(self._files)) if self._files else "this folder"
            self.print(Words(f"{one_line(file.name)} cannot be written to {where}.", style="red"))
        else:
            self.print(Words.assemble(("saved", DIM), "  ", one_line(str(path))))

    def print(self, *lines: Words) -> None:
        self._screen.print(*lines, sep="\n")

    @property
    def width(self) -> int:
        """The terminal's own, up to a page: longer lines read badly. A page where there is no terminal."""
        if not self._tty:
            return PAGE
        # rich takes a terminal that calls itself dumb to be 80 columns wide
        wide = get_terminal_size().columns if self._screen.is_dumb_terminal else self._screen.width
        return min(wide, PAGE)


class _Screen(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to `chat`: rich would end the program as failed."""
        raise BrokenPipeError


# ---------------------------------------------------------------------- ways


def _run_lines(conversation: Conversation, stdin: TextIO) -> None:
    """Each line in turn, echoed so that the output reads as a talk; blank lines and ``# comments`` are skipped."""
    for raw in stdin:
        line = raw.strip()
        if line.casefold() in FAREWELLS:
            return
        if not line or (line.startswith("#") and not line[1:2].isdecimal()):
            continue
        conversation.print(Words(f"> {one_line(line)}", style=DIM))
        conversation.ask(line)
        conversation.print()


def _converse(conversation: Conversation) -> None:
    # Only here is there somebody to type: prompt_toolkit is slow to import.
    from adapters.terminal.keyboard import PromptKeyboard  # noqa: PLC0415

    keyboard: Keyboard = PromptKeyboard(conversation.core, conversation.request)
    conversation.fill = keyboard.fill
    conversation.print(*wrap(greeting(conversation.core), conversation.width))
    while (line := keyboard.line()) is not None and line.strip().casefold() not in FAREWELLS:
        if line.strip():
            try:
                conversation.ask(line)
            except KeyboardInterrupt:
                conversation.print(Words("Stopped.", style=DIM))
            conversation.print()


def greeting(core: Core) -> Words:
    """What this is, and three lines to begin with: of the commands that most people may run."""
    common = sorted((one for one in in_order(core.commands) if one.examples), key=lambda one: one.role)
    shown = Words.assemble(("  ·  ", DIM)).join([Words(one.examples[0], style="bold") for one in common[:3]])
    leaving = Words("help lists the commands, exit leaves", style=DIM)
    return Words.assemble("Ask for people in your own words, or type: ", shown, "\n", leaving)


def forget_output(stdout: TextIO) -> None:
    """Nobody reads it any more, or it has no room: what is still buffered must not raise when the interpreter ends."""
    if stdout is sys.stdout:
        with suppress(OSError, ValueError):  # it may be no file
            os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
