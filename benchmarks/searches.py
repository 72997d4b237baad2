"""How fast people are found in a crowd, on both databases, beside a dedicated search index in the same run.

``PROFILES=N`` people (100,000) are made up and saved; each question is then asked of SQLite, PostgreSQL and tantivy in
turn. Times are milliseconds by the clock, in process, warm. ``POSTGRESQL`` is the server's address.
"""

import os
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.crowd import COMMON, FREQUENT, RARE, Person, crowd, mistyped, skill_ranks, vocabulary
from benchmarks.figures import Figure
from bot.chat.app import App
from bot.chat.messages import Member, Place, Request
from bot.commands import TOOLS
from bot.cv import read_cv
from bot.records import Organization, Workspace
from bot.search.finding import look_up
from bot.search.text import tokens
from bot.store import Tenant
from storage import SqlStore, open_store, upgrade
from storage.maintenance import scratch
from storage.tables import search_text

TODAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WHOLE = 1_000_000
"""People from which on the ratios to the dedicated index count."""
QUICK = 0.5
"""Milliseconds of half the answers below which no ratio counts."""
_TOGETHER, _EXACT, _SHORT = 200, 10, 2
_COUNTED = {"a rare word", "three free words", "a phrase"}
"""Questions that the dedicated index answers by the same words."""
_EACH, _NAMES, _SEARCHERS = 100, 1_000, 16
_WORKSPACE = Workspace("terminal", "bench")
_MEMBER = Member(_WORKSPACE, "bench", "Bench", admin=True)
_PLACE = Place(_WORKSPACE, "dm", "bench", "bench")


@dataclass(slots=True)
class Database:
    """One of the databases, filled with the crowd."""

    name: str
    url: str
    store: SqlStore = field(init=False)
    team: Tenant = field(init=False)
    app: App = field(init=False)
    spent: float = 0.0

    def __post_init__(self) -> None:
        upgrade(self.url)
        self.store = open_store(self.url, workers=_SEARCHERS + 2)
        home = self.store.organization("Bench", make=True)
        self.team = self.store.within(home)
        self.app = App(self.store, TOOLS, read=read_cv, home=partial(_home, home), clock=lambda: TODAY)

    def save(self, people: Sequence[Person]) -> None:
        begin, left = time.perf_counter(), [one.received for one in people]
        while left:
            left = left[len(self.team.save_some(left)) :]
        self.spent += time.perf_counter() - begin

    def size(self) -> int:
        """Bytes."""
        if self.name == "SQLite":
            return Path(self.url.removeprefix("sqlite:///")).stat().st_size
        tables = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = ("
        with self.store.database.engine.connect() as connection:
            found = connection.exec_driver_sql(
                tables + "SELECT oid FROM pg_namespace WHERE nspname = current_schema())"
            )
            return int(found.scalar_one())

    def say(self, line: str) -> object:
        return self.app.handle(Request(line, _MEMBER, _PLACE))

    def find(self, line: str) -> tuple[int, ...]:
        """The numbers of the first ten, found as all surfaces find them."""
        return look_up(self.team, line, today=TODAY.date(), limit=10).page.numbers


def _home(home: Organization, _: object) -> Organization:
    return home


class Limit:
    """tantivy over the same words: what the search alone costs, where nothing else has to be kept."""

    def __init__(self) -> None:
        fields = tantivy.SchemaBuilder()
        fields.add_integer_field("id", stored=True, indexed=True, fast=True)
        for name, detail in (("body", "position"), ("name", "freq")):
            fields.add_text_field(name, tokenizer_name="whitespace", index_option=detail)
        self._schema = fields.build()
        self._index = tantivy.Index(self._schema)
        self._writer = self._index.writer(256_000_000, 1)
        self._number = 0

    def save(self, people: Sequence[Person]) -> None:
        for one in people:
            self._number += 1
            described = one.received.index
            name = " ".join(tokens(described.name))
            self._writer.add_document(tantivy.Document(id=self._number, body=described.text, name=name))

    def ready(self) -> None:
        self._writer.commit()
        self._index.reload()

    def words(self, line: str) -> object:
        return self._top(self._index.parse_query(" ".join(f"+{word}" for word in tokens(line)), ["body"]))

    def phrase(self, line: str) -> object:
        return self._top(self._index.parse_query(f'"{" ".join(tokens(line))}"', ["body"]))

    def count(self, line: str) -> int:
        """How many have the words, or the phrase."""
        asked = line if '"' in line else " ".join(f"+{word}" for word in tokens(line))
        return int(self._index.searcher().search(self._index.parse_query(asked, ["body"]), 1, count=True).count)

    def name(self, line: str) -> object:
        fuzzy = partial(tantivy.Query.fuzzy_term_query, self._schema, "name", distance=1, transposition_cost_one=True)
        return self._top(tantivy.Query.boolean_query([(tantivy.Occur.Should, fuzzy(word)) for word in tokens(line)]))

    def _top(self, query: tantivy.Query) -> list[object]:
        searcher = self._index.searcher()
        return [searcher.doc(place)["id"][0] for _, place in searcher.search(query, 10, count=False).hits]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of whom, and how long it may take: milliseconds at the 95th percentile, SQLite and PostgreSQL."""

    name: str
    lines: Sequence[str]
    ask: Callable[[Database, str], object]
    targets: tuple[float, float]
    limit: Callable[[Limit, str], object] | None = None
    ratio: float = 0.0
    """How many times as long as the dedicated index half the answers may take; from `WHOLE` people on, on SQLite."""


def measure() -> Iterator[Figure]:
    number = int(os.environ.get("PROFILES") or 100_000)
    with _databases() as databases:
        limit, people = Limit(), crowd(number)
        for size in dict.fromkeys((number // 10, number)):
            known = _fill(databases, limit, people, size)
            yield from _built(databases, size)
            yield from _asked(databases, limit, known, size, whole=size == number)
        for database in databases:
            yield from _typing_mistakes(database, known)
            yield from _exactness(database, limit, known)
            yield from _beside_an_import(database, known)


@contextmanager
def _databases() -> Iterator[list[Database]]:
    server = os.environ.get("POSTGRESQL") or "postgresql://root@127.0.0.1:5432/test"
    with tempfile.TemporaryDirectory(prefix="recruitbot-bench-") as folder, scratch(server) as schema:
        databases = [Database("SQLite", f"sqlite:///{Path(folder, 'bench.db')}"), Database("PostgreSQL", schema)]
        yield databases
        for one in databases:
            one.store.close()


def _fill(databases: Sequence[Database], limit: Limit, people: Iterator[Person], size: int) -> list[Person]:
    """Save until there are so many; some of them, spread over all, by their number less one."""
    known: list[Person] = []
    with _without_full_text_index(databases):
        while (have := databases[0].team.count()) < size and (
            some := list(islice(people, min(_TOGETHER, size - have)))
        ):
            together = [threading.Thread(target=one.save, args=(some,)) for one in (*databases, limit)]
            for thread in together:
                thread.start()
            for thread in together:
                thread.join()
            known.append(some[0])
    limit.ready()
    return known


@contextmanager
def _without_full_text_index(databases: Sequence[Database]) -> Iterator[None]:
    """Made once at the end, as whoever restores a database does it."""
    engines = [one.store.database.engine for one in databases if one.name == "PostgreSQL"]
    for engine in engines:
        with engine.begin() as connection:
            for index in search_text.indexes:
                index.drop(connection)
    yield
    for engine in engines:
        with engine.begin() as connection:
            for index in search_text.indexes:
                index.create(connection)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _built(databases: Sequence[Database], size: int) -> Iterator[Figure]:
    """How long it took to save them all, one after the other, and what they take on the disk."""
    for database in databases:
        yield Figure(f"{size:,}: saved, {database.name}", database.team.count() / database.spent, None, "/s")
        yield Figure(f"{size:,}: on the disk, {database.name}", database.size() / 2**20, None, "MB")


def _questions(known: Sequence[Person]) -> list[Question]:
    chance = random.Random(5)
    label = [entry.label for entry in skill_ranks()]
    some = [chance.choice(known) for _ in range(_EACH)]
    middle = vocabulary()[40:3_000]
    free = [" ".join(chance.sample(middle, 3)) for _ in range(_EACH)]
    pairs = [f"{label[COMMON]}, {label[rank]}" for rank in (FREQUENT, 5, 60, RARE)]
    threes = [f"{label[COMMON]}, {label[3]}, {label[rank]}" for rank in (10, FREQUENT, 100)]
    mixed = [f"{label[rank]} {chance.choice(middle)} title:engineer" for rank in range(20, 20 + _EACH // 2)]
    return [
        Question("one common skill", [label[COMMON]] * _EACH, _search, (2, 3), Limit.words, 1),
        Question("two skills", pairs * (_EACH // 4), _search, (5, 10), Limit.words, 1.5),
        Question("three skills", threes * (_EACH // 4), _search, (5, 10), Limit.words, 1.5),
        Question(
            "a name with a typo",
            [mistyped(one.name, chance) for one in some if max(map(len, one.name.split())) > _SHORT],
            _search,
            (8, 12),
            Limit.name,
            2,
        ),
        Question("a rare word", [one.company for one in some], _search, (2, 5), Limit.words, 3),
        Question("three free words", free, _search, (40, 80), Limit.words, 10),
        Question("a phrase", [f'"{" ".join(one.words)}"' for one in some], _search, (40, 80), Limit.phrase, 10),
        Question("a skill, a word and a field", mixed, _search, (40, 80)),
        Question("two letters completed", [one.name[:2] for one in some], _complete, (5, 8)),
        Question("the whole answer for a skill", [f"find {one}" for one in label[:_EACH]], Database.say, (20, 40)),
        Question("the whole answer for a name", [f"find {one.name}" for one in some], Database.say, (20, 40)),
    ]


def _search(database: Database, line: str) -> object:
    return database.find(line)


def _complete(database: Database, line: str) -> object:
    return database.app.complete(Request(line, _MEMBER, _PLACE), "show", "who")


def _asked(
    databases: Sequence[Database], limit: Limit, known: Sequence[Person], size: int, *, whole: bool
) -> Iterator[Figure]:
    for question in _questions(known):
        times = [list[float]() for _ in databases]
        limits = list[float]()
        for line in question.lines:
            for database, taken in zip(databases, times, strict=True):
                taken.append(_timed(question.ask, database, line))
            if question.limit:
                limits.append(_timed(question.limit, limit, line))
        beside = statistics.median(limits) if limits else None
        for database, taken, target in zip(databases, times, question.targets, strict=True):
            name = f"{size:,}: {question.name}, {database.name}"
            least = (
                max(QUICK, question.ratio * beside) if beside and size >= WHOLE and database.name == "SQLite" else None
            )
            yield Figure(f"{name}, p50", statistics.median(taken), least, "ms", beside)
            yield Figure(f"{name}, p95", _p95(taken), target if whole else None, "ms")


def _exactness(database: Database, limit: Limit, known: Sequence[Person]) -> Iterator[Figure]:
    """What speed costs: of whom the dedicated index finds for words, how many are found; of the ten best of all, how many."""
    found, there, same, asked = 0, 0, 0, 0
    for question in _questions(known)[:8]:
        for line in question.lines[:: max(1, len(question.lines) // _EXACT)]:
            query = look_up(database.team, line, today=TODAY.date(), limit=1).query
            every = database.team.search(query, limit=database.team.count()).numbers
            first = database.team.search(query, limit=10).numbers
            asked, same = asked + len(every[:10]), same + len({*first} & {*every[:10]})
            if question.name in _COUNTED:
                found, there = found + len(every), there + limit.count(line)
    yield Figure(f"of whom words and phrases show, found, {database.name}", found / there, 1, "", at_least=True)
    yield Figure(f"of the ten best of everybody, among the ten, {database.name}", same / asked, 1, "", at_least=True)


def _typing_mistakes(database: Database, known: Sequence[Person]) -> Iterator[Figure]:
    """Whether the name that is meant is among the first ten."""
    chance = random.Random(6)
    found = 0
    named = [one for one in known if max(map(len, one.name.split())) > _SHORT]
    for _ in range(_NAMES):
        one = chance.choice(named)
        numbers = database.find(mistyped(one.name, chance))
        found += one.name in {row.name for row in database.team.candidates(numbers)}
    yield Figure(f"names with a typo found, {database.name}", found / _NAMES, 0.98, "", at_least=True)


def _beside_an_import(database: Database, known: Sequence[Person]) -> Iterator[Figure]:
    """Sixteen who search at once, and the same while somebody imports."""
    lines = [line for question in _questions(known)[:6] for line in question.lines[:10]]
    alone = _p95(_together(database, lines))
    over, arrivals = threading.Event(), crowd(20_000, seed=2)
    importing = threading.Thread(target=_import, args=(database, arrivals, over))
    importing.start()
    busy = _p95(_together(database, lines))
    over.set()
    importing.join()
    yield Figure(f"{_SEARCHERS} searchers at once, {database.name}, p95", alone, None, "ms")
    yield Figure(f"  while an import runs, {database.name}, p95", busy, 5 * alone, "ms")


def _together(database: Database, lines: Sequence[str]) -> list[float]:
    taken, threads = list[float](), list[threading.Thread]()
    for number in range(_SEARCHERS):
        mine = random.Random(number).sample(lines, len(lines))
        threads.append(
            threading.Thread(target=lambda mine=mine: taken.extend(_timed(_search, database, one) for one in mine))
        )
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def _import(database: Database, arrivals: Iterator[Person], over: threading.Event) -> None:
    while not over.is_set() and (some := list(islice(arrivals, 16))):
        database.save(some)


def _timed(ask: Callable[[Any, str], object], whom: Database | Limit, line: str) -> float:
    begin = time.perf_counter()
    ask(whom, line)
    return 1000 * (time.perf_counter() - begin)


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]
