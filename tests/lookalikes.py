"""Two organizations of people who look alike, and ours alone: whatever is asked, the answers of both worlds are the same.

All that is in them is named alike, and tells whose it is by a mark: in mails, notes, descriptions, file names. What only
they have is called ``quasar``, so that lines can name it.
"""

import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import event

from adapters.discord.harness import GUILD, PERSON
from adapters.harness import Shown
from adapters.slack import harness as slack
from bot.chat.app import App
from bot.chat.messages import Member, Place, Reply, Request
from bot.commands import TOOLS
from bot.digests.runner import Runner
from bot.intake import take_in
from bot.records import Draft, Keys, Workspace
from bot.work.discussions import Discussion, Said
from storage import SqlStore, open_store
from tests.boards import Board
from tests.bot import read, walk
from tests.contract.access import EXPECTED

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
OURS, THEIRS = "oursmark", "theirsmark"
NAMES = {OURS: "Tessera Labs", THEIRS: f"Quillon {THEIRS}"}
PLACES = {
    OURS: {"slack": slack.TEAM, "discord": str(GUILD)},
    THEIRS: {"slack": "T0THEIRS", "discord": "900"},
}
PEOPLE = {"slack": slack.PERSON, "discord": str(PERSON)}
ALIKE = ("Ana Lima", "Bo Ek", "Cleo Ruiz", "Dov Adler", "Eva Holt")
DRAFTS = {OURS: "0a0a0a0a", THEIRS: "8f3a1c22"}
NOVA = "Nova Quasar"
CV = """# {name}

{mail}

## Experience

Kernel engineer, Northwind, 2021-03 - 2024-06

- Wrote CUDA and Rust kernels for {mark}

## Education

MSc Computer Science, University of Vellmar, 2020

## Skills

CUDA, Rust, Triton, {mark}
"""
LIFE = (
    "note #1 Called about {mark}",
    "tag #1 gpu {mark}",
    "todo #1 Ask {mark} tomorrow",
    "todo #2 Send {mark} the offer in 3 days",
    "assign #1 me",
    "rate #1 skills 3, overall 2: as {mark} said",
    "stage #1 interview",
    "stage #2 rejected --reason of {mark}",
    "opening add Kernel engineer",
    "opening describe Kernel engineer: Must know CUDA; {mark} asks.",
    "apply #2 Kernel engineer",
    "skill add Quiver DB = {mark}base",
    "stages add Phone call after Screening",
    "rate-criteria interview {mark}",
    "snooze #3 monday",
    "edit #2 email add bo2@{mark}.example",
    "match Kernel engineer: must: CUDA; nice: {mark}",
    "digest add daily at 9 UTC --name daily --waiting 0",
    "digest add every Monday 9:00 UTC --name {mark} --query cuda",
    "watch add cuda --name kernels",
    "access grant slack:T0TEAM:U0JONAS recruiter",
    "intake on",
    "merge #4, #5 --confirmed",
    "share #1 #ml-hiring",
    "share-post 1",
    "note #1 second {mark}",
    "find cuda",
)
"""What each team did so far."""
MORE = (
    "note #7 Called about {mark}",
    "tag #7 quasar",
    "todo #7 Ask {mark} tomorrow",
    "opening add Quasar engineer",
    "opening describe Quasar engineer: Must know {mark}.",
    "apply #7 Quasar engineer",
    "skill add QuasarDB = {mark}bank",
    "stages add Quasar call after Screening",
    "digest add daily at 9 UTC --name quasar --query quasar --waiting 0",
    "watch add quasar --name quasars",
    "access grant slack:T0TEAM:U0QUASAR recruiter",
    "share #7 #ml-hiring",
    "share-post 2",
    "stage #7 interview --reason of {mark}",
    "find quasar",
)
"""What only the other one did: with people, and numbers of all kinds, that ours has not."""
PERSONS = ("#7", NOVA, "nova@quasar.example", "Quasar")
THINGS = (
    "7",
    "9",
    "2",
    "quasar",
    "Quasar engineer",
    "Quasar call",
    "QuasarDB",
    "#quasar",
    f"draft:{DRAFTS[THEIRS]}",
    "--name quasar",
    "--opening Quasar engineer",
    "--batch quasarbatch",
    "--document 7",
    "slack:T0THEIRS:U0MARA",
)
"""What theirs are called by: in a line they prove nothing."""
BUSY = "Working on it"
LAST = ("undo", "stages", "opening", "skill", "access", "intake", "link", "forget", "merge", "unlink")
"""Commands that leave less behind to ask about; taken after the others."""
RANDOM = re.compile(r"\b(?:[A-Z2-9]{4}-){2}[A-Z2-9]{4}\b|\b[0-9a-f]{8,32}\b")
"""Codes and references that are drawn anew each time."""


def meant_lines() -> Iterator[str]:
    """A line that means each command."""
    for command in TOOLS.commands:
        yield EXPECTED[command.name][1].replace("draft:8f3a", f"draft:{DRAFTS[OURS]}")


def forged_lines() -> Iterator[str]:
    """For each command what only they have: in the place of a person, after the command, and in its form."""
    for command in TOOLS.commands:
        line = EXPECTED[command.name][1]
        people = [line.replace("#1", one, 1) for one in PERSONS] if "#1" in line else []
        named = [f"{command.name} {one}" for one in (*PERSONS, *THINGS)]
        added = [f"{line} {one}" for one in THINGS if one.startswith("--")]
        for one in (*people, *named, *added):
            yield one
            yield f"form {one}"


def in_order(lines: list[str]) -> list[str]:
    """Each once; what leaves less behind at the end."""
    return sorted(dict.fromkeys(lines), key=lambda line: LAST.index(one) if (one := line.split()[0]) in LAST else -1)


class Answers(NamedTuple):
    same: str
    """What the other organization changes nothing of."""
    sent: str
    """With all that went over the wire, which depends on how long the machine took, too."""


class House:
    """One program for both organizations, or for ours alone; it keeps whatever it answered."""

    def __init__(self, store: SqlStore) -> None:
        self.store, self.now = store, NOW
        self.replies: list[Reply] = []
        self.own = store.organization(NAMES[OURS])
        self.harness: Any = None
        self._board = Board(*(Workspace(*one) for places in PLACES.values() for one in places.items()))
        self.app = App(
            store,
            TOOLS,
            read=read,
            home=lambda _: self.own,
            clock=lambda: self.now,
            posters=lambda: [self.harness.board] if hasattr(self.harness, "board") else [self._board],
        )
        handle = self.app.handle
        self.app.handle = lambda request: self._kept(handle(request))  # type: ignore[method-assign]

    def _kept(self, reply: Reply | None) -> Reply | None:
        if reply is not None:
            self.replies.append(reply)
        return reply

    def live(self, mark: str) -> None:
        """What the organization of this mark did so far."""
        organization = self.store.organization(NAMES[mark])
        for platform, workspace in PLACES[mark].items():
            self.store.organization_of(Workspace(platform, workspace), default=organization)
        team = self.store.within(organization)
        names = ALIKE if mark == OURS else (*ALIKE, "Fay Quasar", NOVA)
        for name in names:
            mail = f"{name.split()[0].lower()}@{'quasar' if 'Quasar' in name else mark}.example"
            cv = CV.format(name=name, mail=mail, mark=mark).encode()
            take_in(team, read, f"{mark} {name}.md", cv, by="Mara", at=self.now)
        draft = DRAFTS[mark]
        team.keep_draft(
            Draft(
                draft, f"{mark}.md", CV.format(name="Gus Lee", mail="g@x.example", mark=mark).encode(), "Mara", self.now
            ),
            Keys(),
        )
        team.keep_discussion(Discussion("https://x", (Said("Mara", mark),)), at=self.now)
        for line in LIFE if mark == OURS else (*LIFE, *MORE):
            self.says(mark, line.format(mark=mark))

    def says(self, mark: str, line: str) -> Reply:
        workspace = Workspace("slack", PLACES[mark]["slack"])
        member = Member(workspace, PEOPLE["slack"], "Mara", admin=True)
        place = Place(workspace, "channel", slack.CHANNEL, "ml-hiring")
        reply = self.app.handle(Request(line, member, place))
        assert reply is not None
        return reply

    def on(self, platform: str) -> Any:
        """Ours at a platform, as an admin there."""
        self.harness = import_module(f"adapters.{platform}.harness").harness(self.app)
        if hasattr(self.harness, "become"):
            self.harness.become(admin=True)
        return self.harness

    def completes(self, platform: str, typed: str) -> list[Any]:
        """Whatever is completed for ours."""
        workspace = Workspace(platform, PLACES[OURS][platform])
        member = Member(workspace, PEOPLE[platform], "Mara", admin=True)
        request = Request(typed, member, Place(workspace, "channel", slack.CHANNEL))
        return [
            self.app.complete(request, command.name, one.name)
            for command in TOOLS.commands
            for one in command.parameters
        ]

    def answers(self, act: str, line: str) -> Answers:
        """All that came of one act: what was shown, what was sent, and what the files say."""
        del self.replies[:]
        return self._told(SURFACES[act](self.harness, line))

    def posts(self) -> Answers:
        """What the digests that are due tell."""
        del self.replies[:]
        runner = Runner(self.store, [self.harness.board], clock=lambda: self.now)
        return self._told(self.harness.meanwhile(runner.tick))

    def _told(self, shown: Sequence[Shown]) -> Answers:
        told = [f"{one.text}\n{one.buttons}" for one in shown if BUSY not in one.text]
        same = RANDOM.sub("(drawn)", "\n".join([*told, *map(whole, self.replies)]))
        return Answers(same, f"{same}\n{[one.payload for one in shown]}")


SURFACES: dict[str, Any] = {
    "direct": lambda harness, line: harness.say(line),
    "slash": lambda harness, line: harness.say(line, dm=False),
    "button": lambda harness, line: harness.press(line),
    "mention": lambda harness, line: harness.mention(line),
    "menu": lambda harness, line: harness.choose(line),
    "form": lambda harness, line: harness.submit(line),
}
OF = {"slack": list(SURFACES), "discord": list(SURFACES), "terminal": ["direct", "button"]}


def whole(reply: Reply) -> str:
    """The reply with what its files hold."""
    files = [inflated(one.data) for one in walk(reply) if hasattr(one, "data") and isinstance(one.data, bytes)]
    return "\n".join([repr(replace(reply, files=())), *files])


def inflated(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return "\n".join(f"{name}\n{inflated(packed.read(name))}" for name in sorted(packed.namelist()))


@contextmanager
def house(url: str) -> Iterator[House]:
    store = open_store(url)
    yield House(store)
    store.close()


def worlds(template: Path, folder: Path) -> tuple[Path, Path]:
    """Ours alone, and ours with theirs beside it, each a database."""
    alone, beside = folder / "alone.db", folder / "beside.db"
    shutil.copyfile(template, alone)
    with house(f"sqlite:///{alone}") as one:
        one.live(OURS)
    shutil.copyfile(alone, beside)
    with house(f"sqlite:///{beside}") as one:
        one.live(THEIRS)
    return alone, beside


def differing(alone: House, beside: House, said: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """The ways and lines whose answers tell that the other organization is there, and the first words that do."""
    found = []
    for act, line in said:
        ours, both = alone.answers(act, line), beside.answers(act, line)
        if ours.same != both.same:
            words = zip(ours.same.split(), both.same.split(), strict=False)
            found.append((act, line, next((" and ".join(pair) for pair in words if pair[0] != pair[1]), "more")))
        elif THEIRS in both.sent:
            found.append((act, line, both.sent[max(0, both.sent.index(THEIRS) - 80) :][:160]))
    return found


def forget(store: SqlStore, table: str) -> set[str]:
    """From now on what is read of a table is read of all organizations; the statements that do."""
    condition = re.compile(rf"\b{table}(?:_\d)?\.organization_id = \?")

    def forgetful(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> tuple[str, Any]:
        if statement.startswith(("SELECT", "WITH")) and condition.search(statement):
            statement = condition.sub("(? IS NOT NULL)", statement)
            forgot.add(statement)
        return statement, parameters

    forgot: set[str] = set()
    event.listen(store.database.engine, "before_cursor_execute", forgetful, retval=True)
    return forgot
