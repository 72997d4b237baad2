"""Slack's Web API as this adapter uses it: nothing is sent twice, and Slack's "wait" is obeyed."""

import json
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from functools import partial
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError, SlackRequestError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from adapters.slack import files
from adapters.slack.spans import Json
from adapters.slack.tables import REFUSALS, Tables, as_lists, has_table
from bot.chat.messages import FileOut, Upload
from bot.digests.post import Undeliverable

log = logging.getLogger(__name__)
quiet = logging.getLogger("adapters.slack.sdk")
quiet.setLevel(logging.INFO)
"""For the SDK: at DEBUG it would write tokens and the text of CVs."""

TIMEOUT = 20
PAGE = 200
"""Messages of a thread, or workspaces of a company."""
MOST_PAGES = 50
LAST = 50
"""Messages of a channel among which a post is looked for."""
LOOKED_THROUGH = 2
"""Pages of a channel in which one of an earlier process is looked for."""
LONGEST_WAIT = 60.0
LONGEST_WORD = 60
FAILURES = (SlackClientError, OSError)
"""All that a call can raise. OSError: the connection; `URLError` is one."""

UNDELETABLE = frozenset(("cant_delete_message", "compliance_exports_prevent_deletion"))
"""A message stays, whatever is tried; what it says may still be changed."""
LASTING = UNDELETABLE | frozenset(
    (
        "account_inactive",
        "cannot_dm_bot",
        "cant_update_message",
        "channel_is_archived",
        "channel_not_found",
        "edit_window_closed",
        "ekm_access_denied",
        "invalid_arguments",
        "invalid_auth",
        "invalid_blocks",
        "invalid_blocks_format",
        "is_archived",
        "messages_tab_disabled",
        "missing_scope",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "not_in_channel",
        "org_login_required",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "team_access_not_granted",
        "team_not_found",
        "token_expired",
        "token_revoked",
        "user_disabled",
        "user_not_found",
    )
)
UNCERTAIN = frozenset(("fatal_error", "internal_error", "service_unavailable"))
"""Slack says of these that part of the work may have been done."""


Send = Callable[[Json], SlackResponse]


class Api:
    """One bot token's calls. ``stopping`` cuts waits short."""

    def __init__(self, token: str, base_url: str, stopping: threading.Event) -> None:
        self.base_url = base_url.rstrip("/") + "/"
        self.token = token
        self.client = WebClient(token, base_url=self.base_url, timeout=TIMEOUT, retry_handlers=[], logger=quiet)
        self._waits: Callable[[float], bool] = stopping.wait
        """Lets the time pass; True where nothing is waited for any more."""
        self._dms: dict[str, str] = {}
        self._tables = Tables()

    def waiting_by(self, waits: Callable[[float], bool]) -> "Api":
        """The same, which lets the time that Slack asks for pass in another way."""
        made = copy(self)
        made._waits = waits  # noqa: SLF001 - its own
        return made

    def patiently(self, call: Callable[[], SlackResponse]) -> SlackResponse:
        """The call's answer; made again after the seconds that Slack asks to wait, and for no other reason."""
        waited = 0.0
        while True:
            try:
                return call()
            except SlackApiError as error:
                wait = _wait(error.response.status_code, error.response.headers)
                if wait is None or waited + wait > LONGEST_WAIT or self._waits(wait):
                    raise
                waited += wait

    def respond(self, url: str, message: Json) -> bool:
        """Answer by an interaction's own address; False where Slack does not take it (any more), or nobody is there."""
        if not has_table(message):
            return not self._responded(url, message)
        reason = self._responded(url, message) if self._tables.taken else next(iter(REFUSALS))
        if reason not in REFUSALS:
            return not reason
        first, *rest = as_lists(message)
        if self._responded(url, first):
            return False
        self._tables.refused()
        return all(not self._responded(url, {**one, "replace_original": False}) for one in rest)

    def _responded(self, url: str, message: Json) -> str:
        """Why Slack did not take it; empty where it did."""
        waited = 0.0
        client = WebhookClient(url, timeout=TIMEOUT, retry_handlers=[], logger=quiet)
        while True:
            try:
                answer = client.send_dict(message)
            except URLError as error:
                if not _never_sent(error.reason):
                    raise
                log.warning("Slack cannot be reached by an answer's own address")
                return "unreachable"
            if answer.status_code == 200:
                return ""
            wait = _wait(answer.status_code, answer.headers)
            if wait is None or waited + wait > LONGEST_WAIT or self._waits(wait):
                log.warning("Slack did not take an answer: status %s", answer.status_code)
                return _word(answer.body) or f"status {answer.status_code}"
            waited += wait

    def message(self, channel: str, message: Json, **more: Any) -> str:
        """Post to a channel or DM; the message's id."""

        def post(shown: Json) -> SlackResponse:
            return self.client.chat_postMessage(
                channel=channel, **shown, **more, unfurl_links=False, unfurl_media=False
            )

        return str(self._shown(message, post, post)["ts"])

    def channel(self, channel: str) -> Mapping[str, Any]:
        """What Slack knows of a channel, with how many are in it."""
        return self.patiently(lambda: self.client.conversations_info(channel=channel, include_num_members=True)).get(
            "channel", {}
        )

    def newest(self, channel: str) -> Sequence[Mapping[str, Any]]:
        """The last messages of a channel, with what the bot wrote down with its own."""
        answer = self.patiently(
            lambda: self.client.conversations_history(channel=channel, include_all_metadata=True, limit=LAST)
        )
        return answer.get("messages") or ()

    def since(self, channel: str, moment: float) -> Sequence[Mapping[str, Any]]:
        """The first messages of a channel after the moment, in seconds since 1970, as `newest` tells them.

        Of an app that Slack lets read 15 a minute only so many as a post may wait for.
        """
        found: list[Mapping[str, Any]] = []
        cursor: str | None = None
        for _ in range(LOOKED_THROUGH):
            page = self.patiently(
                lambda cursor=cursor: self.client.conversations_history(  # type: ignore[misc]
                    channel=channel, include_all_metadata=True, oldest=f"{moment:.6f}", limit=PAGE, cursor=cursor
                )
            )
            found += page.get("messages") or ()
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                break
        return found

    def delete(self, channel: str, ts: str) -> None:
        """One of the bot's own messages; what was handed out as a file is deleted as one."""
        if ts.startswith("F"):
            self.patiently(lambda: self.client.files_delete(file=ts))
        else:
            self.patiently(lambda: self.client.chat_delete(channel=channel, ts=ts))

    def ephemeral(self, channel: str, user: str, message: Json, **more: Any) -> None:
        def post(shown: Json) -> SlackResponse:
            return self.client.chat_postEphemeral(channel=channel, user=user, **shown, **more)

        self._shown(message, post, post)

    def update(self, channel: str, ts: str, message: Json, **more: Any) -> None:
        self._shown(
            message,
            lambda shown: self.client.chat_update(channel=channel, ts=ts, **shown, **more),
            lambda shown: self.client.chat_postMessage(channel=channel, **shown),
        )

    def _shown(self, message: Json, send: Send, go_on: Send) -> SlackResponse:
        """Send the message; without its table where the workspace takes none, continued by further ones if it must be."""
        if self._tables.taken or not has_table(message):
            try:
                return self.patiently(partial(send, message))
            except SlackApiError as error:
                if refusal(error) not in REFUSALS or not has_table(message):
                    raise
        first, *rest = as_lists(message)
        sent = self.patiently(partial(send, first))
        self._tables.refused()
        for one in rest:
            self.patiently(partial(go_on, one))
        return sent

    def remove(self, channel: str, ts: str) -> None:
        """Take away a message of the bot's own."""
        self.patiently(lambda: self.client.chat_delete(channel=channel, ts=ts))

    def open(self, trigger: str, view: Json, *, on_top: bool = False) -> tuple[str, str]:
        """Open a modal, or lay it on the one that is open; its id and hash.

        Not repeated, for a trigger is good for three seconds only.
        """
        put = self.client.views_push if on_top else self.client.views_open
        made = put(trigger_id=trigger, view=view).get("view") or {}
        return str(made.get("id", "")), str(made.get("hash", ""))

    def redraw(self, view: Json, *, view_id: str = "", external: str = "", seen: str = "") -> None:
        """Show something else in a modal that is open; only in what still has the hash ``seen``, where one is given."""
        which = {"external_id": external} if external else {"view_id": view_id}
        self.patiently(lambda: self.client.views_update(view=view, hash=seen or None, **which))

    def publish(self, user: str, view: Json, *, seen: str = "") -> None:
        """Show it as somebody's Home tab; ``seen`` as in `redraw`."""
        self.patiently(lambda: self.client.views_publish(user_id=user, view=view, hash=seen or None))

    def dm(self, user: str) -> str:
        """The channel of the direct messages with somebody."""
        if user not in self._dms:
            answer = self.patiently(lambda: self.client.conversations_open(users=user))
            self._dms[user] = str(answer["channel"]["id"])
        return self._dms[user]

    def teams(self) -> frozenset[str]:
        """The ids of the workspaces that a token for a whole company reaches."""
        found: set[str] = set()
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            page = self.patiently(partial(self.client.auth_teams_list, cursor=cursor, limit=PAGE))
            found |= {str(one["id"]) for one in page.get("teams") or ()}
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                break
        return frozenset(found)

    def replies(self, channel: str, thread: str, cursor: str) -> SlackResponse:
        """A page of a thread's messages, oldest first."""
        return self.patiently(
            lambda: self.client.conversations_replies(channel=channel, ts=thread, cursor=cursor or None, limit=PAGE)
        )

    def followers(self, channel: str, thread: str) -> Sequence[Mapping[str, Any]]:
        """The first messages of a thread, as `newest` tells those of a channel."""
        answer = self.patiently(
            lambda: self.client.conversations_replies(channel=channel, ts=thread, include_all_metadata=True, limit=PAGE)
        )
        return answer.get("messages") or ()

    def file(self, number: str) -> Mapping[str, Any]:
        """What Slack knows of a file."""
        return self.patiently(lambda: self.client.files_info(file=number)).get("file") or {}

    def closing(self, seconds: float) -> bool:
        """Wait so long; True, and sooner, where the bot is stopping."""
        return self._waits(seconds)

    def download(self, file: Mapping[str, Any]) -> Upload:
        """A file that somebody sent; never raises, for the upload says what was wrong."""
        if files.is_stub(file):
            with suppress(*FAILURES):
                file = self.file(str(file["id"]))
        return files.fetched(file, token=self.token, base_url=self.base_url)

    def upload(self, channel: str, file: FileOut) -> str:
        """Hand the file out there; its id."""
        answer = self.patiently(
            lambda: self.client.files_upload_v2(
                channel=channel, filename=file.name, title=file.name, content=file.data, alt_txt=file.alt or None
            )
        )
        return next((str(one["id"]) for one in answer.get("files") or ()), "")


def _wait(status: int, headers: Any) -> float | None:
    """Seconds that Slack asks to wait; None where it does not."""
    if status != 429:
        return None
    found = headers.get("Retry-After") or headers.get("retry-after") or "1"
    text = str(found[0] if isinstance(found, list) else found)
    return float(text) if text.isdecimal() else 1.0


def _word(body: str) -> str:
    """Slack's word in the answer of an interaction's own address: bare, or in JSON."""
    with suppress(ValueError, AttributeError):
        body = str(json.loads(body).get("error", ""))
    word = body.strip()
    return word if word.isascii() and word.replace("_", "").isalnum() and len(word) < LONGEST_WORD else ""


def refusal(error: Exception) -> str:
    """Slack's word for what is wrong, without any of what was sent."""
    if isinstance(error, SlackApiError):
        word = str(error.response.get("error", ""))
        return word if word.replace("_", "").isalnum() else f"status {error.response.status_code}"
    return type(error).__name__


def undeliverable(error: Exception, what: str = "the post") -> Undeliverable:
    """What a failed post, or ``what`` else, means for whoever asked for it."""
    word = refusal(error)
    if isinstance(error, SlackApiError):
        status = error.response.status_code
        if status == 429:
            wait = _wait(status, error.response.headers) or 0.0
            return Undeliverable("Slack asks to wait longer than a post may take", wait=wait)
        unknown = status >= 500 or word in UNCERTAIN
        scope = f" ({error.response.get('needed')})" if word == "missing_scope" else ""
        return Undeliverable(f"Slack refused {what}: {word}{scope}", lasting=word in LASTING, unknown=unknown)
    if isinstance(error, URLError) and _never_sent(error.reason):
        return Undeliverable("Slack cannot be reached")
    if isinstance(error, SlackRequestError):
        return Undeliverable("the post could not be made", lasting=True)
    return Undeliverable(f"the connection to Slack broke: {word}", unknown=True)


def _never_sent(reason: object) -> bool:
    """Whether the connection failed before anything could be taken: no address, nobody listening, no way there."""
    if not isinstance(reason, OSError):
        return False
    return (
        isinstance(reason, ConnectionRefusedError) or type(reason).__name__ == "gaierror" or reason.errno in (101, 113)
    )
