"""The bot on Discord as a team uses it: real client library, real sockets, a server that none of us wrote."""

import itertools
import json

import pytest
from discord import Permissions
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.base import Undeliverable
from adapters.discord import adapter as module
from adapters.discord import create
from bot.chat.messages import Button, Person, Place, Reply, Title
from bot.records import Workspace
from bot.settings import Settings
from tests.cores import ScriptedCore
from tests.e2e.discord.proxy import Fault

CV = """# Ottoline Vantongeren

ottoline@vantongeren.example

## Experience

Kernel engineer, Quillon Systems, 2022 - present
- Wrote the CUDA kernels of the sampling path. @everyone <@701000000000000002> [win](https://evil.example)

## Skills

CUDA, Triton, Rust
"""


def test_the_slash_command_has_a_subcommand_for_each_declared_command(mara):
    candidate, team = mara.registered()
    names = [one["name"] for one in candidate["options"]]
    assert (candidate["name"], team["name"]) == ("candidate", "team")
    assert {"find", "show", "new", "note", "stage", "help", "ask"} <= set(names)
    assert "form" not in names
    assert {"digest", "access", "opening", "stages"} <= {one["name"] for one in team["options"]}


def test_a_search_by_slash_command_is_seen_by_the_asker_alone(mara):
    seen = mara.slash("find", query="cuda")
    assert seen.private
    assert "for cuda" in seen.text
    assert "Priyanka" in seen.text or "CUDA" in seen.text


def test_a_name_is_completed_while_it_is_typed(mara):
    choices = mara.complete("show", "who", "okon")
    assert any("Okonkwo-Brandt" in one["name"] for one in choices)


def test_a_button_opens_the_person(mara):
    found = mara.slash("find", query="cuda triton")
    card = mara.press(found, "Open")
    assert card.private
    assert "Work" in card.text


def test_a_name_in_a_direct_message_shows_the_card(mara):
    card = mara.say("okonkwo-brandt")
    assert "Ilse Okonkwo-Brandt" in card.text


def test_a_mention_in_a_channel_is_answered_directly(mara):
    before = len(mara.proxy.calls)
    mara.message(f"<@{mara.state['bot']}> okonkwo-brandt", channel="ml-hiring")
    assert "Ilse Okonkwo-Brandt" in mara.next_message(before, "dm").text
    note = mara.next_message(before, "ml-hiring")
    assert "direct messages" in note.text
    assert "Ilse" not in note.text


def test_other_talk_is_none_of_the_bots_business(mara):
    before = len(mara.proxy.calls)
    mara.message("okonkwo-brandt was great", channel="ml-hiring")
    mara.say("help")
    answered = [one.path for one in mara.proxy.calls[before:] if one.path.endswith("/messages")]
    assert answered == [f"/channels/{mara.state['channels']['dm']}/messages"]


def test_a_form_asks_for_the_note_and_saves_it(mara):
    card = mara.slash("show", who="okonkwo-brandt")
    form = mara.press(card, "Add note…")
    assert form.payload["title"]
    saved = mara.fill(form, text="Strong on memory layout.")
    assert saved.private
    assert "Strong on memory layout." in mara.slash("show", who="okonkwo-brandt").text


def test_a_message_and_a_whole_thread_are_saved_with_somebody_from_the_menu(mara, bob):
    first, last = mara.talk("impressions", "strong on GPUs", "she asked about NSDI")
    form = mara.save(last, channel="impressions")
    assert [one["component"]["custom_id"] for one in form.payload["components"]] == ["who", "keep", "text"]
    alone = mara.fill(form, channel="impressions", who="okonkwo-brandt", keep="message")
    assert alone.private
    assert "1 message by mara" in alone.text
    form = mara.save(first, channel="impressions")
    whole = mara.fill(form, channel="impressions", who="okonkwo-brandt", keep="thread", text="After the talk")
    assert whole.private
    assert "2 messages by mara" in whole.text
    notes = mara.slash("notes", who="okonkwo-brandt")
    assert "After the talk" in notes.text
    assert notes.text.index("strong on GPUs") < notes.text.index("she asked about NSDI")
    channel = mara.state["channels"]["impressions"]
    assert f"https://discord.com/channels/{mara.state['guild']}/{channel})" in json.dumps(notes.payload)
    assert "no role in it yet" in bob.save(last, channel="impressions").text
    mara.slash("undo")
    assert "After the talk" not in mara.slash("notes", who="okonkwo-brandt").text


def test_a_role_that_was_taken_away_is_gone_from_messages_and_forms_that_are_open(mara, bob):
    assert "no role in it yet" in bob.slash("show", who="okonkwo-brandt").text
    assert "is recruiter now" in mara.slash("access grant", whom=bob.user, role="recruiter").text
    card = bob.slash("show", who="okonkwo-brandt")
    form = bob.press(card, "Add note…")
    assert "no access any more" in mara.slash("access revoke", whom=bob.user).text
    assert "no role in it yet" in bob.fill(form, text="Too late").text
    assert "no role in it yet" in bob.press(card, "Show proof").text
    assert bob.complete("show", "who", "okon") == []
    assert "Too late" not in mara.slash("show", who="okonkwo-brandt").text


def test_a_form_picks_people_and_roles_from_discords_own_lists(mara):
    form = mara.press(mara.slash("access list"), "Give a role…")
    assert [one["component"]["type"] for one in form.payload["components"]] == [5, 6, 3]


def test_a_menu_moves_somebody_to_another_stage(mara):
    card = mara.slash("show", who="okonkwo-brandt")
    mara.press(card, "Interview")
    assert "🟣 Interview" in mara.slash("show", who="okonkwo-brandt").text


def test_a_cv_is_attached_checked_and_saved_and_its_words_ping_nobody(mara):
    draft = mara.say("", ("ottoline_vantongeren.md", CV.encode()))
    assert "Ottoline Vantongeren" in draft.text
    mara.press(draft, "Save", channel="dm")
    found = mara.slash("find", query="ottoline vantongeren")
    assert "Ottoline Vantongeren" in found.text
    proof = mara.slash("find", query="cuda quillon")
    assert "@everyone <@701000000000000002> [win](https://evil.example)" in proof.text


def test_a_cv_comes_by_slash_command_too(mara):
    text = CV.replace("Ottoline", "Henrike").replace("ottoline", "henrike")
    draft = mara.slash("add", ("henrike.md", text.encode()))
    assert draft.private
    assert "Henrike Vantongeren" in draft.text


def test_the_original_file_goes_to_the_asker_alone(mara):
    before = len(mara.proxy.calls)
    mara.slash("file", who="okonkwo-brandt")
    sent = mara.proxy.wait(lambda: next((one for one in mara.proxy.calls[before:] if one.files), None))
    assert sent.body["flags"] == 64
    assert b"Okonkwo-Brandt" in next(iter(sent.files.values()))


def test_whoever_has_no_role_gets_nothing(bob):
    refused = bob.slash("find", query="cuda")
    assert "no role" in refused.text
    assert "Okonkwo" not in refused.text
    assert bob.complete("show", "who", "okon") == []


def test_a_rate_limit_and_a_fault_of_discords_are_waited_out(mara):
    for status in (429, 500):
        mara.proxy.faults.append(Fault("/messages", status))
        assert "Ilse Okonkwo-Brandt" in mara.say("okonkwo-brandt").text
    assert mara.proxy.faults == []


def test_a_lost_connection_is_made_again(mara):
    sessions = mara.proxy.gateway.identified
    mara.proxy.drop()
    mara.proxy.wait(lambda: mara.proxy.gateway.identified > sessions)
    assert "Ilse Okonkwo-Brandt" in mara.say("okonkwo-brandt").text


def test_a_button_works_after_the_bot_was_started_again(mara, bot):
    found = mara.slash("find", query="cuda triton")
    sessions, registered = mara.proxy.gateway.identified, sum(one.method == "PUT" for one in mara.proxy.calls)
    assert bot.stop() == 0, bot.log
    bot.start()
    mara.proxy.wait(lambda: mara.proxy.gateway.identified > sessions)
    assert "Work" in mara.press(found, "Open").text
    assert sum(one.method == "PUT" for one in mara.proxy.calls) == registered


def test_a_connection_that_is_resumed_loses_nothing_and_answers_once(mara):
    resumed, sessions, before = mara.proxy.gateway.resumed, mara.proxy.gateway.identified, len(mara.proxy.calls)
    mara.proxy.drop(resumable=True)
    mara.message("okonkwo-brandt", channel="dm")
    assert "Ilse Okonkwo-Brandt" in mara.next_message(before).text
    assert (mara.proxy.gateway.resumed, mara.proxy.gateway.identified) == (resumed + 1, sessions)
    mara.say("help")
    path = f"/channels/{mara.state['channels']['dm']}/messages"
    assert sum(one.path == path for one in mara.proxy.calls[before:]) == 2


def test_two_presses_at_once_act_once(mara):
    card = mara.slash("show", who="okonkwo-brandt")
    shown, second = mara.press_twice(card, "Show proof")
    assert "Ilse" in shown.text
    assert second == 6, "nothing is shown, and Discord does not say that it failed"


def test_a_message_becomes_a_candidate_and_a_member_is_found_by_menus(mara, bob):
    (message,) = mara.talk("a CV", CV.replace("Ottoline", "Gudrun").replace("ottoline", "gudrun"))
    assert "Gudrun Vantongeren" in mara.choose("Save as candidate", message, channel="a CV").text
    assert "Ilse Okonkwo-Brandt" in mara.profile_of("bob", "Ilse Okonkwo-Brandt").text
    assert "no role" in bob.profile_of("bob", "Ilse Okonkwo-Brandt").text


others = map(str, itertools.count(1_500_000_000_000_000_001))
"""Servers that the twin does not have."""


@pytest.fixture
def other_server(proxy, state, mara, bob):
    """Bob's own, *Compilers*, which the bot is in, too, and nobody used yet."""
    number = next(others)
    user = {"id": state["bob"], "username": "bob", "discriminator": "0", "avatar": None, "global_name": "Bob"}
    member = {
        "user": user,
        "roles": [],
        "joined_at": "2026-01-05T09:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
    }
    everyone = {"id": number, "name": "@everyone", "permissions": "0", "position": 0, "color": 0, "hoist": False}
    server = {"id": number, "name": "Compilers", "owner_id": state["bob"], "roles": [everyone], "channels": []}
    proxy.members[number, state["bob"]] = member
    proxy.dispatch("GUILD_CREATE", {**server, "members": [], "member_count": 2, "emojis": [], "features": []})
    mara.slash("access grant", whom=state["bob"], role="viewer")
    yield number
    mara.slash("access revoke", whom=state["bob"])
    proxy.dispatch("GUILD_DELETE", {"id": number, "unavailable": False})
    del proxy.members[number, state["bob"]]


def test_a_server_begins_by_what_is_done_in_it_and_not_by_a_direct_message(bob, other_server):
    assert "Ilse Okonkwo-Brandt" in bob.say("okonkwo-brandt").text, "the only team so far"
    assert "What you can ask" in bob.slash_elsewhere("help", other_server).text
    assert "Which server do you mean?" in bob.say("okonkwo-brandt").text


def test_who_has_a_role_in_several_servers_is_asked_once_which_is_meant(bob, other_server):
    bob.slash_elsewhere("help", other_server)
    asked = bob.say("okonkwo-brandt")
    assert "Which server do you mean?" in asked.text
    assert "Ilse" not in asked.text
    assert "Ilse Okonkwo-Brandt" in bob.press(asked, "Hiring", channel="dm").text
    assert "Ilse Okonkwo-Brandt" in bob.say("okonkwo-brandt").text
    listed = bob.say("server")
    assert "about Hiring" in listed.text
    assert "about Compilers now" in bob.press(listed, "Compilers", channel="dm").text
    nobody = bob.say("okonkwo-brandt")
    assert "Ilse Okonkwo-Brandt" not in nobody.text, "each server has candidates of its own"


@pytest.fixture
def core():
    return ScriptedCore()


@pytest.fixture
def poster(core, bot, proxy, state, monkeypatch):
    """The adapter in this process, over the same sockets: it posts as a schedule would."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    settings = Settings(
        _env_file=None,
        discord_token=state["token"],
        discord_guild=state["guild"],
        discord_api_url=f"http://127.0.0.1:{proxy.port}/api/v10",
        discord_gateway_url=f"ws://127.0.0.1:{proxy.port}/",
    )
    sessions = proxy.gateway.identified
    adapter = create(settings, core)
    adapter.start()
    proxy.wait(lambda: proxy.gateway.identified > sessions)
    yield adapter
    adapter.stop()


def digest() -> Reply:
    decisions = (Button("Shortlist", "stage #1 screening"), Button("Pass", "stage #1 rejected"))
    people = tuple(
        Person(f"Person {one} @everyone", (("Engineer",),), open=Button("Open", f"show #{one}"), buttons=decisions)
        for one in range(5)
    )
    return Reply((Title("12 new applicants", large=True), *people), text="12 new applicants.", private=False)


def test_a_digest_is_posted_once_however_often_it_is_tried(poster, mara, state):
    place = Place(Workspace("discord", state["guild"]), "channel", state["channels"]["ml-hiring"])
    first = poster.post(place, digest(), key="digest-1")
    mara.proxy.faults += [Fault("/messages", lose=True), Fault("/messages", 500)]
    assert poster.post(place, digest(), key="digest-2") != first
    assert poster.post(place, digest(), key="digest-1") == first
    assert mara.count_of("12 new applicants") == 2


@pytest.mark.parametrize(
    ("fault", "ends"),
    [
        (Fault("/messages", 403, 50001), (True, False)),
        (Fault("/messages", 404, 10003), (True, False)),
        (Fault("/messages", 503), (False, True)),
    ],
)
def test_a_post_that_fails_says_whether_it_can_be_tried_again(poster, proxy, state, fault, ends):
    proxy.faults.append(fault)
    place = Place(Workspace("discord", state["guild"]), "channel", state["channels"]["ml-hiring"])
    with pytest.raises(Undeliverable) as told:
        poster.post(place, digest(), key=f"digest-{fault.status}")
    assert (told.value.lasting, told.value.unknown) == ends


def test_a_rate_limit_of_an_hour_is_not_waited_for_and_nothing_was_posted(poster, mara, state, monkeypatch):
    monkeypatch.setattr(module, "POSTING", 5.0)
    before = mara.count_of("12 new applicants")
    mara.proxy.faults.append(Fault("/messages", 429, wait=3600))
    place = Place(Workspace("discord", state["guild"]), "channel", state["channels"]["ml-hiring"])
    with pytest.raises(Undeliverable, match="less often") as told:
        poster.post(place, digest(), key="digest-429")
    assert (told.value.lasting, told.value.unknown) == (False, False)
    assert mara.count_of("12 new applicants") == before


def test_it_can_post_in_the_servers_it_is_in(core, poster, mara):
    mara.message("help", channel="dm")
    mara.proxy.wait(lambda: core.requests)
    assert list(poster.workspaces()) == [Workspace("discord", mara.state["guild"])]


@pytest.fixture
def channel(proxy, state, mara, core):
    """Tells the bots that this is what they may not do in the channel any more."""

    def denied(rights):
        overwrite = {"id": state["bot"], "type": 1, "allow": "0", "deny": str(rights.value)}
        shown = {"id": state["channels"]["ml-hiring"], "type": 0, "name": "ml-hiring", "position": 0}
        proxy.dispatch("CHANNEL_UPDATE", {**shown, "guild_id": state["guild"], "permission_overwrites": [overwrite]})
        before = len(core.requests)
        mara.message("help", channel="dm")  # comes behind it
        proxy.wait(lambda: len(core.requests) > before)

    yield denied
    denied(Permissions.none())


def test_rights_that_the_bot_lost_in_a_channel_are_told_before_anything_is_posted(poster, state, channel):
    place = Place(Workspace("discord", state["guild"]), "channel", state["channels"]["ml-hiring"])
    channel(Permissions.none())
    assert poster.reach(place).name == "ml-hiring"
    channel(Permissions(send_messages=True))
    with pytest.raises(Undeliverable, match="Give it Send Messages there") as told:
        poster.reach(place)
    assert told.value.lasting


def test_with_several_connections_each_event_is_taken_once(core, poster, proxy, mara, state):
    poster.stop()
    proxy.gateway.shards, proxy.gateway.asked_for = 2, set()
    settings = Settings(
        _env_file=None,
        discord_token=state["token"],
        discord_guild=state["guild"],
        discord_api_url=f"http://127.0.0.1:{proxy.port}/api/v10",
        discord_gateway_url=f"ws://127.0.0.1:{proxy.port}/",
    )
    sharded = create(settings, core)
    try:
        sharded.start()
        proxy.wait(lambda: proxy.gateway.asked_for == {0, 1}, 60)
        proxy.wait(lambda: list(sharded.workspaces()))
        before = len(core.requests)
        mara.message("help", channel="dm")
        proxy.wait(lambda: len(core.requests) > before)
        mara.message(f"<@{state['bot']}> cuda", channel="ml-hiring")
        proxy.wait(lambda: [one.text for one in core.requests[before:]] == ["help", "cuda"])
    finally:
        proxy.gateway.shards = 1
        sharded.stop()
