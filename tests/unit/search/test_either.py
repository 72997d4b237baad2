"""What an "or" and a "not" hold of: either of a list, a degree reached or studied for, papers about something else."""

import pytest

from bot.search.language import parse


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("who has a PhD or is doing one", "degree:phd"),
        ("people with a PhD in physics or currently pursuing one", 'degree:"phd in physics"'),
        ("who is doing a PhD or already has one?", "degree:phd"),
        ("has or is pursuing a master's", "degree:master"),
        ("who holds or is working towards a PhD in CS", 'degree:"phd in CS"'),
        ("who has a master's or is doing a PhD", 'degree:"finished master" or degree:"current phd"'),
        ("who has a BSc or MSc", 'degree:"finished bachelor" or degree:"finished master"'),
        ("bachelor or master students", "student:bachelor or student:master"),
        ("master or PhD from MIT or ETH", 'or degree:"master at ETH" or degree:"phd at ETH"'),
        ("rust, go, or c++ and at least 2 papers", "(rust or go or c++) papers>=2"),
        ("papers that don't deal with training", 'has:papers -paper:"about training"'),
        ("papers not about serving", 'has:papers -paper:"about serving"'),
        ("OSDI papers not about serving", 'venue:OSDI not paper:"OSDI about serving"'),
        ("papers about anything but LLMs", 'has:papers -paper:"about LLMs"'),
        ("papers not about LLMs or serving", 'has:papers -paper:"about LLMs" -paper:"about serving"'),
        ("who published, but not on LLMs", 'has:papers -paper:"about LLMs"'),
        ("cuda, rust or go, pytorch", "(cuda or rust or go) pytorch"),
        ("cuda rust, go or c++", "cuda (rust or go or c++)"),
        ("any of Docker, Kubernetes, AWS?", "Docker or Kubernetes or AWS"),
        ("who knows at least one of CUDA and Triton and has papers", "(CUDA or Triton) has:papers"),
        ("one of Spark, Flink, or Kafka, and Kubernetes?", "(Spark or Flink or Kafka) Kubernetes"),
        ("one of the best engineers in CUDA and Rust", "CUDA Rust"),
        ("need: pytorch, cuda, or rust", "pytorch or cuda or rust"),
        ("Spark and/or Flink", "Spark or Flink"),
        ("knows TVM or other ML compilers", "TVM or ML compilers"),
    ],
)
def test_it_is_read_as_said(line, said):
    assert said in parse(line).reading.split(" · ")[0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("who has finished a PhD or is about to", "“or is about to” is left out"),
        ("who knows Rust or similar", "“or similar” is left out"),
        ("who has a PhD or equivalent experience", "“or equivalent” is left out"),
        ("rust or something?", "“or something” is left out"),
    ],
)
def test_a_choice_that_names_nothing_is_said(line, said):
    assert said in parse(line).reading


@pytest.mark.parametrize("line", ["who is second author on a paper?", "papers on the", "papers about the of"])
def test_papers_about_nothing_are_papers(line):
    assert all(clause.terms for clause in parse(line).clauses)
    assert "has:papers" in parse(line).reading


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("4-6 years of Rust", "4-6 years of Rust"),
        ("two to four years of experience", "2-4 years of experience"),
        ("3 years or less of experience", "at most 3 years of experience"),
        ("max 4 years experience", "at most 4 years of experience"),
        ("years>=5 rust", "5+ years of experience, rust"),
        ("experience:3-5", "3-5 years of experience"),
        ("gpa 3.7 to 3.9", "gpa:3.7-3.9/4"),
        ("-gpa:3.7-3.9 cuda", "-gpa:3.7-3.9/4 cuda"),
        ("students with over 3.8 gpa", "student:any gpa>3.8/4"),
        ("who has 2 papers or less", "papers<=2"),
        ("no more than two papers", "papers<=2"),
        ("over 3 but under 6 years of experience", "3-6 years of experience"),
    ],
)
def test_a_number_is_read_with_both_its_bounds(line, said):
    assert parse(line).reading.split(" · ")[0].removeprefix("read as ") == said
