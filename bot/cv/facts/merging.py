"""What a document prints twice counts once."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from bot.profile import Fact, Publication, Skill

T = TypeVar("T")

_MOST = 50
"""Places that prove one paper."""


def once(found: Iterable[T], key: Callable[[T], tuple[Fact[str] | None, ...]]) -> tuple[T, ...]:
    """An entry that the document prints twice, word for word, counts once."""
    seen: dict[tuple[str, ...], T] = {}
    for one in found:
        values = tuple(fact.value.casefold() if fact else "" for fact in key(one))
        seen.setdefault(values, one)
    return tuple(seen.values())


def distinct(skills: list[Skill]) -> list[Skill]:
    seen: set[tuple[str, str]] = set()
    out = []
    for skill in skills:
        key = (skill.name.value.casefold(), skill.group)
        if key not in seen:
            seen.add(key)
            out.append(skill)
    return out


def merged(papers: tuple[Publication, ...]) -> tuple[Publication, ...]:
    """A paper printed twice is one, with both places as evidence."""
    found: dict[str, list[Publication]] = {}
    for paper in papers:
        found.setdefault(re.sub(r"\W", "", paper.title.value.casefold()), []).append(paper)
    return tuple(_as_one(twins) for twins in found.values())


def _as_one(twins: list[Publication]) -> Publication:
    first = twins[0]
    return replace(
        first,
        title=replace(first.title, evidence=tuple(place for paper in twins[:_MOST] for place in paper.title.evidence)),
        authors=next((paper.authors for paper in twins if paper.authors), ()),
        position=next((paper.position for paper in twins if paper.position), None),
        venue=next((paper.venue for paper in twins if paper.venue), None),
        date=next((paper.date for paper in twins if paper.date), None),
    )
