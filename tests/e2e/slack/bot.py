"""The bot as its users run it: a process of its own, with a database of its own and the sample CVs in it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.e2e.slack.stand_in import ALICE, APP_TOKEN, BOT_TOKEN, SECRET, TEAM, until

ROOT = Path(__file__).parents[3]


class Bot:
    def __init__(
        self, folder: Path, api_url: str, *, app_token: str = APP_TOKEN, port: int = 3000, **more: str
    ) -> None:
        self._folder = folder
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DISCORD_"))},
            "DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
            "SLACK_API_URL": api_url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": app_token,
            "SLACK_SIGNING_SECRET": SECRET,
            "PORT": str(port),
            "REQUESTS_A_MINUTE": "0",  # tests ask faster than people
            **more,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._starts = 0

    def call(self, *arguments: str, typed: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=ROOT,
            env=self._environment,
            input=typed,
            text=True,
            capture_output=True,
            check=True,
        )
        return done.stdout

    def admits(self, user: str, role: str) -> None:
        said = self.call("chat", typed=f"access grant slack:{TEAM}:{user} {role}\n")
        assert f"is {role} now" in said

    def start(self, *platforms: str, **changed: str) -> None:
        self._environment |= changed
        self._starts += 1
        with self._log.open("wb") as log:
            command = [sys.executable, "-m", "bot", "run", *platforms]
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._environment, stderr=log)
        until(lambda: "running:" in self.log(), "start of the bot")

    def log(self) -> str:
        """Since the last start."""
        return self._log.read_text(encoding="utf-8")

    @property
    def _log(self) -> Path:
        return self._folder / f"bot-{self._starts}.log"

    def stop(self) -> int:
        """Ask it to end; the exit status."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(30)

    def kill(self) -> None:
        """As a machine that goes down."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(30)


@contextmanager
def recruiting(folder: Path, api_url: str, **changed: Any) -> Iterator[Bot]:
    """A bot with the samples in it and Alice as a recruiter, which ends well and logs no traceback."""
    running = Bot(folder, api_url, **changed)
    running.call("import", "samples/cvs")
    running.admits(ALICE, "recruiter")
    running.start("slack")
    yield running
    assert running.stop() == 0
    assert "Traceback" not in running.log()
