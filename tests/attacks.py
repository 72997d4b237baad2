"""Every pattern of the program, and texts made from each that drive a careless one back and forth without end."""

import ast
import importlib
import pkgutil
import random
import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from bot.cv.words import pattern

PACKAGES = ("bot", "storage", "adapters")
_ROOT = Path(__file__).parents[1]
_PARSER: Any = importlib.import_module("re._parser")
_APART = ("migrations", "harness", "__main__")
"""Run by a tool, by tests, and as a program."""
_DEEPEST = 5
_UNITS = (
    " ", "\t", "\n", "a", "A", "0", ".", ",", "-", "_", "(", "[", "{", "<", "|", "@", "\\", '"', "'", "*", ":", "/", "年", "é", "\u200b",
    "a ", "A ", "0 ", "a.", "A. ", "a-", "a,", "1/", "a@", "a/", "a:", "<a ", "{{", "[a](", " ,", " -", "Aa ", "A-", "a_", "''", "&a", '="', "\n ", " \n",
)  # fmt: skip
_SAMPLES = "a0 _.,-A\n\t:/([<@年é\"'*|;"
_MOST_REPEATS = 40
_HOPELESS = 0.02
"""Seconds for 200 characters: what takes them over these would never come to the end of more."""
_BRED = 3_000
"""Characters of a text that shows which of two attacks is the worse."""
_KEPT = 4


@cache
def patterns() -> Mapping[str, re.Pattern[str]]:
    """Each pattern once, by a place where it stands."""
    found: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    for place, one in [*_held(), *_written()]:
        found.setdefault((one.pattern, one.flags), (place, one))
    return dict(found.values())


def _held() -> Iterator[tuple[str, re.Pattern[str]]]:
    """What the modules hold: globals, attributes, what stands in tables."""
    for package in PACKAGES:
        root = importlib.import_module(package)
        for info in pkgutil.walk_packages(root.__path__, f"{package}."):
            if not any(part in info.name for part in _APART):
                module = importlib.import_module(info.name)
                for name, value in list(vars(module).items()):
                    if not name.startswith("__"):
                        yield from _inside(value, f"{info.name}.{name}", 0)


def _inside(value: Any, place: str, depth: int) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield place, value
    elif depth == _DEEPEST:
        return
    elif isinstance(value, Mapping):
        for key, item in list(value.items()):
            yield from _inside(item, f"{place}[{key!r}]", depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for index, item in enumerate(value):
            yield from _inside(item, f"{place}[{index}]", depth + 1)
    else:
        owner = value if isinstance(value, type) else type(value)
        if owner.__module__.partition(".")[0] in PACKAGES:
            names = {*getattr(value, "__dict__", ()), *getattr(owner, "__slots__", ())}
            for name in sorted(names - {"__dict__", "__weakref__"}):
                yield from _inside(getattr(value, name, None), f"{place}.{name}", depth + 1)


def _written() -> Iterator[tuple[str, re.Pattern[str]]]:
    """What functions look for: ``re.search(r"…", text)`` and ``pattern("work.titles")``."""
    paths = (path for package in PACKAGES for path in sorted((_ROOT / package).rglob("*.py")))
    for path in (path for path in paths if path.stem not in _APART):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            place = f"{path.relative_to(_ROOT)}:{node.lineno}"
            match node.func:
                case ast.Attribute(value=ast.Name(id="re"), attr=called) if called != "escape" and texts[:1]:
                    if node.args[0] is not None and isinstance(node.args[0], ast.Constant):
                        yield place, re.compile(texts[0], re.IGNORECASE if "IGNORECASE" in ast.dump(node) else 0)
                case ast.Name(id="pattern") if len(texts) == len(node.args):
                    yield place, pattern(*texts)


class Attack(NamedTuple):
    """A text of any length: a lead, then a unit over and over, then what nothing expects."""

    lead: str
    unit: str
    again: bool = False
    """The lead comes back after every few units."""

    def text(self, size: int) -> str:
        if self.again:
            part = self.lead + self.unit * 8
            return part * (size // len(part) + 1)
        return self.lead + self.unit * (size // len(self.unit) + 1) + "\0"


def attacks(one: re.Pattern[str]) -> Iterator[Attack]:
    """Fixed texts, and the pattern's own parts over and over, then broken off."""
    tree = _PARSER.parse(one.pattern, one.flags & ~re.UNICODE)
    whole = _match_of(tree)
    yield from (
        Attack("", unit) for unit in dict.fromkeys((*_UNITS, whole, whole[:-1], whole[1:], *_chars(tree))) if unit
    )
    for lead, unit in sorted({(lead, unit) for lead, unit in _pumps(tree, "") if unit})[:_MOST_REPEATS]:
        yield Attack(lead, unit)
        yield Attack(lead, unit, again=True)


def seconds(one: re.Pattern[str], text: str, tries: int = 1) -> float:
    """CPU time that the dearer way to use the pattern takes, to find every match or to match the whole, at best."""
    return max(min(_timed(use, one, text) for _ in range(tries)) for use in (_find_all, _match_whole))


def cost(one: re.Pattern[str], text: str, tries: int = 1) -> float:
    """Seconds of CPU a character."""
    return seconds(one, text, tries) / len(text)


def is_hopeless(one: re.Pattern[str], text: str) -> bool:
    """Whether the beginning of a text alone takes so long that the text must not be tried."""
    return seconds(one, text[:200] + "\0") > _HOPELESS


def _find_all(one: re.Pattern[str], text: str) -> None:
    deque(one.finditer(text), maxlen=0)


def _match_whole(one: re.Pattern[str], text: str) -> None:
    one.fullmatch(text)


def _timed(use: Callable[[re.Pattern[str], str], None], one: re.Pattern[str], text: str) -> float:
    start = time.process_time()
    use(one, text)
    return time.process_time() - start


def bred(one: re.Pattern[str], generations: int) -> list[Attack]:
    """The worst attacks that chance finds: from the pattern's own parts, and what varies the worst ones found before."""
    chance = random.Random(repr(one.pattern))
    parts = [*dict.fromkeys(_parts(_PARSER.parse(one.pattern, one.flags & ~re.UNICODE)))]
    breed = _Breed(chance, chance.sample(parts, min(len(parts), 80)) or ["a"])
    worst: list[tuple[float, _Genes]] = []
    for generation in range(generations):
        genes = breed.fresh() if 3 * generation < generations else breed.varied(chance.choice(worst)[1])
        text = genes.attack().text(_BRED)[:_BRED] + "\0"
        if is_hopeless(one, text):
            return [genes.attack()]
        worst = sorted([*worst, (seconds(one, text), genes)], key=itemgetter(0))[-_KEPT:]
    return [genes.attack() for _, genes in worst]


class _Genes(NamedTuple):
    lead: tuple[str, ...]
    unit: tuple[tuple[str, int], ...]
    """Parts, each so many times."""

    def attack(self) -> Attack:
        return Attack("".join(self.lead), "".join(part * times for part, times in self.unit))


class _Breed:
    def __init__(self, chance: random.Random, parts: list[str]) -> None:
        self._chance, self._parts = chance, parts

    def fresh(self) -> _Genes:
        return _Genes(self._lead(), tuple(self._gene() for _ in range(self._chance.randint(1, 4))))

    def varied(self, genes: _Genes) -> _Genes:
        unit, at = list(genes.unit), self._chance.randrange(len(genes.unit))
        match self._chance.randrange(6):
            case 0:
                return genes._replace(lead=self._lead())
            case 1 | 2:
                unit[at] = (unit[at][0], self._times())
            case 3:
                unit[at] = self._gene()
            case 4 if len(unit) > 1:
                unit.pop(at)
            case _:
                unit.insert(at, self._gene())
        return genes._replace(unit=tuple(unit[:7]))

    def _lead(self) -> tuple[str, ...]:
        return tuple(self._part() for _ in range(self._chance.choice((0, 0, 1, 2))))

    def _gene(self) -> tuple[str, int]:
        return self._part(), self._times()

    def _part(self) -> str:
        return self._chance.choice(self._parts if self._chance.random() < 0.75 else _UNITS)

    def _times(self) -> int:
        return self._chance.choice((1, 1, 1, 1, 2, 3, 8, 30, 100, 300))


def _parts(tree: Any) -> Iterator[str]:
    """A text for each part of a pattern, and one for the whole."""
    yield from filter(None, [_match_of(tree)])
    stack = [tree]
    while stack:
        for op, value in stack.pop():
            yield from filter(None, [_shortest(op, value)])
            name = str(op)
            if name == "BRANCH":
                stack += value[1]
            elif name == "SUBPATTERN":
                stack.append(value[3])
            elif name == "ATOMIC_GROUP":
                stack.append(value)
            elif name.startswith("ASSERT"):
                stack.append(value[1])
            elif name.endswith("REPEAT"):
                stack.append(value[2])


def _match_of(tree: Any) -> str:
    """A text that the pattern matches, or nearly: lookarounds are read over."""
    return "".join(_shortest(op, value) for op, value in tree)


def _shortest(op: Any, value: Any) -> str:
    name = str(op)
    if name == "LITERAL":
        return chr(value)
    if name in {"IN", "NOT_LITERAL", "ANY", "CATEGORY", "RANGE"}:
        return _one_of(op, value)
    if name == "BRANCH":
        return _match_of(value[1][0])
    if name == "SUBPATTERN":
        return _match_of(value[3])
    if name == "ATOMIC_GROUP":
        return _match_of(value)
    if name.endswith("REPEAT"):
        return _match_of(value[2]) * max(1, min(value[0], 8))
    return ""


def _one_of(op: Any, value: Any) -> str:
    name = str(op)
    if name == "IN":
        literal = next((chr(item) for kind, item in value if str(kind) == "LITERAL"), "")
        ranged = next((chr(item[0]) for kind, item in value if str(kind) == "RANGE"), "")
        negated = any(str(kind) == "NEGATE" for kind, _ in value)
        category = next((str(item) for kind, item in value if str(kind) == "CATEGORY"), "")
        if negated:
            out = {chr(item) for kind, item in value if str(kind) == "LITERAL"}
            return next(char for char in _SAMPLES + "~" if char not in out)
        return {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "0", "CATEGORY_WORD": "a"}.get(category) or ranged or literal
    return "a" if name != "NOT_LITERAL" or chr(value) != "a" else "b"


def _pumps(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """Each repeated part with a text that leads to it."""
    for op, value in tree:
        name = str(op)
        if name.endswith("REPEAT"):
            yield before, _match_of(value[2])
            yield from _pumps(value[2], before)
        elif name == "SUBPATTERN":
            yield from _pumps(value[3], before)
        elif name == "ATOMIC_GROUP":
            yield from _pumps(value, before)
        elif name == "BRANCH":
            for branch in value[1]:
                yield from _pumps(branch, before)
        before += _shortest(op, value)


def _chars(tree: Any) -> Iterator[str]:
    """One character of each class and of the first literals."""
    found: dict[str, None] = {}
    stack = [tree]
    while stack and len(found) < len(_SAMPLES):
        for op, value in stack.pop():
            name = str(op)
            if name in {"LITERAL", "IN"}:
                found.setdefault(_shortest(op, value))
            elif name == "BRANCH":
                stack += value[1]
            elif name == "SUBPATTERN":
                stack.append(value[3])
            elif name.endswith("REPEAT"):
                stack.append(value[2])
    yield from found
