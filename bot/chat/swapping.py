"""Spans of a reply in another form, where its readers are elsewhere or others read it, too."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from bot.chat.messages import Block, Code, Mentioned, Reply, Span, Typed

T = TypeVar("T", Mentioned, Typed)


def unmentioned(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with a name in place of every mention, so that nobody is called."""
    named: tuple[Block, ...] = _swapped(blocks, Mentioned, lambda one: one.text)
    return named


def typed_behind(reply: Reply, before: str) -> Reply:
    """With its command lines as they are typed where it is read: bare in direct messages, behind a mention in threads.

    Those for a channel are left as they are.
    """
    blocks = _swapped(reply.blocks, Typed, lambda one: one if one.in_channel else Code(f"{before} {one.line}".strip()))
    otherwise = typed_behind(reply.otherwise, before) if reply.otherwise else None
    thread = typed_behind(reply.thread, before) if reply.thread else None
    same = blocks is reply.blocks and otherwise is reply.otherwise and thread is reply.thread
    return reply if same else replace(reply, blocks=blocks, otherwise=otherwise, thread=thread)


def _swapped(value: Any, kind: type[T], into: Callable[[T], Span]) -> Any:
    """The value itself where there is no such span in it."""
    if isinstance(value, kind):
        return into(value)
    if isinstance(value, tuple):
        swapped = tuple(_swapped(one, kind, into) for one in value)
        return value if all(new is old for new, old in zip(swapped, value, strict=True)) else swapped
    if is_dataclass(value) and not isinstance(value, type):
        parts = {one.name: getattr(value, one.name) for one in fields(value)}
        changed = {name: new for name, old in parts.items() if (new := _swapped(old, kind, into)) is not old}
        return replace(value, **changed) if changed else value
    return value
