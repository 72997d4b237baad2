"""Components into messages of Discord's sizes: nothing is lost, and what belongs together stays together."""

from collections.abc import Iterable, Iterator
from typing import Any

from adapters.discord.markdown import LONGEST_LINE, units
from adapters.discord.presses import Component, within

COMPONENTS = 40
LETTERS = 4_000
V2 = 1 << 15
EPHEMERAL = 1 << 6

Atom = tuple[Component, ...]
"""Components that are never parted."""
Group = tuple[Atom, ...]
"""Atoms that stay in one message where they fit into one: a person with proof and buttons."""


def text(lines: Iterable[str]) -> Component:
    return {"type": 10, "content": "\n".join(lines)}


def separator() -> Component:
    return {"type": 14, "divider": True, "spacing": 1}


def messages(groups: list[Group], *, accent: int | None, private: bool) -> list[dict[str, Any]]:
    """The groups in as few messages as they need; where that is more than one, separators go first."""
    pages = [_flat(groups)]
    if not _fits(pages[0]):
        groups = [kept for group in groups if (kept := _without_separators(group))]
        pages = [_flat(groups)] if _fits(_flat(groups)) else list(_pages(groups))
    return [_message(page, accent, V2 | EPHEMERAL if private else V2) for page in pages]


def _message(page: list[Component], accent: int | None, flags: int) -> dict[str, Any]:
    box: Component = {"type": 17, "components": page}
    if accent is not None:
        box["accent_color"] = accent
    return {"flags": flags, "components": [box], "allowed_mentions": {"parse": []}}


def _pages(groups: list[Group]) -> Iterator[list[Component]]:
    page: list[Component] = []
    for group in groups:
        for atom in (tuple(_flat([group])),) if _fits(_flat([group])) else _split(group):
            if page and not _fits([*page, *atom]):
                yield page
                page = []
            page.extend(atom)
    if page:
        yield page


def _split(group: Group) -> Iterator[Atom]:
    """The atoms of a group that is too long for one message, long texts cut between their lines."""
    for atom in group:
        if len(atom) > 1 or atom[0]["type"] != 10 or _fits([*atom]):
            yield atom
            continue
        part: list[str] = []
        room = LONGEST_LINE
        for one in atom[0]["content"].split("\n"):
            if part and units(one) > room:
                yield (text(part),)
                part, room = [], LONGEST_LINE
            part.append(one)
            room -= units(one) + 1
        yield (text(part),)


def _fits(page: list[Component]) -> bool:
    every = list(within(page))
    letters = sum(units(one["content"]) + 1 for one in every if one["type"] == 10)
    return len(every) + 1 <= COMPONENTS and letters <= LETTERS


def _flat(groups: list[Group]) -> list[Component]:
    return [component for group in groups for atom in group for component in atom]


def _without_separators(group: Group) -> Group:
    return tuple(atom for atom in group if atom[0]["type"] != 14)
