"""What is answered at once goes back with the acknowledgement of a slash command; what takes longer comes by itself, once."""

import json
import threading
from urllib.parse import urlencode

import pytest
from slack_bolt import BoltRequest

from adapters.slack import early
from adapters.slack.harness import CHANNEL, harness, slash
from bot.chat.messages import FileOut, Reply, Table, Text
from tests.cores import ScriptedCore


class Core:
    """Answers with what it is told, when it is told."""

    def __init__(self, reply):
        self.reply, self.may = reply, threading.Event()
        self.commands = ()
        self.in_hand = ScriptedCore().in_hand
        self.may.set()

    def handle(self, _request):
        assert self.may.wait(10)
        return self.reply

    def admits(self, _request):
        return True

    def takes_cvs(self, _place):
        return False

    def reported(self, *_):
        pass


def said(text, **more):
    return Reply((Text((text,)),), text=text, **more)


def asked(core, monkeypatch, patience=10.0, mode="http"):
    """The acknowledgement of a slash command, and what was sent besides."""
    monkeypatch.setattr(early, "PATIENCE", patience)
    slack = harness(core)
    body = slash("cuda", CHANNEL)
    sent = BoltRequest(body=urlencode(body)) if mode == "http" else BoltRequest(mode=mode, body=body)
    answer = slack.adapter.listeners.app.dispatch(sent)
    core.may.set()
    slack.adapter.work.settle(10)
    return json.loads(answer.body) if answer.body else {}, [one for one in slack.platform.seen if "hooks" in one[0]]


def test_an_answer_at_once_is_the_acknowledgement_and_nothing_else(monkeypatch):
    acknowledged, besides = asked(Core(said("Nobody.")), monkeypatch)
    assert (acknowledged["text"], acknowledged["response_type"]) == ("Nobody.", "ephemeral")
    assert acknowledged["blocks"]
    assert besides == []


def test_what_all_may_see_is_shown_to_all(monkeypatch):
    acknowledged, _ = asked(Core(said("Posted.", private=False)), monkeypatch)
    assert acknowledged["response_type"] == "in_channel"


def test_an_answer_that_takes_longer_comes_by_itself_once(monkeypatch):
    core = Core(said("Nobody."))
    core.may.clear()
    acknowledged, besides = asked(core, monkeypatch, patience=0.01)
    assert acknowledged == {}
    assert [message["text"] for _, message in besides] == ["Nobody."]


LONG = Reply(tuple(Text(("word " * 2000,)) for _ in range(3)), text="Long.")
TABLE = Reply((Table(("a", "b"), ((("1",), ("2",)),)),), text="A table.")


@pytest.mark.parametrize("reply", [LONG, TABLE, said("A file.", files=(FileOut("cv.pdf", b"%PDF"),))])
def test_several_messages_tables_and_files_come_by_themselves(monkeypatch, reply):
    acknowledged, besides = asked(Core(reply), monkeypatch)
    assert acknowledged == {}
    assert besides


def test_over_a_socket_the_answer_comes_by_itself(monkeypatch):
    acknowledged, besides = asked(Core(said("Nobody.")), monkeypatch, mode="socket_mode")
    assert acknowledged == {}
    assert [message["text"] for _, message in besides] == ["Nobody."]


def test_an_act_that_was_answered_before_is_acknowledged_alone(monkeypatch):
    assert asked(Core(None), monkeypatch) == ({}, [])
