"""Schools, firms, venues and places that are asked for by a name alone: CMU, Georgia Tech, Tongji University, Norway."""

from bot.search import papers
from bot.search.names import names
from bot.search.query import Clause
from bot.search.skills import skills
from bot.search.terms import field_term, phrase_term, word_term
from bot.search.topic_terms import paper_terms
from bot.search.wording import ENDS, NOISE, SENTENCE, Words
from bot.search.words import word_list
from bot.search.year_lists import years_at

_FIELDS = {
    "schools": ("school", "company"),
    "companies": ("company",),
    "venues": ("venue",),
    "places": ("place",),
    "subjects": ("studied",),
}
"""Whose other names count, and the fields that they are looked up in."""
_KEPT = ENDS | NOISE | SENTENCE
"""Words that are no name by themselves, but where they are written as one: MIT, in German the word for "with"."""
_UNSURE = word_list("ambiguous_venues")
_UNIVERSITY = word_list("university")
_SHORT = {"uni": "university", "univ": "university"}
_LONGEST = 4
"""Words of a name before or after "university"."""


def institution_at(words: Words, at: int) -> tuple[Clause, int] | None:
    """Who was there or published there under any of its names, and whoever's CV holds the words."""
    known = _known_at(words, at)
    fields, end = known or (_FIELDS["schools"], _university_at(words, at))
    if end == at:
        return None
    if fields == ("venue",) and (years := years_at(words, end)):
        since, until, after = years
        asked = papers.Asked(" ".join(words.tokens[at:end]), since=since, until=until)
        return Clause(paper_terms(asked)), after
    said = words.named(at, end)
    held = phrase_term(said, said) if end > at + 1 else None if words.tokens[at] in _KEPT else word_term(said)
    terms = (*(field_term(field, said, said) for field in fields), held)
    return Clause(tuple(term for term in terms if term)), end


def school_at(words: Words, at: int) -> int:
    """The place after a school's name; 0 where none starts there."""
    if at >= len(words.tokens):
        return 0
    known = [end for start, end, _ in names("schools").find(words.tokens[at : at + 10]) if start == 0]
    if known and (words.typed[at].isupper() or words.tokens[at] not in _KEPT):
        return at + known[0]
    end = _university_at(words, at)
    return end if end > at else 0


def venue_at(words: Words, at: int) -> int:
    """The place after a venue's name that is nothing else; 0 where none starts there."""
    known = _known_at(words, at)
    return known[1] if known and known[0] == _FIELDS["venues"] else 0


def dated_venue_at(words: Words, at: int) -> tuple[Clause, int] | None:
    """A venue with its year, whatever else its name may mean: MLSys'23."""
    known = _known_at(words, at)
    return institution_at(words, at) if known and known[0] == ("venue",) and years_at(words, known[1]) else None


def _known_at(words: Words, at: int) -> tuple[tuple[str, ...], int] | None:
    row = tuple(_SHORT.get(word, word) for word in words.tokens[at : at + 10])
    known = [
        (end, kind)
        for kind in _FIELDS
        for start, end, key in names(kind).find(row)
        if start == 0 and (kind != "venues" or key not in _UNSURE)
    ]
    if not known:
        return None
    length, kind = max(known, key=lambda one: one[0])
    alone = len(words.tokens) == length
    if length == 1 and not alone:
        written = words.typed[at]
        if words.tokens[at] in _KEPT and not written.isupper():
            return None
        if kind == "companies" and not words.capital(at):
            return None
    return _FIELDS[kind], at + length


def _university_at(words: Words, at: int) -> int:
    """The place after a university's name by the look of it; ``at`` where none starts there."""
    row = words.tokens
    if row[at] in _UNIVERSITY and row[at + 1 : at + 2] == ("of",):
        end = at + 2
        while end < min(len(row), at + 2 + _LONGEST) and words.capital(end) and row[end] not in ENDS:
            end += 1
        return end if end > at + 2 else at
    end = at
    while end < min(len(row), at + _LONGEST) and row[end] not in _UNIVERSITY:
        if row[end] in _KEPT or skills().longest_name(row, end) or not (words.capital(end) or end == at):
            return at
        end += 1
    return end + 1 if at < end < len(row) and row[end] in _UNIVERSITY else at
