"""Backups of SQLite: made while others write, whole or not there at all, and put back with the old file kept."""

import os
import sqlite3
import stat
from contextlib import closing
from multiprocessing import Pipe
from pathlib import Path

import pytest

from bot.records import Workspace
from bot.sharing.records import OwnMessage
from storage import OutOfDate, Undone, backups, open_store, upkeep
from tests.contract.test_store_crashes import told, work
from tests.processes import forked
from tests.stores import NOW, cv


def team_of(url):
    store = open_store(url)
    return store, store.within(store.organization())


def filled(url, *names):
    store, team = team_of(url)
    for name in names:
        team.save(cv(name))
    store.close()


def names(url):
    store, team = team_of(url)
    found = sorted(team.dossier(number).candidate.name for number in team.numbers())
    store.close()
    return found


def test_a_backup_holds_what_was_there_and_is_for_its_owner_alone(sqlite_url, tmp_path):
    filled(sqlite_url, "Ana Lima", "Bo Ek")
    file = tmp_path / "monday.db"
    assert upkeep.backup(sqlite_url, file) == 2
    assert names(f"sqlite:///{file}") == ["Ana Lima", "Bo Ek"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not list(tmp_path.glob("*.part*"))


def test_a_file_that_lies_in_the_way_of_a_backup_is_not_written_into(sqlite_url, tmp_path):
    """As in a folder where others may write: what they put there shows them no CV, and leads nowhere else."""
    filled(sqlite_url, "Ana Lima")
    other, file = tmp_path / "other", tmp_path / "monday.db"
    other.write_bytes(b"somebody's")
    Path(f"{file}.part").symlink_to(other)
    assert upkeep.backup(sqlite_url, file) == 1
    assert not file.is_symlink()
    assert other.read_bytes() == b"somebody's"
    Path(f"{file}-2.part").touch(0o666)
    upkeep.backup(sqlite_url, Path(f"{file}-2"))
    assert stat.S_IMODE(Path(f"{file}-2").stat().st_mode) == 0o600


def test_backups_during_writes_are_whole_and_hold_all_that_was_acknowledged_before(sqlite_url, tmp_path):
    ours, theirs = Pipe(duplex=False)
    process = forked(work, sqlite_url, 0, theirs)
    theirs.close()
    for turn in range(3):
        acknowledged = [ours.recv() for _ in range(15)]
        while ours.poll():
            acknowledged.append(ours.recv())
        file = tmp_path / f"{turn}.db"
        upkeep.backup(sqlite_url, file)
        store, team = team_of(f"sqlite:///{file}")
        for what, number in acknowledged:
            kept = team.dossier(number)
            assert kept is not None
            assert what != "set" or any(one.field == "label" for one in kept.corrections)
        store.close()
    process.kill()
    list(told(ours))
    process.join()


def test_messages_that_name_people_are_saved_though_sqlite_takes_a_column_for_another(sqlite_url, tmp_path):
    store = open_store(sqlite_url)
    team = store.within(store.organization())
    team.save(cv("Ana Lima"))
    there = [OwnMessage(Workspace("slack", "T1"), "dm", "D1", f"17.{number}") for number in range(150)]
    team.named(there, [1], at=NOW)
    store.close()
    assert upkeep.backup(sqlite_url, tmp_path / "saved.db") == 1
    with closing(sqlite3.connect(tmp_path / "saved.db")) as saved:
        assert saved.execute("SELECT count(*) FROM message").fetchone() == (150,)


def test_a_null_where_none_may_be_is_a_fault_of_a_backup(sqlite_url, tmp_path):
    file = tmp_path / "store.db"
    with closing(sqlite3.connect(file)) as broken:
        broken.execute("INSERT INTO organization (id, name, started_by) VALUES (1, 'Tessera', '')")
        broken.execute("PRAGMA writable_schema = ON")
        broken.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'name TEXT NOT NULL', 'name TEXT') WHERE name = 'organization'"
        )
        broken.commit()
    with closing(sqlite3.connect(file)) as broken:
        broken.execute("UPDATE organization SET name = NULL")
        broken.execute("PRAGMA writable_schema = ON")
        broken.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'name TEXT', 'name TEXT NOT NULL') WHERE name = 'organization'"
        )
        broken.commit()
    with pytest.raises(Undone, match="integrity check"):
        upkeep.backup(sqlite_url, tmp_path / "saved.db")


def test_a_backup_never_takes_the_place_of_a_file(sqlite_url, tmp_path):
    file = tmp_path / "kept.db"
    file.write_text("mine")
    with pytest.raises(Undone, match="is there already"):
        upkeep.backup(sqlite_url, file)
    assert file.read_text() == "mine"


def test_what_is_restored_is_what_was_saved_and_the_old_file_is_kept(sqlite_url, tmp_path):
    filled(sqlite_url, "Ana Lima")
    upkeep.backup(sqlite_url, tmp_path / "monday.db")
    filled(sqlite_url, "Bo Ek")
    people, kept = upkeep.restore(sqlite_url, tmp_path / "monday.db")
    assert people == 1
    assert names(sqlite_url) == ["Ana Lima"]
    assert names(f"sqlite:///{kept}") == ["Ana Lima", "Bo Ek"]


def test_a_backup_is_restored_where_there_is_no_database(sqlite_url, tmp_path):
    filled(sqlite_url, "Ana Lima")
    upkeep.backup(sqlite_url, tmp_path / "monday.db")
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    assert upkeep.restore(elsewhere, tmp_path / "monday.db") == (1, None)
    assert names(elsewhere) == ["Ana Lima"]


def test_a_damaged_database_is_kept_and_replaced(sqlite_url, tmp_path):
    filled(sqlite_url, "Ana Lima")
    upkeep.backup(sqlite_url, tmp_path / "monday.db")
    Path(sqlite_url.removeprefix("sqlite:///")).write_bytes(b"rubbish" * 1000)
    _, kept = upkeep.restore(sqlite_url, tmp_path / "monday.db")
    assert names(sqlite_url) == ["Ana Lima"]
    assert kept.read_bytes().startswith(b"rubbish")


def test_nothing_is_restored_while_the_bot_runs(sqlite_url, tmp_path):
    filled(sqlite_url, "Ana Lima")
    upkeep.backup(sqlite_url, tmp_path / "monday.db")
    store, team = team_of(sqlite_url)
    team.save(cv("Bo Ek"))
    with pytest.raises(Undone, match="stop the bot first"):
        upkeep.restore(sqlite_url, tmp_path / "monday.db")
    assert team.count() == 2
    store.close()
    assert names(sqlite_url) == ["Ana Lima", "Bo Ek"]
    assert not list(tmp_path.glob("*.restoring*"))


def spoilt(file, how):
    """A backup after something went wrong with it."""
    if how == "cut":
        os.truncate(file, file.stat().st_size // 2)
    elif how == "other":
        file.unlink()
        with closing(sqlite3.connect(file)) as made:
            made.execute("CREATE TABLE shopping (item)")
    elif how == "newer":
        with closing(sqlite3.connect(file)) as made:
            made.execute("UPDATE alembic_version SET version_num = '9999'")
            made.commit()
    else:
        with closing(sqlite3.connect(file)) as made:
            made.execute("DELETE FROM candidate")
            made.commit()


@pytest.mark.parametrize(
    ("how", "said"),
    [("cut", "damaged"), ("other", "no backup of Recruitbot"), ("newer", "newer version"), ("torn", "damaged")],
)
def test_a_backup_that_is_not_whole_is_refused_and_the_database_stays(sqlite_url, tmp_path, how, said):
    filled(sqlite_url, "Ana Lima")
    file = tmp_path / "monday.db"
    upkeep.backup(sqlite_url, file)
    spoilt(file, how)
    with pytest.raises(Undone, match=said):
        upkeep.restore(sqlite_url, file)
    assert names(sqlite_url) == ["Ana Lima"]
    assert not list(tmp_path.glob("*.restoring*"))


def test_what_is_not_there_cannot_be_saved_or_restored_and_nothing_is_its_own_backup(sqlite_url, tmp_path):
    filled(sqlite_url, "Ana Lima")
    nowhere, file = tmp_path / "nowhere.db", Path(sqlite_url.removeprefix("sqlite:///"))
    with pytest.raises(Undone, match="no database"):
        upkeep.backup(f"sqlite:///{nowhere}", tmp_path / "monday.db")
    with pytest.raises(Undone, match="no file"):
        upkeep.restore(sqlite_url, nowhere)
    with pytest.raises(Undone, match="is the database itself"):
        upkeep.restore(sqlite_url, file)
    with pytest.raises(Undone, match="No such file or directory"):
        upkeep.backup(sqlite_url, tmp_path / "no such folder" / "monday.db")
    assert names(sqlite_url) == ["Ana Lima"]


def test_a_copy_that_lacks_rows_is_no_backup(sqlite_url, tmp_path, monkeypatch):
    filled(sqlite_url, "Ana Lima", "Bo Ek")
    copied = backups._copied

    def cut_short(reading, to):
        counts = copied(reading, to)
        with closing(sqlite3.connect(to)) as made:
            made.execute("DELETE FROM note")
            made.execute("DELETE FROM search_term WHERE candidate = 2")
            made.commit()
        return counts

    monkeypatch.setattr(backups, "_copied", cut_short)
    with pytest.raises(Undone, match="as many rows"):
        upkeep.backup(sqlite_url, tmp_path / "monday.db")
    assert not list(tmp_path.glob("monday*"))


def test_postgresql_is_left_to_its_own_tools(tmp_path):
    for act in (upkeep.backup, upkeep.restore):
        with pytest.raises(Undone, match="pg_dump"):
            act("postgresql://u@h/d", tmp_path / "monday.db")


def test_a_database_of_an_older_version_is_not_copied(tmp_path):
    with pytest.raises(OutOfDate):
        upkeep.copy(f"sqlite:///{tmp_path / 'old.db'}", f"sqlite:///{tmp_path / 'new.db'}")
