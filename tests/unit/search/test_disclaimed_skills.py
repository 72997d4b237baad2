"""Who writes that they do not know something is not found by it; who wants to learn it has an interest."""

import pytest

from bot.cv import read_cv
from bot.search.index import index

CV = """# Nils Brook
nils@brook.example

## Work

**Engineer, Tessera Labs** (2020 - 2023)
- Ran the Kafka cluster.
{}

## Skills
Languages: Python, C++
{}
"""


def read(work="", skills=""):
    reading = read_cv(CV.format(work, skills).encode(), "cv.md")
    grades = {row.skill: row.grade for row in index(reading.profile, {0: reading.text}).skills if not row.implied}
    return grades, {skill.name.value for skill in reading.profile.skills}


@pytest.mark.parametrize(
    "said",
    [
        "No production experience with Terraform.",
        "Built the shop in Go; we never used Terraform.",
        "Not familiar with Terraform.",
        "I do not know Terraform yet.",
        "Little or no knowledge of cloud tools such as Terraform.",
        "Never used Nix, Terraform or Puppet.",
        "Keine Erfahrung mit Terraform.",
        "Bisher nie mit Terraform gearbeitet.",
        "Aucune expérience avec Terraform.",
        "Sin experiencia con Terraform.",
        "不熟悉Terraform。",
        "没有Terraform经验。",
        "Kein eigenes Terraform, Betreuung der Terraform-Gruppe",
        "Nur Betrieb\n                - Kein eigenes Terraform, Betreuung der Terraform-Gruppe",
        "Wrote the Helm charts; no Terraform here",
        "Ran the shop on bare machines, without Terraform.",
        "Ran the shop on bare machines (no Terraform).",
        "I have never written any Terraform.",
        "Never wrote Puppet, Terraform or Nix.",
        "No Puppet or Terraform at all.",
        "We had no Terraform code.",
        "Wir haben nie Terraform benutzt, weder Puppet noch Terraform.",
        "Tout à la main, sans Terraform.",
        "Todo a mano, sin Terraform.",
        "Tudo à mão, sem Terraform.",
    ],
)
def test_what_somebody_says_not_to_know_proves_nothing(said):
    grades, _ = read(work=f"- {said}")
    assert "terraform" not in grades
    assert grades["kafka"] == 3


@pytest.mark.parametrize(
    "said",
    [
        "Never used Puppet. Rolled out Terraform.",
        "We never used Puppet; Terraform did it all.",
        "Without prior experience in Puppet, built it all with Terraform.",
        "Not only Puppet but also Terraform.",
        "Moved servers with no downtime by Terraform.",
        "No experience with Puppet and wrote the Terraform modules.",
        "No Terraform outages in three years.",
        "Not just Terraform.",
        "Trained new hires without servers, in Terraform.",
        "Migrou tudo no Terraform.",
        "Wrote a no-code front end for Terraform.",
        "Rolled out Terraform; no Puppet here.",
        "Rolled out Terraform, without Puppet.",
        "Nicht nur Terraform.",
    ],
)
def test_what_stands_beside_it_is_still_shown(said):
    assert read(work=f"- {said}")[0]["terraform"] == 3


@pytest.mark.parametrize("label", ["Not yet known: {}", "No experience with {}", "Noch nicht bekannt: {}"])
def test_a_list_of_what_is_not_known_lists_nothing(label):
    grades, listed = read(skills=label.format("Scala, Haskell"))
    assert listed == {"Python", "C++"}
    assert set(grades) == {"kafka", "python", "cpp"}


def test_what_somebody_wants_to_learn_is_an_interest():
    grades, listed = read(skills="Willing to learn: Haskell")
    assert grades["haskell"] == 0
    assert listed == {"Python", "C++"}
