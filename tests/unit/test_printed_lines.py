"""Every line that the documents print to be typed to the bot is done, in a team that has what they speak of."""

import re

import pytest

import bot.chat.app
from adapters.discord.commands import LINE, registered
from bot.chat.messages import Upload
from bot.commands import TOOLS
from tests.boards import Board
from tests.bot import sample
from tests.printed import PAGES, codes, fences, lines

ABOUT_CODE = {"architecture.md", "CONTRIBUTING.md", "security.md"}
"""Pages that name commands as parts of the program."""
LINES = {page.name: found for page in PAGES if page.name not in ABOUT_CODE and (found := lines(page))}

PICKED = {
    "@mara": "<@U01MARA|mara>",
    "@jonas": "<@U02JONAS|Jonas>",
    "@hiring": "<@&S034|hiring>",
    "#hiring": "<#C01HIRE|hiring>",
    "slack:T012:C034": "slack:T01TEST:C034",
    "discord:12:34": "slack:T01TEST:C034",
    "#14": "#4",
    "#40": "#5",
}
"""What a platform makes of a name that is picked; and people of the samples for the numbers that stand for any."""
ANY = re.compile(r"…|\b(NAME|WHO|FIELD|VALUE|QUERY|COMMAND)\b|draft:8f3a|K7QD-3MXA-9P2R")
"""What stands for something of the reader's own."""
ROWS = re.compile(r"(?<!\S)(\d[-,\d]*|all)(?!\S)")
A_LIST = ("new 3650d", "more")
"""So that the first rows mean somebody."""
FIRST = {
    "digest edit cuda": ("digest add weekdays at 9 --query skill:cuda --name cuda",),
    "match Kernel engineer": ("opening add Kernel engineer: CUDA and three years of C++",),
    "stage noor phone": ("stages add Phone screen after Screening",),
    "undo --all": ("add",),
    "unshare noor": ("share-post 1",),
}
"""What is said before a line that takes something for granted which its page has not said by then."""


A_CV = "# {name} Example\n\n{name}@mail.example\n\n## Experience\n\n- Engineer, Quillon Systems, 2020 - 2024\n"


@pytest.fixture
def team(full):
    """The people of the samples, somebody else who may act, and a platform to post to."""
    full.posters = [Board()]
    full.say("access grant <@U02JONAS|Jonas> recruiter")
    return full


@pytest.fixture
def refusals(monkeypatch):
    """What was refused, but for questions: which of several, or what is missing."""
    found, decline = [], bot.chat.app.declined

    def declined(refusal, *rest):
        if not refusal.asks:
            found.append(refusal.answer)
        return decline(refusal, *rest)

    monkeypatch.setattr(bot.chat.app, "declined", declined)
    return found


@pytest.mark.parametrize("page", LINES)
def test_every_line_of_the_page_is_done(team, refusals, page):
    for line in LINES[page]:
        if ANY.search(line):
            assert line == "/candidate …" or TOOLS.commands.meant(as_typed(line))[0].name != "find", line
            continue
        for before in (*(A_LIST if ROWS.search(line) else ()), *FIRST.get(line, ())):
            say(team, before)
        refusals.clear()
        answer = say(team, line)
        assert not answer.reply.error, line
        assert not refusals or f"find {line}" in answer.commands, line


def say(team, line):
    typed = as_typed(line)
    if typed == "add":
        return team.send(*(Upload(f"{name}.md", A_CV.format(name=name).encode()) for name in ("Ada", "Ben")))
    if TOOLS.commands.meant(typed)[0].name == "add":
        return team.send(sample("etxeberria_2026.md"), text=typed)
    return team.say(typed)


def as_typed(line):
    """The line as it comes from Slack."""
    line = re.sub(r"^/(candidate|team) ", "", line)
    for name, given in PICKED.items():
        line = re.sub(rf"(?<!\w){name}\b", given, line)
    return line


def test_what_the_pages_pick_from_discord_s_lists_is_registered():
    trees = {f"/{one['name']}": one["options"] for one in registered(TOOLS.commands, None) if one.get("options")}
    picked = [code.split() for code in codes(page_called("setup-discord.md")) if code.startswith(tuple(trees))]
    assert len(picked) > 10
    for command, *words in picked:
        options = {one["name"]: one for one in trees[command]}
        for word in words:
            assert word in options, (command, *words)
            options = {one["name"]: one for one in options[word].get("options", ()) if one["type"] <= 2}
            if not options or word == LINE:
                break


def test_the_command_that_is_added_for_an_example_answers_as_its_test_says(bot, monkeypatch):
    declared, tested = (fence.text for fence in fences(page_called("CONTRIBUTING.md"), "python"))
    monkeypatch.setattr(TOOLS.commands, "_commands", dict(TOOLS.commands._commands))
    exec(declared, {})
    there = {}
    exec(tested, there)
    (test,) = (one for name, one in there.items() if name.startswith("test_"))
    test(bot)


def page_called(name):
    return next(page for page in PAGES if page.name == name)
