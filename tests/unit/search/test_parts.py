"""A skill is looked for only where its names stand, and is found there as in the whole CV."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.profile import Evidence, Fact, Profile, Skill
from bot.search.parts import parts_with
from bot.search.passages import maps, proofs, proofs_of
from bot.search.skills import skills
from tests.chance import examples

WORDS = (
    "Go", "Ruby", "Marsh", "Swift", "Rust", "R", "C", "C++", "Spring", "Python", "Julia", "deep", "learning", "machine", "Kubernetes", "k8s",
    "Ph.", "D.", "M.", "Sc", "Node.js", "in", "using", "In", "with", "of", "University", "School of", "2024", "the", "ruby.dev", "a@go.example",
    "\n", "\n\n", "\n- ", "\n  * ", "\n \n", ",", ", ", "-", "- ", ".", "(", ")", " | ", "X" * 50, "CI/CD", "Ｇｏ", "Gö", "go", "GO",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.lists(st.sampled_from(WORDS), max_size=40).map(
    "".join
)


@settings(max_examples=examples(1_000))
@given(TEXTS, st.integers(0, 60), st.booleans())
def test_each_skill_is_proved_by_the_same_lines_as_in_the_whole_cv(text, start, named):
    listed = Fact("skills", (Evidence(start, start + 20, "skill"),))
    profile = Profile(name=Fact("Ruby Marsh", ()) if named else None, skills=(Skill(listed),))
    charts = maps(profile, {0: text})
    said = proofs(profile, charts)
    for skill in (
        "go",
        "ruby",
        "swift",
        "rust",
        "r",
        "c",
        "cpp",
        "spring",
        "python",
        "julia",
        "deep-learning",
        "machine-learning",
    ):
        assert skill in skills().entries
        assert proofs_of(frozenset({skill}), profile, charts) == [one for one in said if one.skill == skill]
    every = frozenset(one.skill for one in said)
    assert proofs_of(every, profile, charts) == said


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Services in\n- Go", "go"),
        ("Services\n- Go", ""),
        ("Python, Go\n\nShe likes to go out", "go"),
        ("Python, Ruby\n\nMarsh", ""),
        ("Ruby\n- Marsh, Python", ""),
        ("Ruby, Python", "ruby"),
        ("Worked at Ruby Marsh.\n\nRuby, Python", "ruby"),
        ("Spoke at\n\nruby.dev", ""),
        ("Machine\nlearning", "machine-learning"),
        ("Machine\n\nlearning", ""),
        ("X" * 50 + "-C++", "cpp"),
    ],
)
def test_what_stands_beside_a_part_tells_what_is_meant_there(text, skill):
    profile = Profile(name=Fact("Ruby Marsh", ()))
    charts = maps(profile, {0: text})
    wanted = frozenset({"go", "ruby", "machine-learning", "cpp"})
    assert {one.skill for one in proofs_of(wanted, profile, charts)} == {skill} - {""}
    assert [one for one in proofs(profile, charts) if one.skill in wanted] == proofs_of(wanted, profile, charts)


def test_a_part_without_the_words_is_not_looked_at():
    text = "Ran k8s.\n\nWrote a compiler\nin Rust.\n- Ran k8s\n- Sold maps of Rust-\n"
    assert [text[start:end] for start, end in parts_with(text, frozenset({"rust"}))] == [
        "\n\nWrote a compiler\nin Rust.",
        "\n- Sold maps of Rust-\n",
    ]
    assert parts_with(text, frozenset({"haskell"})) == parts_with(text, frozenset()) == []
