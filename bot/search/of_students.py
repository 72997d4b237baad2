"""Schools that are said before those who study there or did: MIT PhD students, Stanford CS PhDs; and who studies there now."""

import re
from dataclasses import replace

from bot.search import papers
from bot.search.degree_terms import studied_terms
from bot.search.degrees import CURRENT, FINISHED, parted
from bot.search.draft import Draft
from bot.search.institutions import school_at
from bot.search.names import names
from bot.search.of_degrees import as_held, degree_clause, known_subject, subject_at
from bot.search.query import Clause
from bot.search.terms import field_term, student_term
from bot.search.wording import DEGREES, POSITION, ROLES, Words, begins_time, clause_of
from bot.search.words import word_list

_KEYS = {**DEGREES, "ms": "master", "bs": "bachelor"}
"""Behind a school the short ones are degrees, too: Stanford MS."""
_LEVELS = "|".join(_KEYS)
_NO_HOLDERS = "|".join(("applicants?", "degrees?", "thesis", "programs?", *POSITION, *ROLES))
_NOT_ELSEWHERE = r"(?!(?:who are |who is )?now at )"
"""Who was a student of one school is now at another."""
_STUDENTS = re.compile(
    rf"(?:current )?(?:(?P<level>{_LEVELS}|grad|graduate) (?:level )?)?(?:students?|(?<=phd )candidates?) (?!of ){_NOT_ELSEWHERE}"
    rf"|(?P<alone>undergrads|undergraduates) {_NOT_ELSEWHERE}"
)
_HOLDERS = re.compile(
    rf"(?P<level>{_LEVELS}) (?:degrees? |holders? |students? (?!of )|grads? |graduates? )?(?!(?:{_NO_HOLDERS}) )"
)
_SEVERAL = re.compile(r"(?:phds|masters|bachelors|postdocs) ")
_STUDENTS_AT = re.compile(
    rf"(?:(?P<level>{_LEVELS}|grad|graduate) )?(?:students?|(?P<alone>undergrads|undergraduates)) (?P<of>(?:at|from|of) (?:the )?)?"
)
_STUDIES = re.compile(
    r"(?:(?:is|are|now|still|currently) ){0,3}(?:studies|studying|studiert|studieren) (?P<subject>(?:\w{2,20} ){0,3}?)(?:at|bei|an) (?:the |der )?"
)
_OF_OTHERS = re.compile(
    r"(?:(?:supervis|mentor|advis|teach)(?:es|e|s|ed|ing)?|taught|(?:work|collaborat)(?:es|e|s|ed|ing)? with) (?:the |some )?"
)
_OVER = frozenset(("former", "formerly", "ex", "past", "previous", "previously"))
_WERE = frozenset(("was", "were", "war", "waren"))
_IN_YEAR = re.compile(r"in (?P<year>(?:19|20)\d\d) ")
_BEFORE_OVER = word_list("before_studies_over")
_LONGEST = 12


def there(draft: Draft, words: Words, at: int) -> int:
    """The place after a school and its students, or those with a degree of it; 0 where nothing of the kind is said."""
    over = words.tokens[at] in _OVER
    were = not _WERE.isdisjoint(words.tokens[max(0, at - 2) : at])
    start = at + over
    end = school_at(words, start) or _small_at(words, start)
    if not end:
        return 0
    school, of_subject = words.named(start, end), known_subject(words, end)
    subject = words.named(end, end + of_subject)
    end += of_subject
    rest = " ".join(words.tokens[end : end + _LONGEST]) + " "
    students = _STUDENTS.match(rest)
    found = students or _HOLDERS.match(rest)
    level = _level(found) if found else ""
    if not found or (over and level not in _KEYS):
        return 0
    end += len(found.group().split())
    subject, end = (subject, end) if subject else subject_at(words, end)
    year = _IN_YEAR.match(" ".join(words.tokens[end : end + 2]) + " ") if students else None
    if year or (students and were):
        _studied_there(draft, level, subject, school, int(year["year"]) if year else 0)
        return end + 2 * bool(year)
    if students and not over:
        _study_there(draft, level, subject, school)
    else:
        state = f"{FINISHED} {_KEYS[level]}" if over else _as_held(draft, words, at, level)
        draft.add(_degree(state, subject, school))
    return end


def of_others(draft: Draft, words: Words, at: int) -> int:
    """The place after students whom somebody supervised or worked with, who are left out, and said: they are others than those who are asked for."""
    found = _OF_OTHERS.match(" ".join(words.tokens[at : at + 3]) + " ")
    start = at + len(found.group().split()) if found else at
    end = school_at(words, start) if found else 0
    students = _STUDENTS.match(" ".join(words.tokens[end : end + _LONGEST]) + " ") if end else None
    if not students:
        return 0
    end += len(students.group().split())
    draft.leave_out(f"“{words.said(at, end)}”")
    return end


def students_of(draft: Draft, words: Words, at: int) -> int:
    """The place after students of a school that must not be, or are none now: without students from MIT; former students, of MIT or any; 0 for anything else."""
    over = words.tokens[at] in _OVER
    rest = " ".join(words.tokens[at + over : at + _LONGEST]) + " "
    found = _STUDENTS_AT.match(rest) if over or draft.negates else None
    if not found:
        return 0
    start = at + over + len(found.group().split())
    end, level = (school_at(words, start) if found["of"] else start), _level(found)
    if not over:
        if end > start:
            _study_there(draft, level, "", words.named(start, end))
        return end if end > start else 0
    if not end:
        return 0
    levels = ["phd", "master"] if level in {"grad", "graduate"} else [_KEYS[level]] if level else []
    school = words.named(start, end)
    if levels:
        finished = (f"{FINISHED} {one} at {school}" if school else f"{FINISHED} {one}" for one in levels)
        draft.add(clause_of(*(term for one in map(degree_clause, finished) if one for term in one.terms)))
    elif school:
        draft.add(clause_of(field_term("school", school)))
    else:
        draft.add(clause_of(student_term("any")), negated=True)
    return end


def study_now(draft: Draft, words: Words, at: int) -> int:
    """The place after "is studying at" and a school; 0 where it is said of a time that is over, or of a year."""
    found = _STUDIES.match(" ".join(words.tokens[at : at + _LONGEST]) + " ")
    start = at + len(found.group().split()) if found else at
    end = school_at(words, start) if found else 0
    of_subject = len(found["subject"].split()) if found else 0
    over = not _BEFORE_OVER.isdisjoint(words.tokens[max(0, at - 2) : at])
    if not end or draft.negates or over or any(map(begins_time, words.tokens[end : end + 2])):
        return 0
    begins = (
        next((one for one in range(at, start) if known_subject(words, one) == of_subject), 0) if of_subject else start
    )
    if not begins:
        return 0
    _study_there(draft, "", words.named(begins, begins + of_subject), words.named(start, end))
    return end


def _studied_there(draft: Draft, level: str, subject: str, school: str, year: int) -> None:
    """Who was a student there, in a year or at any time."""
    if year:
        said = papers.Asked(f"{subject} at {school}".strip(), since=year, until=year)
        draft.add(clause_of(*studied_terms(said)))
    if level in _KEYS:
        draft.add(_degree(_KEYS[level], subject, school))
    elif not year:
        draft.add(clause_of(field_term("school", school)))


def _level(found: re.Match[str]) -> str:
    said = found.groupdict()
    return said["level"] or ("bachelor" if said.get("alone") else "")


def _as_held(draft: Draft, words: Words, at: int, level: str) -> str:
    """The degree as the words before it have it; of a choice "has a" is said once."""
    held = as_held(words, at, _KEYS[level])
    before = [parted(term.label.partition(":")[2].strip('"')) for one in draft.last for term in one.terms]
    reached = draft.joins and bool(before) and all(one.level and one.state == FINISHED for one in before)
    return f"{FINISHED} {held}" if reached and held == _KEYS[level] else held


def _degree(level: str, subject: str, school: str) -> Clause | None:
    return degree_clause(f"{level} in {subject} at {school}" if subject else f"{level} at {school}")


def _small_at(words: Words, at: int) -> int:
    """The place after a school that begins a line in small letters, as is quickly typed: "mit students", in German the word for "with"."""
    known = [end for start, end, _ in names("schools").find(words.tokens[:_LONGEST]) if start == 0 and not at]
    rest = " ".join(words.tokens[known[0] : _LONGEST]) + " " if known else ""
    return known[0] if known and (_STUDENTS.match(rest) or _SEVERAL.match(rest)) else 0


def _study_there(draft: Draft, level: str, subject: str, school: str) -> None:
    """Who is a student, and is there now; after "or" the other school alone where the students are the same."""
    if draft.negates or (draft.joins and draft.turned):
        levels = [_KEYS[level]] if level in _KEYS else ["phd", "master", *(["bachelor"] * (not level))]
        terms = [_degree(f"{CURRENT} {one}", subject, school) for one in levels]
        draft.add(clause_of(*(term for clause in terms if clause for term in clause.terms)))
        return
    if subject and level in _KEYS:
        draft.add(_degree(f"{CURRENT} {_KEYS[level]}", subject, school))
        return
    levels = ["phd", "master"] if level in {"grad", "graduate"} else [_KEYS.get(level, "any")]
    students = clause_of(*map(student_term, levels))
    studied, there_now = (
        clause_of(field_term("studied", subject)) if subject else None,
        clause_of(field_term("now", school)),
    )
    clauses: list[Clause] = [one for one in (students, studied, there_now) if one]
    before = draft.clauses[-len(clauses) :]
    if draft.joins and draft.last == draft.clauses[-1:] and len(before) == len(clauses) > 1:
        if before[:-1] == clauses[:-1]:
            clauses = clauses[-1:]
        elif students and before[1:] == clauses[1:] and before[0].terms[0].field == "student":
            draft.last, clauses = before, [replace(students, terms=(*before[0].terms, *students.terms)), *clauses[1:]]
            del draft.clauses[-len(clauses) :]
            draft.joins = False
    draft.add_all(clauses)
    draft.last = draft.clauses[-1:]
    draft.whole = draft.clauses[-3 if studied else -2 :]
