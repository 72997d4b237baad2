"""What is asked of one job and its years: who worked at Tessera Labs in 2023, who interned since 2024.

A token of the field ``worked`` says both together, as those of papers do.
"""

import re
from collections.abc import Iterator, Sequence

from bot.profile import Work
from bot.search.measures import years
from bot.search.passages import value
from bot.search.text import fold, tokens
from bot.search.words import meanings

_ROLES = meanings("roles")
_TOGETHER = frozenset(("intern",))
"""Posts that are asked for together with their employer."""
_INTERNSHIP = re.compile(r"\b(?:internship|prakti[ck]|stagiaire|pasant|becari|estagi)|实习")
"""What an intern's post is called otherwise, whatever follows."""
MOST_YEARS = 15
"""Years of one job that are kept, the last ones."""


def tokens_of(job: Work, employer: Sequence[str], until: int) -> Iterator[str]:
    """What a job answers to; ``employer``: the tokens of who it was for; ``until``: the year in which it goes on."""
    if job.kind != "job":
        return
    posts = [_ROLES[word] for word in tokens(value(job.title)) if word in _ROLES]
    posts += ["intern"] if is_internship(job) else []
    both = [at(post, said) for post in dict.fromkeys(posts) if post in _TOGETHER for said in employer]
    yield from both
    for year in years_of(job, until):
        yield from (f"{said}:{year}" for said in dict.fromkeys((*employer, *posts, *both)))


def years_of(job: Work, until: int) -> range:
    """Those of a job, the last ones; ``until``: as of `tokens_of`."""
    first, last = years(job, until)
    return range(max(first, last - MOST_YEARS + 1), last + 1)


def is_internship(job: Work) -> bool:
    title = value(job.title)
    return "intern" in {_ROLES.get(word) for word in tokens(title)} or bool(_INTERNSHIP.search(fold(title)))


def at(post: str, employer: str) -> str:
    """The token of a post at an employer, of whom a token is given."""
    return f"{post}@{employer}"


def parted(asked: str) -> tuple[str, str]:
    """``intern at Tessera Labs`` in its post and its employer; the post is blank where an employer alone is asked for."""
    post, _, employer = asked.partition(" at ")
    return (_ROLES[fold(post)], employer) if _ROLES.get(fold(post)) in _TOGETHER and employer else ("", asked)
