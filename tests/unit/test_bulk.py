"""Many files at once: the order of outcomes, what one bad file does to the others, and how much lies in memory."""

import threading
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import bulk
from bot.calls import import_
from bot.commands.add import batch_report
from bot.cv import Unreadable, read_cv
from bot.store import Unavailable
from tests.bot import words

SAMPLES = Path(__file__).parents[2] / "samples" / "cvs"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def tenant(sqlite_store):
    return sqlite_store.within(sqlite_store.organization("Tessera Labs"))


def ticking():
    """A clock that goes on by a minute with every look."""
    turns = iter(range(10_000))
    return lambda: NOW + timedelta(minutes=next(turns))


def take_in(tenant, paths, *, read=read_cv, at_once=3):
    return bulk.take_in_all(tenant, read, paths, by="Mara", clock=ticking(), at_once=at_once)


@pytest.fixture
def cvs(tmp_path):
    """A folder for files; the database lies beside it."""
    (tmp_path / "cvs").mkdir()
    return tmp_path / "cvs"


def folder(path, number):
    for count in range(number):
        (path / f"{count:03}.md").write_text(
            f"# Ada Example {'abcdefghij'[count % 10]}\n\na{count}@mail.example\n\n## Skills\n\nPython, Rust\n"
        )
    return bulk.files([path])


@pytest.mark.parametrize("at_once", [1, 4])
def test_outcomes_come_in_the_order_of_the_files_however_many_are_read_at_once(tenant, at_once):
    paths = bulk.files([SAMPLES])
    outcomes = list(take_in(tenant, paths, at_once=at_once))
    assert [one.file for one in outcomes] == [str(path) for path in paths]
    assert [one.candidate for one in outcomes] == list(range(1, len(paths) + 1))


def test_arrivals_keep_the_order_of_the_files(tenant):
    list(take_in(tenant, bulk.files([SAMPLES])))
    _, newest_first = tenant.arrived(NOW, limit=100)
    numbers = [candidate.number for candidate in newest_first]
    assert numbers == sorted(numbers, reverse=True)


def test_bad_files_are_rejected_with_a_reason_and_the_others_are_saved(tenant, cvs):
    paths = folder(cvs, 3)
    (cvs / "001.md").write_bytes(b"\x89PNG\r\n")
    paths.insert(1, cvs / "gone.md")
    found = list(take_in(tenant, paths))
    assert [one.status for one in found] == ["added", "rejected", "rejected", "added"]
    assert [one.reason for one in found if one.status == "rejected"] == [
        "not a file.",
        "a PNG picture, no text inside. Send the CV as PDF, Word or text.",
    ]


def test_a_link_in_a_folder_that_leads_out_of_it_is_not_followed(tenant, cvs):
    """As of an archive that was unpacked by hand: what a stranger put into it names files of this machine."""
    (cvs.parent / "private.md").write_text("# Bo Private\n\nbo@mail.example\n")
    (cvs.parent / "more").mkdir()
    (cvs / "a.md").write_text("# Ada Example\n\nada@mail.example\n")
    (cvs / "b.md").symlink_to("a.md")
    (cvs / "c.md").symlink_to("../private.md")
    (cvs / "d.md").symlink_to("nowhere")
    outcomes = [*take_in(tenant, bulk.files([cvs]))]
    assert [one.status for one in outcomes] == ["added", "unchanged", "rejected"]
    assert outcomes[2].reason == "a link to a file elsewhere. Name that file itself."
    named = [*take_in(tenant, bulk.files([cvs / "c.md"]))]
    assert [one.status for one in named] == ["added"]


def test_the_same_file_twice_in_one_import_is_one_document(tenant, cvs):
    folder(cvs, 1)
    (cvs / "again.md").write_bytes((cvs / "000.md").read_bytes())
    assert [one.status for one in take_in(tenant, bulk.files([cvs]))] == ["added", "unchanged"]


def test_only_a_few_files_are_read_ahead(tenant, cvs):
    begun = []

    def counted(data, name):
        begun.append(name)
        return read_cv(data, name)

    outcomes = take_in(tenant, folder(cvs, 60), read=counted, at_once=2)
    with closing(outcomes):
        next(outcomes)
        assert len(begun) <= bulk.TOGETHER + 2 * 2 + 1


def test_what_was_saved_before_a_stop_stays_and_nothing_is_read_afterwards(tenant, cvs):
    read = []
    gate = threading.Event()

    def slowly(data, name):
        if name > "004.md":
            gate.wait()
        read.append(name)
        return read_cv(data, name)

    outcomes = take_in(tenant, folder(cvs, 30), read=slowly, at_once=1)
    next(outcomes)
    gate.set()
    outcomes.close()
    assert 1 <= tenant.count() <= len(read) < 30


@pytest.fixture
def _closed_meanwhile(tenant, monkeypatch):
    """Somebody else closes the opening after the first save."""
    made = tenant.add_opening("Kernel engineer", by="Mara", at=NOW)
    save_some, saves = type(tenant).save_some, []

    def saved(self, received):
        if len(saves) == 1:
            tenant.change_opening(replace(made, closed=NOW), words="closed", by="Jonas", at=NOW)
        saves.append(len(received))
        return save_some(self, received)

    monkeypatch.setattr(type(tenant), "save_some", saved)


@pytest.mark.usefixtures("_closed_meanwhile")
def test_an_opening_that_is_closed_meanwhile_loses_nothing_and_stops_no_file(tenant, cvs):
    paths = folder(cvs, bulk.TOGETHER + 5)
    (cvs / "first again.md").write_text(f"{(cvs / '000.md').read_text()}\nMore: CUDA\n")
    (cvs / "picture.md").write_bytes(b"\x89PNG\r\n")
    paths += [cvs / "001.md", cvs / "first again.md", cvs / "picture.md"]
    taken = bulk.take_in_all(tenant, read_cv, paths, by="Mara", clock=ticking(), at_once=3, opening="Kernel engineer")
    found = list(taken)
    assert [one.file for one in found] == [str(path) for path in paths]
    before = [one.status for one in found].index("rejected")
    assert [one.status for one in found[:before]] == ["added"] * before != []
    shut = found[before:-3]
    assert shut
    assert {one.reason for one in shut} == {"Kernel engineer was closed meanwhile: nobody can apply for it any more."}
    assert [one.status for one in found[-3:]] == ["unchanged", "updated", "rejected"], "whoever applied before goes on"
    assert tenant.count() == before
    assert "PNG" in found[-1].reason
    again = list(bulk.take_in_all(tenant, read_cv, paths[before:-3], by="Mara", clock=ticking()))
    assert {one.status for one in again} == {"added"}, "and the same files come in without the opening"


@pytest.mark.usefixtures("_closed_meanwhile")
def test_the_call_says_so_of_each_file_and_ends_with_1(tenant, cvs):
    folder(cvs, bulk.TOGETHER + 3)
    done = CliRunner().invoke(import_, [str(cvs), "--opening", "kernel"], obj=Session(tenant))
    assert done.exit_code == 1
    assert "Kernel engineer was closed meanwhile" in done.output
    assert f"{tenant.count()} added" in done.output.splitlines()[-1]


def test_a_database_that_fails_ends_the_import(tenant, cvs, monkeypatch):
    def fail(received):
        raise Unavailable("the disk is full")

    monkeypatch.setattr(type(tenant), "save_some", lambda self, received: fail(received))
    with pytest.raises(Unavailable):
        list(take_in(tenant, folder(cvs, 3)))


def test_a_reader_that_refuses_everything_saves_nothing(tenant, cvs):
    def refuse(data, name):
        raise Unreadable("could not be read safely.")

    found = list(take_in(tenant, folder(cvs, 3), read=refuse))
    assert Counter(one.reason for one in found) == {"could not be read safely.": 3}
    assert tenant.count() == 0


def test_totals_name_only_what_happened():
    assert bulk.totals(Counter({"added": 4, "rejected": 1})) == "5 files: 4 added, 1 rejected"
    assert bulk.totals(Counter()) == "0 files: nothing to read"


class Session:
    """What the import call is run with; reading stops it."""

    me = "Mara"

    def __init__(self, tenant):
        self.tenant, self.recorded, self.turns = tenant, [], 0

    @contextmanager
    def series(self):
        yield self.read

    def read(self, data, name):
        self.turns += 1
        if self.turns > 40:
            raise KeyboardInterrupt
        return read_cv(data, name)

    def record(self, action):
        self.recorded.append(action)


def test_an_import_that_is_stopped_says_how_far_it_came(tenant, cvs):
    folder(cvs, 60)
    session = Session(tenant)
    done = CliRunner().invoke(import_, [str(cvs)], obj=session)
    assert done.exit_code == 1
    assert f"Stopped after {tenant.count()} of 60 files" in done.output
    assert 0 < tenant.count() < 60
    assert session.recorded == ["import"]


def test_every_warning_reaches_who_imports():
    told = bulk.Outcome(
        "cv.pdf", "added", 7, "Ana Lima", 0.9, ("Some letters are garbled.", "Page 2 is only a picture.")
    )
    assert bulk.line(told).endswith("Some letters are garbled. · Page 2 is only a picture.")
    shown = "\n".join(map(words, batch_report([told], "b1").blocks))
    assert [shown.count(warning) for warning in told.warnings] == [1, 1]
