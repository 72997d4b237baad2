"""The one registry that every command of this program is declared in."""

from bot.chat.command import Registry

commands = Registry()
