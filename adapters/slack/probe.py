"""Looks at Slack's side of the set-up, for `doctor`: are the tokens good, and do they carry the scopes?"""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from adapters.slack.scopes import SCOPES, offered
from bot.settings import Settings

ATTEMPT = 10
"""Seconds."""


def probe(settings: Settings) -> str:
    """Who the bot is in which workspace. Raises ConnectionError with what to do where anything is wrong."""
    bot, app = (one.get_secret_value() for one in (settings.slack_bot_token, settings.slack_app_token))
    who = _call(settings, bot, "auth.test", "SLACK_BOT_TOKEN")
    granted = frozenset(str(who.headers.get("x-oauth-scopes", "")).replace(" ", "").split(",")) - {""}
    if granted and (lacking := SCOPES - granted):
        raise ConnectionError(
            f"The app lacks {', '.join(sorted(lacking))}: add them and install it again (docs/setup-slack.md)."
        )
    if app:
        _call(settings, app, "apps.connections.open", "SLACK_APP_TOKEN")
    way = "Socket Mode" if app else "HTTP"
    more = f" (not needed: {offered(granted)})" if granted and offered(granted) else ""
    return f"{who['user']} in {who['team']}, {way}{more}"


def groups(settings: Settings) -> frozenset[str]:
    """The ids of the workspace's user groups that are in use. Raises ConnectionError where Slack does not say."""
    token = settings.slack_bot_token.get_secret_value()
    return frozenset(one["id"] for one in _call(settings, token, "usergroups.list", "SLACK_BOT_TOKEN")["usergroups"])


def _call(settings: Settings, token: str, method: str, setting: str) -> SlackResponse:
    client = WebClient(token, base_url=settings.slack_api_url.rstrip("/") + "/", timeout=ATTEMPT, retry_handlers=[])
    try:
        return client.api_call(method)
    except SlackApiError as error:
        word = error.response.get("error", "unknown") if error.response else "unknown"
        raise ConnectionError(
            f"Slack refuses {setting} ({word}). Copy it again from the app's page at Slack."
        ) from None
    except (SlackClientError, OSError) as error:
        raise ConnectionError(f"Slack does not answer at {settings.slack_api_url} ({type(error).__name__}).") from None
