"""Tells those who wait for an answer that none comes, because the process that worked on it is gone."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from bot.chat.in_hand import InHand
from bot.chat.messages import Actions, Bold, Bullets, Button, Code, Place, Reply, SmallPrint, Spans, Text, When
from bot.digests.next_tick import never_raising
from bot.digests.post import Poster, Undeliverable, reached
from bot.intents import LEASE, Intent, Intents, Interrupted
from bot.records import Workspace
from bot.store import Unavailable

log = logging.getLogger(__name__)

ANSWER = "The bot was interrupted before you had an answer."
HERE = "The bot was interrupted before it answered what somebody asked here."


class Interruptions:
    """One process takes each; what did not go out is tried again, for a day."""

    def __init__(
        self,
        store: Intents,
        posters: Sequence[Poster],
        mine: InHand,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._posters, self._mine, self._clock = store, posters, mine, clock
        self._quiet_until = datetime.min.replace(tzinfo=UTC)

    def tick(self) -> None:
        """Tell of what nobody answers for any more. Never raises.

        While the database was away, nobody could say that they live, or that they answered: they have a lease's time for it.
        """
        with never_raising(log, "interrupted requests wait"):
            try:
                self._look()
            except Unavailable:
                self._quiet_until = self._clock() + LEASE
                raise

    def _look(self) -> None:
        self._mine.mark()
        now = self._clock()
        reach = self._reach() if now >= self._quiet_until else {}
        for one in self._store.interrupted(reach, now=now, until=now + 2 * LEASE):
            if self._clock() >= now + LEASE:
                break  # the rest come again
            self._tell(one, reach)

    def _reach(self) -> Mapping[Workspace, Poster]:
        reach = reached(self._posters)
        return reach | {Workspace(workspace.platform, ""): poster for workspace, poster in reach.items()}

    def _tell(self, one: Interrupted, reach: Mapping[Workspace, Poster]) -> None:
        first = one.intents[0]
        poster = reach[first.workspace]
        direct = Place(first.workspace, "dm", first.member)
        try:
            if not (one.again and poster.arrived(direct, key=one.key, since=first.at)):
                poster.post(direct, told(one.intents), key=one.key)
        except Undeliverable as fault:
            if not fault.lasting:
                log.warning("somebody is told later that the bot was interrupted: %s", fault)
                return
            self._tell_where_they_asked(one, poster, fault)
        self._store.told_interrupted(one)

    def _tell_where_they_asked(self, one: Interrupted, poster: Poster, fault: Undeliverable) -> None:
        """All can read it there, so it says neither who asked nor what."""
        asked = {intent.channel: intent for intent in one.intents if intent.channel}
        for channel, intent in asked.items():
            try:
                poster.post(Place(intent.workspace, "channel", channel), told_here(intent), key=one.key)
            except Undeliverable as error:
                log.warning("somebody could not be told that the bot was interrupted: %s", error)
        if not asked:
            log.warning("somebody could not be told that the bot was interrupted: %s", fault)


def told(intents: Sequence[Intent]) -> Reply:
    """What became of it, as far as anybody knows: the effect may be there where only the answer was lost."""
    changing = any(one.changes for one in intents)
    advice = "What you typed is not kept, so it is not done again by itself."
    buttons = (Actions((Button("What you did", "history"),)),) if changing else ()
    small = SmallPrint((("where you have the answer by now, all is well",),))
    return Reply(
        (Text((Bold(ANSWER), f"\n{advice}")), Bullets(tuple(map(_line, intents))), *buttons, small), text=ANSWER
    )


def told_here(intent: Intent) -> Reply:
    advice = (
        " Whoever it was: look whether it was done, and ask again. The asker takes no direct messages from this bot."
    )
    return Reply((Text((Bold(HERE), " Asked at ", When(intent.at, "time"), f".{advice}")),), text=HERE, private=False)


def _line(one: Intent) -> Spans:
    what: Spans = (Code(one.command),) if one.command else ("What you pressed or sent",)
    then = "may have been done: look before you repeat it" if one.changes else "changed nothing: ask again"
    return (*what, " at ", When(one.at, "time"), f" {then}")
