"""A CV's text to its profile, with a study below so that any top is one of a CV."""

from bot.cv import read_cv
from bot.cv.sandbox.checks import check
from bot.profile import Fact, Profile, Reading

BODY = "\n\n## Education\n\nBrackwater University\nB.Sc. in Physics\n2019 - 2022\n"


def reading(top: str, name: str = "cv.md") -> Reading:
    """What is read of it, which is plausible to whoever checks what a sandbox says."""
    told = read_cv((top + BODY).encode(), name)
    check(told)
    return told


def profile(top: str) -> Profile:
    return reading(top).profile


def v(fact: Fact[str] | None) -> str | None:
    return fact.value if fact else None
