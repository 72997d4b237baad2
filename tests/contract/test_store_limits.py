"""What a store promises about time: a search is given up, and the store goes on."""

import pytest
from sqlalchemy import text

from bot.search.query import Clause, Query, Term
from bot.store import TooLong
from storage import search
from storage.transactions import limited, reading
from tests.stores import cv

ENDLESS = text("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n")


class Asking:
    def __init__(self, database):
        self.database = database

    @reading
    def endlessly(self, connection):
        with limited(connection, 0.05):
            connection.execute(ENDLESS)


def test_what_takes_too_long_is_given_up_and_nothing_else_is(store):
    team = store.within(store.organization())
    team.save(cv("Ana"))
    for _ in range(3):
        with pytest.raises(TooLong):
            Asking(store.database).endlessly()
        assert team.search(Query(), limit=1).total == 1
    assert team.count() == 1


def test_a_search_of_many_steps_is_given_up_between_two(store, monkeypatch):
    team = store.within(store.organization())
    team.save(cv("Ana", skills={"rust": 1, "go": 1}))
    asked = Query(tuple(Clause((Term("skill", one, skills=(one,)),)) for one in ("rust", "go")))
    monkeypatch.setattr(search, "LONGEST", 0)
    with pytest.raises(TooLong):
        team.search(asked, limit=1)
    monkeypatch.undo()
    assert team.search(asked, limit=1).total == 1
