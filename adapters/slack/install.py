"""Installing into a workspace by OAuth: Bolt's flow, with states and tokens kept by the store, and pages of our own."""

import logging
import re
import secrets
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.error import BoltError
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import CallbackOptions, FailureArgs, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.oauth import InstallationStore, OAuthStateStore
from slack_sdk.oauth.installation_store import Installation as Granted

from adapters.slack import pages
from adapters.slack.api import FAILURES, Api, refusal
from adapters.slack.homes import PLATFORM
from adapters.slack.listeners import bolt_log
from adapters.slack.pages import Page
from adapters.slack.scopes import SCOPES
from bot.installations import STATE_KEPT, Installation, Installations
from bot.records import Workspace
from bot.settings import Settings
from bot.store import Unavailable

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

HEADERS = (
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
)
"""The address of the way back holds a code and a state: nobody is to keep it or pass it on."""
_ID = re.compile(r"[A-Z][A-Z0-9]{1,20}")

log = logging.getLogger(__name__)


class Install:
    """The WSGI applications ``begin``, behind ``/slack/install``, and ``finish``, behind ``/slack/oauth_redirect``."""

    def __init__(
        self,
        settings: Settings,
        installations: Installations,
        api: Callable[[str], Api],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        states = _States(installations, clock)
        flow = OAuthSettings(
            client_id=settings.slack_client_id,
            client_secret=settings.slack_client_secret.get_secret_value(),
            scopes=sorted(SCOPES),
            authorization_url=settings.slack_authorize_url,
            callback_options=CallbackOptions(success=_installed, failure=_refused),
            installation_store=_Keys(installations, api, clock),
            state_store=states,
            state_expiration_seconds=int(STATE_KEPT.total_seconds()),
            logger=bolt_log,
        )
        flow.redirect_uri = None  # Bolt would take it from the environment; Slack knows the app's
        self._flow = _Flow(client=api("").client, logger=bolt_log, settings=flow)

    def begin(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return self._answered(environ, start_response, self._flow.handle_installation)

    def finish(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return self._answered(environ, start_response, self._flow.handle_callback)

    def _answered(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        handle: Callable[[BoltRequest], BoltResponse],
    ) -> Iterable[bytes]:
        answer = _answer(environ, handle)
        body = (answer.body or "").encode()
        cookies = [("Set-Cookie", one) for one in answer.headers.get("set-cookie", ())]
        kind = ("Content-Type", "text/html; charset=utf-8")
        start_response(_status(answer.status), [kind, ("Content-Length", str(len(body))), *HEADERS, *cookies])
        return [body]


def _answer(environ: "WSGIEnvironment", handle: Callable[[BoltRequest], BoltResponse]) -> BoltResponse:
    """What Bolt makes of the request; whatever goes wrong is a page, too."""
    if environ.get("REQUEST_METHOD") != "GET":
        return _page(pages.NO_SUCH_WAY, 405)
    try:
        headers = {"cookie": environ.get("HTTP_COOKIE", "")}
        return handle(BoltRequest(body="", query=environ.get("QUERY_STRING", ""), headers=headers))
    except Unavailable:
        return _page(pages.STORE_AWAY, 503)
    except FAILURES as error:
        log.warning("an install broke off: %s", refusal(error))
        return _page(pages.AWAY, 503)
    except Exception as error:  # noqa: BLE001 - a traceback is no page; the error's own words may hold a token
        log.warning("an install broke off: %s", type(error).__name__)
        return _page(pages.BROKEN, 500)


class _Flow(OAuthFlow):
    """Bolt's, with an address that nobody can add to, and a page of ours."""

    def build_authorize_url(self, state: str, request: BoltRequest) -> str:
        """``team`` is Slack's, in a link of its directory: which workspace to offer first."""
        asked = {"client_id": self.client_id, "scope": ",".join(self.settings.scopes or ()), "user_scope": ""}
        team = next(iter(request.query.get("team", ())), "")
        chosen = {"team": team} if _ID.fullmatch(team) else {}
        return f"{self.settings.authorization_url}?{urlencode({**asked, 'state': state, **chosen}, safe=',:')}"

    def build_install_page_html(self, url: str, request: BoltRequest) -> str:  # noqa: ARG002
        return pages.beginning(url).html()


class _States(OAuthStateStore):
    def __init__(self, installations: Installations, clock: Callable[[], datetime]) -> None:
        self._installations, self._clock = installations, clock

    def issue(self, *_args: object, **_more: object) -> str:
        state = secrets.token_urlsafe(32)
        self._installations.issue_state(state, at=self._clock())
        return state

    def consume(self, state: str) -> bool:
        return self._installations.consume_state(state, at=self._clock())


class _Keys(InstallationStore):
    """What Bolt hands over once Slack has given a token."""

    def __init__(self, installations: Installations, api: Callable[[str], Api], clock: Callable[[], datetime]) -> None:
        self._installations, self._api, self._clock = installations, api, clock

    def save(self, installation: Granted) -> None:
        found = installation
        whole = bool(found.is_enterprise_install)
        place = (found.enterprise_id if whole else found.team_id) or ""
        if not (found.bot_token and found.bot_user_id and place):
            raise BoltError("Slack gave no token for a bot")
        api = self._api(found.bot_token)
        ends = found.bot_token_expires_at if found.bot_refresh_token else None
        url = str(api.patiently(api.client.auth_test).get("url") or "")
        self._installations.install(
            Installation(
                workspace=Workspace(PLATFORM, place),
                whole=whole,
                name=str((found.enterprise_name if whole else found.team_name) or ""),
                token=found.bot_token,
                bot=found.bot_user_id,
                bot_id=found.bot_id or "",
                url=url,
                installer=found.user_id or "",
                at=self._clock(),
                refresh=found.bot_refresh_token or "",
                ends=datetime.fromtimestamp(ends, UTC) if ends else None,
            )
        )
        log.info("Slack: installed in %s", place)


def _installed(args: SuccessArgs) -> BoltResponse:
    found = args.installation
    app, team = found.app_id or "", found.team_id or ""
    there = _ID.fullmatch(app) and _ID.fullmatch(team)
    link = f"https://slack.com/app_redirect?{urlencode({'app': app, 'team': team})}" if there else ""
    name = found.enterprise_name if found.is_enterprise_install else found.team_name
    return _page(pages.installed(str(name or ""), link), 200, args.settings)


def _refused(args: FailureArgs) -> BoltResponse:
    log.info("an install was not made: %s", args.reason if args.reason in pages.REASONS else "by Slack's word")
    page = pages.BROKEN if isinstance(args.error, BoltError) else pages.refused(args.reason)
    return _page(page, args.suggested_status_code, args.settings)


def _page(page: Page, status: int, settings: OAuthSettings | None = None) -> BoltResponse:
    """Where the flow has ended, the browser forgets its state."""
    gone = [settings.state_utils.build_set_cookie_for_deletion()] if settings else []
    return BoltResponse(status=status, body=page.html(), headers={"Set-Cookie": gone})


def _status(code: int) -> str:
    words = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 405: "Method Not Allowed", 503: "Service Unavailable"}
    return f"{code} {words.get(code, 'Error')}"
