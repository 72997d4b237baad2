"""What is kept about somebody is all in what they are given: the tables come from the schema."""

import pytest

from bot.records import AuditEntry
from storage import tables
from tests.contract.test_store_markers import NAME, team  # noqa: F401 - a fixture
from tests.stores import NOW

ABOUT = {"candidate", "subject", "numbers"}
"""Columns that hold a person's number."""


def test_every_table_that_refers_to_a_person_is_in_it(team):  # noqa: F811
    team.record(AuditEntry(NOW, "U1 Mara", "slack:T1:C1", "show", 1, "done"))
    found = team.everything(1)
    refer = {one.name for one in tables.metadata.sorted_tables if ABOUT & {*one.c.keys()} and not one.info.get("only")}
    refer -= {"access_grant", "recent_list"}  # a member's own, and what a member saw last
    assert refer <= found.keys()
    assert found["profile"]
    assert found["delivery"]
    assert {name for name in refer if not found[name]} <= {"look", "search_skill"}
    assert all(row.get("candidate", 1) == 1 for rows in found.values() for row in rows)
    assert [(number, name) for number, name, _ in team.originals(1)] == [(1, NAME), (2, NAME)]


def test_of_nobody_there_is_nothing(team):  # noqa: F811
    with pytest.raises(KeyError):
        team.everything(99)
