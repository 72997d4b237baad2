"""What a search finds, beside a search that looks at everybody: whichever way the store takes, the same people in the same order."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.records import Page
from bot.search.query import Clause, Query, Term
from storage import finding, search
from tests.chance import examples
from tests.stores import cv

PEOPLE = 60
SKILLS = ("rust", "go", "cuda", "zig")
WORDS = ("kernels", "robots", "poetry", "maps")
TOKENS = ("nsu", "mit", "eth")


class Somebody:
    def __init__(self, number):
        chance = random.Random(number)
        self.number = number
        common = chance.random()
        self.skills = {skill: chance.randint(0, 3) for skill in SKILLS if chance.random() < common}
        self.words = [chance.choice(WORDS) for _ in range(chance.randint(0, 5))]
        self.lately = chance.choice((0, 3, 3))
        self.schools = [token for token in TOKENS if chance.random() < 0.4]

    def received(self):
        terms = tuple(("school", token) for token in self.schools)
        return cv(
            f"person{self.number}", text=" ".join(self.words), skills=self.skills, lately=self.lately, terms=terms
        )

    def shows(self, term, proof=0):
        match term.kind:
            case "skill":
                return self.skills.get(term.skills[0], -1) >= proof
            case "field":
                return all(self._has(group) for group in term.groups)
            case "word":
                return all(token in self.words for token in term.tokens)
        said = " ".join(("", *self.words, ""))
        return f" {' '.join(term.tokens)} " in said

    def _has(self, group):
        return any(token in self.schools or (token.endswith("*") and any(s.startswith(token[:-1]) for s in self.schools))
                   for token in group)  # fmt: skip

    def fits(self, clause, proof=0):
        least = 0 if clause.negated else proof
        return any(self.shows(term, least) for term in clause.terms) != clause.negated

    def strength(self, clause, proof):
        asked = {term.skills[0] for term in clause.terms if term.skills and not clause.negated}
        shown = {skill for skill, grade in self.skills.items() if grade >= proof}
        return sum(2 * self.skills[skill] << 16 | self.lately for skill in asked & shown)


EVERYBODY = [Somebody(number) for number in range(1, PEOPLE + 1)]
COUNTS = {skill: sum(skill in one.skills for one in EVERYBODY) for skill in SKILLS}


@pytest.fixture
def team(store):
    tenant = store.within(store.organization())
    tenant.save_some([one.received() for one in EVERYBODY])
    assert tenant.count() == PEOPLE
    return tenant


skill_terms = st.sampled_from(SKILLS).map(lambda skill: Term("skill", skill, skills=(skill,)))
word_terms = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True).map(
    lambda words: Term("word", "w", tokens=tuple(words))
)
phrase_terms = st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(
    lambda words: Term("phrase", "p", tokens=tuple(words))
)
groups = st.lists(st.sampled_from((*TOKENS, "m*", "e*")), min_size=1, max_size=2, unique=True).map(tuple)
field_terms = st.lists(groups, min_size=1, max_size=2).map(
    lambda asked: Term("field", "f", field="school", groups=tuple(asked))
)
terms = st.one_of(skill_terms, skill_terms, word_terms, phrase_terms, field_terms)
clauses = st.builds(
    Clause, st.lists(terms, min_size=1, max_size=3).map(tuple), negated=st.sampled_from((False, False, False, True))
)
queries = st.builds(
    lambda asked, proof: Query(tuple(dict.fromkeys(asked)), proof=proof),
    st.lists(clauses, max_size=4),
    st.sampled_from((0, 0, 2, 3)),
)


def rarity(clause):
    return sum(COUNTS[skill] for skill in {term.skills[0] for term in clause.terms if term.skills})


def exact(query):
    """Everybody looked at, in the order that the port promises."""
    ranking = sorted((clause for clause in query.clauses if ranks(clause)), key=rarity)
    fitting = [one for one in EVERYBODY if all(one.fits(clause, query.proof) for clause in query.clauses)]

    def key(one):
        each = [one.strength(clause, query.proof) for clause in ranking]
        return (sum(each), each[0] if each else 0, one.number)

    return [one.number for one in sorted(fitting, key=key, reverse=True)]


def ranks(clause):
    return not clause.negated and any(term.skills for term in clause.terms)


@pytest.mark.parametrize("bounds", [(1_000, 100, 20_000), (5, 7, 0), (0, 1, 0)], ids=str)
@settings(
    max_examples=examples(60),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(query=queries, limit=st.integers(1, 12), offset=st.sampled_from((0, 0, 3, 20)))
def test_the_hits_are_those_of_a_search_that_looks_at_everybody(team, bounds, query, limit, offset):
    few, counted, gathered = bounds
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding, "FEW", few)
        patch.setattr(finding, "GATHERED", gathered)
        patch.setattr(finding, "SEVERAL", few)
        patch.setattr(finding, "PAIR", min(few, finding.PAIR))
        patch.setattr(search, "COUNTED", counted)
        patch.setattr(search, "LONGEST", 60)
        found = team.search(query, limit=limit, offset=offset)
    expected = exact(query)
    assert found.numbers == tuple(expected[offset : offset + limit])
    if found.more:
        assert limit + offset <= found.total < len(expected)
    else:
        assert found == Page(found.numbers, len(expected))


def test_where_the_strongest_are_enough_for_a_page_all_the_others_are_counted_too(store, monkeypatch):
    monkeypatch.setattr(finding, "FEW", 0)
    team = store.within(store.organization())
    for number, grade in enumerate((3, 3, 3, 2, 1)):
        team.save(cv(f"person{number}", text="kernels", skills={"rust": grade}, lately=3))
    asked = Term("skill", "rust", skills=("rust",)), Term("word", "kernels", tokens=("kernels",))
    query = Query(tuple(Clause((one,)) for one in asked))
    assert team.search(query, limit=1) == Page((3,), 5)
    assert team.search(query, limit=9) == Page((3, 2, 1, 4, 5), 5)
