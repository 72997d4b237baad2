"""How the harness posts: by whichever client meets the present act, from the thread that serves it."""

import asyncio
from collections.abc import Callable, Collection, Coroutine, Sequence
from datetime import datetime
from typing import Any, TypeVar

from adapters.discord import adapter, posts
from adapters.discord.client import Client
from adapters.posted import Posts
from bot.chat.messages import Place, Reply
from bot.digests.post import Addressee, Reach
from bot.records import Workspace

T = TypeVar("T")


class Living:
    """The client of the present act, and what was posted so far."""

    def __init__(self) -> None:
        self.posts = Posts()
        self._now: tuple[Client, asyncio.AbstractEventLoop] | None = None

    def met(self, client: Client) -> None:
        self._now = (client, asyncio.get_running_loop())

    @property
    def client(self) -> Client | None:
        return self._now[0] if self._now else None

    def done(self, work: Callable[[Client], Coroutine[Any, Any, T]]) -> T:
        assert self._now is not None
        client, loop = self._now
        return asyncio.run_coroutine_threadsafe(work(client), loop).result(20)


class LivingBoard:
    def __init__(self, here: Workspace, living: Living) -> None:
        self._here, self._living = here, living

    def workspaces(self) -> Collection[Workspace]:
        return (self._here,)

    def post(self, place: Place, reply: Reply, *, key: str) -> tuple[str, ...]:
        post = self._living.posts.of(place, key)
        return self._living.done(lambda client: adapter._posted(client, place, reply, post))  # noqa: SLF001

    def arrived(self, place: Place, *, key: str, since: datetime, under: str = "") -> tuple[str, ...]:
        post = self._living.posts.of(place, key)
        return self._living.done(lambda client: adapter._arrived(client, place, post, since, under))  # noqa: SLF001

    def addressee(self, workspace: Workspace, who: str) -> Addressee:
        return self._living.done(lambda client: posts.addressee(client, workspace, who))

    def reach(self, place: Place) -> Reach:
        return self._living.done(lambda client: posts.reach(client, place))

    def take_down(self, place: Place, message: str) -> bool:
        return self._living.done(lambda client: adapter._taken_down(client, place, message))  # noqa: SLF001

    def rewrite(
        self, place: Place, messages: Sequence[str], reply: Reply, *, key: str, broke_off: bool = False
    ) -> tuple[str, ...]:
        more = {"key": key, "broke_off": broke_off}
        return self._living.done(lambda client: adapter._rewritten(client, place, messages, reply, **more))  # type: ignore[arg-type]  # noqa: SLF001

    def show_home(self, workspace: Workspace, person: str) -> bool:  # noqa: ARG002
        return False

    def link(self, place: Place, message: str) -> str:
        return posts.link(self._living.client, place, message)
