"""Files that people send: fetched from Discord's own hosts only, and never more than a CV may have."""

import logging
from urllib.parse import urlsplit

import aiohttp

from adapters.discord.incoming import Attached
from bot.chat.messages import Upload
from bot.intake import largest, too_large

log = logging.getLogger(__name__)

HOSTS = ("cdn.discordapp.com", "media.discordapp.net")
SECONDS = 30

FOREIGN = "not from Discord. Send it as an attachment."
UNREACHABLE = "Discord did not hand it out. Send it again."


class Downloads:
    """Fetches attachments. ``api_url`` names one more host where it is not Discord's own: a stand-in's."""

    def __init__(self, api_url: str) -> None:
        host = urlsplit(api_url).hostname or ""
        self._stand_in = host if host != "discord.com" else ""

    async def fetch(self, files: tuple[Attached, ...]) -> tuple[Upload, ...]:
        if not files:
            return ()
        timeout = aiohttp.ClientTimeout(total=SECONDS)
        async with aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as session:
            return tuple([await self._one(session, one) for one in files])

    async def _one(self, session: aiohttp.ClientSession, file: Attached) -> Upload:
        if not self.trusted(file.url):
            return Upload(file.name, fault=FOREIGN)
        most = largest(file.name)
        if file.size > most:
            return Upload(file.name, fault=too_large(file.name))
        try:
            data = await _read(session, file.url, most)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            log.warning("an attachment could not be fetched: %s", type(error).__name__)
            return Upload(file.name, fault=UNREACHABLE)
        return Upload(file.name, data) if len(data) <= most else Upload(file.name, fault=too_large(file.name))

    def trusted(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
            host = parts.hostname
        except ValueError:
            return False
        if parts.username is not None or parts.password is not None:
            return False
        if self._stand_in and host == self._stand_in:
            return parts.scheme in ("http", "https")
        return parts.scheme == "https" and host in HOSTS


async def _read(session: aiohttp.ClientSession, url: str, most: int) -> bytes:
    """At most one byte more than is allowed; a redirect counts as a failure."""
    async with session.get(url, allow_redirects=False) as response:
        if response.status != 200:
            raise aiohttp.ClientError(f"status {response.status}")
        data = bytearray()
        async for chunk in response.content.iter_chunked(65_536):
            data += chunk
            if len(data) > most:
                break
        return bytes(data[: most + 1])
