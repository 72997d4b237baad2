"""Small faults put into the code that decides about access, one at a time, to see whether the tests notice.

``python -m tests.proofs.mutants`` reads numbers of faults and writes for each whether a test failed. All is loaded once;
each fault is put into the functions of a forked copy, where the tests run until the first one fails.
"""

import ast
import copy
import importlib
import inspect
import io
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
WATCHED: dict[str, tuple[str, ...]] = {
    "bot.chat.access": ("role_of", "demanding", "allows", "may", "shown_to", "_block", "_item", "_group", "refused"),
    "bot.chat.app": ("admits", "_completed", "_answer", "_rerun"),
    "bot.chat.whose": ("tenant",),
    "storage.access": ("_here", "_is_member", "_is_group", "_ROLES", "_REVOKE", "role", "grant", "revoke", "_grant"),
    "adapters.slack.members": ("_groups_of", "_by_user", "_outsider"),
    "adapters.discord.members": ("member",),
}
"""Modules, and what of them decides: functions and statements made once."""
MATRIX = "tests/contract/test_access_matrix.py"
RUNS = "test_a_command_runs_for_who_may_run_it_and_for_nobody_else"
FORMS = "test_a_form_is_given_for_what_may_be_run_and_for_nothing_else"
FILES = (
    "tests/unit/chat/test_app.py",
    "tests/unit/chat/test_access.py",
    "tests/unit/slack/test_members.py",
    "tests/unit/discord/test_members.py",
    "tests/unit/commands/test_access.py",
    "tests/contract/test_store_access.py",
    "tests/unit/chat/test_restraint.py",
    MATRIX,
)
TESTS = (
    *FILES[:-1],
    f"{MATRIX}::test_a_reply_offers_what_its_reader_may_run_and_nothing_else",
    f"{MATRIX}::test_what_is_completed_is_for_who_may_run_the_command",
    *(f"{MATRIX}::{RUNS}[each surface-{who}-slack]" for who in ("nobody", "guest with a role", "viewer", "recruiter")),
    *(
        f"{MATRIX}::{RUNS}[each surface-{who}-discord]"
        for who in ("guest with a role", "viewer", "admin of the platform")
    ),
    f"{MATRIX}::{FORMS}[each surface-viewer-slack]",
)
"""The quickest first; of the matrix the rows that differ."""
FIRST = {
    "bot.chat.access": "tests/unit/chat/test_access.py",
    "storage.access": "tests/contract/test_store_access.py",
    "adapters.slack.members": "tests/unit/slack/test_members.py",
    "adapters.discord.members": "tests/unit/discord/test_members.py",
}
"""The tests of a module itself: most faults are noticed by them, in a second."""
LEFT_OUT = "postgresql or no_command_works"
"""Tests that show the same on another database, or of another command."""
UNRUN = 9
PATIENCE = 120
"""Seconds after which a fault that lets the tests hang is one they noticed."""


@dataclass(frozen=True)
class Mutant:
    module: str
    line: int
    what: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.what}"


COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.GtE: ast.Gt,
    ast.Gt: ast.GtE,
    ast.LtE: ast.Lt,
    ast.Lt: ast.LtE,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


def changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """What can be changed of a node: in words, and how."""
    if isinstance(node, ast.Compare):
        new = COMPARISONS[type(node.ops[0])]
        yield f"{type(node.ops[0]).__name__} -> {new.__name__}", lambda one: one.ops.__setitem__(0, new())
    if isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"-> {other.__name__}", lambda one: setattr(one, "op", other())
        for at in range(len(node.values)):
            yield f"without part {at} of it", lambda one, at=at: _drop(one.values, at)
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "never", lambda one: setattr(one, "test", ast.Constant(False))
        if not isinstance(node, ast.While):
            yield "always", lambda one: setattr(one, "test", ast.Constant(True))
    if isinstance(node, ast.comprehension):
        for at in range(len(node.ifs)):
            yield "without its condition", lambda one, at=at: one.ifs.pop(at)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not taken away", lambda one: setattr(one, "op", ast.UAdd())
    if isinstance(node, ast.Return) and node.value is not None and not _is_nothing(node.value):
        yield "returns nothing", lambda one: setattr(one, "value", ast.Constant(None))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "not called", lambda one: setattr(one, "value", ast.Constant(None))
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield f"{node.value} -> {not node.value}", lambda one: setattr(one, "value", not one.value)
    if (
        isinstance(node, ast.Tuple | ast.Set)
        and not _said(node)
        and isinstance(getattr(node, "ctx", None), ast.Load | None)
    ):
        for at in range(len(node.elts)):
            yield f"without element {at}", lambda one, at=at: one.elts.pop(at)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name) and _name(node) in NARROWING:
        for at in range(len(node.args)):
            yield f"{_name(node)} without condition {at}", lambda one, at=at: one.args.pop(at)


NARROWING = ("where", "and_", "or_", "any")


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _drop(values: list[ast.expr], at: int) -> None:
    values.pop(at)
    if len(values) == 1:
        values.append(values[0])


def _is_nothing(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and not node.value


def _decides(tree: ast.Module, names: tuple[str, ...]) -> Iterator[ast.AST]:
    """The nodes of what is named."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name in names:
            every = [one for statement in node.body for one in ast.walk(statement)]
            types = {part for one in every if isinstance(one, ast.AnnAssign) for part in ast.walk(one.annotation)}
            yield from (one for one in every if one not in types)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in names:
            yield from ast.walk(node.value)


def _said(node: ast.Tuple | ast.Set) -> bool:
    """Whether it is words for people, which decide nothing."""
    strings = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str))
    return any(" " in one for one in strings)


@cache
def mutants() -> tuple[Mutant, ...]:
    found = []
    for module, names in WATCHED.items():
        tree = ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))
        for index, node in enumerate(ast.walk(tree)):
            node.number = index  # type: ignore[attr-defined]
        for node in dict.fromkeys(_decides(tree, names)):
            for at, (what, _) in enumerate(changes(node)):
                mutated = copy.deepcopy(tree)
                (same,) = (one for one in ast.walk(mutated) if getattr(one, "number", None) == node.number)  # type: ignore[attr-defined]
                list(changes(same))[at][1](same)
                line = getattr(node, "lineno", 0) or getattr(getattr(node, "iter", None), "lineno", 0)
                found.append(Mutant(module, line, what, ast.fix_missing_locations(mutated)))
    return tuple(found)


# --------------------------------------------------------- in the forked copy


def put(mutant: Mutant) -> None:
    """Functions get the mutated code and stay the same objects, so that whoever imported them has it too."""
    module = importlib.import_module(mutant.module)
    kept = dict(vars(module))
    before = dict(_functions(module))
    exec(compile(mutant.tree, str(module.__file__), "exec"), vars(module))
    after = dict(_functions(module))
    for name, function in before.items():
        function.__code__ = after[name].__code__
    for name, value in kept.items():
        if inspect.isfunction(value) or inspect.isclass(value):
            setattr(module, name, value)


def _functions(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    for value in list(vars(module).values()):
        for one in vars(value).values() if inspect.isclass(value) else (value,):
            function = inspect.unwrap(one) if callable(one) else one
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                yield function.__qualname__, function


def _run(mutant: Mutant | None) -> int:
    """What pytest returns: 0 where all tests passed, 1 where one failed."""
    import pytest

    if mutant is not None:
        try:
            put(mutant)
        except Exception:  # noqa: BLE001 - what cannot even be loaded is noticed
            return 1
    options = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", f"not ({LEFT_OUT})"]
    first = FIRST.get(mutant.module, TESTS[0]) if mutant else TESTS[0]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        for some in ([first], [one for one in TESTS if one != first]):
            if code := int(pytest.main([*options, *(str(ROOT / one) for one in some)])):
                return code
    return 0


def noticed(mutant: Mutant | None) -> bool:
    """Whether a test fails, in a forked copy of this process. RuntimeError: the tests could not be run."""
    child = os.fork()
    if child == 0:
        code = UNRUN
        try:
            code = _run(mutant)
        finally:
            os._exit(code)
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            if (code := os.waitstatus_to_exitcode(status)) > 1:
                raise RuntimeError(f"the tests could not be run on {mutant}: {code}")
            return code != 0
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def shuffled() -> list[int]:
    """The numbers of all faults in an order that is the same in every run: any beginning is a fair sample."""
    return random.Random(54).sample(range(len(mutants())), len(mutants()))


def main() -> None:
    for name in (*WATCHED, *(one.removesuffix(".py").replace("/", ".") for one in FILES)):
        importlib.import_module(name)
    for line in sys.stdin:
        number = int(line)
        sys.stdout.write(json.dumps([number, noticed(mutants()[number] if number >= 0 else None)]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
