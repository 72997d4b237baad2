import shutil

import pytest

from storage import open_store
from tests.bot import Bot


@pytest.fixture
def bot(sqlite_store):
    return Bot(sqlite_store)


@pytest.fixture(scope="session")
def filled(sqlite_template, tmp_path_factory):
    """A database with all sample CVs, taken in once, and when the last of them was."""
    file = tmp_path_factory.mktemp("filled") / "filled.db"
    shutil.copyfile(sqlite_template, file)
    store = open_store(f"sqlite:///{file}")
    bot = Bot(store)
    bot.add_all()
    store.close()
    return file, bot.now


@pytest.fixture
def full(filled, tmp_path):
    """A bot that knows the people of all sample CVs."""
    file, now = filled
    shutil.copyfile(file, tmp_path / "full.db")
    store = open_store(f"sqlite:///{tmp_path / 'full.db'}")
    yield Bot(store, now)
    store.close()
