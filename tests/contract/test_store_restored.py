"""Whoever was erased stays erased: a restored backup erases them again before anything is asked of it."""

import os
import shutil
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import Unavailable, WasErased
from storage import open_store
from storage.journal import SUFFIX, Journal
from tests.stores import NOW, cv

MAIL = "ana@mail.example"
LATER = NOW + timedelta(hours=1)


def filled(store):
    team = store.within(store.organization())
    team.save(cv("Ana Lima", mails=(MAIL,)))
    team.save(cv("Bo Meyer", mails=("bo@mail.example",)))
    return team


@pytest.fixture
def file(sqlite_url):
    return Path(sqlite_url.removeprefix("sqlite:///"))


def opened(file):
    store = open_store(f"sqlite:///{file}")
    return store, store.within(store.organization())


@pytest.fixture
def backup(file):
    """A copy of the database as it was before somebody was erased; the database by then."""
    store, team = opened(file)
    filled(store)
    store.close()
    kept = file.with_name("backup.db")
    shutil.copyfile(file, kept)
    store, team = opened(file)
    team.save(cv("Cy Okafor", mails=("cy@mail.example",)))
    team.erase(1, by="Mara", at=LATER, why="asked for it")
    team.erase(3, by="Mara", at=LATER)
    store.close()
    return kept


def restored(file, backup):
    for end in ("", "-wal", "-shm"):
        Path(f"{file}{end}").unlink(missing_ok=True)
    shutil.copyfile(backup, file)
    return opened(file)


def test_a_restored_backup_erases_them_again_before_it_is_asked_anything(file, backup):
    store, team = restored(file, backup)
    assert team.numbers() == (2,)
    assert (team.candidate(1), team.file(1)) == (None, None)
    again = team.erased(1)
    assert (again.at, again.by, again.why) == (LATER, "Mara", "asked for it")
    assert team.erasures(limit=9)[0] == 2
    store.close()
    store, team = opened(file)
    assert team.erasures(limit=9)[0] == 2
    store.close()


def test_their_numbers_are_nobodys_and_they_are_noticed_when_they_come_again(file, backup):
    store, team = restored(file, backup)
    for name, mail in (("Ana Lima", MAIL), ("Cy Okafor", "cy@mail.example")):
        with pytest.raises(WasErased):
            team.save(cv(name, text="newer", mails=(mail,)))
    assert team.save(cv("Di Ngata")).number == 4
    store.close()


def test_somebody_else_who_got_the_number_since_a_restore_without_the_journal_stays(file, backup):
    journal = Path(f"{file}{SUFFIX}")
    aside = journal.rename(file.with_name("aside"))
    store, team = restored(file, backup)
    assert team.numbers() == (1, 2)
    other = team.save(cv("Ed Quist", mails=("ed@mail.example",), at=LATER + timedelta(days=1)))
    assert other.number == 3
    store.close()
    aside.rename(journal)
    store, team = opened(file)
    assert team.numbers() == (2, 3)
    assert team.candidate(3).name == "Ed Quist"
    store.close()


def test_the_journal_names_nobody_and_is_for_nobody_else_to_read(file, backup):
    journal = Path(f"{file}{SUFFIX}")
    said = journal.read_text(encoding="utf-8").casefold()
    assert said.count("\n") == 2
    assert not any(word in said for word in ("ana", "lima", "mail", "okafor"))
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600


def test_an_erasure_that_failed_is_withdrawn_and_a_line_cut_short_is_none(file, backup, monkeypatch):
    store, team = opened(file)
    monkeypatch.setattr(type(team), "proof", lambda *_: (_ for _ in ()).throw(Unavailable("x")))
    with pytest.raises(Unavailable):
        team.erase(2, by="Mara", at=LATER)
    monkeypatch.undo()
    store.close()
    with Path(f"{file}{SUFFIX}").open("ab") as journal:
        journal.write(b'{"token": "cut')
    store, team = opened(file)
    assert team.numbers() == (2,)
    assert len(Journal(Path(f"{file}{SUFFIX}")).lines()) == 2
    store.close()


def test_a_line_cut_short_takes_no_later_one_with_it(file, backup):
    """As where the disk was full, or the machine went down: the next line begins anew."""
    with Path(f"{file}{SUFFIX}").open("ab") as journal:
        journal.write(b'{"token": "cut')
    store, team = opened(file)
    team.erase(2, by="Mara", at=LATER)
    store.close()
    store, team = restored(file, backup)
    assert team.numbers() == ()
    store.close()


def test_who_cannot_be_written_down_whole_is_not_erased(file, backup, monkeypatch):
    """Else a backup would bring them back."""
    store, team = opened(file)
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:20]))
    with pytest.raises(OSError, match="space"):
        team.erase(2, by="Mara", at=LATER)
    monkeypatch.undo()
    assert team.candidate(2).name == "Bo Meyer"
    store.close()


def test_a_journal_of_one_database_does_for_another_with_the_same_people(store, url, tmp_path):
    """As of a server whose backup is older: the journal is a file that settings name."""
    kept = tmp_path / "erasures"
    team = filled(store)
    own = store.organization().id
    Journal(kept).write(
        {
            "token": "t",
            "organization": own,
            "numbers": [1],
            "keys": [],
            "at": LATER.isoformat(),
            "by": "Mara",
            "why": "",
        }
    )
    again = open_store(url, erasures=kept)
    assert team.numbers() == (2,)
    with pytest.raises(WasErased):
        team.save(cv("Ana Lima", mails=(MAIL,), text="newer"))
    again.close()


def test_a_database_made_anew_under_the_same_path_knows_nothing_of_who_was_erased_in_the_other(file, backup):
    for end in ("", "-wal", "-shm"):
        Path(f"{file}{end}").unlink(missing_ok=True)
    store, _ = opened(file)
    team = filled(store)
    store.close()
    store, team = opened(file)
    assert team.numbers() == (1, 2)
    assert (team.erased(1), team.erasures(limit=9)) == (None, (0, ()))
    assert team.save(cv("Ana Lima", mails=(MAIL,), text="newer")).number == 1
    store.close()
