"""Digests: posted once, to the right channel, with everybody in it, and silent when there is nothing new."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from bot import own_skills
from bot.cards.person import shown_name
from bot.chat.messages import Place
from bot.digests import runner
from bot.digests.post import Undeliverable
from bot.digests.runner import TRIES, Runner, preview
from bot.store import Unavailable
from storage.store import SqlStore, SqlTenant
from tests.bot import TEAM, Answer, Bot, plain
from tests.unit.digests.channel import Channel

CVS = ("etxeberria_2026.md", "okonkwo-brandt-cv.md", "achterberg_davit.md")


@pytest.fixture
def bot(sqlite_store):
    return Bot(sqlite_store, now=datetime(2026, 11, 19, 15, 0, tzinfo=UTC))


def subscribe(bot, words="every day at 9"):
    bot.say(f"digest add {words} --name daily")
    return bot.tenant.digests()[0]


def at(bot, channel):
    return Runner(bot.store, [channel], clock=lambda: bot.now)


def next_morning(bot):
    bot.now = (bot.now + timedelta(days=1)).replace(hour=9, minute=0, second=30)


def test_new_applicants_are_posted_when_due_and_once(bot):
    subscribe(bot)
    bot.add(*CVS)
    channel = Channel()
    assert at(bot, channel).tick() == 0
    next_morning(bot)
    assert at(bot, channel).tick() == 1
    at(bot, channel).tick()
    assert len(channel.posts) == 1
    place, reply, key = channel.posts[0]
    shown = Answer(reply)
    assert place.id == "C01HIRE"
    assert not reply.private
    assert "3 new applicants" in shown.text
    assert len(shown.names) == 3
    assert any(command == "show #1" for command in shown.commands)
    assert any(command == "stage #1 screening --opening opening:1 --was new" for command in shown.commands)
    assert 0 < len(key) <= 25


def test_every_reason_shows_the_line_that_proves_it(bot):
    subscribe(bot)
    bot.add(*CVS)
    next_morning(bot)
    channel = Channel()
    at(bot, channel).tick()
    quotes = Answer(channel.posts[0][1]).quotes
    texts = " ".join(" ".join(bot.tenant.dossier(number).texts.values()) for number in (1, 2, 3))
    assert quotes
    for quote in quotes:
        assert plain(quote) in plain(texts)


def test_nobody_new_means_no_post_and_the_next_date(bot):
    first = subscribe(bot)
    channel = Channel()
    next_morning(bot)
    assert at(bot, channel).tick() == 1
    assert channel.posts == []
    assert bot.tenant.digests()[0].next_due > first.next_due


def test_the_same_people_are_not_posted_again(bot):
    subscribe(bot)
    bot.add(CVS[0])
    channel = Channel()
    next_morning(bot)
    at(bot, channel).tick()
    bot.add(CVS[1])
    next_morning(bot)
    at(bot, channel).tick()
    assert [Answer(reply).names for _, reply, _ in channel.posts] == [["Noor Etxeberria"], ["Ilse Okonkwo-Brandt"]]


def test_a_failed_try_is_made_again_and_its_fault_is_shown_until_then(bot):
    subscribe(bot)
    bot.add(CVS[0])
    channel = Channel(Undeliverable("the platform does not answer"))
    next_morning(bot)
    at(bot, channel).tick()
    assert channel.posts == []
    assert "does not answer" in bot.say("digest").text
    bot.now += timedelta(minutes=2)
    at(bot, channel).tick()
    assert len(channel.posts) == 1
    assert bot.tenant.digests()[0].fault == ""


@pytest.mark.parametrize("unknown", [True, False])
def test_it_is_said_to_be_sent_again_only_where_an_earlier_try_may_have_arrived(bot, unknown):
    subscribe(bot)
    bot.add(CVS[0])
    channel = Channel(Undeliverable("no answer", unknown=unknown), Undeliverable("busy"))
    next_morning(bot)
    for _ in range(3):
        at(bot, channel).tick()
        bot.now += timedelta(minutes=2)
    assert len(channel.posts) == 1
    assert ("Sent again" in Answer(channel.posts[0][1]).text) == unknown


class Killed(BaseException):
    """The process ends where this is raised."""


def broken(error):
    def raising(*args, **more):
        raise error

    return raising


def test_a_process_that_dies_while_posting_leaves_a_repeat_that_says_so(bot):
    subscribe(bot)
    bot.add(CVS[0])
    next_morning(bot)
    dying = Channel()
    dying.post = broken(Killed())
    with pytest.raises(Killed):
        at(bot, dying).tick()
    channel = Channel()
    assert at(bot, channel).tick() == 0
    bot.now += timedelta(minutes=3)
    at(bot, channel).tick()
    assert "Sent again" in Answer(channel.posts[0][1]).text


def test_a_digest_that_ends_every_process_is_given_up_and_says_so(bot, monkeypatch):
    subscribe(bot)
    bot.add(CVS[0])
    next_morning(bot)
    with monkeypatch.context() as patched:
        patched.setattr(runner, "_post", broken(Killed()))
        for _ in range(TRIES):
            with pytest.raises(Killed):
                at(bot, Channel()).tick()
            bot.now += timedelta(minutes=3)
        assert at(bot, Channel()).tick() == 1
    assert bot.tenant.digests()[0].state == "paused"
    assert f"given up after {TRIES} tries" in bot.say("digest").text
    bot.say("digest resume daily")
    next_morning(bot)
    channel = Channel()
    at(bot, channel).tick()
    assert Answer(channel.posts[0][1]).names == ["Noor Etxeberria"]
    assert "Sent again" not in Answer(channel.posts[0][1]).text


@pytest.mark.parametrize("error", [Unavailable(), RuntimeError("secret")])
def test_what_one_digest_cannot_read_is_tried_again_given_up_and_holds_up_nobody(bot, monkeypatch, error):
    bot.say("digest add every day at 9 --name first --query ilse")
    bot.say("digest add every day at 9 --name second")
    bot.add(*CVS)
    next_morning(bot)
    channel = Channel()
    monkeypatch.setattr(SqlTenant, "search", broken(error))
    for _ in range(TRIES):
        at(bot, channel).tick()
        bot.now += timedelta(minutes=31)
    assert [place.kind for place, _, _ in channel.posts] == ["channel", "dm"]
    first, second = bot.tenant.digests()
    assert (first.state, second.state) == ("paused", "active")
    assert first.fault
    assert "secret" not in first.fault


def test_a_post_that_could_not_be_recorded_is_repeated_as_such(bot, monkeypatch):
    subscribe(bot)
    bot.add(CVS[0])
    next_morning(bot)
    channel = Channel()
    with monkeypatch.context() as patched:
        patched.setattr(SqlStore, "delivered", broken(Unavailable()))
        at(bot, channel).tick()
    assert "the database did not answer" in bot.say("digest").text
    bot.now += timedelta(minutes=2)
    at(bot, channel).tick()
    assert ["Sent again" in Answer(reply).text for _, reply, _ in channel.posts] == [False, True]
    assert len({key for _, _, key in channel.posts}) == 1


class Slow(Channel):
    """Takes so long with its first post that another process, whose channel is this one, goes on with it."""

    def __init__(self, bot, other):
        super().__init__()
        self.bot, self.other = bot, other

    def post(self, place, reply, *, key):
        if not self.posts:
            self.bot.now += timedelta(hours=1)
            at(self.bot, self.other).tick()
        return super().post(place, reply, key=key)


def test_a_process_that_was_overtaken_leaves_things_as_the_other_one_has_them(bot, caplog):
    subscribe(bot)
    bot.add(CVS[0])
    next_morning(bot)
    other = Channel()
    slow = Slow(bot, other)
    assert at(bot, slow).tick() == 1
    assert "delivered by another process" in caplog.text
    (digest,) = bot.tenant.digests()
    assert (digest.state, digest.fault, digest.last_sent) == ("active", "", bot.now)
    (post,) = other.answers
    assert "Sent again" in post.text
    assert at(bot, slow).tick() == 0


def test_where_a_fault_cannot_be_taken_down_the_next_digest_is_posted_all_the_same(bot, monkeypatch, caplog):
    subscribe(bot)
    bot.say("digest add every day at 9 --name other")
    bot.add(CVS[0])
    next_morning(bot)
    channel = Channel(Undeliverable("busy"))
    monkeypatch.setattr(SqlStore, "undelivered", broken(Unavailable()))
    at(bot, channel).tick()
    assert len(channel.posts) == 1
    assert ": Unavailable" in caplog.text


def test_a_digest_stopped_while_it_is_composed_is_not_posted(bot, monkeypatch):
    subscribe(bot)
    bot.add(CVS[0])
    next_morning(bot)
    compose = runner._post

    def slow(*args, **more):
        bot.say("digest stop daily")
        bot.say("digest add every day at 9 --name daily")
        return compose(*args, **more)

    monkeypatch.setattr(runner, "_post", slow)
    channel = Channel()
    at(bot, channel).tick()
    assert channel.posts == []
    assert len(bot.tenant.digests()) == 1


def test_a_direct_message_gets_its_digest_there(bot):
    bot.say("digest add every day at 9 --name mine", place=Place(TEAM, "dm", "D01MARA"))
    bot.add(CVS[0])
    next_morning(bot)
    channel = Channel()
    at(bot, channel).tick()
    place = channel.posts[0][0]
    assert (place.kind, place.id) == ("dm", "D01MARA")


def test_sending_a_paused_digest_posts_once_and_leaves_it_paused(bot):
    subscribe(bot)
    bot.say("digest pause daily")
    bot.add(CVS[0])
    bot.say("digest send daily")
    channel = Channel()
    at(bot, channel).tick()
    bot.add(CVS[1])
    for _ in range(2):
        next_morning(bot)
        at(bot, channel).tick()
    assert len(channel.posts) == 1
    assert bot.tenant.digests()[0].state == "paused"


def test_sending_does_not_wait_for_the_next_try(bot):
    subscribe(bot)
    bot.add(CVS[0])
    next_morning(bot)
    channel = Channel(Undeliverable("down"))
    at(bot, channel).tick()
    at(bot, channel).tick()
    assert channel.posts == []
    bot.say("digest send daily")
    at(bot, channel).tick()
    assert len(channel.posts) == 1


def test_old_drafts_and_events_are_dropped_at_most_once_an_hour(bot, monkeypatch):
    tidied = []
    monkeypatch.setattr(SqlStore, "tidy", lambda store, now: tidied.append(now))
    ticking = at(bot, Channel())
    start = bot.now
    for minutes in (0, 1, 59, 60, 61):
        bot.now = start + timedelta(minutes=minutes)
        ticking.tick()
    assert tidied == [start, start + timedelta(hours=1)]


def test_who_arrives_between_a_failure_and_the_repeat_is_not_lost(bot):
    subscribe(bot)
    bot.add(CVS[0])
    channel = Channel(Undeliverable("down"))
    next_morning(bot)
    at(bot, channel).tick()
    bot.add(CVS[1])
    bot.now += timedelta(minutes=2)
    at(bot, channel).tick()
    next_morning(bot)
    at(bot, channel).tick()
    named = [name for _, reply, _ in channel.posts for name in Answer(reply).names]
    assert sorted(named) == ["Ilse Okonkwo-Brandt", "Noor Etxeberria"]


def test_a_lasting_fault_pauses_the_digest_and_shows_in_the_list(bot):
    subscribe(bot)
    bot.add(CVS[0])
    next_morning(bot)
    at(bot, Channel(Undeliverable("the channel is archived", lasting=True))).tick()
    found = bot.tenant.digests()[0]
    assert found.state == "paused"
    assert "the channel is archived" in bot.say("digest").text
    bot.say("digest resume daily")
    next_morning(bot)
    channel = Channel()
    at(bot, channel).tick()
    assert Answer(channel.posts[0][1]).names == ["Noor Etxeberria"]


def test_one_digest_that_fails_does_not_hold_up_the_others(bot):
    bot.say("digest add every day at 9 --name first")
    bot.say("digest add every day at 9 --name second")
    bot.add(CVS[0])
    next_morning(bot)
    channel = Channel(Undeliverable("down"))
    assert at(bot, channel).tick() == 2
    assert len(channel.posts) == 1


def test_two_processes_post_once(bot):
    for number in range(6):
        bot.say(f"digest add every day at 9 --name d{number}")
    bot.add(CVS[0])
    next_morning(bot)
    channel = Channel()
    threads = [threading.Thread(target=at(bot, channel).tick) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len({key for _, _, key in channel.posts}) == len(channel.posts) == 6


def test_a_process_without_the_platform_leaves_the_digest_alone(bot):
    subscribe(bot)
    bot.add(CVS[0])
    next_morning(bot)
    nowhere = Channel()
    nowhere.workspaces = set
    assert at(bot, nowhere).tick() == 0
    channel = Channel()
    at(bot, channel).tick()
    assert len(channel.posts) == 1


def test_stopping_claims_nothing_more(bot):
    subscribe(bot)
    bot.add(CVS[0])
    next_morning(bot)
    channel = Channel()
    stopped = at(bot, channel)
    stopped.stop()
    assert stopped.tick() == 0
    assert channel.posts == []


def test_a_query_narrows_the_digest(bot):
    bot.say("digest add every day at 9 --name ilse --query ilse")
    bot.add(*CVS)
    next_morning(bot)
    channel = Channel()
    at(bot, channel).tick()
    assert "1 new applicant" in Answer(channel.posts[0][1]).text


def test_preview_shows_the_same_and_sends_nothing(bot):
    digest = subscribe(bot)
    assert preview(bot.tenant, digest, now=bot.now) is None
    assert "nothing new" in bot.say("digest preview daily").text
    bot.add(*CVS)
    shown = bot.say("digest preview")
    assert shown.reply.private
    assert len(shown.names) == 3
    next_morning(bot)
    channel = Channel()
    at(bot, channel).tick()
    assert len(Answer(channel.posts[0][1]).names) == 3


def test_a_digest_names_no_contacts(bot):
    subscribe(bot)
    bot.add(*CVS)
    next_morning(bot)
    channel = Channel()
    at(bot, channel).tick()
    text = Answer(channel.posts[0][1]).text
    for number in (1, 2, 3):
        profile = bot.tenant.dossier(number).profile
        assert all(fact.value not in text for fact in (*profile.emails, *(phone.number for phone in profile.phones)))


def test_many_applicants_stay_one_message_and_all_are_named(bot):
    subscribe(bot)
    bot.add_all()
    next_morning(bot)
    channel = Channel()
    at(bot, channel).tick()
    assert len(channel.posts) == 1
    shown = Answer(channel.posts[0][1])
    assert len(shown.names) == 5
    for number in bot.tenant.numbers():
        assert shown_name(bot.tenant.candidate(number)) in shown.text


def test_people_whom_a_new_skill_has_not_reached_are_reached_by_the_ticks(bot, monkeypatch):
    bot.add(*CVS)
    monkeypatch.setattr(own_skills, "AT_ONCE", 0)
    bot.say("skill add compiler knights = dequantisation")
    assert not bot.tenant.skill_counts().get("own-compiler-knights")
    at(bot, Channel()).tick()
    assert bot.tenant.skill_counts()["own-compiler-knights"]
    assert bot.store.unsettled() == ()


def test_a_watch_goes_by_the_skills_of_the_team(bot):
    bot.say('digest add every day at 9 --name daily --query "skill:knights"')
    bot.say("skill add compiler knights = dequantisation, knights")
    with own_skills.known_within(bot.tenant):
        bot.add(*CVS)
    channel = Channel()
    next_morning(bot)
    at(bot, channel).tick()
    assert len(channel.posts) == 1


def test_the_owner_is_told_once_that_a_digest_is_paused_and_nobody_is_lost(bot):
    subscribe(bot)
    bot.add(CVS[0])
    channel = Channel(Undeliverable("the channel is archived", lasting=True))
    next_morning(bot)
    for _ in range(3):
        at(bot, channel).tick()
        bot.now += timedelta(hours=1)
    ((place, told, key),) = channel.posts
    assert (place.kind, place.id) == ("dm", "U01MARA")
    assert "daily is paused" in Answer(told).text
    assert "The channel is archived" in Answer(told).text
    assert "Noor" not in Answer(told).text
    assert 0 < len(key) <= 25
    assert "archived" in bot.say("digest").text
    bot.say("digest resume daily")
    next_morning(bot)
    at(bot, channel).tick()
    assert Answer(channel.posts[-1][1]).names == ["Noor Etxeberria"]


def test_an_owner_who_cannot_be_told_keeps_nothing_from_its_end(bot):
    subscribe(bot)
    bot.add(CVS[0])
    gone = Undeliverable("the channel is archived", lasting=True)
    channel = Channel(gone, Undeliverable("the person is gone", lasting=True))
    next_morning(bot)
    at(bot, channel).tick()
    assert channel.posts == []
    assert bot.tenant.digests()[0].state == "paused"


def dying(bot, channel):
    """A tick whose process ends right after the platform took the post."""
    post = channel.post

    def killed(*given, **more):
        post(*given, **more)
        raise Killed

    channel.post = killed
    with pytest.raises(Killed):
        at(bot, channel).tick()
    channel.post = post
    bot.now += timedelta(minutes=3)


def test_a_repeat_tells_of_the_same_people_and_who_was_committed_late_is_in_the_next_one(bot):
    subscribe(bot)
    bot.add(CVS[0])
    next_morning(bot)
    channel = Channel()
    dying(bot, channel)
    bot.now -= timedelta(hours=1)
    bot.add(CVS[1])
    bot.now += timedelta(hours=1)
    at(bot, channel).tick()
    next_morning(bot)
    at(bot, channel).tick()
    noor, ilse = ["Noor Etxeberria"], ["Ilse Okonkwo-Brandt"]
    assert [one.names for one in channel.answers] == [noor, noor, ilse]


def test_a_post_that_arrived_is_found_and_not_repeated(bot):
    subscribe(bot)
    bot.add(CVS[0])
    next_morning(bot)
    claimed, channel = bot.now, Channel()
    dying(bot, channel)
    looked = []
    channel.arrived = lambda place, *, key, since, under="": looked.append((place.id, key, since)) or ("m1",)
    at(bot, channel).tick()
    ((_, reply, key),) = channel.posts
    assert looked == [("C01HIRE", key, claimed - timedelta(minutes=10))]
    assert "Sent again" not in Answer(reply).text
    next_morning(bot)
    at(bot, channel).tick()
    assert len(channel.posts) == 1
    assert [one.id for one in bot.tenant.messages(1)] == ["m1"]


@pytest.mark.parametrize("broke_off", [True, False])
def test_somebody_who_is_merged_between_claim_and_record_is_told_of_once(bot, broke_off):
    subscribe(bot)
    bot.add(*CVS[:2])
    next_morning(bot)
    channel, post = Channel(), Channel.post

    def merging(*given, **more):
        sent = post(channel, *given, **more)
        bot.tenant.merge(1, 2, by="Mara", at=bot.now)
        if broke_off:
            raise Undeliverable("no answer", unknown=True)
        return sent

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(channel, "post", merging)
        at(bot, channel).tick()
    channel.arrived = lambda place, *, key, since, under="": ("m1",)
    bot.now += timedelta(minutes=3)
    at(bot, channel).tick()
    next_morning(bot)
    at(bot, channel).tick()
    assert len(channel.posts) == 1
