"""link and unlink: two workspaces over the same people, by a code that holds once; nothing is mixed, nothing is lost."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.app import App
from bot.chat.messages import Member, Place
from bot.commands import TOOLS
from bot.cv import read_cv
from bot.records import Grant, Role, Workspace
from tests.bot import JONAS, MARA, TEAM, Bot

NOOR = "etxeberria_2026.md"
GUILD = Workspace("discord", "900")
ODA = Member(GUILD, "7", "Oda", admin=True)
THERE = Place(GUILD, "dm", "D7", "")


@pytest.fixture
def both(store):
    """A bot to which a guild came that is nobody's yet."""
    bot = Bot(store)
    bot.app = _app(bot)
    return bot


def _app(bot):
    def home(workspace):
        return bot.own if workspace == TEAM else None

    return App(bot.store, TOOLS, read=read_cv, home=home, clock=lambda: bot.now)


def oda(bot, line, member=ODA):
    return bot.say(line, member=member, place=THERE)


def code(bot):
    return re.search(r"link (\w{4}-\w{4}-\w{4})", bot.say("link").text)[1]


def test_a_workspace_that_types_the_code_works_on_the_same_people(both):
    both.add(NOOR)
    assert "Etxeberria" not in oda(both, "noor").text
    assert "This workspace is joined." in oda(both, f"link {code(both)}").text
    assert "Etxeberria" in oda(both, "noor").text
    assert GUILD in both.tenant.workspaces()
    assert [(one.actor, one.action) for one in both.tenant.audit(limit=9) if one.place.startswith("discord:900")][
        -1
    ] == (
        "Oda",
        "link",
    )


def test_it_holds_in_every_process_at_once(both):
    both.add(NOOR)
    other = Bot(both.store)
    other.own, other.app = both.own, _app(both)
    assert "Etxeberria" not in oda(other, "noor").text
    oda(both, f"link {code(both)}")
    assert "Etxeberria" in oda(other, "noor").text
    oda(both, "unlink --sure")
    assert "Etxeberria" not in oda(other, "noor").text


def test_a_code_works_once_and_for_ten_minutes(both):
    typed = code(both)
    both.now += timedelta(minutes=10)
    assert "does not work" in oda(both, f"link {typed}").text
    typed = code(both)
    both.now += timedelta(minutes=9)
    assert "joined" in oda(both, f"link {typed.lower()}").text
    third = replace(ODA, workspace=Workspace("slack", "T3"))
    assert "does not work" in both.say(f"link {typed}", member=third, place=Place(third.workspace, "dm", "D", "")).text


def test_after_five_wrong_ones_nobody_joins_by_it(both):
    typed = code(both)
    wrong = typed[:-1] + ("A" if typed[-1] != "A" else "B")
    for _ in range(5):
        assert "does not work" in oda(both, f"link {wrong}").text
    assert "does not work" in oda(both, f"link {typed}").text
    assert GUILD not in both.tenant.workspaces()


def test_a_code_is_not_kept_as_it_is(both):
    typed = code(both).replace("-", "")
    with both.store.database.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM link_code").all()
    assert typed[4:] not in repr(kept)
    assert "link" in [one.action for one in both.tenant.audit(limit=3)]
    assert typed[4:] not in repr(both.tenant.audit(limit=9))


def test_only_admins_of_both_join(both):
    both.tenant.grant(Grant(TEAM, "member", JONAS.id, "Jonas", Role.RECRUITER, "Mara", both.now))
    assert "needs the admin role" in both.say("link", member=JONAS).text
    oda(both, "help")
    assert "no role" in oda(both, f"link {code(both)}", member=replace(ODA, id="8", admin=False)).text
    assert GUILD not in both.tenant.workspaces()


def test_a_workspace_with_people_of_its_own_is_not_joined_and_keeps_them(both):
    oda(both, "help")
    own = both.store.within(both.store.organization_linked(GUILD))
    from tests.stores import cv

    own.save(cv("Ana Lima"))
    refused = oda(both, f"link {code(both)}").text
    assert "1 person of its own" in refused
    assert "Nothing was joined" in refused
    assert own.count() == 1
    assert "Ana Lima" in oda(both, "ana").text


def test_what_is_no_code_and_ones_own_is_said(both):
    assert "is no code" in oda(both, "link hello").text
    assert "is this workspace's own" in both.say(f"link {code(both)}").text


def test_roles_given_before_do_not_rise_by_it(both):
    oda(both, "help")
    own = both.store.within(both.store.organization_linked(GUILD))
    own.grant(Grant(GUILD, "member", "8", "Pia", Role.ADMIN, "Oda", both.now))
    oda(both, f"link {code(both)}")
    assert "no role" in oda(both, "find x", member=replace(ODA, id="8", name="Pia", admin=False)).text


def test_unlinking_asks_first_and_leaves_everything_with_the_others(both):
    both.add(NOOR)
    oda(both, f"link {code(both)}")
    both.tenant.grant(Grant(GUILD, "member", "8", "Pia", Role.RECRUITER, "Oda", both.now))
    assert "unlink --sure" in oda(both, "unlink").commands
    assert "Etxeberria" in oda(both, "noor").text
    assert "stands alone" in oda(both, "unlink --sure").text
    assert "Etxeberria" not in oda(both, "noor").text
    assert "Etxeberria" in both.say("noor").text
    assert both.tenant.grants() == ()
    assert [one.action for one in both.tenant.audit(limit=9)].count("unlink") == 2
    assert "joined" in oda(both, f"link {code(both)}").text


def test_the_last_workspace_stays(both):
    both.add(NOOR)
    assert "the only workspace here" in both.say("unlink --sure", member=MARA).text
    assert "Etxeberria" in both.say("noor").text
