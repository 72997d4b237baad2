"""A team's own skills: kept, taken from a file, and made known to what is stored, a bounded number of people at a time."""

import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Literal

from bot.search.own import Unfit, extended, known_to
from bot.search.query import Clause, Query, Term
from bot.search.skills import entries_of, knowing, packaged_skills
from bot.search.terms import phrase_term
from bot.search.vocabulary import OwnSkill, SkillEntry
from bot.store import Tenant, TooLong

AT_ONCE = 200
"""People whose search rows are renewed while somebody waits for the answer."""
EVERYBODY = 2**31 - 1
MOST = 1000
"""Skills that one team may add."""
_LARGEST_FILE = 1024 * 1024
_TERMS_AT_ONCE = 20


@contextmanager
def known_within(store: Tenant) -> Iterator[None]:
    """Below, the skills are those that the organization knows."""
    with knowing(known_to(store.own_skills())):
        yield


def current(store: Tenant, source: Literal["chat", "file"] | None = None) -> tuple[OwnSkill, ...]:
    """What the team knows besides the packaged skills."""
    return tuple(one for one in store.own_skills() if not one.removed and source in (None, one.source))


def fitting(store: Tenant, entry: SkillEntry) -> None:
    """Raises `Unfit` where the skill does not go with what is known."""
    own = current(store)
    if len(own) >= MOST:
        raise Unfit(f"there are {MOST} skills of your own already")
    extended(extended(packaged_skills(), [one.entry for one in own]), [entry], strictly=True)


def add(store: Tenant, entry: SkillEntry, *, by: str, at: datetime) -> int:
    """Keep the skill and make it known; how many people still wait for it. Raises `Unfit`."""
    fitting(store, entry)
    store.add_own_skill(entry, source="chat", by=by, at=at, waiting=EVERYBODY)
    return settle(store, most=AT_ONCE)


def remove(store: Tenant, gone: Sequence[OwnSkill], *, by: str) -> int:
    store.remove_own_skills([one.number for one in gone], by=by, waiting=EVERYBODY)
    return settle(store, most=AT_ONCE)


def take_back(store: Tenant, number: int) -> int:
    """An adding or a removal undone. KeyError: it was taken back already."""
    store.take_own_skill_back(number, waiting=EVERYBODY)
    return settle(store, most=AT_ONCE)


def settle(store: Tenant, *, most: int) -> int:
    """Renew the search rows of people whom a change concerns, the newest first; at least how many are left."""
    left = 0
    with known_within(store):
        done: set[int] = set()
        for one in store.own_skills():
            if not one.waiting:
                continue
            try:
                waiting = [number for number in _concerned(store, one.entry) if number <= one.waiting]
            except TooLong:  # of too many to be listed at once; they are found by the words meanwhile
                left += 1
                continue
            now = [number for number in waiting if number not in done][: max(0, most - len(done))]
            for number in now:
                with suppress(KeyError):  # erased meanwhile
                    store.reindex(number)
            done.update(now)
            rest = [number for number in waiting if number not in done]
            left += len(rest)
            store.settled(one.number, waiting=max(rest, default=0))
    return left


def entries_in(path: Path) -> tuple[SkillEntry, ...]:
    """The skills of a team's file. Raises `Unfit` with what is wrong with it, for people."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise Unfit(f"{path.name} is larger than a megabyte")
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Unfit(f"{path} cannot be read: {error.strerror or type(error).__name__}") from None
    except UnicodeDecodeError:
        raise Unfit(f"{path.name} is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise Unfit(f"{path.name} is no TOML: {error}") from None
    _check_shape(path.name, table)
    try:
        entries = tuple(entries_of(table))
        extended(packaged_skills(), entries, strictly=True)
    except ValueError as error:
        raise Unfit(f"{path.name}: {error}") from None
    if len(entries) > MOST:
        raise Unfit(f"{path.name} has {len(entries)} skills, and {MOST} is the most")
    return entries


def follow(store: Tenant, entries: Sequence[SkillEntry], *, at: datetime) -> int:
    """The skills of the file are those, and no others; how many people still wait for the difference."""
    known = current(store, "file")
    gone = [one.number for one in known if one.entry not in entries]
    fresh = [entry for entry in entries if entry not in {one.entry for one in known}]
    if gone:
        store.remove_own_skills(gone, by="", waiting=EVERYBODY)
    for entry in fresh:
        store.add_own_skill(entry, source="file", by="SKILLS_FILE", at=at, waiting=EVERYBODY)
    return settle(store, most=AT_ONCE) if gone or fresh else 0


def _check_shape(name: str, table: dict[str, object]) -> None:
    for area, rows in table.items():
        if not isinstance(rows, dict) or not all(isinstance(fields, dict) for fields in rows.values()):
            raise Unfit(f"{name}: [{area}] is to hold a line for each skill, as: quiver = {{ label = “Quiver” }}")
        for id_, fields in rows.items():
            if not isinstance(fields.get("label"), str) or not fields["label"].strip():
                raise Unfit(f"{name}: {id_} has no label")
            wrong = [key for key, value in fields.items() if key not in ("label", "note") and not _is_list(value)]
            if wrong:
                raise Unfit(f"{name}: {', '.join(wrong)} of {id_} is to be a list of texts")


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _concerned(store: Tenant, entry: SkillEntry) -> list[int]:
    """Who has the skill, or one of its names anywhere in the CV, the newest first."""
    names = dict.fromkeys((entry.label, *entry.aliases, *entry.ambiguous))
    terms = [Term("skill", entry.label, skills=(entry.id,)), *filter(None, map(phrase_term, names))]
    found: set[int] = set()
    for start in range(0, len(terms), _TERMS_AT_ONCE):
        some = Clause(tuple(terms[start : start + _TERMS_AT_ONCE]))
        found.update(store.search(Query((some,)), limit=max(1, store.count())).numbers)
    return sorted(found, reverse=True)
