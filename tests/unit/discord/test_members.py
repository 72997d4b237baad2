"""Which server a direct message is about, and what a member may do there."""

import asyncio
from types import SimpleNamespace
from unittest.mock import create_autospec

import discord
import pytest

from adapters.discord import servers
from adapters.discord.incoming import Asked
from adapters.discord.members import REMEMBERED_SECONDS, DirectMessages, member
from adapters.discord.phrases import Unasked
from bot.chat.messages import Actions
from bot.records import Workspace

MARA = 703


class Server:
    """A guild that knows some people, and counts how often it is asked."""

    def __init__(self, number, *people):
        self.id, self.people, self.asked = number, people, 0
        self.name = f"Server {number}"

    async def fetch_member(self, user):
        self.asked += 1
        if user not in self.people:
            raise discord.NotFound(
                SimpleNamespace(status=404, reason="no"), {"code": 10007, "message": "Unknown Member"}
            )
        return person(self.id, user)


def person(guild, user=MARA, *, rights=0, owner=1, roles=(), bot=False, pending=False, guest=False):
    everyone = SimpleNamespace(id=guild, permissions=discord.Permissions(0))
    held = [SimpleNamespace(id=one, permissions=discord.Permissions(rights)) for one in roles]
    found = create_autospec(discord.Member, instance=True)
    found.guild = SimpleNamespace(id=guild, default_role=everyone, owner_id=owner)
    found.id, found.display_name, found.bot, found.pending = user, "Mara", bot, pending
    found.flags = SimpleNamespace(guest=guest)
    found.roles = [everyone, *held]
    found.guild_permissions = discord.Permissions.all() if owner == user else discord.Permissions(rights)
    return found


class Known:
    """Of somebody's servers those in which they have a role, and the one that they chose."""

    def __init__(self, *roles, chosen=None):
        self.roles, self.direct = set(map(str, roles)), chosen

    async def admits(self, one):
        return one.workspace.id in self.roles

    async def direct_of(self, who):
        return Workspace("discord", str(self.direct)) if self.direct else None

    async def direct_to(self, one):
        self.direct = one.workspace.id


def finder(*servers, home=None, clock=lambda: 0.0, known=None):
    known = known or Known(*(one.id for one in servers))
    return DirectMessages(SimpleNamespace(guilds=servers), home, known, clock)


def server_of(found):
    who, place = asyncio.run(found.sender(MARA))
    assert (place.kind, place.id, place.workspace) == ("dm", str(MARA), who.workspace)
    return who.workspace.id


def told_of(found, line=""):
    """What is said to a line about servers; what is asked then, where it goes on."""
    said = asyncio.run(servers.answered(found, Asked(f"server {line}".strip(), {}), MARA))
    return said.text


def test_the_only_server_that_is_shared_is_meant():
    assert server_of(finder(Server(1), Server(2, MARA), Server(3))) == "2"


def test_of_several_servers_the_only_one_with_a_role_is_meant():
    assert server_of(finder(Server(1, MARA), Server(2, MARA), known=Known(2))) == "2"


@pytest.mark.parametrize("home", [None, 2])
def test_whoever_has_a_role_in_several_servers_is_asked_once(home):
    known = Known(1, 2)
    found = finder(Server(1, MARA), Server(2, MARA), Server(3, MARA), home=home, known=known)
    with pytest.raises(Unasked) as told:
        asyncio.run(found.sender(MARA, "cuda triton"))
    buttons = next(one for one in told.value.reply.blocks if isinstance(one, Actions)).items
    assert [(one.label, one.command) for one in buttons] == [
        ("Server 1", "server 1 cuda triton"),
        ("Server 2", "server 2 cuda triton"),
    ]
    assert told_of(found, "2 cuda triton") == "cuda triton"
    assert server_of(found) == "2"
    assert server_of(finder(Server(1, MARA), Server(2, MARA), known=known)) == "2"


def test_what_is_too_long_to_go_with_the_choice_is_to_be_sent_again():
    with pytest.raises(Unasked) as told:
        asyncio.run(finder(Server(1, MARA), Server(2, MARA)).sender(MARA, "x" * 80))
    assert "then send it again" in str(told.value.reply)
    assert "x" * 80 not in str(told.value.reply)


def test_the_choice_is_changed_by_the_servers_name_or_number():
    found = finder(Server(1, MARA), Server(2, MARA))
    assert told_of(found) == "No server is chosen for your direct messages yet."
    assert told_of(found, "server 2") == "Your direct messages are about Server 2 now."
    assert told_of(found) == "Your direct messages are about Server 2."
    assert told_of(found, "1") == "Your direct messages are about Server 1 now."
    assert server_of(found) == "1"


def test_a_search_that_begins_with_the_word_is_a_search():
    found = finder(Server(1, MARA), Server(2, MARA))
    assert told_of(found, "engineer in Berlin") == "server engineer in Berlin"
    assert told_of(found, "3") == "server 3", "nobody can choose a server that they have no role in"


def test_a_choice_is_no_good_where_the_role_or_the_server_is_gone():
    known = Known(1, chosen=2)
    assert server_of(finder(Server(1, MARA), Server(2, MARA), known=known)) == "1"
    assert server_of(finder(Server(1, MARA), known=Known(1, chosen=9))) == "1"


def test_where_there_is_nothing_to_choose_that_is_said():
    assert "the one server in which you have a role, Server 1" in told_of(finder(Server(1, MARA)))
    assert "no role in any server" in told_of(finder(Server(1, MARA), known=Known()))


def test_who_has_no_role_anywhere_is_refused_as_a_member_of_the_server_that_is_set():
    assert server_of(finder(Server(1, MARA), Server(2, MARA), home=2, known=Known())) == "2"
    assert server_of(finder(Server(1, MARA), Server(2, MARA), known=Known())) == "1"


@pytest.mark.parametrize(
    ("servers", "words"),
    [
        ((Server(1), Server(2)), "You share no server"),
        ((), "You share no server"),
        (tuple(Server(one, MARA) for one in range(30)), "very many servers"),
    ],
)
def test_no_server_or_very_many_are_said(servers, words):
    with pytest.raises(Unasked) as told:
        server_of(finder(*servers))
    assert words in str(told.value.reply)


def test_of_very_many_servers_those_are_asked_in_which_somebody_used_the_bot():
    servers, known = [Server(one, MARA) for one in range(30)], Known(7)
    found = finder(*servers, known=known)
    with pytest.raises(Unasked) as told:
        server_of(found)
    assert "very many servers" in str(told.value.reply)
    found.acted(MARA, Workspace("discord", "7"))
    assert server_of(found) == "7"
    assert [one.id for one in servers if one.asked] == [7]
    assert server_of(finder(*servers, known=known)) == "7", "started again, too"


def test_of_very_many_servers_the_one_that_is_set_and_another_are_asked_about():
    found = finder(*(Server(one, MARA) for one in range(30)), home=3, known=Known(3, 7))
    found.acted(MARA, Workspace("discord", "7"))
    with pytest.raises(Unasked) as told:
        server_of(found)
    assert "Which server do you mean?" in str(told.value.reply)


def test_who_has_no_role_anywhere_cannot_begin_by_a_direct_message():
    owned = Server(1, MARA)
    owned.fetch_member = lambda user: asyncio.sleep(0, person(1, owner=MARA))
    who, _ = asyncio.run(finder(owned, known=Known()).sender(MARA))
    assert (who.workspace.id, who.admin) == ("1", False)


def test_who_was_found_is_asked_about_again_after_a_minute():
    now = [0.0]
    server = Server(1, MARA)
    found = finder(server, clock=lambda: now[0])
    server_of(found)
    first = server.asked
    server_of(found)
    assert server.asked == first
    now[0] = REMEMBERED_SECONDS
    server.people = ()
    with pytest.raises(Unasked):
        server_of(found)


def test_what_is_done_in_another_server_counts_at_once():
    known = Known(1)
    found = finder(Server(1, MARA), Server(2, MARA), known=known)
    assert server_of(found) == "1"
    known.roles.add("2")
    found.acted(MARA, Workspace("discord", "1"))
    assert server_of(found) == "1"
    found.acted(MARA, Workspace("discord", "2"))
    with pytest.raises(Unasked):
        server_of(found)


def test_a_stranger_is_not_looked_for_in_every_server_with_every_message():
    now = [0.0]
    servers = [Server(number) for number in range(3)]
    found = finder(*servers, clock=lambda: now[0])
    for _ in range(5):
        with pytest.raises(Unasked):
            server_of(found)
    assert max(one.asked for one in servers) <= 2
    now[0] = REMEMBERED_SECONDS
    servers[0].people = (MARA,)
    assert server_of(found) == "0"


@pytest.mark.parametrize(
    ("more", "admin"),
    [
        ({}, False),
        ({"rights": discord.Permissions(manage_guild=True).value}, True),
        ({"rights": discord.Permissions(administrator=True).value}, True),
        ({"rights": discord.Permissions(manage_channels=True).value}, False),
        ({"owner": MARA}, True),
    ],
)
def test_whoever_manages_the_server_is_an_admin(more, admin):
    assert member(person(1, roles=(5, 6), **more)).admin is admin


def test_roles_are_groups_but_everyone_is_none():
    assert member(person(1, roles=(5, 6))).groups == ("5", "6")


@pytest.mark.parametrize(
    ("more", "outsider"), [({}, False), ({"bot": True}, True), ({"pending": True}, True), ({"guest": True}, True)]
)
def test_bots_guests_and_who_has_not_agreed_to_the_rules_are_outsiders(more, outsider):
    assert member(person(1, owner=MARA, **more)).outsider is outsider


def test_a_role_ends_in_direct_messages_within_a_minute():
    now = [0.0]
    held = [(5,)]

    class Demoting(Server):
        async def fetch_member(self, user):
            self.asked += 1
            return person(self.id, user, roles=held[0])

    found = finder(Demoting(1, MARA), clock=lambda: now[0])
    assert asyncio.run(found.sender(MARA))[0].groups == ("5",)
    held[0] = ()
    now[0] = REMEMBERED_SECONDS
    assert REMEMBERED_SECONDS <= 60
    assert asyncio.run(found.sender(MARA))[0].groups == ()


def test_whoever_discord_does_not_tell_of_is_not_taken_for_a_member():
    class Broken(Server):
        async def fetch_member(self, user):
            raise discord.HTTPException(SimpleNamespace(status=500, reason="no"), {"code": 0, "message": "down"})

    with pytest.raises(discord.HTTPException):
        server_of(finder(Broken(1, MARA)))


def test_in_a_server_that_is_not_loaded_nobody_is_an_admin():
    found = person(1, owner=MARA)
    found.guild.default_role = None
    assert not member(found).admin


def test_a_role_that_is_not_known_any_more_is_no_group():
    found = person(1, roles=(5,))
    found.roles = [*found.roles, None]
    assert member(found).groups == ("5",)
