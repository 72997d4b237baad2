"""Digests with a post for each person: nobody left out or told of twice, and each post follows its person."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.digests import following
from bot.digests import runner as running
from bot.digests.following import Following
from bot.digests.order import Order, order
from bot.digests.post import Reach, Undeliverable
from bot.digests.runner import Runner
from bot.erasing.going import Going
from tests.boards import LOST, Board
from tests.bot import Answer, Bot

CVS = ("etxeberria_2026.md", "okonkwo-brandt-cv.md", "achterberg_davit.md")


@pytest.fixture
def bot(sqlite_store):
    found = Bot(sqlite_store, now=datetime(2026, 11, 19, 15, 0, tzinfo=UTC))
    found.say("digest add every day at 9 --name daily --each on")
    return found


@pytest.fixture
def board():
    return Board()


def runner(bot, board):
    return Runner(bot.store, [board], clock=lambda: bot.now)


def told(bot, board, *files):
    bot.add(*files)
    bot.now = (bot.now + timedelta(days=1)).replace(hour=9, minute=0, second=30)
    runner(bot, board).tick()
    return [reply for _, reply in board.posts.values()]


def followed(bot, board):
    bot.now += timedelta(minutes=2)
    Following(bot.store, [board], clock=lambda: bot.now).tick()
    return [reply for _, reply in board.posts.values()]


def test_everybody_has_a_post_of_their_own_with_buttons(bot, board):
    posts = told(bot, board, *CVS)
    assert sorted(one.filed.title for one in posts) == sorted(one.name for one in bot.tenant.standing_at([1, 2, 3], 0))
    assert {one.filed.tag for one in posts} == {"New"}
    assert len({*board.keys}) == len(CVS)
    assert all(any(command.startswith("stage #") for command in Answer(one).commands) for one in posts)
    assert all("@" not in str(one.blocks) for one in posts)
    due = bot.tenant.digests()[0].next_due
    assert due > bot.now
    runner(bot, board).tick()
    assert len(board.posts) == len(CVS)


def test_with_initials_the_title_names_nobody(bot, board):
    bot.say("digest edit daily --names initials")
    (post,) = told(bot, board, CVS[0])
    assert post.filed.title == "N. E."


def test_a_lost_answer_is_repeated_with_the_same_person_and_the_others_follow(bot, board):
    board.faults = [LOST]
    told(bot, board, *CVS)
    for _ in range(2):
        bot.now += timedelta(minutes=1)
        runner(bot, board).tick()
    names = [one.filed.title for _, one in board.posts.values()]
    assert len(names) == len({*names}) == len(CVS)
    assert board.keys[0] == board.keys[1]


def test_who_is_erased_while_an_answer_is_lost_keeps_nobody_waiting(bot, board):
    board.faults = [LOST]
    told(bot, board, *CVS[:2])
    bot.tenant.erase(1, by="mia", at=bot.now)
    bot.now += timedelta(minutes=1)
    runner(bot, board).tick()
    assert [one.names for _, one in board.posts.values()] == [(2,)]


def test_a_paused_digest_that_is_sent_once_tells_of_all_and_is_paused_again(bot, board):
    bot.add(*CVS)
    bot.say("digest pause daily")
    bot.say("digest send daily")
    runner(bot, board).tick()
    assert len(board.posts) == len(CVS)
    assert bot.tenant.digests()[0].state == "paused"


def test_the_post_follows_the_stage_whoever_moves_it_and_wherever(bot, board):
    told(bot, board, CVS[0])
    bot.say("stage #1 interview")
    (post,) = followed(bot, board)
    assert post.filed.tag == "Interview"
    assert "Undo" in Answer(post).text
    bot.say("undo #1")
    assert followed(bot, board)[0].filed.tag == "New"


def test_a_name_that_is_put_right_is_put_right_in_the_title(bot, board):
    told(bot, board, CVS[0])
    bot.say("edit #1 name Noor Adair")
    assert followed(bot, board)[0].filed.title == "Noor Adair"


def test_what_is_as_it_was_is_not_written_again(bot, board):
    told(bot, board, *CVS)
    board.undeletable = Undeliverable("nothing is to be written", lasting=True)
    followed(bot, board)
    bot.say("note #1 call her")
    followed(bot, board)
    assert bot.tenant.claim_outdated([*board.workspaces()], now=bot.now, lease=bot.now) is None


def test_a_post_that_could_not_be_written_is_tried_again(bot, board):
    told(bot, board, CVS[0])
    bot.say("stage #1 interview")
    board.undeletable = Undeliverable("Discord is out of order.")
    assert followed(bot, board)[0].filed.tag == "New"
    board.undeletable = None
    assert followed(bot, board)[0].filed.tag == "Interview"


def test_a_post_that_somebody_deleted_is_forgotten(bot, board):
    told(bot, board, CVS[0])
    board.posts.clear()
    bot.say("stage #1 interview")
    followed(bot, board)
    assert not bot.store.with_posts_to_follow()


def test_who_comes_back_is_told_of_under_their_first_post(bot, board):
    told(bot, board, CVS[0])
    bot.say("opening add Research Intern")
    bot.say("opening apply #1 Research Intern")
    bot.now = (bot.now + timedelta(days=1)).replace(hour=9, minute=0, second=30)
    runner(bot, board).tick()
    first, second = board.posts
    assert board.posts[second][1].filed.under == first
    assert "Came back" in Answer(board.posts[second][1]).text


def test_who_applies_for_another_opening_stands_under_it_in_their_post(bot, board):
    told(bot, board, CVS[0])
    bot.say("opening add Research Intern")
    bot.say("opening apply #1 Research Intern")
    (post,) = followed(bot, board)
    assert post.filed.title == "Noor Etxeberria · Research Intern"
    bot.say("undo #1")
    assert followed(bot, board)[0].filed.title == "Noor Etxeberria"


def test_a_forgotten_persons_post_is_taken_down(bot, board):
    told(bot, board, *CVS[:2])
    bot.tenant.erase(1, by="mia", at=bot.now)
    Going(bot.store, [board], clock=lambda: bot.now).tick()
    assert [one.names for _, one in board.posts.values()] == [(2,)]
    assert bot.tenant.post_about(bot.tenant.digests()[0], 1) == ""


def test_an_erasure_ends_where_the_post_is_gone_that_told_of_several_who_are_erased(bot, board):
    bot.say("digest edit daily --each off")
    told(bot, board, *CVS)
    board.posts.clear()
    for number in (1, 2):
        bot.tenant.erase(number, by="mia", at=bot.now)
    going = Going(bot.store, [board], clock=lambda: bot.now)
    for _ in range(3):
        going.tick()
        bot.now += timedelta(days=1)
    assert [one.waiting for one in bot.tenant.erasures(limit=9)[1]] == [0, 0]


def test_a_page_in_a_locked_thread_keeps_no_other_message_of_theirs_standing(bot, board):
    bot.say("digest edit daily --each off")
    posted, taken_down = board.post, board.take_down

    def take_down(place, message):
        if message == "thread/9":
            raise Undeliverable("A moderator has locked the thread.", lasting=True)
        return taken_down(place, message)

    board.post = lambda *given, **more: (*posted(*given, **more), "thread/9")
    board.take_down = take_down
    told(bot, board, CVS[0])
    bot.tenant.erase(1, by="mia", at=bot.now)
    Going(bot.store, [board], clock=lambda: bot.now).tick()
    assert board.posts == {}
    (erasure,) = bot.tenant.erasures(limit=9)[1]
    assert erasure.refused


def test_what_a_forum_lacks_is_said_once_when_it_is_set_up(bot, board):
    board.reach = lambda place: Reach(place.id, "candidates", tags=("new", "Screening"))
    bot.posters = [board]
    bot.say("digest stop daily")
    said = bot.say("digest add every day at 9 --name again --each on").text
    assert "Add these: Interview, Offer, Hired, Rejected, Withdrawn." in said


def test_a_preview_shows_the_first_and_counts_the_others(bot):
    bot.add(*CVS)
    assert "and 2 more, a post each" in bot.say("digest preview daily").text


def test_what_arrived_though_its_answer_was_lost_is_brought_up_to_date(bot, board, monkeypatch):
    real = board.post

    def lost(*given, **more):
        real(*given, **more)
        raise LOST

    monkeypatch.setattr(board, "post", lost)
    told(bot, board, CVS[0])
    monkeypatch.undo()
    bot.say("stage #1 interview")
    bot.now += timedelta(minutes=1)
    runner(bot, board).tick()
    assert [one.filed.tag for one in followed(bot, board)] == ["Interview"]


def test_what_a_digest_shows_from_now_on_its_posts_show_and_without_each_they_follow_on(bot, board):
    told(bot, board, CVS[0])
    bot.say("digest edit daily --when every day at 10")
    assert bot.tenant.claim_outdated([*board.workspaces()], now=bot.now, lease=bot.now) is None
    bot.say("digest edit daily --names initials")
    assert followed(bot, board)[0].filed.title == "N. E."
    bot.say("digest edit daily --each off")
    bot.say("stage #1 interview")
    assert followed(bot, board)[0].filed.tag == "Interview"
    stages = bot.tenant.stages()
    called = [replace(one, label="Talk") if one.key == "interview" else one for one in stages]
    bot.tenant.set_stages(called, was=stages, key="interview", words="", by="mia", at=bot.now)
    assert followed(bot, board)[0].filed.tag == "Talk"


def test_a_post_about_one_person_from_before_reads_like_the_posts_of_now(bot, board):
    bot.say("digest edit daily --each off")
    told(bot, board, CVS[0])
    bot.say("digest edit daily --each on")
    bot.say("stage #1 interview")
    (post,) = followed(bot, board)
    assert (post.filed.title, post.filed.tag) == (bot.tenant.candidate(1).name, "Interview")


def test_one_tick_writes_its_share_of_an_organizations_posts(bot, board, monkeypatch):
    told(bot, board, *CVS)
    for number in (1, 2, 3):
        bot.say(f"stage #{number} interview")
    monkeypatch.setattr(following, "AT_ONCE", 2)
    assert [one.filed.tag for one in followed(bot, board)].count("Interview") == 2
    assert [one.filed.tag for one in followed(bot, board)].count("Interview") == 3


def test_an_opening_that_is_renamed_is_renamed_in_the_titles(bot, board):
    bot.say("opening add Compilers")
    bot.add(CVS[0])
    bot.say("opening apply #1 Compilers")
    assert "Compilers" in told(bot, board)[0].filed.title
    (opening,) = [one for one in bot.tenant.openings() if one.name == "Compilers"]
    bot.tenant.change_opening(replace(opening, name="Kernels"), words="", by="mia", at=bot.now)
    assert "Kernels" in followed(bot, board)[0].filed.title


def test_who_is_erased_while_their_post_is_composed_is_not_written_again(bot, board, monkeypatch):
    (before,) = told(bot, board, CVS[0])
    bot.say("stage #1 interview")

    def erased(*given, **more):
        reply = running.alone(*given, **more)
        bot.tenant.erase(1, by="mia", at=bot.now)
        return reply

    monkeypatch.setattr(following, "alone", erased)
    assert followed(bot, board) == [before]


def test_who_is_erased_before_their_post_is_composed_is_no_fault(bot, board, monkeypatch):
    real = running.applicants

    def late(*given, **more):
        found = real(*given, **more)
        if found:
            bot.tenant.erase(1, by="mia", at=bot.now)
        return found

    monkeypatch.setattr(running, "applicants", late)
    assert told(bot, board, CVS[0]) == []
    assert not bot.tenant.digests()[0].fault


def test_a_platform_that_does_not_answer_is_asked_once_in_a_tick(bot, board, monkeypatch):
    told(bot, board, *CVS)
    for number in (1, 2, 3):
        bot.say(f"stage #{number} interview")
    asked = []

    def silent(place, messages, reply, **_):
        asked.append(messages)
        raise LOST

    monkeypatch.setattr(board, "rewrite", silent)
    followed(bot, board)
    assert len(asked) == 1


def test_nobody_is_ranked_for_a_post_about_one(bot):
    digest = replace(bot.tenant.digests()[0], query="skill:rust")
    bot.add(CVS[0])
    assert order(None, digest, bot.tenant.standing_at([1], 0), now=bot.now) == Order()


def test_where_the_writing_breaks_off_what_stands_by_then_is_known(bot, board):
    told(bot, board, CVS[0])
    (first,) = board.posts
    board.undeletable = Undeliverable("Discord's answer was lost.", unknown=True, out=(first, "thread/5"))
    bot.say("stage #1 interview")
    followed(bot, board)
    assert bot.tenant.told_in(1).messages == (first, "thread/5")


def test_who_is_erased_while_their_post_is_written_is_not_to_be_read_there(bot, board):
    bot.say("digest edit daily --each off")
    told(bot, board, *CVS[:2])
    rewrite, written = board.rewrite, []

    def rewritten(place, messages, reply, **more):
        if not written:
            bot.tenant.erase(1, by="mia", at=bot.now)
        written.append("Etxeberria" in str(reply.blocks))
        return rewrite(place, messages, reply, **more)

    board.rewrite = rewritten
    bot.say("stage #2 interview")
    (post,) = followed(bot, board)
    assert written == [True, False]
    assert "Etxeberria" not in str(post.blocks)
