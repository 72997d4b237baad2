"""Many documents saved together: the same people and outcomes as one by one, whole or not at all."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.bulk import TOGETHER
from bot.store import Unavailable
from tests.stores import NOW, cv


def together(team, received):
    """Save all of them as an import does; the outcomes, and how many came of each transaction."""
    saved, sizes = [], []
    while len(saved) < len(received):
        some = team.save_some(received[len(saved) :])
        saved += some
        sizes.append(len(some))
    return saved, sizes


def crowd():
    """Strangers, people known by mail, by name and school, by phone, and the same bytes again; several openings."""
    hours = iter(range(100))

    def one(name, **about):
        at = NOW + timedelta(hours=next(hours))
        return cv(name, data=f"{name} {at}".encode(), at=at, **about)

    ana = one("Ana Lima", mails=("ana@mail.example",), skills={"rust": 2}, text="rust", weak=("ana lima|nsu",))
    return [
        ana,
        one("Bo Chen", mails=("bo@mail.example",), near=("chen b",)),
        one("Bea Chen", mails=("bea@mail.example",), near=("chen b",), opening="Compilers"),
        one("Ana M. Lima", mails=("ana@mail.example",), text="kernels", skills={"rust": 1}),
        ana,
        one("Cy Dao", strong=("phone:1",)),
        one("Cy Dao", strong=("phone:1",), opening="Compilers"),
        one("Ana Lima", weak=("ana lima|nsu",)),
        one("", text="poetry"),
        one("Di Eng"),
    ]


def everything(team):
    """What the store says of everybody."""
    return (
        [team.dossier(number) for number in team.numbers()],
        team.skill_counts(),
        team.names_like(("ana", "bo", "lima", "person")),
        team.last_change(by="terminal"),
        [team.original(number) for number in team.document_numbers()],
    )


def test_documents_saved_together_leave_what_they_leave_one_by_one(store):
    first, second = (store.within(store.organization(name)) for name in ("A", "B"))
    received = crowd()
    saved, _ = together(first, received)
    assert saved == [second.save(one) for one in received]
    assert everything(first) == everything(second)


def test_strangers_are_saved_together_and_whoever_may_be_known_alone(store):
    team = store.within(store.organization())
    _, sizes = together(team, crowd())
    assert sizes == [3, 1, 1, 1, 1, 1, 2]


def test_who_shares_no_key_is_told_from_who_may_be_alike(store):
    team = store.within(store.organization())
    saved, _ = together(team, crowd()[:3])
    assert [one.alike for one in saved] == [False, False, True]


def test_only_those_who_were_there_before_are_proposed(store):
    team = store.within(store.organization())
    received = [cv(f"Bo Chen {at}", data=bytes([at]), near=("chen b",)) for at in range(3)]
    together(team, received)
    keys = received[0].index.keys
    assert [one.candidate.number for one in team.namesakes(keys, besides=0, limit=5, below=2)] == [1]
    assert [one.candidate.number for one in team.namesakes(keys, besides=2, limit=5)] == [3, 1]


def test_a_transaction_that_fails_keeps_none_of_its_documents_and_the_same_call_does_them_all(store):
    team = store.within(store.organization())
    received = [cv(f"Person {at}", mails=(f"{at}@mail.example",)) for at in range(5)]
    failing = [True]

    def fail(connection, cursor, statement, *_):
        if failing and statement.startswith("INSERT INTO change"):
            failing.clear()
            cursor.execute("SELECT 1 FROM no_such_table")

    event.listen(team.database.engine, "before_cursor_execute", fail)
    with pytest.raises(Unavailable):
        team.save_some(received)
    assert team.count() == 0
    assert team.document_numbers() == ()
    assert [one.number for one in team.save_some(received)] == [1, 2, 3, 4, 5]


def test_the_price_of_a_stranger_is_a_share_of_few_statements(store):
    team = store.within(store.organization())
    team.save(cv("Ana Lima"))
    received = [cv(f"Person {at}", mails=(f"{at}@mail.example",), text="rust") for at in range(TOGETHER)]
    statements = []
    event.listen(
        team.database.engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, *_: statements.append(statement),
    )
    assert len(team.save_some(received)) == TOGETHER
    assert len(statements) <= 1.5 * TOGETHER
