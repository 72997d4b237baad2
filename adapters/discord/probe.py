"""Looks at Discord's side of the set-up, for `doctor`: is the token good, and is the bot in the named server?"""

import json
import urllib.error
import urllib.request
from typing import Any

from bot.settings import Settings

ATTEMPT = 10
"""Seconds."""
CONTENT, CONTENT_LIMITED = 1 << 18, 1 << 19
"""Flags of an application that may read what others write."""
AGENT = "DiscordBot (recruitbot, 0.1)"


def probe(settings: Settings) -> str:
    """Who the bot is, and what more it could do. Raises ConnectionError with what to do where anything is wrong."""
    me = _get(settings, "/users/@me", "Copy the bot's token from its page at Discord into DISCORD_TOKEN.")
    where = "in every server it is invited to"
    if settings.discord_guild:
        advice = "Invite the bot to that server (docs/setup-discord.md), or correct DISCORD_GUILD."
        where = f"in {_get(settings, f'/guilds/{settings.discord_guild}', advice)['name']}"
    return f"{me['username']} {where}; {_content(settings)}"


def _content(settings: Settings) -> str:
    """What the one intent adds that is of use; none is needed."""
    flags = int(_get(settings, "/applications/@me", "Try again.").get("flags") or 0)
    if flags & (CONTENT | CONTENT_LIMITED):
        return "Message Content is on: whole threads are saved, CVs dropped in a channel are read"
    return (
        "Message Content is off and not needed: it would add saving whole threads, and reading CVs dropped in a channel "
        "(docs/setup-discord.md)"
    )


def roles(settings: Settings, guild: str) -> frozenset[str]:
    """The ids of the server's roles. Raises ConnectionError where Discord does not say."""
    return frozenset(one["id"] for one in _get(settings, f"/guilds/{guild}/roles", "Invite the bot to that server."))


def _get(settings: Settings, path: str, advice: str) -> Any:
    token = settings.discord_token.get_secret_value()
    headers = {"Authorization": f"Bot {token}", "User-Agent": AGENT}
    request = urllib.request.Request(settings.discord_api_url.rstrip("/") + path, headers=headers)  # noqa: S310 - our own setting
    try:
        with urllib.request.urlopen(request, timeout=ATTEMPT) as reply:  # noqa: S310
            return json.load(reply)
    except urllib.error.HTTPError as error:
        raise ConnectionError(f"Discord answers {error.code}. {advice}") from None
    except (OSError, ValueError) as error:
        raise ConnectionError(
            f"Discord does not answer at {settings.discord_api_url} ({type(error).__name__})."
        ) from None
