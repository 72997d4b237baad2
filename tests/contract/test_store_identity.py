"""Who is known again, and who is not: a wrong merge is worse than none."""

import pytest

from bot.records import Correction, Keys
from bot.store import Tenant
from storage import SqlStore
from tests.plans import plans, through_everybody
from tests.stores import NOW, cv

MAIL, PHONE, PAGE = "mail:shared@mail.example", "phone:+4722550142", "link:github.com/shared"


@pytest.fixture
def team(store: SqlStore) -> Tenant:
    return store.within(store.organization())


def recognised(team, first, second, *shared):
    team.save(cv(first, text="first", strong=shared))
    return team.recognise(cv(second, text="second", strong=shared)).number == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Mara Okafor", "Jon Okafor"),
        ("Mara Okafor", "Ben Ito"),
        ("安示例", "安例样"),
    ],
)
@pytest.mark.parametrize("shared", [(MAIL,), (PHONE,), (MAIL, PHONE)], ids=["mail", "phone", "both"])
def test_a_family_or_a_department_may_share_a_mailbox_and_a_telephone(team, first, second, shared):
    assert not recognised(team, first, second, *shared)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ana Lima", "Ana Maria Lima"),
        ("Ana Lima", "A. Lima"),
        ("Lima Ana", "Ana Lima"),
        ("Noor El-Amin", "Nour El Amin"),
        ("Jürgen Groß", "Juergen Gross"),
        ("Alex Lima", "Alexandra Lima"),
        ("", "Ana Lima"),
        ("Ana Lima", ""),
    ],
)
@pytest.mark.parametrize("shared", [MAIL, PHONE, PAGE], ids=["mail", "phone", "page"])
def test_another_spelling_of_the_name_is_the_same_person(team, first, second, shared):
    assert recognised(team, first, second, shared)


@pytest.mark.parametrize(("first", "second"), [("Ana Lima", "Ana Costa"), ("An Example", "安示例")])
def test_a_married_name_or_another_script_keeps_the_mailbox_but_a_telephone_alone_says_too_little(team, first, second):
    assert recognised(team, first, second, MAIL)
    team.undo(team.last_change(number=1).id, at=NOW)
    team.save(cv(first, text="third", strong=(PHONE,)))
    assert team.recognise(cv(second, text="fourth", strong=(PHONE,))).number == 0


def test_a_page_of_their_own_beside_the_mailbox_is_proof_under_any_name(team):
    assert recognised(team, "Bob Lima", "Robert Lima", MAIL, PAGE)


def test_somebody_whose_name_was_set_by_hand_returns_under_either(team):
    team.save(cv("Ana Lima", strong=(MAIL,), mails=("ana@mail.example",)))
    team.correct(1, [Correction("name", "Bo Ito", "Mara", NOW)])
    for name in ("Ana Lima", "Bo Ito"):
        assert team.recognise(cv(name, text="x", mails=("ana@mail.example",))).number == 1
    assert team.recognise(cv("Cy Dao", text="x", mails=("ana@mail.example",))).number == 0


def test_the_one_of_a_family_who_returns_is_found_among_them(team):
    for name in ("Mara Okafor", "Jon Okafor", "Ben Okafor"):
        team.save(cv(name, strong=(MAIL, PHONE)))
    assert [team.recognise(cv(name, text="x", strong=(MAIL,))).number for name in ("Jon Okafor", "B. Okafor")] == [2, 3]


@pytest.mark.parametrize("way", ["mail", "phone"])
def test_two_of_one_name_and_school_who_are_reached_elsewhere_are_two(team, way):
    weak = ("ana lima|nsu",)
    team.save(cv("Ana Lima", text="1", strong=(f"{way}:1",), weak=weak))
    assert team.recognise(cv("Ana Lima", text="2", strong=(f"{way}:2",), weak=weak)).number == 0
    assert team.recognise(cv("Ana Lima", text="3", weak=weak)).number == 1


def test_whoever_comes_is_compared_with_those_who_share_something_and_with_nobody_else(sqlite_store):
    team = sqlite_store.within(sqlite_store.organization())
    weak = ("ana lima|nsu",)
    team.save(cv("Ana Lima", text="1", strong=(MAIL,), weak=weak))
    with plans(sqlite_store) as made:
        assert team.save(cv("Ana Lima", text="2", strong=(MAIL, PAGE), weak=weak)).number == 1
        assert team.save(cv("Ben Ito", text="3", strong=(MAIL,), weak=weak)).number == 2
        assert team.save(cv("Ana Lima", text="4", strong=("mail:other@mail.example",), weak=weak)).number == 3
    assert through_everybody([one for one in made if one[0].startswith("SELECT")]) == []


def test_whoever_is_known_by_nothing_is_like_nobody(team):
    team.save(cv(""))
    assert team.namesakes(Keys(), besides=0, limit=9) == ()
