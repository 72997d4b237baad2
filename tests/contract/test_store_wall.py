"""PostgreSQL's own wall between organizations: it holds where a query forgets to ask for one organization."""

import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Integer,
    LargeBinary,
    Table,
    delete,
    event,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.exc import DBAPIError

from bot.store import TooLong, Unavailable
from storage import check, open_store, upgrade
from storage.acting import ALL, act_for, roles_in
from storage.engine import connect
from storage.maintenance import scratch, within
from storage.tables import metadata, organization
from storage.transactions import limited
from storage.types import Moment
from storage.wall import OF_ALL, OF_ONE
from tests.contract.test_store_tenancy import populate, seen
from tests.stores import NOW, cv

TABLES = [one for one in metadata.sorted_tables if one.info.get("only") != "sqlite"]
OWNED = [one for one in TABLES if "organization_id" in one.c]
OURS, THEIRS = 1, 2
DENIED = "42501"


def value(column, owner):
    if column.name == "organization_id" or column.table is organization:
        return f"organization {owner}" if column.name in ("name", "started_by") else owner
    if column.name in ("platform", "workspace", "id") and column.table.name == "workspace":
        return f"{owner}"
    kinds = {Integer: 1, Float: 1.0, Boolean: False, LargeBinary: b"x", Moment: NOW, TSVECTOR: "x", ARRAY: [1]}
    return next((made for kind, made in kinds.items() if isinstance(column.type, kind)), "x")


def row(table, owner):
    """A row that is as any other, but for its organization."""
    others = {key.parent for key in table.foreign_keys if key.column.table is not table}
    return {one.name: value(one, owner) for one in table.columns if one in others or not one.nullable}


@pytest.fixture
def engine(postgresql_url):
    """Two organizations with one row in each table."""
    engine = connect(postgresql_url, workers=2)
    with engine.begin() as connection:
        for table in TABLES:
            for owner in (OURS, THEIRS) if table is organization or table in OWNED else ():
                connection.execute(insert(table).values(row(table, owner)))
    yield engine
    engine.dispose()


@contextmanager
def acting(engine, who):
    with engine.connect() as connection, connection.begin():
        act_for(connection, who)
        yield connection


def code(connection, statement):
    """How PostgreSQL refuses it."""
    with pytest.raises(DBAPIError) as refused, connection.begin_nested():
        connection.execute(statement)
    return refused.value.orig.sqlstate


def of_nobody(connection):
    connection.exec_driver_sql("SELECT set_config('recruitbot.organization', '', true)")


def test_every_table_with_an_organization_has_the_wall_around_it(engine):
    with engine.connect() as connection:
        owned = """
            SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relowner FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id' AND c.relkind IN ('r', 'p')
            WHERE c.relnamespace = current_schema()::regnamespace
        """
        found = connection.execute(text(owned)).all()
        assert {one.relname for one in found} == {one.name for one in OWNED}
        for one in found:
            assert (one.relrowsecurity, one.relforcerowsecurity) == (True, True), one.relname
            policies = text(
                "SELECT polname, polqual IS NOT NULL, polwithcheck IS NOT NULL FROM pg_policy WHERE polrelid = :of"
            )
            kinds = connection.execute(policies, {"of": one.oid}).all()
            assert ("of_one", True, True) in kinds, one.relname


def test_the_roles_own_no_table_and_can_do_nothing_else(engine):
    with engine.connect() as connection:
        roles = roles_in(connection)
        for name in roles.names:
            kind = "SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = :name"
            assert tuple(connection.execute(text(kind), {"name": name}).one()) == (False,) * 5
            owned = (
                "SELECT relname FROM pg_class WHERE relowner = CAST(:name AS regrole) AND relkind IN ('r', 'v', 'S')"
            )
            assert set(connection.scalars(text(owned), {"name": name})) <= {"own_search_text"}
            assert not connection.scalar(
                text("SELECT has_schema_privilege(:name, current_schema(), 'CREATE')"), {"name": name}
            )


def test_the_one_view_belongs_to_who_may_read_one_table(engine):
    with engine.connect() as connection:
        views = "SELECT relname, relowner::regrole::text FROM pg_class WHERE relkind = 'v' AND relnamespace = current_schema()::regnamespace"
        words = roles_in(connection).words
        assert [tuple(one) for one in connection.execute(text(views))] == [("own_search_text", words)]
        may = "SELECT has_table_privilege(:who, :name, 'SELECT, INSERT, UPDATE, DELETE') OR has_any_column_privilege(:who, :name, 'SELECT, UPDATE')"
        readable = {one.name for one in TABLES if connection.scalar(text(may), {"who": words, "name": one.name})}
        assert readable == {"search_text"}


def test_who_acts_for_no_organization_reads_and_writes_no_row(engine):
    with acting(engine, OURS) as connection:
        of_nobody(connection)
        for table in OWNED:
            reads_and_writes_nothing(connection, table)


def reads_and_writes_nothing(connection, table):
    with connection.begin_nested():
        assert connection.scalar(select(func.count()).select_from(table)) == 0
        assert code(connection, insert(table).values(row(table, OURS))) == DENIED
        if table.name not in OF_ONE:
            assert connection.execute(update(table).values(organization_id=OURS)).rowcount == 0
            assert connection.execute(delete(table)).rowcount == 0


def test_without_any_condition_an_organization_reads_and_writes_its_own_rows_alone(engine):
    with acting(engine, OURS) as connection:
        for table in OWNED:
            assert connection.scalars(select(table.c.organization_id)).all() == [OURS], table
            assert code(connection, insert(table).values(row(table, THEIRS))) == DENIED, table
            if table.name not in OF_ONE:
                assert code(connection, update(table).values(organization_id=THEIRS)) == DENIED, table


def test_an_organization_sees_no_other_ones_name_and_nothing_that_is_nobodys(engine):
    with acting(engine, OURS) as connection:
        assert connection.scalars(select(organization.c.id)).all() == [OURS]
        for table in set(TABLES) - {*OWNED, organization}:
            assert code(connection, select(table)) == DENIED
        assert connection.exec_driver_sql("SELECT organization_id FROM own_search_text").scalars().all() == [OURS]
        of_nobody(connection)
        assert connection.exec_driver_sql("SELECT organization_id FROM own_search_text").scalars().all() == []


def test_who_acts_for_all_sees_what_is_listed_and_nothing_of_what_anybody_wrote(engine):
    with acting(engine, ALL) as connection:
        for table in TABLES:
            if table.name not in OF_ALL:
                assert code(connection, select(table)) == DENIED
        for kept in (
            "SELECT text FROM note",
            "SELECT data FROM draft",
            "SELECT query FROM digest",
            "SELECT name FROM candidate",
        ):
            assert code(connection, text(kept)) == DENIED


@pytest.fixture
def of_owner(postgresql_schema):
    """Address of a database that is migrated by a login that is no superuser, as managed PostgreSQL gives one."""
    with _login(postgresql_schema, "CREATEROLE") as (url, _):
        upgrade(url)
        yield url


@contextmanager
def _login(server, rights):
    name, word = f"login_{secrets.token_hex(6)}", secrets.token_hex(12)
    with scratch(server) as url:
        engine = connect(url, workers=1)
        with engine.begin() as connection:
            schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
            connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN PASSWORD '{word}' {rights}")
            connection.exec_driver_sql(f"ALTER SCHEMA {schema} OWNER TO {name}")
        yield within(engine.url.set(username=name, password=word, query={}), schema), name
        with engine.begin() as connection:
            connection.exec_driver_sql(f"REASSIGN OWNED BY {name} TO CURRENT_USER")
            connection.exec_driver_sql(f"DROP OWNED BY {name}")
            connection.exec_driver_sql(f"DROP ROLE {name}")
        engine.dispose()


def test_a_login_that_is_no_superuser_migrates_and_works(of_owner):
    assert check(of_owner) == []
    store = open_store(of_owner)
    ours, theirs = (store.within(store.organization(name)) for name in ("ours", "theirs"))
    for name, team in (("ours", ours), ("theirs", theirs)):
        populate(store, team, name)
    assert "theirs" not in seen(ours)
    assert store.apart().endswith("PostgreSQL shows it no others")
    store.close()
    upgrade(of_owner)
    assert check(of_owner) == []


def test_the_owner_of_the_tables_sees_nothing_by_being_the_owner(of_owner):
    store = open_store(of_owner)
    store.within(store.organization()).save(cv("Ana"))
    with store.database.engine.connect() as connection:
        left = {one.name: connection.scalar(select(func.count()).select_from(one)) for one in TABLES}
    assert {name for name, count in left.items() if count} == set()
    store.close()


def test_after_whatever_end_of_a_transaction_its_connection_sees_nothing(of_owner):
    store = open_store(of_owner, workers=1)
    store.database.engine.pool._max_overflow = 0  # so that it is always the same connection
    team = store.within(store.organization())
    team.save(cv("Ana"))

    def seen_by_the_connection():
        with store.database.engine.connect() as connection:
            return [connection.scalar(select(func.count()).select_from(one)) for one in OWNED]

    def fails(work, error):
        with pytest.raises(error):
            team.database.run(work, "write")

    def too_long(connection):
        with limited(connection, 0.01):
            connection.exec_driver_sql("SELECT pg_sleep(5)")

    nothing = [0] * len(OWNED)
    assert team.count() == 1
    assert seen_by_the_connection() == nothing
    fails(lambda _: 1 / 0, ZeroDivisionError)
    assert seen_by_the_connection() == nothing
    fails(too_long, TooLong)
    assert seen_by_the_connection() == nothing
    fails(lambda connection: connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())"), Unavailable)
    assert seen_by_the_connection() == nothing
    assert team.count() == 1
    store.close()


def test_a_login_that_may_not_make_roles_is_told_what_to_ask_for(postgresql_schema):
    with _login(postgresql_schema, "NOCREATEROLE") as (url, name):
        with pytest.raises(Unavailable, match="Have an administrator of the server run") as refused:
            upgrade(url)
        asked = re.search(r"run: (.*?); and try again", str(refused.value))[1]
        engine = connect(url, workers=1)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT to_regclass('candidate')").scalar() is None
            roles = roles_in(connection)
        engine.dispose()
        administrator = connect(postgresql_schema, workers=1)
        with administrator.begin() as connection:
            connection.exec_driver_sql(asked)
        upgrade(url)
        store = open_store(url)
        store.within(store.organization()).save(cv("Ana"))
        with administrator.begin() as connection:
            connection.exec_driver_sql(f"REVOKE {roles.one}, {roles.all} FROM {name}")
        store.close()
        refused_by = open_store(url)
        with pytest.raises(Unavailable, match="may not take the database's roles"):
            refused_by.organization()
        refused_by.close()
        administrator.dispose()


def test_many_requests_of_two_organizations_at_once_over_few_connections_mix_nothing(postgresql_url):
    mix(postgresql_url, count=300, threads=8)


def mix(url, *, count, threads):
    """Ask for two organizations in turn, with a pool of five connections, without any condition of our own."""
    store = open_store(url, workers=3)
    teams = [store.within(store.organization(name)) for name in ("ours", "theirs")]
    for team in teams:
        team.save(cv(team.organization.name))
    everybody = text("SELECT name FROM candidate")

    def ask(at):
        team = teams[at % 2]
        kind = ("read", "write", "fleeting")[at % 3]
        return team.database.run(lambda connection: connection.scalars(everybody).all(), kind) == [
            team.organization.name
        ]

    with ThreadPoolExecutor(threads) as pool:
        assert list(pool.map(ask, range(count))).count(False) == 0
    store.close()


def test_where_the_query_forgets_the_organization_postgresql_does_not(postgresql_url):
    store = open_store(postgresql_url)
    teams = {name: store.within(store.organization(name)) for name in ("ours", "theirs")}
    for name, team in teams.items():
        populate(store, team, name)
    stripped = set()

    def strip(_connection, _cursor, statement, parameters, *_):
        forgetful = re.sub(r"(?:\w+\.)?organization_id = %\(\w+\)s(?:::INTEGER)?", "true", statement)
        if forgetful != statement:
            stripped.add(forgetful)
        return forgetful, parameters

    event.listen(store.database.engine, "before_cursor_execute", strip, retval=True)
    for team in teams.values():
        team.names_like(("lima",))
    ours, theirs = seen(teams["ours"]), seen(teams["theirs"])
    assert len(stripped) > 40
    assert "theirs" not in ours
    assert "ours" not in theirs
    assert ours.count("ours") > 20
    store.close()


def test_a_table_that_is_added_is_walled_by_the_next_upgrade(postgresql_url):
    extra = Table("extra", metadata, Column("organization_id", Integer, primary_key=True))
    engine = connect(postgresql_url, workers=1)
    try:
        with engine.begin() as connection:
            extra.create(connection)
        assert [fault for fault in check(postgresql_url) if "extra" in fault] == [
            "No wall between organizations: extra. Run: recruitbot db upgrade"
        ]
        upgrade(postgresql_url)
        assert check(postgresql_url) == []
        with acting(engine, OURS) as connection:
            assert code(connection, insert(extra).values(organization_id=THEIRS)) == DENIED
    finally:
        with engine.begin() as connection:
            extra.drop(connection)
        metadata.remove(extra)
        engine.dispose()


def test_text_is_found_by_its_index_behind_the_wall(postgresql_url):
    engine = connect(postgresql_url, workers=1)
    many = """
        INSERT INTO search_text (organization_id, candidate, part, words)
        SELECT 1, number, 0, CAST(CASE mod(number, 500) WHEN 0 THEN 'rust' ELSE 'go' END AS tsvector)
        FROM generate_series(1, 5000) number
    """
    with engine.connect() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # nobody is there but their words
        connection.exec_driver_sql(many)
        connection.exec_driver_sql("ANALYZE search_text")
        act_for(connection, OURS)
        asked = "SELECT candidate FROM own_search_text WHERE words @@ CAST('rust' AS tsquery)"
        assert "ix_search_text_words" in "".join(connection.exec_driver_sql(f"EXPLAIN {asked}").scalars())
        assert len(connection.exec_driver_sql(asked).all()) == 10
    engine.dispose()


def test_on_sqlite_it_is_said_that_nothing_but_the_queries_keeps_organizations_apart(sqlite_store):
    assert "no second wall" in sqlite_store.apart()


def test_on_postgresql_a_wall_that_is_missing_is_named(postgresql_url, postgresql_engine):
    store = open_store(postgresql_url)
    assert "shows it no others" in store.apart()
    with postgresql_engine.begin() as connection:
        connection.execute(text("ALTER TABLE note DISABLE ROW LEVEL SECURITY"))
    try:
        with pytest.raises(Unavailable, match="No wall around note"):
            store.apart()
    finally:
        with postgresql_engine.begin() as connection:
            connection.execute(text("ALTER TABLE note ENABLE ROW LEVEL SECURITY"))
        store.close()
