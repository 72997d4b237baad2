"""Tells the admins, each in a direct message, who read very many people's data."""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from bot.chat.access import RECENTLY, known_admins
from bot.chat.messages import Actions, Bold, Button, Confirm, Place, Reply, SmallPrint, Text, When
from bot.digests.next_tick import never_raising
from bot.digests.post import Poster, Undeliverable, reached
from bot.members import Alarm
from bot.records import Workspace
from bot.store import Store

log = logging.getLogger(__name__)


class Alarms:
    """One process takes each alarm; what reaches nobody still stands in ``access`` and ``recruitbot doctor``."""

    def __init__(
        self, store: Store, posters: Sequence[Poster], *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._store, self._posters, self._clock = store, posters, clock

    def tick(self) -> None:
        """Tell what is untold. Never raises."""
        with never_raising(log, "alarms wait"):
            reach = reached(self._posters)
            for alarm in self._store.untold(reach) if reach else ():
                self._tell(alarm, reach)

    def _tell(self, alarm: Alarm, reach: Mapping[Workspace, Poster]) -> None:
        told = message(alarm)
        since = self._clock() - RECENTLY
        for workspace, who in known_admins(self._store.within(alarm.organization), since=since):
            if workspace in reach and (workspace, who) != (alarm.workspace, alarm.member):
                try:
                    reach[workspace].post(Place(workspace, "dm", who), told, key=_key(alarm, workspace, who))
                except Undeliverable as fault:
                    log.warning("an admin could not be told of an alarm: %s", fault)


def message(alarm: Alarm) -> Reply:
    answer = f"{alarm.name} was shown the data of {alarm.people:,} different people within an hour."
    place = alarm.workspace
    asked = Confirm(f"Take {alarm.name}'s role away?", "It ends with the next request.", "Take it away")
    line = f"access revoke {place.platform}:{place.id}:{alarm.member}"
    return Reply(
        (
            Text((Bold(answer), "\nCards, CVs and exports count, lists do not.")),
            Actions((Button("Take the role away…", line, confirm=asked), Button("Who has access", "access"))),
            SmallPrint((("noticed ", When(alarm.at, "time")), ("you are told once a day at most",))),
        ),
        text=answer,
    )


def _key(alarm: Alarm, workspace: Workspace, who: str) -> str:
    whole = f"{alarm.workspace}/{alarm.member}/{alarm.at}/{workspace}/{who}"
    return hashlib.blake2s(whole.encode(), digest_size=12).hexdigest()
