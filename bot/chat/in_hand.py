"""What this process works on, from before the platform is told that it was taken until whoever asked has the answer."""

import threading
import time
from collections.abc import Callable, Collection
from datetime import datetime

from bot.chat import plain_words
from bot.chat.broken import logged
from bot.chat.command import Registry
from bot.intents import LEASE, Act, Intent, Intents
from bot.store import Conflict, Unavailable

SETTLING, HOLDING = 1.0, 5.0
"""Seconds between two looks at what was answered, and at what is worked on."""


class InHand:
    """What this process has in hand. What was answered is marked with the next that begins, or at the next `settle`."""

    def __init__(self, store: Intents, commands: Registry, clock: Callable[[], datetime]) -> None:
        self._store, self._commands, self._clock = store, commands, clock
        self._lock = threading.Lock()
        self._mine: set[str] = set()
        self._fresh: set[str] = set()
        self._ended: set[str] = set()
        self._being_marked: set[str] = set()
        self._closed = False

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
        self._marked(ended)
        if first:
            with self._lock:
                self._mine.add(act.event)
                self._fresh.add(act.event)
        return first

    def takes(self, event: str) -> bool:
        """True once, for what was begun here: of two who were handed the same event one alone may do it."""
        with self._lock:
            fresh = event in self._fresh
            self._fresh.discard(event)
        return fresh

    def end(self, act: Act) -> None:
        """Whoever asked has the answer, or waits for none."""
        with self._lock:
            self._fresh.discard(act.event)
            if act.event in self._mine:
                self._mine.discard(act.event)
                self._ended.add(act.event)
            closed = self._closed
        if closed:
            self.settle()

    def give_up(self, act: Act) -> None:
        """The answer did not reach whoever asked: they are told so once the lease runs out."""
        with self._lock:
            self._fresh.discard(act.event)
            self._mine.discard(act.event)

    def mark(self) -> None:
        """Mark whatever was answered and is not known to be marked. Raises `Unavailable`."""
        with self._lock:
            ended = self._ended | self._being_marked
        if ended:
            self._store.end_intents(ended)
            self._marked(ended)

    def settle(self) -> None:
        """As `mark`, now or later. Never raises."""
        try:
            self.mark()
        except (Unavailable, Conflict) as error:
            logged(error)

    def close(self) -> None:
        """The process ends: what is answered from now on is marked at once."""
        with self._lock:
            self._closed = True
        self.settle()

    def hold(self) -> None:
        """Say that what is in hand is worked on. Raises `Unavailable`."""
        with self._lock:
            mine = tuple(self._mine)
        if mine:
            self._store.hold_intents(mine, until=self._clock() + LEASE)

    def _take_ended(self) -> Collection[str]:
        """For one to mark, with the next that begins."""
        with self._lock:
            ended = frozenset(self._ended)
            self._ended.clear()
            self._being_marked |= ended
        return ended

    def _marked(self, ended: Collection[str]) -> None:
        with self._lock:
            self._ended.difference_update(ended)
            self._being_marked.difference_update(ended)

    def _put_back(self, ended: Collection[str]) -> None:
        """But for what somebody else marked meanwhile."""
        with self._lock:
            self._ended |= self._being_marked.intersection(ended)
            self._being_marked.difference_update(ended)

    def _intent(self, act: Act, now: datetime) -> Intent:
        name, changes = "", True
        if act.text is not None and not plain_words.begin(self._commands, act.text):
            command, _ = self._commands.meant(act.text, files=act.files)
            name, changes = "" if command.hidden else command.spoken, command.changes
        return Intent(act.event, now, act.workspace, act.member, act.channel, name, changes)


def keep(in_hand: InHand) -> None:
    """Mark and hold from now on, for as long as the process lives: whoever is still worked for while it stops waits, too."""
    threading.Thread(target=keeping, args=(in_hand, threading.Event().wait), name="in-hand", daemon=True).start()


def keeping(in_hand: InHand, pause: Callable[[float], object], clock: Callable[[], float] = time.monotonic) -> None:
    """Until the pause says that it is over."""
    due = 0.0
    while not pause(SETTLING):
        _unharmed(in_hand.settle)
        if clock() >= due:
            _unharmed(in_hand.hold)
            due = clock() + HOLDING


def _unharmed(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception as error:  # noqa: BLE001 - the next turn must come
        logged(error)
