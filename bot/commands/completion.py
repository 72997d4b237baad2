"""What may be typed next, for Discord's options, Slack's selects and the terminal."""

import re
from collections.abc import Iterator
from itertools import islice

from bot import fields
from bot.cards.person import shown_name
from bot.cards.wording import people, stage
from bot.chat.command import Command
from bot.chat.context import Context
from bot.chat.messages import Choice
from bot.commands.correcting import known, settable
from bot.openings.names import meant as named
from bot.openings.names import title
from bot.records import Candidate
from bot.search.lexing import FIELDS
from bot.search.skills import skills
from bot.search.terms import written
from bot.search.text import fold, tokens
from bot.stages import stages

MOST = 25
_OFFERED = (
    "skill",
    "school",
    "company",
    "title",
    "venue",
    "place",
    "stage",
    "degree",
    "since",
    "gpa",
    "opening",
    "tag",
    "owner",
)
_COMPLETED = [
    name
    for name, field in FIELDS.items()
    if field in {"skill", "school", "company", "title", "venue", "place", "stage", "tag", "owner"}
]
_SAID = {"reminders": ("at 9", "at 8:30", "mondays at 9", "off", "on")}
"""What a verb takes that names nothing of the team's."""
_VALUE = re.compile(rf'(?<!\S)-?(?P<field>{"|".join(_COMPLETED)}):"?(?P<value>[^":]{{0,80}})$', re.IGNORECASE)
"""A field whose value is begun, at the end of a search."""


def completions(ctx: Context, command: Command, parameter: str, typed: str) -> tuple[Choice, ...]:
    """At most 25, each with a line that tells it from its neighbours."""
    wanted = command.parameter(parameter)
    if wanted.kind == "who":
        return tuple(_person(one, f"#{one.number}") for one in _called(ctx, typed))
    if wanted.kind == "people":
        before, comma, last = typed.rpartition(",")
        begun = f"{before}{comma} " if comma else ""
        return tuple(_person(one, f"{begun}#{one.number}") for one in _called(ctx, last))
    if wanted.name in ("member", "owner") and command.family == "Work":
        return tuple(_members(ctx, typed))
    if command.name in ("tag", "untag") and wanted.kind == "line":
        return tuple(_tags(ctx, typed, removing=command.name == "untag"))
    if wanted.kind in ("choice", "stage"):
        fitting = [(key, label) for key, label in wanted.offered if label.casefold().startswith(typed.casefold())]
        return tuple(Choice(label, key) for key, label in fitting[:MOST])
    if wanted.kind == "opening":
        known = [one for one in ctx.store.openings() if not one.closed] if typed.strip() == "" else ctx.store.openings()
        return tuple(Choice(title(one), title(one)) for one in (named(known, typed) if typed.strip() else known))[:MOST]
    if wanted.kind == "field":
        return _fields(ctx, typed)
    if wanted.kind == "line" and command.verbs and ctx.request.values.get("act") != "add":
        if (act := ctx.request.values.get("act")) in _SAID:
            return tuple(Choice(one, one) for one in _SAID[act] if one.startswith(typed.casefold().strip()))
        return _known(ctx, command.name, typed)
    if wanted.kind == "line" and command.name == "find":
        return _asked(ctx, typed)
    return ()


def _known(ctx: Context, kind: str, typed: str) -> tuple[Choice, ...]:
    """What there is already of what a team sets up, in the team's own order."""
    begun = fold(typed)
    if kind == "opening":
        every = [(title(one), "closed" if one.closed else "") for one in ctx.store.openings()]
    elif kind == "digest":
        every = [
            (one.name, " · ".join((one.words, *(["paused"] if one.state == "paused" else []))))
            for one in ctx.store.digests()
        ]
    elif kind == "stages":
        every = [(one.label, "closed" if one.closed else "") for one in stages()]
    elif kind == "skill":
        every = [(one.entry.label, "") for one in ctx.store.own_skills() if not one.removed]
    else:
        every = []
    fitting = ((name, more) for name, more in every if begun in fold(name))
    return tuple(Choice(f"{name} · {more}" if more else name, name) for name, more in islice(fitting, MOST))


def _members(ctx: Context, typed: str) -> Iterator[Choice]:
    """Those who may be given work: oneself, everybody whose name begins so, nobody."""
    begun = fold(typed.removeprefix("@"))
    if "me".startswith(begun):
        yield Choice(f"me · {ctx.actor}", "me")
    working = (one for one in ctx.store.colleagues() if one.works and one.key != ctx.store.member)
    for one in list(working)[: MOST - 2]:
        if any(word.startswith(begun) for word in (fold(one.name), *tokens(one.name))):
            yield Choice(f"{one.name} · {one.key.partition(':')[0]}", one.key)
    if "nobody".startswith(begun):
        yield Choice("nobody", "nobody")


def _tags(ctx: Context, typed: str, *, removing: bool) -> Iterator[Choice]:
    """Known tags that begin as the last word does; what stands before it is kept."""
    before, _, last = typed.rpartition(" ")
    sign = "-" if last.startswith("-") and not removing else ""
    fitting = ((label, many) for label, many in ctx.store.tags() if fold(label).startswith(fold(last.lstrip("-#"))))
    for label, many in list(fitting)[:MOST]:
        line = f"{before} {sign}{label}".strip()
        yield Choice(f"{line} · {people(many)}", line)


def _asked(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """For what a search ends with: values of a field that is begun, else skills, people and fields; the rest is kept."""
    if value := _VALUE.search(typed):
        return tuple(_values(ctx, typed[: value.start("field")], value["field"].casefold(), value["value"]))
    before, _, last = typed.rpartition(" ")
    if not last:
        return ()
    counts, start = ctx.store.skill_counts(), f"{before} " if before else ""
    labels = {skills().label(skill): number for skill, number in counts.items() if skill in skills().entries}
    fitting = [(label, number) for label, number in labels.items() if fold(label).startswith(fold(last))]
    fitting.sort(key=lambda one: (-one[1], one[0]))
    found = [Choice(f"{start}{label} · {people(number)}", f"{start}{label}") for label, number in fitting[:10]]
    named = [field for field in _OFFERED if field.startswith(last.casefold())]
    found += [Choice(f"{start}{field}:…", f"{start}{field}:") for field in named]
    if not before:
        found += [_person(one, f"#{one.number}") for one in ctx.store.names(fold(last), limit=MOST - len(found))]
    return tuple(found)


def _values(ctx: Context, before: str, named: str, begun: str) -> Iterator[Choice]:
    field = FIELDS[named]
    if field == "stage":
        fitting = [(one.label.casefold(), 0) for one in stages() if fold(one.label).startswith(fold(begun))]
    elif field == "tag":
        fitting = [(label, many) for label, many in ctx.store.tags() if fold(label).startswith(fold(begun))]
    elif field == "owner":
        fitting = [
            (one.value if one.value in ("me", "nobody") else one.label.partition(" · ")[0], 0)
            for one in _members(ctx, begun)
        ]
    elif field == "skill":
        counts = ctx.store.skill_counts()
        labels = ((skills().label(one), number) for one, number in counts.items() if one in skills().entries)
        fitting = [(label, number) for label, number in labels if fold(label).startswith(fold(begun))]
        fitting.sort(key=lambda one: (-one[1], one[0]))
    else:
        fitting = [*ctx.store.values(field, "_".join(tokens(begun)), limit=MOST)]
    for label, number in fitting[:MOST]:
        line = before + written(named, label.replace('"', ""))
        yield Choice(f"{line} · {people(number)}" if number else line, line)


def _called(ctx: Context, typed: str) -> tuple[Candidate, ...]:
    """Those in whose names each typed word begins one."""
    return ctx.store.names(" ".join(tokens(typed)), limit=MOST)


def _fields(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """What can be set of the person named beside it, with what stands there now."""
    named = ctx.request.values.get("who", "")
    dossier = ctx.store.dossier(ctx.one(named).number) if named else None
    if dossier is None:
        return tuple(Choice(one, one) for one in fields.suggestions() if one.startswith(typed.casefold()))
    every = ((one.target.words, one.shown) for one in settable(known(dossier)))
    fitting = [(words, now) for words, now in every if typed.casefold() in f"{words} {now}".casefold()]
    return tuple(Choice(f"{words}: {now}" if now else words, words) for words, now in fitting[:MOST])


def _person(one: Candidate, value: str) -> Choice:
    parts = [shown_name(one), one.headline, stage(one.stage).label]
    return Choice(" · ".join(part for part in parts if part), value)
