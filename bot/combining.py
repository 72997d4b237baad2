"""Several documents of one person as one profile: the newest leads, what only an older one says is kept.

Two entries are one only where the documents leave no doubt; nothing is put together from two that may differ, and
every value keeps the places that prove it. The same documents in the same order give the same profile.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import reduce
from itertools import chain, islice
from typing import Any, TypeVar

from bot.profile import Award, Education, Fact, Language, Phone, Profile, Project, Publication, Skill, Work, facts
from bot.search.identity import place_key
from bot.search.text import fold

T = TypeVar("T")

Same = Callable[[Any, Any], bool]

_TOGETHER: dict[type, tuple[tuple[str, ...], ...]] = {
    Work: (("start", "end"),),
    Education: (("start", "end"),),
    Project: (("start", "end"),),
    Publication: (("authors", "position", "equal"), ("venue", "date", "kind", "status")),
    Award: (("dates",),),
}
"""What one document says as a whole: half of it from another would be something that neither says."""
_MOST_ALIKE = 50
"""Entries with one sign that are compared with another: enough for any life, and bounded for any document."""


def combine(profiles: Sequence[Profile]) -> Profile:
    """What documents say together, newest first. One document says what it says."""
    return reduce(_both, profiles) if profiles else Profile()


def same_entry(one: Any, other: Any) -> bool:
    """Whether two entries of a profile are beyond doubt about the same job, degree, paper, …"""
    return type(one) is type(other) and _SAME.get(type(one), _said_alike)(one, other)


def said(fact: Fact[Any] | None) -> str:
    """A value as it is compared: folded, empty where there is none."""
    return fold(str(fact.value)) if fact else ""


def paired(newer: Sequence[T], older: Sequence[T]) -> tuple[dict[int, int], tuple[T, ...]]:
    """Which older entry each newer one is, by their indexes, and the older ones that no newer one is."""
    pairs: dict[int, int] = {}
    free = _Signed(older, _signs)
    for index, entry in enumerate(newer):
        same = next((at for at in free.like(entry) if same_entry(entry, older[at])), None)
        if same is not None:
            pairs[index] = same
            free.remove(same)
    posts, rivals = _Signed(older, _post), _Signed(newer, _post)
    for at in pairs.values():
        posts.remove(at)
    for index, entry in enumerate(newer):
        renamed = posts.like(entry) if index not in pairs and len(rivals.like(entry)) == 1 else []
        if len(renamed) == 1:
            pairs[index] = renamed[0]
            posts.remove(renamed[0])
    taken = set(pairs.values())
    return pairs, tuple(entry for at, entry in enumerate(older) if at not in taken)


# ------------------------------------------------------------------- merging


def _both(newer: Profile, older: Profile) -> Profile:
    values: dict[str, Any] = {}
    for one in fields(Profile):
        first, second = getattr(newer, one.name), getattr(older, one.name)
        if one.name == "place":
            values[one.name] = _place(first, second)
        elif one.name == "availability":
            values[one.name] = _value(first, second) if _agree(first, second) else first or second
        else:
            values[one.name] = _value(first, second)
    return Profile(**values)


def _value(newer: Any, older: Any) -> Any:
    if isinstance(newer, tuple):
        return _entries(newer, older)
    if isinstance(newer, Fact) and isinstance(older, Fact):
        return _proved(newer, older) if said(newer) == said(older) else newer
    if is_dataclass(newer) and not isinstance(newer, Fact) and type(newer) is type(older):
        return _entry(newer, older) if same_entry(newer, older) else newer
    return older if newer in (None, "") else newer


def _entries(newer: tuple[Any, ...], older: tuple[Any, ...]) -> tuple[Any, ...]:
    pairs, rest = paired(newer, older)
    kept = [_one(entry, older[pairs[at]]) if at in pairs else entry for at, entry in enumerate(newer)]
    return (*kept, *map(_past, rest))


def _one(newer: Any, older: Any) -> Any:
    return _proved(newer, older) if isinstance(newer, Fact) else _entry(newer, older)


def _entry(newer: Any, older: Any) -> Any:
    """The newer entry, with what it leaves open as the older one says it."""
    values: dict[str, Any] = {}
    for group in _TOGETHER.get(type(newer), ()):
        stated = any(getattr(newer, name) for name in group if name not in ("kind", "position", "equal"))
        agree = all(_agree(getattr(newer, name), getattr(older, name)) for name in group)
        for name in group:
            first, second = getattr(newer, name), getattr(older, name)
            values[name] = _value(first, second) if agree else first if stated else second
    for one in fields(newer):
        if one.name not in values:
            values[one.name] = _value(getattr(newer, one.name), getattr(older, one.name))
    return replace(newer, **values)


def _agree(newer: Any, older: Any) -> bool:
    """Whether the two say the same as far as both say anything."""
    if isinstance(newer, tuple) and isinstance(older, tuple):
        return len(newer) == len(older) and all(map(_agree, newer, older))
    return said(newer) == said(older) if isinstance(newer, Fact) and isinstance(older, Fact) else newer == older


def _place(newer: Any, older: Any) -> Any:
    """Where somebody lives, as one document says it: a city of one and a country of another may be no place."""
    if newer is None or older is None:
        return newer or older
    agree = all(said(getattr(newer, one.name)) == said(getattr(older, one.name)) for one in fields(newer))
    return _entry(newer, older) if agree else newer


def _proved(newer: Fact[T], older: Fact[T]) -> Fact[T]:
    return replace(newer, evidence=tuple(dict.fromkeys((*newer.evidence, *older.evidence))))


def _past(entry: Any) -> Any:
    """An entry that only an older document has: what was "present" then is not known to be so now."""
    end = getattr(entry, "end", None)
    return replace(entry, end=None) if isinstance(end, Fact) and end.value == "present" else entry


# ------------------------------------------------------------------ matching


def _said_alike(one: Any, other: Any) -> bool:
    """Values that read the same."""
    first, second = ([_written(str(fact.value)) for fact in facts(entry)] for entry in (one, other))
    return first == second and any(first)


def _written(value: str) -> str:
    """A number without its spacing, an address as it is, any other words folded."""
    if not any(map(str.isalpha, value)):
        return "".join(one for one in value if one.isdigit() or one == "+")
    if "@" in value or "/" in value:
        return re.sub(r"^https?://(?:www\.)?", "", value.strip().casefold()).rstrip("/")
    return fold(value)


def _same_phone(one: Phone, other: Phone) -> bool:
    if one.e164 and other.e164:
        return one.e164.value == other.e164.value
    return _written(one.number.value) == _written(other.number.value) != ""


def _same_work(one: Work, other: Work) -> bool:
    return (
        one.kind == other.kind
        and _same_place(one.organization, other.organization)
        and said(one.title) == said(other.title)
        and bool(one.organization or one.title)
        and _fits(one.start, other.start)
    )


def _same_study(one: Education, other: Education) -> bool:
    if not one.institution or not _same_place(one.institution, other.institution):
        return False
    alike = said(one.degree) == said(other.degree) and bool(one.degree)
    dated = any(
        first and second and first.value == second.value
        for first, second in ((one.start, other.start), (one.end, other.end))
        if not (first and first.value == "present")
    )
    fitting = _open(one.degree, other.degree) and _open(one.field, other.field) and _fits(one.start, other.start)
    return fitting and (alike or dated)


def _same_award(one: Award, other: Award) -> bool:
    first, second = ({said(date)[:4] for date in award.dates} for award in (one, other))
    return said(one.title) == said(other.title) and (not first or not second or bool(first & second))


def _same_place(one: Fact[str] | None, other: Fact[str] | None) -> bool:
    """One house, under whichever of its names."""
    if one is None or other is None:
        return one is other
    return place_key(one.value) == place_key(other.value)


def _fits(one: Fact[str] | None, other: Fact[str] | None) -> bool:
    """Two dates may be one, stated more or less exactly."""
    return not one or not other or one.value.startswith(other.value) or other.value.startswith(one.value)


def _open(one: Fact[str] | None, other: Fact[str] | None) -> bool:
    return not one or not other or said(one) == said(other)


def _by(*names: str) -> Same:
    def same(one: Any, other: Any) -> bool:
        return all(said(getattr(one, name)) == said(getattr(other, name)) != "" for name in names)

    return same


_SAME: dict[type, Same] = {
    Phone: _same_phone,
    Work: _same_work,
    Education: _same_study,
    Publication: _by("title"),
    Project: lambda one, other: said(one.name) == said(other.name) and _fits(one.start, other.start),
    Award: _same_award,
    Skill: _by("name"),
    Language: _by("name"),
}


# --------------------------------------------------------------------- signs


class _Signed:
    """Entries by their signs, so that one is compared with those alone that share a sign with it."""

    def __init__(self, entries: Sequence[Any], signs: Callable[[Any], Iterable[Hashable]]) -> None:
        self._signs = signs
        self._own = [tuple(signs(entry)) for entry in entries]
        self._by_sign: dict[Hashable, dict[int, None]] = {}
        for at, own in enumerate(self._own):
            for sign in own:
                self._by_sign.setdefault(sign, {})[at] = None

    def like(self, entry: Any) -> list[int]:
        """The first entries that share a sign with this one, in order."""
        found = (islice(self._by_sign.get(sign, ()), _MOST_ALIKE) for sign in self._signs(entry))
        return sorted(set(chain.from_iterable(found)))

    def remove(self, at: int) -> None:
        for sign in self._own[at]:
            self._by_sign[sign].pop(at, None)


def _signs(entry: Any) -> Iterator[Hashable]:
    """What an entry has in common with every other that is `same_entry`."""
    kind = type(entry)
    if isinstance(entry, Phone):
        if entry.e164:
            yield kind, "e164", entry.e164.value
        yield kind, _written(entry.number.value)
    elif isinstance(entry, Work):
        yield kind, entry.kind, entry.organization and place_key(entry.organization.value), said(entry.title)
    elif isinstance(entry, Education):
        place = place_key(entry.institution.value) if entry.institution else ""
        yield kind, place, "degree", said(entry.degree)
        yield from ((kind, place, at, date.value) for at, date in enumerate((entry.start, entry.end)) if date)
    elif isinstance(entry, Publication | Award):
        yield kind, said(entry.title)
    elif isinstance(entry, Project | Skill | Language):
        yield kind, said(entry.name)
    else:
        yield kind, *(_written(str(fact.value)) for fact in facts(entry))


def _post(entry: Any) -> Iterator[Hashable]:
    """The sign of a job that may stand under another title: the same house, begun in the same month."""
    if isinstance(entry, Work) and entry.organization and entry.start and len(entry.start.value) > len("2026"):
        yield entry.kind, place_key(entry.organization.value), entry.start.value
