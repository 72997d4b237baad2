"""Fictional people whose profiles point into their texts."""

from datetime import UTC, datetime

from bot.profile import (
    Award,
    Education,
    Evidence,
    Fact,
    Language,
    Link,
    Phone,
    Place,
    Profile,
    Project,
    Publication,
    Skill,
    Work,
)
from bot.records import Candidate, Dossier

NOW = datetime(2026, 11, 20, tzinfo=UTC)

ILSE_TEXT = """\
# Ilse Okonkwo-Brandt
ilse@okonkwo-brandt.example · +44 20 7946 0142 · github.com/iokonkwo
<!-- draft: also knows Verilog, and worked at Blue Cormorant -->

## Work
**GPU kernel engineer**, Tessera Labs, Rotterdam (2023 – present)
- Wrote the Triton kernels for paged attention; kept a CUDA C++
  fallback for older cards.
- Spring 2024: moved the nightly job to Kubernetes.

**Software engineer**, Docker Harbour (2020 – 2021)
- Batch services in Go and Rust.

## Studies
MSc Computer Engineering, University of Veldhaven, Veldhaven, 2021 – 2023
Thesis on sparse kernels in MLIR.

## Papers
Ray Castellanos, Ilse Okonkwo-Brandt. Pages that fit: LLM serving without copies. MLSys 2025

## Projects
warp-watch (2022): a small profiler in Zig.

## Skills
Languages: Python, C++, R, Haskell
Interests: quantum computing, bell ringing

## Prizes
First prize, Low Countries Programming Contest, 2021

German (B2)
I am looking for a PhD position from January 2027.
"""


class Cv:
    """A text, and facts that say where in it they stand."""

    def __init__(self, text: str, document: int = 1) -> None:
        self.text, self.document = text, document

    def fact(self, value: str, quote: str = "") -> Fact[str]:
        start = self.text.index(quote or value)
        return Fact(value, (Evidence(start, start + len(quote or value), "test", self.document),))


def ilse() -> Dossier:
    cv = Cv(ILSE_TEXT)
    kernels = "Wrote the Triton kernels for paged attention; kept a CUDA C++\n  fallback for older cards."
    profile = Profile(
        name=cv.fact("Ilse Okonkwo-Brandt"),
        emails=(cv.fact("ilse@okonkwo-brandt.example"),),
        phones=(Phone(cv.fact("+44 20 7946 0142"), cv.fact("+442079460142", "+44 20 7946 0142")),),
        links=(Link(url=cv.fact("github.com/iokonkwo")),),
        place=Place(city=cv.fact("Rotterdam")),
        availability=(cv.fact("I am looking for a PhD position from January 2027."),),
        education=(
            Education(
                institution=cv.fact("University of Veldhaven"),
                degree=cv.fact("MSc"),
                field=cv.fact("Computer Engineering"),
                start=cv.fact("2021", "2021 – 2023"),
                end=cv.fact("2023", "2021 – 2023"),
                place=cv.fact("Veldhaven", "Veldhaven, 2021"),
                details=(cv.fact("Thesis on sparse kernels in MLIR."),),
            ),
        ),
        work=(
            Work(
                organization=cv.fact("Tessera Labs"),
                title=cv.fact("GPU kernel engineer"),
                start=cv.fact("2023", "2023 – present"),
                end=cv.fact("present"),
                place=cv.fact("Rotterdam"),
                details=(cv.fact(kernels), cv.fact("Spring 2024: moved the nightly job to Kubernetes.")),
            ),
            Work(
                organization=cv.fact("Docker Harbour"),
                title=cv.fact("Software engineer"),
                start=cv.fact("2020", "2020 – 2021"),
                end=cv.fact("2021", "2020 – 2021"),
                details=(cv.fact("Batch services in Go and Rust."),),
            ),
        ),
        publications=(
            Publication(
                title=cv.fact("Pages that fit: LLM serving without copies"),
                authors=(cv.fact("Ray Castellanos"), cv.fact("Ilse Okonkwo-Brandt", "Ilse Okonkwo-Brandt. Pages")),
                position=2,
                venue=cv.fact("MLSys 2025"),
                date=cv.fact("2025", "MLSys 2025"),
            ),
        ),
        projects=(Project(name=cv.fact("warp-watch"), start=cv.fact("2022", "(2022)"), details=(cv.fact("a small profiler in Zig"),)),),
        awards=(Award(title=cv.fact("First prize, Low Countries Programming Contest"), dates=(cv.fact("2021"),)),),
        skills=tuple(Skill(cv.fact(name, quote), "Languages") for name, quote in (("Python", "Python"), ("C++", "C++, R"), ("R", "R, Haskell"), ("Haskell", "Haskell"))),
        languages=(Language(cv.fact("German"), cv.fact("B2")),),
        interests=(cv.fact("quantum computing, bell ringing"),),
    )  # fmt: skip
    return dossier(profile, {1: ILSE_TEXT})


def dossier(profile: Profile, texts: dict[int, str]) -> Dossier:
    name = profile.name.value if profile.name else ""
    return Dossier(Candidate(7, name, "", "new", "", "", "cv.md", NOW, NOW, 1), profile, (), texts)
