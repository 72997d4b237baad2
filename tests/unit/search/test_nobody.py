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
        ("kuberntes ruts", "No CV has kuberntes or ruts.", "find Kubernetes Rust"),
        ("who knows kuberntes and pyton?", "No CV has kuberntes or pyton.", "find Kubernetes Python"),
        ("veldhven mlir", "No CV has veldhven.", "find mlir"),
        ("tsingua students", "", "find tsinghua student:any"),
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
    "line",
    ["cuda cobolscript", "cuda elixir", "6 years of Rust", "kubernetes pytohrch", "kuberntes ruts", "venue:nsdii"],
)
def test_every_press_finds_somebody(pool, line):
    for command in ask(pool, line).commands:
        assert not pool.bot.say(command).text.startswith("Nobody matches"), command


@pytest.mark.parametrize("line", ["who?", "gpa:banana", "since:banana", "()", "not", "or"])
def test_a_line_that_asks_for_nothing_finds_nobody(pool, line):
    answer = pool.bot.say(line)
    assert not answer.names
    assert answer.text.startswith("There is nothing to search for")


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        ("who worked at Cobolscript or Petrology?", "read as company:Cobolscript or company:Petrology"),
        ("anyone looking for a PhD position in 1999?", 'read as seeking:"PhD 1999"'),
        ("who worked at Cobolscript since 2020", 'read as worked:"Cobolscript since 2020"'),
    ],
)
def test_how_a_question_was_read_is_said_where_it_finds_nobody(pool, line, reading):
    assert reading in ask(pool, line).text


def test_what_is_typed_as_it_is_read_is_not_said_twice(pool):
    assert "read as" not in ask(pool, "school:Cobolscript").text
    assert ask(pool, "stage:withdrawn").text.count("stage:withdrawn") == 1


def test_a_long_line_is_not_repeated_whole(pool):
    assert len(ask(pool, "x" * 10_000).text) < 400


@pytest.mark.parametrize(
    ("line", "why"),
    [("c*", "c*, which needs two letters"), ("skill:c*", "skill:c* is left out"), ("school:", "school: is left out")],
)
def test_a_letter_with_a_star_or_a_field_without_a_value_asks_for_nothing_and_that_is_said(pool, line, why):
    answer = pool.bot.say(line)
    assert answer.text.startswith("There is nothing to search for")
    assert why in answer.text
    assert why in pool.bot.say(f"cuda {line}").text


def test_nobody_is_left_out_by_a_letter_with_a_star_without_a_word(pool):
    assert "-c*, which needs two letters or more, is left out" in pool.bot.say("cuda -c*").text
