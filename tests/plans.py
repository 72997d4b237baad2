"""How SQLite goes about what it is asked: the steps of its plan for each statement."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from storage import SqlStore
from storage.tables import metadata

OF_PEOPLE = {one.name for one in metadata.sorted_tables if {"candidate", "part_of"} & {*one.c.keys()}}
"""The tables that grow with the number of people."""
Plan = tuple[str, list[str]]
"""A statement and its steps."""


@contextmanager
def plans(store: SqlStore) -> Iterator[list[Plan]]:
    """Those of what is asked inside, once that is over."""
    asked: list[tuple[str, Any]] = []
    found: list[Plan] = []
    engine = store.database.engine

    def note(_connection: object, _cursor: object, statement: str, given: Any, *_: object) -> None:
        asked.append((statement, given))

    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        for statement, given in asked:
            if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
                steps = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)]
                found.append((statement, steps))


def scans(some: list[Plan]) -> list[Plan]:
    """What is read without an index, but for rows that the statement itself has made, some at most."""
    return _with(
        some, lambda step: step.startswith("SCAN ") and not step.startswith(("SCAN anon_", "SCAN CONSTANT ROW"))
    )


def through_everybody(some: list[Plan]) -> list[Plan]:
    """What goes through a table that grows with the number of people, or through a range of it, by the organization alone."""

    def whole(step: str) -> bool:
        reads = step.startswith(("SEARCH ", "SCAN ")) and step.split()[1] in OF_PEOPLE
        return reads and step.count("=?") < 2 and "(rowid=?)" not in step

    return _with(some, whole)


def _with(some: list[Plan], wrong: Callable[[str], bool]) -> list[Plan]:
    found = ((statement, [step for step in steps if wrong(step)]) for statement, steps in some)
    return [(statement, steps) for statement, steps in found if steps]
