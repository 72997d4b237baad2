"""Discord: slash command, direct messages, mentions, buttons, menus and forms, over one gateway connection."""

import warnings

with warnings.catch_warnings():  # discord.py brings a voice player, whose import warns about Python 3.13
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    from adapters.discord.adapter import Discord

from adapters.base import Adapter, Core
from bot.settings import Settings

__all__ = ["create"]


def create(settings: Settings, core: Core) -> Adapter:
    return Discord(settings, core)
