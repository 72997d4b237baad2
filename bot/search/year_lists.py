"""Years behind a name, and those that follow them: OSDI 2024, NSDI 2023-2025, a PhD in 2021 or 2022."""

from dataclasses import replace

from bot.search import papers, service
from bot.search.degree_terms import degree_terms, studied_terms
from bot.search.draft import Draft
from bot.search.query import Clause, Term
from bot.search.terms import award_terms, field_term, spell_term, worked_term
from bot.search.times import year_at
from bot.search.topic_terms import paper_terms
from bot.search.wording import Words

_TO = frozenset(("to", "until", "through", "till", "bis"))


def another_year(draft: Draft, words: Words, at: int) -> int:
    """The place after one more year of what came last, which will do too: OSDI 2024 or 2025, OSDI 2023, 2024."""
    follows = follows_year(draft, words, at)
    before = draft.last[0].terms[-1] if follows and len(draft.last) == 1 else None
    years = years_at(words, at) if before else None
    if not before or not years:
        return 0
    since, until, end = years
    terms = _in_years(before, since, until)
    if not terms:
        return 0
    draft.joins = True
    draft.add(Clause(terms))
    return end


def follows_year(draft: Draft, words: Words, at: int) -> bool:
    """Whether what stands here is one more of the years before it: in 2021, 2023 and 2025."""
    if not at:
        return draft.joins or draft.listed
    before = at - 1 - (words.tokens[at - 1] in {"and", "und"})
    return before >= 0 and _year_at(words, before) > 0


def years_at(words: Words, at: int) -> tuple[int, int, int] | None:
    """The first and last year that stand here, and the place after them."""
    first = _year_at(words, at)
    if not first:
        return None
    end = at + 1
    to = words.tokens[end : end + 1] and words.tokens[end] in _TO
    if (to or _in_one_word(words, end)) and (last := _year_at(words, end + bool(to))):
        return min(first, last), max(first, last), end + bool(to) + 1
    return None if _in_one_word(words, end) else (first, first, end)


def _in_years(before: Term, since: int, until: int) -> tuple[Term, ...]:
    """The same in other years; nothing of what has none."""
    if service.is_dated(before):
        return service.in_years(before, since, until)
    field, _, said = before.label.partition(":")
    asked = papers.asked_by(before) or papers.read(said.strip('"'))
    if not asked.dated:
        return ()
    asked = replace(asked, since=since, until=until)
    match field:
        case "paper":
            return paper_terms(asked) if asked.venue else ()
        case "degree":
            return degree_terms(asked)
        case "studied":
            return studied_terms(asked)
        case "award":
            return award_terms(str(asked))
        case "graduates":
            made = field_term("graduates", str(since)) if since == until else None
        case "worked":
            made = worked_term(asked)
        case "joined" | "former":
            made = spell_term(field, asked)
        case _:
            return ()
    return (made,) if made else ()


def _in_one_word(words: Words, at: int) -> bool:
    """Whether a word goes on here that was typed as one with what stands before: 2023-2025."""
    return at < len(words.typed) and words.typed[at] is words.typed[at - 1]


def _year_at(words: Words, at: int) -> int:
    time = year_at(words.tokens[at], short="'" in words.typed[at]) if at < len(words.tokens) else None
    return int(time.since[:4]) if time else 0
