"""The people who are searched, taken in once."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from bot.search import finding
from bot.search.finding import Found
from storage import open_store
from tests.bot import Bot
from tests.unit.search.asked.people import fill

TODAY = date(2026, 11, 20)


@dataclass
class Pool:
    bot: Bot
    numbers: dict[str, int]
    asked: dict[str, Found] = field(default_factory=dict)

    def ask(self, line: str) -> Found:
        if line not in self.asked:
            self.asked[line] = finding.find(self.bot.tenant, line, today=TODAY, limit=1)
        return self.asked[line]

    def found(self, line: str) -> set[str]:
        """Everybody whom the line finds, by what the table calls them."""
        found = self.bot.tenant.search(self.ask(line).query, limit=len(self.numbers)).numbers
        return {key for key, number in self.numbers.items() if number in found}


@pytest.fixture(scope="session")
def pool(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    file = tmp_path_factory.mktemp("asked") / "asked.db"
    shutil.copyfile(sqlite_template, file)
    store = open_store(f"sqlite:///{file}")
    bot = Bot(store)
    filled = Pool(bot, fill(bot.tenant))
    bot.say(f"stage #{filled.numbers['mirembe']} interview")
    bot.say(f"stage #{filled.numbers['noor']} offer")
    yield filled
    store.close()
