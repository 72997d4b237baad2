"""What a store promises when its process is killed at any moment: what was acknowledged is there, and whole."""

import random
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from bot.profile import facts
from storage import open_store

ROOT = Path(__file__).parents[2]
KILLS = 4
"""A seeded sample of each database."""

WORK = """
    import sys
    from storage import open_store
    from tests.stores import NOW, cv
    from bot.records import Correction
    team = open_store(sys.argv[1]).within(open_store(sys.argv[1]).organization())
    start = int(sys.argv[2])
    implied = {"deep-learning": 1, "machine-learning": 1}
    for at in range(start, start + 10_000):
        mails = (f"{at}@mail.example",)
        saved = team.save(cv(f"Person {at}", text="pytorch", mails=mails, skills={"pytorch": 1}, implied=implied))
        print("saved", saved.number, flush=True)
        team.save(cv(f"Person {at}", text=f"kubernetes {at}", mails=(f"{at}@mail.example",)))
        team.correct(saved.number, [Correction("label", f"Label {at}", "Mara", NOW)])
        print("set", saved.number, flush=True)
        if at % 2:
            team.merge(saved.number - 1, saved.number, by="Mara", at=NOW)
            print("merged", saved.number, flush=True)
        if at % 4 == 3:
            team.undo(team.last_change(number=saved.number).id, at=NOW)
            print("parted", saved.number, flush=True)
"""


def rows(team):
    """What search says of everybody."""
    return (
        team.skill_counts(),
        team.names_like(("ana", "lima", "person")),
        [team.candidate(number).headline for number in team.numbers()],
    )


@pytest.mark.parametrize("kill", range(KILLS))
def test_what_was_acknowledged_survives_a_kill_whole(url, kill):
    process = subprocess.Popen(
        [sys.executable, "-c", dedent(WORK), url, str(kill * 10_000)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    told = [process.stdout.readline().split() for _ in range(random.Random(kill).randint(5, 40))]
    process.kill()
    told += [line.split() for line in process.communicate()[0].splitlines(keepends=True) if line.endswith("\n")]
    store = open_store(url)
    team = store.within(store.organization())
    for what, number in told:
        kept = team.dossier(int(number))
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
