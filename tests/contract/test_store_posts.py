"""What a store promises about posts of digests: in which messages they stand, and which are out of date."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from bot.digests.records import Digest, Style
from bot.records import Workspace
from storage import SqlStore
from tests.stores import NOW, cv

TEAM = Workspace("slack", "T1")
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
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


@pytest.mark.parametrize("alone", [True, False], ids=["about one person", "about several"])
def test_what_stands_in_a_workspace_that_left_is_not_written_anew(store, team, alone):
    store.organization_of(Workspace("discord", "7"), default=team.organization)
    number = team.save(cv("Noor", at=NOW)).number
    digest = team.add_digest(EACH)
    shows = team.shown_of(digest, number) if alone else ""
    store.delivered(claim(store), [number], messages=("m1",), at=NOW, next_due=NOW + 24 * HOUR, shows=shows)
    team.move(number, "interview", by="mia", at=NOW + HOUR)
    assert team.leave(TEAM, by="mia", at=NOW + HOUR)
    assert team.claim_outdated([TEAM], now=NOW + HOUR, lease=NOW + 2 * HOUR) is None


def posted_alone(store, team, digest, number, message, *, places=(TEAM,), more=False):
    """A post about one person, as they stand now."""
    held = store.claim(places, now=NOW, lease=NOW + HOUR)
    assert (held.organization, held.digest.id) == (team.organization, digest.id)
    shows, due = team.shown_of(digest, number), None if more else NOW + 99 * HOUR
    store.delivered(held, [number], messages=(message,), at=NOW, next_due=due, shows=shows)
    return held


def test_a_post_about_one_person_follows_that_person_in_that_organization_alone(store, team):
    there = Workspace("slack", "T2")
    them, runs = store.within(store.organization_of(there)), {}
    for own, place in ((team, TEAM), (them, there)):
        for name in ("Noor", "Ilse"):
            own.save(cv(name, at=NOW))
        for name, (*others, number) in (("first", (1,)), ("second", (1, 2))):
            digest = own.add_digest(replace(EACH, name=name, workspace=place))
            for other in others:
                posted_alone(store, own, digest, other, "m0", places=[place], more=True)
            runs[own, name] = posted_alone(store, own, digest, number, "m1", places=[place])
    look = {"now": NOW + HOUR, "lease": NOW + 2 * HOUR}

    def found(own):
        one = own.claim_outdated([TEAM, there], **look)
        return one and (one.told.digest.name, one.told.messages, one.told.people, one.told.key)

    assert found(team) is None
    them.move(2, "interview", by="mia", at=NOW + HOUR)
    assert found(team) is None
    assert found(them) == ("second", ("m1",), (2,), runs[them, "second"].key)
    team.move(2, "interview", by="mia", at=NOW + HOUR)
    one = team.claim_outdated([TEAM, there], **look)
    assert (one.told.digest.name, one.told.messages, one.told.people) == ("second", ("m1",), (2,))
    team.written_anew(one, ["m1"], names=(2,), at=NOW + HOUR)
    assert found(team) is None
    team.move(2, "offer", by="mia", at=NOW + HOUR)
    assert found(team) == ("second", ("m1",), (2,), runs[team, "second"].key)
    team.move(1, "offer", by="mia", at=NOW + HOUR)
    assert found(team) == ("first", ("m1",), (1,), runs[team, "first"].key)
    one = team.claim_outdated([TEAM, there], **look)
    assert (one.told.digest.name, one.told.messages) == ("second", ("m0",))
    team.not_written(one, again=NOW + HOUR)
    assert found(team)[:2] == ("second", ("m0",))
    assert found(team) is found(them) is None


def test_those_that_wait_longest_are_written_first(store, team):
    people = [team.save(cv(name, at=NOW)).number for name in ("Noor", "Ilse", "Cy")]
    for number in people:
        posted_alone(store, team, team.add_digest(replace(EACH, name=f"d{number}")), number, f"m{number}")
    for number in people:
        team.move(number, "interview", by="mia", at=NOW + HOUR)
    found = [team.claim_outdated([TEAM], now=NOW + HOUR, lease=NOW + 2 * HOUR) for _ in people]
    assert [one.told.people for one in found] == [(1,), (2,), (3,)]
    for one, hours in zip(found, (4, 2, 3), strict=True):
        team.not_written(one, again=NOW + hours * HOUR)
    later = {"now": NOW + 4 * HOUR, "lease": NOW + 5 * HOUR}
    assert [team.claim_outdated([TEAM], **later).told.people for _ in people] == [(2,), (3,), (1,)]


def test_a_post_about_one_person_shows_the_application_that_its_digest_is_about(store, team):
    opening = team.add_opening("Compilers", by="mia", at=NOW)
    number = team.save(cv("Noor", mails=("n@x.example",), at=NOW)).number
    anywhere, there = (
        team.add_digest(replace(EACH, name=name, opening=at)) for name, at in (("anywhere", 0), ("there", opening.id))
    )
    team.apply(number, opening.id, by="mia", at=NOW)
    for digest, message in ((anywhere, "m1"), (there, "m2")):
        posted_alone(store, team, digest, number, message)
    other = team.add_opening("Kernels", by="mia", at=NOW)
    assert outdated(team, NOW + HOUR) is None
    team.apply(number, other.id, by="mia", at=NOW + HOUR)
    found = outdated(team, NOW + HOUR)
    assert found.told.digest.name == "anywhere"
    team.written_anew(found, ["m1"], names=(number,), at=NOW + HOUR)
    assert outdated(team, NOW + HOUR) is None
    team.move(number, "interview", by="mia", at=NOW + HOUR, opening=opening.id)
    assert outdated(team, NOW + HOUR).told.digest.name == "there"


def test_what_stands_under_a_post_or_tells_of_somebody_erased_is_no_post_about_them(store, team):
    number = team.save(cv("Noor", at=NOW)).number
    digest = team.add_digest(EACH)
    shows = team.shown_of(digest, number)
    store.delivered(claim(store), [number], messages=("m1/m2",), at=NOW, next_due=None, shows=shows)
    assert team.post_about(digest, number) == ""
    held = claim(store)
    team.erase(number, by="mia", at=NOW)
    store.delivered(held, [number], messages=("m3",), at=NOW, next_due=NOW + 99 * HOUR, shows=shows)
    assert not store.with_posts_to_follow()
    with pytest.raises(KeyError):
        team.shown_of(digest, number)


@pytest.mark.parametrize("alone", [True, False], ids=["about one person", "about several"])
def test_of_many_that_look_at_once_one_takes_a_post_up(sqlite_store, alone):
    team = sqlite_store.within(sqlite_store.organization_of(TEAM))
    number = team.save(cv("Noor", at=NOW)).number
    digest = team.add_digest(EACH)
    shown = team.shown_of(digest, number) if alone else ""
    sqlite_store.delivered(
        claim(sqlite_store), [number], messages=("m1",), at=NOW, next_due=NOW + 99 * HOUR, shows=shown
    )
    team.move(number, "interview", by="mia", at=NOW + HOUR)
    begin = Barrier(8)

    def look(_):
        begin.wait()
        return outdated(team, NOW + HOUR)

    with ThreadPoolExecutor(8) as pool:
        found = [one for one in pool.map(look, range(8)) if one]
    assert len(found) == 1


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


def test_a_newer_cv_of_somebody_outdates_the_posts_that_show_them(team, post):
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


def test_a_post_is_taken_up_by_one_process_be_it_up_to_date(team, post):
    look = {"now": NOW + HOUR, "lease": NOW + 2 * HOUR}
    taken = team.take_post(post.delivery, **look)
    assert (taken.told, taken.changes, taken.broke_off) == (post, 1, False)
    assert team.take_post(post.delivery, **look) is None
    later = {"now": NOW + 2 * HOUR, "lease": NOW + 3 * HOUR}
    again = team.take_post(post.delivery, **later)
    assert (again.changes, again.broke_off) == (2, True)
    team.written_anew(again, ["m1"], names=(1, 2), at=NOW + 2 * HOUR)
    assert team.take_post(post.delivery, **later).broke_off is False


def test_posts_are_written_anew_each_by_itself_the_longest_waiting_first(store, team, post):
    them = store.within(store.organization_of(Workspace("slack", "T2")))
    for own, place in ((team, TEAM), (them, Workspace("slack", "T2"))):
        own.save(cv("Cy", mails=("cy@x.example",), at=NOW))
        number = own.numbers()[-1]
        own.add_digest(replace(ALL, name="other", workspace=place))
        held = store.claim([place], now=NOW, lease=NOW + HOUR)
        store.delivered(held, [number], messages=("m1",), at=NOW, next_due=NOW + 99 * HOUR)
        own.move(number, "interview", by="mia", at=NOW + 2 * HOUR - SECOND)
    team.move(1, "interview", by="mia", at=NOW + HOUR)
    assert outdated(team, NOW + HOUR).told == post
    assert outdated(team, NOW + HOUR) is None
    second, third = outdated(team, NOW + 2 * HOUR), outdated(team, NOW + 2 * HOUR)
    assert [one.told.digest.name for one in (second, third)] == ["other", "all"]
    team.not_written(second, again=NOW + 3 * HOUR)
    team.written_anew(third, ["m1"], names=(1, 2), at=NOW + 2 * HOUR)
    assert outdated(team, NOW + 2 * HOUR) is None
    theirs = them.claim_outdated([TEAM, Workspace("slack", "T2")], now=NOW + 2 * HOUR, lease=NOW + 3 * HOUR)
    assert (theirs.told.digest.name, theirs.broke_off) == ("other", False)
    fourth = team.take_post(post.delivery, now=NOW + 2 * HOUR, lease=NOW + 3 * HOUR)
    assert (fourth.changes, fourth.broke_off) == (1, False)


def test_a_post_that_somebody_deleted_is_forgotten(store, team, post):
    team.move(1, "interview", by="mia", at=NOW + HOUR)
    team.post_is_gone(outdated(team, NOW + HOUR))
    team.move(1, "offer", by="mia", at=NOW + 2 * HOUR)
    assert team.take_post(post.delivery, now=NOW + 2 * HOUR, lease=NOW + 3 * HOUR) is None
    assert not store.with_posts_to_follow()
    assert team.messages(1) == ()
