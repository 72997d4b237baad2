"""One bot on both stand-ins at once, over one database with the sample CVs in it."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Update

from storage import open_store
from tests.e2e.discord.proxy import Proxy
from tests.e2e.slack.stand_in import APP_TOKEN, BOT_TOKEN, SECRET, StandIn, until

ROOT = Path(__file__).parents[2]
PORT = 3900
"""Of the stand-in for Slack."""


@dataclass
class Both:
    """The stand-ins, and ways to call and run the bot against them."""

    folder: Path
    slack: StandIn
    proxy: Proxy
    control: int
    state: Any
    environment: dict[str, str]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def call(self, *words: str, typed: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=ROOT,
            env=self.environment,
            input=typed,
            text=True,
            capture_output=True,
            check=True,
        )
        return done.stdout

    def start(self, *platforms: str) -> subprocess.Popen[bytes]:
        """A bot process that is connected to whatever it runs."""
        with (self.folder / f"bot-{len(self.running)}.log").open("wb") as log:
            command = [sys.executable, "-m", "bot", "run", *platforms]
            process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=log)
        self.running.append(process)
        until(lambda: "running:" in self.log(process), "start of the bot")
        self.proxy.wait(lambda: self.proxy.gateway.identified)
        return process

    def changed(self, statement: Update) -> int:
        """Change rows behind the bot's back, as time would; how many."""
        store = open_store(self.environment["DATABASE_URL"])
        try:
            with store.database.engine.begin() as connection:
                return connection.execute(statement).rowcount
        finally:
            store.close()

    def log(self, process: subprocess.Popen[bytes]) -> str:
        return (self.folder / f"bot-{self.running.index(process)}.log").read_text(encoding="utf-8")


@contextmanager
def both(folder: Path, **others: str) -> Iterator[Both]:
    """Everything but the bot is started; what was started is ended. ``others``: settings that are to be otherwise."""
    slack = StandIn(folder, PORT)
    twin = subprocess.Popen(["node", str(ROOT / "tests/e2e/discord/twin.mjs")], stdout=subprocess.PIPE)
    assert twin.stdout is not None
    ports = json.loads(twin.stdout.readline())
    with urllib.request.urlopen(f"http://127.0.0.1:{ports['control']}/state", timeout=20) as reply:
        state = json.load(reply)
    proxy = Proxy(ports["twin"], state["channels"]["dm"])
    proxy.start()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DISCORD_"))}
    kept["REQUESTS_A_MINUTE"] = "0"  # tests ask faster than people
    settings = {
        "DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "DISCORD_TOKEN": state["token"],
        "DISCORD_GUILD": state["guild"],
        "DISCORD_API_URL": f"http://127.0.0.1:{proxy.port}/api/v10",
        "DISCORD_GATEWAY_URL": f"ws://127.0.0.1:{proxy.port}/",
    }
    environment = {**kept, "PYTHONPATH": str(ROOT), **settings, **others}
    made = Both(folder, slack, proxy, ports["control"], state, environment)
    made.call("import", "samples/cvs")
    try:
        yield made
    finally:
        for process in made.running:
            process.terminate()
        for process in made.running:
            process.wait(30)
        proxy.stop()
        twin.terminate()
        twin.wait(20)
        twin.stdout.close()
        slack.close()
