"""The crowd in SQLite, PostgreSQL and tantivy: filled by processes of their own, and kept for the next run where asked.

A process makes its people up by itself, which costs less than being handed them. Secondary indexes and foreign keys are
made at the end of a filling, as by whoever restores a database.
"""

import json
import secrets
import shutil
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeAlias

import tantivy
from sqlalchemy import Engine, ForeignKeyConstraint, Index, Table, event, select
from sqlalchemy.schema import AddConstraint, CreateSchema, DropConstraint, DropSchema

from benchmarks.crowd import crowd, one_of_them
from bot.chat.app import App
from bot.chat.messages import Member, Place, Request
from bot.commands import TOOLS
from bot.cv import read_cv
from bot.records import Organization, Received, Workspace
from bot.search.finding import look_up
from bot.search.index import RULES
from bot.search.text import tokens
from bot.store import Tenant
from storage import SqlStore, open_store, upgrade
from storage.engine import connect
from storage.maintenance import scratch, within
from storage.revisions import newest
from storage.tables import document, identity_key, metadata

TODAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SEARCHERS = 16
"""Who search at once, at most."""
_TOGETHER = 200
_CACHE, _UNWRITTEN = 512_000, 50_000
"""SQLite's cache while it is filled, in KB, and pages of its log before they go to their places."""
_GATHERED, _USUAL = 128 << 20, 1 << 20
_COMMITTED = 100_000
"""People after which tantivy keeps what it has."""
_KNOWN_BY = (document, identity_key)
_WORKSPACE = Workspace("terminal", "bench")
_MEMBER = Member(_WORKSPACE, "bench", "Bench", admin=True)
_PLACE = Place(_WORKSPACE, "dm", "bench", "bench")


@dataclass(slots=True)
class Database:
    """One of the databases with the crowd."""

    name: str
    url: str
    store: SqlStore = field(init=False)
    home: Organization = field(init=False)
    team: Tenant = field(init=False)
    app: App = field(init=False)

    def __post_init__(self) -> None:
        upgrade(self.url)
        self.store = open_store(self.url, workers=SEARCHERS + 2)
        self.home = home = self.store.organization("Bench", make=True)
        self.team = self.store.within(home)
        self.app = App(self.store, TOOLS, read=read_cv, home=partial(_home, home), clock=lambda: TODAY)

    @property
    def engine(self) -> Engine:
        return self.store.database.engine

    def save(self, received: Sequence[Received]) -> None:
        left = received
        while left:
            left = left[len(self.team.save_some(left)) :]

    def has(self, place: int) -> bool:
        """Whether the person of that place in the crowd is there."""
        digest = sha256(one_of_them(place).received.data).hexdigest()
        there = select(document.c.number).where(document.c.organization_id == self.home.id, document.c.sha256 == digest)
        with self.engine.connect() as connection:
            return connection.scalar(there) is not None

    def people(self, most: int) -> int:
        """How many of the crowd are there, who were saved in its order."""
        return bisect_left(range(most), True, key=lambda place: not self.has(place))

    def prepare(self) -> None:
        """For very many who come at once. A filling that was cut short may go on."""
        if self.name == SQLITE:
            event.listen(self.engine, "connect", _prepare)
            self.engine.dispose()
            self._gather_words(_GATHERED)
        with self.engine.begin() as connection:
            for index in _indexes(self.engine):
                index.drop(connection, checkfirst=True)
            for key in _foreign_keys(self.engine):
                connection.execute(DropConstraint(key, if_exists=True))

    def _gather_words(self, most: int) -> None:
        """Bytes of words that SQLite holds before they go to their places."""
        with self.engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO search_words (search_words, rank) VALUES ('hashsize', ?)", (most,))

    def settle(self) -> None:
        """Make what `prepare` took away."""
        if self.name == SQLITE:
            self._gather_words(_USUAL)
        with self.engine.begin() as connection:
            if self.name == POSTGRESQL:
                connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '2GB'")
            for index in _indexes(self.engine):
                index.create(connection, checkfirst=True)
            for key in _foreign_keys(self.engine):
                connection.execute(AddConstraint(key))
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if self.name == SQLITE:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                connection.exec_driver_sql(f"VACUUM ANALYZE {', '.join(table.name for table in _tables(self.engine))}")

    def size(self) -> int:
        """Bytes."""
        if self.name == SQLITE:
            return Path(self.url.removeprefix("sqlite:///")).stat().st_size
        tables = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = ("
        with self.engine.connect() as connection:
            found = connection.exec_driver_sql(
                tables + "SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
            )
            return int(found.scalar_one())

    def say(self, line: str) -> object:
        return self.app.handle(Request(line, _MEMBER, _PLACE))

    def complete(self, line: str) -> object:
        return self.app.complete(Request(line, _MEMBER, _PLACE), "show", "who")

    def find(self, line: str) -> tuple[int, ...]:
        """The numbers of the first ten, found as all surfaces find them: in one moment of the database."""
        with self.store.moment():
            return look_up(self.team, line, today=TODAY.date(), limit=10).page.numbers

    def close(self) -> None:
        self.store.close()


class Limit:
    """tantivy over the same words: what the search alone costs, where nothing else has to be kept."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        fields = tantivy.SchemaBuilder()
        fields.add_integer_field("id", stored=True, indexed=True, fast=True)
        for name, detail in (("body", "position"), ("name", "freq")):
            fields.add_text_field(name, tokenizer_name="whitespace", index_option=detail)
        folder.mkdir(exist_ok=True)
        self._schema = fields.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._writer: tantivy.IndexWriter | None = None
        self._number = self.people(0)

    def people(self, _most: int) -> int:
        self._index.reload()
        return int(self._index.searcher().num_docs)

    def prepare(self) -> None:
        self._writer = self._index.writer(256_000_000, 1)

    def settle(self) -> None:
        assert self._writer
        self._writer.commit()
        self._writer.wait_merging_threads()

    def save(self, received: Sequence[Received]) -> None:
        assert self._writer
        for one in received:
            self._number += 1
            name = " ".join(tokens(one.index.name))
            self._writer.add_document(tantivy.Document(id=self._number, body=one.index.text, name=name))
            if self._number % _COMMITTED == 0:
                self._writer.commit()

    def words(self, line: str) -> object:
        return self._top(self._index.parse_query(" ".join(f"+{word}" for word in tokens(line)), ["body"]))

    def phrase(self, line: str) -> object:
        return self._top(self._index.parse_query(f'"{" ".join(tokens(line))}"', ["body"]))

    def count(self, line: str) -> int:
        """How many have the words, or the phrase."""
        asked = line if '"' in line else " ".join(f"+{word}" for word in tokens(line))
        return int(self._index.searcher().search(self._index.parse_query(asked, ["body"]), 1, count=True).count)

    def match(self, line: str) -> object:
        """Names with a typing mistake in any word."""
        fuzzy = partial(tantivy.Query.fuzzy_term_query, self._schema, "name", distance=1, transposition_cost_one=True)
        return self._top(tantivy.Query.boolean_query([(tantivy.Occur.Should, fuzzy(word)) for word in tokens(line)]))

    def close(self) -> None:
        """Nothing is open."""

    def _top(self, query: tantivy.Query) -> list[object]:
        searcher = self._index.searcher()
        return [searcher.doc(place)["id"][0] for _, place in searcher.search(query, 10, count=False).hits]


Rates: TypeAlias = dict[str, float]
"""People saved in a second, by the database's name."""

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"


@dataclass(frozen=True, slots=True)
class Places:
    """Where the crowd is."""

    folder: Path
    schema: str
    """Address of PostgreSQL's schema."""
    names: tuple[str, ...] = (SQLITE, POSTGRESQL)
    """The databases that are filled."""

    def sqlite(self) -> Database:
        return Database(SQLITE, f"sqlite:///{self.folder / 'bench.db'}")

    def postgresql(self) -> Database:
        return Database(POSTGRESQL, self.schema)

    def limit(self) -> Limit:
        return Limit(self.folder / "tantivy")

    def databases(self) -> list[Database]:
        return [self.sqlite() if name == SQLITE else self.postgresql() for name in self.names]

    def people(self) -> int:
        """How many are there and ready to be searched."""
        return min(self._filled().get(name, 0) for name in self.names)

    def fill(self, size: int) -> Rates:
        """Until there are so many; one after the other, all databases at once. What is filled already is told again."""
        filled = self._filled()
        if lacking := [name for name in self.names if filled.get(name) != size]:
            # tantivy goes with one of them: to make people up a third time would cost more than to save them there
            parts = [(name, Limit.name) if name == self.names[0] else (name,) for name in lacking]
            with ProcessPoolExecutor(len(parts), mp_context=get_context("spawn")) as processes:
                parts_filled = [processes.submit(_fill, self, part, size) for part in parts]
                rates = {name: rate for one in parts_filled for name, rate in one.result().items()}
            self.note(filled=filled | dict.fromkeys(lacking, size), rates=self.noted().get("rates", {}) | rates)
        return dict(self.noted()["rates"])

    def _filled(self) -> dict[str, int]:
        """How many people each database has."""
        return dict(self.noted().get("filled", {}))

    def noted(self) -> dict[str, Any]:
        note = self.folder / "crowd.json"
        return dict(json.loads(note.read_text())) if note.exists() else {}

    def note(self, **more: object) -> None:
        (self.folder / "crowd.json").write_text(json.dumps(self.noted() | more))


@contextmanager
def places(server: str, keep: str = "", names: Sequence[str] = (SQLITE, POSTGRESQL)) -> Iterator[Places]:
    """A new place that is gone afterwards, or the folder where the crowd is kept, and a schema that it names."""
    if keep:
        yield _kept(server, Path(keep), tuple(names))
        return
    with tempfile.TemporaryDirectory(prefix="recruitbot-bench-") as folder, ExitStack() as gone:
        schema = gone.enter_context(scratch(server)) if POSTGRESQL in names else ""
        yield Places(Path(folder), schema, tuple(names))


@contextmanager
def in_sqlite(size: int, keep: str = "") -> Iterator[Places]:
    """The crowd in SQLite alone: a new one, or the one that is kept there where it is of that size."""
    with tempfile.TemporaryDirectory(prefix="recruitbot-bench-") as folder:
        where = Places(Path(keep or folder), "", (SQLITE,))
        if where.people() != size:
            where = Places(Path(folder), "", (SQLITE,))
            _fill(where, (SQLITE,), size)
        yield where


def _kept(server: str, folder: Path, names: tuple[str, ...]) -> Places:
    """What another migration, other rules of the index or another crowd left there is made anew."""
    folder.mkdir(parents=True, exist_ok=True)
    made = sha256(repr((newest(), RULES, [one_of_them(place) for place in range(3)])).encode()).hexdigest()
    kept = Places(folder, "", names)
    told = kept.noted()
    fresh = told.get("made") != made
    if fresh:
        if told:
            print("the crowd that is kept was made by another version: it is filled again", file=sys.stderr)
        for file in ("bench.db", "bench.db-wal", "bench.db-shm", "crowd.json"):
            (folder / file).unlink(missing_ok=True)
        shutil.rmtree(folder / "tantivy", ignore_errors=True)
    schema = told.get("schema") or (f"kept_{secrets.token_hex(8)}" if POSTGRESQL in names else "")
    kept.note(schema=schema, made=made)
    if schema:
        engine = connect(server, workers=1)
        with engine.begin() as connection:
            if fresh:
                connection.execute(DropSchema(schema, cascade=True, if_exists=True))
            connection.execute(CreateSchema(schema, if_not_exists=True))
        engine.dispose()
    return Places(folder, within(server, schema) if schema else "", names)


def _fill(where: Places, part: Sequence[str], size: int) -> Rates:
    """Save what lacks of so many people in these, in a process of its own. The time counts that each takes, by the clock."""
    made: dict[str, Callable[[], Database | Limit]]
    made = {SQLITE: where.sqlite, POSTGRESQL: where.postgresql, Limit.name: where.limit}
    savers = [made[name]() for name in part]
    have = [one.people(size) for one in savers]
    spent = [_timed(one.prepare) for one in savers]
    for at in range(min(have), size, _TOGETHER):
        some = [one.received for one in crowd(min(size, at + _TOGETHER), first=at)]
        for which, one in enumerate(savers):
            spent[which] += _timed(partial(one.save, some[max(0, have[which] - at) :]))
    for which, one in enumerate(savers):
        spent[which] += _timed(one.settle)
        one.close()
    return {
        one.name: (size - first) / took for one, first, took in zip(savers, have, spent, strict=True) if first < size
    }


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _home(home: Organization, _: object) -> Organization:
    return home


def _prepare(connection: Any, _record: object) -> None:
    """A cache and a log that hold what many new people touch, and no look at keys that are ours."""
    for setting in (f"cache_size = -{_CACHE}", f"wal_autocheckpoint = {_UNWRITTEN}", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {setting}")


def _tables(engine: Engine) -> list[Table]:
    return [table for table in metadata.sorted_tables if table.info.get("only", engine.name) == engine.name]


def _indexes(engine: Engine) -> list[Index]:
    """Those that only make reading quicker. By the others people are known again, who look like somebody before."""
    return [
        index
        for table in _tables(engine)
        for index in table.indexes
        if not index.unique and not (table in _KNOWN_BY and index.columns.keys()[1:2] == ["candidate"])
    ]


def _foreign_keys(engine: Engine) -> list[ForeignKeyConstraint]:
    if engine.name == "sqlite":
        return []
    return [key for table in _tables(engine) for key in table.foreign_key_constraints]
