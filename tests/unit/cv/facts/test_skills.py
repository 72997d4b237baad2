"""Listed skills, one keyword each under the list's own label; and spoken languages with their level."""

import pytest

from tests.unit.cv.facts.reading import profile, v


def groups(text, heading="Skills"):
    found = {}
    for skill in profile(f"# Ada Example\nada@mail.example\n\n## {heading}\n{text}").skills:
        found.setdefault(skill.group, []).append(skill.name.value)
    return found


def languages(text, heading="Languages"):
    found = profile(f"# Ada Example\nada@mail.example\n\n## {heading}\n{text}").languages
    return [(one.name.value, v(one.level)) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Python, Rust, Go", {"Skills": ["Python", "Rust", "Go"]}),
        ("Python · Rust · Go", {"Skills": ["Python", "Rust", "Go"]}),
        ("Python | Rust | Go", {"Skills": ["Python", "Rust", "Go"]}),
        ("Python; Rust; Go.", {"Skills": ["Python", "Rust", "Go"]}),
        ("Python / Rust / Go", {"Skills": ["Python", "Rust", "Go"]}),
        ("Python、Rust、Go", {"Skills": ["Python", "Rust", "Go"]}),
        ("- Python\n- Rust\n- Go", {"Skills": ["Python", "Rust", "Go"]}),
        ("Python, Rust and Go", {"Skills": ["Python", "Rust", "Go"]}),
        ("C# und Unity", {"Skills": ["C#", "Unity"]}),
        ("Python, Rust y Go", {"Skills": ["Python", "Rust", "Go"]}),
        ("Python, Rust et Go", {"Skills": ["Python", "Rust", "Go"]}),
        ("Python、Rust 和 Go", {"Skills": ["Python", "Rust", "Go"]}),
        ("C/C++, CI/CD, TCP/IP", {"Skills": ["C/C++", "CI/CD", "TCP/IP"]}),
        ("Databases: PostgreSQL, Redis", {"Databases": ["PostgreSQL", "Redis"]}),
        ("**Databases** PostgreSQL, Redis", {"Databases": ["PostgreSQL", "Redis"]}),
        ("- Languages\n  - Python\n  - Rust\n- Tools\n  - Docker", {"Languages": ["Python", "Rust"], "Tools": ["Docker"]}),
        ("| Area | Skills |\n|---|---|\n| Databases | PostgreSQL, Redis |", {"Databases": ["PostgreSQL", "Redis"]}),
        ("Languages: Python, Rust | Tools: Docker, Git", {"Languages": ["Python", "Rust"], "Tools": ["Docker", "Git"]}),
        ("Languages: Python, Rust; Tools: Docker, Git", {"Languages": ["Python", "Rust"], "Tools": ["Docker", "Git"]}),
        ("Languages: C++ (8 years), Rust; Tools — Docker, Kubernetes", {"Languages": ["C++", "Rust"], "Tools": ["Docker", "Kubernetes"]}),
        ("### Backend\nPython, Rust\n### Frontend\nElm", {"Backend": ["Python", "Rust"], "Frontend": ["Elm"]}),
        ("### Languages\nPython, Rust\n### Tools\nDocker", {"Languages": ["Python", "Rust"], "Tools": ["Docker"]}),
        ("Python ●●●○○\nRust ★★★★☆", {"Skills": ["Python", "Rust"]}),
        ("| Python | ●●●●○ |\n| Rust | ●●○○○ |", {"Skills": ["Python", "Rust"]}),
        ("- Python: advanced\n- Rust: basic", {"Skills": ["Python", "Rust"]}),
        ("- Python – Experte\n- Rust – Grundkenntnisse", {"Skills": ["Python", "Rust"]}),
        ("Python 90%, Rust 70%", {"Skills": ["Python", "Rust"]}),
        ("Python (4/5), Rust (3/5)", {"Skills": ["Python", "Rust"]}),
        ("Advanced: Python, Rust\nBasic: Go", {"Advanced": ["Python", "Rust"], "Basic": ["Go"]}),
        ("编程语言：Python、C++；工具：Docker、Git", {"编程语言": ["Python", "C++"], "工具": ["Docker", "Git"]}),
        ("- Erlang - most of my services run on it\n- Rust: used for one tool at home", {"Skills": ["Erlang", "Rust"]}),
        ("Python: NumPy, pandas, PyTorch", {"Python": ["NumPy", "pandas", "PyTorch"]}),
        ("Languages  Python Rust Elixir Ruby", {"Languages": ["Python", "Rust", "Elixir", "Ruby"]}),
        ("React Node.js AWS browser extensions Kubernetes GraphQL PWAs", {"Skills": ["React", "Node.js", "AWS", "Kubernetes", "GraphQL"]}),
        ("- 熟练掌握 Python、C++\n- 熟悉 Docker", {"Skills": ["Python", "C++", "Docker"]}),
    ],
)  # fmt: skip
def test_lists_are_split_and_keep_their_label(text, expected):
    assert groups(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Communication, Teamwork, Leadership",
        "- Problem solving\n- Time management",
        "Teamfähigkeit, Kommunikationsstärke",
        "Travail en équipe, autonomie",
        "Trabajo en equipo, liderazgo",
        "Trabalho em equipe, proatividade",
        "沟通能力、团队合作",
        "Excellent communication skills",
    ],
)
def test_soft_phrases_are_no_skills(text):
    assert groups(text) == {}


def test_a_person_may_state_skills_in_a_sentence_about_themselves():
    found = profile(
        "# Ada Example\nada@mail.example\n\n## About\nI am proficient in Rust, C++ and Zig. I am familiar with Haskell and OCaml.\n"
        "I am fluent in Norwegian and Dutch. I am familiar with failure, hope and the sea."
    )
    assert [skill.name.value for skill in found.skills] == ["Rust", "C++", "Zig", "Haskell", "OCaml"]
    assert [one.name.value for one in found.languages] == ["Norwegian", "Dutch"]


@pytest.mark.parametrize(
    "told", ["Languages: English (C1), Dutch", "- Languages:\n  - English (C1)\n  - Dutch\n- Oslo"]
)
def test_languages_may_stand_among_the_contacts(told):
    found = profile(f"# Ada Example\nada@mail.example\n{told}\n").languages
    assert [(one.name.value, v(one.level)) for one in found] == [("English", "C1"), ("Dutch", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("English (native), German (B2)", [("English", "native"), ("German", "B2")]),
        ("- English: native\n- Igbo: fluent", [("English", "native"), ("Igbo", "fluent")]),
        ("English - C1\nFrench - A2", [("English", "C1"), ("French", "A2")]),
        ("Deutsch – Muttersprache, Englisch – verhandlungssicher", [("Deutsch", "Muttersprache"), ("Englisch", "verhandlungssicher")]),
        ("Français : langue maternelle\nAnglais : courant (C1)", [("Français", "langue maternelle"), ("Anglais", "courant (C1)")]),
        ("Español (nativo), inglés (fluido)", [("Español", "nativo"), ("inglés", "fluido")]),
        ("Português: nativo | Inglês: avançado", [("Português", "nativo"), ("Inglês", "avançado")]),
        ("中文（母语）、英语（流利）", [("中文", "母语"), ("英语", "流利")]),
        ("Native Norwegian, fluent English", [("Norwegian", "Native"), ("English", "fluent")]),
        ("Haitian Creole: native", [("Haitian Creole", "native")]),
        ("| English | C1 |\n| Dutch | B1 |", [("English", "C1"), ("Dutch", "B1")]),
        ("English C1\nDutch B1", [("English", "C1"), ("Dutch", "B1")]),
        ("English, Dutch and Frisian", [("English", None), ("Dutch", None), ("Frisian", None)]),
        ("English\nNative or bilingual proficiency\nDutch\nElementary proficiency", [("English", "Native or bilingual proficiency"), ("Dutch", "Elementary proficiency")]),
    ],
)  # fmt: skip
def test_spoken_languages_with_their_level(text, expected):
    assert languages(text) == expected


def test_programming_languages_are_not_spoken():
    assert languages("Python, Rust, C++", "Programming Languages") == []
    assert languages("Languages: Python, Go, Swift", "Skills") == []


def test_spoken_languages_among_skills():
    text = "- Programming: Python, Rust\n- Languages: English (fluent), Dutch (native)"
    assert languages(text, "Skills") == [("English", "fluent"), ("Dutch", "native")]
    assert groups(text) == {"Programming": ["Python", "Rust"]}
