"""The benchmarks' made-up people are what real CVs with their words would have become."""

import pytest

from benchmarks.crowd import COMMON, FREQUENT, crowd, skill_ranks
from bot.search.index import index


def test_their_search_rows_are_those_of_their_texts():
    for person in crowd(40):
        reading = person.received.reading
        assert person.received.index == index(reading.profile, {0: reading.text}, arrived=person.received.at.date())


def test_every_quote_is_exact_and_every_person_the_same_each_time():
    once, again = ([person.received for person in crowd(5)] for _ in range(2))
    assert once == again
    for received in once:
        for skill in received.reading.profile.skills:
            (proof,) = skill.name.evidence
            assert received.reading.text[proof.start : proof.end] == skill.name.value


@pytest.mark.parametrize(("rank", "share"), [(COMMON, 0.4), (FREQUENT, 0.05)])
def test_skills_are_as_common_as_they_are_to_be(rank, share):
    has = sum(skill_ranks()[rank].id in person.skills for person in crowd(1_000))
    assert has / 1_000 == pytest.approx(share, rel=0.25)
