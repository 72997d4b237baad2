"""What commands do, in the languages of those who ask."""

import pytest

from bot.chat.messages import Request
from bot.chat.summaries import summaries, summary
from bot.commands import TOOLS
from tests.bot import CHANNEL, MARA, Answer, Bot

BESIDES = {"candidate", "team", "record", "server", "ask", "Save to profile", "Save as candidate", "Candidate profile"}
"""What Discord shows beside the commands."""


def said():
    for command in TOOLS.commands:
        if not command.hidden:
            yield command.name
            yield from (f"{command.name} {verb}" for verb in command.verbs)


@pytest.mark.parametrize("language", ["de", "es", "fr", "ja", "zh"])
def test_every_command_and_act_is_described_and_nothing_else(language):
    assert summaries()[language].keys() == {*said(), *BESIDES}


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ("de", "Leute in eine andere Phase setzen"),
        ("es-419", "Mover personas a otra etapa"),
        ("zh-CN", "把人移到另一个阶段"),
        ("zh-TW", "Move people to another stage."),
        ("pt-BR", "Move people to another stage."),
        ("", "Move people to another stage."),
    ],
)
def test_a_language_that_is_not_written_down_is_english(locale, shown):
    assert summary("stage", "Move people to another stage.", locale) == shown


@pytest.mark.parametrize("line", ["help stage", "help all", "form stage"])
def test_help_says_it_as_the_list_of_commands_does(sqlite_store, line):
    shown = Answer(Bot(sqlite_store).app.handle(Request(line, MARA, CHANNEL, locale="de")))
    assert "Leute in eine andere Phase setzen" in shown.text
