"""Moving to another database: everything arrives as it was, numbers go on, and a failed move leaves nothing."""

import shutil
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from bot.bulk import take_in_all
from bot.records import Correction, Workspace
from bot.search.finding import find
from storage import Undone, open_store, upkeep
from storage.engine import connect
from storage.maintenance import scratch
from storage.tables import metadata
from tests.bot import SAMPLES, read
from tests.stores import NOW, cv

SOME = 6
"""Of the samples."""


@pytest.fixture
def empty(postgresql_schema):
    """Address of another database of PostgreSQL, in which there is nothing at all."""
    with scratch(postgresql_schema) as url:
        yield url


@pytest.fixture(scope="module")
def filled(sqlite_template, tmp_path_factory):
    """Address of a database with people, work on them, and another organization beside."""
    file = tmp_path_factory.mktemp("filled") / "store.db"
    shutil.copyfile(sqlite_template, file)
    store = open_store(f"sqlite:///{file}")
    team = store.within(store.organization())
    for _ in take_in_all(team, read, sorted(SAMPLES.iterdir())[:SOME], by="Mara", clock=lambda: NOW):
        pass
    team.merge(1, 2, by="Mara", at=NOW)
    team.merge(5, 4, by="Mara", at=NOW)
    team.note(3, "Ask about NUMA.", by="Mara", at=NOW)
    team.correct(3, [Correction("label", "Compilers", "Mara", NOW)])
    store.within(store.organization_of(Workspace("slack", "T1"), name="Others")).save(cv("Ana Lima"))
    store.close()
    return f"sqlite:///{file}"


def said(url, questions):
    """What the bot knows there: everybody's dossier, and who is found."""
    store = open_store(url)
    team = store.within(store.organization("default"))
    found = [[hit.dossier for hit in find(team, one, today=NOW.date(), limit=20).hits] for one in questions]
    dossiers = [team.dossier(number) for number in team.numbers()]
    store.close()
    return dossiers, found


QUESTIONS = ("cuda", '"machine learning"', "rust OR go", "who has published", "noor")


def test_a_team_finds_everything_after_its_move(filled, empty, tmp_path):
    moved = upkeep.copy(filled, empty)
    assert not moved.to_index
    there = said(empty, QUESTIONS)
    assert any(there[1])
    assert there == said(filled, QUESTIONS)
    back = f"sqlite:///{tmp_path / 'back.db'}"
    assert upkeep.copy(empty, back).to_index
    store = open_store(back)
    team = store.within(store.organization("default"))
    for number in team.to_reindex():
        team.reindex(number)
    store.close()
    assert said(back, QUESTIONS) == there


def test_numbers_go_on_where_they_were(filled, empty):
    upkeep.copy(filled, empty)
    store = open_store(empty)
    team = store.within(store.organization("default"))
    assert team.save(cv("Zoe Zimmer")).number == SOME + 1
    new = store.organization("new")
    assert new.id not in {1, 2}
    store.close()


def test_nothing_is_added_to_a_database_that_holds_something(filled, empty):
    store = open_store(empty, migrate=True)
    store.organization("already")
    store.close()
    with pytest.raises(Undone, match="copy into an empty database"):
        upkeep.copy(filled, empty)


def test_what_arrives_otherwise_is_found_and_not_kept(filled, empty, monkeypatch):
    real, seen = upkeep.copy.__globals__["_summed"], []

    def lossy(batches):
        seen.append(1)
        count, digest = real(batches)
        return count, digest + (len(seen) > 40)

    monkeypatch.setitem(upkeep.copy.__globals__, "_summed", lossy)
    with pytest.raises(Undone, match="Nothing was kept there"):
        upkeep.copy(filled, empty)
    engine = connect(empty)
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.info.get("only", "postgresql") == "postgresql":
                assert connection.execute(select(func.count()).select_from(table)).scalar() == 0
    engine.dispose()
    monkeypatch.undo()
    assert upkeep.copy(filled, empty).people


def test_the_same_database_twice_is_no_move(filled):
    with pytest.raises(Undone, match="the same database"):
        upkeep.copy(filled, filled)


def test_what_is_copied_is_still_the_database_of_its_erasures(filled, empty, tmp_path):
    moved, erasures = tmp_path / "moved.db", tmp_path / "erasures"
    shutil.copyfile(filled.removeprefix("sqlite:///"), moved)
    with storing(f"sqlite:///{moved}", erasures) as team:
        team.erase(3, by="Mara", at=datetime.now(UTC))
    upkeep.copy(filled, empty)
    with storing(empty, erasures) as team:
        assert team.erased(3).by == "Mara"
        assert team.candidate(3) is None


@contextmanager
def storing(url, erasures):
    store = open_store(url, erasures=erasures)
    yield store.within(store.organization("default"))
    store.close()
