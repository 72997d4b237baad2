"""How soon an interaction is answered, beside a bare discord.py client in the same run, and what many at once and an import do to it.

``PROFILES=N`` people (100,000) are in SQLite; with ``KEEP=FOLDER`` those of `benchmarks.searches`. The bot is the program
itself, connected to a Discord that this process plays: the gateway, access, search, proof, quotes, the record of who
asked, and the message as Discord draws it are in the time. Each bot is a process of its own; who asks shares the machine.
"""

import asyncio
import io
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.crowd import one_of_them, skill_ranks
from benchmarks.figures import Figure, p50, p95
from benchmarks.filling import Database, in_sqlite
from benchmarks.interactions import GUILD, PRESS, SLASH, STARTING, TYPING, Discord, Json
from benchmarks.listening import delays
from benchmarks.people import cvs

ANSWERED, WAIT = 4, 5
SKILLS, ASKED, TYPED, WARM, AT_ONCE, PRESSES, IMPORTED = 100, 400, 400, 100, 200, 200, 80
LOOKUP, COMPLETION, FIRST_ANSWER, BLOCKED = 15, 10, 3_000, 50
"""Milliseconds."""
BETWEEN = 0.01
LONGEST_IMPORT = 300.0
ROOT = Path(__file__).parents[1]


def measure() -> Iterator[Figure]:
    number = int(os.environ.get("PROFILES") or 100_000)
    chance = random.Random(7)
    labels = [one.label for one in skill_ranks()][:SKILLS]
    lookups = [_command("find", query=label) for label in labels * (ASKED // SKILLS)]
    names = [one_of_them(chance.randrange(number)).name[:2] for _ in range(TYPED)]
    completions = [_command("show", focused="who", who=name) for name in names]
    warm = [_command("show", focused="who", who=one_of_them(chance.randrange(number)).name[:2]) for _ in range(WARM)]
    with Discord() as discord, _bare(discord):
        bare = _one_by_one(discord, SLASH, lookups)
        bare_typed = _one_by_one(discord, TYPING, completions)
        bare_at_once = [
            taken for taken, _ in discord.run(discord.together([(SLASH, one) for one in lookups[:AT_ONCE]]))
        ]
        bare_pressed = _one_by_one(discord, PRESS, [_press()] * PRESSES)
    with in_sqlite(number, os.environ.get("KEEP") or "") as where:
        database = where.sqlite()
        try:
            with (
                tempfile.TemporaryDirectory() as notes,
                Discord() as discord,
                _bot(discord, database, heard := Path(notes, "heard")),
            ):
                _one_by_one(discord, SLASH, lookups[:SKILLS])  # warm
                yield from _beside("a lookup", _one_by_one(discord, SLASH, lookups), bare, LOOKUP, number)
                _one_by_one(discord, TYPING, warm)
                typed = _one_by_one(discord, TYPING, completions)
                yield from _beside("two letters completed", typed, bare_typed, COMPLETION, number)
                answers = discord.completed
                at_once = discord.run(discord.together([(SLASH, one) for one in lookups[:AT_ONCE]]))
                name = f"{number:,}: {AT_ONCE} at once, the last one's first answer"
                last = max(taken for taken, _ in at_once)
                yield Figure(name, last, FIRST_ANSWER, "ms", max(bare_at_once))
                told = sum(kind == ANSWERED for _, kind in at_once)
                yield Figure("  of which answered at once, the others asked to wait", told, None, "")
                discord.run(discord.settled(answers + len(at_once) - told))
                pressed = _one_by_one(discord, PRESS, [_press()] * PRESSES)
                yield Figure("a press that needs no worker, p95", p95(pressed), None, "ms", p95(bare_pressed))
                yield from _during_an_import(discord, database, pressed, heard)
        finally:
            database.close()


def _beside(name: str, own: Sequence[float], bare: Sequence[float], target: float, number: int) -> Iterator[Figure]:
    yield Figure(f"{number:,}: {name}, p50", p50(own), None, "ms", p50(bare))
    yield Figure(f"{number:,}: {name}, p95", p95(own), target, "ms", p95(bare))


def _during_an_import(
    discord: Discord, database: Database, before_it: Sequence[float], heard: Path
) -> Iterator[Figure]:
    """While a worker reads a ZIP that somebody attached: how long the loop is deaf, and how long a press takes.

    A press is taken down in the database before it is answered, where it waits for the import's turn to end.
    """
    before, began = database.team.count(), time.time()
    taken = discord.run(_pressing(discord, _zip(before), lambda: database.team.count() >= before + IMPORTED))
    deaf = max(delays(heard, began), default=0.0)
    yield Figure(f"the loop was deaf at most, while {IMPORTED} CVs were imported", deaf, BLOCKED, "ms")
    yield Figure(f"  a press in the meantime, p95 of {len(taken):,}", p95(taken), None, "ms", p50(before_it))
    yield Figure("  the longest of them", max(taken), None, "ms", max(before_it))
    undo = _command("undo")
    undo["options"][0]["options"] = [{"name": "all", "type": 5, "value": True}]
    discord.run(discord.ask(SLASH, undo))


async def _pressing(discord: Discord, file: bytes, over: Any) -> list[float]:
    attachment = discord.host("cvs.zip", file)
    given = {"name": "cv", "type": 11, "value": attachment["id"]}
    add = {**_command("add"), "resolved": {"attachments": {attachment["id"]: attachment}}}
    add["options"][0]["options"] = [given]
    importing = asyncio.ensure_future(discord.ask(SLASH, add))
    taken, until = list[float](), time.monotonic() + LONGEST_IMPORT
    while not await asyncio.to_thread(over):
        if time.monotonic() > until:
            raise SystemExit("the import did not end: the figures would mean nothing")
        for _ in range(10):
            taken.append((await discord.ask(PRESS, _press()))[0])
            await asyncio.sleep(BETWEEN)
    await importing
    return taken


def _zip(first: int) -> bytes:
    """Nobody of them is there yet."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in cvs(IMPORTED, first):
            archive.writestr(name, text)
    return packed.getvalue()


def _one_by_one(discord: Discord, kind: int, asked: Sequence[Json]) -> list[float]:
    """Milliseconds of each; somebody asks and waits for the answer, then the next one asks."""

    async def ask() -> list[tuple[float, int]]:
        return [await discord.ask(kind, one) for one in asked]

    found = discord.run(ask())
    if late := sum(answer == WAIT for _, answer in found):
        print(f"{late} of {len(found)} were asked to wait", file=sys.stderr)
    return [taken for taken, _ in found]


def _command(name: str, focused: str = "", **values: str) -> Json:
    options = [
        {"name": key, "type": 3, "value": value, **({"focused": True} if key == focused else {})}
        for key, value in values.items()
    ]
    return {"id": "1", "name": "candidate", "type": 1, "options": [{"name": name, "type": 1, "options": options}]}


def _press() -> Json:
    """*Cancel*: the adapter answers it by itself."""
    return {"custom_id": "~cancel", "component_type": 2}


# ------------------------------------------------------------------ processes


@contextmanager
def _bot(discord: Discord, database: Database, heard: Path) -> Iterator[None]:
    settings = {
        "DATABASE_URL": database.url,
        "ORGANIZATION": database.home.name,
        "DISCORD_TOKEN": "bench",
        "DISCORD_GUILD": GUILD,
        "DISCORD_API_URL": f"http://127.0.0.1:{discord.port}/api/v10",
        "DISCORD_GATEWAY_URL": f"ws://127.0.0.1:{discord.port}/",
        "REQUESTS_A_MINUTE": "0",
        "ALL_REQUESTS_A_MINUTE": "0",
        "PEOPLE_AN_HOUR": "0",
        "LOG_LEVEL": "ERROR",
    }
    with _running(discord, ["-m", "benchmarks.listening", str(heard), "run", "discord"], settings):
        yield


@contextmanager
def _bare(discord: Discord) -> Iterator[None]:
    with _running(discord, ["-m", "benchmarks.bare_discord", str(discord.port)], {}):
        yield


@contextmanager
def _running(discord: Discord, call: Sequence[str], settings: Mapping[str, str]) -> Iterator[None]:
    """A bot in a process of its own, from when it is connected on."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as said:
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings}
        process = subprocess.Popen([sys.executable, *call], cwd=folder, env=environment, stdout=said, stderr=said)
        try:
            if not discord.ready.wait(STARTING):
                said.seek(0)
                raise SystemExit(f"{' '.join(call)} did not connect: {said.read().decode(errors='replace')[-2000:]}")
            yield
        finally:
            process.terminate()
            process.wait(STARTING)
