"""Channels as people name them in a line: a mention, an address written out, or ``#hiring``."""

import re

from bot.chats import NAMES

MENTION = re.compile(r"<#(?P<id>[A-Za-z0-9]{1,40})(?:\|(?P<name>[^<>]{0,100}))?>")
ADDRESS = re.compile(rf"(?P<platform>{NAMES}):(?P<workspace>\w{{1,40}}):(?P<id>\w{{1,40}})")
NAMED = re.compile(r"#(?P<name>[\d-]{0,99}[^\s#,<>|\d-][^\s#,<>|]{0,99})")
"""``#214`` and ``#14-#17`` are people."""


def is_channel(text: str) -> bool:
    return any(one.fullmatch(text) for one in (MENTION, ADDRESS, NAMED))


def first_channel(texts: list[str]) -> int:
    """How many of the words stand before the first one that names a channel; all of them where none does."""
    return next((at for at, text in enumerate(texts) if is_channel(text)), len(texts))
