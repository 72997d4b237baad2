"""A whole bot in memory of one test: the real App over a real SQLite store, spoken to as a member would."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.chat import messages
from bot.chat.app import App
from bot.chat.messages import Member, Place, Reply, Request, Upload
from bot.commands import TOOLS
from bot.cv import read_cv
from bot.digests.post import Board
from bot.profile import Reading
from bot.records import Workspace
from bot.store import Store, Tenant
from storage import SqlStore
from storage.tables import metadata

SAMPLES = Path(__file__).parents[1] / "samples" / "cvs"
TEAM = Workspace("slack", "T01TEST")
MARA = Member(TEAM, "U01MARA", "Mara", admin=True)
JONAS = Member(TEAM, "U02JONAS", "Jonas")
CHANNEL = Place(TEAM, "channel", "C01HIRE", "ml-hiring")


@dataclass
class Answer:
    """A reply, and what a test wants to know of it."""

    reply: Reply

    @property
    def text(self) -> str:
        """All words shown, a block a line."""
        return "\n".join(words(block) for block in self.reply.blocks)

    @property
    def commands(self) -> list[str]:
        """The command lines of its buttons and menus."""
        return [
            found.command for found in walk(self.reply.blocks) if isinstance(found, messages.Button | messages.Option)
        ]

    @property
    def quotes(self) -> list[str]:
        """The CV's words that it shows."""
        shown = [found for found in walk(self.reply.blocks) if isinstance(found, messages.Quote)]
        proofs = [messages.Quote(found.quote) for found in walk(self.reply.blocks) if isinstance(found, messages.Proof)]
        return [words(quote) for quote in (*shown, *proofs)]

    @property
    def names(self) -> list[str]:
        return [found.name for found in walk(self.reply.blocks) if isinstance(found, messages.Person)]


def walk(value: Any) -> Any:
    """Every data object inside a reply."""
    if isinstance(value, tuple):
        for one in value:
            yield from walk(one)
    elif hasattr(value, "__dataclass_fields__"):
        yield value
        for name in value.__dataclass_fields__:
            yield from walk(getattr(value, name))


def words(value: Any) -> str:
    """The words of a block or span as one text."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        joined = [words(one) for one in value]
        return (
            "".join(joined)
            if all(isinstance(one, str) or hasattr(one, "text") or hasattr(one, "line") for one in value)
            else "\n".join(joined)
        )
    if isinstance(value, messages.When):
        return value.at.isoformat()
    if isinstance(value, messages.Mentioned):
        return value.text
    if isinstance(value, messages.Button | messages.Menu | messages.Option):
        return value.label
    if hasattr(value, "__dataclass_fields__"):
        parts = (
            words(getattr(value, name)) for name in value.__dataclass_fields__ if name not in ("key", "url", "row")
        )
        return "\n".join(part for part in parts if part)
    return ""


@lru_cache(maxsize=512)
def read(data: bytes, name: str) -> Reading:
    """As `read_cv`, the same CV once: it comes out the same each time."""
    return read_cv(data, name)


_kept: dict[tuple[object, ...], sqlite3.Connection] = {}
"""Stores in which sample CVs were taken in: which, from when on, and by whose organization."""
_ANYTHING = " UNION ALL ".join(
    f"SELECT * FROM (SELECT 1 FROM {table} LIMIT 1)"
    for table, made in metadata.tables.items()
    if table not in ("organization", "counter") and made.info.get("only", "sqlite") == "sqlite"
)


@dataclass
class Bot:
    """``say`` is a member's line; the clock stands until a test moves it."""

    store: Store
    now: datetime = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    posters: list[Board] = field(default_factory=list)
    """The platforms that this process is on."""
    app: App = field(init=False)

    def __post_init__(self) -> None:
        self.own = self.store.organization("Tessera Labs")
        self.app = App(
            self.store,
            TOOLS,
            read=read,
            home=lambda _: self.own,
            clock=lambda: self.now,
            posters=lambda: self.posters,
        )

    @property
    def tenant(self) -> Tenant:
        return self.store.within(self.own)

    def say(
        self, text: str, /, *, member: Member = MARA, place: Place = CHANNEL, key: str = "", **values: str
    ) -> Answer:
        reply = self.app.handle(Request(text, member, place, values=values, key=key))
        assert reply is not None
        return Answer(reply)

    def send(self, *uploads: Upload, text: str = "", member: Member = MARA) -> Answer:
        reply = self.app.handle(Request(text, member, CHANNEL, uploads=uploads))
        assert reply is not None
        return Answer(reply)

    def add(self, *names: str) -> None:
        """Take sample CVs in, one minute apart; into an empty store they go as they were first taken in."""
        begin = (names, self.now, self._bare())
        if not begin[-1]:
            self._take_in(*names)
        elif begin in _kept:
            with self._connection() as connection:
                _kept[begin].backup(connection)
            self.now += timedelta(minutes=len(names))
        else:
            self._take_in(*names)
            _kept[begin] = sqlite3.connect(":memory:")
            with self._connection() as connection:
                connection.backup(_kept[begin])

    def _take_in(self, *names: str) -> None:
        from bot import intake

        for name in names:
            intake.take_in(self.tenant, read, name, (SAMPLES / name).read_bytes(), by="Mara", at=self.now)
            self.now += timedelta(minutes=1)

    def _bare(self) -> tuple[object, ...]:
        """The one organization, where nothing else stands in a store on a disk."""
        if not isinstance(self.store, SqlStore) or self.store.database.engine.name != "sqlite":
            return ()
        with self._connection() as connection:
            organizations = connection.execute("SELECT * FROM organization").fetchall()
            alone = len(organizations) == 1 and connection.execute(_ANYTHING).fetchone() is None
            return tuple(organizations[0]) if alone else ()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        assert isinstance(self.store, SqlStore)
        with self.store.database.engine.connect() as connection:
            yield connection.connection.driver_connection

    def take_in(self, text: str, name: str = "cv.md") -> None:
        """Take in a CV of a test's own."""
        from bot import intake

        intake.take_in(self.tenant, read, name, text.encode(), by="Mara", at=self.now)

    def add_all(self) -> None:
        self.add(*sorted(path.name for path in SAMPLES.iterdir()))


def sample(name: str) -> Upload:
    return Upload(name, (SAMPLES / name).read_bytes())


def plain(text: str) -> str:
    """The words alone, without cuts, line ends and the marks of Markdown: to compare a quote with its CV."""
    return " ".join(text.replace("…", " ").translate(str.maketrans("", "", "*_\\")).split())
