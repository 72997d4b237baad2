"""Lists of schools or subjects whose students or degrees are said once: "MIT or Stanford PhDs" are PhDs both."""

import itertools
from collections.abc import Collection, Iterable, Sequence

from bot.search.lexing import Item
from bot.search.names import names
from bot.search.text import tokens
from bot.search.wording import DEGREES, ENDS, NOISE, SENTENCE
from bot.search.words import word_list

_MOST_WORDS = 4
"""Words of one name."""
_MAJORS = frozenset(("major", "majors", "minor", "minors"))
_STUDENTS = frozenset(("student", "students"))
_ALUMNI = frozenset(("grads", "graduates", "alumni", "alums"))
_EMPLOYEES = frozenset(("employees",))
_SEVERAL = frozenset(("phds", "students", "postdocs", "undergrads", "undergraduates", "holders")) | _ALUMNI
_SAID_OF = DEGREES.keys() | _MAJORS | _STUDENTS | _SEVERAL | {"grad", "graduate", "degree", "degrees", "candidates"}
"""Behind schools or subjects, of each of which it is said."""
_OF_A_SCHOOL = frozenset(("at", "from", "of", "in"))
_UNIVERSITY = word_list("university")
_AND = frozenset(("and", "und", "&"))


def with_studies(row: Sequence[Item]) -> list[Item]:
    """The items with what is said of the last school or subject behind each, and the school before it: "Stanford CS or EE PhDs"."""
    found = list(row)
    for at in range(len(row) - 2, 0, -1):
        if row[at].kind == "or" or _said(row[at]) in _AND:
            _join(found, row, at)
    return found


def _join(found: list[Item], row: Sequence[Item], at: int) -> None:
    """What stands behind the "or" or "and" at a place, where nothing before it has been changed yet."""
    either = row[at].kind == "or"
    if nouns := _nouns(row[at + 1 :]):
        if either or _SEVERAL & {_said(one) for one in nouns}:
            _of_same_school(found, row, at, nouns)
        return
    for kind in ("schools", "subjects", "companies"):
        size, before = _size_at(row[at + 1 :], kind), _size_before(row[:at], kind)
        behind = found[at + 1 + size :] if size and before else []
        of_subject = _size_at(behind, "subjects") if kind == "schools" else 0
        nouns = _nouns(behind[of_subject:], _EMPLOYEES if kind == "companies" else _SAID_OF)
        said = {_said(one) for one in nouns}
        several = kind == "companies" or (kind == "schools" and bool(_SEVERAL & said))
        if not nouns or not (either or several or said <= _MAJORS) or (kind == "subjects" and said <= _STUDENTS):
            continue
        joins = Item("or", "or") if several else row[at]
        before_next = (*_over_before(row[:at], kind), *_school_before(row[:at], kind))
        found[at : at + 1] = [*behind[:of_subject], *nouns, joins, *before_next]
        return


def _of_same_school(found: list[Item], row: Sequence[Item], at: int, nouns: Sequence[Item]) -> None:
    """MIT PhD students or postdocs: the schools are of both, as long as no other is said of the last."""
    first = _nouns(reversed(row[:at]))[::-1]
    if not first:
        return
    found[at] = joins = Item("or", "or")
    end = at - len(first)
    _, schools = _list_before(row[: end - _size_before(row[:end], "subjects")], "schools")
    behind = row[at + 1 + len(nouns) : at + 2 + len(nouns)]
    if not schools or (behind and _said(behind[0]) in _OF_A_SCHOOL):
        return
    of_each = [one for school in schools for one in (joins, *school, *nouns)]
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
    return row[start - 1 : start] if start and _said(row[start - 1]) == "former" else []


def _nouns(row: Iterable[Item], known: Collection[str] = _SAID_OF) -> list[Item]:
    return list(itertools.takewhile(lambda item: _said(item) in known, row))


def _size_at(row: Sequence[Item], kind: str) -> int:
    """How many words are a name here, the most there are; 0 where none."""
    return next((size for size in range(min(_MOST_WORDS, len(row)), 0, -1) if _is_name(row[:size], kind)), 0)


def _size_before(row: Sequence[Item], kind: str) -> int:
    return next((size for size in range(min(_MOST_WORDS, len(row)), 0, -1) if _is_name(row[-size:], kind)), 0)


def _is_name(row: Sequence[Item], kind: str) -> bool:
    """One that is known, or a university by the look of it: Tern University."""
    words = [word for one in row for word in tokens(one.text)]
    plain = all(one.kind == "word" and not one.negated for one in row)
    if not plain or kind == "subjects" or names(kind).whole(words):
        return plain and bool(names(kind).whole(words))
    written = all(one.text[:1].isupper() for one in row)
    if kind == "schools":
        return written and len(words) > 1 and words[-1] in _UNIVERSITY
    return written and (SENTENCE | NOISE | ENDS).isdisjoint(words)


def _said(item: Item) -> str:
    return "".join(tokens(item.text)) if item.kind == "word" and not item.negated else ""
