"""What a command's reply still lacks when it was run: whom it names, its colour, and the line that shows it again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.chat.command import Command
from bot.chat.messages import Reply, Request
from bot.records import Candidate
from bot.stages import colour


def subjects_of(found: Mapping[str, Any]) -> tuple[int, ...]:
    """The numbers of the people that the first such value is about."""
    for value in found.values():
        people = value if isinstance(value, tuple) else (value,)
        if numbers := tuple(one.number for one in people if isinstance(one, Candidate)):
            return numbers
    return ()


def naming(reply: Reply, subjects: tuple[int, ...]) -> Reply:
    """With those whom the line is about among the named."""
    return replace(reply, names=(*reply.names, *subjects)) if subjects else reply


def coloured(reply: Reply) -> Reply:
    """With the colour of the stage that it names: only here it is known which stages there are."""
    return replace(reply, stage=colour(reply.stage)) if reply.stage else reply


def told_again(reply: Reply, request: Request, command: Command, line: str) -> Reply:
    """With the line that shows it again, where the command says none itself and only looked."""
    if reply.line or reply.form or command.changes or request.values or request.uploads:
        return reply
    return replace(reply, line=f"{command.name} {line}".strip())
