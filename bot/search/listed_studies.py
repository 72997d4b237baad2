"""Lists of schools or subjects whose students or degrees are said once: "MIT or Stanford PhDs" are PhDs both."""

import itertools
from collections.abc import Iterable, Sequence

from bot.search.lexing import Item
from bot.search.names import names
from bot.search.text import tokens
from bot.search.wording import DEGREES, ENDS, NOISE, ROLES, SENTENCE
from bot.search.words import word_list

_MOST_WORDS = 4
"""Words of one name."""
_MAJORS = frozenset(("major", "majors", "minor", "minors", "double", "dual", "joint"))
_STUDENTS = frozenset(("student", "students"))
_ALUMNI = frozenset(("grads", "graduates", "alumni", "alums"))
_EMPLOYEES = frozenset(("employees",))
_AT_WORK = frozenset(role for role in ROLES if role.endswith("s")) | _EMPLOYEES | _ALUMNI
_STUDIED = frozenset(("phds", "students", "postdocs", "undergrads", "undergraduates", "holders")) | _ALUMNI
_SEVERAL = _STUDIED | _AT_WORK
_OF_STUDIES = DEGREES.keys() | _MAJORS | _STUDENTS | _STUDIED | {"grad", "graduate", "degree", "degrees", "candidates"}
_SAID_OF = {"schools": _OF_STUDIES, "subjects": _OF_STUDIES, "companies": _AT_WORK, "firms": _EMPLOYEES}
"""Behind names of a kind, of each of which it is said; firms are what is written as one."""
_POSTS = word_list("posts")
"""Before a role: software engineers, who are asked for by themselves."""
_TABLES = {"firms": "companies"}
_OF_A_SCHOOL = frozenset(("at", "from", "of", "in"))
_UNIVERSITY = word_list("university")
_AND = frozenset(("and", "und", "&"))
_FORMER = frozenset(("former", "ex", "past", "previous"))


def with_studies(row: Sequence[Item]) -> list[Item]:
    """The items with what is said of the last school or subject behind each, and the school before it: "Stanford CS or EE PhDs"."""
    found = list(row)
    for at in range(len(row) - 2, 0, -1):
        if row[at].kind == "or" or _said(row[at]) in _AND | {"nor"}:
            _join(found, row, at)
    return found


def _join(found: list[Item], row: Sequence[Item], at: int) -> None:
    """What stands behind the "or" or "and" at a place, where nothing before it has been changed yet."""
    either = row[at].kind == "or"
    for kind in ("schools", "companies"):
        if nouns := _nouns(row[at + 1 :], kind):
            if either or _means_several(nouns, kind):
                _of_same(found, row, at, kind, nouns)
            return
    for kind in _SAID_OF:
        size, before = _size_at(row[at + 1 :], kind), _size_before(row[:at], kind)
        behind = found[at + 1 + size :] if size and before else []
        if (
            kind == "companies"
            and _said(row[at]) in _AND
            and behind
            and _said(behind[0]) in _POSTS
            and _nouns(behind[1:], kind)
        ):
            found[at] = Item("or", "or")
            return
        of_subject = _size_at(behind, "subjects") if kind == "schools" else 0
        nouns = _nouns(behind[of_subject:], kind)
        said = {_said(one) for one in nouns}
        several = kind != "subjects" and _means_several(nouns, kind)
        if not nouns or not (either or several or said <= _MAJORS) or (kind == "subjects" and said <= _STUDENTS):
            continue
        joins = Item("or", "or") if several and _said(row[at]) in _AND else row[at]
        before_next = (*_over_before(row[:at], kind), *_school_before(row[:at], kind))
        end = of_subject + len(nouns)
        end += 2 if kind == "schools" and _is_year(behind[end : end + 2]) else 0
        found[at : at + 1] = [*behind[:end], joins, *before_next]
        return


def _of_same(found: list[Item], row: Sequence[Item], at: int, kind: str, nouns: Sequence[Item]) -> None:
    """MIT PhD students or postdocs: the schools are of both, as long as no other is said of the last; so are firms."""
    first = _nouns(reversed(row[:at]), kind)[::-1]
    end = at - len(first)
    end -= _size_before(row[:end], "subjects") if kind == "schools" else 0
    _, listed = _list_before(row[:end], kind)
    if first and (listed or kind == "schools"):
        found[at] = Item("or", "or")
    behind = row[at + 1 + len(nouns) : at + 2 + len(nouns)]
    if not first or not listed or (behind and _said(behind[0]) in _OF_A_SCHOOL):
        return
    over = _over_before(row[:end], kind)
    of_each = [one for name in listed for one in (Item("or", "or"), *over, *name, *nouns)]
    students = [nouns[-1]] if _said(nouns[-1]) in _STUDENTS and DEGREES.keys() >= {_said(one) for one in first} else []
    found[at : at + 1] = [*students, *of_each[: -len(nouns)]]


def _list_before(row: Sequence[Item], kind: str) -> tuple[int, list[Sequence[Item]]]:
    """Where a list of names begins that ends here, and the names, the first one first."""
    listed: list[Sequence[Item]] = []
    end = start = len(row)
    while size := _size_before(row[:end], kind):
        start = end - size
        listed.insert(0, row[start:end])
        if not start or not (row[start - 1].kind == "or" or _said(row[start - 1]) in _AND):
            break
        end = start - 1
    return start, listed


def _school_before(row: Sequence[Item], kind: str) -> Sequence[Item]:
    """The one before a list of subjects."""
    start, _ = _list_before(row, kind) if kind == "subjects" else (0, [])
    return row[start - _size_before(row[:start], "schools") : start]


def _over_before(row: Sequence[Item], kind: str) -> Sequence[Item]:
    """The word before a list that says of each that it is over: former MIT or Stanford PhD students."""
    start, _ = _list_before(row, kind)
    return row[start - 1 : start] if start and _said(row[start - 1]) in _FORMER else []


def _nouns(row: Iterable[Item], kind: str) -> list[Item]:
    found = list(itertools.takewhile(lambda item: _said(item) in _SAID_OF[kind], row))
    return found if kind in {"schools", "subjects"} or _means_several(found, kind) else []


def _is_year(row: Sequence[Item]) -> bool:
    """Students in 2020."""
    return [_said(one).isdecimal() for one in row] == [False, True] and _said(row[0]) == "in"


def _means_several(nouns: Iterable[Item], kind: str) -> bool:
    """MIT and Stanford PhDs are those of either."""
    return not (_AT_WORK if kind in {"companies", "firms"} else _SEVERAL).isdisjoint(map(_said, nouns))


def _size_at(row: Sequence[Item], kind: str) -> int:
    """How many words are a name here, the most there are; 0 where none."""
    return next((size for size in range(min(_MOST_WORDS, len(row)), 0, -1) if _is_name(row[:size], kind)), 0)


def _size_before(row: Sequence[Item], kind: str) -> int:
    return next((size for size in range(min(_MOST_WORDS, len(row)), 0, -1) if _is_name(row[-size:], kind)), 0)


def _is_name(row: Sequence[Item], kind: str) -> bool:
    """One that is known, or a university by the look of it: Tern University."""
    words = [word for one in row for word in tokens(one.text)]
    plain = all(one.kind == "word" and not one.negated for one in row)
    if not plain or kind in {"subjects", "companies"} or names(_TABLES.get(kind, kind)).whole(words):
        return plain and bool(names(_TABLES.get(kind, kind)).whole(words))
    written = all(one.text[:1].isupper() for one in row)
    if kind == "schools":
        return written and len(words) > 1 and words[-1] in _UNIVERSITY
    return written and (SENTENCE | NOISE | ENDS).isdisjoint(words)


def _said(item: Item) -> str:
    return "".join(tokens(item.text)) if item.kind == "word" and not item.negated else ""
