"""Mentions in what others read, too: the name alone, so that nobody is called."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from bot.chat.messages import Block, Mentioned


def unmentioned(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with a name in place of every mention."""
    return tuple(_plain(block) for block in blocks)


def _plain(value: Any) -> Any:
    if isinstance(value, Mentioned):
        return value.text
    if isinstance(value, tuple):
        return tuple(_plain(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _plain(getattr(value, one.name)) for one in fields(value)})
    return value
