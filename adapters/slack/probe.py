"""Looks at Slack's side of the set-up, for `doctor`: are the tokens good, and do they carry the scopes?"""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from adapters.slack.scopes import SCOPES, offered
from bot.installations import Installation, Installations
from bot.records import Workspace
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


def installs(settings: Settings, installations: Installations | None) -> str:
    """In how many workspaces the bot was installed. Raises ConnectionError with what to do where anything is wrong."""
    if installations is None:
        raise ConnectionError("SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are not set.")
    _check_client(settings)
    if lost := installations.unopened("slack"):
        raise ConnectionError(
            f"SECRET_KEY does not open the tokens of {', '.join(one.id for one in lost)}: put the key before it back behind "
            "it, after a comma, or have the bot installed there again."
        )
    found = installations.installed("slack")
    refused = [f"{one.name} ({one.workspace.id})" for one in found if not _lives(settings, one)]
    if refused:
        raise ConnectionError(f"Slack refuses the tokens of {', '.join(refused)}: have the bot installed there again.")
    return f"{len(found)} workspaces installed the bot" if len(found) != 1 else f"{found[0].name} installed the bot"


def groups(settings: Settings, workspace: Workspace, installations: Installations | None) -> frozenset[str]:
    """The ids of the workspace's user groups that are in use. Raises ConnectionError where Slack does not say."""
    found = installations.installation(workspace) if installations else None
    token = found.token if found else settings.slack_bot_token.get_secret_value()
    if installations and _call(settings, token, "auth.test", "SLACK_BOT_TOKEN")["team_id"] != workspace.id:
        raise ConnectionError("The token is another workspace's.")
    return frozenset(one["id"] for one in _call(settings, token, "usergroups.list", "SLACK_BOT_TOKEN")["usergroups"])


def _check_client(settings: Settings) -> None:
    """Slack looks at id and secret before it looks at the code, which is none."""
    client = WebClient(base_url=settings.slack_api_url.rstrip("/") + "/", timeout=ATTEMPT, retry_handlers=[])
    secret = settings.slack_client_secret.get_secret_value()
    try:
        client.oauth_v2_access(client_id=settings.slack_client_id, client_secret=secret, code="doctor")
    except SlackApiError as error:
        word = str(error.response.get("error"))
        if word in ("invalid_client_id", "bad_client_secret"):
            setting = "SLACK_CLIENT_ID" if word == "invalid_client_id" else "SLACK_CLIENT_SECRET"
            raise ConnectionError(f"Slack refuses {setting}. Copy it again from the app's page at Slack.") from None
    except (SlackClientError, OSError) as error:
        raise ConnectionError(f"Slack does not answer at {settings.slack_api_url} ({type(error).__name__}).") from None


def _lives(settings: Settings, installation: Installation) -> bool:
    try:
        _call(settings, installation.token, "auth.test", "")
    except ConnectionError:
        return False
    return True


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
