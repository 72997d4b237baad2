"""assign and snooze: whose a candidate is, and until when nobody decides."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Annotated

from bot.cards.person import shown_name
from bot.cards.wording import day as shown_day
from bot.cards.wording import listed
from bot.chat.command import UNTYPED, Led, Line
from bot.chat.context import Context
from bot.chat.errors import Refusal, at_field, short
from bot.chat.messages import Button, Reply, Spans, Typed
from bot.commands import several
from bot.commands.applied import AtOpening, at_option, at_place, meant
from bot.commands.colleagues import colleague
from bot.commands.registry import commands
from bot.openings.records import Application, Opening
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
    member: Annotated[Line, "me, a member's name or mention, or nobody", Led({"to"})] = Line("me"),  # noqa: B008 - a constant
    *,
    opening: AtOpening = None,
    sure: Sure = False,
    seen: Annotated[int | None, UNTYPED] = None,
) -> Reply:
    """Say whose candidates they are; find owner:me lists yours."""
    line = f"assign {several.numbers(who)}"
    with at_field("member"):
        owner = colleague(ctx, member, lambda key: f"{line} {key}{at_option(opening)}")
    name = owner.name if owner else "nobody"
    target = "me" if owner and owner.key == ctx.store.member else owner.key if owner else "nobody"
    if len(who) > 1 and not sure:
        words = f"Assign {several.subject(who)} to {name}{at_place(opening)}"
        return several.question(who, words, "Assign", f"{line} {target}{at_option(opening)} --sure")
    ask = f"Which one goes to {name}?"
    before: list[str] = []
    said = [opening] * (len(who) > 1)

    def give(one: Candidate, batch: str) -> None:
        here, which = _meant(ctx, one, opening, ask, lambda number: f"assign {number} {target}")
        said.append(which)
        if len(who) == 1 and seen not in (None, here.version) and here.owner not in ("", name):
            raise _taken(one, here, f"{line} {target}{at_option(which)}", name)
        at, version = here.opening.id, here.version
        ctx.store.assign(one.number, owner, by=ctx.actor, at=ctx.now, version=version, opening=at, batch=batch)
        before.append(here.owner or "nobody")

    outcome = several.each(who, give)
    is_now = f"{several.subject(outcome.done or who)} {'is' if len(outcome.done) == 1 else 'are'}"
    place = at_place(said[0])
    answer = f"{is_now} assigned to {name}{place}." if owner else f"{is_now} nobody's now{place}."
    small: tuple[Spans, ...] = ((f"before: {listed(list(dict.fromkeys(before)))}",),) if before else ()
    return several.told(ctx, outcome, answer, small=small)


def _meant(
    ctx: Context, who: Candidate, opening: Opening | None, ask: str, line: Callable[[str], str]
) -> tuple[Application, Opening | None]:
    """The application, and its opening where it has to be said which one."""

    def again(at: Opening, typed: bool) -> str:  # noqa: FBT001 - as `meant` asks
        return f"{line(f'#{who.number}')}{at_option(at, typed)}"

    applications = ctx.store.applications(who.number)
    here = meant(who, applications, opening, ask, again)
    return here, here.opening if len(applications) > 1 else None


def _taken(who: Candidate, here: Application, line: str, name: str) -> Refusal:
    """The button stood under an older state: somebody took the person meanwhile, and is not passed over unasked."""
    buttons = (Button(f"Assign to {short(name, 40)}", line), Button("Open", f"show #{who.number}"))
    return Refusal(
        f"{shown_name(who)} was assigned to {here.owner} meanwhile.", buttons=buttons, small=(("Nothing was changed",),)
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
    until: Annotated[Line, "tomorrow, monday, in 2 weeks, a date, or off", Led({"for"})],
    *,
    opening: AtOpening = None,
    sure: Sure = False,
) -> Reply:
    """Put people off: not among the new ones and in no digest until then; they come back by themselves."""
    ends = None if until.strip().casefold() in ENDED else _moment(ctx, until)
    words = f"until {shown_day(ends, ctx.now)}" if ends else "no more"
    day_or_off = ends.date().isoformat() if ends else "off"
    if len(who) > 1 and not sure:
        line = f"snooze {several.numbers(who)} {day_or_off}{at_option(opening)} --sure"
        asked = f"Snooze {several.subject(who)} {words}{at_place(opening)}"
        return several.question(who, asked, "Snooze" if ends else "Wake", line)

    said = [opening] * (len(who) > 1)

    def put_off(one: Candidate, batch: str) -> None:
        here, which = _meant(ctx, one, opening, "Which one waits?", lambda number: f"snooze {number} {day_or_off}")
        said.append(which)
        ctx.store.snooze(one.number, ends, by=ctx.actor, at=ctx.now, opening=here.opening.id, batch=batch)

    outcome = several.each(who, put_off)
    be = "is" if len(outcome.done) == 1 else "are"
    answer = f"{several.subject(outcome.done or who)} {be} snoozed {words}{at_place(said[0])}."
    return several.told(ctx, outcome, answer)


def _moment(ctx: Context, until: str) -> datetime:
    found = day(until, ctx.now.date()) or day(f"in {until}", ctx.now.date())
    if found is None:
        raise Refusal(
            f"{short(until)} is no day.",
            ("For example ", Typed("snooze noor monday"), ", ", Typed("in 2 weeks")),
            field="until",
        )
    moment = datetime.combine(found, time(), UTC)
    if moment <= ctx.now:
        raise Refusal(
            f"{short(until)} is not after today.", ("It ends at the beginning of that day, in UTC.",), field="until"
        )
    return moment
