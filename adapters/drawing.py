"""What is the same on every platform that draws a reply as messages; pure."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from bot.chat.messages import Block, Reply
from bot.chat.swapping import unmentioned

DOTS = {
    "new": "🔵",
    "screening": "🟡",
    "interview": "🟣",
    "offer": "🟠",
    "hired": "🟢",
    "rejected": "⚫",
    "withdrawn": "⚪",
}
"""The marks of stages, where there are no colours for words."""

T = TypeVar("T")


def in_messages(reply: Reply, drawn: Callable[[Reply], list[T]]) -> list[T]:
    """The messages to send, in order; the first holds the answer. In less where that takes several, and there is less.

    What the reply has for its thread comes last.
    """
    found = drawn(reply)
    if len(found) > 1 and reply.otherwise:
        return in_messages(replace(reply.otherwise, private=reply.private), drawn)
    behind = replace(reply.thread, private=reply.private) if reply.thread else None
    return [*found, *(in_messages(behind, drawn) if behind else ())]


def for_its_readers(reply: Reply) -> tuple[Block, ...]:
    """The blocks as its readers see them: what others see calls nobody."""
    return reply.blocks if reply.private else unmentioned(reply.blocks)
