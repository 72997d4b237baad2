"""A team with candidates: the sample CVs in a new store, as three weeks of work by Mara and Jonas leave them."""

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast
from zoneinfo import ZoneInfo

from bot import intake
from bot.chat.app import App
from bot.chat.messages import Member, Place, Reply, Request, Upload
from bot.commands import TOOLS
from bot.cv import read_cv
from bot.digests.following import Following
from bot.digests.post import Addressee, Board
from bot.digests.runner import Runner
from bot.records import Organization, Workspace
from bot.store import Tenant
from storage import SqlStore, open_store, upgrade
from storage.backups import backup

SAMPLES = Path(__file__).parents[1] / "samples" / "cvs"
ZONE = ZoneInfo("Europe/Berlin")
"""Where all of the team are."""
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
"""A Monday morning."""
CHANNEL = "ml-hiring"
WORKSPACES = {
    "slack": Workspace("slack", "T0TESSERA"),
    "discord": Workspace("discord", "7010000000000000001"),
    "terminal": Workspace("terminal", "local"),
}
IDS = {
    "Mara": {"slack": "U0MARA", "discord": "7010000000000000002", "terminal": "local"},
    "Jonas": {"slack": "U0JONAS", "discord": "7010000000000000003", "terminal": "local"},
    CHANNEL: {"slack": "C0HIRING", "discord": "7010000000000000004", "terminal": "local"},
}
NAMES = {
    number: name for name, numbers in IDS.items() for platform, number in numbers.items() if platform != "terminal"
}
"""Whom and what the platforms' ids stand for."""

ENGINEER, INTERN = "ML Systems Engineer", "Research Intern"
RECEIVED = (
    ("2026-11-02 09:10", "CV_Halloran_2026.txt", ENGINEER),
    ("2026-11-03 14:02", "OYELARAN_H_cv.md", ENGINEER),
    ("2026-11-04 08:31", "Lebenslauf_Marchetti-Nwosu.md", ENGINEER),
    ("2026-11-05 11:45", "montpetit-cv-FINAL-v2.md", ENGINEER),
    ("2026-11-06 16:20", "okonkwo-brandt-cv.md", ENGINEER),
    ("2026-11-09 10:05", "bhattarai_sunniva.txt", INTERN),
    ("2026-11-09 15:38", "el-amrani-vos-data.md", ENGINEER),
    ("2026-11-10 09:12", "aaltonen_design_cv.md", ENGINEER),
    ("2026-11-11 13:27", "Lindqvist, Kaimana - CV.md", INTERN),
    ("2026-11-12 17:50", "Profile (1).txt", ENGINEER),
    ("2026-11-13 12:08", "vasilenko-moss.txt", INTERN),
    ("2026-11-13 18:33", "Brannagh-Sato_CV.pdf", ENGINEER),
    ("2026-11-14 09:41", "achterberg_davit.md", INTERN),
    ("2026-11-14 16:21", "Dlamini-Strand_SRE.txt", ENGINEER),
    ("2026-11-15 19:05", "ikeda-rowe-cv-2026-10.md", ENGINEER),
    ("2026-11-17 09:40", "Solheim_Priyanka_resume.txt", ENGINEER),
    ("2026-11-18 11:02", "etxeberria_2026.md", ENGINEER),
    ("2026-11-19 10:47", "about.md", ENGINEER),
    ("2026-11-20 13:30", "楚遥岚_简历_Chu_Yaolan.md", INTERN),
)
SAID = (
    ("2026-11-02 08:50", "Mara", f"opening add {ENGINEER}"),
    ("2026-11-02 08:51", "Mara", f"opening add {INTERN}"),
    ("2026-11-02 09:30", "Jonas", "assign mirembe me"),
    ("2026-11-05 15:00", "Jonas", "stage mirembe interview"),
    ("2026-11-06 17:00", "Mara", "assign ilse me"),
    ("2026-11-06 17:01", "Mara", "stage ilse screening"),
    ("2026-11-09 14:12", "Mara", "note ilse Strong on memory layout. Ask about the fallback for older cards."),
    ("2026-11-12 10:40", "Jonas", "note ilse Read the MLSys paper: careful ablations. Yes from me."),
    ("2026-11-13 09:00", "Mara", "stage haruto screening"),
    ("2026-11-20 15:10", "Mara", "todo ilse Ask about the start date 2026-11-23"),
    ("2026-11-20 16:02", "Jonas", "note mirembe <@U0MARA|Mara> The interview went well. Can you join the second one?"),
)
DIGEST = "digest add every Monday 9:00 Europe/Berlin"
MONDAYS = ("2026-11-09 09:00", "2026-11-16 09:00", "2026-11-23 09:00")
EVE, EVE_FILE = "2026-11-22 18:00", "eve.db"
GROUPED = (
    ("2026-11-22 18:01", "Mara", "digest edit ml-hiring --group opening"),
    ("2026-11-22 18:02", "Mara", "digest edit ml-hiring-2 --group opening"),
)
PLANNED = (
    ("2026-11-22 18:01", "Mara", "todo noor Send her the take-home task 2026-11-23"),
    ("2026-11-22 18:02", "Mara", "assign mirembe me"),
)
DECIDED = (
    ("2026-11-23 09:12", "Mara", "stage priyanka screening"),
    ("2026-11-23 09:14", "Mara", "stage wen-hui rejected"),
    ("2026-11-23 09:20", "Jonas", "assign noor me"),
)


@dataclass(slots=True)
class _Channels:
    """The channels of the team: what was posted there last."""

    posted: dict[str, Reply] = field(default_factory=dict)
    reminded: dict[str, Reply] = field(default_factory=dict)
    """Mara."""

    def workspaces(self) -> Collection[Workspace]:
        return tuple(WORKSPACES.values())

    def addressee(self, workspace: Workspace, who: str) -> Addressee:
        name = NAMES[who]
        return Addressee(Member(workspace, who, name, admin=True), ZONE.key)

    def post(self, place: Place, reply: Reply, *, key: str) -> tuple[str, ...]:
        if place.kind == "channel":
            self.posted[place.workspace.platform] = reply
        elif NAMES[place.id] == "Mara":
            self.reminded[place.workspace.platform] = reply
        return (key,)

    def rewrite(
        self,
        place: Place,
        messages: Sequence[str],
        reply: Reply,
        *,
        key: str,  # noqa: ARG002
        broke_off: bool = False,  # noqa: ARG002
    ) -> tuple[str, ...]:
        self.posted[place.workspace.platform] = reply
        return tuple(messages)

    def arrived(self, place: Place, *, key: str, since: datetime, under: str = "") -> tuple[str, ...]:  # noqa: ARG002 - nothing gets lost
        return ()


@dataclass(slots=True)
class Team:
    """The real bot over one store; its clock stands where the story is."""

    store: SqlStore
    folder: Path
    """Where its database is, and later the copy of it that was made on the last evening."""
    now: datetime = NOW
    home: Organization = field(init=False)
    app: App = field(init=False)
    channels: _Channels = field(default_factory=_Channels)

    def __post_init__(self) -> None:
        self.home = home = self.store.organization("Tessera Labs", make=True)
        self.app = App(self.store, TOOLS, read=read_cv, home=lambda _: home, clock=self._clock)

    @property
    def tenant(self) -> Tenant:
        return self.store.within(self.home)

    def ask(self, platform: str, line: str, *, who: str = "Mara", uploads: tuple[Upload, ...] = ()) -> Reply:
        """What the bot answers to a member in the channel."""
        workspace = WORKSPACES[platform]
        zone = ZONE.key if platform == "slack" else ""
        member = Member(workspace, IDS[who][platform], who, admin=True, zone=zone)
        place = Place(workspace, "terminal" if platform == "terminal" else "channel", IDS[CHANNEL][platform], CHANNEL)
        reply = self.app.handle(Request(line, member, place, uploads=uploads))
        assert reply is not None
        return reply

    def digest(self, platform: str) -> Reply:
        """What was posted to the channel on the last Monday."""
        return self.channels.posted[platform]

    def reminder(self, platform: str) -> Reply:
        """What Mara was told directly on the last Monday."""
        return self.channels.reminded[platform]

    @contextmanager
    def otherwise(self, platform: str, said: Sequence[tuple[str, str, str]]) -> Iterator["Team"]:
        """The same team, had they said this, too, from the last evening on."""
        with TemporaryDirectory(prefix="recruitbot-pictures-") as folder:
            copy = shutil.copy(self.folder / EVE_FILE, folder)
            with _opened(Path(copy)) as store:
                other = Team(store, Path(folder))
                other._go([(MONDAYS[-1], other._post), *other._said(said, platform)])
                yield other

    def live(self) -> None:
        """Go through the three weeks, hour by hour as they were."""
        steps: list[tuple[str, Callable[[], None]]] = [("2026-11-02 09:00", self._subscribe)]
        steps += [(at, partial(self._receive, *one)) for at, *one in RECEIVED]
        steps += self._said(SAID, "slack")
        steps += [(at, self._post) for at in MONDAYS]
        steps += [(EVE, self._put_by)]
        self._go(steps)

    def _go(self, steps: Sequence[tuple[str, Callable[[], None]]]) -> None:
        for at, step in sorted(steps, key=lambda one: one[0]):
            self.now = datetime.fromisoformat(at).replace(tzinfo=ZONE)
            step()
        self.now = NOW

    def _said(self, said: Sequence[tuple[str, str, str]], platform: str) -> list[tuple[str, Callable[[], None]]]:
        return [(at, partial(self._say, platform, *one)) for at, *one in said]

    def _put_by(self) -> None:
        backup(f"sqlite:///{self.folder}/team.db", self.folder / EVE_FILE)

    def _clock(self) -> datetime:
        return self.now.astimezone(UTC)

    def _receive(self, name: str, opening: str) -> None:
        data = (SAMPLES / name).read_bytes()
        intake.take_in(self.tenant, read_cv, name, data, by="Mara", at=self._clock(), opening=opening)

    def _say(self, platform: str, who: str, line: str) -> None:
        reply = self.ask(platform, line, who=who)
        assert not reply.error, reply.text
        if reply.changed:
            Following(self.store, cast("Sequence[Board]", (self.channels,)), clock=self._clock).tick()

    def _subscribe(self) -> None:
        for platform in ("slack", "discord"):
            self.ask(platform, DIGEST)

    def _post(self) -> None:
        Runner(self.store, (self.channels,), clock=self._clock).tick()


@contextmanager
def team() -> Iterator[Team]:
    """The team in a database of its own, which is gone afterwards."""
    with TemporaryDirectory(prefix="recruitbot-pictures-") as folder, _opened(Path(folder) / "team.db") as store:
        made = Team(store, Path(folder))
        made.live()
        yield made


@contextmanager
def _opened(file: Path) -> Iterator[SqlStore]:
    url = f"sqlite:///{file}"
    upgrade(url)
    store = open_store(url, workers=1)
    try:
        yield store
    finally:
        store.close()
