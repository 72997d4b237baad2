"""link me and unlink me: one member with an identity on each platform, by a code that holds once; no role comes along."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.messages import Member, Place
from bot.records import Grant, Role, Workspace
from tests.bot import JONAS, MARA, TEAM

NOOR, ILSE = "etxeberria_2026.md", "okonkwo-brandt-cv.md"
GUILD = Workspace("discord", "900")
ODA = Member(GUILD, "7", "Oda")
STRANGER = Member(GUILD, "8", "Eve")
THERE = Place(GUILD, "dm", "D7", "")


@pytest.fixture
def bot(bot):
    """A team on Slack and Discord; Mara of the one is Oda of the other."""
    bot.store.organization_of(GUILD, default=bot.own)
    for member in (ODA, STRANGER):
        bot.tenant.grant(Grant(GUILD, "member", member.id, member.name, Role.RECRUITER, "Mara", bot.now))
    bot.tenant.grant(Grant(TEAM, "member", JONAS.id, "Jonas", Role.RECRUITER, "Mara", bot.now))
    bot.add(NOOR, ILSE)
    return bot


def there(bot, line, member=ODA):
    return bot.say(line, member=member, place=THERE)


def code(bot, member=MARA):
    return re.search(r"link me (\w{4}-\w{4}-\w{4})", bot.say("link me", member=member).text)[1]


def link(bot):
    asked = there(bot, f"link me {code(bot)}")
    return there(bot, next(one for one in asked.commands if one.endswith("--sure")))


def test_it_says_whose_code_it_is_and_asks_first(bot):
    asked = there(bot, f"link me {code(bot)}")
    assert asked.text.startswith("Are you Mara on Slack?")
    assert "Nothing was changed yet" in asked.text
    assert bot.store.within(bot.own, MARA.key).identities() == (MARA.key,)
    assert "You are one member with Mara on Slack" in link(bot).text


def test_people_to_dos_notes_and_ratings_are_the_same_on_both(bot):
    there(bot, "assign noor me")
    there(bot, "todo noor Call her today")
    there(bot, "note noor Met at NSDI")
    link(bot)
    assert bot.say("find owner:me").names == there(bot, "find owner:me").names == ["Noor Etxeberria"]
    assert "Call her" in bot.say("todo").text
    bot.say("assign ilse me")
    assert there(bot, "find owner:me").names == bot.say("find owner:me").names
    assert len(bot.say("find owner:me").names) == 2
    assert "Met at NSDI" in bot.say("notes noor").text
    bot.say("undo")
    assert "Met at NSDI" in bot.say("notes noor").text
    assert there(bot, "find owner:me").names == ["Noor Etxeberria"]


def test_whoever_is_given_work_under_either_name_has_it(bot):
    link(bot)
    bot.say("assign noor @oda", member=JONAS)
    assert "Nobody of the team is called" in bot.say("assign noor @oda", member=JONAS).text
    bot.say(f"assign noor {ODA.key}", member=JONAS)
    there(bot, f"assign ilse <@{ODA.id}>", member=STRANGER)
    assert sorted(bot.say("find owner:me").names) == sorted(there(bot, "find owner:me").names)
    assert len(bot.say("find owner:me").names) == 2
    assert [one.key for one in bot.tenant.colleagues() if one.name in ("Mara", "Oda")] == [MARA.key]


def test_no_role_comes_along(bot):
    link(bot)
    assert "You cannot use access." in there(bot, "access").text
    assert "You cannot use forget." in there(bot, "forget noor").text
    bot.tenant.revoke(GUILD, "member", ODA.id)
    assert "you have no role in it yet" in there(bot, "find cuda").text


def test_rows_mean_the_list_that_was_seen_here(bot):
    link(bot)
    bot.say("find cuda")
    assert "Noor" not in there(bot, "show 1").text


def test_after_it_was_taken_back_all_stays_where_the_code_was_made(bot):
    there(bot, "assign noor me")
    link(bot)
    asked = there(bot, "unlink me")
    assert "stay with you on Slack" in asked.text
    assert "member of your own" in there(bot, "unlink-me --sure").text
    assert there(bot, "find owner:me").names == []
    assert bot.say("find owner:me").names == ["Noor Etxeberria"]
    assert "You are one member here and nowhere else." in there(bot, "unlink me").text


def test_it_can_be_taken_back_on_the_other_side_too(bot):
    link(bot)
    assert "apart from Discord" in bot.say("unlink me").text
    bot.say("unlink-me --sure")
    assert bot.store.within(bot.own, ODA.key).identities() == (ODA.key,)


def test_a_code_works_once_for_ten_minutes_and_not_after_five_wrong_tries(bot):
    works = "Are you Mara"
    first = code(bot)
    wrong = first[:-1] + ("A" if first[-1] != "A" else "B")
    for _ in range(5):
        assert "does not work" in there(bot, f"link me {wrong}").text
    assert "does not work" in there(bot, f"link me {first}").text
    late = code(bot)
    bot.now += timedelta(minutes=10)
    assert "does not work" in there(bot, f"link me {late}").text
    assert works in there(bot, f"link me {code(bot)}").text
    once = code(bot)
    there(bot, f"link-me {once} --sure")
    assert "does not work" in there(bot, f"link me {once}", member=STRANGER).text


@pytest.mark.parametrize("line", ["link me {}", "link-me {} --sure"])
def test_whoever_may_not_be_linked_is_told_why(bot, line):
    mine = line.format(code(bot))
    assert "That code is your own." in bot.say(mine).text
    assert "somebody of this workspace already" in bot.say(mine, member=JONAS).text
    link(bot)
    second = line.format(code(bot, JONAS))
    assert "linked to another member already" in there(bot, second).text
    assert "somebody of this workspace already" in there(bot, line.format(code(bot)), member=STRANGER).text


def test_a_code_of_another_organization_is_none(bot):
    other = bot.store.organization("theirs")
    elsewhere = Workspace("slack", "T99")
    bot.store.organization_of(elsewhere, default=other)
    stranger = replace(MARA, workspace=elsewhere)
    theirs = re.search(r"link me (\S+)", bot.say("link me", member=stranger).text)[1]
    assert "does not work" in there(bot, f"link me {theirs}").text
    joins = code(bot)
    assert "does not work" in bot.say(f"link {joins}", member=stranger).text, "nor does it join a workspace"


def test_the_trail_has_both_identities(bot):
    link(bot)
    there(bot, "unlink-me --sure")
    found = [(one.actor, one.place.rpartition(":")[0], one.action) for one in bot.tenant.audit(limit=9)]
    for action in ("link-me", "unlink-me"):
        assert (f"{MARA.id} Mara", f"slack:{TEAM.id}", action) in found
        assert ("7 Oda", "discord:900", action) in found


def test_somebody_who_was_linked_is_reminded_once(bot):
    there(bot, "help")
    bot.say("help")
    assert all(bot.store.within(bot.own, one.key).reminders() for one in (MARA, ODA))
    link(bot)
    assert bot.store.within(bot.own, ODA.key).reminders() is None
    assert bot.store.within(bot.own, MARA.key).reminders().channel == MARA.id
    there(bot, "help")
    assert bot.store.within(bot.own, ODA.key).reminders() is None


def test_where_a_workspace_leaves_the_other_identity_keeps_what_was_kept(bot):
    there(bot, "assign noor me")
    link(bot)
    bot.say("unlink --sure")
    assert there(bot, "find owner:me").names == ["Noor Etxeberria"]
    assert bot.store.within(bot.own, ODA.key).identities() == (ODA.key,)
