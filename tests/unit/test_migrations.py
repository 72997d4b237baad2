"""The migrations build what the models describe, on every database, from anywhere, and again after a crash."""

import sqlite3
from functools import partial
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Integer, Table, inspect, select, text

from bot.search.query import Clause, Query, Term
from bot.stages import STAGES
from bot.store import Unavailable
from storage import OutOfDate, check, finding, index, maintenance, migrations, open_store, revisions, upgrade
from storage.engine import connect
from storage.maintenance import scratch
from storage.tables import metadata, opening
from tests.processes import forked
from tests.stores import NOW, cv

GLOBAL = {"organization", "workspace", "event", "installation", "oauth_state", "direct"}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """Address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        with scratch(request.getfixturevalue("postgresql_schema")) as url:
            yield url


def upgrade_to(revision, url, monkeypatch):
    """The schema as it was with that migration."""
    upgraded = command.upgrade
    with monkeypatch.context() as patched:
        patched.setattr(command, "upgrade", lambda config, _: upgraded(config, revision))
        upgrade(url)


def test_models_and_migrations_agree(url):
    assert check(url) == []


def test_the_newest_migration_is_told_as_alembic_does():
    found = ScriptDirectory(str(Path(migrations.__path__[0])))
    assert found.get_heads() == [revisions.newest()]
    assert all(revisions.known(one.revision) for one in found.walk_revisions())
    assert not revisions.known("0000")


def test_a_model_without_its_migration_is_reported(url):
    extra = Table("extra", metadata, Column("id", Integer, primary_key=True))
    try:
        assert ["extra" in fault for fault in check(url)] == [True]
    finally:
        metadata.remove(extra)


def test_a_database_that_is_behind_is_reported(empty):
    assert [fault.endswith("Run: recruitbot db upgrade") for fault in check(empty)] == [True]


def test_sqlite_is_upgraded_when_opened_and_postgresql_only_when_asked(empty):
    if empty.startswith("sqlite"):
        assert open_store(empty).ready()
        return
    with pytest.raises(OutOfDate, match="recruitbot db upgrade"):
        open_store(empty)
    opened = open_store(empty, migrate=True)
    assert opened.ready()
    opened.close()


def test_sqlite_is_left_alone_when_asked(tmp_path):
    with pytest.raises(OutOfDate):
        open_store(f"sqlite:///{tmp_path / 'store.db'}", migrate=False)


def test_several_processes_may_upgrade_at_once(empty):
    running = [forked(opened, empty) for _ in range(3)]
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0] * 3


def opened(url):
    assert open_store(url, migrate=True).ready()


def test_a_migration_that_fails_leaves_no_trace(empty, monkeypatch):
    from alembic.operations import Operations

    def create(operations, name, *columns, **options):
        if name == "delivery":
            raise RuntimeError("power cut")
        return original(operations, name, *columns, **options)

    original = Operations.create_table
    with monkeypatch.context() as patched:
        patched.setattr(Operations, "create_table", create)
        with pytest.raises(RuntimeError):
            upgrade(empty)
    engine = connect(empty, workers=1)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    upgrade(empty)
    assert check(empty) == []


def test_names_of_people_from_before_are_found_mistyped_until_nobody_has_them(empty, monkeypatch):
    upgrade_to("0006", empty, monkeypatch)
    engine = connect(empty, workers=1)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO organization (id, name, started_by) VALUES (7, 'Acme', '')"))
        for number in (1, 2):
            columns = "organization_id, number, name, sort_name, headline, version"
            connection.execute(text(f"INSERT INTO candidate ({columns}) VALUES (7, {number}, '', '', '', 1)"))
            columns = "organization_id, field, token, candidate"
            connection.execute(text(f"INSERT INTO search_term ({columns}) VALUES (7, 'name', 'lima', {number})"))
        connection.execute(text("INSERT INTO opening (organization_id, id, name) VALUES (7, 1, 'Größe & Kernels')"))
    engine.dispose()
    upgrade(empty)
    store = open_store(empty)
    team = store.within(store.organization())
    folded = team.database.run(lambda reading: list(reading.scalars(select(opening.c.folded))), "read")
    assert " grosse kernels " in folded
    for number in (1, 2):
        assert team.names_like(("lma",)) == ("lima",)
        team.database.run(partial(index.drop, team, number=number), "write")
    assert team.names_like(("lma",)) == ()
    store.close()


def test_what_outlasted_its_organization_goes_with_the_upgrade_that_forbids_it(empty, monkeypatch):
    upgrade_to("0039", empty, monkeypatch)
    engine = connect(empty, workers=1)
    columns = "organization_id, id, kind, data, changed_by, at, batch"
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO organization (id, name, started_by) VALUES (7, 'Acme', '')"))
        for organization in (7, 8):
            row = f"({organization}, 1, 'opening', '{{}}', 'mia', '2026-01-01 00:00:00', '')"
            connection.execute(text(f"INSERT INTO change ({columns}) VALUES {row}"))
    engine.dispose()
    upgrade(empty)
    engine = connect(empty, workers=1)
    with engine.begin() as connection:
        assert connection.scalars(text("SELECT organization_id FROM change")).all() == [7]
    engine.dispose()


def test_applications_and_changes_from_before_are_kept(empty, monkeypatch):
    upgrade_to("0008", empty, monkeypatch)
    engine = connect(empty, workers=1)
    when = "'2026-03-02 09:30:00'" if empty.startswith("sqlite") else "'2026-03-02 09:30:00+00'"
    with engine.begin() as connection:
        for line in (
            "INSERT INTO organization (id, name, started_by) VALUES (7, 'Acme', '')",
            "INSERT INTO candidate (organization_id, number, name, sort_name, headline, version, indexed) VALUES (7, 1, 'Ana', 'ana', '', 1, 0)",
            "INSERT INTO opening (organization_id, id, name, folded) VALUES (7, 1, 'Compilers', ' compilers ')",
            (
                "INSERT INTO application (organization_id, candidate, opening, stage, stage_since, owner, source, folded_source, arrived, version, latest)"
                f" VALUES (7, 1, 1, 'offer', {when}, 'Mara', 'a.md', 'a.md', {when}, 3, true)"
            ),
            (
                "INSERT INTO stage_change (organization_id, candidate, id, opening, from_stage, to_stage, changed_by, at)"
                f" VALUES (7, 1, 1, 1, 'new', 'offer', 'Mara', {when})"
            ),
            (
                "INSERT INTO change (organization_id, id, candidate, kind, data, changed_by, at, batch)"
                ' VALUES (7, 1, 1, \'stage\', \'{"words": "new → offer", "from": "new", "to": "offer", "opening": 1, "move": 1,'
                f" \"since\": \"2026-03-02T09:30:00+00:00\"}}', 'Mara', {when}, '')"
            ),
        ):
            connection.exec_driver_sql(line)
    engine.dispose()
    upgrade(empty)
    store = open_store(empty)
    team = store.within(store.organization())
    assert (team.stages(), [one.description for one in team.openings()]) == (STAGES, [""])
    assert [(one.to_stage, one.reason) for one in team.dossier(1).changes] == [("offer", "")]
    team.undo(team.last_change(number=1).id, at=NOW)
    assert [(one.stage, one.owner) for one in team.applications(1)] == [("new", "Mara")]
    store.close()


def test_phrases_and_skills_in_texts_from_before_are_found_until_the_person_goes(empty, monkeypatch):
    upgrade_to("0009", empty, monkeypatch)
    engine = connect(empty, workers=1)
    columns = "organization_id, number, name, sort_name, headline, version"
    if engine.dialect.name == "sqlite":
        row = (7 << 32) + 1
        said = f"INSERT INTO search_words (rowid, words) VALUES ({row}, ' deep machine learning deep nets ')"
    else:
        words = "''deep'':1,4 ''machine'':2 ''learning'':3 ''nets'':5"
        said = f"INSERT INTO search_text (organization_id, candidate, part, words) VALUES (7, 1, 0, '{words}')"
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO organization (id, name, started_by) VALUES (7, 'Acme', '')"))
        connection.execute(text(f"INSERT INTO candidate ({columns}) VALUES (7, 1, '', '', '', 1)"))
        connection.exec_driver_sql(said)
        connection.execute(text("INSERT INTO search_skill VALUES (7, 1, 'cuda', 393219), (7, 1, 'rust', 131072)"))
        connection.execute(text("INSERT INTO skill_count VALUES (7, 'cuda', 1), (7, 'rust', 1), (7, 'zig', 1)"))
    engine.dispose()
    upgrade(empty)
    store = open_store(empty)
    team = store.within(store.organization())

    def found(*tokens, skills=()):
        terms = [Term("skill", skill, skills=(skill,)) for skill in skills] + [Term("phrase", "", tokens=tokens)]
        return team.search(Query(tuple(Clause((term,)) for term in terms)), limit=5).numbers

    monkeypatch.setattr(finding, "FEW", 0)  # so that all that can be is asked of the index
    assert found("deep", "nets", skills=("cuda", "rust")) == (1,)
    assert found("deep", "nets", skills=("cuda", "zig")) == ()
    assert found("machine", "learning", "deep", "nets") == found("deep", "nets") == found("deep", "mach*") == (1,)
    assert found("learning", "machine") == ()
    team.database.run(partial(index.drop, team, number=1), "write")
    assert found("machine", "learning") == found("nets") == found("deep", skills=("cuda", "rust")) == ()
    store.close()


def test_every_key_of_a_tenant_table_leads_with_the_organization(url):
    engine = connect(url, workers=1)
    look = inspect(engine)
    for name in set(metadata.tables) & set(look.get_table_names()) - GLOBAL:
        keys = [look.get_pk_constraint(name)["constrained_columns"]]
        keys += [key["column_names"] for key in look.get_unique_constraints(name)]
        keys += [index["column_names"] for index in look.get_indexes(name) if index["unique"]]
        keys += [key["constrained_columns"] for key in look.get_foreign_keys(name)]
        assert {key[0] for key in keys} == {"organization_id"}, name
        filled = {column["name"] for column in look.get_columns(name) if not column["nullable"]}
        held = [key["constrained_columns"] for key in look.get_foreign_keys(name)]
        assert any(filled.issuperset(key) for key in held), f"rows of {name} may outlast their organization"
    engine.dispose()


def test_an_organization_takes_all_its_rows_with_it(url):
    store = open_store(url)
    from tests.contract.test_store_tenancy import PLACE, digest, populate
    from tests.stores import NOW

    team = store.within(store.organization())
    populate(store, team, "ours")
    team.add_digest(digest())
    store.delivered(store.claim([PLACE], now=NOW, lease=NOW), [1], messages=["m"], at=NOW, next_due=NOW)
    with store.database.engine.connect().execution_options(writes=True) as connection:
        connection.execute(text("DELETE FROM organization"))
        tables = [name for name in inspect(connection).get_table_names() if name in metadata.tables]
        left = {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in tables}
    assert {name for name, count in left.items() if count} <= GLOBAL
    store.close()


def test_what_is_no_address_is_refused_without_repeating_it():
    for url in ("", "mysql://u:hush@h/d", "sqlite://", "sqlite:///:memory:", "hush"):
        with pytest.raises(ValueError, match="must be") as refused:
            open_store(url)
        assert "hush" not in str(refused.value)


def test_a_server_that_does_not_answer_is_unavailable():
    with pytest.raises(Unavailable) as refused:
        open_store("postgresql://someone:hush@127.0.0.1:1/test")
    assert "hush" not in repr(refused.value)
    assert refused.value.__cause__ is refused.value.__context__ is None


def test_a_file_that_is_no_database_is_unavailable(tmp_path):
    (tmp_path / "cv.md").write_text("# Ana Lima\n" * 500)
    with pytest.raises(Unavailable):
        open_store(f"sqlite:///{tmp_path / 'cv.md'}")
    with pytest.raises(Unavailable):
        open_store(f"sqlite:///{tmp_path / 'nowhere' / 'store.db'}")


def test_a_locked_database_is_unavailable_and_comes_back(sqlite_url, monkeypatch):
    monkeypatch.setattr("storage.transactions.PATIENCE", 0.05)
    store = open_store(f"{sqlite_url}?timeout=0.05")
    other = sqlite3.connect(store.database.engine.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert store.ready()
    with pytest.raises(Unavailable):
        store.organization()
    other.execute("ROLLBACK")
    assert store.organization().id
    other.close()
    store.close()


def test_people_from_before_an_upgrade_are_told_to_be_indexed(store, url):
    team = store.within(store.organization())
    team.save(cv("Ana"))
    assert maintenance.to_reindex(url) == 0
    team.reindex_all()
    assert maintenance.to_reindex(url) == 1
    team.reindex(1)
    assert maintenance.to_reindex(url) == 0
