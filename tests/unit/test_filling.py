"""The benchmarks' crowd is kept from run to run."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.schema import DropSchema

from benchmarks.crowd import one_of_them
from benchmarks.filling import Database, places
from storage.engine import connect


@pytest.fixture
def server(postgresql_schema: str, tmp_path: Path) -> Iterator[str]:
    """A server on which nothing is left."""
    yield postgresql_schema
    engine = connect(postgresql_schema, workers=1)
    with engine.begin() as connection:
        for note in tmp_path.rglob("crowd.json"):
            connection.execute(DropSchema(json.loads(note.read_text())["schema"], cascade=True))
    engine.dispose()


def test_a_filling_that_was_cut_short_goes_on_and_what_is_filled_is_used_again_by_its_folder_alone(
    server, tmp_path: Path
):
    with places(server, str(tmp_path / "crowd")) as first:
        _save(first.sqlite(), 5)
        _save(first.postgresql(), 3)
        assert not first.people()
        first.fill(12)
    with places(server, str(tmp_path / "crowd")) as again:
        assert again.people() == 12
        for database in (again.sqlite(), again.postgresql()):
            assert database.team.numbers() == tuple(range(1, 13))
            assert one_of_them(11).name in {row.name for row in database.team.candidates([12])}
            database.close()
        assert again.limit().people(0) == 12
    with places(server, str(tmp_path / "other")) as other:
        database = other.postgresql()
        assert database.team.count() == 0
        database.close()


def _save(database: Database, many: int) -> None:
    database.save([one_of_them(place).received for place in range(many)])
    database.close()
