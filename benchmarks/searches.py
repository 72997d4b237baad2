"""How fast people are found in a crowd, on both databases, beside a dedicated search index in the same run.

``PROFILES=N`` people (100,000) are made up and saved; each kind of question is then asked of SQLite, PostgreSQL and
tantivy in turn, of a tenth of them first, and from a million on of a hundredth before. Times are milliseconds by the
clock, in process, of everything that is asked, the first line as the last. How many are saved in a second is told of
both databases at once, each by a process of its own.

``POSTGRESQL`` is the server's address. With ``KEEP=FOLDER`` the crowd stays there, and in a schema of that server which
the folder names: the next run with as many people asks them only, or goes on filling where it was cut short.
``DATABASES=SQLite`` measures one of the two alone.
"""

import os
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from unittest.mock import patch

from benchmarks.crowd import COMMON, FREQUENT, RARE, Person, crowd, mistyped, one_of_them, skill_ranks, vocabulary
from benchmarks.figures import Figure, p50, p95
from benchmarks.filling import POSTGRESQL, SEARCHERS, SQLITE, TODAY, Database, Limit, places
from bot.__main__ import settle
from bot.search.finding import look_up
from bot.store import TooLong
from storage import search

SERVER = "postgresql://root@/test?host=/var/run/postgresql&host=127.0.0.1"
WHOLE = 1_000_000
"""People from which on the ratios to the dedicated index count."""
QUICK = 0.5
"""Milliseconds of half the answers below which no ratio counts."""
_EXACT, _SHORT = 10, 2
_COUNTED = {"a rare word", "three free words", "a phrase"}
"""Questions that the dedicated index answers by the same words."""
_PATIENCE = 600.0
"""Seconds until everybody has to be put in order, for whom nobody waits."""
_EACH, _NAMES, _KNOWN = 100, 1_000, 500
_ARRIVALS = "arrivals"
"""The import whose people are taken back."""


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

    def target(self, database: Database) -> float:
        return dict(zip((SQLITE, POSTGRESQL), self.targets, strict=True))[database.name]


def measure() -> Iterator[Figure]:
    number = int(os.environ.get("PROFILES") or 100_000)
    names = (os.environ.get("DATABASES") or f"{SQLITE} {POSTGRESQL}").split()
    if unknown := {*names} - {SQLITE, POSTGRESQL}:
        raise SystemExit(f"DATABASES={' '.join(sorted(unknown))}: there are {SQLITE} and {POSTGRESQL}")
    with places(os.environ.get("POSTGRESQL") or SERVER, os.environ.get("KEEP") or "", names) as where:
        if where.people() > number:
            raise SystemExit(f"{where.people():,} people are kept there: PROFILES={where.people()}, or another folder")
        for size in _sizes(number, where.people()):
            rates = where.fill(size)
            with ExitStack() as open_:
                databases = [open_.enter_context(closing(one)) for one in where.databases()]
                settle()  # as the program does before it answers
                yield from _asked_of_all(databases, where.limit(), rates, size, whole=size == number)


def _sizes(number: int, kept: int) -> list[int]:
    """Of the people who are there already, nobody is asked about a part."""
    steps = (number // 100, number // 10, number) if number >= WHOLE else (number // 10, number)
    return [size for size in dict.fromkeys(steps) if size >= max(kept, 1)]


def _asked_of_all(
    databases: Sequence[Database], limit: Limit, rates: Mapping[str, float], size: int, *, whole: bool
) -> Iterator[Figure]:
    known = [one_of_them(place) for place in range(0, size, max(1, size // _KNOWN))]
    beside = ", both at once" if len(databases) > 1 else ""
    for database in databases:
        if database.name in rates:
            yield Figure(f"{size:,}: saved{beside}, {database.name}", rates[database.name], None, "/s")
        yield Figure(f"{size:,}: on the disk, {database.name}", database.size() / 2**20, None, "MB")
    yield from _asked(databases, limit, known, size, whole=whole)
    for database in databases if whole else ():
        yield from _typing_mistakes(database, known)
        yield from _exactness(database, limit, known)
        yield from _beside_an_import(database, known, size)


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
            Limit.match,
            2,
        ),
        Question("a rare word", [one.company for one in some], _search, (2, 5), Limit.words, 3),
        Question("three free words", free, _search, (40, 80), Limit.words, 10),
        Question("a phrase", [f'"{" ".join(one.words)}"' for one in some], _search, (40, 80), Limit.phrase, 10),
        Question("a skill, a word and a field", mixed, _search, (40, 80)),
        Question("two letters completed", [one.name[:2] for one in some], _complete, (5, 8)),
        Question("the whole answer for a skill", [f"find {one}" for one in label[:_EACH]], Database.say, (20, 40)),
        Question("the whole answer for a name", [f"find {one.name}" for one in some], Database.say, (20, 40)),
        Question("the whole answer for a role", _roles(label, middle), Database.say, (500, 500)),
    ]


def _roles(label: Sequence[str], words: Sequence[str]) -> list[str]:
    """Of common skills alone, of common and rare ones, with years, with words; the commonest is what is dear."""
    common, some = label[COMMON : COMMON + 12], [label[rank] for rank in (COMMON, 3, 10, FREQUENT, 60, 100)]
    each = [
        [f"must: {one}" for one in common[:3]],
        [f"must: {one}" for one in some],
        [f"must: 3 years of {some[0]}", *(f"must: {one}" for one in some[1:])],
        [f"must: {one}" for one in common],
        [f"must: {one}" for one in (*common[:2], label[RARE])],
        ["must: 3 years of experience", f"must: {some[2]}", f"nice: {words[0]}", "nice: PhD"],
        [f"nice: {one}" for one in (*common[:3], *some)],
    ]
    return [f"match {'; '.join(wishes)}" for wishes in each] * 6


def _search(database: Database, line: str) -> object:
    return database.find(line)


def _complete(database: Database, line: str) -> object:
    return database.complete(line)


def _asked(
    databases: Sequence[Database], limit: Limit, known: Sequence[Person], size: int, *, whole: bool
) -> Iterator[Figure]:
    for question in _questions(known):
        times = [[_timed(question.ask, database, line) for line in question.lines] for database in databases]
        limits = [_timed(question.limit, limit, line) for line in question.lines] if question.limit else []
        beside = p50(limits) if limits else None
        for database, taken in zip(databases, times, strict=True):
            name = f"{size:,}: {question.name}, {database.name}"
            least = (
                max(QUICK, question.ratio * beside) if beside and size >= WHOLE and database.name == SQLITE else None
            )
            yield Figure(f"{name}, p50", p50(taken), least, "ms", beside)
            yield Figure(f"{name}, p95", p95(taken), question.target(database) if whole else None, "ms")


def _exactness(database: Database, limit: Limit, known: Sequence[Person]) -> Iterator[Figure]:
    """What speed costs: of whom the dedicated index finds for words, how many are found; of the ten best of all, how many."""
    found, there, same, asked = 0, 0, 0, 0
    for question in _questions(known)[:8]:
        for line in question.lines[:: max(1, len(question.lines) // _EXACT)]:
            query = look_up(database.team, line, today=TODAY.date(), limit=1).query
            with patch.object(search, "LONGEST", _PATIENCE):
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


def _beside_an_import(database: Database, known: Sequence[Person], size: int) -> Iterator[Figure]:
    """Sixteen who search at once, and the same while somebody imports, which is taken back."""
    lines = [line for question in _questions(known)[:6] for line in question.lines[:10]]
    alone = p95(_together(database, lines))
    over, arrivals = threading.Event(), crowd(size + 20_000, seed=2, first=size)
    importing = threading.Thread(target=_import, args=(database, arrivals, over))
    importing.start()
    busy = p95(_together(database, lines))
    over.set()
    importing.join()
    yield Figure(f"{SEARCHERS} searchers at once, {database.name}, p95", alone, None, "ms")
    yield Figure(f"  while an import runs, {database.name}, p95", busy, 5 * alone, "ms")
    for arrival in database.team.batch(_ARRIVALS, by="bench"):
        database.team.undo(arrival.id, at=TODAY)


def _together(database: Database, lines: Sequence[str]) -> list[float]:
    taken, threads = list[float](), list[threading.Thread]()
    for number in range(SEARCHERS):
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
    while not over.is_set() and (some := [one.received for one in islice(arrivals, 16)]):
        database.save([replace(one, batch=_ARRIVALS) for one in some])


def _timed(ask: Callable[[Any, str], object], whom: Database | Limit, line: str) -> float:
    begin = time.perf_counter()
    with suppress(TooLong):  # the time that it took until then is told
        ask(whom, line)
    return 1000 * (time.perf_counter() - begin)
