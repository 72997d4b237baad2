"""A thread of Discord's as a whole: paged, bounded, without noise; and what to say where it cannot be had."""

import asyncio
from types import SimpleNamespace

import discord
import pytest

from adapters.discord.threads import BEGINNING, HAS_THREAD, link, said, saved, whole
from bot.work.discussions import MOST_SAID, Unread

GUILD, CHANNEL, THREAD, BOT = 700, 701, 800, 704


def message(number, content="hi", **more):
    author = {"id": "9", "username": "jonas", "global_name": "Jonas"}
    return {"id": str(number), "type": 0, "author": author, "content": content, "timestamp": "2026-11-09", **more}


class Wire:
    """A server with one thread, whose messages come as Discord sends them: the newest of a page first."""

    def __init__(self, *messages, error=None, guild=GUILD):
        self.messages_, self.error, self.guild, self.asked = messages, error, guild, []

    async def channel(self, number):
        if self.error:
            raise self.error
        kind = 11 if number == THREAD else 0
        return {"id": str(number), "type": kind, "guild_id": str(self.guild)}

    async def messages(self, channel, *, after, limit):
        self.asked.append((channel, after))
        return [one for one in self.messages_ if int(one["id"]) > after][:limit][::-1]


HERE = link(GUILD, THREAD, "805")


def read(wire, address=HERE, names=None):
    return asyncio.run(whole(wire, address, str(GUILD), BOT, names or {}))


def test_pages_follow_one_another_and_stop_at_the_bound():
    wire = Wire(*(message(number) for number in range(1_000, 2_000)))
    found = read(wire)
    assert (len(found.said), found.cut) == (MOST_SAID, True)
    assert len(wire.asked) <= 4
    short = read(Wire(*(message(number, f"word {number}") for number in range(1_000, 1_150))))
    assert [one.text for one in short.said] == [f"word {number}" for number in range(1_000, 1_150)]
    assert (short.link, short.cut) == (f"https://discord.com/channels/{GUILD}/{THREAD}", False)


def test_the_message_that_a_thread_grew_from_comes_first():
    start = message(800, "", type=BEGINNING, referenced_message=message(800, "impressions?"))
    wire = Wire(start, message(801, "strong"))
    for address in (link(GUILD, CHANNEL, "800"), link(GUILD, THREAD, "801"), link(GUILD, THREAD)):
        assert [one.text for one in read(wire, address).said] == ["impressions?", "strong"]


def test_the_bot_words_to_it_and_what_nobody_said_are_left_out():
    ours = {"id": str(BOT), "username": "recruitbot", "bot": True}
    some = [
        message(1, "strong"),
        message(2, "Two people.", author=ours),
        message(3, f"<@{BOT}> note noor"),
        message(4, "", type=6),
        message(5, "", attachments=[{"filename": "cv.pdf"}]),
        message(6, "", sticker_items=[{"id": "1"}]),
    ]
    assert [one.text for one in read(Wire(*some)).said] == ["strong", "[cv.pdf]"]


def test_mentions_and_signs_of_the_server_are_names():
    users = [{"id": "9", "username": "jonas", "global_name": "Jonas"}]
    one = message(1, "<@9> <@!9> <@&5> <#6> <:yes:1234567890123456> <@77> @everyone", mentions=users)
    words = said(one, {"@&5": "hiring", "#6": "ml"}).text
    assert words == "@Jonas @Jonas @hiring #ml :yes: <@77> @everyone"


def failure(kind, status, code):
    return kind(SimpleNamespace(status=status, reason="no"), {"code": code, "message": "Noor"})


@pytest.mark.parametrize(
    ("wire", "words"),
    [
        (Wire(), "it needs Read Message History"),
        (Wire(message(1), message(2, "")), "turn the Message Content intent on"),
        (Wire(error=failure(discord.Forbidden, 403, 50001)), "needs View Channels and Read Message History"),
        (Wire(error=failure(discord.NotFound, 404, 10003)), "no such thread any more"),
        (Wire(message(1), guild=999), "not a thread of this server"),
    ],
)
def test_what_is_in_the_way_is_said(wire, words):
    with pytest.raises(Unread) as told:
        read(wire)
    assert words in str(told.value)
    assert "Noor" not in str(told.value)


@pytest.mark.parametrize(
    "address", ["", "https://tessera.slack.com/archives/C1/p1763715600000100", link(999, THREAD), link(None, THREAD)]
)
def test_no_other_address_is_asked_for(address):
    wire = Wire(message(1))
    with pytest.raises(Unread, match="not a thread of this server"):
        read(wire, address)
    assert wire.asked == []


def from_menu(given, **more):
    return saved({"target_id": "1", "resolved": {"messages": {"1": given}}}, GUILD, CHANNEL, **{"names": {}, **more})


def test_a_message_chosen_from_its_menu_brings_its_words_and_where_it_stands():
    alone = from_menu(message(1), threaded=False).discussion
    assert (alone.link, alone.threaded, alone.said[0].author) == (link(GUILD, CHANNEL, "1"), False, "Jonas")
    assert from_menu(message(1), threaded=True).discussion.threaded
    assert from_menu(message(1, flags=HAS_THREAD), threaded=False).discussion.threaded
    assert from_menu(message(1, ""), threaded=False).discussion.said == ()
    forged = saved({"target_id": "2", "resolved": {}}, GUILD, CHANNEL, threaded=True, names={})
    assert (forged.text, forged.discussion.said, forged.discussion.link) == ("save", (), "")
