"""What questions ask about advisers: whose student somebody is or was, and in whose group."""

import re

from bot.search.text import tokens
from bot.search.wording import Made, Unknown, Words, any_field, is_place, is_school, name_at, skill_at
from bot.search.words import word_list

_STUDENTS = {("student",), ("students",)}
_OF_STUDENTS = frozenset(("phd", "doctoral", "graduate", "grad", "master", "masters", "former", "current"))
"""Before whose students are asked for."""
_GROUPS = frozenset(("group", "lab", "team", "laboratory", "student", "students", "advisee", "advisees", "mentees"))
_EVERYBODY = word_list("everybody")
_TITLES = frozenset(("prof", "professor", "dr", "doctor", "named", "called", "a", "the"))


def students_of(words: Words, at: int, _: re.Match[str]) -> Made:
    """Of somebody; those of a school are asked for otherwise."""
    person = words.capital(at) and words.capital(at + 1)
    if not words.capital(at) or (skill_at(words, at) and not person):
        return None
    value, _end = name_at(words, at, "schools", "places")
    if is_school(value) or is_place(value):
        return None
    return advised(words, at)


def group_of(words: Words, at: int, _: re.Match[str] | None = None) -> Made:
    """Ada Lindgren's group."""
    owner = next(
        (
            end
            for end in range(at, min(at + 3, len(words.typed) - 1))
            if words.typed[end].casefold().endswith(("'s", "’s"))
        ),
        -1,
    )
    if owner < 0 or not words.capital(at):
        return None
    end = owner + 1
    while (
        words.tokens[end : end + 1]
        and words.tokens[end] in _OF_STUDENTS
        and words.tokens[end + 1 : end + 2] in _STUDENTS
    ):
        end += 1
    if words.tokens[end] not in _GROUPS:
        return None
    return any_field(words.said(at, owner + 1)[:-2], "adviser"), end + 1


def advised(words: Words, at: int, _: re.Match[str] | None = None) -> Made:
    while at < len(words.tokens) and words.tokens[at] in _TITLES:
        at += 1
    value, end = name_at(words, at)
    if (_EVERYBODY | _TITLES | {"professors", "faculty"}).issuperset(tokens(value)):
        return Unknown(f"“{words.said(max(0, at - 2), end)}”"), end
    return (any_field(value, "adviser"), end) if value else None
