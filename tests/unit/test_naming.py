"""Whoever an answer names is known by number: only so a message that stays can be found when somebody is erased."""

import re

import pytest

from bot.cards.person import first_name, shown_name
from bot.chat.messages import Place, Upload
from bot.commands import TOOLS
from bot.sharing.naming import named
from tests.boards import Board
from tests.bot import TEAM, Bot, sample, words
from tests.contract.access import EXPECTED

DM = Place(TEAM, "dm", "D01MARA")
LINES = (
    "add",
    "apply noor to Compiler engineer",
    "assign 1-4 me",
    "compare noor, ilse",
    "compare noor, ilse evidence",
    "cuda triton explain",
    "digest add every day at 9 --name daily",
    "digest preview daily",
    "export noor",
    "export cuda",
    "export new --format csv",
    "file noor",
    "find noor",
    "find noor etxeberia",
    "find my candidates",
    "history",
    "match must: cuda; nice: rust",
    "match ML Systems Engineer: CUDA, 3 years, a systems paper",
    "merge noor",
    "merge #1, #2",
    "new 3650d",
    "new 3650d --page 2",
    "more",
    "note 1-3 Met at the fair",
    "notes noor",
    "opening add Compiler engineer",
    "opening Compiler engineer",
    "rate noor",
    "rate noor skills 3, overall 4: fine",
    "share noor #hiring",
    "share 1-3 #hiring",
    "share list #hiring",
    "share post 1",
    "unshare",
    "unshare noor",
    "show noor",
    "show noor evidence",
    "show nobody like this",
    "snooze noor monday",
    "snooze 1-3 monday",
    "stage 1-4 screening",
    "stage noor interview",
    "stage noor interview",
    "tag 1-3 gpu",
    "tag noor ml",
    "todo noor Call her tomorrow",
    "todo",
    "todo-done 1",
    "undo",
    "undo noor",
)
"""Besides a line for every command of the program."""


@pytest.fixture
def bot(sqlite_store):
    bot = Bot(sqlite_store, posters=[Board()])
    bot.add_all()
    return bot


def shown(bot, answer):
    """The numbers of those whose name stands in the answer, whole, or alone where it is nobody else's."""
    text = f"{words(answer.reply.blocks)}\n{answer.reply.text}"
    for quote in answer.quotes:  # a line of somebody's CV may name a co-author
        text = text.replace(quote, "")
    text = text.casefold()
    text += "\n".join(file.name for file in answer.reply.files).casefold()
    people = bot.tenant.candidates(bot.tenant.numbers())
    return {one.number for one in people if one.name and _says(text, shown_name(one))}


def _says(text, name):
    return re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text) is not None


def every_line():
    """A line for each command, and more that take other ways through some."""
    seen = {name: line for name, (_, line) in EXPECTED.items()}
    assert seen.keys() == {one.name for one in TOOLS.commands}
    examples = [example for one in TOOLS.commands for example in one.examples]
    return [*seen.values(), *LINES, *examples]


def test_whoever_is_named_in_an_answer_is_known_by_number(bot):
    missing, naming = [], set()
    for line in every_line():
        answer = bot.say(line, place=DM)
        there = shown(bot, answer)
        naming |= {line} if there else set()
        if lost := there - {*named(answer.reply)}:
            missing.append((line, lost, answer.text[:300]))
    assert missing == [], "\n".join(map(str, missing))
    assert len(naming) > 40


def test_a_cv_that_is_sent_again_names_whose_it_is(bot):
    answer = bot.send(sample("etxeberria_2026.md"))
    assert shown(bot, answer)
    assert shown(bot, answer) <= {*named(answer.reply)}
    several = bot.send(sample("etxeberria_2026.md"), sample("okonkwo-brandt-cv.md"))
    assert shown(bot, several) <= {*named(several.reply)}


def test_somebody_who_may_be_known_already_is_named_by_number(bot):
    text = "# Noor Etxeberria\n\nnoor.other@mail.example\n\n## Work\n\nEngineer, Quillon Systems, 2020-2021\n"
    draft = bot.send(Upload("noor.md", text.encode()))
    assert {one for one in shown(bot, draft) if first_name(bot.tenant.candidate(one)) != "Noor"} <= {
        *named(draft.reply)
    }


def test_all_of_a_long_list_of_names_are_known(sqlite_store):
    """Of many applicants most stand in a digest by name alone."""
    bot = Bot(sqlite_store)
    bot.say("digest add every day at 9 --name daily")
    bot.add_all()
    preview = bot.say("digest preview daily")
    assert len(shown(bot, preview)) > 10
    assert shown(bot, preview) <= {*named(preview.reply)}
