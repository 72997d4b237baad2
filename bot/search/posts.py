"""What is asked of one job and its years: who worked at Tessera Labs in 2023, who interned since 2024.

A token of the field ``worked`` says both together, as those of papers do.
"""

from collections.abc import Iterator, Sequence

from bot.profile import Work
from bot.search.measures import years
from bot.search.passages import value
from bot.search.text import tokens
from bot.search.words import meanings

_ROLES = meanings("roles")
MOST_YEARS = 15
"""Years of one job that are kept, the last ones."""


def tokens_of(job: Work, employer: Sequence[str], until: int) -> Iterator[str]:
    """What a dated job answers to; ``employer``: the tokens of who it was for; ``until``: the year in which it goes on."""
    if job.kind != "job":
        return
    first, last = years(job, until)
    posts = [_ROLES[word] for word in tokens(value(job.title)) if word in _ROLES]
    for year in range(max(first, last - MOST_YEARS + 1), last + 1):
        yield from (f"{said}:{year}" for said in dict.fromkeys((*employer, *posts)))
