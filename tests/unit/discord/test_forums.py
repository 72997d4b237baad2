"""Posts in forums: a title, a tag that fits, all messages in one post, and one post however often it is tried."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import aiohttp
import discord as api
import pytest

from adapters.base import Undeliverable
from adapters.discord import adapter, harness, posts
from adapters.discord.harness import BOT, GUILD, SERVER, DiscordHarness
from adapters.discord.posts import link
from adapters.posted import Posts
from bot.chat.filing import Filed
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
        again = await adapter._rewritten(client, PLACE, out, long, key="d7")
        assert list(again) == out
        for message in out:
            assert await adapter._taken_down(client, PLACE, message)
            assert link(client, PLACE, message).endswith(f"/{GUILD}/{THREAD}/{message.rpartition('/')[2]}")

    discord._act(act)
    sent = [route for route, _ in discord.calls if route.method in ("PATCH", "DELETE")]
    assert [route.channel_id for route in sent] == [THREAD] * 2 * len(out)
    numbers = [route.url.rpartition("/")[2] for route in sent]
    assert numbers == [str(THREAD), *(one.rpartition("/")[2] for one in out[1:])] * 2
    assert next(route.path for route in sent if route.method == "DELETE") == "/channels/{channel_id}"


def test_a_post_whose_answer_was_lost_is_found_again(at_forum):
    made, sent = [], {}

    def lost(route, body):
        if route.path == "/channels/{channel_id}/threads":
            made.append({"id": str(THREAD), "parent_id": str(FORUM), "owner_id": str(BOT), "name": body["name"]})
            sent.update(body["message"])
            raise aiohttp.ServerDisconnectedError
        if route.method == "GET" and route.path.endswith("/messages/{message_id}"):
            return {"id": str(THREAD), "author": {"id": str(BOT)}, **sent}
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
        looked.append(await adapter._arrived(client, PLACE, Posts().of(PLACE, key), datetime(2026, 11, 20, tzinfo=UTC)))

    discord = at_forum(answers=kept)
    posted(discord)
    discord._act(act)
    assert looked == [found]


@pytest.mark.parametrize("fault", [(404, 10008), (403, 50001)])
def test_a_post_that_cannot_be_read_hides_none_and_is_not_taken_for_ours(at_forum, fault):
    threads, sent, looked = [THREAD + 1], [], []

    def lost(route, body):
        if route.path == "/channels/{channel_id}/threads":
            sent.append(body["message"])
            threads.append(THREAD)
            if len(sent) == 1:
                raise aiohttp.ServerDisconnectedError
        if route.method == "GET" and route.path.endswith("/messages/{message_id}"):
            if route.channel_id != THREAD:
                raise refused(*fault)
            return {"id": str(THREAD), "author": {"id": str(BOT)}, **sent[0]}
        ours = {"parent_id": str(FORUM), "owner_id": str(BOT), "name": "12 new applicants @everyone…"}
        return {"threads": [{"id": str(one), **ours} for one in threads]} if "active" in route.path else None

    async def act(client):
        since = datetime(2026, 11, 20, tzinfo=UTC)
        looked.append(await posts.found(client, FORUM, "d7", since, ""))

    discord = at_forum(answers=lost)
    assert posted(discord) == str(THREAD)
    assert len(sent) == 1
    if fault[0] == 404:
        discord._act(act)
        assert looked[0][0] == str(THREAD)


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


# ------------------------------------------------------ posts about one person

STAGES = ("New", "Screening", "Hired")
ILSE = Reply(
    (Text(("Ilse",)),), text="New applicant.", private=False, filed=Filed("Ilse Okonkwo · Intern", "Screening", STAGES)
)


def refused(status, code):
    kind = {403: api.Forbidden, 404: api.NotFound}.get(status, api.HTTPException)
    return kind(SimpleNamespace(status=status, reason=""), {"code": code, "message": ""})


def acted(discord, act):
    found = []

    async def doing(client):
        found.append(await act(client))

    discord._act(doing)
    return found[0]


def changes(discord):
    return [body for route, body in discord.calls if (route.method, route.path) == ("PATCH", "/channels/{channel_id}")]


class Threads:
    """One post in the forum, in whatever state; what is refused there."""

    def __init__(self, *, tags=(), name="Ilse Okonkwo · Intern", archived=False, refuses=None, gone=False):
        self.post = {"id": str(THREAD), "name": name, "applied_tags": list(tags)}
        self.archived, self.refuses, self.gone = archived, refuses or {}, gone

    def __call__(self, route, body):
        at = (route.method, route.path)
        if self.gone and route.channel_id == THREAD:
            raise refused(404, 10003)
        if at in self.refuses and route.channel_id == THREAD:
            raise self.refuses[at]
        if at == ("PATCH", "/channels/{channel_id}") and route.channel_id == THREAD:
            self.archived = body.get("archived", self.archived)
        if self.archived and route.method in ("PATCH", "DELETE") and "archived" not in (body or {}):
            raise refused(400, 50083)
        return self.post if at == ("GET", "/channels/{channel_id}") and route.channel_id == THREAD else None


def test_a_post_about_one_person_has_their_name_for_a_title_and_their_stage_for_a_tag(at_forum):
    discord = at_forum("New", "screening", "Rust")
    posted(discord, ILSE)
    (body,) = begun(discord)
    assert (body["name"], body["applied_tags"]) == ("Ilse Okonkwo · Intern", ["2"])


def test_the_tag_follows_the_stage_and_tags_of_people_stay(at_forum):
    discord = at_forum("New", "Screening", "Rust", answers=Threads(tags=["1", "3"]))
    assert acted(discord, lambda client: adapter._rewritten(client, PLACE, [str(THREAD)], ILSE, key=""))
    assert changes(discord) == [{"applied_tags": ["3", "2"]}]


def test_a_post_that_is_as_it_should_be_is_not_filed_again(at_forum):
    discord = at_forum("New", "Screening", answers=Threads(tags=["2"]))
    assert acted(discord, lambda client: adapter._rewritten(client, PLACE, [str(THREAD)], ILSE, key=""))
    assert changes(discord) == []


def test_a_post_has_five_tags_at_most_and_that_of_the_stage_is_one(at_forum):
    others = [str(one) for one in range(11, 16)]
    discord = at_forum("New", "Screening", answers=Threads(tags=others))
    acted(discord, lambda client: adapter._rewritten(client, PLACE, [str(THREAD)], ILSE, key=""))
    assert changes(discord) == [{"applied_tags": [*others[:4], "2"]}]


@pytest.mark.parametrize(("there", "made"), [(1, True), (20, False)])
def test_the_bot_adds_the_tag_that_is_missing_where_it_may_and_there_is_room(at_forum, monkeypatch, there, made):
    tags = [f"t{one}" for one in range(there)]
    server = at_forum(*tags)
    known = channel(*tags)["available_tags"]
    new = {"id": "99", "name": "Screening", "moderated": False}

    def answers(route, body):
        if route.path == "/channels/{channel_id}":
            return {"available_tags": [*known, new] if route.method == "PATCH" else known}
        return {"id": str(THREAD)} if route.path.endswith("/threads") else None

    server._answers = answers
    monkeypatch.setattr("adapters.discord.tags.may_make", lambda place: True)
    posted(server, ILSE)
    assert [len(body["available_tags"]) for body in changes(server)] == [there + 1] * made
    assert begun(server)[0].get("applied_tags", []) == ["99"] * made


def test_a_forum_that_asks_for_a_tag_says_which_one_it_lacks(at_forum):
    with pytest.raises(Undeliverable, match="add one called Screening"):
        posted(at_forum("Rust", required=True), ILSE)


def test_an_archived_post_is_opened_for_a_change_and_put_away_again(at_forum):
    threads = Threads(tags=["1"], archived=True)
    discord = at_forum("New", "Screening", answers=threads)
    assert acted(discord, lambda client: adapter._rewritten(client, PLACE, [str(THREAD)], ILSE, key=""))
    assert changes(discord)[-2:] == [{"applied_tags": ["2"]}, {"archived": True}]
    assert threads.archived


RETURNED = replace(ILSE, filed=replace(ILSE.filed, under=str(THREAD)))


def test_who_comes_back_is_told_of_in_the_same_post(at_forum):
    discord = at_forum("Screening")
    number = posted(discord, RETURNED)
    assert begun(discord) == []
    assert number.startswith(f"{THREAD}/")
    (sent,) = [(route, body) for route, body in discord.calls if route.path == "/channels/{channel_id}/messages"]
    assert sent[0].channel_id == THREAD
    assert sent[1]["enforce_nonce"]


SEND = ("POST", "/channels/{channel_id}/messages")


@pytest.mark.parametrize(
    "threads",
    [Threads(gone=True), Threads(refuses={SEND: refused(403, 50013)}), Threads(refuses={SEND: refused(400, 50083)})],
)
def test_where_the_post_takes_nothing_more_a_new_one_is_begun(at_forum, threads):
    discord = at_forum("Screening", answers=threads)
    assert posted(discord, RETURNED) == str(THREAD)
    assert len(begun(discord)) == 1


def test_a_message_beneath_a_post_is_found_again_by_its_key(at_forum):
    sent = {}

    def kept(route, body):
        if (route.method, route.path) == SEND:
            sent.update(body)
            return {"id": "77"}
        if (route.method, route.path) == ("GET", SEND[1]):
            return [{"id": "77", "author": {"id": str(BOT)}, **sent}]
        return {"threads": []} if route.path.endswith("/threads/active") else None

    discord, since = at_forum(answers=kept), datetime(2026, 11, 20, tzinfo=UTC)
    posted(discord, RETURNED)
    look = lambda key: acted(  # noqa: E731
        discord, lambda client: adapter._arrived(client, PLACE, Posts().of(PLACE, key), since, str(THREAD))
    )
    assert (look("d7"), look("d8")) == ((f"{THREAD}/77",), ())


def test_where_the_words_are_not_changed_the_title_is_not_either(at_forum):
    edited = ("PATCH", "/channels/{channel_id}/messages/{message_id}")
    discord = at_forum("New", "Screening", answers=Threads(name="Taken down", refuses={edited: refused(404, 10008)}))
    assert not acted(discord, lambda client: adapter._rewritten(client, PLACE, [str(THREAD)], ILSE, key=""))
    assert not changes(discord)


REMOVE = ("DELETE", "/channels/{channel_id}")


@pytest.mark.parametrize("archived", [False, True])
def test_a_post_that_the_bot_may_not_remove_loses_its_words_and_its_title(at_forum, archived):
    threads = Threads(archived=archived, refuses={REMOVE: refused(403, 50013)})
    discord = at_forum(answers=threads)
    assert acted(discord, lambda client: adapter._taken_down(client, PLACE, str(THREAD)))
    assert {"name": "Taken down"} in changes(discord)
    gone = [route.url for route, _ in discord.calls if route.method == "DELETE" and "/messages/" in route.url]
    assert gone[-1].endswith(f"/{THREAD}/messages/{THREAD}")


def test_a_locked_post_that_nothing_can_be_done_about_is_told_and_not_given_up(at_forum):
    locked = refused(403, 50013)
    discord = at_forum(answers=Threads(refuses={REMOVE: locked, ("PATCH", "/channels/{channel_id}"): locked}))
    with pytest.raises(Undeliverable) as told:
        acted(discord, lambda client: adapter._taken_down(client, PLACE, str(THREAD)))
    assert told.value.lasting


@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_direct_conversation_that_cannot_be_opened_is_told_and_not_thrown(at_forum, status):
    def answers(route, _body):
        if route.path == "/users/@me/channels":
            raise refused(status, 50278)

    discord = at_forum(answers=answers)
    direct = replace(PLACE, kind="dm", id="703")
    for done in (
        lambda client: adapter._taken_down(client, direct, "17"),
        lambda client: adapter._rewritten(client, direct, ["17"], ILSE, key=""),
    ):
        with pytest.raises(Undeliverable):
            acted(discord, done)


def test_a_forum_can_be_chosen_and_says_which_tags_it_has(at_forum):
    board = at_forum("New", "Rust")
    reach = acted(board, lambda client: posts.reach(client, replace(PLACE, name="candidates", id="")))
    assert (reach.id, reach.name) == (str(FORUM), "candidates")
    assert reach.tags == ("New", "Rust")
