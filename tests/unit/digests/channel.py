"""A platform that keeps what is posted, or refuses as told."""

from bot.chat.messages import Place, Reply
from bot.digests.post import Addressee, Undeliverable
from tests.bot import MARA, TEAM, Answer


class Channel:
    def __init__(self, *faults: Undeliverable) -> None:
        self.posts: list[tuple[Place, Reply, str]] = []
        self.faults = list(faults)
        self.people = {MARA.id: Addressee(MARA, "Europe/Berlin")}

    @property
    def answers(self) -> list[Answer]:
        return [Answer(reply) for _, reply, _ in self.posts]

    def workspaces(self):
        return {TEAM}

    def addressee(self, workspace, who):
        if who not in self.people:
            raise Undeliverable("Nobody knows them any more.", lasting=True)
        return self.people[who]

    def post(self, place, reply, *, key):
        if self.faults:
            raise self.faults.pop(0)
        self.posts.append((place, reply, key))
        return (f"m{len(self.posts)}",)

    def arrived(self, place, *, key, since, under=""):
        return ()
