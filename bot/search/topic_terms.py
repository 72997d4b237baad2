"""What a paper is about, as terms: one for each paper of a CV that it may be."""

from bot.search import papers, topics
from bot.search.query import Term
from bot.search.terms import groups_of, paper_term, written


def paper_terms(asked: papers.Asked) -> tuple[Term, ...]:
    """What must hold of one paper, whichever that is."""
    if asked.topic:
        return _about(asked)
    term = paper_term(asked)
    return (term,) if term else ()


def _about(asked: papers.Asked) -> tuple[Term, ...]:
    label = written("paper", str(asked))
    ways = list(filter(None, topics.asked_topics(asked.topic)))
    alone = not (asked.venue or asked.first or asked.dated)
    venues = groups_of("venue", asked.venue) if asked.venue else (("",),)
    there = [] if alone else [papers.choices(asked, group) for group in venues]
    made = [
        (
            *(tuple(topics.is_about(one, topic) for topic in row) for row in rows),
            *(tuple(topics.appeared(one, said) for said in group) for group in there),
        )
        for rows in ways
        for one in (("",) if alone and len(rows) == 1 else topics.entries())
    ]
    return tuple(Term("field", label, field="paper", groups=groups) for groups in made)
