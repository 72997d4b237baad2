"""A platform that keeps what is posted to its channels, or refuses as told."""

from dataclasses import replace
from itertools import count

from bot.chat.messages import Place, Reply
from bot.digests.post import Addressee, Reach, Undeliverable
from bot.records import Workspace
from tests.bot import MARA, TEAM

NOT_IN = Undeliverable("The bot is not in that channel. Invite it there with /invite, then try again.", lasting=True)
LOST = Undeliverable("Slack's answer was lost.", unknown=True)


class Board:
    def __init__(self, *workspaces: Workspace) -> None:
        self.posts: dict[str, tuple[Place, Reply]] = {}
        """By message, what stands there."""
        self.keys: list[str] = []
        self._by_key: dict[str, str] = {}
        self.faults: list[Undeliverable] = []
        self.unreachable: Undeliverable | None = None
        self.undeletable: Undeliverable | None = None
        self.readers: int | None = 23
        self.outsiders = False
        self.homes: list[str] = []
        self._workspaces = workspaces or (TEAM,)
        self._numbers = count(1)

    def workspaces(self):
        return self._workspaces

    def post(self, place, reply, *, key):
        self.keys.append(key)
        if self.faults:
            raise self.faults.pop(0)
        number = f"17.{next(self._numbers)}"
        self.posts[number] = (place, reply)
        self._by_key[key] = number
        return (number,)

    def arrived(self, place, *, key, since, under=""):
        return (self._by_key[key],) if key in self._by_key else ()

    def addressee(self, workspace, who):
        return Addressee(replace(MARA, workspace=workspace, id=who), "Europe/Berlin")

    def reach(self, place):
        if self.unreachable:
            raise self.unreachable
        return Reach(place.id or f"C-{place.name}", place.name or "hiring", self.readers, self.outsiders)

    def take_down(self, place, message):
        if self.undeletable:
            raise self.undeletable
        return self.posts.pop(message, None) is not None

    def rewrite(self, place, messages, reply, *, key, broke_off=False):
        if self.undeletable:
            raise self.undeletable
        first, *_ = messages
        if first in self.posts:
            self.posts[first] = (place, reply)
            return (first,)
        return ()

    def show_home(self, workspace, person):
        self.homes.append(person)
        return True

    def link(self, place, message):
        return f"https://tessera.example/{place.id}/{message}" if message else ""
