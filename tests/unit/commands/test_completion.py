"""What is offered while a search is typed."""

import pytest

from bot.chat.messages import Request
from tests.bot import CHANNEL, MARA


@pytest.fixture
def offered(full):
    """The lines that the choices stand for."""

    def complete(typed):
        found = full.app.complete(Request(typed, MARA, CHANNEL), "find", "query")
        assert len(found) <= 25
        assert len({choice.value for choice in found}) == len(found)
        return [choice.value for choice in found]

    return complete


def test_a_value_of_a_field_is_completed_with_what_cvs_have(offered, full):
    begun = offered("cuda school:uni")
    assert begun
    assert all(one.startswith("cuda school:") for one in begun)
    assert full.say(begun[0].replace("cuda ", "")).names


def test_every_completed_value_finds_somebody(offered, full):
    for field in ("school", "company", "title", "place", "venue"):
        for line in offered(f"{field}:")[:4]:
            assert "people for" in full.say(line).text or "person for" in full.say(line).text, line


def test_a_person_is_offered_by_more_than_one_word_of_the_name(full):
    for one in full.tenant.names("", limit=5):
        first, last = one.name.split()[0], one.name.split()[-1]
        for typed in (f"{first} {last[:2]}", f"{last} {first[:2]}", one.name):
            found = full.app.complete(Request(typed, MARA, CHANNEL), "show", "who")
            assert f"#{one.number}" in [choice.value for choice in found], typed
        assert not full.app.complete(Request(f"{last} qqq", MARA, CHANNEL), "show", "who")


def test_what_is_left_out_is_completed_too(offered):
    assert "-skill:Rust" in offered("-skill:rus")
    assert offered("stage:int") == ["stage:interview"]


def test_a_field_is_offered_by_its_name(offered):
    assert "school:" in offered("scho")
    assert "rust venue:" in offered("rust ven")


@pytest.mark.parametrize(
    "typed", ["school:zzzz", 'school:"', "nofield:uni", "school:%", "school:a:b", "-", ":", "school:" + "x" * 500]
)
def test_anything_may_be_typed(offered, typed):
    offered(typed)
