"""What a store promises where another process is quicker: whoever looked before it, and acts after it, comes away with nothing.

On PostgreSQL, where others act between any two statements; SQLite has one writer at a time.
"""

from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.digests.pace import Pace
from bot.digests.records import Digest
from bot.records import Workspace
from bot.sharing.records import OwnMessage, Share
from storage import open_store
from tests.stores import NOW, cv

TEAM = Workspace("slack", "T1")
HOUR = timedelta(hours=1)
PACE = Pace(lambda seconds: None, workspace={"slack": timedelta(seconds=0.2)})
LOOK = {"now": NOW, "lease": NOW + HOUR}


@pytest.fixture
def ours(postgresql_url):
    store = open_store(postgresql_url)
    yield store
    store.close()


@pytest.fixture
def other(postgresql_url):
    store = open_store(postgresql_url)
    yield store
    store.close()


@pytest.fixture
def team(ours):
    team = ours.within(ours.organization_of(TEAM), "slack:T1:U1")
    team.save(cv("Ana Lima", at=NOW))
    return team


def both(ours, statement, quick, slow):
    """What the other process gets that acts just before our first statement that begins so, and what we get."""
    got = []

    def before(_connection, _cursor, words, *_):
        if words.startswith(statement) and not got:
            got.append(quick())

    event.listen(ours.database.engine, "before_cursor_execute", before)
    return slow(), *got


def added(team, name, channel="C1"):
    new = Digest(0, name, TEAM, channel, "c", "0 9 * * *", "", "UTC", "", NOW - HOUR, NOW, "active", "mia")
    return team.add_digest(new)


def claim(store, pace=None, now=NOW):
    return store.claim([TEAM], now=now, lease=now + HOUR, pace=pace)


@pytest.mark.parametrize("again", [False, True], ids=["due", "due again"])
def test_where_another_one_has_the_workspaces_turn_nothing_is_claimed(ours, other, team, again):
    for name in ("first", "second"):
        added(team, name, name)
    if again:
        for run in (claim(ours), claim(ours)):
            ours.undelivered(run, fault="busy", retry=NOW)
    mine, theirs = both(ours, "INSERT INTO turn", lambda: claim(other, PACE), lambda: claim(ours, PACE))
    assert (mine, theirs.digest.name) == (None, "second")
    assert claim(ours, PACE, NOW + HOUR / 2).digest.name == "first"


def test_where_another_one_posts_a_share_it_is_posted_once(ours, other, team):
    share = team.ask_share(Share(0, TEAM, "C1", "hiring", (1,), "", "Mara", "slack:T1:U1", NOW))
    team.begin_share(share.id, at=NOW, here=False, again=HOUR)
    mine, (_, theirs) = both(
        ours, "UPDATE share", lambda: other.claim_share([TEAM], **LOOK), lambda: ours.claim_share([TEAM], **LOOK)
    )
    assert (mine, theirs.id) == (None, share.id)


def test_where_another_one_deletes_a_message_or_tells_of_it_that_is_done_once(ours, other, team):
    team.named([OwnMessage(TEAM, "dm", "D1", "1")], [1])
    team.erase(1, by="Mara", at=NOW, member="slack:T1:U1")
    mine, (owner, theirs) = both(
        ours,
        "UPDATE erased_message",
        lambda: other.claim_leftover([TEAM], **LOOK),
        lambda: ours.claim_leftover([TEAM], **LOOK),
    )
    assert (mine, theirs.id) == (None, "1")
    other.leftover_gone(owner, theirs)
    assert team.sweep(at=NOW, seconds=60)
    mine, done = both(
        ours,
        "UPDATE erasure",
        lambda: other.claim_finished([TEAM], **LOOK),
        lambda: ours.claim_finished([TEAM], **LOOK),
    )
    assert (mine, done.erasure.number) == (None, 1)


@pytest.mark.parametrize(("shows", "statement"), [(True, "UPDATE own_post"), (False, "UPDATE delivery")])
def test_where_another_one_writes_a_post_anew_it_is_written_once(ours, other, team, shows, statement):
    digest = added(team, "first")
    shown = team.shown_of(digest, 1) if shows else ""
    ours.delivered(claim(ours), [1], messages=("m1",), at=NOW, next_due=NOW + 9 * HOUR, shows=shown)
    team.move(1, "interview", by="mia", at=NOW)
    them = other.within(team.organization)
    mine, theirs = both(
        ours, statement, lambda: them.claim_outdated([TEAM], **LOOK), lambda: team.claim_outdated([TEAM], **LOOK)
    )
    assert (mine, theirs.told.messages) == (None, ("m1",))
