"""What a store promises when its process is killed at any moment: what was acknowledged is there, and whole."""

import random
from contextlib import suppress
from multiprocessing import Pipe

import pytest

from bot.profile import facts
from bot.records import Correction
from storage import open_store
from tests.processes import forked
from tests.stores import NOW, cv

KILLS = 2
"""A seeded sample of each database."""


def work(url, start, pipe, name=None):
    """Saves, corrects, merges and undoes without end, and tells of each once it is done."""
    store = open_store(url)
    team = store.within(store.organization(name))
    implied = {"deep-learning": 1, "machine-learning": 1}
    for at in range(start, start + 10_000):
        mails = (f"{at}@mail.example",)
        saved = team.save(cv(f"Person {at}", text="pytorch", mails=mails, skills={"pytorch": 1}, implied=implied))
        pipe.send(("saved", saved.number))
        team.save(cv(f"Person {at}", text=f"kubernetes {at}", mails=(f"{at}@mail.example",)))
        team.correct(saved.number, [Correction("label", f"Label {at}", "Mara", NOW)])
        pipe.send(("set", saved.number))
        if at % 2:
            team.merge(saved.number - 1, saved.number, by="Mara", at=NOW)
            pipe.send(("merged", saved.number))
        if at % 4 == 3:
            team.undo(team.last_change(number=saved.number).id, at=NOW)
            pipe.send(("parted", saved.number))


def told(pipe):
    """What was told to its end before the process was."""
    with suppress(EOFError, OSError):
        while True:
            yield pipe.recv()


def rows(team):
    """What search says of everybody."""
    return (
        team.skill_counts(),
        team.names_like(("ana", "lima", "person")),
        [team.candidate(number).headline for number in team.numbers()],
    )


@pytest.mark.parametrize("kill", range(KILLS))
def test_what_was_acknowledged_survives_a_kill_whole(url, kill):
    survives(url, kill)


def survives(url, kill, name=None):
    ours, theirs = Pipe(duplex=False)
    process = forked(work, url, kill * 10_000, theirs, name)
    theirs.close()
    acknowledged = [ours.recv() for _ in range(random.Random(kill).randint(5, 40))]
    process.kill()
    acknowledged += told(ours)
    process.join()
    store = open_store(url)
    team = store.within(store.organization(name))
    for what, number in acknowledged:
        kept = team.dossier(number)
        assert kept is not None
        assert what != "set" or any(one.field == "label" for one in kept.corrections)
    for number in team.numbers():
        kept = team.dossier(number)
        for fact in facts(kept.profile):
            for one in fact.evidence:
                assert kept.texts[one.document][one.start : one.end] == fact.value
    before = rows(team)
    for number in team.numbers():
        team.reindex(number)
    assert rows(team) == before
    store.close()
