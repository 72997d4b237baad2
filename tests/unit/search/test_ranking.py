"""The explained order is the order: the same numbers as the store counts, and nothing beside them."""

import pytest

from bot.search.finding import find
from bot.search.ranking import strengths, total
from tests.unit.search.conftest import TODAY


def ranked(pool, line):
    found = find(pool.bot.tenant, line, today=TODAY, limit=500)
    assert found.page.total == len(found.hits) > 1
    return found


@pytest.mark.parametrize(
    "line",
    ["rust", "python", "deep learning", "rust or go", "cuda python", "llm kubernetes", "skill:docker", "databases -rust",
     "has:papers python", "stage:new,interview,offer deep learning or rust", "gpa>3 python", "has:awards"],
)  # fmt: skip
def test_people_stand_in_the_order_of_what_is_explained(pool, line):
    found = ranked(pool, line)
    keys = [total(strengths(found.query, hit.dossier)) for hit in found.hits]
    assert keys == sorted(keys, reverse=True)


def test_two_names_of_one_skill_count_once(pool):
    found = ranked(pool, "k8s or kubernetes")
    assert {len(strengths(found.query, hit.dossier)) for hit in found.hits} == {1}


def test_every_strength_of_a_cv_has_its_line(pool):
    found = ranked(pool, "llm")
    shown = [one for hit in found.hits for one in strengths(found.query, hit.dossier)]
    assert {one.row.implied for one in shown} == {True, False}
    for hit in found.hits:
        for one in strengths(found.query, hit.dossier):
            assert one.reason
            assert hit.dossier.texts[one.reason.document][one.reason.start : one.reason.end].strip()
            assert one.reason.grade == max(one.row.grade, 1)
