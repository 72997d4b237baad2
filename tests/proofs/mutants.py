"""Small faults put into code that decides, one at a time, to see whether the tests notice; which code says ``watched.py``.

``python -m tests.proofs.mutants access`` reads numbers of faults and writes for each whether a test failed. All is loaded
once; each fault is put into the functions of a forked copy, where the tests run until the first one fails.
"""

import ast
import importlib
import inspect
import io
import json
import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from tests.proofs.watched import WATCHED, Watch

ROOT = Path(__file__).parents[2]
LEFT_OUT = "postgresql or no_command_works"
"""Tests that show the same on another database, or of another command."""
UNRUN = 9
PATIENCE = 30
"""Seconds after which a fault that lets a test hang is one that it noticed."""


@dataclass(frozen=True)
class Mutant:
    module: str
    line: int
    what: str
    node: int
    """Its number among all of the module."""
    change: int
    """Its number among those of the node."""

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.what}"

    def tree(self) -> ast.Module:
        tree = _parsed(self.module)
        node = next(one for number, one in enumerate(ast.walk(tree)) if number == self.node)
        list(changes(node))[self.change][1](node)
        return ast.fix_missing_locations(tree)


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
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Invert):
        yield "the contrary", lambda one: setattr(one, "operand", ast.UnaryOp(ast.Invert(), one.operand))
    if isinstance(node, ast.BinOp) and (turned := OPERATORS.get(type(node.op))):
        yield f"{type(node.op).__name__} -> {turned.__name__}", lambda one: setattr(one, "op", turned())
        if isinstance(node.op, ast.BitAnd | ast.BitOr):
            yield "without its left", lambda one: setattr(one, "left", one.right)
            yield "without its right", lambda one: setattr(one, "right", one.left)
    if isinstance(node, ast.Return) and node.value is not None and not _is_nothing(node.value):
        yield "returns nothing", lambda one: setattr(one, "value", ast.Constant(None))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "not called", lambda one: setattr(one, "value", ast.Constant(None))
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield f"{node.value} -> {not node.value}", lambda one: setattr(one, "value", not one.value)
    if (
        isinstance(node, ast.Tuple | ast.Set | ast.List)
        and not _said(node)
        and isinstance(getattr(node, "ctx", None), ast.Load | None)
    ):
        for at in range(len(node.elts)):
            yield f"without element {at}", lambda one, at=at: one.elts.pop(at)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name) and _name(node) in PARTED:
        for at in range(len(node.args)):
            yield f"{_name(node)} without part {at}", lambda one, at=at: one.args.pop(at)
        for at, keyword in enumerate(node.keywords):
            yield f"{_name(node)} without {keyword.arg or 'others'}", lambda one, at=at: one.keywords.pop(at)


OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
PARTED = ("where", "and_", "or_", "any", "order_by", "values")
"""Calls, mostly of statements, of which each part says something."""


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
            yield from _within(*node.body)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value and not _assigned(node).isdisjoint(names):
            yield from _within(node.value)


def _within(*nodes: ast.AST) -> Iterator[ast.AST]:
    every = [one for node in nodes for one in ast.walk(node)]
    aside = {part for one in every for kept in _aside(one) for part in ast.walk(kept)}
    return (one for one in every if one not in aside)


def _aside(node: ast.AST) -> Iterator[ast.AST]:
    """What of it decides nothing: types, how a statement is run, and what only PostgreSQL's wall or another writer notices."""
    if isinstance(node, ast.AnnAssign):
        yield node.annotation
    if isinstance(node, ast.FunctionDef) and node.returns:
        yield node.returns
    if isinstance(node, ast.keyword) and node.arg in ("expanding", "skip_locked"):
        yield node
    if (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and _name(node.value) in ("act_for", "take_turns")
    ):
        yield node


def _assigned(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}


def _said(node: ast.Tuple | ast.Set | ast.List) -> bool:
    """Whether it is words for people, which decide nothing."""
    strings = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str))
    return any(" " in one for one in strings)


def _parsed(module: str) -> ast.Module:
    return ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))


@cache
def mutants(subject: str) -> tuple[Mutant, ...]:
    found = []
    for module, names in WATCHED[subject].modules.items():
        tree = _parsed(module)
        numbers = {node: number for number, node in enumerate(ast.walk(tree))}
        for node in dict.fromkeys(_decides(tree, names)):
            line = getattr(node, "lineno", 0) or getattr(getattr(node, "iter", None), "lineno", 0)
            found += [Mutant(module, line, what, numbers[node], at) for at, (what, _) in enumerate(changes(node))]
    return tuple(found)


# --------------------------------------------------------- in the forked copy


def put(mutant: Mutant, watch: Watch) -> None:
    """What was made once of what the module says is made anew in the modules that have it."""
    module = importlib.import_module(mutant.module)
    _loaded(module, mutant.tree())
    for name in watch.modules:
        other = importlib.import_module(name)
        if module in vars(other).values():
            _loaded(other, _parsed(name))


def _loaded(module: ModuleType, tree: ast.Module) -> None:
    """Functions get their code of the tree and stay the same objects, so that whoever imported them has it too."""
    kept = dict(vars(module))
    before = dict(_functions(module))
    exec(compile(tree, str(module.__file__), "exec"), vars(module))
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


class Hurry:
    """Ends the process where a test takes too long."""

    @staticmethod
    def pytest_runtest_logstart() -> None:
        signal.alarm(PATIENCE)


def _run(mutant: Mutant | None, watch: Watch) -> int:
    """What pytest returns: 0 where all tests passed, 1 where one failed."""
    import pytest

    if mutant is not None:
        signal.alarm(PATIENCE)
        try:
            put(mutant, watch)
        except Exception:  # noqa: BLE001 - what cannot even be loaded is noticed
            return 1
    options = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", f"not ({LEFT_OUT})"]
    first = watch.first.get(mutant.module, watch.tests[0]) if mutant else watch.tests[0]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        for some in filter(None, ([first], [one for one in watch.tests if one != first])):
            if code := int(pytest.main([*options, *(str(ROOT / one) for one in some)], [Hurry()])):
                return code
    return 0


def noticed(mutant: Mutant | None, watch: Watch) -> bool:
    """Whether a test fails, in a forked copy of this process. RuntimeError: the tests could not be run."""
    child = os.fork()
    if child == 0:
        code = UNRUN
        try:
            code = _run(mutant, watch)
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if (code := os.waitstatus_to_exitcode(status)) > 1:
        raise RuntimeError(f"the tests could not be run on {mutant}: {code}")
    return code != 0


def shuffled(subject: str) -> list[int]:
    """The numbers of all faults in an order that is the same in every run: any beginning is a fair sample."""
    return random.Random(54).sample(range(len(mutants(subject))), len(mutants(subject)))


def main(subject: str) -> None:
    watch = WATCHED[subject]
    for name in (*watch.modules, *(one.removesuffix(".py").replace("/", ".") for one in watch.files)):
        importlib.import_module(name)
    for line in sys.stdin:
        number = int(line)
        mutant = mutants(subject)[number] if number >= 0 else None
        sys.stdout.write(json.dumps([number, noticed(mutant, watch)]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
