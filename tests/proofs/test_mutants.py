"""Of small faults put into the code that decides, the tests notice nearly all: about access, and about who claims what."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic

import pytest

from tests.proofs.mutants import mutants, shuffled
from tests.proofs.watched import WATCHED

ROOT = Path(__file__).parents[2]
PROCESSES = 2
LONGEST = 8 * 60
"""Seconds for each subject; the faults that fall in them are a sample of all."""
LEAST = 0.9
FEW = 2
"""Some faults change nothing that can be seen: a small sample may hold that many."""


@contextmanager
def trying(subject):
    """Whether the tests notice the fault of a number; they pass where there is none."""
    command = [sys.executable, "-m", "tests.proofs.mutants", subject]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def noticed(number):
        process.stdin.write(f"{number}\n")
        process.stdin.flush()
        told, seen = json.loads(process.stdout.readline())
        assert told == number
        return seen

    assert not noticed(-1)
    yield noticed
    process.stdin.close()
    assert process.wait(60) == 0
    process.stdout.close()


@pytest.mark.parametrize("subject", WATCHED)
def test_faults_in_what_decides_are_noticed(subject, take):
    numbers = take(shuffled(subject))
    ends, lock = monotonic() + LONGEST, Lock()

    def following():
        with lock:
            return next(numbers, None) if monotonic() < ends else None

    def work(_):
        found = {}
        with trying(subject) as noticed:
            while (number := following()) is not None:
                found[number] = noticed(number)
        return found

    with ThreadPoolExecutor(PROCESSES) as pool:
        seen = {number: was for some in pool.map(work, range(PROCESSES)) for number, was in some.items()}
    every = mutants(subject)
    missed = [str(every[number]) for number, was in sorted(seen.items()) if not was]
    share = 1 - len(missed) / len(seen)
    print(  # noqa: T201
        f"{subject}: {len(seen)} of {len(every)} faults tried, {share:.0%} noticed; not noticed:", *missed, sep="\n  "
    )
    assert len(missed) <= max(FEW, (1 - LEAST) * len(seen)), missed
