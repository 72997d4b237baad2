"""Who is told later that no answer came: whoever nothing reached, and nobody else."""

from dataclasses import replace
from types import SimpleNamespace

import discord
import pytest

from adapters.discord.harness import BOT, CHANNEL, DiscordHarness
from tests.cores import ScriptedCore, said

DONE = said("Done.")
NAMING = replace(DONE, private=False, people=(1,))


def refused(status, code=0):
    return discord.HTTPException(SimpleNamespace(status=status, reason="no"), {"code": code, "message": "no"})


def failing(fails, error=None):
    """Discord fails at these calls, and at no other."""

    def answers(route, body):
        if fails(route):
            raise error or refused(500)

    return answers


def unanswered(answer, answers, act):
    """How many requests count as unanswered once the act is over."""
    core = ScriptedCore(answer if callable(answer) else lambda _: answer)
    harness, left, begin = DiscordHarness(core, answers), [], core.in_hand.begin
    core.in_hand.begin = lambda one: left.append(one.key) or begin(one)
    core.in_hand.end = lambda one: left.remove(one.key)
    act(harness)
    return len(left)


def broken(_request):
    raise OSError


def mention(harness):
    harness.event("MESSAGE_CREATE", harness.message(f"<@{BOT}> cuda", dm=False))


def message(harness):
    harness.say("cuda")


def command(harness):
    harness.say("cuda", dm=False)


def press(harness):
    harness.press("stage #214 offer")


@pytest.mark.parametrize(
    ("answer", "fails", "act"),
    [
        (DONE, lambda route: route.channel_id == CHANNEL, mention),
        (NAMING, lambda route: route.method == "GET", command),
        (broken, lambda _: False, message),
        (broken, lambda _: False, command),
        (None, lambda route: route.path.endswith("/callback"), press),
    ],
    ids=["pointer fails", "number fails", "message that broke", "command that broke", "second press"],
)
def test_what_fails_once_the_asker_knows_leaves_nobody_without_an_answer(answer, fails, act):
    assert unanswered(answer, failing(fails), act) == 0


def test_whoever_is_told_that_the_answer_cannot_be_shown_is_answered():
    first = iter((True,))
    assert unanswered(DONE, failing(lambda _: next(first, False), refused(400, 50035)), command) == 0


@pytest.mark.parametrize("act", [message, command, mention])
def test_whoever_nothing_reached_has_no_answer(act):
    assert unanswered(DONE, failing(lambda _: True), act) == 1


@pytest.mark.parametrize(("files", "taken"), [(False, 0), (True, 1)])
def test_who_only_talks_where_cvs_are_taken_asks_for_nothing(files, taken):
    core = ScriptedCore()
    core.intakes.add(str(CHANNEL))
    begun, begin = [], core.in_hand.begin
    core.in_hand.begin = lambda one: begun.append(one) or begin(one)
    DiscordHarness(core).drop("cv.md", b"CV", shown=files)
    assert len(begun) == taken
