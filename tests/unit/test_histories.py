"""Random histories of a team's people: what is made from documents and corrections is never out of step with them."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from bot import intake
from bot.corrections import anchor
from bot.cv import read_cv
from bot.records import Correction
from bot.store import Superseded
from storage import tables
from tests.stores import NOW

NAMES = ("Ana Lima", "Bo Chen", "Mia Okafor", "Jon Okafor")
STEPS = 25
REMAIN = 0.3
"""The share of merges that are not taken back at once."""
MADE = (tables.identity_key, tables.search_skill, tables.search_term)
TRUE = (tables.document, tables.profile, tables.correction, tables.note, tables.stage_change)


class History:
    """A team that adds, edits, moves, merges and takes back, by the throw of a die."""

    def __init__(self, store, seed):
        self.store, self.dice, self.at = store, Random(seed), NOW
        self.team = store.within(store.organization())

    def step(self, number):
        self.at += timedelta(hours=1)
        by, people = self.dice.choice(("Mara", "Jonas")), self.team.numbers()
        act = self.dice.choice(
            (self.arrive, self.arrive, self.arrive, self.merge, self.take_back, self.take_back, self.edit, self.work)
        )
        if people or act == self.arrive:
            act(number, by, people)

    def arrive(self, number, by, _):
        name, title = self.dice.choice(NAMES), self.dice.choice(("Engineer", "Lead"))
        mail = f"{self.dice.choice((name.split()[0], name.split()[1]))}@mail.example"
        end = self.dice.choice((1991 + number, "present"))
        data = f"# {name}\n{mail}\n\n## Experience\n- {title}, Tessera Labs, {1990 + number} - {end}\n"
        data += f"\n## Skills\n{self.dice.choice(('Rust', 'CUDA, Rust', 'Kubernetes'))}\n"
        opening = self.dice.choice(("", "Compilers"))
        intake.take_in(self.team, read_cv, f"{number}.md", data.encode(), by=by, at=self.at, opening=opening)

    def merge(self, _, by, people):
        """With a look at whether it can be taken back whole."""
        if len(people) < 2:
            return
        one, other = self.dice.sample(people, 2)
        before = self.rows(*TRUE, *MADE)
        self.team.merge(one, other, by=by, at=self.at)
        self.team.undo(self.team.last_change(number=one).id, at=self.at)
        assert self.rows(*TRUE, *MADE) == before
        if self.dice.random() < REMAIN:
            self.team.merge(one, other, by=by, at=self.at)

    def skilled(self):
        with self.store.database.engine.connect() as connection:
            return Counter(connection.scalars(select(tables.search_skill.c.skill)))

    def take_back(self, _, by, people):
        mine = self.team.last_change(by=by)
        theirs = self.team.last_change(number=self.dice.choice(people))
        change = self.dice.choice((mine, theirs))
        if change:
            with suppress(Superseded):
                self.team.undo(change.id, at=self.at)

    def edit(self, _, by, people):
        dossier = self.team.dossier(who := self.dice.choice(people))
        mails = [Correction("emails", "", by, self.at, entry=anchor(one)) for one in dossier.said.emails]
        added = Correction("emails", "set@mail.example", by, self.at)
        named = Correction("name", "Zed Lima", by, self.at, entry=anchor(dossier.said.name))
        self.team.correct(who, [self.dice.choice((*mails, added, named))])

    def work(self, number, by, people):
        self.team.note(self.dice.choice(people), f"note {number}", by=by, at=self.at)
        self.team.move(self.dice.choice(people), self.dice.choice(("interview", "offer")), by=by, at=self.at)

    def rows(self, *some):
        with self.store.database.engine.connect() as connection:
            return {table.name: sorted(map(str, connection.execute(select(table)))) for table in some}


@pytest.mark.parametrize("seed", range(5))
def test_whatever_a_team_did_search_and_recognition_follow_from_what_it_has(sqlite_store, seed):
    history = History(sqlite_store, seed)
    for number in range(STEPS):
        history.step(number)
        found = history.rows(*MADE)
        assert history.team.skill_counts() == history.skilled()
        for who in history.team.numbers():
            history.team.reindex(who)
        assert history.rows(*MADE) == found
