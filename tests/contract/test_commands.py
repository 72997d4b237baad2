"""Every command, as its examples say it, on every platform; and whatever its answer offers to press.

Half of the examples are said in a direct message, half in a channel; `tests/proofs/test_commands.py` says each in the other.
"""

import importlib
import shutil
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory

import pytest

from bot import intake
from bot.chat.app import App
from bot.commands import TOOLS
from storage import open_store
from tests.bot import SAMPLES, Bot, read
from tests.contract.test_adapters import PLATFORMS, each_platform, faults, seen

EXAMPLES = [example for command in TOOLS.commands if not command.hidden for example in command.examples]
BEGUN = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
TURN = 0
"""Which half goes where."""
PRESSED = 600
"""Of the different lines, as many as are pressed here; the proofs press more."""
BROKEN = "Reference "
"""Begins the small print of an answer to a fault of ours."""


@pytest.fixture(scope="module")
def hired(sqlite_template, tmp_path_factory):
    """A database with everybody of the samples in it."""
    file = tmp_path_factory.mktemp("everybody") / "everybody.db"
    shutil.copyfile(sqlite_template, file)
    store = open_store(f"sqlite:///{file}")
    team = store.within(store.organization("Tessera Labs"))
    for at, path in enumerate(sorted(SAMPLES.iterdir())):
        intake.take_in(team, read, path.name, path.read_bytes(), by="Mara", at=BEGUN + at * timedelta(minutes=1))
    store.close()
    return file


@pytest.fixture
def store(hired, tmp_path):
    shutil.copyfile(hired, tmp_path / "copy.db")
    opened = open_store(f"sqlite:///{tmp_path / 'copy.db'}")
    yield opened
    opened.close()


@pytest.fixture
def folder(monkeypatch):
    """Where the terminal saves the files that it is given. Its name is short, for lines are measured."""
    with TemporaryDirectory() as made:
        monkeypatch.chdir(made)
        yield made


@each_platform
def test_every_example_is_answered_within_limits(platform, store, folder):
    own = store.organization("Tessera Labs")
    app = App(store, TOOLS, read=read, home=lambda _: own)
    harness = importlib.import_module(f"adapters.{platform}.harness").harness(app)
    for at, example in enumerate(EXAMPLES, TURN + PLATFORMS.index(platform)):
        shown = harness.say(example, dm=at % 2 == 0)
        assert shown, example
        assert BROKEN not in seen(shown), example
        assert faults(harness, shown) == [], example
        assert all(one.private for one in shown), example


def test_whatever_an_answer_offers_can_be_pressed(store):
    bot = Bot(store)
    known, waiting = set(EXAMPLES), [*EXAMPLES]
    for _ in range(PRESSED):
        if not waiting:
            break
        line = waiting.pop(0)
        answer = bot.say(line)
        assert not answer.reply.error, line
        assert "does not know what to do" not in answer.text, line
        for command in answer.commands:
            kind = " ".join(word for word in command.split() if not word.strip("#,").isdecimal())
            if kind not in known:
                known.add(kind)
                waiting.append(command)
    assert len(known) > 2 * len(EXAMPLES)
