"""Role descriptions are read into wishes by rules, and what is not used is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judging.reading import read
from bot.judging.wishes import MOST
from tests.growth import MOST as MOST_GROWTH
from tests.growth import grows
from tests.replies import HOSTILE
from tests.unit.judging.descriptions import DESCRIPTIONS

each = pytest.mark.parametrize("described", DESCRIPTIONS, ids=lambda one: one.name)


@each
def test_a_description_becomes_its_wishes(described):
    role = read(described.text)
    assert sorted(wish.words for wish in role.wishes if wish.must) == sorted(described.musts)
    assert sorted(wish.words for wish in role.wishes if not wish.must) == sorted(described.nice)
    assert set(role.left_out) == set(described.left_out)
    assert set(described.not_used) <= set(role.not_used)
    assert role.title == described.title


@each
def test_what_was_read_can_be_typed_again(described):
    role = read(described.text)
    if role.wishes:
        again = read(role.typed)
        assert again.wishes == role.wishes
        assert again.title == role.title


@pytest.mark.parametrize(
    ("written", "kinds", "musts"),
    [
        ("must: women; must: native speaker; under 30; C++", {"gender", "native speaker", "age"}, ["C++"]),
        ("must: CUDA; must: male", {"gender"}, ["CUDA"]),
        ("nice: christian; nice: white; must: Rust", {"religion", "origin"}, ["Rust"]),
        ("must: under 30 years old; must: 3 years of Go", {"age"}, ["3+ years of Go"]),
        ("must: white papers; must: single page apps; must: Rust", set(), ["Rust"]),
    ],
)
def test_what_is_protected_is_left_out_of_wishes_written_one_by_one(written, kinds, musts):
    role = read(written)
    assert set(role.left_out) == kinds
    assert set(musts) <= {wish.words for wish in role.wishes}
    assert kinds == set() or len(role.wishes) == len(musts)
    assert not role.not_used


def test_what_is_protected_is_said_by_kind_and_never_by_word():
    role = read("Requirements:\n- Ruritanian citizenship, unmarried, under 30 years old\n- CUDA\n")
    assert set(role.left_out) == {"nationality", "family", "age"}
    assert not any("citizen" in word or "unmarried" in word for word in role.not_used)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PhD completed, CUDA", ["CUDA", "finished PhD"]),
        ("completed Master's degree", ["finished Master or higher"]),
        ("PhD, finished two products in Rust", ["Rust", "PhD"]),
        ("pursuing a PhD", ["PhD"]),
    ],
)
def test_a_degree_is_asked_for_as_finished_where_it_is_said(text, words):
    role = read(text)
    assert [wish.words for wish in role.wishes] == words
    assert [wish.words for wish in read(role.typed).wishes] == words


@pytest.mark.parametrize(
    ("text", "words", "not_used"),
    [
        ("lives in Norway, PyTorch", ["PyTorch", "Norway"], ()),
        ("not at Harrow Compute, CUDA", ["CUDA"], ("not at Harrow Compute",)),
        ("CUDA, no Java", ["CUDA"], ("no Java",)),
        ("not only CUDA but Rust", ["CUDA", "Rust"], ()),
        ("at least two first-author papers, Rust", ["Rust"], ("at least two first-author papers",)),
        ("two papers at NSDI, Go", ["Go"], ("two papers at NSDI",)),
        ("two papers, Go", ["Go", "2+ papers"], ()),
        ("CUDA, juggling, Rust", ["CUDA", "Rust"], ("juggling",)),
        ("PhD in physics, mathematics", ["PhD", "studies of physics or mathematics"], ()),
        ("papers at NSDI, OSDI", ["NSDI or OSDI paper"], ()),
        ("strong CUDA and C++, vLLM or SGLang", ["CUDA", "C++", "vLLM or SGLang"], ()),
        ("CUDA, C++, vLLM or SGLang", ["CUDA or C++ or vLLM or SGLang"], ()),
    ],
)
def test_each_wish_of_one_line_is_read_as_it_was_said_or_is_said_to_be_unused(text, words, not_used):
    role = read(text)
    assert [wish.words for wish in role.wishes] == words
    assert role.not_used == not_used
    assert [wish.words for wish in read(role.typed).wishes] == words


def test_headings_that_ask_nothing_are_named():
    role = read("Requirements\n- Rust\nBenefits\n- Free Java\nWhat you'll do\n- Write Go\n")
    assert [wish.words for wish in role.wishes] == ["Rust"]
    assert role.not_read == ("Benefits", "What you'll do")


def test_more_wishes_than_anybody_looks_at_are_said_to_be_unused():
    many = [
        "Python",
        "Java",
        "Rust",
        "Scala",
        "Kotlin",
        "PHP",
        "Perl",
        "Lua",
        "MATLAB",
        "Haskell",
        "OCaml",
        "Erlang",
        "Elixir",
        "Clojure",
        "Fortran",
        "COBOL",
        "Docker",
        "Kubernetes",
        "Terraform",
        "Ansible",
        "Kafka",
        "Spark",
        "Airflow",
        "PostgreSQL",
        "MySQL",
        "MongoDB",
        "Redis",
    ]
    role = read("Requirements:\n" + "\n".join(f"- {one}" for one in many))
    assert len(role.wishes) == MOST
    assert set(many) == {wish.words for wish in role.wishes} | set(role.not_used)


@pytest.mark.parametrize(
    "text", [*HOSTILE, "=cmd|' /C calc'!A0", "must:", "nice: ;;; must: ", "role: x", "must: " + "(" * 500, "\x00", ""]
)
def test_no_text_breaks_it(text):
    role = read(f"Requirements:\n- {text}\n- CUDA\n")
    assert "CUDA" in [wish.words for wish in role.wishes] or text.lstrip().startswith(("must", "nice", "role"))
    read(text)


@given(st.text(max_size=400))
def test_any_text_is_read(text):
    role = read(text)
    assert read(text) == role


def test_the_work_grows_no_faster_than_the_text():
    line = "- You know CUDA, Rust or Go and speak German, 3 years of C++\n"
    assert grows(read, lambda size: "Requirements:\n" + line * 100 * size) < MOST_GROWTH


@pytest.mark.parametrize(
    ("line", "kind"),
    [("CUDA, young", "age"), ("young, CUDA", "age"), ("CUDA; C++, male", "gender"), ("CUDA, jung", "age")],
)
def test_what_nobody_is_matched_by_is_said_among_the_wishes_of_one_line_too(line, kind):
    role = read(line)
    assert role.left_out == (kind,)
    assert role.wishes[0].words == "CUDA"
