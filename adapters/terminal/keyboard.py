"""A person at the keyboard: line editing with history, completion from the core, and forms asked field by field."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from shutil import get_terminal_size

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from rich.text import Text as Words

from adapters.base import Core
from adapters.terminal.lines import wrap
from adapters.terminal.render import PAGE
from adapters.terminal.words import one_line
from bot.chat.command import Command, Parameter
from bot.chat.messages import Form, FormField, Request

PROMPT = "> "
FEW = 8
"""Options that fit one line together."""


class PromptKeyboard:
    """Prompts on the terminal. Ctrl-C clears the line or leaves a form, Ctrl-D ends the chat."""

    def __init__(self, core: Core, request: Callable[[str], Request]) -> None:
        self._lines: PromptSession[str] = PromptSession(
            history=_history(), completer=CommandCompleter(core, request), complete_in_thread=True
        )
        self._fields: PromptSession[str] = PromptSession(history=InMemoryHistory())

    def line(self) -> str | None:
        while True:
            try:
                return self._lines.prompt(PROMPT)
            except KeyboardInterrupt:
                continue
            except EOFError:
                return None

    def fill(self, form: Form) -> Mapping[str, str] | None:
        print(one_line(form.title))  # noqa: T201
        try:
            return {field.name: self._value(field) for field in form.fields}
        except (KeyboardInterrupt, EOFError):
            return None

    def _value(self, field: FormField) -> str:
        """What is typed for the field; asked again while it does not fit."""
        for line in explained(field, min(get_terminal_size().columns, PAGE)):
            print(line)  # noqa: T201
        while True:
            typed = self._fields.prompt(f"{one_line(field.label)}: ", default=one_line(field.value)).strip()
            choice = field.options and not field.picks
            value = (several if field.several else chosen)(field, typed) if choice else typed
            if value or not (typed or field.required):
                return value


def explained(field: FormField, width: int) -> list[str]:
    """What a field asks for and may hold; options that say more than their own name have a line each."""
    optional = "" if field.required else "may be left empty"
    telling = [label for value, label in field.options if len(field.options) > FEW and label != value]
    names = ", ".join(label for _, label in field.options if label not in telling)
    paragraphs = [" · ".join(filter(None, (field.hint, "" if telling else names, optional))), *telling]
    paragraphs += [names] if telling else []
    rows = (wrap(Words(one_line(part)), width, first="  ", indent="  ") for part in paragraphs if part)
    return [line.plain for lines in rows for line in lines]


def chosen(field: FormField, typed: str) -> str:
    """The value of the option that is meant: by value, by label, or by the only start that fits; empty where none is."""
    wanted = typed.casefold()
    for value, label in field.options:
        if wanted in (value.casefold(), label.casefold()):
            return value
    fitting = [value for value, label in field.options if label.casefold().startswith(wanted)]
    return fitting[0] if len(fitting) == 1 else ""


def several(field: FormField, typed: str) -> str:
    """The values of the options that are meant, each as `chosen` takes it; empty where one is none."""
    values = [chosen(field, part.strip()) for part in typed.split(",") if part.strip()]
    return ",".join(values) if all(values) else ""


def _history() -> History:
    """Kept in the user's state folder; in memory where that cannot be written."""
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    path = state / "recruitbot" / "history"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with path.open("ab"):
            return FileHistory(str(path))
    except (OSError, RuntimeError):
        return InMemoryHistory()


# ---------------------------------------------------------------- completion


class CommandCompleter(Completer):
    """Names of commands, then what the core offers for the parameter under the cursor."""

    def __init__(self, core: Core, request: Callable[[str], Request]) -> None:
        self._core, self._request = core, request

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        commands = {one.name: one for one in self._core.commands}
        word, space, rest = document.text_before_cursor.lstrip().partition(" ")
        if not space:
            for name, one in commands.items():
                if word and name.startswith(word.casefold()) and not one.hidden:
                    yield Completion(name, -len(word), display_meta=one.summary)
            return
        if (command := commands.get(word.casefold())) is None:
            return
        for parameter, typed in _under_cursor(command, rest):
            for choice in self._core.complete(self._request(typed), command.name, parameter.name):
                yield Completion(one_line(choice.value), -len(typed), display=one_line(choice.label))


def _under_cursor(command: Command, rest: str) -> Iterable[tuple[Parameter, str]]:
    """The parameters that the end of the line may belong to, each with what is typed of it."""
    positional = [one for one in command.parameters if not one.option and one.kind != "file"]
    if not positional:
        return
    first, last = positional[0], rest.rpartition(" ")[2]
    if first.kind in ("who", "people", "line") or " " not in rest:
        yield first, rest
    if " " in rest and len(positional) > 1 and positional[1].kind in ("choice", "stage", "opening", "word", "field"):
        yield positional[1], last
