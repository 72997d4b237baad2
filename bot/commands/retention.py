"""retention: how long people of a stage are kept, and who is erased soon; nobody is until an admin says so."""

import re
from typing import Annotated

from bot.cards import expiring as cards
from bot.cards.wording import count, day, people
from bot.chat.command import NO_WORDS, Line
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import Actions, Block, Bold, Bullets, Button, Reply, SmallPrint, Spans, Text, Title, Typed
from bot.commands.registry import commands
from bot.erasing.records import Retention
from bot.records import Role
from bot.stages import meant, stage, stages

A_PAGE = 10
FEWEST, MOST = 14, 3_650
"""Days: a week in which nothing has to be thought of yet, and the one after the team is told."""
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_PERIOD = re.compile(r"([0-9]{1,4}) ?(day|week|month|year)s?", re.IGNORECASE)
_SMALL: tuple[Spans, ...] = (("told a week before",), ("the longest in their stage first",))
_EXAMPLE = Typed("retention rejected 180 days")


@commands.command(
    "retention",
    family="Team",
    role=Role.ADMIN,
    examples=("retention rejected 180 days", "retention", "retention rejected off"),
    changes=True,
)
def retention(
    ctx: Context,
    words: Annotated[Line, "a stage, and how long: 180 days, or off; without them, all that is set"] = NO_WORDS,
    *,
    page: Annotated[int, "which page"] = 1,
) -> Reply:
    """Erase people of a stage automatically, so long after the last news of them; alone, who goes when."""
    said = " ".join(words.split())
    return _set(ctx, said) if said else _listed(ctx, page)


@commands.command("retention-mine", family="Team", role=Role.RECRUITER, examples=("retention mine",))
def mine(ctx: Context, *, page: Annotated[int, "which page"] = 1) -> Reply:
    """List whom of yours a retention erases soon, and when."""
    total, blocks, numbers = _soon(ctx, page, owner=ctx.store.member)
    head = f"{people(total)} of yours will be erased soon" if total else "Nobody of yours will be erased soon"
    keeps = Text(("A note, a newer CV or another stage keeps somebody.",))
    shown = (*blocks, keeps) if total else ()
    return Reply((Text((Bold(head),)), *shown, SmallPrint(_SMALL)), text=f"{head}.", names=numbers)


def _set(ctx: Context, said: str) -> Reply:
    name, days = _read(said)
    one = meant(name)
    if one is None:
        there = ", ".join(each.label for each in stages())
        raise Refusal(f"There is no stage {short(name)}." if name else "For which stage?", (f"There is {there}.",))
    if days is None and one.key not in (each.stage for each in ctx.store.retentions()):
        raise Refusal(f"People in {one.label} are kept for good already.", ("Nothing was changed.",))
    ctx.store.retain(one.key, days, by=ctx.actor, at=ctx.now)
    small: tuple[Spans, ...] = ((f"by {ctx.actor}",), ("recorded",))
    if days is None:
        answer = f"People in {one.label} are kept for good again."
        return Reply((Text((Bold(answer), "\nWhoever was to be erased stays.")), SmallPrint(small)), text=answer)
    answer = f"People in {one.label} are erased after {count(days, 'day')}."
    total, _ = ctx.store.expiring(now=ctx.now, limit=0)
    soon = f"{people(total)} {'is' if total == 1 else 'are'} that far: " if total else ""
    told: tuple[Spans, ...] = (
        ("Counted from when they came into the stage or applied, or their newest CV or note",),
        (f"{soon}the admins and owners are told first, and nobody goes before 7 days after that",),
        ("Whoever also stands in a stage without a period stays, and so does whoever is on hold: ", Typed("hold")),
    )
    buttons = Actions((Button("Who goes when", "retention"), Button("Turn off", f"retention {one.key} off")))
    return Reply((Text((Bold(answer),)), Bullets(told), buttons, SmallPrint(small)), text=answer)


def _read(said: str) -> tuple[str, int | None]:
    """The stage's name, and the days; None for off."""
    parts = said.split(" ")
    if parts[-1].casefold() == "off":
        return " ".join(parts[:-1]), None
    for last in (2, 1):
        if found := _PERIOD.fullmatch(" ".join(parts[-last:])):
            days = int(found[1]) * _DAYS[found[2].casefold()]
            if not FEWEST <= days <= MOST:
                raise Refusal(
                    f"{short(found[0])} is no period for that.", (f"{FEWEST} to {MOST:,} days. For example ", _EXAMPLE)
                )
            return " ".join(parts[:-last]), days
    raise Refusal("For how long?", ("A number of days, weeks, months or years, or off. For example ", _EXAMPLE))


def _listed(ctx: Context, page: int) -> Reply:
    rules = ctx.store.retentions()
    if not rules:
        answer = "Nobody is erased automatically."
        return Reply((Text((Bold(answer), "\nTo change that: ", _EXAMPLE)),), text=answer)
    total, soon, numbers = _soon(ctx, page)
    head = f"{people(total)} will be erased soon" if total else "Nobody will be erased soon"
    known = {one.key: at for at, one in enumerate(stages())}
    order = sorted(rules, key=lambda one: known.get(one.stage, len(known)))
    blocks: list[Block] = [Title("Retention"), Bullets(tuple(_rule(ctx, one) for one in order)), Text((Bold(head),))]
    return Reply((*blocks, *soon, SmallPrint(_SMALL)), text=f"{head}.", names=numbers)


def _soon(ctx: Context, page: int, *, owner: str | None = None) -> tuple[int, tuple[Block, ...], tuple[int, ...]]:
    """How many there are, a page of them with what leads to the next one, and their numbers."""
    page = min(max(page, 1), 100_000)
    offset = (page - 1) * A_PAGE
    total, soon = ctx.store.expiring(now=ctx.now, limit=A_PAGE, offset=offset, owner=owner)
    rows = tuple(cards.row(one, now=ctx.now, admin=owner is None) for one in soon)
    line = "retention" if owner is None else "retention-mine"
    left = total - offset - len(soon)
    more = (Actions((Button(f"Next {min(left, A_PAGE)}", f"{line} --page {page + 1}"),)),) if left > 0 else ()
    return total, (*rows, *more), tuple(one.candidate.number for one in soon)


def _rule(ctx: Context, one: Retention) -> Spans:
    return (Bold(stage(one.stage).label), f": {count(one.days, 'day')} · by {one.by}, {day(one.at, ctx.now)}")
