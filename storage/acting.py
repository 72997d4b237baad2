"""For whom a transaction acts on PostgreSQL: for one organization, or to find what waits in any of them.

Nothing is read as the login, which may be a superuser: each transaction takes a role that owns nothing, and is told its
organization. `storage.wall` says what the roles may see. SQLite has neither.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection

ALL = 0
"""In place of an organization's id: what concerns all of them."""

SETTING = "recruitbot.organization"
ACTED_FOR = f"nullif(current_setting('{SETTING}', true), '')::integer"
"""The organization of the transaction; after it the setting is empty, not gone."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of one schema. They are the server's, so their names tell its databases and schemas apart."""

    one: str
    """Acts for one organization."""
    all: str
    """Finds what waits, of whichever organization."""
    words: str
    """Owns the view of an organization's own words."""

    @property
    def names(self) -> tuple[str, str, str]:
        return self.one, self.all, self.words


def roles_of(database: str, schema: str) -> Roles:
    told_apart = sha256(f"{database}\n{schema}".encode()).hexdigest()[:8]
    name = f"recruitbot_{re.sub('[^a-z0-9_]', '_', database.lower())[:30]}_{told_apart}"
    return Roles(name, f"{name}_all", f"{name}_words")


def roles_in(connection: Connection) -> Roles:
    """As they were looked up when the connection was opened."""
    roles: Roles = connection.info["roles"]
    return roles


def beginning(roles: Roles, organization: int) -> str:
    """The statement after which a transaction is one organization's, or of `ALL`, until it ends."""
    role, own = (roles.one, str(int(organization))) if organization else (roles.all, "")
    return f"SELECT set_config('role', '{role}', true), set_config('{SETTING}', '{own}', true)"


def act_for(connection: Connection, organization: int) -> None:
    """From here on the transaction is this organization's, or of `ALL`."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(beginning(roles_in(connection), organization))


@contextmanager
def as_login(connection: Connection) -> Iterator[None]:
    """For what only the owner of the tables may do, and what shows no row."""
    role = connection.exec_driver_sql("SELECT current_setting('role')").scalar_one()
    connection.exec_driver_sql("SET LOCAL ROLE NONE")
    yield
    connection.exec_driver_sql(f"SET LOCAL ROLE {role}")
