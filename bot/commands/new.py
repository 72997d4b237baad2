"""new and more: who arrived lately, who waits longest, and the next page of any list."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated

from bot import stages
from bot.cards import person as cards
from bot.cards.quotes import Quotes
from bot.cards.wording import day, people
from bot.chat.command import Line
from bot.chat.context import Context
from bot.chat.errors import Refusal, searched, short
from bot.chat.messages import (
    Block,
    Bold,
    Button,
    Reply,
    SmallPrint,
    Spans,
    Text,
    Title,
    Typed,
)
from bot.commands.paging import A_PAGE, actions, offset_of, remember, summary
from bot.commands.people import NO_CVS
from bot.commands.registry import commands
from bot.digests.edition import listed
from bot.digests.naming import folded
from bot.digests.runner import applicants
from bot.records import Candidate, Dossier, Page
from bot.search.reasons import highlights
from bot.search.times import days_of

WEEK = "7d"
_WHOM = re.compile(
    r"\A(?:candidates?|people|applicants?|applications?|cvs?|résumés?|resumes?)(?:\s+|\Z)(?:(?:since|from|in|of) )?",
    re.IGNORECASE,
)
"""Of whom a list of arrivals is anyway: new candidates today."""


@commands.command("new", family="Find", examples=("new", "new 3 weeks", "new --waiting 7d"))
def new(
    ctx: Context,
    since: Annotated[Line, "hours, days or weeks (7d, 3 weeks), or a date (2026-11-01)"] = Line(WEEK),  # noqa: B008 - a constant
    *,
    waiting: Annotated[str, "who has waited that long for the next step, such as 7d"] = "",
    digest: Annotated[str, "of whom a digest tells, by its name"] = "",
    page: Annotated[int, "which page"] = 1,
) -> Reply:
    """List who arrived lately, newest first; or who waits longest."""
    offset = offset_of(page)
    if waiting:
        return _waiting(ctx, waiting, offset)
    since = Line(_WHOM.sub("", since) or WEEK)
    start = moment(since, ctx.now)
    if digest:
        return _told(ctx, digest, Line(since), start, offset)
    total, rows = ctx.store.arrived(start, limit=A_PAGE, offset=offset, now=ctx.now)
    if not total:
        answer = f"Nobody arrived since {day(start, ctx.now)}."
        everybody = ctx.store.count()
        advice: Spans = (f"{people(everybody)} in all. A longer time: ", Typed("new 90d")) if everybody else NO_CVS
        return Reply((Text((Bold(answer), "\n", *advice)),), text=answer)
    if not rows:
        raise Refusal(f"{people(total)} since {day(start, ctx.now)}: there is no page {page}.")
    head = f"{people(total)} since {day(start, ctx.now)}"
    return _shown(ctx, f"new {since}", head, rows, order="newest first", offset=offset, total=total)


@commands.command("more", family="Find", examples=("more",))
def more(ctx: Context) -> Reply:
    """Show the next page of the last list."""
    if not ctx.recent.more:
        raise Refusal("There is no more to show.", ("Search first: ", Typed("cuda triton")))
    return ctx.again(ctx.recent.more)


def moment(since: str, now: datetime) -> datetime:
    """``7d``, ``2 weeks``, ``12h`` before now, "since yesterday", a date, or a moment in UTC. Raises `Refusal` for anything else."""
    if found := re.fullmatch(r"(?:last )?(\d{1,4})\s{0,3}([hdw])[a-z]{0,5}", since.strip().casefold()):
        unit = {"h": "hours", "d": "days", "w": "weeks"}[found[2]]
        return now - timedelta(**{unit: int(found[1])})
    said, _ = days_of(since, now.date())
    try:
        found_moment = datetime.fromisoformat(said or since.strip())
    except ValueError:
        advice = ("Days, weeks or a date: ", Typed("new 7d"), ", ", Typed("new 3 weeks"), ", ", Typed("new 2026-11-01"))
        raise Refusal(f"{short(since)} is no time.", advice, buttons=searched(f"new {since}")) from None
    return found_moment if found_moment.tzinfo else found_moment.replace(tzinfo=now.tzinfo)


def _told(ctx: Context, name: str, since: Line, start: datetime, offset: int) -> Reply:
    """Those of whom the digest's post tells that begins there, in its order; or will tell, where there is none."""
    found = next((one for one in ctx.store.digests() if folded(one.name) == folded(name)), None)
    if found is None:
        everybody = Button(f"All since {day(start, ctx.now)}", f"new {since}")
        raise Refusal(f"There is no digest called {short(name)} any more.", buttons=(everybody,))
    told = ctx.store.told_from(found.id, start)
    people_told = ctx.store.standing_at(told, found.opening) if told else applicants(ctx.store, found, until=ctx.now)
    if not people_told:
        answer = f"{found.name} has nobody new."
        return Reply((Text((Bold(answer),)),), text=answer)
    every = listed(ctx.store, found, people_told, now=ctx.now)
    total, rows = len(every.people), every.people[offset : offset + A_PAGE]
    head = f"{people(total)} in {found.name}"
    if not rows:
        raise Refusal(f"{head}: there is no page {offset // A_PAGE + 1}.")
    return _shown(ctx, f"new {since} --digest {found.name}", head, rows, order=every.order, offset=offset, total=total)


def _shown(
    ctx: Context, line: str, head: str, rows: Sequence[Candidate], *, order: str, offset: int, total: int
) -> Reply:
    dossiers = ctx.store.cvs([row.number for row in rows])
    shown, page, counts = [one.candidate for one in dossiers], Page((), total), ctx.store.skill_counts()
    remember(ctx, line, shown, offset, page)
    blocks = [_newcomer(ctx, one, offset + index, counts) for index, one in enumerate(dossiers, 1)]
    small = SmallPrint(((order,), (f"{offset + 1}–{offset + len(dossiers)} of {total}",)))
    below = actions(line, shown, offset, page)
    return Reply((Title(head), *blocks, *below, small), text=summary(head, shown))


def _waiting(ctx: Context, words: str, offset: int) -> Reply:
    """Who has been in an open stage since before then, the longest first."""
    start = moment(words, ctx.now)
    open_stages = [one.key for one in stages.stages() if not one.closed]
    total, rows = ctx.store.longest_waiting(open_stages, before=start, now=ctx.now, limit=A_PAGE, offset=offset)
    if not rows:
        answer = f"Nobody waits since before {day(start, ctx.now)}."
        return Reply((Text((Bold(answer),)),), text=answer)
    head, page = f"{people(total)} waiting since before {day(start, ctx.now)}", Page((), total)
    line = f"new --waiting {words}"
    remember(ctx, line, list(rows), offset, page)
    blocks = [
        cards.row(one, number=offset + at, now=ctx.now, extra=(f" · since {day(one.stage_since, ctx.now)}",))
        for at, one in enumerate(rows, 1)
    ]
    small = SmallPrint((("Longest first",), (f"{offset + 1}–{offset + len(rows)} of {total}",)))
    below = actions(line, list(rows), offset, page)
    return Reply((Title(head), *blocks, *below, small), text=summary(head, list(rows), offset))


def _newcomer(ctx: Context, dossier: Dossier, number: int, counts: dict[str, int]) -> Block:
    quotes = Quotes(dossier.texts, contacts=ctx.sees_contacts, profile=dossier.profile)
    proofs = tuple(cards.proof(reason, quotes) for reason in highlights(dossier, limit=2, counts=counts))
    arrived: Spans = (f" · arrived {day(dossier.candidate.arrived, ctx.now)}",)
    return cards.row(dossier.candidate, number=number, now=ctx.now, extra=arrived, proofs=proofs)
