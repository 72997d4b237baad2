"""A platform that keeps what is posted, or refuses as told."""

from bot.chat.messages import Place, Reply
from bot.digests.post import Undeliverable
from tests.bot import TEAM, Answer


class Channel:
    def __init__(self, *faults: Undeliverable) -> None:
        self.posts: list[tuple[Place, Reply, str]] = []
        self.faults = list(faults)

    @property
    def answers(self) -> list[Answer]:
        return [Answer(reply) for _, reply, _ in self.posts]

    def workspaces(self):
        return {TEAM}

    def post(self, place, reply, *, key):
        if self.faults:
            raise self.faults.pop(0)
        self.posts.append((place, reply, key))
        return (f"m{len(self.posts)}",)

    def arrived(self, place, *, key, since):
        return ()
