"""The digest command: names that fit into buttons, what each act says, and what it leaves alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.messages import Place, Request
from bot.commands import digests as command
from bot.digests.records import Style
from bot.records import Workspace
from tests.boards import NOT_IN, Board
from tests.bot import CHANNEL, MARA, TEAM, Bot

DM = Place(TEAM, "dm", "D01MARA")


@pytest.fixture
def bot(sqlite_store):
    return Bot(sqlite_store, now=datetime(2026, 11, 19, 15, 0, tzinfo=UTC))


def names(bot):
    return [one.name for one in bot.tenant.digests()]


@pytest.mark.parametrize("name", ["ml-hiring", "2027.intake", "Straße", "招聘", "x" * 40])
def test_a_name_that_is_taken_works_in_every_button(bot, name):
    bot.say(f"digest add daily --name {name}")
    (stop,) = (line for line in bot.say("digest").commands if line.startswith("digest stop"))
    assert "is stopped" in bot.say(stop).text
    assert names(bot) == []


@pytest.mark.parametrize("name", ['"two words"', "a/b", "--name", "-x", "_x", ".x", "x" * 41, "a,b", "😀"])
def test_a_name_that_no_button_could_hold_is_refused_with_an_example(bot, name):
    shown = bot.say(f"digest add daily --name {name}").text
    assert "cannot be a digest's name: a name has letters, digits, -, _ and ." in shown
    assert "digest add daily --name " in shown
    assert names(bot) == []


def test_a_name_is_the_same_in_capitals(bot):
    bot.say("digest add daily --name Kernel")
    assert "There is a digest called KERNEL already." in bot.say("digest add daily --name KERNEL").text
    assert "Kernel is paused." in bot.say("digest pause kernel").text


@pytest.mark.parametrize(
    ("channel", "name"),
    [("ml-hiring", "ml-hiring"), ("Team: ML & Systems", "Team-ML-Systems"), ("🚀", "digest"), ("", "digest")],
)
def test_without_a_name_it_is_called_like_its_channel(bot, channel, name):
    place = replace(CHANNEL, name=channel)
    for _ in range(3):
        bot.say("digest add daily", place=place)
    assert names(bot) == [name, f"{name}-2", f"{name}-3"]


def test_a_default_name_is_free_whatever_the_case_and_never_too_long(bot):
    bot.say("digest add daily", place=replace(CHANNEL, name="Hiring" * 9))
    bot.say("digest add daily", place=replace(CHANNEL, name="HIRING" * 9))
    assert names(bot) == [("HIRING" * 9)[:38] + "-2", ("Hiring" * 9)[:40]]


def test_a_time_that_never_comes_is_refused(bot):
    assert (
        "never comes" in bot.say("digest add 0 0 */31 * 1#5").text
    )  # the fifth Monday of a month is not its first day
    assert names(bot) == []


def test_a_digest_in_a_direct_message_is_listed_as_one(bot):
    bot.say("digest add daily --name mine", place=replace(DM, name="mara"))
    bot.say("digest add daily --name ours", place=replace(CHANNEL, name=""))
    mine, ours = (found for found in bot.say("digest").text.split("\n") if "daily (UTC)" in found)
    assert "direct message" in mine
    assert "direct message" not in ours


def test_an_active_digest_is_not_resumed_and_a_paused_one_not_paused(bot):
    bot.say("digest add daily --name d")
    bot.now += timedelta(days=1)
    before = bot.tenant.digests()
    assert "d is active already." in bot.say("digest resume d").text
    assert bot.tenant.digests() == before
    bot.say("digest pause d")
    assert "d is paused already." in bot.say("digest pause d").text


def test_a_paused_digest_that_is_sent_says_that_it_stays_paused(bot):
    bot.say("digest add daily --name d")
    assert "stays paused" not in bot.say("digest send d").text
    bot.say("digest pause d")
    assert "Then it stays paused." in bot.say("digest send d").text
    assert "paused, and posts once now" in bot.say("digest").text


def test_what_was_stopped_meanwhile_is_not_brought_back(bot, monkeypatch):
    bot.say("digest add daily --name d")
    stale = bot.tenant.digests()[0]
    bot.say("digest stop d")
    monkeypatch.setattr(command, "named", lambda ctx, line, act, name: stale)
    for act in ("pause", "resume", "send", "stop"):
        assert "d is stopped already." in bot.say(f"digest {act} d").text
    assert names(bot) == []


def test_long_words_are_neither_kept_nor_said_whole(bot):
    kept = bot.say(f"digest add {'monday  ' * 100} --name long")
    assert "New applicants are posted" in kept.text
    assert bot.tenant.digests()[0].words == ("monday " * 100)[:200]
    refused = bot.say(f"digest add every {'x' * 500}").text
    assert f"{'x' * 60}…" in refused.casefold()
    assert "x" * 61 not in refused.casefold()


def test_an_unknown_act_is_refused_and_the_acts_are_named(bot):
    bot.say("digest add weekdays at 9 --name d")
    for line in ("digest remove d", "digest delete d", "digest everything"):
        answer = bot.say(line)
        assert "digest does not know" in answer.text
        assert "stop" in answer.text
    assert [one.state for one in bot.tenant.digests()] == ["active"]


def test_the_digest_that_is_meant_is_offered_with_the_same_act(bot):
    bot.say("digest add weekdays at 9 --name one")
    bot.say("digest add weekdays at 9 --name two")
    assert bot.say("digest stop").commands == ["digest stop one", "digest stop two"]


@pytest.mark.parametrize(
    ("query", "told"),
    [("colour:blue", "There is no"), ("-", "nothing to search for"), ("(", "nothing to search for")],
)
def test_a_filter_that_means_nothing_is_refused(bot, query, told):
    assert told in bot.say(f'digest add weekdays at 9 --query "{query}"').text
    assert not bot.tenant.digests()


def test_a_filter_is_repeated_with_who_fits_it_today(bot):
    assert "Only skill:cuda: 0 people today" in bot.say("digest add weekdays at 9 --query skill:cuda").text


@pytest.mark.parametrize(
    ("own", "line", "meant"),
    [
        ("Europe/Lisbon", "digest add every Monday 9:00", "Europe/Lisbon"),
        ("Europe/Lisbon", "digest add every Monday 9:00 Asia/Tokyo", "Asia/Tokyo"),
        ("Europe/Lisbon", "digest add every Monday 9:00 --zone Asia/Tokyo", "Asia/Tokyo"),
        ("Nowhere/Land", "digest add every Monday 9:00", "UTC"),
        ("", "digest add every Monday 9:00", "UTC"),
    ],
)
def test_a_time_without_a_zone_is_meant_by_the_clock_of_whoever_says_it(bot, own, line, meant):
    mara = replace(MARA, zone=own)
    bot.app.handle(Request(line, mara, CHANNEL))
    assert bot.tenant.digests()[0].zone == meant
    hint = fields(bot.app.handle(Request("form digest", mara, CHANNEL)).form)["text"].hint
    assert ("by Europe/Lisbon time" in hint) == (own == "Europe/Lisbon")


def test_the_form_of_a_new_digest_shows_what_is_usual_and_sent_so_makes_it_so(bot):
    form = bot.say("form digest").reply.form
    usual = {one.name: one.value for one in form.fields if one.value}
    assert usual == {"names": "names", "group": "off", "full": "5", "empty": "silent"}
    bot.say(form.command, text="daily", **usual)
    assert bot.tenant.digests()[0].style == Style()


def test_of_a_watch_only_what_is_unusual_is_told(bot):
    made = bot.say("watch add skill:triton").text
    assert "at once · called skill-triton\n0 people fit it already" in made
    assert "nothing is posted" not in made
    shown = bot.say("watch add rust --when weekdays at 9 --names initials").text
    assert "called rust\n · initials" in shown
    assert "chart" not in made + shown


def test_where_there_is_no_digest_yet_one_is_a_press_away(bot):
    assert bot.say("digest").commands == ["form digest", "form watch"]
    assert bot.say("watch").commands == ["form digest", "form watch"]


def test_a_schedule_must_be_given(bot):
    assert "When is it to be posted?" in bot.say("digest add").text


# ----------------------------------------------------------------------- form


def fields(form):
    return {one.name: one for one in form.fields}


@pytest.mark.parametrize("line", ["digest add", "form digest"])
def test_what_is_missing_is_asked_for_in_a_form(bot, line):
    form = bot.say(line).reply.form
    assert form.command == "digest add"
    assert [*fields(form)] == ["text", "channel", "query", "names", "group", "full", "empty", "name"]
    assert [one.name for one in form.fields if one.required] == ["text"]


def test_a_form_begins_with_what_was_said_and_offers_the_openings_that_are_open(bot):
    for name in ("Kernel Engineer", "Research Intern", "Old One"):
        bot.say(f"opening add {name}")
    bot.say("opening close Old One")
    form = fields(bot.say("form digest add weekdays at 9").reply.form)
    assert form["text"].value == "weekdays at 9"
    offered = {value for value, _ in form["opening"].options}
    assert {"Kernel Engineer", "Research Intern"} <= offered
    assert "Old One" not in offered


@pytest.mark.parametrize(
    ("line", "search", "when"),
    [
        ("form watch", "", ""),
        ("watch add", "", ""),
        ("form watch skill:cuda -intern", "skill:cuda -intern", ""),
        ("form watch add skill:cuda --when weekdays at 9", "skill:cuda", "weekdays at 9"),
        ("form watch pause", "", ""),
    ],
)
def test_a_watch_is_asked_for_by_its_search_and_when_with_what_was_said(bot, line, search, when):
    form = bot.say(line).reply.form
    assert form.command == "watch add"
    asked = fields(form)
    assert [*asked] == ["text", "when", "names", "name"]
    assert (asked["text"].value, asked["when"].value) == (search, when)
    assert not any(asked[name].options for name in ("text", "when", "name"))


def test_the_form_of_a_watch_makes_it(bot):
    form = bot.say("form watch").reply.form
    made = bot.say(form.command, text="skill:cuda", when="weekdays at 9", names="initials", name="gpus")
    assert "Whoever comes and fits skill:cuda is posted to" in made.text
    (kept,) = bot.tenant.digests()
    assert (kept.name, kept.query, kept.words, kept.style.names) == ("gpus", "skill:cuda", "weekdays at 9", "initials")
    wrong = bot.say(form.command, text="colour:blue").reply
    assert [name for name, _ in wrong.faults] == ["text"]
    assert fields(wrong.form)["text"].value == "colour:blue"
    assert [name for name, _ in bot.say(form.command, text="cuda", when="often").reply.faults] == ["when"]


def test_a_form_that_was_filled_in_makes_the_digest(bot):
    board = Board()
    bot.posters.append(board)
    bot.say("opening add Research Intern")
    values = {
        "text": "every Friday 10:00 Europe/Berlin",
        "channel": "<#C09OTHER|talent>",
        "query": "skill:cuda",
        "opening": "Research Intern",
        "names": "initials",
        "group": "skill",
        "full": "3",
        "empty": "say",
        "name": "fridays",
    }
    assert "posted to #talent" in bot.say("digest add", **values).text
    (kept,) = bot.tenant.digests()
    assert (kept.name, kept.schedule, kept.zone, kept.query) == ("fridays", "0 10 * * 5", "Europe/Berlin", "skill:cuda")
    assert (kept.channel, kept.channel_name, kept.kind) == ("C09OTHER", "talent", "channel")
    assert (kept.style.names, kept.style.grouping, kept.style.in_full, kept.style.empty) == (
        "initials",
        "skill",
        3,
        "say",
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": "sometimes"}, "text"),
        ({"text": "daily", "query": "stage:nowhere"}, "query"),
        ({"text": "daily", "name": "a/b"}, "name"),
        ({"text": "daily", "channel": "<#C09OTHER|talent>"}, "channel"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_kept(bot, values, field):
    board = Board()
    board.unreachable = NOT_IN
    bot.posters.append(board)
    reply = bot.say("digest add", **values).reply
    assert [name for name, _ in reply.faults] == [field]
    assert reply.form.fields[0].value == values["text"]
    assert names(bot) == []


@pytest.mark.parametrize("words", ["every Friday 10:00 <#C09OTHER|talent>", "every Friday 10:00 in <#C09OTHER|talent>"])
def test_a_channel_behind_the_time_is_where_it_is_posted(bot, words):
    assert "posted to #talent" in bot.say(f"digest add {words}").text
    (kept,) = bot.tenant.digests()
    assert (kept.channel, kept.words) == ("C09OTHER", "every Friday 10:00")


def test_whose_people_it_tells_of_may_be_mentioned(bot):
    bot.say("digest add daily --query owner:<@U02JONAS|Jonas>")
    assert [one.query for one in bot.tenant.digests()] == ["owner:Jonas"]


def test_where_the_bot_cannot_post_no_digest_is_made_and_that_is_said_at_once(bot):
    board = Board()
    board.unreachable = NOT_IN
    bot.posters.append(board)
    assert "Invite it there" in bot.say("digest add weekdays at 9").text
    assert names(bot) == []


def test_from_the_terminal_a_digest_is_made_for_a_channel_that_is_written_out(bot):
    place = Place(Workspace("terminal", "local"), "terminal", "local")
    assert fields(bot.say("digest add", place=place).reply.form)["channel"].required
    bot.say("help")
    assert "A digest goes to a channel; the terminal has none" in bot.say("digest add daily", place=place).text
    watching = bot.say("watch add skill:cuda", place=place).text
    assert "A watch goes to a channel" in watching
    assert "watch add skill:triton --channel slack:T012:C034" in watching
    assert "posted to #C01HIRE" in bot.say("digest add daily --channel slack:T01TEST:C01HIRE", place=place).text
    assert bot.tenant.digests()[0].workspace == TEAM
