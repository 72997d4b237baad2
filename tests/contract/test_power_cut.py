"""After a power cut SQLite has what was acknowledged: deliveries, claims, erasures, the audit, and what a member was told is done."""

from datetime import timedelta

import pytest

from bot.digests.records import Digest
from bot.members import Alarm
from bot.records import AuditEntry, Grant, Role
from bot.sharing.records import Share
from storage import open_store, upkeep
from tests.bot import TEAM, Bot
from tests.powercut import Disk
from tests.stores import NOW, cv

LATER = NOW + timedelta(days=1)


class House:
    """A bot on that disk, and what a power cut now would leave."""

    def __init__(self, disk, folder, url):
        self.disk, self._folder, self._cuts = disk, folder, 0
        self.store = open_store(url)
        self.bot = Bot(self.store)
        self.team = self.bot.tenant
        for name in ("Ana Lima", "Bo Ek", "Cy Oh"):
            self.team.save(cv(name, mails=(f"{name[:2].lower()}@mail.example",)))
        self.team.add_digest(Digest(0, "d", TEAM, "C", "c", "0 9 * * *", "daily", "UTC", "", NOW, NOW, "active", "mia"))

    def cut(self, *, arrived=0):
        """The organization and the store as they are found afterwards."""
        self._cuts += 1
        folder = self._folder / f"cut-{self._cuts}"
        self.disk.after_a_power_cut(folder, arrived=arrived)
        store = open_store(f"sqlite:///{folder / 'store.db'}")
        upkeep.backup(f"sqlite:///{folder / 'store.db'}", folder / "checked.db")
        return store, store.within(store.organization("Tessera Labs"))


@pytest.fixture
def house(sqlite_url, tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    (tmp_path / "store.db").rename(folder / "store.db")
    disk = Disk(folder)
    if not hasattr(disk, "_vfs"):
        pytest.skip("this Python brings a SQLite of its own")
    with disk:
        made = House(disk, tmp_path, f"sqlite:///{folder / 'store.db'}")
        if not disk.syncs:
            pytest.skip("this Python brings a SQLite of its own")
        yield made
        made.store.close()


def test_what_was_not_promised_is_lost_or_the_cut_would_be_none(house):
    before = house.disk.syncs
    house.team.note(1, "A word", by="Mara", at=NOW)
    assert house.disk.syncs == before
    store, team = house.cut()
    assert team.dossier(1).notes == ()
    store.close()


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("note #1 A word", lambda team: [one.text for one in team.dossier(1).notes] == ["A word"]),
        ("stage #1 interview", lambda team: team.candidate(1).stage == "interview"),
        ("tag #1 gpu", lambda team: team.dossier(1).tags == ("gpu",)),
        ("todo #1 Call her", lambda team: len(team.todos(number=1)) == 1),
        ("edit #1 name Ana Maria", lambda team: team.candidate(1).name == "Ana Maria"),
        ("merge #1, #2 --confirmed", lambda team: team.numbers() == (1, 3)),
        ("forget #1 --confirmed", lambda team: team.numbers() == (2, 3) and team.erased(1)),
        ("access grant slack:T9:U9 viewer", lambda team: len(team.grants()) == 1),
        ("digest add every Monday 9:00 UTC --name m", lambda team: len(team.digests()) == 2),
        ("opening add Kernels", lambda team: "Kernels" in [one.name for one in team.openings()]),
    ],
)
def test_what_a_member_was_told_is_done_is_done(house, line, kept):
    assert not house.bot.say(line).reply.error
    for arrived in (0, 5000):
        store, team = house.cut(arrived=arrived)
        assert kept(team)
        assert team.audit(limit=1)[0].action == line.split()[0]
        assert team.trail_faults() == ()
        store.close()


def test_no_delivery_is_forgotten_at_any_of_its_steps(house):
    run = house.store.claim([TEAM], now=NOW, lease=LATER)
    store, _ = house.cut()
    assert store.claim([TEAM], now=NOW, lease=LATER) is None, "it would be claimed twice"
    store.close()
    house.store.delivered(run, [1, 2], messages=["17.1"], at=NOW, next_due=LATER)
    store, team = house.cut()
    assert team.digests()[0].next_due == LATER
    assert [one.number for one in team.applicants(team.digests()[0], until=LATER)] == [3]
    store.close()


def acts():
    shared = Share(0, TEAM, "C1", "hiring", (1,), "", "Mara", "slack:T1:U1", NOW)
    yield "record", lambda team: team.record(AuditEntry(NOW, "Mara", "DM", "show", 1, "done"))
    yield "grant", lambda team: team.grant(Grant(TEAM, "member", "U9", "Bo", Role.VIEWER, "Mara", NOW))
    yield "revoke", lambda team: team.revoke(TEAM, "member", "U9")
    yield "erase", lambda team: team.erase(1, by="Mara", at=NOW)
    yield "ask_share", lambda team: team.ask_share(shared)
    yield "keep_lines", lambda team: team.keep_lines({"a": "find x"}, at=NOW)
    yield (
        "raise_alarm",
        lambda team: team.raise_alarm(Alarm(team.organization, TEAM, "U1", "x", 9, NOW), quiet=timedelta(0)),
    )
    yield "pause_digest", lambda team: team.pause_digest(team.digests()[0].id)


@pytest.mark.parametrize(("name", "act"), list(acts()), ids=[name for name, _ in acts()])
def test_nothing_of_it_waits_for_the_disk_when_it_is_said_to_be_done(house, name, act):
    """The log is synced to its end: there is nothing that a power cut could take."""
    act(house.team)
    log = house.disk.folder / "store.db-wal"
    assert house.disk.certain[log] == log.read_bytes()
