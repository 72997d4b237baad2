"""Those who wait for an answer, as the core takes them down."""

import logging

from adapters.base import Core
from adapters.slack.api import FAILURES, refusal
from adapters.slack.home import Home
from adapters.slack.incoming import HOME, Incoming
from bot.chat.messages import Place, Request
from bot.intents import Act
from bot.records import Workspace

log = logging.getLogger(__name__)


class Waiting:
    def __init__(self, core: Core) -> None:
        self._core = core

    def begin(self, home: Home, act: Incoming) -> bool:
        """Take it down, where somebody waits for what becomes of it; False where that was done before."""
        return not (act.key and self.awaits_word(home, act)) or self._core.in_hand.begin(_act(home, act))

    def awaits_word(self, home: Home, act: Incoming) -> bool:
        """Nobody does who opened the Home tab, or put a file where none of theirs is read as a CV."""
        if act.dropped:
            place = place_of(home.workspace, act)
            return self._core.takes_cvs(place) and self._admits(home, act, place)
        return act.text != HOME or act.pane is None

    def end(self, home: Home, act: Incoming, *, reached: bool = True) -> None:
        """They have an answer, or wait for none; where it did not reach them they are told so later."""
        (self._core.in_hand.end if reached else self._core.in_hand.give_up)(_act(home, act))

    def _admits(self, home: Home, act: Incoming, place: Place) -> bool:
        try:
            member = home.members.member(home.workspace, act.user, act.team)
        except FAILURES as error:
            log.warning("Slack did not say who somebody is: %s", refusal(error))
            return False
        return self._core.admits(Request(act.text, member, place))


def place_of(workspace: Workspace, act: Incoming) -> Place:
    """What is asked in a view is asked in no channel: the place is the person's direct messages."""
    origin = act.origin
    if not origin.channel:
        return Place(workspace, "dm", act.user)
    return Place(workspace, "dm" if origin.dm else "channel", origin.channel, origin.name)


def _act(home: Home, act: Incoming) -> Act:
    channel = "" if act.origin.dm else act.origin.channel
    return Act(act.key, home.workspace, act.user, channel, act.text, files=bool(act.files))
