"""What a store promises about posts that are about one person each: which they are, and which are out of date."""

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
    assert not store.with_own_posts()
    held = claim(store)
    shows = team.shown_of(digest, number)
    store.delivered(held, [number], messages=("m1",), at=NOW, next_due=None, shows=shows)
    assert store.with_own_posts() == (team.organization,)
    assert team.post_about(digest, number) == "m1"
    assert claim(store).digest.id == digest.id  # there is more to tell
    look = {"now": NOW + HOUR, "lease": NOW + 2 * HOUR}
    assert team.claim_outdated([TEAM], **look) is None
    team.move(number, "interview", by="mia", at=NOW + HOUR)
    assert team.claim_outdated([Workspace("slack", "T2")], **look) is None
    outdated = team.claim_outdated([TEAM], **look)
    assert (outdated.told.message.id, outdated.told.people) == ("m1", (number,))
    assert team.claim_outdated([TEAM], **look) is None
    team.not_written(outdated, again=NOW)
    assert team.claim_outdated([TEAM], **look) == outdated
    team.written_anew(outdated)
    assert team.claim_outdated([TEAM], now=NOW + 3 * HOUR, lease=NOW + 4 * HOUR) is None


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
    assert not store.with_own_posts()


def test_what_stands_in_a_workspace_that_left_is_not_written_anew(store, team):
    store.organization_of(Workspace("discord", "7"), default=team.organization)
    number = team.save(cv("Noor", at=NOW)).number
    digest = team.add_digest(EACH)
    shows = team.shown_of(digest, number)
    store.delivered(claim(store), [number], messages=("m1",), at=NOW, next_due=NOW + 24 * HOUR, shows=shows)
    team.move(number, "interview", by="mia", at=NOW + HOUR)
    assert team.told_of([number], since=NOW - HOUR, limit=3)
    assert team.leave(TEAM, by="mia", at=NOW + HOUR)
    assert not team.told_of([number], since=NOW - HOUR, limit=3)
    assert team.claim_outdated([TEAM], now=NOW + HOUR, lease=NOW + 2 * HOUR) is None
