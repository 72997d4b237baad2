"""What questions ask about degrees: reached or studied for, of which subject, and in which place."""

import re

from bot.search import papers
from bot.search.comparing import NUMBERS
from bot.search.degree_terms import degree_terms
from bot.search.degrees import CURRENT, FINISHED
from bot.search.names import names
from bot.search.of_advisers import group_of
from bot.search.query import Clause
from bot.search.terms import field_term, student_term, wish_terms
from bot.search.text import tokens
from bot.search.wording import (
    DEGREES,
    POSITION,
    ROLES,
    Made,
    Unknown,
    Words,
    any_field,
    clause_of,
    is_place,
    name_at,
    skill_at,
)
from bot.search.words import word_list

_IN = {("in",), ("im",)}
"""Before the subject of a degree."""
_HAVE, _PURSUE = word_list("has_degree"), word_list("pursues_degree")
_STUDY = frozenset(("study", "studies", "studying"))
"""Before "for a PhD"."""
_ARTICLES = frozenset(
    ("a", "an", "the", "any", "his", "her", "their", "its", "in", "also", "already", "einen", "eine", "keinen")
)
"""Between a verb and a degree."""
_RELATED = re.compile(
    r"in (?:(?:an?|any|some|the|my|our) )?(?:(?:related|relevant|similar|technical|quantitative|scientific|stem|different|other) )*(?:fields?|areas?|subjects?|disciplines?|stem) "
)
"""What is no subject by its name."""
_OF_POSTS = frozenset(("undergraduate", "doctoral", "postdoctoral"))
"""Levels that posts are called after: an undergraduate researcher has no degree yet."""
_LEVELS = {(word,) for word in (*DEGREES, "degree", "degrees", "graduate", "graduates")}
_NO_SUBJECT = (
    frozenset(("their", "his", "her", "less", "more", "under", "over", "about", "around", "exactly")) | NUMBERS.keys()
)
_FIELD_OF = {("the", word, "of") for word in ("field", "area", "subject")}
_HERE = {("experience",), ("skills",), ("knowledge",)}
"""Behind what somebody knows beside a degree."""


def degree(words: Words, at: int, found: re.Match[str]) -> Made:
    if at < len(words.tokens) and words.tokens[at] in POSITION:
        return None
    if found["level"] in _OF_POSTS and words.tokens[at : at + 1] and words.tokens[at] in ROLES:
        return any_field(f"{found['level']} {ROLES[words.tokens[at]]}", "title"), at + 1
    if words.tokens[at : at + 2] == ("in", "progress"):
        return clause_of(student_term(DEGREES[found["level"]])), at + 2
    return _in_subject(words, at, as_held(words, at - len(found.group().split()), DEGREES[found["level"]]))


def as_held(words: Words, at: int, level: str) -> str:
    """A degree as the words before it have it: who has one reached it, who is doing one has not yet."""
    said = [word for word in words.tokens[max(0, at - 4) : at] if word not in _ARTICLES]
    before = said[-2:-1] if said[-1:] == ["for"] and said[-2:-1] and said[-2] in _STUDY else said[-1:]
    has = words.tokens[at + 1 : at + 2] == ("holders",) or not _HAVE.isdisjoint(before)
    state = FINISHED if has else CURRENT if not (_PURSUE | _STUDY).isdisjoint(before) else ""
    return f"{state} {level}".strip()


def wanted(_: Words, at: int, found: re.Match[str]) -> Made:
    """Who applies for a PhD looks for one, and studies for none yet."""
    return clause_of(*wish_terms(DEGREES[found["level"]])), at


def finished(words: Words, at: int, found: re.Match[str]) -> Made:
    """A degree that is reached: whoever studies for one has none yet."""
    return _in_subject(words, at, f"finished {DEGREES[found['level']]}")


def full_degree(words: Words, at: int, _: re.Match[str]) -> Made:
    """A degree of several words: Master of Science."""
    known = [(end, key) for start, end, key in names("degrees").find(words.tokens[at : at + 5]) if start == 0]
    if not known or (known[0][0] < 2 and words.tokens[at] not in {"ms", "bs"}):
        return None
    end, key = known[0]
    return _in_subject(words, at + end, as_held(words, at, key))


def _in_subject(words: Words, at: int, said: str) -> Made:
    """A degree, and its subject where that follows: a PhD in physics."""
    subject, end = subject_at(words, at)
    said = f"{said} in {subject}" if subject else said
    place, after = name_at(words, end + 1, "places") if words.tokens[end : end + 1] in _IN else ("", end)
    if is_place(place):
        return degree_clause(f"{said} at {place}"), after
    clause = degree_clause(said)
    if end == at and (related := _RELATED.match(" ".join(words.tokens[at : at + 4]) + " ")):
        end = at + len(related.group().split())
        return Unknown(f"“{words.said(at, end)}”", clause), end
    return clause, end


def degree_clause(said: str) -> Clause | None:
    """A degree as the field takes it."""
    return clause_of(*(degree_terms(papers.Asked(said)) or (field_term("degree", said, f"degree:{said}"),)))


def subject_before(words: Words, at: int, found: re.Match[str]) -> Made:
    """Physics PhDs; of students, who study for one."""
    subject, start = found["subject"].split(), at - len(found.group().split())
    if not names("subjects").whole(subject):
        return None
    if found["level"] not in DEGREES:
        return any_field(words.said(start, start + len(subject)), "studied"), at
    state = "current " if found["students"] else ""
    return degree_clause(f"{state}{DEGREES[found['level']]} in {words.said(start, start + len(subject))}"), at


def is_before_degree(words: Words, at: int) -> bool:
    """Whether a subject stands here that a degree follows."""
    known = known_subject(words, at)
    return bool(known) and words.tokens[at + known : at + known + 1] in _LEVELS


def subject_at(words: Words, at: int) -> tuple[str, int]:
    """What was studied, behind "in"; blank where that is a place, a time, a skill that nobody studies, or no subject at all."""
    start = at + 1
    if words.tokens[at:start] not in _IN:
        return "", at
    if is_no_subject(words, start) or group_of(words, start):
        return "", at
    if words.tokens[start : start + 3] in _FIELD_OF:
        start += 3
    elif _RELATED.match(" ".join(words.tokens[at : at + 4]) + " "):
        return "", at
    value, end = name_at(words, start, "subjects")
    if (
        not value
        or (skill_at(words, start) and not known_subject(words, start))
        or is_place(value)
        or any(names(kind).whole(tokens(value)) for kind in ("schools", "companies"))
    ):
        return "", at
    other = known_subject(words, end + 1)
    if other and words.tokens[end] in {"and", "und"} and words.tokens[end + 1 + other : end + 2 + other] not in _HERE:
        return words.said(start, end + 1 + other), end + 1 + other
    return value, end


def is_no_subject(words: Words, at: int) -> bool:
    """Their final year, less than five years."""
    return at < len(words.tokens) and (words.tokens[at] in _NO_SUBJECT or words.tokens[at].isdecimal())


def known_subject(words: Words, at: int) -> int:
    """How many words are the name of a subject here; 0 where none are."""
    return next((end for start, end, _ in names("subjects").find(words.tokens[at : at + 5]) if start == 0), 0)
