"""What a question says about papers, piece by piece, and what of it holds of one and the same paper."""

from collections.abc import Callable
from dataclasses import replace

from bot.search.draft import Draft
from bot.search.papers import Asked, all_asked_by
from bot.search.query import Clause
from bot.search.topic_terms import paper_terms

_Change = Callable[[Asked], Asked]


def is_of_papers(clause: Clause) -> bool:
    return not clause.negated and bool(all_asked_by(clause))


def add_paper(draft: Draft, clause: Clause, *, leads_on: bool) -> None:
    """One more thing said of papers. ``leads_on``: "first author at" speaks of the venue that follows."""
    asked = all_asked_by(clause)
    if draft.negates or (draft.joins and draft.turned):
        draft.add(clause)
        return
    named = all(one.venue for one in asked)
    listed = draft.listed and named and _has_venue(draft) and draft.last and draft.last[0] in draft.papers
    if draft.joins or listed:
        draft.joins = True
        clause = _changed(clause, lambda one: replace(one, first=draft.paper.first or one.first))
    elif not named:
        if not asked[0].first and draft.papers:
            return
        if asked[0].first and not leads_on and any(one.venue for said in draft.papers for one in all_asked_by(said)):
            _change(draft, lambda one: replace(one, first=True))
            return
        if draft.papers and _has_venue(draft):
            draft.papers, draft.paper = [], Asked()
        draft.paper = replace(draft.paper, first=draft.paper.first or asked[0].first)
        clause = _changed(clause, lambda _: draft.paper)
        _without_venue(draft)
    else:
        clause = _changed(clause, lambda one: _within(one, draft.paper))
        _without_venue(draft)
    replaced = draft.last
    draft.add(clause)
    draft.papers = [one for one in draft.papers if one not in replaced or one in draft.clauses] + draft.last


def add_topic(draft: Draft, topic: str) -> None:
    """What the papers that were spoken of, or will be, are about."""
    last = draft.last[0] if draft.last else None
    if draft.joins and last:
        draft.add(replace(_changed(last, lambda one: replace(one, topic=topic)), negated=False))
        draft.papers = [*draft.papers[:-1], *(one for one in draft.last if not one.negated)]
        return
    if last and last.negated and all_asked_by(last):
        changed = _changed(last, lambda one: replace(one, topic=topic))
        draft.clauses = [changed if one is last else one for one in draft.clauses]
        draft.last = [changed]
        return
    if draft.negates:
        draft.add(Clause(paper_terms(replace(draft.paper, topic=topic, venue=_only_venue(draft)))))
        return
    draft.paper = replace(draft.paper, topic=topic)
    if draft.papers:
        _change(draft, lambda one: replace(one, topic=topic))
        return
    draft.add(Clause(paper_terms(draft.paper)))
    draft.papers = list(draft.last)


def date_papers(draft: Draft, since: int, until: int, *, more: bool) -> bool:
    """The years of the papers that were spoken of, or will be; whether they took them. ``more``: they follow other years."""
    if draft.joins or (more and draft.papers and all(one.dated for one in all_asked_by(draft.papers[-1]))):
        draft.joins = False
        alike = _years(draft.papers[-1]) if draft.papers else set()
        _replace(draft, lambda one: _in_these_too(one, since, until) if _years(one) == alike else one)
        return True
    asked = [one for clause in draft.papers for one in all_asked_by(clause)] or [draft.paper]
    if all(one.dated for one in asked):
        return False
    if not _has_venue(draft):
        draft.paper = replace(draft.paper, since=since, until=until)
    _change(draft, lambda one: one if one.dated else replace(one, since=since, until=until))
    return True


def _years(clause: Clause) -> set[tuple[int, int]]:
    return {(one.since, one.until) for one in all_asked_by(clause)}


def date_denied(draft: Draft, since: int, until: int) -> bool:
    """No papers since 2023: the years of the papers that were left out; whether it was such."""
    last = draft.last[0]
    if last not in draft.clauses or not all_asked_by(last):
        return False
    joined, draft.joins = draft.joins and any(one.dated for one in all_asked_by(last)), False
    changed = (
        _in_these_too(last, since, until)
        if joined
        else _changed(last, lambda one: replace(one, since=since, until=until))
    )
    draft.clauses = [changed if one is last else one for one in draft.clauses]
    draft.last = [changed]
    return True


def _within(one: Asked, said: Asked) -> Asked:
    years = one if one.dated else said
    return replace(
        one, first=one.first or said.first, since=years.since, until=years.until, topic=one.topic or said.topic
    )


def _has_venue(draft: Draft) -> bool:
    return any(one.venue for clause in draft.papers for one in all_asked_by(clause))


def _only_venue(draft: Draft) -> str:
    """Where the papers that were spoken of appeared, if that was one place."""
    named = {one.venue for clause in draft.papers for one in all_asked_by(clause) if one.venue}
    return named.pop() if len(named) == 1 else ""


def _without_venue(draft: Draft) -> None:
    """What was said of papers in general is now said of those at a venue."""
    general = [clause for clause in draft.papers if not any(one.venue for one in all_asked_by(clause))]
    draft.clauses = [clause for clause in draft.clauses if clause not in general]
    draft.papers = [clause for clause in draft.papers if clause not in general]


def _change(draft: Draft, change: _Change) -> None:
    _replace(draft, lambda clause: _changed(clause, change))


def _replace(draft: Draft, change: Callable[[Clause], Clause]) -> None:
    for clause in draft.papers:
        changed = change(clause)
        draft.clauses = [changed if one is clause else one for one in draft.clauses]
        draft.last = [changed if one is clause else one for one in draft.last]
        draft.papers = [changed if one is clause else one for one in draft.papers]


def _in_these_too(clause: Clause, since: int, until: int) -> Clause:
    """In 2023 or 2025; years that go on from those before are one span with them."""
    asked: list[Asked] = []
    for one in all_asked_by(clause):
        if since <= one.until + 1 and one.since <= until + 1:
            asked.append(replace(one, since=min(one.since, since), until=max(one.until, until)))
        else:
            asked += [one, replace(one, since=since, until=until)]
    asked.sort(key=lambda one: one.since)
    terms = dict.fromkeys(term for one in asked for term in paper_terms(one))
    return replace(clause, terms=tuple(terms) or clause.terms)


def _changed(clause: Clause, change: _Change) -> Clause:
    terms = (term for one in all_asked_by(clause) for term in paper_terms(change(one)))
    return replace(clause, terms=tuple(terms) or clause.terms)
