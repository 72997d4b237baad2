"""What a store promises to who reads much for one answer: it is all of one moment, up to what they write themselves."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from bot.records import Correction
from bot.store import Conflict, Unavailable
from storage.transactions import reading
from tests.stores import NOW, cv


@pytest.fixture
def team(store):
    return store.within(store.organization())


def elsewhere(work):
    """Done by another thread, as by another process."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def test_what_others_write_meanwhile_is_seen_afterwards(store, team):
    team.save(cv("Ana"))
    with store.moment():
        assert team.count() == 1
        elsewhere(lambda: team.save(cv("Ben")))
        assert (team.count(), elsewhere(team.count)) == (1, 2)
    assert team.count() == 2


def test_what_one_writes_is_seen_at_once_and_what_others_wrote_with_it(store, team):
    team.save(cv("Ana"))
    with store.moment():
        assert team.count() == 1
        elsewhere(lambda: team.save(cv("Ben")))
        team.save(cv("Cem"))
        assert team.count() == 3


def test_a_moment_inside_a_moment_is_the_same(store, team):
    with store.moment():
        team.count()
        with store.moment():
            elsewhere(lambda: team.save(cv("Ana")))
            assert team.count() == 0
        assert team.count() == 0
    assert team.count() == 1


class Failing:
    def __init__(self, database):
        self.database = database

    @reading
    def fails(self, connection):
        connection.execute(text("SELECT nothing FROM nowhere"))


def test_after_a_fault_one_reads_on(store, team):
    with store.moment():
        team.count()
        with pytest.raises(Unavailable):
            Failing(store.database).fails()
        assert team.count() == 0
        with pytest.raises(KeyError):
            team.tag(7, ["gpu"], [], by="mia", at=NOW)
        assert team.count() == 0


def test_a_moment_that_breaks_off_holds_nothing_up(store, team):
    for _ in range(30):
        with pytest.raises(Conflict):
            _broken_off(store, team)
    team.save(cv("Ana"))
    assert team.count() == 1


def test_the_cv_alone_is_the_dossier_without_what_the_team_wrote(team):
    team.save(cv("Ana", mails=("ana@mail.example",)))
    team.tag(1, ["gpu"], [], by="mia", at=NOW)
    whole, alone = team.dossier(1), team.cvs([1])[0]
    assert (whole.tags, alone.tags) == (("gpu",), ())
    assert [(one.candidate, one.profile, one.texts, one.content) for one in (whole, alone)] == [
        (alone.candidate, alone.profile, alone.texts, alone.content)
    ] * 2


def test_the_digest_of_the_content_tells_what_was_corrected_and_what_came_anew(team):
    team.save(cv("Ana", mails=("ana@mail.example",)))
    first = team.cvs([1])[0].content
    assert first
    team.correct(1, [Correction("name", "Ana Sousa", "mia", NOW)])
    corrected = team.cvs([1])[0].content
    team.save(cv("Ana", text="CUDA", mails=("ana@mail.example",)))
    assert len({first, corrected, team.cvs([1])[0].content}) == 3


def _broken_off(store, team):
    with store.moment():
        team.count()
        raise Conflict


def test_a_time_without_its_zone_is_none(store):
    team = store.within(store.organization())
    team.save(cv("Ana"))
    with pytest.raises(Exception, match="a time without its zone"):
        team.note(1, "Called", by="Mara", at=NOW.replace(tzinfo=None))
    assert team.dossier(1).notes == ()
