"""Stores to test with: the same test on every database, and documents of fictional people to fill them.

SQLite is migrated once and copied for each test; PostgreSQL is migrated once into a schema of this run's own, so that
runs beside each other do not meet.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, text

from bot.profile import Evidence, Fact, Profile, Reading
from bot.records import Index, Keys, Received, SkillRow
from bot.store import Unavailable
from storage import SqlStore, open_store, tables, upgrade
from storage.engine import connect
from storage.maintenance import scratch
from storage.transactions import Database

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "template.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_schema() -> Iterator[str]:
    with scratch(_server()) as url:
        upgrade(url)
        yield url


@pytest.fixture(scope="session")
def postgresql_engine(postgresql_schema: str) -> Iterator[Engine]:
    """Empties the schema: one connection for all tests, since a new one is dearer than what it does."""
    engine = connect(postgresql_schema, workers=1)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Address of an empty SQLite database."""
    shutil.copyfile(sqlite_template, tmp_path / "store.db")
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture
def postgresql_url(postgresql_schema: str, postgresql_engine: Engine) -> str:
    """Address of an empty PostgreSQL database."""
    with postgresql_engine.execution_options(fleeting=True).begin() as connection:
        connection.execute(delete(tables.organization))
        for table in (tables.event, tables.installation, tables.oauth_state):
            connection.execute(delete(table))
    return postgresql_schema


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """Address of an empty database, on each kind in turn."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    """An empty store, on each kind of database in turn."""
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[SqlStore]:
    """An empty store, for tests of what is above it."""
    opened = open_store(sqlite_url)
    yield opened
    opened.close()


def cv(
    name: str = "Ana Lima",
    *,
    text: str = "",
    data: bytes | None = None,
    file: str = "cv.md",
    mails: tuple[str, ...] = (),
    strong: tuple[str, ...] = (),
    weak: tuple[str, ...] = (),
    near: tuple[str, ...] = (),
    skills: dict[str, int] | None = None,
    lately: int = 0,
    implied: dict[str, int] | None = None,
    terms: tuple[tuple[str, str], ...] = (),
    opening: str = "",
    at: datetime = NOW,
    readmit: bool = False,
) -> Received:
    """A document as it comes from the reader: the name is its first line, and is known again by its mails."""
    whole = f"{name}\n{text}\n{' '.join(mails)}"
    said = Fact(name, (Evidence(0, len(name), "name"),))
    starts = [len(whole) - len(" ".join(mails[at:])) for at in range(len(mails))]
    addresses = tuple(
        Fact(mail, (Evidence(start, start + len(mail), "mail"),)) for mail, start in zip(mails, starts, strict=True)
    )
    names = tuple(("name", token) for token in name.casefold().split())
    return Received(
        name=file,
        data=whole.encode("utf-8", "replace") if data is None else data,
        reading=Reading(text=whole, profile=Profile(name=said if name else None, emails=addresses), content_lines=2),
        index=Index(
            name=name,
            headline="",
            skills=(
                *(SkillRow(skill, grade, lately=lately) for skill, grade in (skills or {}).items()),
                *(SkillRow(skill, grade, implied=True) for skill, grade in (implied or {}).items()),
            ),
            terms=names + terms,
            text=whole.casefold(),
            keys=Keys(strong=tuple(f"mail:{mail}" for mail in mails) + strong, weak=weak, near=near),
        ),
        by="terminal",
        at=at,
        opening=opening,
        readmit=readmit,
    )


def _server() -> str:
    named = os.environ.get("TEST_DATABASE_URL")
    for url in (
        [named]
        if named
        else [
            "postgresql://postgres@127.0.0.1:5432/test",
            "postgresql://postgres@/test?host=/var/run/postgresql",
        ]
    ):
        if _answers(url):
            return url
    absent = "no PostgreSQL answers: set TEST_DATABASE_URL"
    if os.environ.get("CI") == "true":
        pytest.fail(absent)
    pytest.skip(absent)


def _answers(url: str) -> bool:
    engine = connect(url, workers=1)
    try:
        Database(engine).run(lambda connection: connection.execute(text("SELECT 1")), "read")
    except Unavailable:
        return False
    finally:
        engine.dispose()
    return True
