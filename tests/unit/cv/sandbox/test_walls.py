"""Each wall by itself: what it denies, and what is told where the system has none of its kind."""

import os
import resource
from pathlib import Path

import pytest

from bot.cv.sandbox import child, landlock, seccomp, walls
from bot.cv.sandbox.standing import Wall
from tests.unit.cv.sandbox.forking import in_a_fork, in_a_thread

HARMLESS = {"RLIMIT_CORE": (0, 0)}
"""A limit that lets the process say what it saw."""


def attempt(act, *arguments):
    try:
        act(*arguments)
    except OSError as error:
        return type(error).__name__
    return "done"


def opened():
    return attempt(Path("/etc/passwd").read_bytes)


def test_each_wall_denies_files_for_good():
    if not (version := landlock.version()):
        pytest.skip("this kernel has no Landlock")

    def behind():
        free = [opened(), seccomp.give_up_privileges(), attempt(os.getcwd)]
        no_files = [landlock.restrict(version), opened(), attempt(os.getcwd)]
        no_calls = [seccomp.restrict(), attempt(os.getcwd), landlock.restrict(version)]
        return free, no_files, no_calls

    assert in_a_fork(lambda: in_a_thread(behind)) == [
        ["done", True, "done"],
        [True, "PermissionError", "done"],
        [True, "PermissionError", False],
    ]


def test_where_a_system_has_no_such_wall_that_is_told(monkeypatch):
    assert not landlock.restrict(0)
    assert seccomp._code("pdp11") == b""
    monkeypatch.setattr(seccomp, "_PRCTL", None)
    assert not seccomp.give_up_privileges()


def test_all_walls_are_raised_and_those_that_stand_are_told(monkeypatch):
    monkeypatch.setattr(walls, "_LIMITS", HARMLESS)
    standing = Wall(in_a_fork(lambda: in_a_thread(lambda: int(walls.raise_walls(3)))))
    assert standing >= Wall.PROCESS | Wall.LIMITS
    assert (Wall.FILES in standing) == bool(landlock.version())


def test_the_processor_time_is_bounded_for_so_many_documents(monkeypatch):
    monkeypatch.setattr(walls, "_LIMITS", HARMLESS)
    monkeypatch.setattr(seccomp, "_PRCTL", None)

    def bounded():
        return [int(walls.raise_walls(3)), *resource.getrlimit(resource.RLIMIT_CPU)]

    assert in_a_fork(bounded) == [Wall.PROCESS | Wall.LIMITS, 3 * walls.CPU, 3 * walls.CPU + 1]


def test_a_limit_that_the_system_lacks_is_a_wall_that_is_missing(monkeypatch):
    monkeypatch.setattr(walls, "_LIMITS", {"RLIMIT_OF_NO_SYSTEM": (0, 0)})
    monkeypatch.setattr(seccomp, "_PRCTL", None)
    assert in_a_fork(lambda: int(walls.raise_walls())) == Wall.PROCESS


def test_which_walls_a_child_would_have_is_found_out_in_one(monkeypatch):
    monkeypatch.setattr(walls, "_LIMITS", HARMLESS)
    monkeypatch.setattr(seccomp, "_PRCTL", None)
    assert child.walls_here() == Wall.PROCESS | Wall.LIMITS
