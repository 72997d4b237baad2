"""A team's own skills over the packaged ones: new skills, and more names of known ones."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.search.skills import Alias, Skills, names_of, packaged_skills, put_together
from bot.search.text import tokens
from bot.search.vocabulary import OwnSkill, SkillEntry


class Unfit(ValueError):
    """Why a skill cannot be added, for people."""


@lru_cache(maxsize=64)
def known_to(own: tuple[OwnSkill, ...]) -> Skills:
    """All skills that a team knows. A name that meanwhile belongs to another skill stays with that one."""
    if not own:
        return packaged_skills()
    known = extended(packaged_skills(), [one.entry for one in own if not one.removed])
    return replace(known, unsettled=frozenset(one.entry.id for one in own if one.waiting and not one.removed))


def extended(base: Skills, more: Iterable[SkillEntry], *, strictly: bool = False) -> Skills:
    """The skills with more of them. ``strictly``: raises `Unfit` for what does not fit, which else is left out."""
    entries, names = dict(base.entries), dict(base.names)
    rows = list(more)
    for entry in rows:
        known = entries.get(entry.id)
        entries[entry.id] = _both(known, entry) if known else entry
        for key, alias in _names(entry).items():
            other = names.get(key)
            if other and other.skill != alias.skill and _is_written(other, key):
                if strictly and _is_written(alias, key):
                    raise Unfit(f"“{alias.written}” is a name of {_label(entries, other.skill)} already")
                continue
            names[key] = alias
    for entry in rows:
        unknown = [one for one in (*entry.implies, *entry.related) if one not in entries]
        if strictly and unknown:
            raise Unfit(f"{entry.label} names {', '.join(unknown)}, which is no skill")
        entries[entry.id] = _without(entries[entry.id], unknown)
    made = put_together(entries, names)
    if circular := next((one for one in rows if one.id in made.implied_by(one.id)), None):
        if strictly:
            raise Unfit(f"{circular.label} would imply itself")
        return extended(base, [replace(one, implies=()) for one in rows])
    return made


def _names(entry: SkillEntry) -> dict[tuple[str, ...], Alias]:
    named = [name for name in (entry.label, *entry.aliases, *entry.ambiguous) if tokens(name)]
    if not named:
        return {}
    return names_of([replace(entry, aliases=tuple(name for name in entry.aliases if tokens(name)))])


def _both(known: SkillEntry, more: SkillEntry) -> SkillEntry:
    return replace(
        known,
        aliases=_joined(known.aliases, (more.label, *more.aliases)),
        implies=_joined(known.implies, more.implies),
        related=_joined(known.related, more.related),
        ambiguous=_joined(known.ambiguous, more.ambiguous),
        context=known.context | more.context,
        people=_joined(known.people, more.people),
        never=known.never | more.never,
        note=more.note or known.note,
    )


def _joined(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _without(entry: SkillEntry, unknown: Sequence[str]) -> SkillEntry:
    if not unknown:
        return entry
    implies = tuple(one for one in entry.implies if one not in unknown)
    return replace(entry, implies=implies, related=tuple(one for one in entry.related if one not in unknown))


def _is_written(alias: Alias, key: tuple[str, ...]) -> bool:
    """Not only derived from a name, as a plural is."""
    return tuple(tokens(alias.written)) == key


def _label(entries: dict[str, SkillEntry], skill: str) -> str:
    return entries[skill].label if skill in entries else skill
