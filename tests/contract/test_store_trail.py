"""The audit trail proves that it is what was written: whoever changes it afterwards, with whatever rights, is found out."""

from random import Random
from threading import Thread

import pytest
from sqlalchemy import select

from bot.records import AuditEntry
from storage import open_store
from storage.tables import audit_chain
from storage.trail import Head, Heads
from tests.stores import NOW, cv
from tests.unit.storage.trails import changed, filled

OLD, NEW = "o" * 40, "n" * 40
TRIALS = 24
"""A seeded sample of each database; the proof has a thousand."""


@pytest.fixture
def opened(url, tmp_path):
    """Opens the database with keys, and with a file of heads."""
    stores = []

    def again(*keys, heads=tmp_path / "heads"):
        stores.append(open_store(url, keys=keys, heads=str(heads)))
        return stores[-1]

    yield again
    for store in stores:
        store.close()


def looked(number):
    return AuditEntry(NOW, "U1 Mara", "slack:T1:D1", "show", number, "done")


def team_of(store, name="ours"):
    return store.within(store.organization(name))


def test_a_trail_that_nobody_touched_is_whole(opened):
    team = team_of(opened())
    assert team.trail_faults() == ()
    filled(team, Random(1))
    assert team.trail_faults() == ()
    assert opened().trail_faults() == ()


def test_what_is_changed_afterwards_is_found(opened):
    store = opened()
    for trial in range(TRIALS):
        team, dice = team_of(store, f"organization {trial}"), Random(f"trial {trial}")
        filled(team, dice)
        assert team.trail_faults() == ()
        how = changed(team, dice)
        assert team.trail_faults(), how


def test_a_trail_that_goes_on_after_its_end_was_cut_never_looks_whole_again(opened):
    team = team_of(opened())
    filled(team, Random(1))
    with team.database.engine.connect().execution_options(writes=True) as connection:
        connection.exec_driver_sql("DELETE FROM audit WHERE id > 3")
        connection.exec_driver_sql("UPDATE counter SET last = 3 WHERE kind = 'audit'")
        connection.commit()
    for turn in range(60):
        team.record(looked(turn))
        assert team.trail_faults()


def test_many_writers_at_once_make_one_trail(opened):
    stores = [opened(), opened()]
    teams = [team_of(one) for one in stores]

    def write(team):
        for at in range(20):
            team.record(looked(at), looked(at + 1))

    writers = [Thread(target=write, args=(one,)) for one in teams * 2]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert teams[0].audited() == 4 * 20 * 2
    assert teams[0].trail_faults() == ()


def test_erasing_somebody_leaves_the_trail_whole(opened):
    team = team_of(opened())
    number = team.save(cv("Ana Lima")).number
    team.record(looked(number))
    with team.database.engine.connect().execution_options(writes=True) as connection:
        connection.exec_driver_sql("DELETE FROM candidate")
        connection.commit()
    assert team.trail_faults() == ()


def kept_keys(store):
    with store.database.engine.connect() as connection:
        return list(connection.scalars(select(audit_chain.c.key)))


def test_the_keys_of_trails_are_encrypted_and_follow_a_new_secret_key(opened):
    plain = opened()
    team_of(plain).record(looked(1))
    (first,) = kept_keys(plain)
    old = opened(OLD)
    assert old.reseal() == 1
    assert first.removeprefix("plain ") not in kept_keys(old)[0]
    assert opened(NEW, OLD).reseal() == 1
    new = opened(NEW)
    team_of(new).record(looked(2))
    assert team_of(new).trail_faults() == ()
    assert any("SECRET_KEY" in fault for fault in team_of(opened(OLD)).trail_faults())


def test_entries_from_before_there_were_codes_are_let_be(opened, tmp_path):
    team = team_of(opened())
    filled(team, Random(2))
    with team.database.engine.connect().execution_options(writes=True) as connection:
        connection.exec_driver_sql("UPDATE audit SET code = ''")
        connection.exec_driver_sql("DELETE FROM audit_chain")
        connection.commit()
    team = team_of(opened(heads=tmp_path / "new"))
    team.record(looked(5))
    assert team.trail_faults() == ()


def test_a_trail_that_does_not_go_on_from_its_end_is_told_of_once(opened, caplog):
    store = opened()
    team = team_of(store)
    filled(team, Random(2))
    with store.database.engine.connect().execution_options(writes=True) as connection:
        connection.exec_driver_sql("DELETE FROM audit")
        connection.exec_driver_sql("UPDATE counter SET last = 0 WHERE kind = 'audit'")
        connection.commit()
    for _ in range(2):
        team_of(store, "ours").record(looked(1))
        store.database.trail._ends.clear()
    assert caplog.text.count("does not go on from where it ended") == 1


def test_where_the_file_of_heads_cannot_be_written_the_log_says_so_and_the_entry_is_kept(opened, tmp_path, caplog):
    team = team_of(opened(heads=tmp_path / "nowhere" / "heads"))
    team.record(looked(1))
    assert team.audited() == 1
    assert "the file of heads of the audit trail cannot be written" in caplog.text


def test_the_heads_of_organizations_stand_beside_each_other_and_never_move_back(tmp_path):
    heads = Heads(tmp_path / "heads")
    for number, code in ((3, "c" * 64), (1, "a" * 64)):
        heads.move(number, Head(7, code))
        heads.move(number, Head(6, "b" * 64))
        assert heads.of(number) == Head(7, code)
    assert heads.of(2) is None
    assert Heads(heads.file).of(3) == Head(7, "c" * 64)
