"""One twin, one proxy and one real bot for all tests of this folder; the bot is a process of its own."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

import adapters.discord  # noqa: F401 - first: it keeps the warning of discord.py's voice player out of the tests
from tests.e2e.discord.actor import Actor
from tests.e2e.discord.proxy import Json, Proxy

HERE = Path(__file__).parent
SAMPLES = HERE.parents[2] / "samples" / "cvs"


class Bot:
    """``recruitbot run discord``, which can be started again."""

    def __init__(self, settings: dict[str, str], folder: Path) -> None:
        self._settings, self._folder = settings, folder
        self._process: subprocess.Popen[bytes] | None = None

    def call(self, *arguments: str, typed: str = "") -> None:
        command = [sys.executable, "-m", "bot", *arguments]
        given, where = typed.encode(), {"cwd": self._folder, "env": self._environment()}
        subprocess.run(command, input=given, check=True, capture_output=True, timeout=120, **where)

    def start(self) -> None:
        with (self._folder / "bot.log").open("ab") as log:
            command = [sys.executable, "-m", "bot", "run", "discord"]
            self._process = subprocess.Popen(command, cwd=self._folder, env=self._environment(), stdout=log, stderr=log)

    def stop(self) -> int:
        """Ask it to end, and return its exit status."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(20)

    def kill(self) -> None:
        """As a machine that goes down."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(20)

    @property
    def database(self) -> Path:
        return self._folder / "bot.db"

    @property
    def log(self) -> str:
        return (self._folder / "bot.log").read_text(encoding="utf-8")

    def _environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "DISCORD_"))}
        fast = {"REQUESTS_A_MINUTE": "0"}  # tests ask faster than people
        return {**kept, **fast, "PYTHONPATH": str(HERE.parents[2]), **self._settings}


@pytest.fixture(scope="session")
def twin() -> Iterator[Json]:
    process = subprocess.Popen(["node", str(HERE / "twin.mjs")], stdout=subprocess.PIPE)
    assert process.stdout is not None
    yield json.loads(process.stdout.readline())
    process.terminate()
    process.wait(20)
    process.stdout.close()


@pytest.fixture(scope="session")
def state(twin: Json) -> Json:
    with urllib.request.urlopen(f"http://127.0.0.1:{twin['control']}/state", timeout=20) as reply:
        return json.load(reply)


@pytest.fixture(scope="session")
def proxy(twin: Json, state: Json) -> Iterator[Proxy]:
    standing = Proxy(twin["twin"], state["channels"]["dm"])
    standing.start()
    yield standing
    standing.stop()


@pytest.fixture(scope="session")
def bot(proxy: Proxy, state: Json, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("discord")
    settings = {
        "DATABASE_URL": f"sqlite:///{folder}/bot.db",
        "DISCORD_TOKEN": state["token"],
        "DISCORD_GUILD": state["guild"],
        "DISCORD_API_URL": f"http://127.0.0.1:{proxy.port}/api/v10",
        "DISCORD_GATEWAY_URL": f"ws://127.0.0.1:{proxy.port}/",
    }
    running = Bot(settings, folder)
    running.call("import", str(SAMPLES))
    running.start()
    proxy.wait(lambda: proxy.gateway.identified, 60)  # on a busy machine too
    yield running
    assert running.stop() == 0, running.log


@pytest.fixture
def mara(twin: Json, proxy: Proxy, state: Json, bot: Bot) -> Actor:
    """The server's owner."""
    return Actor(twin["control"], proxy, state, "mara")


@pytest.fixture
def bob(twin: Json, proxy: Proxy, state: Json, bot: Bot) -> Actor:
    """A member without any role."""
    return Actor(twin["control"], proxy, state, "bob")
