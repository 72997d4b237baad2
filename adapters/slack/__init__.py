"""Slack's adapter; nothing here knows of storage."""

from adapters.base import Core
from adapters.slack.client import SlackAdapter
from bot.installations import Installations
from bot.settings import Settings

__all__ = ["SlackAdapter", "create"]


def create(settings: Settings, core: Core, installations: Installations | None = None) -> SlackAdapter:
    return SlackAdapter(settings, core, installations=installations)
