"""forget: asked about, done for good, followed up on every platform, and said how far it is."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.chat.messages import Button, Upload
from bot.digests.post import Undeliverable
from bot.digests.runner import Runner
from bot.erasing.going import LEASE, Going
from bot.records import Grant, Role
from bot.search import reasons
from storage.tables import counter
from tests.boards import Board
from tests.bot import CHANNEL, JONAS, MARA, TEAM, sample, walk

NOOR, ILSE = "etxeberria_2026.md", "okonkwo-brandt-cv.md"
ERASE = "forget #1 --confirmed"


@pytest.fixture
def board():
    return Board()


@pytest.fixture
def bot(bot, board):
    bot.posters.append(board)
    bot.add(NOOR, ILSE)
    return bot


@pytest.fixture
def going(bot):
    return Going(bot.store, bot.posters, clock=lambda: bot.now)


def recruiter(bot):
    bot.tenant.grant(Grant(TEAM, "member", JONAS.id, "Jonas", Role.RECRUITER, "Mara", bot.now))


def shared(bot, line="share #1"):
    yes = next(one for one in bot.say(line).commands if one.startswith("share-post"))
    bot.say(yes)


def test_it_asks_first_and_says_what_goes_what_stays_and_what_is_out_of_reach(bot):
    bot.say("note noor Call her")
    bot.say("tag noor gpu")
    shared(bot)
    asked = bot.say("forget noor")
    assert asked.text.startswith("Erase Noor Etxeberria?")
    assert "Goes: 1 CV, 1 application, 1 note, 1 tag, 4 lines of history" in asked.text
    assert "1 message of the bot's that names them; 1 shared post" in asked.text
    for part in ("Stays: ", "Out of reach: ", "Nothing was erased yet", "it cannot be taken back"):
        assert part in asked.text
    (button,) = [one for one in walk(asked.reply.blocks) if isinstance(one, Button) and one.confirm]
    assert (button.command, button.confirm.danger) == (ERASE, True)
    assert bot.tenant.candidate(1)


def test_who_is_erased_is_gone_and_the_answer_names_nobody(bot):
    done = bot.say(ERASE)
    assert done.text.startswith("Candidate 1 is erased.")
    assert "Noor" not in done.text
    assert "Nothing of them is left here." in done.text
    assert bot.tenant.candidate(1) is None
    assert "Candidate 1 was erased by Mara on 2026-11-20." in bot.say("show #1").text
    assert "Nobody is called noor" in bot.say("show noor").text
    assert "Nobody" in bot.say("find etxeberria").text
    (entry, *_) = bot.tenant.audit(limit=5)[2:]
    last = [(one.action, one.subject, one.outcome) for one in bot.tenant.audit(limit=9)]
    assert ("forget", 1, "done") in last
    assert entry is not None


def test_neither_viewer_nor_recruiter_may(bot):
    recruiter(bot)
    for line in ("forget #1", ERASE, "forget status"):
        assert "admin" in bot.say(line, member=JONAS).text
    assert bot.tenant.candidate(1)


def test_undo_does_not_bring_them_back(bot):
    bot.say("note noor Call her")
    bot.say(ERASE)
    bot.say("undo")
    assert bot.tenant.candidate(1) is None


def test_messages_go_and_whoever_asked_is_told_at_the_end(bot, board, going):
    shared(bot)
    shared(bot, "share #2")
    answer = bot.say(ERASE)
    assert "1 message of the bot's will go" in answer.text
    assert "You are told when all is gone." in answer.text
    going.tick()
    (post, told) = board.posts.values()
    assert "Ilse" in post[1].blocks[0].text
    assert (told[0].kind, told[0].id) == ("dm", MARA.id)
    assert told[1].text == "All that was here of candidate 1 is gone."
    going.tick()
    assert len(board.posts) == 2
    assert "1 message taken down" in bot.say("forget status").text


def test_a_word_that_did_not_go_out_is_given_later_and_to_an_admin_where_it_cannot_be(bot, board, going):
    bot.say(ERASE)
    board.faults = [Undeliverable("the connection broke")]
    going.tick()
    assert board.posts == {}
    going.tick()
    bot.now += LEASE
    going.tick()
    ((place, told),) = board.posts.values()
    assert (place.id, told.text) == (MARA.id, "All that was here of candidate 1 is gone.")
    bot.now += LEASE
    going.tick()
    assert len(board.posts) == 1


def test_where_whoever_asked_cannot_be_told_another_admin_is(bot, board, going):
    other = replace(MARA, id="U09OTTO", name="Otto")
    bot.say("help", member=other)
    bot.say(ERASE)
    board.faults = [Undeliverable("the account is deactivated", lasting=True)]
    going.tick()
    ((place, told),) = board.posts.values()
    assert (place.id, told.text) == (other.id, "All that was here of candidate 1 is gone.")


def test_a_process_killed_after_it_told_and_before_it_said_so_has_nobody_told_twice(bot, board, going, monkeypatch):
    bot.say(ERASE)
    monkeypatch.setattr(bot.store, "finished_told", lambda finished: None)
    going.tick()
    monkeypatch.undo()
    assert len(board.posts) == 1
    bot.now += LEASE
    going.tick()
    assert len(board.posts) == 1
    assert bot.store.claim_finished([TEAM], now=bot.now + LEASE, lease=bot.now + LEASE) is None


def test_what_the_platform_refuses_is_listed_with_why_and_tried_again(bot, board, going):
    shared(bot)
    bot.say(ERASE)
    board.undeletable = Undeliverable("Slack refused to take the message down: cant_delete_message", lasting=True)
    going.tick()
    status = bot.say("forget status").text
    assert "1 message refused, tried again each day" in status
    assert "cant_delete_message" in status
    told = [reply for place, reply in board.posts.values() if place.kind == "dm"]
    assert "could not be deleted" in "".join(str(one.blocks) for one in told)
    board.undeletable = None
    going.tick()
    assert len(board.posts) == 2
    bot.now = bot.now.replace(day=22)
    going.tick()
    assert "1 message taken down" in bot.say("forget status").text


def test_what_a_process_left_in_the_middle_another_takes_up(bot, board, going):
    shared(bot)
    bot.say(ERASE)
    bot.store.claim_leftover([TEAM], now=bot.now, lease=bot.now.replace(minute=30))
    going.tick()
    assert len(board.posts) == 1
    bot.now = bot.now.replace(minute=31)
    going.tick()
    assert [place.kind for place, _ in board.posts.values()] == ["dm"]


def test_a_digest_keeps_the_others(bot, board, going):
    bot.say("digest add daily --waiting 0")
    bot.add("achterberg_davit.md", "resume (3).txt")
    other = bot.tenant.candidate(4).name
    bot.now = bot.now.replace(day=21)
    Runner(bot.store, [board], clock=lambda: bot.now).tick()
    (before,) = [str(reply.blocks) for _, reply in board.posts.values()]
    assert "Achterberg" in before
    assert other in before
    assert "their lines in 1 digest post" in bot.say("forget #3").text
    bot.say("forget #3 --confirmed")
    going.tick()
    (after,) = [str(reply.blocks) for place, reply in board.posts.values() if place.kind == "channel"]
    assert "Achterberg" not in after
    assert other in after
    bot.say("forget #4 --confirmed")
    going.tick()
    assert [place.kind for place, _ in board.posts.values()] == ["dm", "dm"]


def test_who_is_erased_between_a_digests_claim_and_its_post_is_not_in_it(bot, board):
    bot.say("digest add daily --waiting 0")
    bot.add("achterberg_davit.md", "resume (3).txt")
    bot.now = bot.now.replace(day=21)
    renew = bot.store.renew

    def renewed(*args, **more):
        if bot.tenant.candidate(3):
            bot.tenant.erase(3, by="Mara", at=bot.now)
        return renew(*args, **more)

    bot.store.renew = renewed
    Runner(bot.store, [board], clock=lambda: bot.now).tick()
    (post,) = [str(reply.blocks) for _, reply in board.posts.values()]
    assert "Achterberg" not in post
    assert "1 new applicant" in post


def test_home_tabs_are_shown_anew(bot, board, going):
    bot.say("home")
    bot.say(ERASE)
    going.tick()
    assert board.homes == [MARA.id]


def test_what_was_remembered_of_them_is_forgotten_by_every_process(bot, going):
    going.tick()
    bot.say("find cuda")
    assert reasons._LATELY._known
    bot.tenant.erase(1, by="Mara", at=bot.now)
    going.tick()
    assert not reasons._LATELY._known


def test_the_first_tick_keeps_what_is_remembered_where_nobody_was_erased_since_the_process_began(bot):
    bot.tenant.erase(1, by="Mara", at=bot.now)
    began = Going(bot.store, bot.posters, bot.store.erasures_so_far(), clock=lambda: bot.now)
    bot.say("find cuda")
    began.tick()
    assert reasons._LATELY._known
    bot.tenant.erase(2, by="Mara", at=bot.now)
    began.tick()
    assert not reasons._LATELY._known


def test_a_cv_that_waits_to_be_confirmed_goes_too(bot):
    text = (b"Noor Etxeberria\nnoor@etxeberria.example\n\nExperience\n\nEngineer, Lab, 2020 - 2021\n") * 2
    bot.send(Upload("noor new.md", text))
    bot.send(sample("achterberg_davit.md"))
    assert len(bot.tenant.waiting_drafts(at=bot.now)) == 2
    bot.say(ERASE)
    (left,) = bot.tenant.waiting_drafts(at=bot.now)
    assert bot.tenant.draft(left, at=bot.now).name == "achterberg_davit.md"


def test_who_comes_again_waits_for_an_admin(bot):
    recruiter(bot)
    bot.say(ERASE)
    asked = bot.send(sample(NOOR), member=JONAS)
    assert "was erased on 2026-11-20 by Mara" in asked.text
    again = next(one for one in asked.commands if "--readmit" in one)
    assert "Only an admin" in bot.say(again, member=JONAS).text
    assert bot.tenant.count() == 1
    assert "Noor Etxeberria is saved." in bot.say(again).text
    assert bot.tenant.candidate(3).name == "Noor Etxeberria"


def test_the_reason_is_kept_with_the_proof(bot):
    bot.say("forget #1 --confirmed --why asked for it by letter")
    assert "asked for it by letter" in bot.say("forget status").text
    assert "Noor" not in bot.say("forget status").text


def test_a_number_that_is_somebodys_again_after_a_restore_is_not_said_of_who_has_it(bot):
    bot.say("forget #2 --confirmed")
    with bot.store.database.engine.begin() as connection:
        connection.execute(update(counter).where(counter.c.kind == "candidate").values(last=1))
    bot.add("montpetit-cv-FINAL-v2.md")
    assert bot.tenant.candidate(2)
    assert "Candidate 2; the number is somebody else's now" in bot.say("forget status").text


def test_nobody_was_erased_yet(bot):
    assert "Nobody was erased yet." in bot.say("forget status").text


def test_where_it_is_asked_in_a_channel_the_question_gives_way_to_the_answer(bot):
    assert bot.say(ERASE, place=CHANNEL).reply.replace
