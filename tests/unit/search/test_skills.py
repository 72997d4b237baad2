import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.skills import SkillEntry, build, entries_of, packaged_skills, related, skills
from bot.search.text import tokens


def found(text, **where):
    return [match.skill for match in skills().matches(text, **where)]


def test_the_packaged_skills_are_sound_and_deep():
    known = skills()
    assert len(known.entries) > 300
    assert len({alias.skill for alias in known.names.values()}) == len(known.entries)


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ([SkillEntry("a", "Alpha", "x"), SkillEntry("b", "Beta", "x", aliases=("ALPHA",))], "a name of a and of b"),
        ([SkillEntry("a", "Alpha", "x", implies=("gone",))], "gone, which is no skill"),
        ([SkillEntry("a", "Alpha", "x", related=("gone",))], "gone, which is no skill"),
        ([SkillEntry("a", "A1", "x", implies=("b",)), SkillEntry("b", "B1", "x", implies=("a",))], "implies itself"),
        ([SkillEntry("a", "Alpha", "x"), SkillEntry("a", "Beta", "x")], "one id"),
    ],
)
def test_a_faulty_list_is_refused(entries, fault):
    with pytest.raises(ValueError, match=fault):
        build(entries)


def test_aliases_are_symmetric():
    known = skills()
    for one, other in (
        ("k8s", "Kubernetes"),
        ("golang", "Go"),
        ("Postgres", "PostgreSQL"),
        ("LLM serving", "LLM inference"),
        ("机器学习", "ML"),
    ):
        assert known.named(tokens(one)).skill == known.named(tokens(other)).skill


def test_implications_go_one_way_and_two_steps():
    known = skills()
    assert "pytorch" in known.implied_by("deep-learning")
    assert "deep-learning" not in known.implied_by("pytorch")
    assert "vllm" in known.implied_by("llm-inference")
    assert "vllm" in known.implied_by("llm")
    assert "vllm" not in known.implied_by("machine-learning")


def test_near_skills_are_near_both_ways_and_never_satisfy():
    assert "docker" in [entry.id for entry in related("kubernetes")]
    assert "kubernetes" in [entry.id for entry in related("docker")]
    assert "docker" not in skills().implied_by("kubernetes")
    assert related("no-such-skill") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Triton Inference Server on k8s", ["triton-inference-server", "kubernetes"]),
        ("large language models in C/C++", ["llm", "c", "cpp"]),
        ("a platform near the proximity sensor, .net nothing", ["dotnet"]),
        ("we go to the spring of the rust belt and react", []),
        ("Services in Go and Rust", ["go", "rust"]),
        ("Spring 2024: moved to Docker", ["docker"]),
        ("Built with Spring, MySQL", ["spring", "mysql"]),
        ("Ray Castellanos, Ruby Marsh", []),
        ("Ray for the actors, PyTorch for the rest", ["ray", "pytorch"]),
        ("machine.\n\nLearning to sail", []),
        ("object\ndetection", ["object-detection"]),
        ("computer, vision", []),
    ],
)
def test_ordinary_words_are_skills_only_where_they_are_meant(text, expected):
    assert found(text) == expected


def test_a_list_of_skills_means_what_it_says():
    text = "Go, R, C"
    assert found(text, lists=[(0, len(text))]) == ["go", "r", "c"]


def test_names_and_addresses_hold_no_skills():
    text = "Docker Harbour, rust@pytorch.example, PyTorch"
    assert found(text, outside=[(0, 36)]) == ["pytorch"]


PIECES = ("CUDA", "C++", "Kubernetes operator", "k8s", "PyTorch", "Rust", "go", "x", " ", " ", ", ", "/", ".", "\n")


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_matches_stand_in_the_text_in_order_and_apart(text):
    matches = skills().matches(text)
    assert all(0 <= match.start < match.end <= len(text) for match in matches)
    assert all(a.end <= b.start for a, b in itertools.pairwise(matches))
    assert matches == skills().matches(text)


def test_a_special_case_may_be_one_of_two_skills():
    known = packaged_skills()
    assert {"serverless", "aws"} <= set(known.implies("aws-lambda"))
    assert "aws-lambda" in known.implied_by("aws")


def test_what_is_included_has_to_be_a_skill():
    with pytest.raises(ValueError, match="what is included is no skill: quiver-db"):
        build(entries_of({"storage": {"databases": {"label": "databases", "includes": ["Quiver DB"]}}}))
