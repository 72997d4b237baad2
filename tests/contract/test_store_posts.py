"""What a store promises about posts of digests: in which messages they stand, and which are out of date."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.digests.records import Digest, Style
from bot.records import Workspace
from storage import SqlStore
from tests.stores import NOW, cv

TEAM = Workspace("slack", "T1")
HOUR = timedelta(hours=1)
EACH = Digest(
    0, "each", TEAM, "C1", "hiring", "0 9 * * 1", "mondays at 9", "UTC", "", NOW - 30 * HOUR, NOW, "active", "mia",
    style=Style(each=True),
)  # fmt: skip


@pytest.fixture
def team(store: SqlStore):
    return store.within(store.organization_of(TEAM))


def claim(store):
    return store.claim([TEAM], now=NOW, lease=NOW + HOUR)


def test_a_post_about_one_person_is_outdated_once_they_stand_elsewhere_and_one_process_takes_it(store, team):
    number = team.save(cv("Noor", at=NOW)).number
    digest = team.add_digest(EACH)
    assert not store.with_posts_to_follow()
    held = claim(store)
    shows = team.shown_of(digest, number)
    store.delivered(held, [number], messages=("m1",), at=NOW, next_due=None, shows=shows)
    assert store.with_posts_to_follow() == (team.organization,)
    assert team.post_about(digest, number) == "m1"
    assert claim(store).digest.id == digest.id  # there is more to tell
    look = {"now": NOW + HOUR, "lease": NOW + 2 * HOUR}
    assert team.claim_outdated([TEAM], **look) is None
    team.move(number, "interview", by="mia", at=NOW + HOUR)
    assert team.claim_outdated([Workspace("slack", "T2")], **look) is None
    outdated = team.claim_outdated([TEAM], **look)
    assert (outdated.told.messages[0], outdated.told.people) == ("m1", (number,))
    assert team.claim_outdated([TEAM], **look) is None
    team.not_written(outdated, again=NOW)
    assert team.claim_outdated([TEAM], **look) == outdated
    team.written_anew(outdated, ["m1"], names=(number,), at=NOW)
    assert team.claim_outdated([TEAM], now=NOW + 3 * HOUR, lease=NOW + 4 * HOUR) is None


def test_a_newer_cv_that_comes_while_a_post_is_under_way_is_not_in_it_and_the_one_it_tells_of_is(store, team):
    number = team.save(cv("Noor", mails=("n@x.example",), at=NOW)).number
    team.add_digest(replace(EACH, style=Style()))
    look = {"now": NOW + HOUR, "lease": NOW + 2 * HOUR}
    store.delivered(claim(store), [number], messages=("m1",), at=NOW, next_due=NOW + HOUR)
    assert team.claim_outdated([TEAM], **look) is None
    later = {"now": NOW + HOUR, "lease": NOW + 3 * HOUR}
    other = team.save(cv("Ilse", mails=("i@x.example",), text="one", at=NOW + HOUR)).number
    held = store.claim([TEAM], **later)
    team.save(cv("Ilse", mails=("i@x.example",), text="two", at=NOW + HOUR + timedelta(seconds=1)))
    store.delivered(held, [other], messages=("m2",), at=NOW + HOUR + timedelta(seconds=2), next_due=NOW + 9 * HOUR)
    assert team.claim_outdated([TEAM], now=NOW + 2 * HOUR, lease=NOW + 3 * HOUR).told.messages == ("m2",)


def test_a_post_about_one_person_goes_with_a_merge_and_with_an_erasure(store, team):
    kept, gone = (team.save(cv(name, mails=(f"{name}@x.example",), at=NOW)).number for name in ("noor", "ilse"))
    digest = team.add_digest(EACH)
    store.delivered(
        claim(store), [gone], messages=("m1",), at=NOW, next_due=NOW + 24 * HOUR, shows=team.shown_of(digest, gone)
    )
    team.merge(kept, gone, by="mia", at=NOW)
    assert team.post_about(digest, kept) == "m1"
    outdated = team.claim_outdated([TEAM], now=NOW + HOUR, lease=NOW + 2 * HOUR)
    assert outdated.told.people == (kept,)
    team.erase(kept, by="mia", at=NOW + HOUR)
    assert not store.with_posts_to_follow()


def test_what_stands_in_a_workspace_that_left_is_not_written_anew(store, team):
    store.organization_of(Workspace("discord", "7"), default=team.organization)
    number = team.save(cv("Noor", at=NOW)).number
    digest = team.add_digest(EACH)
    shows = team.shown_of(digest, number)
    store.delivered(claim(store), [number], messages=("m1",), at=NOW, next_due=NOW + 24 * HOUR, shows=shows)
    team.move(number, "interview", by="mia", at=NOW + HOUR)
    assert team.leave(TEAM, by="mia", at=NOW + HOUR)
    assert team.claim_outdated([TEAM], now=NOW + HOUR, lease=NOW + 2 * HOUR) is None


ALL = replace(EACH, name="all", style=Style())


@pytest.fixture
def post(store, team):
    """A post about two people that stands in two messages."""
    people = [team.save(cv(name, mails=(f"{name}@x.example",), at=NOW)).number for name in ("noor", "ilse")]
    team.add_digest(ALL)
    held = claim(store)
    store.delivered(held, people, messages=("m1", "m2"), at=NOW, next_due=NOW + 99 * HOUR)
    return team.told_in(held.id)


def outdated(team, at):
    return team.claim_outdated([TEAM], now=at, lease=at + HOUR)


def test_a_newer_cv_of_somebody_outdates_the_posts_that_show_them(store, team, post):
    again = team.save(cv("Noor", text="Another year of kernels.", mails=("noor@x.example",), at=NOW + HOUR))
    assert (again.number, again.status) == (1, "updated")
    assert outdated(team, NOW + HOUR).told == post
    team.save(cv("Davit", mails=("davit@x.example",), at=NOW + HOUR))
    assert outdated(team, NOW + HOUR) is None


def test_a_post_is_outdated_by_what_is_done_to_its_people_and_by_nothing_else(store, team, post):
    assert (post.messages, post.people) == (("m1", "m2"), (1, 2))
    team.note(1, "Call her", by="mia", at=NOW + HOUR)
    assert not store.with_posts_to_follow()
    team.move(1, "interview", by="mia", at=NOW + HOUR)
    assert store.with_posts_to_follow() == (team.organization,)
    assert team.claim_outdated([Workspace("slack", "T2")], now=NOW + HOUR, lease=NOW + 2 * HOUR) is None
    found = outdated(team, NOW + HOUR)
    assert found.told == post
    assert outdated(team, NOW + HOUR) is None
    team.written_anew(found, ["m1", "m3"], names=(1, 2), at=NOW + HOUR)
    assert outdated(team, NOW + 3 * HOUR) is None
    assert team.told_in(post.delivery).messages == ("m1", "m3")
    assert {one.id for one in team.messages(2)} == {"m1", "m3"}
    team.undo(team.last_change(number=1).id, at=NOW + 4 * HOUR)
    assert outdated(team, NOW + 4 * HOUR).told.messages == ("m1", "m3")


def test_what_is_done_while_a_post_is_written_anew_is_written_next(team, post):
    team.move(1, "interview", by="mia", at=NOW + HOUR)
    found = outdated(team, NOW + HOUR)
    team.move(2, "interview", by="mia", at=NOW + HOUR)
    assert outdated(team, NOW + HOUR) is None
    team.written_anew(found, ["m1"], names=(1, 2), at=NOW + HOUR)
    again = outdated(team, NOW + HOUR)
    assert again.told.messages == ("m1",)
    assert not again.broke_off


def test_what_a_process_left_in_the_middle_another_takes_up_and_knows_it(team, post):
    team.move(1, "interview", by="mia", at=NOW + HOUR)
    assert not outdated(team, NOW + HOUR).broke_off
    team.stands(post, ["m1", "m2", "m3"], names=(1, 2))
    left = outdated(team, NOW + 3 * HOUR)
    assert left.broke_off
    assert left.told.messages == ("m1", "m2", "m3")
    assert team.take_post(post.delivery, now=NOW + 3 * HOUR, lease=NOW + 4 * HOUR) is None
    team.not_written(left, again=NOW + 5 * HOUR)
    assert outdated(team, NOW + 4 * HOUR) is None
    assert outdated(team, NOW + 5 * HOUR)


def test_whoever_is_erased_takes_the_first_message_to_be_written_anew_and_its_thread_with_it(store, team, post):
    team.erase(1, by="mia", at=NOW + HOUR)
    _, one = store.claim_leftover([TEAM], now=NOW + HOUR, lease=NOW + 2 * HOUR)
    assert (one.id, one.delivery) == ("m1", post.delivery)
    assert store.claim_leftover([TEAM], now=NOW + HOUR, lease=NOW + 2 * HOUR) is None
    assert team.take_post(post.delivery, now=NOW + HOUR, lease=NOW + 2 * HOUR).told.people == (2,)


def test_a_post_that_somebody_deleted_is_forgotten(store, team, post):
    team.move(1, "interview", by="mia", at=NOW + HOUR)
    team.post_is_gone(outdated(team, NOW + HOUR))
    team.move(1, "offer", by="mia", at=NOW + 2 * HOUR)
    assert not store.with_posts_to_follow()
    assert team.messages(1) == ()
