"""The same things asked for in other words: by a stranger's habits, in a hurry, with a name in front of a post."""

import pytest

from bot.search.language import parse


def read(line):
    return parse(line).reading.removeprefix("read as ").split(" · ")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("who researches human-computer interaction", "human-computer interaction"),
        ("person who make research about distributed systems", "distributed systems"),
        ("research experience in robotics", "robotics"),
        ("who studies KV caches?", "KV caches"),
        ("who studied mathematics?", "studied:mathematics"),
        ("StepFun interns", 'title:"stepfun intern" or StepFun'),
        ("NVIDIA engineers", "company:NVIDIA"),
        ("Tessera Labs engineers in Oslo", 'company:"Tessera Labs" place:Oslo'),
        ("research engineers", 'title:"research engineer"'),
        ("inference engineers", 'title:"inference engineer" or inference'),
        ("who was at Berkeley?", "school:Berkeley or company:Berkeley"),
        ("who participated in a programming contest?", 'award:"programming contest"'),
        ("who did an internship in the USA?", 'worked:"intern at USA"'),
        ("anyone from the Tern class?", '"Tern class"'),
        ("who can program in Rust and also publish papers?", "Rust has:papers"),
    ],
)
def test_it_is_read_as(line, said):
    assert read(line)[0] == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("who worked in a company like ByteDance?", "“a company like” is left out"),
        ("first or second author papers", "“second author” is left out"),
        ("paper at a systems conference", "“at a systems conference” is left out"),
    ],
)
def test_what_cannot_be_asked_is_said(line, said):
    assert said in read(line)
