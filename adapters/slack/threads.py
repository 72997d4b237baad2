"""What was said in Slack as it is kept: one message with names for its mentions, and a thread as a whole."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError

from adapters.slack.api import FAILURES, Api, refusal
from adapters.slack.members import Members
from adapters.slack.typed import written
from bot.work.discussions import MOST_SAID, Discussion, Said, Unread, kept

MOST_PAGES = 5
"""Of a thread that are asked for: messages of bots and of people who joined count, too."""
SPOKEN = frozenset((None, "bot_message", "file_share", "me_message", "thread_broadcast"))
"""Subtypes of what somebody said."""
SCOPES = "channels:history (in a private channel groups:history)"
_NAMED = re.compile(r"<([@#])&?[^|<>]{1,40}\|([^<>]{1,80})>")
_STAMP = re.compile(r"\d{9,11}\.\d+")
_LINK = re.compile(r"archives/(\w{1,40})/p(\d{9,11})(\d{6})(?:\?thread_ts=(\d{9,11}\.\d{6})&cid=\w{1,40})?")


def link(url: str, channel: str, ts: str, thread: str = "") -> str:
    """Where a message is; ``url`` is the workspace's. Empty for what has no address."""
    if not (url and channel and _STAMP.fullmatch(ts)):
        return ""
    within = f"?thread_ts={thread}&cid={channel}" if thread not in ("", ts) else ""
    return f"{url}archives/{channel}/p{ts.replace('.', '')}{within}"


def said(members: Members, author: str, text: str, ts: str) -> Said:
    """The words with names in place of mentions; ``author`` is a user's id."""
    words = _NAMED.sub(lambda found: found[1] + found[2], members.named(text))
    return Said(members.name(author), words, _moment(ts))


@dataclass(frozen=True, slots=True)
class Threads:
    """Those that the bot may read."""

    api: Api
    members: Members
    us: AuthorizeResult
    url: str

    def whole(self, address: str) -> Discussion:
        """The thread of the message at the address. Raises `Unread`."""
        found = _LINK.fullmatch(address.removeprefix(self.url)) if self.url and address.startswith(self.url) else None
        if found is None:
            raise Unread("It is not a thread of this workspace.")
        channel, root = found[1], found[4] or f"{found[2]}.{found[3]}"
        try:
            messages, cut = self._messages(channel, root)
        except FAILURES as error:
            raise Unread(_reason(error)) from None
        words = (one for one in map(self._said, messages) if one.text)
        return kept(link(self.url, channel, root), words, cut=cut)

    def _messages(self, channel: str, root: str) -> tuple[list[Mapping[str, Any]], bool]:
        """What people said, oldest first, each once (every page begins with the first one); and whether there is more."""
        found: dict[str, Mapping[str, Any]] = {}
        cursor = ""
        for _ in range(MOST_PAGES):
            page = self.api.replies(channel, root, cursor)
            found |= {str(one.get("ts")): one for one in page.get("messages") or () if self._is_said(one)}
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor or len(found) > MOST_SAID:
                break
        return [found[ts] for ts in sorted(found)], bool(cursor)

    def _is_said(self, message: Mapping[str, Any]) -> bool:
        """Neither the bot's own words nor those to it."""
        ours = message.get("user") == self.us.bot_user_id or message.get("bot_id", "") == self.us.bot_id
        text = str(message.get("text") or "")
        return not ours and message.get("subtype") in SPOKEN and not text.startswith(f"<@{self.us.bot_user_id}>")

    def _said(self, message: Mapping[str, Any]) -> Said:
        user, text, ts = str(message.get("user") or ""), written(message), str(message["ts"])
        one = said(self.members, user, text or " ".join(_files(message)), ts)
        bot = message.get("username") or (message.get("bot_profile") or {}).get("name")
        return Said(str(bot or "a bot"), one.text, one.at) if not user else one


def _files(message: Mapping[str, Any]) -> Iterator[str]:
    return (f"[{one.get('name') or 'a file'}]" for one in message.get("files") or ())


def _moment(ts: str) -> datetime | None:
    return datetime.fromtimestamp(int(ts.partition(".")[0]), UTC) if _STAMP.fullmatch(ts) else None


def _reason(error: Exception) -> str:
    """What is in the way, and who can move it."""
    word = refusal(error)
    if word == "missing_scope" and isinstance(error, SlackApiError):
        needed = ", ".join(str(error.response.get("needed") or SCOPES).split(","))
        return f"The bot lacks the scope {needed}: an admin adds it to the app and installs it again."
    if word in ("channel_not_found", "not_in_channel"):
        return "The bot is not in this conversation: invite it with /invite, then save again."
    if word == "thread_not_found":
        return "Slack knows no such thread any more."
    if isinstance(error, SlackApiError):
        return f"Slack says {word}."
    return "Slack does not answer. Save again in a minute."
