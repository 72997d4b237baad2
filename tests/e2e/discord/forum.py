"""A forum, of which the twin has no more than the channel: posts that are threads, with titles, tags and messages."""

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Answer = tuple[int, Any, dict[str, str]]

FORUM = 15
"""The kind of channel."""
TAGS = [
    {"id": str(number), "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
    for number, name in enumerate(("New", "Interview", "Rust"), 1)
]


@dataclass
class Post:
    """One thread, whose first message has its own number."""

    title: str
    tags: list[str]
    messages: dict[str, Json]
    archived: bool = False


@dataclass
class Forum:
    """Deletes no thread for a bot that may not manage them, and changes nothing in one that was put away."""

    channel: str
    me: str
    guild: str
    tags: list[Json] = field(default_factory=lambda: [*TAGS])
    posts: dict[str, Post] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._numbers = itertools.count(int(time.time() * 1000 - 1_420_070_400_000) << 22)

    def answer(self, method: str, path: str, body: Any) -> Answer | None:
        """None where it is none of the forum's."""
        if method == "GET" and path == f"/guilds/{self.guild}/threads/active":
            return 200, {"threads": [self._shown(one) for one in self.posts if not self.posts[one].archived]}, {}
        if path == f"/channels/{self.channel}/threads":
            number = str(next(self._numbers))
            message = {**body["message"], "id": number, "author": {"id": self.me}}
            self.posts[number] = Post(body["name"], body.get("applied_tags", []), {number: message})
            return 201, self._shown(number), {}
        if path == f"/channels/{self.channel}" and method in ("GET", "PATCH"):
            return self._forum(body)
        _, _, thread, *rest = path.split("/")
        return self._in(thread, method, rest, body) if thread in self.posts else None

    def _forum(self, body: Any) -> Answer:
        if body:
            self.tags = [{"id": str(next(self._numbers)), "moderated": False, **one} for one in body["available_tags"]]
        return 200, {"id": self.channel, "type": FORUM, "available_tags": self.tags}, {}

    def _in(self, thread: str, method: str, rest: list[str], body: Any) -> Answer:
        post = self.posts[thread]
        if method == "DELETE" and not rest:
            return 403, {"code": 50013, "message": "Missing Permissions"}, {}
        if post.archived and method in ("PATCH", "DELETE") and "archived" not in (body or {}):
            return 400, {"code": 50083, "message": "Thread is archived"}, {}
        if not rest:
            post.title = (body or {}).get("name", post.title)
            post.tags = (body or {}).get("applied_tags", post.tags)
            post.archived = (body or {}).get("archived", post.archived)
            return 200, self._shown(thread), {}
        return self._message(post, method, rest, body)

    def _message(self, post: Post, method: str, rest: list[str], body: Any) -> Answer:
        number = rest[1] if len(rest) > 1 else str(next(self._numbers))
        if method == "DELETE":
            del post.messages[number]
            return 204, None, {}
        if method in ("POST", "PATCH"):
            post.messages[number] = {**body, "id": number, "author": {"id": self.me}}
            post.archived = False
        return 200, post.messages[number], {}

    def _shown(self, thread: str) -> Json:
        post = self.posts[thread]
        place = {"id": thread, "type": 11, "parent_id": self.channel, "guild_id": self.guild, "owner_id": self.me}
        state = {"archived": post.archived, "locked": False}
        return {**place, "name": post.title, "applied_tags": post.tags, "thread_metadata": state}
