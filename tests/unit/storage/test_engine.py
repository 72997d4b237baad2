"""What every connection to SQLite is set to, and what a crash or an erasure leaves."""

from pathlib import Path

import pytest

from bot.records import AuditEntry
from storage import open_store, transactions
from storage.engine import address, place
from tests.stores import NOW, cv


def pragma(store, name):
    with store.database.engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_a_connection_to_sqlite_is_safe_by_its_settings(sqlite_store):
    assert [pragma(sqlite_store, name) for name in ("journal_mode", "foreign_keys", "secure_delete")] == ["wal", 1, 1]
    assert pragma(sqlite_store, "busy_timeout") == 5000


def test_a_new_database_is_for_its_owner_alone_and_an_old_one_stays_as_it_is(tmp_path):
    file = tmp_path / "new.db"
    store = open_store(f"sqlite:///{file}")
    store.within(store.organization()).save(cv("Ana"))
    assert {one.name for one in tmp_path.iterdir()} >= {"new.db", "new.db-wal", "new.db-shm"}
    assert {one.stat().st_mode & 0o777 for one in tmp_path.iterdir()} == {0o600}
    store.close()
    file.chmod(0o660)
    store = open_store(f"sqlite:///{file}")
    assert store.organization()
    store.close()
    assert file.stat().st_mode & 0o777 == 0o660


def test_what_was_promised_outside_is_on_the_disk_and_the_rest_is_fast(sqlite_store):
    normal, full = 1, 2
    team = sqlite_store.within(sqlite_store.organization())
    team.record(AuditEntry(NOW, "mia", "DM", "show", 1, "done"))
    assert pragma(sqlite_store, "synchronous") == full
    team.save(cv("Ana"))
    assert pragma(sqlite_store, "synchronous") == normal


def test_erased_rows_leave_nothing_in_the_file(sqlite_url):
    store = open_store(sqlite_url)
    team = store.within(store.organization())
    team.note(team.save(cv("Ana")).number, "xyzzymarker " * 200, by="mia", at=NOW)
    with store.database.engine.connect().execution_options(writes=True) as connection:
        connection.exec_driver_sql("DELETE FROM candidate")
        connection.commit()
        connection.exec_driver_sql("SELECT 1").all()
    store.close()
    file = Path(store.database.engine.url.database)
    assert b"xyzzymarker" not in file.read_bytes()
    assert not file.with_name(f"{file.name}-wal").exists()


@pytest.mark.parametrize(
    "url", ["postgres://u:hush@h/d", "postgresql://u:hush@h/d", "postgresql+psycopg2://u:hush@h/d"]
)
def test_postgresql_is_reached_by_one_driver(url):
    assert address(url).drivername == "postgresql+psycopg"
    assert address(url).password == "hush"
    assert place(address(url)) == "h, database d"


def test_a_pool_serves_more_threads_than_it_has_connections(sqlite_url):
    from concurrent.futures import ThreadPoolExecutor

    store = open_store(sqlite_url, workers=2)
    team = store.within(store.organization())
    with ThreadPoolExecutor(16) as threads:
        assert set(threads.map(lambda _: team.count(), range(200))) == {0}
    store.close()


def test_a_writer_whose_turn_does_not_come_asks_the_database_itself(sqlite_store, monkeypatch):
    monkeypatch.setattr(transactions, "PATIENCE", 0)
    team = sqlite_store.within(sqlite_store.organization())
    with sqlite_store.database._writers:
        team.save(cv("Ana"))
    team.save(cv("Bo"))
    assert team.count() == 2


def test_of_a_database_that_others_write_to_nobody_says_that_it_keeps_what_is_written(sqlite_store, monkeypatch):
    assert sqlite_store.kept() == "what is written to it is kept"

    def busy(_):
        raise transactions.Busy("the database is locked")

    monkeypatch.setattr("storage.store.SqlStore._probe", busy)
    assert "was not tried" in sqlite_store.kept()
    assert sqlite_store.ready()
