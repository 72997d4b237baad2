"""What the session fetches, sends and gives up: with a real pool, and calls that are only noted."""

import asyncio
import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from types import SimpleNamespace

import discord
import pytest

from adapters.base import Undeliverable
from adapters.discord import adapter
from adapters.discord import client as module
from adapters.discord import session as sessions
from adapters.discord.harness import BOT, CHANNEL, DIRECT, MEMBER, USER, DiscordHarness
from adapters.posted import Post, Posts
from bot.chat.messages import Place, Reply, Text
from bot.records import Workspace
from tests.cores import ScriptedCore, said

LONG = Reply(tuple(Text((f"Person {number} " + "word " * 700,)) for number in range(4)), text="4 people.")
FAULT = "it was not fetched. Send it again."


def with_files(harness, count, **more):
    """A direct message with files; the addresses that were asked for."""
    for number in range(count):
        harness._files[f"https://cdn.discordapp.com/{number}"] = b"x"
    attachments = [
        {"id": str(number), "filename": f"{number}.md", "size": 1, "url": url, "proxy_url": url}
        for number, url in enumerate(harness._files)
    ]
    return harness.event("MESSAGE_CREATE", harness.message("", attachments=attachments, **more))


@pytest.mark.parametrize("dm", [True, False])
def test_for_whoever_has_no_role_nothing_is_fetched_and_one_answer_is_given(dm):
    core = ScriptedCore(lambda request: said("You have no role."))
    core.admitting = False
    harness = DiscordHarness(core)
    where = {} if dm else {"guild_id": "700", "member": MEMBER, "channel_id": str(CHANNEL), "content": f"<@{BOT}>"}
    shown = with_files(harness, 2, **where)
    assert "You have no role." in shown[0].text
    assert shown[0].private
    (request,) = core.requests
    assert [(one.data, one.fault) for one in request.uploads] == [(b"", FAULT)] * 2


def test_of_many_files_twenty_are_fetched():
    core = ScriptedCore()
    with_files(DiscordHarness(core), 23)
    (request,) = core.requests
    assert [one.name for one in request.uploads] == [f"{number}.md" for number in range(23)]
    assert [(one.data, one.fault) for one in request.uploads[19:21]] == [(b"x", ""), (b"", "Only 20 files at once.")]
    assert {one.fault for one in request.uploads[20:]} == {"Only 20 files at once."}


# ------------------------------------------------------------------- posting


def posted(harness, posts, key="d7", reply=LONG):
    found = []

    async def act(client):
        place = Place(Workspace("discord", "700"), "channel", str(CHANNEL))
        found.append(await adapter._posted(client, place, reply, posts.of(place, key)))

    harness._act(act)
    return found[0]


def messages(harness):
    return [body for route, body in harness.calls if route.path == "/channels/{channel_id}/messages"]


def refused(status):
    return discord.HTTPException(SimpleNamespace(status=status, reason="no"), {"code": 0, "message": "no"})


def failing_at(number, error):
    """A Discord that fails one message."""
    tried = []

    def answers(route, body):
        if route.path.endswith("/messages"):
            tried.append(route)
            if len(tried) == number:
                raise error

    return answers


def test_a_post_that_broke_off_goes_on_where_it_broke_when_it_is_repeated():
    harness, posts = DiscordHarness(ScriptedCore(), failing_at(2, refused(429))), Posts()
    with pytest.raises(Undeliverable, match=r"Only a part of the post went out.*less often") as told:
        posted(harness, posts)
    assert told.value.unknown
    tried = messages(harness)
    first = posted(harness, posts)
    assert posted(harness, posts) == first
    sent = [tried[0], *messages(harness)[len(tried) :]]
    assert len(sent) == len({str(one["components"]) for one in sent}) > 2
    assert [one["nonce"] for one in sent][:2] == ["d7", tried[1]["nonce"]]
    assert len({one["nonce"] for one in sent}) == len(sent)
    assert all(one["enforce_nonce"] for one in sent)


@pytest.mark.parametrize("broke_at", [2, 3, 0])
def test_a_post_that_another_process_began_goes_on_and_all_its_messages_are_told(broke_at):
    stand = []

    def keeping(route, body):
        if route.method == "GET" and route.path.endswith("/messages"):
            return [one for one in stand if one["channel_id"] == str(route.channel_id)]
        if route.path.endswith("/messages") and len(stand) + 1 == broke_at and not began:
            raise refused(429)
        if route.path.endswith("/messages"):
            numbers = {"id": str((1 << 62) + len(stand)), "channel_id": str(route.channel_id)}
            stand.append({**numbers, "author": {"id": str(BOT)}, **body})
            return stand[-1]
        return None

    began = []
    harness, place, later = (
        DiscordHarness(ScriptedCore(), keeping),
        Place(Workspace("discord", "700"), "channel", str(CHANNEL)),
        Posts(),
    )
    with pytest.raises(Undeliverable) if broke_at else contextlib.nullcontext():
        posted(harness, Posts())
    began.append(len(stand))

    async def act(client):
        since = datetime(2026, 11, 20, tzinfo=UTC)
        began.append(await adapter._arrived(client, place, later.of(place, "d7"), since))
        assert await adapter._arrived(client, place, Posts().of(place, "d8"), since) == ()

    harness._act(act)
    ids = began[1] or posted(harness, later)
    assert bool(began[1]) == (not broke_at)
    first, *others = (one["id"] for one in stand)
    assert ids == (first, *(f"{first}/{one}" for one in others))
    assert len({str(one["components"]) for one in stand}) == len(stand) > 2


def test_a_post_to_a_person_goes_to_their_direct_messages():
    harness = DiscordHarness(ScriptedCore())

    async def act(client):
        place = Place(Workspace("discord", "700"), "dm", USER["id"])
        await adapter._posted(client, place, said("12 new applicants"), Post("d7"))

    harness._act(act)
    opened, sent = harness.calls
    assert (opened[0].path, opened[1]) == ("/users/@me/channels", {"recipient_id": USER["id"]})
    assert sent[0].channel_id == DIRECT


# ------------------------------------------------------------------ stopping


async def until(look):
    while not look():  # noqa: ASYNC110 - nobody tells of it
        await asyncio.sleep(0)


def test_what_was_taken_but_not_begun_is_told_so_when_the_bot_stops(monkeypatch):
    monkeypatch.setattr(module, "IN_HAND", 0)
    begun, go = threading.Event(), threading.Event()

    def slowly(request):
        begun.set()
        assert go.wait(10)
        return said("Done.")

    core = ScriptedCore(slowly)
    harness = DiscordHarness(core)

    async def act(client):
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as pool:
            client.session._pool = pool
            parse = client._connection.parsers
            parse["MESSAGE_CREATE"](harness.message("show 1"))
            await loop.run_in_executor(None, begun.wait, 10)
            parse["MESSAGE_CREATE"](harness.message("note 2 Call her"))
            parse["INTERACTION_CREATE"](harness.slash("note", {"text": "Call her"}))
            await until(lambda: len(client.session._queued) == 3)
            client.http.close = lambda: asyncio.sleep(0)
            finishing = asyncio.ensure_future(client.finish())
            await until(lambda: len(client._under_way) == 1)
            go.set()
            await finishing

    shown = harness._act(act)
    told = "That was not done: the bot is being restarted. Send it again."
    assert sorted(one.text for one in shown) == ["Done.", told, told]
    assert all(one.private for one in shown)
    assert [request.text for request in core.requests] == ["show 1"]


def asking(harness):
    """Everything that somebody can ask while the bot stops, by how Discord tells of it."""
    typing = harness.slash("show", {"who": "okon"})
    typing["type"] = 4
    typing["data"]["options"][0]["options"][0]["focused"] = True
    button = {"custom_id": "stage #2 offer", "component_type": 2}
    return {
        "message": ("MESSAGE_CREATE", harness.message("note 2 Call her")),
        "mention": ("MESSAGE_CREATE", harness.message(f"<@{BOT}> note 2 Call her", dm=False)),
        "file in an intake channel": ("MESSAGE_CREATE", harness.message("", dm=False)),
        "command": ("INTERACTION_CREATE", harness.slash("note", {"text": "Call her"})),
        "press": ("INTERACTION_CREATE", harness.interaction(3, button, message=harness.message(""))),
        "long line": (
            "INTERACTION_CREATE",
            harness.interaction(3, {**button, "custom_id": "~k 0"}, message=harness.message("")),
        ),
        "form": ("INTERACTION_CREATE", harness.interaction(5, {"custom_id": "note #2", "components": []}, dm=False)),
        "completion": ("INTERACTION_CREATE", typing),
    }


@pytest.mark.parametrize("act", asking(DiscordHarness(ScriptedCore())))
def test_whoever_asks_while_the_bot_stops_is_told_so_at_once(act):
    begun, go, left = threading.Event(), threading.Event(), []

    def slowly(request):
        begun.set()
        assert go.wait(10)
        return said("Done.")

    core = ScriptedCore(slowly)
    core.intakes.add(str(CHANNEL))
    core.in_hand.give_up = left.append
    harness = DiscordHarness(core)
    harness.said = [harness.message("", dm=False, attachments=[harness._attached("cv.md", b"CV")])]

    async def do(client):
        parse = client._connection.parsers
        parse["MESSAGE_CREATE"](harness.message("show 1"))
        await asyncio.get_running_loop().run_in_executor(None, begun.wait, 10)
        client.http.close = lambda: asyncio.sleep(0)
        finishing = asyncio.ensure_future(client.finish())
        await asyncio.sleep(0)
        name, event = asking(harness)[act]
        parse[name](event)
        await until(lambda: len(client._under_way) == 2)
        await until(lambda: len(client._under_way) == 1)
        go.set()
        await finishing

    shown = [one.text for one in harness._act(do)]
    told = [] if act == "completion" else ["That was not done: the bot is being restarted. Send it again."]
    pointer = ["Answered in your direct messages."] if act in ("mention", "file in an intake channel") else []
    assert shown == [*told, *pointer, "Done."]
    assert [request.text for request in core.requests] == ["show 1"]
    assert left == []


class Shard:
    """A connection of which somebody's message comes just before it ends."""

    def __init__(self, last):
        self._last = last
        self.ended = False

    async def disconnect(self):
        assert not self.ended
        self._last()
        self.ended = True


def test_who_was_heard_last_is_told_so_too(monkeypatch):
    harness = DiscordHarness(ScriptedCore())

    async def do(client):
        client.http.close = lambda: asyncio.sleep(0)
        last = harness.message("note 2 Call her")
        shard = Shard(lambda: client._connection.parsers["MESSAGE_CREATE"](last))
        monkeypatch.setattr(type(client), "shards", {0: shard})
        await client.finish()
        assert shard.ended

    assert [one.text for one in harness._act(do)] == ["That was not done: the bot is being restarted. Send it again."]


def test_completions_that_were_not_begun_are_none():
    core = ScriptedCore()
    harness = DiscordHarness(core)
    event = harness.slash("show", {"who": "okon"})
    event["type"] = 4
    event["data"]["options"][0]["options"][0]["focused"] = True

    async def act(client):
        client.session.give_up()
        client._connection.parsers["INTERACTION_CREATE"](event)
        await until(lambda: harness.calls)

    harness._act(act)
    assert harness.calls[-1][1] == {"type": 8, "data": {"choices": []}}


def test_among_very_many_requests_further_ones_are_told_to_wait_at_once(monkeypatch):
    monkeypatch.setattr(sessions, "MOST_IN_HAND", 1)
    begun, go = threading.Event(), threading.Event()

    def slowly(request):
        begun.set()
        assert go.wait(10)
        return said("Done.")

    harness = DiscordHarness(ScriptedCore(slowly))

    async def act(client):
        parse = client._connection.parsers
        parse["INTERACTION_CREATE"](harness.slash("show", {"who": "#1"}))
        await asyncio.get_running_loop().run_in_executor(None, begun.wait, 10)
        parse["INTERACTION_CREATE"](harness.slash("show", {"who": "#2"}))
        await until(lambda: [body for _, body in harness.calls if body.get("type") == 5])
        assert len(harness.calls) == 1
        go.set()
        await until(lambda: not client._under_way)

    assert [one.text for one in harness._act(act)] == ["Done.", "Done."]
