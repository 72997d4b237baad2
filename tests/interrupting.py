"""Requests whose process is killed, by a signal that nobody can catch, between being taken and being answered."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count, product
from threading import Event
from typing import Any

from adapters.discord import interactions
from adapters.discord.commands import LINE
from adapters.discord.harness import GUILD, DiscordHarness
from adapters.slack import verdict
from adapters.slack.harness import PERSON, TEAM, SlackHarness, direct_message, pressed, slash
from bot.chat.app import App
from bot.chat.interrupted import Interruptions
from bot.chat.messages import Place, Reply
from bot.commands import TOOLS
from bot.intents import LEASE
from bot.records import Workspace
from storage import open_store
from tests.bot import Answer, read
from tests.processes import forked
from tests.stores import NOW, cv

STEPS = ("taken", "acknowledged", "committed", "recorded", "answered")
"""Where it ends: before the platform is told that it was taken; before the work; before the record; with the answer in
hand; with the answer given."""
DONE = ("committed", "recorded", "answered")
PATIENCE = 60.0
Json = dict[str, Any]


def form(line: str, key: str) -> Json:
    words = line.split(maxsplit=2)
    field = {"text": {"text": {"type": "plain_text_input", "value": words[2]}}}
    view = {"type": "modal", "callback_id": "form", "private_metadata": " ".join(words[:2]), "blocks": []}
    sent = {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": PERSON}, "trigger_id": key}
    return {**sent, "view": {**view, "id": "V1", "hash": key, "state": {"values": field}}}


def _press(harness: DiscordHarness, line: str) -> Any:
    return harness.event(
        "INTERACTION_CREATE",
        harness.interaction(3, {"custom_id": line, "component_type": 2}, message=harness.message("")),
    )


SLACK: dict[str, Callable[[str, str], Json]] = {
    "command": lambda line, key: {**slash(line), "trigger_id": key},
    "press": lambda line, key: {**pressed(line), "trigger_id": key},
    "message": lambda line, key: direct_message(line, event_id=key),
    "form": form,
}
DISCORD: dict[str, Callable[[DiscordHarness, str], Any]] = {
    "command": lambda harness, line: harness.event("INTERACTION_CREATE", harness.slash(LINE, {"line": line})),
    "press": _press,
    "message": lambda harness, line: harness.event("MESSAGE_CREATE", harness.message(line)),
}


@dataclass(frozen=True)
class Asked:
    """One request, and at which step its process is killed; at none where that is empty."""

    url: str
    platform: str
    act: str
    step: str
    round: int

    @property
    def line(self) -> str:
        return f"note #1 Round {self.round}."


def core(store: Any, later: timedelta = timedelta()) -> App:
    own = store.organization("Tessera Labs")
    return App(store, TOOLS, read=read, home=lambda _: own, clock=lambda: NOW + later)


def asked(asked: Asked, app: App) -> list[Any]:
    """What the asker is shown once the platform delivered it; the same event each time."""
    if asked.platform == "slack":
        return SlackHarness(app)._dispatch(SLACK[asked.act](asked.line, f"Ev{asked.round}"))
    harness = DiscordHarness(app)
    harness._numbers = count((1 << 22) + 1000 * asked.round)
    return DISCORD[asked.act](harness, asked.line)


def asking(one: Asked) -> None:
    """In a process of its own."""
    app, acknowledged = core(open_store(one.url)), Event()
    _arm(app, one, acknowledged)
    asked(one, app)
    app.in_hand.settle()


def _arm(app: Any, one: Asked, acknowledged: Event) -> None:
    handle, begin = app.handle, app.in_hand.begin
    if one.step == "taken":
        app.in_hand.begin = lambda act: (begin(act), _end())
    elif one.step == "acknowledged":
        _tell_of_acknowledgements(acknowledged)
        waits = (one.platform, one.act) != ("discord", "message")  # of which Discord hears nothing before the answer
        app.handle = lambda _: (waits and acknowledged.wait(PATIENCE), _end())
    elif one.step == "committed":
        app._record = lambda *_given, **_more: _end()
    elif one.step == "recorded":
        app.handle = lambda request: (handle(request), _end())
    elif one.step == "answered":
        app.in_hand.end = lambda _: _end()


def _tell_of_acknowledgements(acknowledged: Event) -> None:
    verdict.PATIENCE = interactions.PATIENCE = 0.0
    dispatch, request = SlackHarness._dispatch, DiscordHarness._request

    async def answered(self: Any, route: Any, **given: Any) -> Any:
        acknowledged.set()
        return await request(self, route, **given)

    def dispatched(self: Any, body: Json) -> Any:
        settle = self.adapter.work.settle
        self.adapter.work.settle = lambda seconds: (acknowledged.set(), settle(seconds))
        return dispatch(self, body)

    SlackHarness._dispatch, DiscordHarness._request = dispatched, answered  # type: ignore[method-assign]


def _end() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(PATIENCE)


@dataclass
class Post:
    """A platform that takes what is posted."""

    workspace: Workspace
    said: list[tuple[Place, str]] = field(default_factory=list)

    def workspaces(self) -> tuple[Workspace, ...]:
        return (self.workspace,)

    def post(self, place: Place, reply: Reply, *, key: str) -> tuple[str, ...]:
        self.said.append((place, Answer(reply).text))
        return (key,)

    def arrived(self, _place: Place, **_more: object) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True)
class Became:
    """How often the effect is there, what a repeated delivery showed, and what the asker was told of the interruption."""

    effects: int
    shown: list[Any]
    told: list[str]


class House:
    def __init__(self, url: str) -> None:
        self.url, self.store = url, open_store(url)
        self.team = self.store.within(self.store.organization("Tessera Labs"))
        self.team.save(cv("Ana Lima"))
        self._rounds = count(1)

    def close(self) -> None:
        self.store.close()

    def round(self, platform: str, act: str, step: str) -> Became:
        """Asked in a process that is killed; delivered three times more to another one, which then looks who waits."""
        one = Asked(self.url, platform, act, step, next(self._rounds))
        process = forked(asking, one)
        process.join(PATIENCE)
        assert process.exitcode == (-signal.SIGKILL if step else 0), one
        app = core(self.store)
        shown = [seen for _ in range(3) for seen in asked(one, app)]
        place = Workspace("slack", TEAM) if platform == "slack" else Workspace("discord", str(GUILD))
        post, later = Post(place), NOW + LEASE
        for _ in range(2):
            Interruptions(self.store, [post], app.in_hand, clock=lambda now=later: now).tick()
            later += timedelta(hours=1)
        assert all(place.kind == "dm" for place, _ in post.said)
        notes = [note.text for note in self.team.dossier(1).notes]
        return Became(notes.count(f"Round {one.round}."), shown, [text for _, text in post.said])


def cells() -> Iterator[tuple[str, str, str]]:
    """Platform, act and step."""
    yield from product(["slack"], SLACK, STEPS)
    yield from product(["discord"], DISCORD, STEPS)


def fits(became: Became, step: str) -> bool:
    """Once at most, and no silence: the answer was given, or the asker hears that it was not, and nothing that is untrue."""
    honest = all("may have been done" in text for text in became.told)
    return became.effects == (step in DONE) and not became.shown and len(became.told) == 1 and honest
