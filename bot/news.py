"""What a newer CV of a known person says that was not known, says differently, or no longer mentions."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any

from bot.combining import paired, said
from bot.profile import Fact, Profile

SINGLE = ("name", "label")
DATED = ("work", "education", "publications", "projects")


@dataclass(frozen=True, slots=True)
class Change:
    """One value that reads otherwise than before; ``about`` is the profile's field, or the entry it belongs to."""

    about: Any
    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class News:
    """The entries that are new and those that are gone, each as a profile of nothing else; and what changed."""

    new: Profile = field(default_factory=Profile)
    changed: tuple[Change, ...] = ()
    gone: Profile = field(default_factory=Profile)

    def __bool__(self) -> bool:
        return self != News()


def news(before: Profile, newer: Profile) -> News:
    """What ``newer``, one document, says beside the profile there was."""
    new: dict[str, Any] = {}
    gone: dict[str, Any] = {}
    changed = list(_single(before, newer, new))
    for one in fields(Profile):
        first, second = getattr(newer, one.name), getattr(before, one.name)
        if isinstance(first, tuple):
            pairs, missing = paired(first, second)
            new[one.name] = tuple(entry for at, entry in enumerate(first) if at not in pairs)
            gone[one.name] = missing
            changed += [
                change for at, other in pairs.items() for change in _differences(one.name, second[other], first[at])
            ]
    return News(replace(Profile(), **new), tuple(changed), replace(Profile(), **gone))


def _single(before: Profile, newer: Profile, new: dict[str, Any]) -> Iterator[Change]:
    for name in SINGLE:
        first, second = getattr(before, name), getattr(newer, name)
        if second and not first:
            new[name] = second
        elif second and said(first) != said(second):
            yield Change(name, name, first.value, second.value)
    if newer.place and not before.place:
        new["place"] = newer.place
    elif newer.place and before.place and _where(newer.place) != _where(before.place):
        yield Change("place", "place", ", ".join(_where(before.place)), ", ".join(_where(newer.place)))


def _where(place: Any) -> list[str]:
    return [getattr(place, one.name).value for one in fields(place) if getattr(place, one.name)]


def _differences(kind: str, before: Any, after: Any) -> Iterator[Change]:
    """What the newer document says otherwise of an entry that both have."""
    if kind not in DATED:
        return
    for one in fields(after):
        first, second = getattr(before, one.name), getattr(after, one.name)
        if isinstance(second, Fact) and said(first) != said(second) and not _names(one.name, kind):
            yield Change(after, one.name, first.value if first else "", second.value)


def _names(part: str, kind: str) -> bool:
    """A title or name that pairs two entries differs in spelling alone."""
    return part in ("organization", "institution", "name") or (part == "title" and kind != "work")
