"""Who is told of somebody who reads very much, and that it is one message each."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.digests.alarms import Alarms
from bot.digests.post import Undeliverable
from bot.members import Alarm
from bot.records import Grant, Role, Workspace
from bot.store import Unavailable

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SLACK, DISCORD = Workspace("slack", "T1"), Workspace("discord", "7")


class Posts:
    def __init__(self, *reached, closed=()):
        self.reached, self.closed, self.sent = reached, closed, []

    def workspaces(self):
        return self.reached

    def post(self, place, reply, *, key):
        if place.id in self.closed:
            raise Undeliverable("closed")
        assert len(key) <= 25
        self.sent.append((place.kind, place.workspace, place.id, reply))
        return key


@pytest.fixture
def team(sqlite_store):
    team = sqlite_store.within(sqlite_store.organization())
    for workspace in (SLACK, DISCORD):
        sqlite_store.organization_of(workspace, default=team.organization)
    team.met(SLACK, "U1", "Mara", role=Role.ADMIN, at=NOW)
    team.met(SLACK, "U2", "Long gone", role=Role.ADMIN, at=NOW - timedelta(days=40))
    team.met(DISCORD, "3", "Tom", role=Role.ADMIN, at=NOW)
    team.met(SLACK, "U9", "Eve", role=Role.RECRUITER, at=NOW)
    team.grant(Grant(SLACK, "member", "U4", "Uma", Role.ADMIN, "Mara", NOW))
    team.grant(Grant(SLACK, "group", "S4", "leads", Role.ADMIN, "Mara", NOW))
    assert team.raise_alarm(Alarm(team.organization, SLACK, "U9", "Eve", 101, NOW), quiet=timedelta(days=1))
    return team


def told(store, posts, times=1):
    alarms = Alarms(store, [posts], clock=lambda: NOW)
    for _ in range(times):
        alarms.tick()
    return [(kind, workspace, who) for kind, workspace, who, _ in posts.sent]


def test_each_admin_who_can_be_reached_is_told_once(sqlite_store, team):
    everybody = [("dm", SLACK, "U1"), ("dm", DISCORD, "3"), ("dm", SLACK, "U4")]
    assert sorted(told(sqlite_store, Posts(SLACK, DISCORD), times=3), key=str) == sorted(everybody, key=str)


def test_the_message_says_who_and_how_much_and_names_no_candidate(sqlite_store, team):
    posts = Posts(SLACK)
    told(sqlite_store, posts)
    reply = posts.sent[0][3]
    assert reply.text == "Eve was shown the data of 101 different people within an hour."
    assert "access revoke slack:T1:U9" in repr(reply)


def test_another_process_does_not_tell_it_again(sqlite_store, team):
    assert told(sqlite_store, Posts(SLACK))
    assert told(sqlite_store, Posts(SLACK)) == []


def test_a_process_that_does_not_reach_the_workspace_leaves_it_to_one_that_does(sqlite_store, team):
    assert told(sqlite_store, Posts()) == told(sqlite_store, Posts(DISCORD)) == []
    assert ("dm", SLACK, "U1") in told(sqlite_store, Posts(SLACK))


def test_an_admin_who_cannot_be_reached_keeps_it_from_nobody_else(sqlite_store, team):
    assert told(sqlite_store, Posts(SLACK, closed=("U1",))) == [("dm", SLACK, "U4")]


def test_an_admin_is_not_told_of_themselves(sqlite_store, team):
    team.grant(Grant(SLACK, "member", "U9", "Eve", Role.ADMIN, "Mara", NOW))
    assert ("dm", SLACK, "U9") not in told(sqlite_store, Posts(SLACK))


def test_a_database_that_is_down_is_waited_for(sqlite_store, team, monkeypatch):
    def down(_):
        raise Unavailable

    with monkeypatch.context() as broken:
        broken.setattr(sqlite_store, "untold", down)
        assert told(sqlite_store, Posts(SLACK)) == []
    assert told(sqlite_store, Posts(SLACK)) != []
