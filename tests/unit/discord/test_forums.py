"""Posts in forums: a title, a tag that fits, all messages in one post, and one post however often it is tried."""

from datetime import UTC, datetime

import aiohttp
import pytest

from adapters.base import Undeliverable
from adapters.discord import adapter, harness
from adapters.discord.harness import BOT, GUILD, SERVER, DiscordHarness
from adapters.discord.posts import link
from adapters.posted import Posts
from bot.chat.messages import Place, Reply, Text, Title
from bot.records import Workspace
from tests.cores import ScriptedCore

FORUM, THREAD = 900, 1 << 62
PLACE = Place(Workspace("discord", str(GUILD)), "channel", str(FORUM))
DIGEST = Reply((Title("12 new applicants @everyone " + "x" * 120), Text(("Ilse",))), text="12.", private=False)


def channel(*tags, required=False):
    return {
        "id": str(FORUM),
        "type": 15,
        "name": "candidates",
        "position": 1,
        "permission_overwrites": [],
        "available_tags": [
            {"id": str(at), "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
            for at, name in enumerate(tags, 1)
        ],
        "flags": (1 << 4) * required,
        "default_sort_order": None,
        "default_forum_layout": 0,
        "default_reaction_emoji": None,
        "rate_limit_per_user": 0,
    }


@pytest.fixture
def at_forum(monkeypatch):
    def made(*tags, required=False, answers=None):
        monkeypatch.setattr(
            harness, "SERVER", {**SERVER, "channels": [*SERVER["channels"], channel(*tags, required=required)]}
        )

        def answering(route, body):
            answer = answers(route, body) if answers else None
            return answer or ({"id": str(THREAD)} if route.path.endswith("/threads") else None)

        return DiscordHarness(ScriptedCore(), answering)

    return made


def posted(discord, reply=DIGEST, posts=None):
    found = []
    posts = posts or Posts()

    async def act(client):
        found.append(await adapter._posted(client, PLACE, reply, posts.of(PLACE, "d7")))

    discord._act(act)
    return found[0][0]


def begun(discord):
    return [body for route, body in discord.calls if route.path == "/channels/{channel_id}/threads"]


def test_a_digest_to_a_forum_is_a_post_with_a_title_and_no_ping(at_forum):
    discord = at_forum("Digest", "Rust")
    assert posted(discord) == str(THREAD)
    (body,) = begun(discord)
    assert body["name"] == "12 new applicants @everyone…"
    assert body["applied_tags"] == ["1"]
    assert body["message"]["allowed_mentions"] == {"parse": []}
    assert "Ilse" in str(body["message"]["components"])


def test_the_tag_of_a_post_about_one_person_is_their_stage(at_forum):
    discord = at_forum("digest", "Screening")
    posted(discord, Reply((Title("Ilse"),), text="Ilse.", stage="screening", private=False))
    assert begun(discord)[0]["applied_tags"] == ["2"]


def test_a_forum_without_fitting_tags_takes_posts_without_unless_it_asks_for_one(at_forum):
    discord = at_forum("Rust")
    posted(discord)
    assert "applied_tags" not in begun(discord)[0]
    with pytest.raises(Undeliverable, match="asks for a tag") as told:
        posted(at_forum("Rust", required=True))
    assert told.value.lasting


def test_what_is_long_goes_on_in_the_same_post(at_forum):
    discord = at_forum()
    long = Reply(tuple(Text((f"Person {one} " * 60,)) for one in range(30)), text="30 people.", private=False)
    assert posted(discord, long) == str(THREAD)
    assert len(begun(discord)) == 1
    rest = [route.channel_id for route, _ in discord.calls if route.path == "/channels/{channel_id}/messages"]
    assert set(rest) == {THREAD}
    assert len(rest) > 1


def test_all_messages_of_a_post_are_taken_down_and_rewritten_where_they_stand(at_forum):
    discord = at_forum()
    long = Reply(tuple(Text((f"Person {one} " * 60,)) for one in range(30)), text="30 people.", private=False)
    out, posts = [], Posts()

    async def act(client):
        out.extend(await adapter._posted(client, PLACE, long, posts.of(PLACE, "d7")))
        assert out == list(await adapter._posted(client, PLACE, long, posts.of(PLACE, "d7")))
        for message in out:
            assert await adapter._rewritten(client, PLACE, message, DIGEST)
            assert await adapter._taken_down(client, PLACE, message)
            assert link(client, PLACE, message).endswith(f"/{GUILD}/{THREAD}/{message.rpartition('/')[2]}")

    discord._act(act)
    sent = [route for route, _ in discord.calls if route.method in ("PATCH", "DELETE")]
    assert [route.channel_id for route in sent] == [THREAD] * 2 * len(out)
    numbers = [route.url.rpartition("/")[2] for route in sent]
    assert numbers[::2] == numbers[1::2] == [str(THREAD), *(one.rpartition("/")[2] for one in out[1:])]


def test_a_post_whose_answer_was_lost_is_found_again(at_forum):
    made = []

    def lost(route, body):
        if route.path == "/channels/{channel_id}/threads":
            made.append({"id": str(THREAD), "parent_id": str(FORUM), "owner_id": str(BOT), "name": body["name"]})
            raise aiohttp.ServerDisconnectedError
        return {"threads": made} if route.path.endswith("/threads/active") else None

    assert posted(at_forum(answers=lost)) == str(THREAD)
    assert len(made) == 1


@pytest.mark.parametrize(("key", "found"), [("d7", (str(THREAD),)), ("d8", ())])
def test_a_post_of_an_earlier_process_is_known_by_its_key(at_forum, key, found):
    begun = {"id": str(THREAD), "parent_id": str(FORUM), "owner_id": str(BOT), "name": "renamed since"}
    sent = {}

    def kept(route, body):
        if route.path == "/channels/{channel_id}/threads":
            sent.update(body["message"])
        there = {"id": str(THREAD), "author": {"id": str(BOT)}, **sent}
        return (
            {"threads": [begun]} if route.path.endswith("/threads/active") else there if route.method == "GET" else None
        )

    looked = []

    async def act(client):
        looked.append(await adapter._arrived(client, PLACE, key, datetime(2026, 11, 20, tzinfo=UTC)))

    discord = at_forum(answers=kept)
    posted(discord)
    discord._act(act)
    assert looked == [found]


def test_an_older_post_of_the_same_name_is_no_answer_that_was_lost(at_forum):
    tries = []

    def lost(route, body):
        if route.path == "/channels/{channel_id}/threads":
            tries.append(body["name"])
            if len(tries) == 1:
                raise aiohttp.ServerDisconnectedError
        old = {"id": "5", "parent_id": str(FORUM), "owner_id": str(BOT), "name": tries[0]} if tries else {}
        return {"threads": [old]} if route.path.endswith("/threads/active") else None

    posted(at_forum(answers=lost))
    assert len(tries) == 2
