"""What may be typed next, for Discord's options, Slack's selects and the terminal."""

from bot import fields
from bot.cards.person import shown_name
from bot.cards.wording import people, stage
from bot.chat.command import Command
from bot.chat.context import Context
from bot.chat.messages import Choice
from bot.commands.correcting import known, settable
from bot.records import Candidate
from bot.search.skills import skills
from bot.search.text import fold

MOST = 25


def completions(ctx: Context, command: Command, parameter: str, typed: str) -> tuple[Choice, ...]:
    """At most 25, each with a line that tells it from its neighbours."""
    wanted = command.parameter(parameter)
    if wanted.kind == "who":
        return tuple(_person(one, f"#{one.number}") for one in ctx.store.names(fold(typed), limit=MOST))
    if wanted.kind == "choice":
        fitting = [(key, label) for key, label in wanted.choices if label.casefold().startswith(typed.casefold())]
        return tuple(Choice(label, key) for key, label in fitting[:MOST])
    if wanted.kind == "field":
        return _fields(ctx, typed)
    if wanted.kind == "line" and command.name == "find":
        return _asked(ctx, typed)
    return ()


def _asked(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """People and skills for the last word of a search; what stands before it is kept."""
    before, _, last = typed.rpartition(" ")
    if not last:
        return ()
    counts, start = ctx.store.skill_counts(), f"{before} " if before else ""
    labels = {skills().label(skill): number for skill, number in counts.items() if skill in skills().entries}
    fitting = [(label, number) for label, number in labels.items() if fold(label).startswith(fold(last))]
    fitting.sort(key=lambda one: (-one[1], one[0]))
    found = [Choice(f"{start}{label} · {people(number)}", f"{start}{label}") for label, number in fitting[:10]]
    if not before:
        found += [_person(one, f"#{one.number}") for one in ctx.store.names(fold(last), limit=MOST - len(found))]
    return tuple(found)


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
