"""assign and snooze: whose a candidate is, and until when nobody decides."""

from datetime import UTC, datetime, time
from typing import Annotated

from bot.cards.person import shown_name
from bot.cards.wording import day as shown_day
from bot.cards.wording import listed
from bot.chat.command import UNTYPED, Line
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import Actions, Bold, Button, Reply, SmallPrint, Spans, Text, Typed
from bot.commands import several
from bot.commands.colleagues import colleague
from bot.commands.registry import commands
from bot.records import Candidate, Role
from bot.work.days import day

People = Annotated[tuple[Candidate, ...], "names, #numbers or rows: 2, 1-4, all"]
Sure = Annotated[bool, UNTYPED]
ENDED = frozenset({"off", "end", "over", "no", "none", "never", "wake"})


@commands.command(
    "assign",
    family="Work",
    role=Role.RECRUITER,
    examples=("assign noor me", "assign 2,5 @jonas", "assign noor nobody"),
    changes=True,
)
def assign(
    ctx: Context,
    who: People,
    member: Annotated[Line, "me, a member's name or mention, or nobody"] = Line("me"),  # noqa: B008 - a constant
    *,
    sure: Sure = False,
    seen: Annotated[int | None, UNTYPED] = None,
) -> Reply:
    """Say whose candidates they are; find owner:me lists yours."""
    line = f"assign {several.numbers(who)}"
    owner = colleague(ctx, member, lambda key: f"{line} {key}")
    name = owner.name if owner else "nobody"
    target = "me" if owner and owner.key == ctx.request.member.key else owner.key if owner else "nobody"
    if len(who) > 1 and not sure:
        return several.question(who, f"Assign {several.subject(who)} to {name}", "Assign", f"{line} {target} --sure")
    if seen is not None and seen != who[0].version and who[0].owner not in ("", name):
        return _taken(who[0], f"{line} {target}", name)
    outcome = several.each(
        who,
        lambda one, batch: ctx.store.assign(
            one.number, owner, by=ctx.actor, at=ctx.now, version=one.version, batch=batch
        ),
    )
    before = list(dict.fromkeys(one.owner or "nobody" for one in outcome.done))
    is_now = f"{several.subject(outcome.done or who)} {'is' if len(outcome.done) == 1 else 'are'}"
    answer = f"{is_now} assigned to {name}." if owner else f"{is_now} nobody's now."
    small: tuple[Spans, ...] = ((f"before: {listed(before)}",),) if before else ()
    return several.told(ctx, outcome, answer, small=small)


def _taken(who: Candidate, line: str, name: str) -> Reply:
    """The button stood under an older state: somebody took the person meanwhile, and is not passed over unasked."""
    answer = f"{shown_name(who)} was assigned to {who.owner} meanwhile."
    buttons = (Button(f"Assign to {short(name, 40)}", line), Button("Open", f"show #{who.number}"))
    return Reply(
        (Text((Bold(answer),)), Actions(buttons), SmallPrint((("Nothing was changed",),))),
        text=answer,
        about=who.number,
    )


@commands.command(
    "snooze",
    family="Work",
    role=Role.RECRUITER,
    examples=("snooze noor monday", "snooze 1-3 2026-12-01", "snooze noor off"),
    changes=True,
)
def snooze(
    ctx: Context,
    who: People,
    until: Annotated[Line, "tomorrow, monday, in 2 weeks, a date, or off"],
    *,
    sure: Sure = False,
) -> Reply:
    """Put people off: not among the new ones and in no digest until then; they come back by themselves."""
    ends = None if until.strip().casefold() in ENDED else _moment(ctx, until)
    words = f"until {shown_day(ends, ctx.now)}" if ends else "no more"
    if len(who) > 1 and not sure:
        line = f"snooze {several.numbers(who)} {ends.date().isoformat() if ends else 'off'} --sure"
        return several.question(who, f"Snooze {several.subject(who)} {words}", "Snooze" if ends else "Wake", line)
    outcome = several.each(
        who, lambda one, batch: ctx.store.snooze(one.number, ends, by=ctx.actor, at=ctx.now, batch=batch)
    )
    be = "is" if len(outcome.done) == 1 else "are"
    answer = f"{several.subject(outcome.done or who)} {be} snoozed {words}."
    return several.told(ctx, outcome, answer)


def _moment(ctx: Context, until: str) -> datetime:
    found = day(until, ctx.now.date())
    if found is None:
        raise Refusal(
            f"{short(until)} is no day.", ("For example ", Typed("snooze noor monday"), ", ", Typed("in 2 weeks"))
        )
    moment = datetime.combine(found, time(), UTC)
    if moment <= ctx.now:
        raise Refusal(f"{short(until)} is not after today.", ("It ends at the beginning of that day, in UTC.",))
    return moment
