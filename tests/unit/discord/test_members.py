"""Which server a direct message is about, and what a member may do there."""

import asyncio
from types import SimpleNamespace
from unittest.mock import create_autospec

import discord
import pytest

from adapters.discord.members import REMEMBERED_SECONDS, DirectMessages, member
from adapters.discord.phrases import Unasked

MARA = 703


class Server:
    """A guild that knows some people, and counts how often it is asked."""

    def __init__(self, number, *people):
        self.id, self.people, self.asked = number, people, 0

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


def finder(*servers, home=None, clock=lambda: 0.0):
    return DirectMessages(SimpleNamespace(guilds=servers), home, clock)


def server_of(found):
    who, place = asyncio.run(found.sender(MARA))
    assert (place.kind, place.id, place.workspace) == ("dm", str(MARA), who.workspace)
    return who.workspace.id


def test_the_only_server_that_is_shared_is_meant():
    assert server_of(finder(Server(1), Server(2, MARA), Server(3))) == "2"


def test_the_server_that_is_set_comes_first_and_no_other_is_asked():
    other = Server(1, MARA)
    assert server_of(finder(other, Server(2, MARA), home=2)) == "2"
    assert other.asked == 0


def test_who_is_not_in_the_server_that_is_set_may_be_in_another():
    assert server_of(finder(Server(1, MARA), Server(2), home=2)) == "1"


@pytest.mark.parametrize(
    ("servers", "words"),
    [
        ((Server(1), Server(2)), "You share no server"),
        ((), "You share no server"),
        ((Server(1, MARA), Server(2, MARA)), "several servers"),
        (tuple(Server(one, MARA) for one in range(30)), "several servers"),
    ],
)
def test_no_server_or_several_are_said(servers, words):
    with pytest.raises(Unasked) as told:
        server_of(finder(*servers))
    assert words in str(told.value.reply)


def test_who_was_found_is_asked_about_again_after_a_minute():
    now = [0.0]
    server = Server(1, MARA)
    found = finder(server, clock=lambda: now[0])
    server_of(found)
    server_of(found)
    assert server.asked == 1
    now[0] = REMEMBERED_SECONDS
    server.people = ()
    with pytest.raises(Unasked):
        server_of(found)


def test_a_stranger_is_not_looked_for_in_every_server_with_every_message():
    now = [0.0]
    servers = [Server(number) for number in range(3)]
    found = finder(*servers, clock=lambda: now[0])
    for _ in range(5):
        with pytest.raises(Unasked):
            server_of(found)
    assert [one.asked for one in servers] == [1, 1, 1]
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
