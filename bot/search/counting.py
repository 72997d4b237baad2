"""Numbers that a line asks for: of papers and other things, and of years, of a skill or of all jobs."""

import re

from bot.search import wording
from bot.search.comparing import STARTS_NUMBERS, years_at, years_term
from bot.search.draft import Draft
from bot.search.of_counts import counted_at, one_more
from bot.search.of_nothing import sort_at
from bot.search.query import Clause, Term
from bot.search.skills import skills
from bot.search.text import tokens
from bot.search.wording import Unknown, Words

_FAR = 16
"""Words that a number takes at most."""
_OF_SOMETHING = {("for",), ("seit",), ("in",), ("past",), ("last",)}
"""Before years that are not those of all jobs together: worked there for three years."""
_INTERNED = frozenset(("interned", "interning", "internship", "internships"))
_WORKED = frozenset(("work", "works", "worked", "working", "employed", "gearbeitet", "arbeitet"))


def measured(draft: Draft, words: Words, at: int) -> int:
    """Years of a skill that follows, or of the one before; the place after them, 0 where there are none."""
    if draft.joins and len(draft.last) == 1 and (more := one_more(words, at, draft.last[0].terms[0])):
        draft.add(more[0])
        return more[1]
    if words.tokens[at] not in STARTS_NUMBERS and not words.tokens[at].isdecimal():
        return 0
    if at and words.typed[at] is words.typed[at - 1] and "'" in words.typed[at]:
        return 0
    rest = " ".join(words.tokens[at : at + _FAR]) + " "
    if counted := counted_at(words, at):
        made, end = counted
        if (
            isinstance(made, Clause)
            and _INTERNED.intersection(words.tokens[:at])
            and "employers" in made.terms[0].label
        ):
            made = Unknown(f"“{words.said(at, end)}”")
        if isinstance(made, Unknown):
            draft.leave_out(made.said)
        else:
            draft.add(made)
        return end
    found = years_at(rest)
    if not found:
        return 0
    end = at + len(found.group().split())
    if end < len(words.tokens) and (named := skills().longest_name(words.tokens, end)):
        alias, after = named
        draft.add(Clause((years_term(found, alias.skill, words.named(end, after)),)))
        return after + (after < len(words.tokens) and words.tokens[after] in wording.EXPERIENCE)
    if (last := _skill_before(draft, words, at)) and not found["on"]:
        draft.clauses.remove(draft.last[0])
        draft.add(Clause((years_term(found, last.skills[0], last.label),)), negated=draft.last[0].negated)
    elif _of_all_jobs(draft, words, at, end, found):
        draft.add(Clause((years_term(found),)))
        if after := sort_at(words, end) or sort_at(words, end - len(found["on"].split())):
            draft.leave_out(f"“{words.said(end - len(found['on'].split()), after)}”")
            return after
        if "industry" in found["experience"]:
            draft.leave_out("“industry”")
    else:
        draft.leave_out(f"“{words.said(at, end)}”")
    return end


def _of_all_jobs(draft: Draft, words: Words, at: int, end: int, found: re.Match[str]) -> bool:
    """Whether years are those of all jobs together, and not of one, or of what has no name here."""
    if found["on"] or words.tokens[end : end + 1] in {("at",), ("bei",)}:
        return bool(sort_at(words, end) or sort_at(words, end - len(found["on"].split())))
    if found["experience"] or words.tokens[at - 1 : at] not in _OF_SOMETHING:
        return True
    return not draft.last and not _WORKED.isdisjoint(words.tokens[:at])


def _skill_before(draft: Draft, words: Words, at: int) -> Term | None:
    """The skill that was asked for right before: Rust in "Rust 3+ years" and in "Rust for 3 years"."""
    if len(draft.last) != 1 or len(draft.last[0].terms) != 1 or draft.last[0].terms[0].kind != "skill":
        return None
    end = at - 1 if words.tokens[max(0, at - 1)] in {"for", "seit"} else at
    said = tokens(draft.last[0].terms[0].label)
    return draft.last[0].terms[0] if tuple(said) == words.tokens[max(0, end - len(said)) : end] else None
