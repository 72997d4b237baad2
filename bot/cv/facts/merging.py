"""What a document prints twice counts once."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.cv.words import fold
from bot.profile import Fact, Publication, Skill

T = TypeVar("T")

_MOST = 50
"""Places that prove one paper; and papers of one title."""
_STANDING = {"": 0, "preprint": 1, "workshop": 2, "main": 3}
"""Of a preprint and what came of it, the latter tells."""


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
    """A paper printed twice is one, with both places as evidence; of the same title by others it is another."""
    found: dict[str, list[_Twins]] = {}
    for paper in papers:
        of_title = found.setdefault(re.sub(r"\W", "", paper.title.value.casefold()), [])
        others = _others(paper)
        twins = next((one for one in of_title[:_MOST] if not (one.others and others) or one.others & others), None)
        if twins is None:
            of_title.append(_Twins([paper], others))
        else:
            twins.papers.append(paper)
            twins.others |= others
    return tuple(_as_one(twins.papers) for of_title in found.values() for twins in of_title)


@dataclass(slots=True)
class _Twins:
    papers: list[Publication]
    others: set[str]
    """Words of the names of those who wrote it with the candidate."""


def _others(paper: Publication) -> set[str]:
    names = [author.value for number, author in enumerate(paper.authors, 1) if number != paper.position]
    return {word for name in names for word in re.findall(r"[^\W\d_]{2,}", fold(name))}


def _as_one(twins: list[Publication]) -> Publication:
    """The authors as one place lists them, and where it appeared as one place says: the two are never mixed."""
    listed = max(twins, key=lambda paper: (paper.position is not None, bool(paper.authors)))
    appeared = max(
        twins, key=lambda paper: (_STANDING[paper.kind], bool(paper.venue), bool(paper.date or paper.status))
    )
    title = replace(twins[0].title, evidence=tuple(at for paper in twins[:_MOST] for at in paper.title.evidence))
    return replace(
        twins[0],
        title=title,
        authors=listed.authors,
        position=listed.position,
        equal=listed.equal,
        venue=appeared.venue,
        date=appeared.date,
        kind=appeared.kind,
        status=appeared.status,
    )
