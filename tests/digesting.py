"""Random histories of a digest, beside a model of what it promises: who was told of, by the throw of a die."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import delete

from bot.digests.post import Undeliverable
from bot.digests.records import Digest, Style
from bot.digests.runner import Runner
from bot.digests.schedule import next_due
from bot.records import Workspace
from bot.sharing.naming import named
from storage import SqlStore, tables
from tests.crashing import Armed, armed
from tests.stores import cv

BEGAN = datetime(2026, 3, 27, 8, 30, tzinfo=UTC)
"""Two days before clocks change in Europe."""
STEPS = 14
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia")
SCHEDULES = ("0 9 * * *", "30 2 * * *", "0 */2 * * *", "0 9 * * 1-5", "*/20 * * * *")
MOVES = tuple(timedelta(hours=hours) for hours in (-2, 0, 1, 2, 24, 72))
KILLED_AT = ("tick", "claimed", "composed", "before sending", "answer read", "recorded")


class Killed(BaseException):
    """The process ends where this is raised."""


class Model:
    """Who is here, under which numbers; who was told of; and whether each post was right."""

    def __init__(self) -> None:
        self.groups: dict[int, set[int]] = {}
        self.told: set[int] = set()
        self.faults: list[str] = []
        """What a post did wrong: raised there, it would be one more failure of the platform."""

    def arrived(self, number: int) -> None:
        self.groups.setdefault(number, {number})

    def merged(self, kept: int, gone: int) -> None:
        self.groups[kept] |= self.groups.pop(gone)

    def erased(self, number: int) -> None:
        del self.groups[number]

    def posted(self, numbers: tuple[int, ...], *, again: bool) -> None:
        groups = [self.groups.get(number, set()) for number in numbers]
        if not again and any(group & self.told for group in groups):
            self.faults.append("somebody was told of twice, without a word")
        self.told |= set().union(*groups)

    def lost(self) -> set[int]:
        return {number for number, group in self.groups.items() if not group & self.told}


class Platform:
    """Keeps what is posted by its key, as Discord does, or lets what was posted be found, or neither."""

    def __init__(self, model: Model, at: Workspace, *, nonces: bool, readable: bool) -> None:
        self._model, self._at, self._nonces, self._readable = model, at, nonces, readable
        self.there: set[str] = set()
        self.posts = 0
        self.meets = ""

    def workspaces(self):
        return {self._at}

    def arrived(self, place, *, key, since, under=""):
        return (key,) if self._readable and key in self.there else ()

    def post(self, place, reply, *, key):
        if place.kind == "dm":
            return ("dm",)
        if self.meets in ("refused", "archived"):
            raise Undeliverable("no", lasting=self.meets == "archived")
        if self.meets != "lost" and not (self._nonces and key in self.there):
            if self._readable and key in self.there:
                self._model.faults.append("what arrived could have been found, and was repeated")
            self._model.posted(named(reply), again="Sent again" in str(reply))
            self.there.add(key)
            self.posts += 1
        if self.meets in ("lost", "answer lost"):
            raise Undeliverable("no answer", unknown=True)
        return (key,)


class History:
    def __init__(self, store: SqlStore, seed: int) -> None:
        self.dice, self.now, self.seed = Random(seed), BEGAN, seed
        self.store, self.at = store, Workspace("slack", f"T{seed}")
        self.team = store.within(store.organization(f"House {seed}", make=True))
        self.model = Model()
        self.platform = Platform(
            self.model, self.at, nonces=self.dice.random() < 0.4, readable=self.dice.random() < 0.5
        )
        self.windows: list[tuple[datetime, datetime]] = []
        since, schedule = BEGAN - timedelta(days=30), self.dice.choice(SCHEDULES)
        style = Style(waiting=0, chart=False, empty=self.dice.choice(("silent", "say")))
        new = Digest(
            0, "d", self.at, "C1", "c", schedule, "", "UTC", "", since, BEGAN, "active", "mia", owner="", style=style
        )
        self.digest = self.team.add_digest(replace(new, next_due=next_due(new, BEGAN)))

    def run(self) -> None:
        for _ in range(STEPS):
            people = (self.arrives, self.arrives, self.again, self.merge, self.erase)
            digest = (self.edit, self.pause, self.tick, self.tick, self.tick, self.dies, self.dies, self.fails)
            self.dice.choice((*people, *digest))()
            self.now += self.dice.choice(MOVES)
        self.end()

    # ------------------------------------------------------------------ acts

    def arrives(self) -> None:
        """Some are committed late: they came before the last tick."""
        number, early = len(self.team.numbers()) + self.dice.randrange(1 << 20), self.dice.choice((0, 0, 5, 150))
        mail = f"p{number}@mail.example"
        at = self.now - timedelta(minutes=early)
        self.model.arrived(self.team.save(cv(f"Person {number}", mails=(mail,), at=at)).number)

    def again(self) -> None:
        """A newer CV of somebody known, or a name put right, is no news."""
        for number in self._some(1):
            mail = self.team.dossier(number).profile.emails[0].value
            self.team.save(cv(f"Person {number}", text=str(self.now), mails=(mail,), at=self.now))

    def merge(self) -> None:
        if found := self._some(2):
            kept, gone = found
            self.team.merge(kept, gone, by="mia", at=self.now)
            self.model.merged(kept, gone)

    def erase(self) -> None:
        for number in self._some(1):
            person, owner = tables.candidate.c, self.team.organization.id
            with self.store.database.engine.begin() as connection:
                for group in sorted(self.model.groups[number], key=lambda one: one == number):
                    connection.execute(
                        delete(tables.candidate).where(person.organization_id == owner, person.number == group)
                    )
            self.model.erased(number)

    def edit(self) -> None:
        """The time zone, or the schedule."""
        changed = replace(self._now(), zone=self.dice.choice(ZONES), schedule=self.dice.choice(SCHEDULES))
        self.team.edit_digest(changed, next_due=next_due(changed, self.now))

    def pause(self) -> None:
        if self._now().state == "active" and self.dice.random() < 0.5:
            self.team.pause_digest(self.digest.id)
        else:
            self.resume()

    def resume(self) -> None:
        self.team.resume_digest(self.digest.id, next_due=next_due(self._now(), self.now))
        self.team.send_digest(self.digest.id, at=self.now)

    def tick(self, step: str = "") -> None:
        """However late it is, there is one post at most."""
        before = self.platform.posts
        parts = armed(Armed(self.store, delivered=self._noting), self.platform, step, self._killed)
        try:
            Runner(*parts, clock=lambda: self.now).tick()
        except Killed:
            return
        assert self.platform.posts - before <= 1

    def dies(self) -> None:
        self.tick(self.dice.choice(KILLED_AT))

    def fails(self) -> None:
        self.platform.meets = self.dice.choice(("refused", "archived", "lost", "answer lost"))
        self.tick()
        self.platform.meets = ""

    # ----------------------------------------------------------------- parts

    def end(self) -> None:
        """All is in order again, and time passes: everybody who is here was told of, and no window was left out."""
        for _ in range(2):
            self.now += timedelta(days=2)
            self.resume()
            for _ in range(2):
                self.tick()
        assert not self.model.faults, f"history {self.seed}: {self.model.faults}"
        assert self._now().state == "active"
        assert not self.model.lost(), f"history {self.seed}: {self.model.lost()} were never told of"
        ends = [self.digest.since, *(until for _, until in self.windows)]
        assert [since for since, _ in self.windows] == ends[:-1], (
            f"history {self.seed}: windows overlap, or leave a gap"
        )

    def _now(self) -> Digest:
        return self.team.digests()[0]

    def _some(self, number: int) -> list[int]:
        here = sorted(self.model.groups)
        return self.dice.sample(here, number) if len(here) >= number else []

    def _noting(self, delivered):
        def noted(delivery, *given, **more):
            delivered(delivery, *given, **more)
            self.windows.append((delivery.since, delivery.until))

        return noted

    @staticmethod
    def _killed() -> None:
        raise Killed
