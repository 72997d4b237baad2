"""Files that people send, fetched from Slack's own servers only."""

import time
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from bot.chat.messages import Upload
from bot.intake import largest, too_large

TIMEOUT, DEADLINE = 20, 60.0
_CHUNK = 1 << 16
_HOSTS = ("slack.com", "slack-files.com")
_ELSEWHERE = ("external", "tombstone", "hidden_by_limit")


class _Unavailable(Exception):
    """Why a file's bytes could not be had, in words for people."""


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        """A redirect would carry the bot's token elsewhere; Slack's own leads to a login page."""


_open = build_opener(_NoRedirects).open


def fetched(file: Mapping[str, Any], *, token: str, base_url: str) -> Upload:
    """The file that a message names; with the fault where it cannot be had."""
    try:
        return Upload(name(file), _bytes(file, token, base_url))
    except _Unavailable as fault:
        return Upload(name(file), fault=str(fault))
    except (OSError, HTTPException):
        return Upload(name(file), fault="Slack did not hand the file out. Send it again.")


def name(file: Mapping[str, Any]) -> str:
    return str(file.get("name") or file.get("title") or file.get("id") or "file")


def is_stub(file: Mapping[str, Any]) -> bool:
    """Whether there is more to be had of the file than a message says: of shared channels, or just sent."""
    if not file.get("id") or file.get("mode") in _ELSEWHERE:
        return False
    return file.get("file_access") == "check_file_info" or not (
        file.get("url_private_download") or file.get("url_private")
    )


def allowed(url: str, base_url: str) -> bool:
    """Whether the bot's token may be shown to this address."""
    there, home = urlsplit(url), urlsplit(base_url)
    if there.username or there.password:
        return False
    if there.scheme == home.scheme and there.netloc == home.netloc:
        return True
    host = (there.hostname or "").lower()
    return there.scheme == "https" and any(host == one or host.endswith("." + one) for one in _HOSTS)


def _bytes(file: Mapping[str, Any], token: str, base_url: str) -> bytes:
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    if not url and is_stub(file):
        raise _Unavailable("Slack did not hand the file out. Send it again.")
    if file.get("mode") in _ELSEWHERE or not url:
        raise _Unavailable("Slack does not keep this file itself. Send the file, not a link to it.")
    if not allowed(url, base_url):
        raise _Unavailable("it lies on another server than Slack's. Send the file, not a link to it.")
    most, refusal = largest(name(file)), too_large(name(file))
    if int(file.get("size") or 0) > most:
        raise _Unavailable(refusal)
    request = Request(url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310 - `allowed` has judged it
    try:
        with _open(request, timeout=TIMEOUT) as answer:
            page = answer.headers.get_content_type() == "text/html" and file.get("mimetype") != "text/html"
            data = b"" if page else _read(answer, most)
    except HTTPError as error:
        error.close()
        page = error.code in (301, 302, 303, 307, 308, 401, 403)
        if not page:
            raise
    if page:
        raise _Unavailable(
            "Slack does not hand it to the bot: invite the bot to the conversation, or an admin adds the scope files:read."
        )
    if len(data) > most:
        raise _Unavailable(refusal)
    return data


def _read(answer: Any, most: int) -> bytes:
    """At most one byte more than is allowed, in bounded time."""
    data, until = bytearray(), time.monotonic() + DEADLINE
    while len(data) <= most and (chunk := answer.read(min(_CHUNK, most + 1 - len(data)))):
        data += chunk
        if time.monotonic() > until:
            raise _Unavailable("it came too slowly from Slack. Send it again.")
    return bytes(data)
