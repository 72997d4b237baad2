"""Documents read again: the same parser changes nothing, a better one adds and corrects, and what people set stays."""

from dataclasses import replace

import pytest

from bot.cv import Unreadable, read_cv
from bot.profile import Evidence, Fact
from bot.reparse import line, reread_all
from tests.unit.commands.test_people_over_time import FIRST, SECOND, take


def statuses(bot, read, *, keep=True):
    return [one.status for one in reread_all(bot.tenant, read, keep=keep)]


def better(data, name):
    """Reads as the present parser does, and finds a label on top."""
    reading = read_cv(data, name)
    label = Fact("Engineer", (Evidence(2, 10, "found by a better rule"),))
    return replace(reading, profile=replace(reading.profile, label=label))


def test_the_same_parser_changes_nothing(bot):
    bot.add_all()
    before = [bot.tenant.dossier(number) for number in bot.tenant.numbers()]
    assert set(statuses(bot, read_cv)) == {"unchanged"}
    assert [bot.tenant.dossier(number) for number in bot.tenant.numbers()] == before


def test_a_better_parser_adds_and_is_told_of_once(bot):
    take(bot, FIRST)
    [done] = reread_all(bot.tenant, better, keep=True)
    assert (done.status, done.candidate, done.differences) == ("changed", 1, ("new: headline Engineer",))
    assert line(done) == "changed     #1 Ana Lima  cv.md  new: headline Engineer"
    assert bot.tenant.dossier(1).profile.label.evidence[0].document == 1
    assert "Ana Lima" in bot.say("find title:engineer").text
    assert statuses(bot, better) == ["unchanged"]


def test_a_trial_writes_nothing(bot):
    take(bot, FIRST)
    before = bot.tenant.dossier(1)
    assert statuses(bot, better, keep=False) == ["changed"]
    assert bot.tenant.dossier(1) == before


def test_what_people_set_outlives_it(bot):
    take(bot, FIRST)
    bot.say("edit ana label Kernel engineer")
    bot.say("edit ana work 1 title Intern")

    def other(data, name):
        reading = better(data, name)
        job = replace(reading.profile.work[0], title=Fact("Senior engineer", (Evidence(0, 1, "rule"),)))
        return replace(reading, profile=replace(reading.profile, work=(job,)))

    assert statuses(bot, other) == ["changed"]
    profile = bot.tenant.dossier(1).profile
    assert (profile.label.value, "Intern" in {one.title.value for one in profile.work}) == ("Kernel engineer", True)
    assert "Engineer" in profile.label.check


def test_a_document_that_cannot_be_read_keeps_what_it_said_and_stops_none(bot):
    take(bot, FIRST)
    take(bot, SECOND)
    before = bot.tenant.dossier(1)

    def broken(data, name):
        if data == FIRST.encode():
            raise Unreadable("It is broken.")
        return read_cv(data, name)

    first, second = reread_all(bot.tenant, broken, keep=True)
    assert (first.status, second.status) == ("unreadable", "unchanged")
    assert first.reason == "It is broken. What it said before stays."
    assert bot.tenant.dossier(1) == before


def test_a_document_that_went_meanwhile_is_not_read_again(bot):
    take(bot, FIRST)
    reading = read_cv(FIRST.encode(), "cv.md")
    bot.tenant.erase(1, by="Mara", at=bot.now)
    with pytest.raises(KeyError):
        bot.tenant.reread(1, reading, keep=True)
