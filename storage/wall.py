"""PostgreSQL's own wall between organizations, behind the condition that every statement carries anyway.

Who acts for an organization sees its rows and no others. Who acts for all of them sees the few columns that are asked
before the organization is known. Who acts for nobody sees nothing: not the owner of the tables either.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256

from sqlalchemy import Connection, Table, text

from bot.store import Unavailable
from storage.acting import ACTED_FOR, Roles, roles_in
from storage.tables import metadata

_EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"
OF_ONE = {
    "organization": "SELECT, UPDATE (name)",
    "workspace": "SELECT",
    "audit": "SELECT, INSERT",
    "audit_chain": "SELECT, INSERT",
}
"""What may be done to a table for one organization, where that is not everything; who takes turns locks the own row."""
OF_ALL = {
    # asked before the organization is known
    "organization": "SELECT, INSERT",
    "workspace": "SELECT, INSERT, UPDATE (organization_id)",
    "link_code": "SELECT, UPDATE (tries), DELETE",
    "direct": _EVERYTHING,
    "event": _EVERYTHING,
    "installation": _EVERYTHING,
    "oauth_state": _EVERYTHING,
    # whose it is that waits for a process: what it says is read for its organization
    "digest": "SELECT (organization_id, id, platform, workspace, channel, state, about, since, next_due), UPDATE (next_due)",
    "delivery": "SELECT (organization_id, id, digest, state, attempt, held_until, changes), UPDATE (held_until)",
    "turn": "SELECT",
    "own_post": "SELECT (organization_id)",
    "share": "SELECT (organization_id, id, platform, workspace, state, asked, held_until), DELETE",
    "alarm": "SELECT, UPDATE (told)",
    "erasure": "SELECT, UPDATE (swept, told, tell_next)",
    "erased_message": "SELECT, UPDATE (state, fault, tries, next_try)",
    "retention_turn": "SELECT, UPDATE (held_until)",
    "own_skill": "SELECT (organization_id, waiting)",
    "audit_chain": "SELECT, UPDATE (key)",
    "candidate": "SELECT (part_of, indexed)",
    # swept away by its age
    **dict.fromkeys(
        ("dropped_file", "draft", "recent_list", "discussion", "pressed_line", "pasted_role", "look", "member_code"),
        "SELECT (at), DELETE",
    ),
    "allowance": "SELECT (spent_until), DELETE",
}
"""What may be done for all organizations at once; to a table that is not here, nothing."""

_FACTS = """
    SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, max(obj_description(p.oid, 'pg_policy'))
    FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
    GROUP BY c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity
"""
_MAY_MAKE_ROLES = "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
_THERE = text("SELECT rolname FROM pg_roles WHERE rolname = ANY(:names)")
_MAY_TAKE = """
    SELECT pg_has_role(:role, CASE WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END)
"""


def take_down(connection: Connection) -> None:
    """From here on the owner of the tables sees and changes them whole, as migrations do.

    Raises Unavailable, with what to ask an administrator for, where the login may not make the roles.
    """
    if connection.dialect.name != "postgresql":
        return
    roles = roles_in(connection)
    _make(connection, roles)
    with _joined(connection, roles.words):
        connection.exec_driver_sql("DROP VIEW IF EXISTS own_search_text")
    for name, walled, _ in connection.exec_driver_sql(_FACTS).all():
        if walled and name in metadata.tables:
            connection.exec_driver_sql(f'ALTER TABLE "{name}" NO FORCE ROW LEVEL SECURITY')


def build(connection: Connection) -> None:
    """Put the wall around every table, as the newest migration leaves them."""
    if connection.dialect.name != "postgresql":
        return
    roles = roles_in(connection)
    schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {', '.join(roles.names)}")
    for name in unguarded(connection):
        around = _around(metadata.tables[name], roles)
        noted = f"COMMENT ON POLICY {_marked(metadata.tables[name])} ON \"{name}\" IS '{_digest(around)}'"
        for statement in (*around, noted):
            connection.exec_driver_sql(statement)
    with _joined(connection, roles.words):
        for statement in _own_words(schema, roles):
            connection.exec_driver_sql(statement)
    sequence = connection.exec_driver_sql("SELECT pg_get_serial_sequence('organization', 'id')").scalar_one()
    connection.exec_driver_sql(f"GRANT USAGE ON SEQUENCE {sequence} TO {roles.all}")
    connection.exec_driver_sql("GRANT SELECT ON alembic_version TO PUBLIC")


def unguarded(connection: Connection) -> list[str]:
    """The tables of ours that the wall is not around, or not as these rules have it."""
    if connection.dialect.name != "postgresql":
        return []
    roles = roles_in(connection)
    standing = {name: (walled, rules) for name, walled, rules in connection.exec_driver_sql(_FACTS)}
    there = (table for table in metadata.sorted_tables if table.name in standing)
    return [table.name for table in there if standing[table.name] != (True, _digest(_around(table, roles)))]


def drop_roles(connection: Connection, roles: Roles) -> None:
    """When the schema is gone."""
    for name in roles.names:
        connection.exec_driver_sql(f"DROP ROLE IF EXISTS {name}")


def _around(table: Table, roles: Roles) -> list[str]:
    """What puts the wall around a table, whatever there was before."""
    name = f'"{table.name}"'
    made = [
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        f"REVOKE ALL ON {name} FROM PUBLIC, {', '.join(roles.names)}",
        *(f"DROP POLICY IF EXISTS {policy} ON {name}" for policy in ("of_one", "of_all", "of_words")),
    ]
    if owner := _owner(table):
        own = f"{owner} = {ACTED_FOR}"
        made += [
            f"CREATE POLICY of_one ON {name} TO {roles.one} USING ({own}) WITH CHECK ({own})",
            f"GRANT {OF_ONE.get(table.name, _EVERYTHING)} ON {name} TO {roles.one}",
        ]
    if table.name in OF_ALL:
        # a login that may take the role has its policies as well, and shall see nothing by them
        acting = f"current_user = '{roles.all}'"
        made += [
            f"CREATE POLICY of_all ON {name} TO {roles.all} USING ({acting}) WITH CHECK ({acting})",
            f"GRANT {OF_ALL[table.name]} ON {name} TO {roles.all}",
        ]
    if table.name == "search_text":
        made += [
            f"CREATE POLICY of_words ON {name} FOR SELECT TO {roles.words} USING (true)",
            f"GRANT SELECT ON {name} TO {roles.words}",
        ]
    return made


def _own_words(schema: str, roles: Roles) -> list[str]:
    """The view through which texts are searched.

    Behind a policy PostgreSQL uses no index whose operators might tell of rows that the policy hides, and those of full
    text might. The condition of a view is like any other; and the view's owner may read this one table.
    """
    return [
        f"CREATE VIEW own_search_text AS SELECT * FROM search_text WHERE organization_id = {ACTED_FOR}",  # noqa: S608 - of our own words
        f"GRANT CREATE ON SCHEMA {schema} TO {roles.words}",
        f"ALTER VIEW own_search_text OWNER TO {roles.words}",
        f"REVOKE CREATE ON SCHEMA {schema} FROM {roles.words}",
        f"GRANT SELECT ON own_search_text TO {roles.one}",
    ]


def _owner(table: Table) -> str:
    """The column that says whose a row is; empty where the rows are nobody's."""
    if table.name == "organization":
        return "id"
    return "organization_id" if "organization_id" in table.c else ""


def _marked(table: Table) -> str:
    """The policy that bears the digest of its table's rules."""
    return "of_one" if _owner(table) else "of_all"


def _digest(statements: Iterable[str]) -> str:
    return sha256("\n".join(statements).encode()).hexdigest()


def _make(connection: Connection, roles: Roles) -> None:
    """The roles, and that the login may take those that act."""
    there = set(connection.scalars(_THERE, {"names": list(roles.names)}))
    missing = [name for name in roles.names if name not in there]
    if missing and not connection.exec_driver_sql(_MAY_MAKE_ROLES).scalar_one():
        login = connection.exec_driver_sql("SELECT quote_ident(current_user)").scalar_one()
        made = " ".join(f"CREATE ROLE {name} NOLOGIN;" for name in missing)
        raise Unavailable(
            "the login may not make the roles that keep organizations apart. "
            f"Have an administrator of the server run: {made} GRANT {', '.join(roles.names)} TO {login}; and try again"
        )
    for name in missing:
        connection.exec_driver_sql(f"CREATE ROLE {name} NOLOGIN")
    _join(connection, roles.one)
    _join(connection, roles.all)


def _join(connection: Connection, role: str) -> bool:
    """Let the login take the role; False where it may already."""
    if connection.scalar(text(_MAY_TAKE), {"role": role}):
        return False
    connection.exec_driver_sql(f"GRANT {role} TO CURRENT_USER")
    return True


@contextmanager
def _joined(connection: Connection, role: str) -> Iterator[None]:
    joined = _join(connection, role)
    yield
    if joined:
        connection.exec_driver_sql(f"REVOKE {role} FROM CURRENT_USER")
