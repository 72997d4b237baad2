"""Whom a reply names: for what stays on a platform, so that it is found when one of them is erased."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from bot.chat.messages import FileOut, Reply

_NUMBER = re.compile(r"(?<![\w#])#(\d{1,9})(?!\w)")


def named(reply: Reply) -> tuple[int, ...]:
    """The numbers of everybody who is named or shown.

    Whoever is shown can be acted on, so their number stands in a button or beside the name; for the others the reply
    says so itself (`Reply.names`). A number too many costs nothing. Whom a quoted line of another's CV mentions is not
    named by it, nor is somebody who was erased by the number that is left.
    """
    numbers = {*((reply.about,) if reply.about else ()), *reply.people, *reply.names}
    found = numbers | {int(one) for text in _texts(reply) for one in _NUMBER.findall(text)}
    return tuple(sorted(found - {*reply.erased}))


def _texts(value: Any) -> Iterator[str]:
    """Every text inside, be it words or a command line; of files only the name."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, FileOut):
        yield value.name
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
