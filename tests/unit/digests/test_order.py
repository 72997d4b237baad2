"""Who is told of first: whoever fits best what the digest is about; and everybody behind *Show all*, in that order."""

from datetime import UTC, datetime, timedelta

import pytest

from bot import intake
from bot.digests.runner import Runner, preview
from tests.bot import Answer, Bot, read
from tests.unit.digests.channel import Channel

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
USED = "## Experience\n\n### Engineer, Harrow Compute, 2021 - present\n\n- Wrote CUDA kernels for training.\n"
PAPER = "## Publications\n\n- {name}. Fast CUDA graphs. MLSys 2025.\n"
LISTED = "## Skills\n\nCUDA, Rust\n"


@pytest.fixture
def bot(sqlite_store):
    """Ada used CUDA at work, Bo lists it, Cy has it in a paper; they came in this order, and then Dina, who has none of it."""
    bot = Bot(sqlite_store, now=MONDAY)
    bot.say("opening add Kernels: must: CUDA; nice: Rust")
    bot.now += timedelta(minutes=1)
    bot.began = bot.now
    return bot


def take_in(bot, opening=""):
    people = {"Ada Quist": USED, "Bo Lindahl": LISTED, "Cy Marten": PAPER, "Dina Novak": "## Skills\n\nHaskell\n"}
    for name, said in people.items():
        mail = f"{name.split()[0].lower()}@mail.example"
        text = f"# {name}\n{mail}\n\n{said.format(name=name)}"
        intake.take_in(bot.tenant, read, "cv.md", text.encode(), by="Mara", at=bot.now, opening=opening)
        bot.now += timedelta(minutes=1)


def shown(bot):
    return Answer(preview(bot.tenant, bot.tenant.digests()[0], now=bot.now))


def everybody(bot, answer):
    """The names of all pages behind *Show all*."""
    line = next(one for one in answer.commands if "--digest" in one)
    page = bot.say(line)
    names = page.names
    while any("--page" in one for one in page.commands):
        page = bot.say("more")
        names += page.names
    return names


def test_with_a_query_the_strongest_proof_comes_first_and_show_all_goes_on_so(bot):
    bot.say("digest add daily --query cuda --full 2")
    take_in(bot)
    answer = shown(bot)
    assert answer.names == ["Ada Quist", "Cy Marten"]
    assert "And 1 more" in answer.text
    assert "Strongest proof first" in answer.text
    assert everybody(bot, answer) == ["Ada Quist", "Cy Marten", "Bo Lindahl"]


def test_at_an_opening_with_wishes_whoever_fits_them_comes_first_and_nobody_is_left_out(bot):
    bot.say("digest add daily --opening Kernels --full 2")
    take_in(bot, "Kernels")
    answer = shown(bot)
    assert answer.names == ["Ada Quist", "Cy Marten"]
    assert "Best fit for the opening first" in answer.text
    assert everybody(bot, answer) == ["Ada Quist", "Cy Marten", "Bo Lindahl", "Dina Novak"]


@pytest.mark.parametrize("options", ["", "--query mail.example", "--opening Kernels --names initials"])
def test_where_nothing_says_who_fits_the_newest_come_first(bot, options):
    bot.say("opening describe Kernels: Work with us")
    bot.say(f"digest add daily --full 3 {options}")
    take_in(bot, "Kernels")
    answer = shown(bot)
    assert "newest first" in answer.text.casefold()
    assert everybody(bot, answer) == ["Dina Novak", "Cy Marten", "Bo Lindahl", "Ada Quist"]


def test_within_each_group_whoever_fits_best_comes_first(bot):
    bot.say("opening add Compilers")
    bot.say("digest add daily --query cuda --group opening")
    take_in(bot, "Kernels")
    bot.say("apply bo Compilers")
    answer = shown(bot)
    assert answer.names == ["Ada Quist", "Cy Marten", "Bo Lindahl"]
    assert "Strongest proof first in each group" in answer.text


def test_show_all_of_a_post_is_whom_it_told_of_whoever_came_since(bot):
    bot.say("digest add daily --query cuda")
    take_in(bot)
    bot.now += timedelta(days=1)
    channel = Channel()
    Runner(bot.store, [channel], clock=lambda: bot.now).tick()
    (post,) = channel.answers
    bot.now += timedelta(minutes=1)
    late = b"# Eli Oram\neli@mail.example\n\n" + USED.encode()
    intake.take_in(bot.tenant, read, "cv.md", late, by="Mara", at=bot.now)
    assert everybody(bot, post) == ["Ada Quist", "Cy Marten", "Bo Lindahl"]
    assert everybody(bot, shown(bot)) == ["Eli Oram"]
    bot.say("stage ada screening")
    assert everybody(bot, post) == ["Ada Quist", "Cy Marten", "Bo Lindahl"]


def test_show_all_of_a_digest_that_is_gone_says_so_and_offers_everybody(bot):
    bot.say("digest add daily --name cuda --query cuda")
    take_in(bot)
    line = next(one for one in shown(bot).commands if "--digest" in one)
    bot.say("digest stop cuda")
    answer = bot.say(line)
    assert "There is no digest called cuda any more" in answer.text
    assert answer.commands[0].startswith("new 2026-11-16")
