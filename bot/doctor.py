"""What stands in the way of a working bot, and what to do about each fault."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; ``advice`` is empty where all is well."""

    subject: str
    state: str
    advice: str = ""


Probe = Callable[[Settings], str]
"""Asks a platform who we are; returns that. Raises with a reason for people."""


def findings(settings: Settings, *, database: Callable[[], str], slack: Probe, discord: Probe) -> Iterator[Finding]:
    """Every check in turn; a platform without a token is skipped and said so."""
    yield _tried("database", "the database", database)
    yield from _slack(settings, slack)
    if settings.discord_token.get_secret_value():
        yield _tried("discord", "the connection", lambda: discord(settings))
    else:
        yield Finding("discord", "no DISCORD_TOKEN: not used")


def _slack(settings: Settings, probe: Probe) -> Iterator[Finding]:
    if not settings.slack_bot_token.get_secret_value():
        half = bool(settings.slack_app_token.get_secret_value())
        advice = "Set it beside SLACK_APP_TOKEN: docs/setup-slack.md." if half else ""
        yield Finding("slack", "no SLACK_BOT_TOKEN" + ("" if half else ": not used"), advice)
        return
    yield _tried("slack", "the connection", lambda: probe(settings))
    if not settings.slack_app_token.get_secret_value() and not settings.slack_signing_secret.get_secret_value():
        yield Finding("slack", "no way in", "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).")


def _tried(subject: str, what: str, attempt: Callable[[], str]) -> Finding:
    try:
        return Finding(subject, attempt())
    except Exception as error:  # noqa: BLE001 - whatever is wrong is the finding
        return Finding(subject, f"{what} does not work", str(error) or type(error).__name__)
