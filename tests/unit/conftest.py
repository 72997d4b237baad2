import pytest

from tests.bot import Bot


@pytest.fixture
def bot(sqlite_store):
    return Bot(sqlite_store)
