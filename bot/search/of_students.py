"""Schools that are said before those who study there or did: MIT PhD students, Stanford CS PhDs; and who studies there now."""

import re

from bot.search.degrees import CURRENT
from bot.search.draft import Draft
from bot.search.institutions import school_at
from bot.search.names import names
from bot.search.of_degrees import as_held, degree_clause, known_subject
from bot.search.query import Clause
from bot.search.terms import field_term, student_term
from bot.search.wording import DEGREES, Words, begins_time, clause_of

_LEVELS = "|".join(DEGREES)
_STUDENTS = re.compile(
    rf"(?:current )?(?:(?P<level>{_LEVELS}|grad|graduate) (?:level )?)?(?:students?|(?<=phd )candidates?) (?!of )"
    r"|(?P<alone>undergrads|undergraduates) "
)
_HOLDERS = re.compile(
    rf"(?P<level>{_LEVELS}) (?:degrees? |holders? )?(?!applicants? |degrees? |thesis |position|programs? )"
)
_STUDIES = re.compile(r"(?:(?:is|are|now|still|currently) )*(?:studies|studying) (?:at|bei) (?:the )?")
_BEFORE_OVER = frozenset(
    ("was", "were", "been", "had", "started", "began", "stopped", "finished", "before", "after", "while")
)
_LONGEST = 12


def there(draft: Draft, words: Words, at: int) -> int:
    """The place after a school and its students, or those with a degree of it; 0 where nothing of the kind is said."""
    end = school_at(words, at) or _small_at(words, at)
    if not end or draft.negates:
        return 0
    school, subject = words.named(at, end), known_subject(words, end)
    studied = words.named(end, end + subject)
    end += subject
    rest = " ".join(words.tokens[end : end + _LONGEST]) + " "
    if found := _STUDENTS.match(rest):
        level = found["level"] or ("bachelor" if found["alone"] else "")
        if studied and level in DEGREES:
            draft.add(degree_clause(f"{CURRENT} {DEGREES[level]} in {studied} at {school}"))
        else:
            _study_there(draft, level, studied, school)
    elif found := _HOLDERS.match(rest):
        of_subject = f" in {studied}" if studied else ""
        draft.add(degree_clause(f"{as_held(words, at, DEGREES[found['level']])}{of_subject} at {school}"))
    else:
        return 0
    return end + len(found.group().split())


def _small_at(words: Words, at: int) -> int:
    """The place after a school that begins a line in small letters, as is quickly typed: "mit students", in German the word for "with"."""
    known = [end for start, end, _ in names("schools").find(words.tokens[:_LONGEST]) if start == 0 and not at]
    return known[0] if known and _STUDENTS.match(" ".join(words.tokens[known[0] : _LONGEST]) + " ") else 0


def study_now(draft: Draft, words: Words, at: int) -> int:
    """The place after "is studying at" and a school; 0 where it is said of a time that is over, or of a year."""
    found = _STUDIES.match(" ".join(words.tokens[at : at + _LONGEST]) + " ")
    start = at + len(found.group().split()) if found else at
    end = school_at(words, start) if found else 0
    over = not _BEFORE_OVER.isdisjoint(words.tokens[max(0, at - 2) : at])
    if not end or draft.negates or over or any(map(begins_time, words.tokens[end : end + 2])):
        return 0
    _study_there(draft, "", "", words.named(start, end))
    return end


def _study_there(draft: Draft, level: str, subject: str, school: str) -> None:
    """Who is a student, and is there now; after "or" the other school alone where the students are the same."""
    levels = ("phd", "master") if level in {"grad", "graduate"} else (DEGREES.get(level, "any"),)
    students = clause_of(*map(student_term, levels))
    studied, there_now = (
        clause_of(field_term("studied", subject)) if subject else None,
        clause_of(field_term("now", school)),
    )
    clauses: list[Clause] = [one for one in (students, studied, there_now) if one]
    if draft.joins and draft.last == draft.clauses[-1:] and draft.clauses[-len(clauses) : -1] == clauses[:-1]:
        clauses = clauses[-1:]
    draft.add_all(clauses)
    draft.last = draft.clauses[-1:]
