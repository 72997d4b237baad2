"""Keywords however a list labels and rates them."""

import pytest

from bot.cv import read_cv
from bot.cv.facts.colophon import colophon_of
from bot.cv.facts.disclaimers import said_of
from tests.unit.cv.facts.reading import profile


def skills(text):
    found = profile(f"# Ada Quill\nada@mail.example\n\n## Skills\n\n{text}\n").skills
    return [(skill.group, skill.name.value) for skill in found]


@pytest.mark.parametrize(
    "text",
    [
        "C++ (5/5), Rust (3/5)",
        "C++ 5/5\nRust 3/5",
        "C++ (since 2015), Rust (3 years)",
        "C++, 5 years; Rust, 3 years",
        "C++ [=====>   ]\nRust [==>      ]",
        "C++ ★★★★☆\nRust ★★★☆☆",
        "C++ 90%\nRust - 70 %",
        "| Skill | Level |\n|---|---|\n| C++ | ★★★★ |\n| Rust | 80% |",
        "| Skill | Level |\n|---|---|\n| C++ | Expert |\n| Rust | 3 years |",
        "Comfortable with C++ and Rust.",
    ],
)
def test_a_level_is_no_part_of_a_skill(text):
    assert [name for _, name in skills(text)] == ["C++", "Rust"]


@pytest.mark.parametrize("gap", ["    ", "\t", ": ", " "])
def test_labels_and_values_on_one_line(gap):
    told = f"Languages{gap}C++, Rust\nFrameworks{gap}PyTorch, Django\nTools{gap}Git, Docker"
    assert skills(told) == [
        ("Languages", "C++"),
        ("Languages", "Rust"),
        ("Frameworks", "PyTorch"),
        ("Frameworks", "Django"),
        ("Tools", "Git"),
        ("Tools", "Docker"),
    ]


def test_a_bold_label_before_one_keyword():
    assert skills("**Frameworks** PyTorch\n\n**Tools** Docker") == [("Frameworks", "PyTorch"), ("Tools", "Docker")]


def test_languages_keep_their_level():
    spoken = profile("# Ada Quill\nada@mail.example\n\n## Languages\n\nGerman (native), English (fluent)\n").languages
    assert [(one.name.value, one.level.value) for one in spoken] == [("German", "native"), ("English", "fluent")]


@pytest.mark.parametrize("nothing", ["Prolog ☆☆☆☆☆ (I wish)", "Prolog ☆☆☆☆☆", "Prolog ○○○○○"])
def test_a_rating_of_nothing_is_no_skill(nothing):
    assert [name for _, name in skills(f"C++ ★★★★☆, {nothing}, Rust ★★☆☆☆")] == ["C++", "Rust"]


def test_languages_that_a_sentence_says_to_speak():
    text = "Ada Quill\nada@mail.example\n\nI build shops. I speak Dutch and Ukrainian at home, English at university, and no French.\n\n2020 - 2022 Engineer, Tern Ltd\n"
    found = read_cv(text.encode(), "cv.txt").profile.languages
    assert [one.name.value for one in found] == ["Dutch", "Ukrainian", "English"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Willing to learn: Zig, Rust", "wanted"),
        ("Willing to learn: Zig,\nRust", "wanted"),
        ("Willing to learn: Zig\nRust, Go", ""),
        ("No experience with Rust", "unknown"),
        ("Python, but no Rust.", "unknown"),
    ],
)
def test_how_far_it_reaches_that_somebody_does_not_know_a_thing(text, said):
    start = text.index("Rust")
    assert said_of(text, start, start + len("Rust")) == said


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Skills: Rust\n\n© 2026 Ada Quill. Built with Hugo.\n", ["© 2026 Ada Quill. Built with Hugo."]),
        ("Projects\n- Built with Hugo\n", []),
    ],
)
def test_the_last_lines_may_tell_how_the_page_was_made(text, made):
    assert [text[start:end] for start, end in colophon_of(text)] == made
