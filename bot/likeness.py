"""Who may be the same person: proposed with the reasons, never decided."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.combining import said
from bot.profile import Fact, Profile
from bot.records import Candidate
from bot.search.identity import keys, place_key
from bot.search.text import fold, tokens
from bot.store import Tenant

LOOKED_AT = 10
SHOWN = 3
ENOUGH_SKILLS = 3
"""Listed skills in common that say something where the names are alike only."""
_WAYS = {"mail": "e-mail", "phone": "phone", "link": "page of their own"}


@dataclass(frozen=True, slots=True)
class Likeness:
    candidate: Candidate
    reasons: tuple[str, ...]


def likenesses(store: Tenant, profile: Profile, *, besides: int = 0, below: int | None = None) -> tuple[Likeness, ...]:
    """At most three people who may be the one of the profile, those with most reasons first; of numbers ``below`` one."""
    found = store.namesakes(keys(profile), besides=besides, limit=LOOKED_AT, below=below)
    judged = (Likeness(one.candidate, reasons(profile, one.profile)) for one in found)
    return tuple(sorted(filter(lambda one: one.reasons, judged), key=lambda one: -len(one.reasons))[:SHOWN])


def reasons(one: Profile, other: Profile) -> tuple[str, ...]:
    """Why the two may be one person, in words; empty where too little says so."""
    shared = list(_shared(one, other))
    reached = [f"same {way}" for way in _both_reached(one, other)]
    if _name(one) and sorted(_name(one)) == sorted(_name(other)):
        return ("same name", *reached, *shared)
    if reached:
        return (*reached, *shared)
    return ("similar name", *shared) if shared and _near(one, other) else ()


def common(one: Profile, other: Profile) -> tuple[str, ...]:
    """What both say, in words, whether or not it makes them one person."""
    return reasons(one, other) or tuple(_shared(one, other))


def _name(profile: Profile) -> list[str]:
    return tokens(profile.name.value) if profile.name else []


def _near(one: Profile, other: Profile) -> bool:
    """A word of the name in common, and the other words begin with the same letter."""
    first, second = _name(one), _name(other)
    rest = [[word[0] for word in words if word not in {*first} & {*second}] for words in (first, second)]
    return bool({*first} & {*second}) and bool({*rest[0]} & {*rest[1]} or not rest[0] or not rest[1])


def _both_reached(one: Profile, other: Profile) -> Iterator[str]:
    first, second = ({*keys(profile).strong} for profile in (one, other))
    common = {key.partition(":")[0] for key in first & second}
    return (words for kind, words in _WAYS.items() if kind in common)


def _shared(one: Profile, other: Profile) -> Iterator[str]:
    yield from _both(_places(one), _places(other), "both at ")
    yield from _both(_venues(one), _venues(other), "both published at ")
    yield from _both(_coauthors(one), _coauthors(other), "both wrote with ")
    skills = _both(_skills(one), _skills(other), "both list ")
    yield from (line for line in skills if line.count(",") + 1 >= ENOUGH_SKILLS)


def _both(first: dict[str, str], second: dict[str, str], words: str) -> Iterator[str]:
    shared = [value for key, value in first.items() if key and key in second]
    if shared:
        yield words + ", ".join(shared[:ENOUGH_SKILLS])


def _places(profile: Profile) -> dict[str, str]:
    houses = [*(study.institution for study in profile.education), *(job.organization for job in profile.work)]
    return {place_key(house.value): house.value for house in houses if house}


def _venues(profile: Profile) -> dict[str, str]:
    return {said(paper.venue): paper.venue.value for paper in profile.publications if paper.venue}


def _coauthors(profile: Profile) -> dict[str, str]:
    own = set(_name(profile))
    names: list[Fact[str]] = [author for paper in profile.publications for author in paper.authors]
    return {fold(name.value): name.value for name in names if not own & set(tokens(name.value))}


def _skills(profile: Profile) -> dict[str, str]:
    return {fold(skill.name.value): skill.name.value for skill in profile.skills}
