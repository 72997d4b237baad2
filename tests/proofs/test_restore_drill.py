"""The restore drill: ten thousand people, backed up while others write, put back by the command line, and asked for."""

import json
from multiprocessing import Pipe
from time import monotonic

from benchmarks.crowd import crowd, one_of_them
from storage import open_store
from tests.calls import Program
from tests.contract.test_store_crashes import work
from tests.processes import forked

PEOPLE = 10_000
A_MINUTE = 60


def test_a_bot_answers_from_a_backup_of_ten_thousand_people_within_a_minute(tmp_path):
    program = Program(tmp_path)
    store = open_store(program.database)
    team = store.within(store.organization())
    left = [one.received for one in crowd(PEOPLE)]
    while left:
        left = left[len(team.save_some(left[:200])) :]
    store.close()
    ours, theirs = Pipe(duplex=False)
    process = forked(work, program.database, PEOPLE, theirs)
    acknowledged = [ours.recv() for _ in range(20)]
    saved = program("db", "backup", "monday.db")
    process.kill()
    process.join()
    assert saved.returncode == 0, saved.stderr
    for file in tmp_path.glob("test.db*"):
        file.unlink()
    began = monotonic()
    restored = program("db", "restore", "monday.db")
    assert restored.returncode == 0, restored.stderr
    somebody = one_of_them(PEOPLE - 1).name
    found = program("find", "--json", "--", *somebody.split())
    took = monotonic() - began
    assert somebody in {hit["name"] for hit in json.loads(found.stdout)}
    store = open_store(program.database)
    team = store.within(store.organization())
    assert team.count() >= PEOPLE
    assert all(team.dossier(number) for _, number in acknowledged)
    store.close()
    assert took < A_MINUTE
