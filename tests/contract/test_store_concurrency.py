"""What a store promises to many at once: threads and processes on one database."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from multiprocessing import Pipe
from threading import Barrier

from bot.digests.records import Digest
from bot.records import Workspace
from bot.store import Conflict
from bot.work.records import Colleague
from storage import SqlStore, open_store
from tests.processes import forked
from tests.stores import NOW, cv

TURNS = 6
"""How often each writer tries; `tests/proofs/test_concurrency.py` has them try longer."""
PLACE = Workspace("slack", "T1")


def at_once(work, count):
    """The results of the work, begun by all threads together."""
    start = Barrier(count)

    def run(index):
        start.wait()
        return work(index)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def in_processes(work, url, count):
    """What each process told; all do the work with a store of their own on the database."""
    pipes = [Pipe(duplex=False) for _ in range(count)]
    running = [forked(_tell, work, url, me, theirs) for me, (_, theirs) in enumerate(pipes)]
    for _, theirs in pipes:
        theirs.close()
    told = [ours.recv() for ours, _ in pipes]
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0] * count
    return told


def _tell(work, url, me, pipe):
    store = open_store(url)
    pipe.send(list(work(store, me)))
    store.close()


def digest(name):
    since = NOW - timedelta(days=9)
    return Digest(0, name, PLACE, "C", "c", "0 9 * * *", "daily", "UTC", "", since, NOW, "active", "mia")


def test_fifty_writers_of_the_same_bytes_make_one_person(store: SqlStore):
    team = store.within(store.organization())
    saved = at_once(lambda _: team.save(cv("Ana Lima", mails=("ana@mail.example",))), 50)
    assert Counter(one.status for one in saved) == {"added": 1, "unchanged": 49}
    assert {one.number for one in saved} == {1}
    assert (team.numbers(), len(team.dossier(1).documents)) == ((1,), 1)


def test_fifty_writers_of_one_persons_cvs_make_one_person(store):
    team = store.within(store.organization())
    saved = at_once(lambda at: team.save(cv("Ana Lima", text=f"version {at}", mails=("ana@mail.example",))), 50)
    assert Counter(one.status for one in saved) == {"added": 1, "updated": 49}
    assert (team.numbers(), len(team.dossier(1).documents)) == ((1,), 50)


def test_fifty_writers_of_fifty_people_make_fifty(store):
    team = store.within(store.organization())
    at_once(lambda at: team.save(cv(f"Person {at}", skills={"rust": 1})), 50)
    assert team.numbers() == tuple(range(1, 51))
    assert team.skill_counts() == {"rust": 50}


def test_writers_who_index_the_same_person_again_take_turns(store):
    team = store.within(store.organization())
    team.save(cv("Ana Lima", mails=("ana@mail.example",), skills={"rust": 1}))
    at_once(lambda _: team.reindex(1), 20)
    assert team.names_like(("ana", "lma")) == ("ana", "lima")
    assert team.skill_counts() == {}


def test_no_edit_of_fifty_writers_is_lost(store):
    team = store.within(store.organization())
    team.save(cv("Ana"))

    def edit(index):
        kept = 0
        for turn in range(TURNS):
            try:
                here = team.candidate(1)
                to = "interview" if here.stage == "offer" else "offer"
                team.move(1, to, by=f"{index}", at=NOW, version=here.version, reason=f"{index} {turn}")
                kept += 1
            except Conflict:
                team.note(1, "refused", by=f"{index}", at=NOW)
        return kept

    kept = sum(at_once(edit, 50))
    whole = team.dossier(1)
    assert whole.candidate.version == 1 + kept == 1 + len(whole.changes)
    assert len(whole.notes) == 50 * TURNS - kept
    assert len({change.reason for change in whole.changes}) == kept
    trail = [change.to_stage for change in whole.changes]
    assert [change.from_stage for change in whole.changes] == ["new", *trail[:-1]]


def test_of_many_who_saw_one_todo_one_changes_it(store):
    team = store.within(store.organization())
    team.save(cv("Ana"))
    mara = Colleague("slack:T1:U1", "Mara")
    seen = team.add_todo(1, "Call her", due=date(2026, 12, 1), owner=mara, by="Mara", at=NOW)

    def change(index):
        try:
            if index % 2:
                team.finish_todo(seen.id, by=f"{index}", at=NOW, seen=seen)
            else:
                team.postpone_todo(seen.id, date(2027, 1, 1 + index), by=f"{index}", at=NOW, seen=seen)
        except Conflict:
            return ""
        return f"{index}"

    [winner] = filter(None, at_once(change, 20))
    _, history = team.history(number=1, limit=9)
    assert [one.by for one in history] == [winner, "Mara", "terminal"]
    now = team.todo(seen.id)
    assert (now.done_by == winner) if int(winner) % 2 else (now.due == date(2027, 1, 1 + int(winner)))


def test_of_many_who_saw_one_text_of_a_note_one_changes_it(store):
    mine = store.within(store.organization(), "slack:T1:U1")
    mine.save(cv("Ana"))
    mine.note(1, "first", by="Mara", at=NOW)
    [note] = mine.dossier(1).notes

    def edit(index):
        try:
            mine.edit_note(1, note.id, f"text {index}", by="Mara", at=NOW, seen="first")
        except Conflict:
            return ""
        return f"text {index}"

    [winner] = filter(None, at_once(edit, 20))
    assert [one.text for one in mine.dossier(1).notes] == [winner]


def test_one_of_many_threads_handles_an_event(store):
    assert sum(at_once(lambda _: store.first_time("Ev1", at=NOW), 30)) == 1


def test_many_first_starts_make_one_organization(store):
    assert len(set(at_once(lambda _: store.organization(), 20))) == 1


def test_many_first_events_of_a_workspace_make_one_organization(store):
    assert len(set(at_once(lambda _: store.organization_of(PLACE, name="Acme"), 20))) == 1


def test_each_due_digest_is_claimed_by_one_thread(store):
    team = store.within(store.organization())
    for name in range(40):
        team.add_digest(digest(f"{name}"))

    def tick(_):
        return [run.id for _ in range(40) if (run := store.claim([PLACE], now=NOW, lease=NOW + timedelta(hours=1)))]

    claimed = [run for runs in at_once(tick, 8) for run in runs]
    assert len(claimed) == len(set(claimed)) == 40


def deliver_all(store, _):
    while run := store.claim([PLACE], now=NOW, lease=NOW + timedelta(hours=1)):
        assert store.renew(run, now=NOW, lease=NOW + timedelta(hours=1))
        store.delivered(run, [1], messages=["m"], at=NOW, next_due=NOW + timedelta(days=1))
        yield run.digest.name


def test_each_due_digest_is_delivered_by_one_process(url):
    store = open_store(url)
    team = store.within(store.organization())
    team.save(cv("Ana"))
    for name in range(100):
        team.add_digest(digest(f"{name}"))
    told = [name for names in in_processes(deliver_all, url, 8) for name in names]
    assert sorted(told, key=int) == [f"{name}" for name in range(100)]
    assert {one.next_due for one in team.digests()} == {NOW + timedelta(days=1)}
    store.close()


def take_over(store, _):
    run = store.claim([PLACE], now=NOW, lease=NOW + timedelta(hours=1))
    yield run.attempt if run else "none"


def test_an_interrupted_delivery_is_taken_over_by_one_process(url):
    store = open_store(url)
    team = store.within(store.organization())
    team.add_digest(digest("d"))
    store.claim([PLACE], now=NOW, lease=NOW)
    told = Counter(word for words in in_processes(take_over, url, 3) for word in words)
    assert told == {"none": 2, 2: 1}
    store.close()


def save_all(store, me):
    team = store.within(store.organization())
    for at in range(20):
        yield team.save(cv(f"Person {at}", text=f"from {me}", mails=(f"{at}@mail.example",))).number
        yield team.save(cv(f"Person {at}", text="the same", mails=(f"{at}@mail.example",))).number


def test_processes_that_import_the_same_people_make_each_once(url):
    store = open_store(url)
    team = store.within(store.organization())
    in_processes(save_all, url, 3)
    assert team.numbers() == tuple(range(1, 21))
    assert {len(team.dossier(number).documents) for number in team.numbers()} == {4}
    assert sorted(team.candidate(number).name for number in team.numbers()) == sorted(
        f"Person {at}" for at in range(20)
    )
    store.close()


def test_no_work_of_fifty_writers_is_lost(store: SqlStore):
    own = store.organization()
    store.within(own).save(cv("Ana"))

    def work(index):
        team = store.within(own, f"slack:T1:U{index}")
        name = f"Member {index}"
        team.tag(1, [f"t{index}", "common"], [], by=name, at=NOW)
        team.note(1, f"note {index}", by=name, at=NOW)
        team.add_todo(1, f"todo {index}", due=None, owner=Colleague(f"slack:T1:U{index}", name), by=name, at=NOW)
        team.rate(1, "new", [("skills", 1 + index % 4)], "", sent=True, by=name, at=NOW)
        try:
            version = team.candidate(1).version
            team.assign(1, Colleague(f"slack:T1:U{index}", name), by=name, at=NOW, version=version)
        except Conflict:
            return 0
        return 1

    assigned = sum(at_once(work, 50))
    whole = store.within(own, "slack:T1:U1").dossier(1)
    assert set(whole.tags) == {*(f"t{index}" for index in range(50)), "common"}
    assert {one.text for one in whole.notes} == {f"note {index}" for index in range(50)}
    assert len(whole.todos) == len(whole.scorecards.shown) == 50
    total, deeds = store.within(own).history(number=1, limit=999)
    owners = [one.words for one in reversed(deeds) if one.kind == "owner"]
    assert assigned == len(owners) == whole.candidate.version - 1
    assert [one.partition(" → ")[0] for one in owners] == ["", *(one.partition(" → ")[2] for one in owners[:-1])]
    assert total == 1 + 4 * 50 + assigned


def test_of_two_who_undo_one_act_one_does(store: SqlStore):
    own = store.organization()
    team = store.within(own, "slack:T1:U1")
    team.save(cv("Ana"))
    team.tag(1, ["gpu"], [], by="Mara", at=NOW)
    last = team.last_change(number=1).id

    def undo(_):
        try:
            team.undo(last, at=NOW)
        except KeyError:
            return 0
        return 1

    assert sum(at_once(undo, 20)) == 1
    assert team.dossier(1).tags == ()
