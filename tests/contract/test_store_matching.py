"""How people answer a role's wishes: beside a count of everybody by hand, on every database."""

from contextlib import closing
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.search.language import parse
from bot.search.query import Query, Term
from bot.search.wanted import Wanted
from storage import closest, open_store, search
from tests.chance import examples
from tests.contract.test_store_ranking import EVERYBODY, SKILLS, TOKENS, WORDS
from tests.stores import NOW, cv


@pytest.fixture
def team(store, monkeypatch):
    monkeypatch.setattr(search, "LONGEST", 60)
    team = store.within(store.organization("Tessera Labs"))
    team.save_some([one.received() for one in EVERYBODY])
    return team


def schooled(token):
    return Term("field", token, field="school", groups=((token,),))


def worded(word):
    return Term("word", word, tokens=(word,))


terms = st.lists(st.sampled_from([*map(schooled, TOKENS), *map(worded, WORDS)]), max_size=2, unique=True).map(tuple)
some_skills = st.lists(st.sampled_from(SKILLS), max_size=2, unique=True).map(tuple)
wishes = st.lists(
    st.builds(Wanted, st.booleans(), some_skills, terms, some_skills, terms), min_size=1, max_size=4
)  # fmt: skip


def has(one, skill):
    """Whether anything is known of it, be it only how lately."""
    return skill in one.skills and bool(one.skills[skill] or one.lately)


def level(wish, one):
    """2 met, 1 partly, 0 not stated; and the proof of it."""
    grades = [one.skills[skill] for skill in wish.skills if has(one, skill)]
    found = [(2 if grade >= 2 else 1, 2 * grade) for grade in grades]
    found += [(2, 6) for term in wish.terms if one.shows(term)]
    found += [(1, 1) for term in wish.partly if one.shows(term)]
    found += [(1, 1) for skill in wish.near if has(one, skill)]
    return (max(at for at, _ in found), max(proof for _, proof in found)) if found else (0, 0)


def expected(wanted):
    rows = []
    for one in EVERYBODY:
        levels = [(wish.must, *level(wish, one)) for wish in wanted]
        if not any(at for _, at, _ in levels):
            continue
        musts, nice = ([(at, proof) for must, at, proof in levels if must is which] for which in (True, False))
        rows.append(
            (
                *(sum(at == wished for at, _ in musts) for wished in (2, 1)),
                sum(proof for _, proof in musts),
                *(sum(at == wished for at, _ in nice) for wished in (2, 1)),
                one.number,
            )
        )
    return [row[-1] for row in sorted(rows, reverse=True)]


@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(wishes)
def test_the_order_is_the_one_that_is_promised(team, wanted):
    order = expected(wanted)
    found = team.matching(wanted, Query(), limit=100)
    assert list(found.numbers) == order
    assert found.total == len(order)
    musts = [wish for wish in wanted if wish.must]
    every = sum(all(level(wish, one)[0] == 2 for wish in musts) for one in EVERYBODY) if musts else 0
    assert found.every_must == every


def shows_anything(wish, one):
    """Whether somebody is in one of the lists of the wish."""
    shown = any(has(one, skill) for skill in (*wish.skills, *wish.near))
    return shown or any(one.shows(term) for term in (*wish.terms, *wish.partly))


def rows_of(wish):
    """How many rows tell of it."""
    skills = sum(skill in one.skills for one in EVERYBODY for skill in (*wish.skills, *wish.near))
    listed = (terms for terms in (wish.terms, wish.partly) if terms)
    return skills + sum(sum(any(map(one.shows, terms)) for one in EVERYBODY) for terms in listed)


@pytest.mark.parametrize("bounds", [(0, 240), (0, 60), (0, 0), (30, 100)], ids=str)
@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(wanted=wishes)
def test_where_only_the_closest_are_counted_none_of_them_is_missed(team, bounds, wanted):
    read, looks = bounds
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(closest, "READ", read)
        patch.setattr(closest, "LOOKS", looks)
        found = team.matching(wanted, Query(), limit=100)
    order = expected(wanted)
    assert list(found.numbers) == [number for number in order if number in found.numbers], "the order is the same"
    assert found.total == len(found.numbers)
    if not found.more:
        assert list(found.numbers) == order
        return
    asked = [wish for wish in wanted if wish.skills or wish.terms or wish.near or wish.partly]
    musts = [wish for wish in asked if wish.must] or asked
    whole, best = looks // len(asked) // 2, max(1, looks // len(asked) // 4)
    rarest = min((rows_of(wish) for wish in musts), default=0)
    if rarest <= whole:  # all who show the rarest are there
        lead = next(wish for wish in musts if rows_of(wish) == rarest)
        assert {one.number for one in EVERYBODY if shows_anything(lead, one)} <= set(found.numbers)
    fully = [number for number in order if all(level(wish, EVERYBODY[number - 1])[0] == 2 for wish in musts)]
    if rarest <= whole or len(fully) < best:
        assert list(found.numbers[: len(fully)]) == fully, "whoever meets all comes first, in order"
    if not any(wish.must for wish in wanted):
        assert found.every_must == 0
    elif all(wish in asked for wish in wanted if wish.must):
        told = len([number for number in fully if number in found.numbers])
        assert (found.every_must, found.more_fully or told == len(fully)) == (told, True)


def test_both_databases_count_the_same_people(sqlite_url, postgresql_url, monkeypatch):
    monkeypatch.setattr(closest, "READ", 0)
    monkeypatch.setattr(closest, "LOOKS", 60)
    roles = [
        [Wanted(True, ("rust",)), Wanted(True, ("go",), near=("zig",)), Wanted(False, ("cuda",))],
        [Wanted(True, ("rust", "go")), Wanted(True, (), (worded("maps"), schooled("mit"))), Wanted(True, ("cuda",))],
        [Wanted(False, ("zig",)), Wanted(False, (), (worded("kernels"),), partly=(schooled("eth"),))],
        [Wanted(True, (), (worded("robots"),)), Wanted(True, (), (worded("poetry"),))],
    ]
    told = []
    for url in (sqlite_url, postgresql_url):
        with closing(open_store(url)) as store:
            team = store.within(store.organization("Tessera Labs"))
            team.save_some([one.received() for one in EVERYBODY])
            assert team.count() == len(EVERYBODY)
            told.append([team.matching(role, Query(), limit=100) for role in roles])
    assert told[0] == told[1]
    assert any(one.more for one in told[0])


def test_of_a_small_search_everybody_is_counted(team, monkeypatch):
    wanted, among = [Wanted(True, ("rust",)), Wanted(True, ("go",))], parse("school:eth")
    every = team.matching(wanted, among, limit=100)
    monkeypatch.setattr(closest, "READ", 0)
    assert team.matching(wanted, among, limit=100) == every
    monkeypatch.setattr(closest, "LOOKS", 4)
    assert set(team.matching(wanted, among, limit=100).numbers) < set(every.numbers)


def test_pages_follow_one_another(team):
    wanted = [Wanted(True, ("rust",)), Wanted(False, ("go",))]
    every = team.matching(wanted, Query(), limit=100).numbers
    pages = [team.matching(wanted, Query(), limit=3, offset=offset).numbers for offset in range(0, len(every) + 3, 3)]
    assert [number for page in pages for number in page] == list(every)


def test_only_those_of_a_search(team):
    wanted = [Wanted(True, ("rust",))]
    among = parse("school:eth")
    found = team.matching(wanted, among, limit=100)
    assert set(found.numbers) == set(team.matching(wanted, Query(), limit=100).numbers) & set(
        team.search(among, limit=100).numbers
    )
    assert found.total == len(found.numbers)


def test_what_asks_for_nothing_finds_nobody(team):
    assert team.matching([], Query(), limit=5).numbers == ()
    assert team.matching([Wanted(True)], Query(), limit=5).numbers == ()
    rust = [Wanted(True, ("rust",))]
    for among in (Query(), parse("school:eth")):
        assert team.matching([Wanted(False), *rust], among, limit=5) == team.matching(rust, among, limit=5)


def test_a_skill_that_only_means_what_is_near_is_not_near(store):
    team = store.within(store.organization("Tessera Labs"))
    team.save(cv("Ada", skills={"go": 2}))
    team.save(cv("Bo", implied={"go": 2}))
    assert team.matching([Wanted(True, ("rust",), near=("go",))], Query(), limit=5).numbers == (1,)


def test_nobody_of_another_organization_is_counted(store, team):
    other = store.within(store.organization("Harrow Compute"))
    assert other.matching([Wanted(True, ("rust",))], Query(), limit=5).numbers == ()


def test_a_kept_role_has_one_key_and_goes_when_nobody_uses_it(store, team):
    text = "must: CUDA\nnice: 博士 \U0001f600 \x00"
    key = team.keep_role(text, at=NOW)
    assert team.keep_role(text, at=NOW) == key
    assert team.kept_role(key).startswith("must: CUDA\nnice: 博士")
    assert team.keep_role("must: Rust", at=NOW) != key
    assert store.within(store.organization("Harrow Compute")).kept_role(key) is None
    store.tidy(NOW + timedelta(days=89))
    assert team.kept_role(key)
    team.keep_role(text, at=NOW + timedelta(days=50))
    store.tidy(NOW + timedelta(days=91))
    assert team.kept_role(key)
    store.tidy(NOW + timedelta(days=141))
    assert team.kept_role(key) is None
