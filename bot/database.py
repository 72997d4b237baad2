"""The calls that look after the whole database: db upgrade, check, backup, restore, copy, and those that build it again."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import click

from bot.calls import WrongCall, reindex, reparse
from bot.cards.wording import people
from bot.settings import Settings


class Moved(Protocol):
    @property
    def people(self) -> int: ...

    @property
    def rows(self) -> int: ...

    @property
    def to_index(self) -> bool:
        """Whether the words of whole CVs are still to be indexed there."""


class Upkeep(Protocol):
    """What storage does with a whole database, by its address; what it cannot do it raises as a sentence."""

    def upgrade(self, url: str) -> None: ...

    def to_reindex(self, url: str) -> int: ...

    def check(self, url: str) -> list[str]: ...

    def backup(self, url: str, to: Path) -> int: ...

    def restore(self, url: str, backup: Path, heads: str = "") -> tuple[int, Path | None]: ...

    def copy(self, url: str, to: str) -> Moved: ...


class Session(Protocol):
    @property
    def settings(self) -> Settings: ...

    @property
    def upkeep(self) -> Upkeep: ...

    def trail_faults(self) -> tuple[str, ...]:
        """Where the audit trails are not what was written."""

    def record_everywhere(self, action: str) -> None:
        """Note in every organization's audit trail who called what."""


@contextmanager
def addressed(setting: str = "DATABASE_URL") -> Iterator[None]:
    """An address that is none is a wrong setting."""
    try:
        yield
    except ValueError as error:
        raise WrongCall(f"{setting}: {error}") from None


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
@click.pass_obj
def upgrade(session: Session) -> None:
    """Bring the database to this version."""
    with addressed():
        session.upkeep.upgrade(session.settings.database_url)
    _say_what_is_to_index(session)


def _say_what_is_to_index(session: Session) -> None:
    waiting = session.upkeep.to_reindex(session.settings.database_url)
    click.echo("The database is at this version.", err=True)
    if waiting:
        click.echo(f"{waiting:,} people are to be indexed by it too: recruitbot db reindex", err=True)


@db.command(short_help="Check models, migrations and audit trails.")
@click.pass_obj
def check(session: Session) -> None:
    """Check that models and migrations agree, and that audit trails are whole; exit 1 where not."""
    url = session.settings.database_url
    with addressed():
        if url.startswith("sqlite"):
            session.upkeep.upgrade(url)
        faults = session.upkeep.check(url) or [*session.trail_faults()]
    for fault in faults:
        click.echo(fault)
    if faults:
        sys.exit(1)
    click.echo("Models and migrations agree. The audit trails are whole.", err=True)


@db.command(short_help="Write a SQLite database to a new FILE while the bot runs.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def backup(session: Session, file: Path | None) -> None:
    """Write a SQLite database to a new FILE while the bot runs, and verify it."""
    to = file or Path(f"recruitbot-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.db")
    with addressed():
        saved = session.upkeep.backup(session.settings.database_url, to)
    click.echo(to)
    click.echo(f"{people(saved)}; whole, and all references lead somewhere.", err=True)


@db.command(short_help="Put a backup in the place of a SQLite database.")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def restore(session: Session, file: Path) -> None:
    """Put a verified backup in the place of a SQLite database; the old file is kept. Stop the bot first."""
    with addressed():
        restored, kept = session.upkeep.restore(session.settings.database_url, file, session.settings.audit_heads)
    session.record_everywhere("db restore")
    click.echo(f"{people(restored)} restored." + (f" What was there before is in {kept}." if kept else ""), err=True)
    _say_what_is_to_index(session)


@db.command(short_help="Copy everything into the empty database at URL.")
@click.argument("to", metavar="URL")
@click.pass_obj
def copy(session: Session, to: str) -> None:
    """Copy everything into the empty database at URL, and compare what arrived. Stop the bot first."""
    with addressed("The address"):
        moved = session.upkeep.copy(session.settings.database_url, to)
    click.echo(f"{people(moved.people)}, {moved.rows:,} rows: all arrived as they were.", err=True)
    after = ", then index what whole CVs say: recruitbot db reindex" if moved.to_index else ""
    click.echo(f"Let DATABASE_URL name it{after}", err=True)


db.add_command(reindex)
db.add_command(reparse)
