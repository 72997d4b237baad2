"""What this process works on, from before the platform is told that it was taken until whoever asked has the answer."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.chat import plain_words
from bot.chat.broken import logged
from bot.chat.command import Registry
from bot.intents import LEASE, Act, Intent, Intents
from bot.store import Conflict, Unavailable


class InHand:
    """What this process has in hand. What was answered is marked with the next that begins, or at the next `settle`."""

    def __init__(self, store: Intents, commands: Registry, clock: Callable[[], datetime]) -> None:
        self._store, self._commands, self._clock = store, commands, clock
        self._lock = threading.Lock()
        self._mine: set[str] = set()
        self._ended: set[str] = set()

    def begin(self, act: Act) -> bool:
        """Take it down before anybody is told that it was taken; False where that was done before. Never raises.

        Where the database does not answer nothing is taken down: whoever handles it says so to the asker.
        """
        ended = self._take_ended()
        now = self._clock()
        try:
            first = self._store.begin_intent(self._intent(act, now), until=now + LEASE, ended=ended)
        except (Unavailable, Conflict) as error:
            logged(error)
            self._put_back(ended)
            return True
        if first:
            with self._lock:
                self._mine.add(act.event)
        return first

    def has(self, event: str) -> bool:
        return event in self._mine

    def end(self, act: Act) -> None:
        """Whoever asked has the answer, or waits for none."""
        with self._lock:
            if act.event in self._mine:
                self._mine.discard(act.event)
                self._ended.add(act.event)

    def give_up(self, act: Act) -> None:
        """The answer did not reach whoever asked: they are told so once the lease runs out."""
        with self._lock:
            self._mine.discard(act.event)

    def settle(self) -> None:
        """Mark what was answered. Never raises."""
        if ended := self._take_ended():
            try:
                self._store.end_intents(ended)
            except (Unavailable, Conflict) as error:
                logged(error)
                self._put_back(ended)

    def hold(self) -> None:
        """Say that what is in hand is worked on. Raises `Unavailable`."""
        with self._lock:
            mine = tuple(self._mine)
        if mine:
            self._store.hold_intents(mine, until=self._clock() + LEASE)

    def _take_ended(self) -> Sequence[str]:
        with self._lock:
            ended = tuple(self._ended)
            self._ended.clear()
        return ended

    def _put_back(self, ended: Sequence[str]) -> None:
        with self._lock:
            self._ended.update(ended)

    def _intent(self, act: Act, now: datetime) -> Intent:
        name, changes = "", True
        if act.text is not None and not plain_words.begin(self._commands, act.text):
            command, _ = self._commands.meant(act.text, files=act.files)
            name, changes = "" if command.hidden else command.spoken, command.changes
        return Intent(act.event, now, act.workspace, act.member, act.channel, name, changes)
