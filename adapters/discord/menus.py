"""What somebody chose in the menu of a message or of a member, under Apps. Pure."""

from collections.abc import Mapping
from typing import Any

from adapters.discord.commands import A_COMMAND, PROFILE, SAVE_AS_CANDIDATE
from adapters.discord.incoming import Asked, attached
from adapters.discord.threads import Names, saved

MEMBER_PAGE = "https://discord.com/users/"
"""Where Discord shows somebody, by their number."""


def is_of_a_menu(data: Mapping[str, Any]) -> bool:
    return bool(data.get("type", A_COMMAND) != A_COMMAND)


def chosen(data: Mapping[str, Any], guild: int | None, channel: int, *, threaded: bool, names: Names) -> Asked:
    if data.get("name") == PROFILE:
        return _profile(data)
    if data.get("name") == SAVE_AS_CANDIDATE:
        return _candidate(data)
    return saved(data, guild, channel, threaded=threaded, names=names)


def _profile(data: Mapping[str, Any]) -> Asked:
    """Whoever it is, by the name that others see, the one that a CV would give, and the page."""
    number, resolved = str(data.get("target_id")), data.get("resolved") or {}
    user = (resolved.get("users") or {}).get(number) or {}
    nick = ((resolved.get("members") or {}).get(number) or {}).get("nick")
    account = str(user.get("username") or "")
    values = {"name": str(nick or user.get("global_name") or account), "account": account, "page": MEMBER_PAGE + number}
    return Asked("whois", {key: value for key, value in values.items() if value})


def _candidate(data: Mapping[str, Any]) -> Asked:
    """The message as a CV: its files, else its words."""
    messages = (data.get("resolved") or {}).get("messages") or {}
    message = messages.get(str(data.get("target_id"))) or {}
    files = tuple(attached(one) for one in message.get("attachments") or ())
    words = str(message.get("content") or "").strip()
    return Asked("add", {"text": words} if words and not files else {}, files)
