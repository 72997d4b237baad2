"""Which platforms a call means, and what the settings lack for them."""

from collections.abc import Sequence

from bot.calls import WrongCall
from bot.settings import Settings

PLATFORMS = ("slack", "discord", "web")


def wanted(settings: Settings, platforms: Sequence[str]) -> set[str]:
    """What to start. `WrongCall` naming the settings that are missing."""
    bot, app, signing, discord = (
        bool(secret.get_secret_value())
        for secret in (
            settings.slack_bot_token,
            settings.slack_app_token,
            settings.slack_signing_secret,
            settings.discord_token,
        )
    )
    many = bool(settings.slack_client_id)
    there = {name for name, has in (("slack", bot or many), ("discord", discord)) if has}
    asked = set(platforms) or there
    missing: list[str] = []
    if (asked & {"slack", "web"} or app) and not (bot or many):
        missing.append("SLACK_BOT_TOKEN is not set: docs/setup-slack.md says where it comes from.")
    if "slack" in asked and (bot or many) and not app and not signing:
        beside = "SLACK_BOT_TOKEN" if bot else "SLACK_CLIENT_ID"
        missing.append(f"SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is not set beside {beside}.")
    if "web" in asked and not signing and not (many and app):
        missing.append("SLACK_SIGNING_SECRET is not set: without it nothing can come in over HTTP.")
    if "discord" in asked and not discord:
        missing.append("DISCORD_TOKEN is not set: docs/setup-discord.md says where it comes from.")
    if not asked and not missing:
        missing.append(
            "No platform has its tokens. Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (docs/setup-slack.md), "
            "or DISCORD_TOKEN (docs/setup-discord.md), in the environment or in .env.\n"
            "Without them: recruitbot chat"
        )
    if missing:
        raise WrongCall("\n".join(missing))
    return asked
