"""What a digest tells: compared with before, who came back, who waits, who is decided about; in names or initials, in groups."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from adapters.discord import render as discord
from adapters.slack import render as slack
from bot import intake
from bot.chat.messages import Person, Reply, Text
from bot.digests import acted
from bot.digests.edition import DECIDED, OTHER
from bot.digests.following import Following
from bot.digests.runner import Runner, preview
from tests.boards import Board
from tests.bot import Answer, Bot, read, walk
from tests.stores import cv
from tests.unit.digests.channel import Channel

NOOR, ILSE, DAVIT = "etxeberria_2026.md", "okonkwo-brandt-cv.md", "achterberg_davit.md"
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@pytest.fixture
def bot(sqlite_store):
    return Bot(sqlite_store, now=MONDAY)


def posted(bot, channel=None):
    channel = channel or Channel()
    Runner(bot.store, [channel], clock=lambda: bot.now).tick()
    return channel.answers


def shown(bot):
    return Answer(preview(bot.tenant, bot.tenant.digests()[0], now=bot.now))


def take_in(bot, data, *, opening=""):
    intake.take_in(bot.tenant, read, "cv.md", data, by="Mara", at=bot.now, opening=opening)


def row(answer: Answer, name: str) -> Person:
    return next(one for one in walk(answer.reply.blocks) if isinstance(one, Person) and one.name == name)


def every_reply(reply: Reply):
    while reply:
        yield reply
        reply = reply.otherwise


def test_the_number_is_compared_with_as_long_a_time_before(bot):
    bot.now = MONDAY - timedelta(days=5)
    bot.add(ILSE)
    bot.now = MONDAY
    bot.say("digest add every Monday 9:00")
    bot.now = MONDAY + timedelta(days=3)
    bot.add(NOOR, DAVIT)
    bot.now = MONDAY + timedelta(days=7, minutes=1)
    (post,) = posted(bot)
    assert "2 new applicants" in post.text
    assert "1 the week before" in post.text
    assert "1 the week before" in post.reply.text


def test_who_was_there_before_came_back_with_what_is_new(bot):
    bot.now = MONDAY - timedelta(days=60)
    take_in(bot, b"# Noor Etxeberria\nnoor@etxeberria.example\n\n## Skills\nRust\n")
    bot.say("stage #1 withdrawn")
    bot.now = MONDAY
    bot.say("opening add Compilers")
    bot.say("digest add daily --query compilers or rust")
    bot.now = MONDAY + timedelta(hours=5)
    newer = b"# Noor Etxeberria\nnoor@etxeberria.example\n\n## Skills\nRust, CUDA, MLIR\n"
    take_in(bot, newer, opening="Compilers")
    answer = shown(bot)
    assert "1 came back" in answer.text
    told = " ".join(Answer(Reply((row(answer, "Noor Etxeberria"),), text="")).text.split())
    assert "Came back: withdrawn in Sep. New since then: 2 skills" in told


def test_who_waits_is_named_by_the_longest(bot):
    bot.add(NOOR, ILSE)
    bot.say("digest add daily")
    bot.now = MONDAY + timedelta(days=8)
    bot.add(DAVIT)
    answer = shown(bot)
    assert "2 waiting over 7 days" in answer.text
    assert "8 days · Noor Etxeberria · no owner" in " ".join(answer.text.split())
    assert "new --waiting 7d" in answer.commands
    assert "waiting" not in Answer(preview(bot.tenant, edited(bot, "--waiting 0"), now=bot.now)).text


def edited(bot, options):
    bot.say(f"digest edit {options}")
    return bot.tenant.digests()[0]


def test_who_is_decided_about_is_folded_and_who_is_left_moves_up(bot):
    bot.say("digest add daily")
    bot.add(NOOR, ILSE, DAVIT)
    bot.say("stage noor screening")
    bot.say("assign ilse me")
    answer = shown(bot)
    assert "1 decided · 1 taken · 1 to go" in answer.text
    assert answer.names == ["Davit Achterberg", "Ilse Okonkwo-Brandt", "Noor Etxeberria"]
    noor = row(answer, "Noor Etxeberria")
    assert noor.open.command == "undo #1"
    assert "by Mara" in Answer(Reply((noor,), text="")).text
    assert "Mara has it" in Answer(Reply((row(answer, "Ilse Okonkwo-Brandt"),), text="")).text
    assert not noor.proofs


def test_a_wide_channel_sees_initials_and_no_quote(bot):
    bot.say("digest add daily --names initials")
    bot.add(NOOR, ILSE, DAVIT)
    answer = shown(bot)
    assert answer.names == ["D. A.", "I. O. B.", "N. E."]
    assert not answer.quotes
    said = answer.text + answer.reply.text
    for word in ("Noor", "Etxeberria", "Okonkwo", "Davit", "Quillon"):
        assert word not in said
    assert "show #1" in answer.commands


@pytest.mark.parametrize(("group", "heads"), [("opening", ["Compilers", "No opening"]), ("source", ["Mara"])])
def test_people_stand_under_what_they_are_grouped_by(bot, group, heads):
    bot.say("opening add Compilers")
    bot.say(f"digest add daily --group {group}")
    bot.add(NOOR, ILSE, DAVIT)
    bot.say("apply noor Compilers")
    bot.say("apply davit Compilers")
    blocks = shown(bot).reply.blocks
    assert [Answer(Reply((one,), text="")).text for one in blocks if isinstance(one, Text)] == heads


def test_areas_of_skills_group_too(bot):
    bot.say("digest add daily --group skill")
    bot.add(NOOR, ILSE, DAVIT)
    assert len(shown(bot).names) == 3


def test_skills_that_the_list_has_not_are_of_no_area(bot):
    bot.say("digest add daily --group skill")
    bot.tenant.save(cv("Ada Quist", skills={"underwater basket weaving": 3}, at=bot.now))
    blocks = shown(bot).reply.blocks
    assert OTHER in [Answer(Reply((one,), text="")).text for one in blocks if isinstance(one, Text)]


def test_it_is_one_message_on_both_platforms_and_less_is_told_in_turn(full):
    full.say("digest add daily")
    reply = preview(full.tenant, _since_ever(full), now=full.now)
    assert len(list(every_reply(reply))) > 3
    assert len(slack.render(reply)) == len(discord.render(reply)) == 1
    shortest = list(every_reply(reply))[-1]
    assert not Answer(shortest).quotes
    assert Answer(shortest).text.startswith(Answer(reply).text.splitlines()[0])


def test_whoever_has_no_room_in_the_message_is_told_of_in_its_thread_and_nobody_twice(full):
    full.say("digest add daily --group opening")
    everybody = [one.number for one in full.tenant.applicants(_since_ever(full), until=full.now)]
    for number in everybody[:7]:
        full.say(f"stage #{number} screening")
    replies = list(every_reply(preview(full.tenant, _since_ever(full), now=full.now)))
    whole = sorted(names_in(replies[0]))
    assert not replies[0].thread
    for reply in replies[1:]:
        behind = names_in(reply.thread) if reply.thread else []
        assert sorted([*names_in(reply), *behind]) == whole
        assert (f"{len(behind)} more in the thread" in Answer(reply).text) == bool(behind)
    assert replies[-1].thread
    first, *others = discord.render(replies[0])
    assert others
    assert "in the thread" in str(first)


def names_in(reply):
    return [one.name for one in walk(reply.blocks) if isinstance(one, Person)]


def _since_ever(bot):
    return replace(bot.tenant.digests()[0], since=MONDAY - timedelta(days=4000))


def test_a_digest_of_one_opening_tells_of_nobody_else(bot):
    bot.say("opening add Compilers")
    bot.say("digest add daily --opening Compilers")
    bot.add(NOOR, ILSE)
    bot.say("apply ilse Compilers")
    assert shown(bot).names == ["Ilse Okonkwo-Brandt"]
    assert "Compilers" in bot.say("digest").text


def test_without_news_it_is_silent_unless_it_is_to_speak(bot):
    bot.say("digest add daily")
    assert preview(bot.tenant, bot.tenant.digests()[0], now=bot.now) is None
    bot.say("digest edit --empty say")
    bot.now += timedelta(days=1)
    (post,) = posted(bot)
    assert post.text.startswith("No new applicants")
    assert posted(bot) == []


def test_what_is_changed_is_changed_and_nothing_else(bot):
    bot.say("digest add weekdays at 9 Europe/Berlin --query rust --full 2")
    before = bot.tenant.digests()[0]
    bot.say("digest edit --when every Friday 10:00")
    after = bot.tenant.digests()[0]
    assert (after.schedule, after.zone, after.query, after.style) == (
        "0 10 * * 5",
        "Europe/Berlin",
        "rust",
        before.style,
    )
    bot.say("digest edit --query off --names initials")
    assert (bot.tenant.digests()[0].query, bot.tenant.digests()[0].style.names) == ("", "initials")
    assert "nothing to change" in bot.say("digest edit").text


@pytest.mark.parametrize("wrong", ["--full 9", "--waiting -1", "--when sometimes", "--query colour:red", "--zone Mars"])
def test_what_cannot_be_is_said_and_changes_nothing(bot, wrong):
    bot.say("digest add daily")
    before = bot.tenant.digests()
    assert "was changed" not in bot.say(f"digest edit {wrong}").text
    assert bot.tenant.digests() == before


def test_the_longest_waiting_are_listed(bot):
    bot.add(NOOR)
    bot.now += timedelta(days=9)
    bot.add(ILSE)
    assert bot.say("new --waiting 7d").names == ["Noor Etxeberria"]
    assert "1 person waiting since before" in bot.say("new --waiting 7d").text
    assert "Nobody waits" in bot.say("new --waiting 30d").text


def posted_on(bot):
    """A board on which the digest stands, which the bot keeps up to date."""
    board = Board()
    bot.now += timedelta(days=1)
    Runner(bot.store, [board], clock=lambda: bot.now).tick()
    return board


def followed(bot, board):
    """What its post says by now, and whether it was written anew for that."""
    before = [reply for _, reply in board.posts.values()]
    Following(bot.store, [board], clock=lambda: bot.now).tick()
    ((_, reply),) = board.posts.values()
    return Answer(reply), [reply] != before


def test_after_an_act_the_post_says_so_in_its_place(bot):
    bot.say("digest add daily")
    bot.add(NOOR, ILSE)
    board = posted_on(bot)
    assert bot.say("stage noor screening").reply.changed
    post, _ = followed(bot, board)
    assert "1 decided · 1 to go" in post.text
    assert not post.reply.private
    assert bot.say("undo noor").reply.changed
    assert "decided" not in followed(bot, board)[0].text
    assert not bot.say("show noor").reply.changed
    assert not followed(bot, board)[1]


def test_what_is_done_while_it_is_posted_is_said_too(bot):
    bot.say("digest add daily")
    bot.add(NOOR, ILSE)
    board = Board()
    posting = board.post

    def late(*given, **more):
        found = posting(*given, **more)
        bot.say("stage noor screening")
        return found

    board.post = late
    bot.now += timedelta(days=1)
    Runner(bot.store, [board], clock=lambda: bot.now).tick()
    assert "1 decided · 1 to go" in followed(bot, board)[0].text


def test_a_stage_that_is_renamed_is_renamed_in_the_post(bot):
    bot.say("digest add daily")
    bot.add(NOOR, ILSE)
    board = posted_on(bot)
    bot.say("stage noor screening")
    followed(bot, board)
    stages = bot.tenant.stages()
    called = [replace(one, label="Phone call") if one.key == "screening" else one for one in stages]
    bot.tenant.set_stages(called, was=stages, key="screening", words="", by="mia", at=bot.now)
    assert "Phone call" in followed(bot, board)[0].text


def test_whose_cv_is_taken_back_is_told_of_no_more(bot):
    bot.say("digest add daily")
    bot.add(NOOR)
    board = posted_on(bot)
    bot.tenant.undo(bot.tenant.last_change(number=1).id, at=bot.now)
    assert followed(bot, board)[0].text.startswith("No new applicants")


@pytest.mark.parametrize("line", ["note noor Call her", "tag noor strong", "todo noor Call her", "rate noor skills 3"])
def test_an_act_that_no_post_shows_edits_none(bot, line):
    bot.say("digest add daily")
    bot.add(NOOR)
    board = posted_on(bot)
    assert not bot.say(line).reply.changed
    assert not followed(bot, board)[1]
    assert "Taken back" in bot.say("undo").text
    assert not followed(bot, board)[1]


def test_an_act_about_somebody_of_long_ago_changes_no_post(bot):
    bot.say("digest add daily")
    bot.add(NOOR)
    board = posted_on(bot)
    bot.now += timedelta(days=20)
    bot.say("stage noor interview")
    assert not followed(bot, board)[1]


def test_an_act_is_done_whatever_becomes_of_the_posts(bot, monkeypatch):
    bot.say("digest add daily")
    bot.add(NOOR)
    board = posted_on(bot)

    def broken(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(acted, "compose", broken)
    assert "Screening" in bot.say("stage noor screening").text
    assert not followed(bot, board)[1]


def test_what_a_query_says_of_the_arrival_counts(bot):
    bot.say("digest add daily --query since:2026-11-18")
    bot.add(NOOR)
    bot.now = MONDAY + timedelta(days=2)
    bot.add(ILSE)
    assert shown(bot).names == ["Ilse Okonkwo-Brandt"]


def test_a_digest_that_is_due_stays_due_when_its_looks_are_changed(bot):
    bot.say("digest add every Monday 9:00")
    bot.add(NOOR)
    bot.now = MONDAY + timedelta(days=7, seconds=5)
    bot.say("digest edit --names initials")
    (post,) = posted(bot)
    assert post.names == ["N. E."]


def test_taking_back_an_act_on_several_is_said_in_the_post(bot):
    bot.say("digest add daily")
    bot.add(NOOR, ILSE)
    board = posted_on(bot)
    bot.say("stage #1, #2 screening --sure")
    assert "2 decided" in followed(bot, board)[0].text
    bot.say("undo")
    assert "decided" not in followed(bot, board)[0].text


def test_no_cv_is_read_but_of_those_who_are_shown_with_their_proof(bot, monkeypatch):
    bot.say("digest add daily --full 1")
    bot.add(NOOR, ILSE, DAVIT)
    bot.say("stage noor screening")
    read_of: list[int] = []
    dossiers = type(bot.tenant).dossiers
    monkeypatch.setattr(
        type(bot.tenant), "dossiers", lambda store, numbers: read_of.extend(numbers) or dossiers(store, numbers)
    )
    answer = shown(bot)
    assert (answer.names, read_of) == (["Davit Achterberg", "Noor Etxeberria"], [3])
    assert "by Mara" in answer.text


def test_a_digest_of_many_asks_the_database_no_more_often(bot):
    asked: list[str] = []
    event.listen(bot.store.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    bot.say("digest add daily --group skill --full 1")
    costs = []
    for names in ((NOOR, ILSE), (DAVIT, "bhattarai_sunniva.txt")):
        bot.add(*names)
        asked.clear()
        assert "new applicants" in shown(bot).text
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_more_are_decided_about_than_are_shown(bot):
    bot.say("digest add daily --full 3")
    bot.now += timedelta(minutes=1)
    for at in range(DECIDED + 2):
        take_in(bot, f"# Ada{at} Example{at}\nada{at}@mail.example\n\n## Skills\nRust\n".encode())
        bot.say(f"stage #{at + 1} screening")
    assert "and 2 more decided" in shown(bot).text
