"""Subjects that a degree is not in: non-CS PhDs, a PhD in math but not CS. A word without a degree would leave out whoever took a course."""

from bot.search.degrees import parted
from bot.search.draft import Draft
from bot.search.of_degrees import degree_clause, known_subject, subject_at
from bot.search.query import Clause
from bot.search.wording import DEGREES, Words, any_field

_NOUNS = {(word,) for word in (*DEGREES, "degree", "degrees", "students", "student", "papers", "experience")}
"""Behind a subject that is said of something else."""


def other_subject(draft: Draft, words: Words, at: int) -> int:
    """The place after a subject that is left out of the degrees or studies before or behind it; 0 where none is."""
    if not draft.negates:
        return 0
    subject, end = subject_at(words, at)
    if not subject:
        end = at + known_subject(words, at)
        subject = words.named(at, end).removeprefix("non-")
    if end == at:
        return 0
    if words.tokens[at - 1 : at] == ("non",) and words.tokens[end : end + 1] and words.tokens[end] in DEGREES:
        level = DEGREES[words.tokens[end]]
        draft.negates = False
        draft.add(any_field(level, "degree"))
        _leave_out(draft, [level], subject)
        return end + 1
    last = draft.last[0] if len(draft.last) == 1 else Clause(())
    fields = {term.field for term in last.terms}
    if last.negated or fields not in ({"degree"}, {"studied"}) or words.tokens[end : end + 1] in _NOUNS:
        return 0
    draft.negates = False
    levels = (
        {parted(term.label.partition(":")[2].strip('"')).level for term in last.terms} if fields == {"degree"} else ()
    )
    _leave_out(draft, sorted(levels), subject)
    return end


def _leave_out(draft: Draft, levels: list[str], subject: str) -> None:
    clauses = [degree_clause(f"{level} in {subject}") for level in levels] or [any_field(subject, "studied")]
    draft.add(Clause(tuple(term for one in clauses if one for term in one.terms)), negated=True)
