"""Nothing of a candidate reaches a log or a metric, at the level that says most, whatever the command and however it ends."""

import logging

import pytest

from adapters.web.metrics import exposed
from bot.measuring import measured
from bot.store import Conflict, Unavailable
from tests.bot import Bot
from tests.contract.access import EXPECTED
from tests.stores import cv

MARK = "Xyzzymarker"


@pytest.fixture
def marked(sqlite_store, caplog):
    """A bot whose every candidate, note and tag bears a mark, which must be in no log by the end."""
    caplog.set_level(logging.DEBUG)
    bot = Bot(sqlite_store)
    for at in range(3):
        mail = f"{MARK}{at}@mail.example".casefold()
        bot.tenant.save(cv(f"{MARK} {at}nd", text=f"{MARK} kernels", mails=(mail,), file=f"{MARK}{at}.md"))
    bot.say(f"note #1 {MARK} called.")
    bot.say(f"tag #1 {MARK}")
    yield bot
    assert MARK.casefold() not in caplog.text.casefold()
    assert MARK.casefold() not in exposed(measured, {}).decode().casefold()


def lines():
    yield from (line for _, line in EXPECTED.values())
    yield from (f"find {MARK}", f"show {MARK}", f"{MARK}", f"compare {MARK}, {MARK} 1nd", f'find "{MARK} kernels"')
    yield from (f"edit #1 name {MARK}", f"stage {MARK} interview", f"watch {MARK}", f"match {MARK} and CUDA")


def test_a_whole_session_leaves_no_trace_of_anybody(marked):
    for line in lines():
        marked.say(line)


@pytest.mark.parametrize("fault", [ValueError, Conflict, Unavailable, KeyError])
def test_what_breaks_is_logged_by_where_it_broke_alone(marked, monkeypatch, caplog, fault):
    def broken(*_, **__):
        raise fault(f"{MARK} <x@mail.example>")

    for name in ("dossier", "candidate", "names_like"):
        monkeypatch.setattr(type(marked.tenant), name, broken)
    said = marked.say(f"show {MARK} 1nd")
    assert "Reference" in said.text
    assert "reference" in caplog.text
