"""What people set, over what documents say. It outlives a better reading and a newer CV.

A correction of an entry knows it by what the entry said, not by its place in a list: that moves. Where no entry says
so any more, the corrected one stays as it was, marked to be looked at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from bot.combining import same_entry
from bot.profile import Fact, Given, Link, Phone, Place, Profile
from bot.records import Correction
from bot.search.identity import phone

SEVERAL = "; "
"""Stands between the values of a part that holds several: supervisors, authors."""


@dataclass(slots=True)
class Listed:
    """One entry of a list: as the documents say it, and as people corrected it (None: removed)."""

    said: Any
    now: Any
    missing: bool = False
    """No document says it any more."""


def corrected(profile: Profile, corrections: Iterable[Correction]) -> Profile:
    """The profile as people set it, the last word on each value counting."""
    by_field: dict[str, list[Correction]] = {}
    for one in corrections:
        by_field.setdefault(one.field, []).append(one)
    values: dict[str, Any] = {}
    for field, made in by_field.items():
        if is_list(field):
            values[field] = tuple(one.now for one in listed(profile, made, field) if one.now is not None)
        else:
            values[field] = _single(getattr(profile, field), made[-1])
    return replace(profile, **values) if values else profile


def listed(profile: Profile, corrections: Iterable[Correction], field: str) -> list[Listed]:
    """The entries of one field in order, each beside what the documents say; the added ones last."""
    found = [Listed(entry, entry) for entry in getattr(profile, field)]
    for one in corrections:
        if one.field != field:
            continue
        if not one.entry:
            added = _made(field, one)
            if not any(same_entry(added, other.now) for other in found if other.now is not None):
                found.append(Listed(added, added, missing=True))
            continue
        target = _target(found, one)
        if target is None:
            was = _kept(field, one.entry)
            target = Listed(was, was, missing=True)
            if one.value or one.part:
                found.append(target)
        if target.now is not None or one.value:
            target.now = _changed(target, one, _kept(field, one.entry))
    return found


def anchor(entry: Any) -> str:
    """What an entry or value says, for `Correction.entry`."""
    return msgspec.json.encode(_bare(entry)).decode()


def is_list(field: str) -> bool:
    return get_origin(_types()[field]) is tuple


def value_of(entry: Any) -> Fact[Any] | None:
    """The value that an entry goes by: itself, or its first one."""
    return entry if entry is None or isinstance(entry, Fact) else getattr(entry, fields(entry)[0].name)


def place_of(text: str, fact: Any) -> Place:
    """``Berlin``, ``Berlin, Germany`` or ``Austin, Texas, USA`` as a place; ``fact`` makes a value of each part."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    names = {1: ("city",), 2: ("city", "country")}.get(len(parts), ("city", "region", "country"))
    last = [*parts[: len(names) - 1], ", ".join(parts[len(names) - 1 :])]
    return Place(**{name: fact(part) for name, part in zip(names, last, strict=True)})


# ------------------------------------------------------------------ applying


def _single(said: Any, one: Correction) -> Any:
    if not one.value:
        return None
    if one.field == "place":
        place = place_of(one.value, lambda part: _given(part, one))
        return _sure(said) if _bare(place) == _bare(said) else place
    return _given(one.value, one, said, _words(_kept(one.field, one.entry)) if one.entry else "")


def _changed(target: Listed, one: Correction, was: Any) -> Any:
    if not one.part and not one.value:
        return None
    if not one.part:
        name = None if isinstance(target.said, Fact) else fields(target.said)[0].name
        return _whole(_set(target, name, one, was))
    return _set(target, one.part, one, was)


def _whole(entry: Any) -> Any:
    """The entry without what was made from a value that somebody replaced: number and address say the rest themselves."""
    if isinstance(entry, Phone) and isinstance(entry.number, Given):
        international = phone(entry.number.value)
        return Phone(entry.number, replace(entry.number, value=international, was="") if international else None)
    if isinstance(entry, Link) and isinstance(entry.url, Given):
        return Link(entry.url)
    return entry


def _set(target: Listed, part: str | None, one: Correction, was: Any) -> Any:
    """The entry with one of its values as it was set; with None, the entry is the value."""
    said, before = (value if part is None else getattr(value, part) for value in (target.said, was))
    now = target.now if target.now is not None else target.said
    if isinstance(said, tuple):
        new: Any = tuple(_given(text, one) for text in one.value.split(SEVERAL.strip()) if text.strip())
        new = _sure(said) if _words(new) == _words(said) else new
    elif part == "kind":
        new = one.value
    else:
        new = _given(one.value, one, said, _words(before)) if one.value else None
        if new is not None and target.missing and part is not None and not _hand_made(target.said):
            new = _to_check(new, "no CV says this entry any more")
    return new if part is None else replace(now, **{part: new})


def _given(text: str, one: Correction, said: Any = None, was: str = "") -> Fact[str]:
    """The value as set; the documents' own where they say the same; to be checked where they now say a third thing."""
    text = text.strip()
    if isinstance(said, Fact) and said.value == text:
        return replace(said, check="")
    given = Given(text, (), by=one.by, at=one.at, was=was)
    other = _words(said)
    return _to_check(given, f"the CV says {other}") if other and other != was else given


def _sure(value: Any) -> Any:
    """The value, which a person confirmed: nothing of it is to be checked any more."""
    if isinstance(value, tuple):
        return tuple(map(_sure, value))
    if isinstance(value, Fact):
        return replace(value, check="")
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _sure(getattr(value, one.name)) for one in fields(value)})
    return value


def _to_check(given: Fact[str], why: str) -> Fact[str]:
    return replace(given, check=f"{given.value} was set by hand; {why}") if isinstance(given, Given) else given


def _hand_made(entry: Any) -> bool:
    return isinstance(value_of(entry), Given)


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        return SEVERAL.join(_words(one) for one in value)
    if is_dataclass(value) and not isinstance(value, Fact):
        parts = (getattr(value, one.name) for one in fields(value))
        return ", ".join(filter(None, map(_words, parts)))
    return str(value.value) if isinstance(value, Fact) else ""


def _made(field: str, one: Correction) -> Any:
    """A new entry that says nothing but the value."""
    kind = _types()[field]
    inner = get_args(kind)[0]
    fact = _given(one.value, one)
    return fact if _is_fact(inner) else _whole(inner(**{fields(inner)[0].name: fact}))


def _target(found: Sequence[Listed], one: Correction) -> Listed | None:
    """The entry that the correction is about: the one that says exactly what it said, else the one that is surely it."""
    exact = [entry for entry in found if anchor(entry.said) == one.entry]
    if exact:
        return exact[0]
    was = _kept(one.field, one.entry)
    alike = [entry for entry in found if same_entry(entry.said, was)]
    return alike[0] if len(alike) == 1 else None


def _bare(value: Any) -> Any:
    """The value without its proof: what it says, and nothing of where."""
    if isinstance(value, Fact):
        return Fact(value.value, ())
    if isinstance(value, tuple):
        return tuple(map(_bare, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _bare(getattr(value, one.name)) for one in fields(value)})
    return value


def _kept(field: str, entry: str) -> Any:
    """What `anchor` wrote of an entry of the field."""
    kind = _types()[field]
    return msgspec.json.decode(entry, type=get_args(kind)[0] if get_origin(kind) is tuple else kind)


def _is_fact(hint: Any) -> bool:
    return hint is Fact or get_origin(hint) is Fact


@cache
def _types() -> dict[str, Any]:
    return get_type_hints(Profile)
