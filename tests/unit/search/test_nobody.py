"""Nobody found: which part fails, and what is near, each one press away."""

import pytest

from tests.bot import Answer


def ask(pool, line) -> Answer:
    answer = pool.bot.say(line)
    assert answer.text.startswith("Nobody matches")
    return answer


@pytest.mark.parametrize(
    ("line", "said", "pressed"),
    [
        ("cuda cobolscript", "No CV has cobolscript.", "find cuda"),
        ("who knows CUDA and cobolscript?", "No CV has cobolscript.", "find CUDA"),
        ("school:MIT cuda", "No CV has school:MIT.", "find cuda"),
        ("gpa>3.99 cuda", "No CV has gpa>3.99/4.", "find cuda"),
        ("cuda elixir", "Each part is found, but in no CV together.", "find elixir"),
        ("deep learning, elixir or wolframscript, petrology", "No CV has petrology.", ""),
        ("cuda stage:withdrawn", "There are such CVs, but not with stage:withdrawn.", "find cuda"),
        ("rust until:2020", "not with until:2020-12-31.", "find rust"),
        ("6 years of Rust", "", "find Rust"),
        ("verilog", "", "find VHDL"),
        ("kuberntes", "", "find Kubernetes"),
        ("kubernetes pytohrch", "No CV has pytohrch.", "find PyTorch"),
        ("venue:nsdii", "", "find venue:nsdi"),
        ("company:bytedanse", "", "find company:bytedance"),
        ("stgae noor interview", "", "stage noor interview"),
    ],
)
def test_what_fails_is_said_and_what_is_near_is_a_press_away(pool, line, said, pressed):
    answer = ask(pool, line)
    assert said in answer.text
    assert not pressed or pressed in answer.commands


def test_people_whose_names_are_near_are_a_press_away(pool):
    answer = ask(pool, "Elizabet Harcastel")
    assert f"show #{pool.numbers['harcastle']}" in answer.commands


@pytest.mark.parametrize(
    "line", ["cuda cobolscript", "cuda elixir", "6 years of Rust", "kubernetes pytohrch", "venue:nsdii"]
)
def test_every_press_finds_somebody(pool, line):
    for command in ask(pool, line).commands:
        assert not pool.bot.say(command).text.startswith("Nobody matches"), command


@pytest.mark.parametrize("line", ["who?", "gpa:banana", "since:banana", "()", "not", "or"])
def test_a_line_that_asks_for_nothing_finds_nobody(pool, line):
    answer = pool.bot.say(line)
    assert not answer.names
    assert answer.text.startswith("There is nothing to search for")
