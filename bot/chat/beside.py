"""What an adapter asks of the core beside its requests: lines behind keys, where CVs are taken, what stands where.

None of it answers anybody, so none of it may break what does: what fails is logged, and the answer is the cautious one.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import Lock

from bot.channels import Message
from bot.chat.broken import cautious
from bot.chat.messages import Place, Reply
from bot.chat.whose import Whose
from bot.digests.post import Board
from bot.records import Workspace
from bot.sharing.naming import named
from bot.sharing.records import standing
from bot.store import Store

Follow = Callable[[Store, Sequence[Board], Callable[[], datetime]], None]
"""Brings the posts up to date that do not show how their people stand. Never raises."""


class Beside:
    """``posters`` are the platforms on which this process posts by now."""

    def __init__(
        self,
        store: Store,
        whose: Whose,
        clock: Callable[[], datetime],
        posters: Callable[[], Sequence[Board]],
        follow: Follow,
    ) -> None:
        self._store, self._whose, self._clock = store, whose, clock
        self._posters, self._follow = posters, follow
        self._following = Lock()

    @cautious(otherwise=None)
    def keep_lines(self, workspace: Workspace, lines: Mapping[str, str]) -> None:
        """Keep command lines for what only carries their keys; never raises."""
        if tenant := self._whose.within(workspace):
            tenant.keep_lines(lines, at=self._clock())

    @cautious(otherwise="")
    def kept_line(self, workspace: Workspace, key: str) -> str:
        """Empty for one that is too old; never raises."""
        tenant = self._whose.within(workspace, now=True)
        return tenant.kept_line(key) if tenant else ""

    @cautious(otherwise=None)
    def direct_of(self, platform: str, person: str) -> Workspace | None:
        """To which workspace somebody's direct messages belong, as they said; never raises."""
        return self._store.direct_of(platform, person)

    def direct_to(self, workspace: Workspace, person: str) -> None:
        """Raises `bot.store.Unavailable`."""
        self._store.direct_to(workspace, person, at=self._clock())

    @cautious(otherwise=None)
    def sent(self, place: Place, messages: Sequence[str], reply: Reply) -> None:
        """A reply stays there as these messages, for more than its asker or for longer than it is looked at. Never raises."""
        tenant, numbers = self._whose.within(place.workspace), named(reply)
        if tenant and messages and numbers and place.kind != "terminal":
            tenant.named(standing(place.workspace, place.kind, place.id, messages), numbers, at=self._clock())

    def follow(self, reply: Reply) -> None:
        """After a reply was given: posts that say something else since do. Never raises."""
        if reply.changed and self._following.acquire(blocking=False):  # else whoever follows them sees this, too
            try:
                self._follow(self._store, self._posters(), self._clock)
            finally:
                self._following.release()

    @cautious(otherwise=False)
    def takes_cvs(self, place: Place) -> bool:
        """Whether files that are dropped there are read as CVs without a word; never raises."""
        tenant = self._whose.within(place.workspace, now=True)
        return tenant is not None and tenant.takes_cvs(place.workspace, place.id)

    def together(self, message: Message, file: str, pause: Callable[[], object]) -> tuple[str, ...]:
        """The files of a message of which the platform tells one by one, as many as came by the end of ``pause``.

        Each is handed out once, whichever process asks: empty where somebody else has this one. Never raises.
        """
        return cautious(otherwise=(file,))(self._gathered)(message, file, pause)

    @cautious(otherwise=None)
    def reported(self, report: str, message: Message) -> None:
        """A reply's ``report`` stands in this message. Never raises."""
        if tenant := self._whose.within(message.workspace):
            tenant.reported(report, message)

    def _gathered(self, message: Message, file: str, pause: Callable[[], object]) -> tuple[str, ...]:
        if (tenant := self._whose.within(message.workspace, now=True)) is None:
            return ()
        tenant.put_down(message, file, at=self._clock())
        pause()
        return tenant.take_up(message)
