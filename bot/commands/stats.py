"""stats: what came in, where it stands, how far it got and how long it took; in numbers, charts and a picture."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Annotated, Literal, get_args

from bot.cards.pictures import Panel, picture
from bot.cards.wording import MONTHS, count, day, people, stage
from bot.chat.command import Line
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import (
    Actions,
    Bar,
    Block,
    Bold,
    Button,
    Chart,
    FileOut,
    Reply,
    SmallPrint,
    Spans,
    Text,
    Title,
    Typed,
)
from bot.commands.new import moment
from bot.commands.registry import commands
from bot.export import cell
from bot.openings.names import MARK, meant, title
from bot.openings.records import Opening
from bot.records import Role
from bot.search.skills import skills
from bot.stages import stages
from bot.statistics import edges, is_by_month, ladder, median_days

What = Literal["all", "arrivals", "sources", "stages", "funnel", "time", "waiting", "skills"]
LONG = timedelta(days=14)
"""Who has been in an open stage for longer waits."""
FEW = 4
"""Spans of time that are shown, even where nobody came yet."""
MOST = 12
"""Bars of a chart that lists whatever there is; the file has all."""
MOST_NAMED = 5
"""Openings that are offered for words that are no time."""
A_GLANCE = ("arrivals", "stages", "waiting")
"""What the whole begins with."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The time and the applications that are counted."""

    ctx: Context
    since: datetime
    opening: Opening | None = None

    @property
    def until(self) -> datetime:
        """Whoever came this very moment counts."""
        return self.ctx.now + timedelta(microseconds=1)

    @property
    def at(self) -> int | None:
        return self.opening.id if self.opening else None


@dataclass(frozen=True, slots=True)
class _Counted:
    """One part: a chart with its heading, and what its numbers mean."""

    title: str
    bars: tuple[Bar, ...]
    nothing: str
    """What is said where there is nothing to count."""
    means: str = ""
    unit: str = "people"


@commands.command(
    "stats",
    family="Team",
    role=Role.RECRUITER,
    examples=("stats", "stats funnel 6 months", "stats waiting", "stats skills --csv"),
)
def stats(
    ctx: Context,
    what: Annotated[What, f"{', '.join(get_args(What)[:-1])} or {get_args(What)[-1]}"] = "all",
    since: Annotated[Line, "hours, days or weeks (12 weeks), or a date (2026-01-01)"] = Line("12 weeks"),  # noqa: B008 - a constant
    *,
    picture: Annotated[bool, "the charts as a picture"] = False,
    csv: Annotated[bool, "the numbers as a table for a spreadsheet"] = False,
    opening: Annotated[Opening | None, "of the applications for one opening"] = None,
) -> Reply:
    """Count arrivals, sources, stages, the funnel, time in stage, who waits, and skills."""
    asked = _Asked(ctx, _since(ctx, since), opening)
    wanted = A_GLANCE if what == "all" else (what,)
    parts = [_PARTS[one](asked) for one in wanted]
    shown = [one for one in parts if one.bars]
    head = _head(asked, what)
    if not shown:
        answer = " ".join(one.nothing for one in parts)
        return Reply((Text((Bold(answer),)), *_actions(asked, what, since)), text=answer)
    said = f"{head}. {' '.join(map(_sentence, shown))}"
    files: list[FileOut] = []
    if picture:
        files.append(_picture(what, shown, said))
    if csv:
        files.append(_table(what, parts))
    return Reply(
        (Title(head), *_charts(shown), *_actions(asked, what, since, shown), _small(shown)), text=said, files=(*files,)
    )


def _since(ctx: Context, words: str) -> datetime:
    try:
        return moment(words, ctx.now)
    except Refusal:
        parts = ", ".join(get_args(What)[1:])
        named = meant(ctx.store.openings(), words.casefold().removeprefix("for ").removeprefix("of "))
        buttons = tuple(Button(f"{title(one)}", f"stats --opening {MARK}{one.id}") for one in named[:MOST_NAMED])
        raise Refusal(
            f"stats counts no {short(words)}.",
            (f"It counts {parts}; a time comes after: ", Typed("stats funnel 6 months"), "."),
            buttons=buttons,
        ) from None


# -------------------------------------------------------------------- counting


def _arrivals(asked: _Asked) -> _Counted:
    moments = edges(asked.since, asked.until)
    counted = asked.ctx.store.arrivals(moments, at=asked.at)
    labels = [_span(begin, end, moments) for begin, end in pairwise(moments)]
    bars = [Bar(label, number) for label, number in zip(labels, counted, strict=True)]
    empty = 0
    while len(bars) - empty > FEW and not bars[empty].value:
        empty += 1
    shown = tuple(bars[empty:]) if any(counted) else ()
    first = shown[0].label.replace("week", "the week") if shown else ""
    before = f"nobody came before {first}" if empty and first else ""
    return _Counted("Arrivals", shown, "Nobody came in this time.", before, unit="applications")


def _span(begin: datetime, end: datetime, moments: Sequence[datetime]) -> str:
    if is_by_month(moments):
        return f"{MONTHS[begin.month - 1]} {begin.year}"
    if end - begin <= timedelta(days=1) and len(moments) > 2 and moments[1] - moments[0] <= timedelta(days=1):
        return day(begin, end)
    return f"week of {day(begin, end)}"


def _sources(asked: _Asked) -> _Counted:
    brought = asked.ctx.store.senders(asked.since, asked.until, at=asked.at)
    return _Counted("Brought by", _most(brought), "Nobody came in this time.", "who sent the first CV", "applications")


def _stages(asked: _Asked) -> _Counted:
    standing = asked.ctx.store.standing(at=asked.at)
    known = [one.key for one in stages()]
    keys = [*(key for key in known if key in standing), *sorted(standing.keys() - {*known})]
    return _Counted(
        "Where they stand now",
        tuple(Bar(stage(key).label, standing[key]) for key in keys),
        "There is nobody yet.",
        "everybody, whenever they came",
    )


def _funnel(asked: _Asked) -> _Counted:
    steps = ladder(stages())
    reached = asked.ctx.store.reached([one.key for one in steps], asked.since, asked.until, at=asked.at)
    bars = tuple(Bar(_share(one.label, number, reached[0]), number) for one, number in zip(steps, reached, strict=True))
    return _Counted(
        "How far they came",
        bars if reached[0] else (),
        "Nobody came in this time.",
        "of those who came in this time: who was in a stage, or in a later one",
        "applications",
    )


def _share(label: str, number: int, every: int) -> str:
    return f"{label}, {round(100 * number / every)} %" if every else label


def _time(asked: _Asked) -> _Counted:
    lasted = median_days(asked.ctx.store.stays(asked.since, at=asked.at))
    known = [one.key for one in stages() if not one.closed]
    keys = [*(key for key in known if key in lasted), *sorted(lasted.keys() - {one.key for one in stages()})]
    bars = tuple(
        Bar(f"days in {stage(key).label}, of {count(lasted[key][1], 'stay')}", round(lasted[key][0])) for key in keys
    )
    return _Counted(
        "Days in a stage",
        bars,
        "Nobody moved on in this time.",
        "half of the stays that ended in this time were shorter",
        "days",
    )


def _waiting(asked: _Asked) -> _Counted:
    open_stages = [one.key for one in stages() if not one.closed]
    there = {one.stage: one for one in asked.ctx.store.waiting(asked.until - LONG, at=asked.at)}
    rows = [there[key] for key in open_stages if key in there and there[key].long]
    bars = tuple(
        Bar(f"of {row.people:,} in {stage(row.stage).label}, the longest since {day(row.since, asked.until)}", row.long)
        for row in rows
    )
    return _Counted(
        f"Waiting over {LONG.days} days",
        bars,
        f"Nobody waits over {LONG.days} days.",
        "no move since then, in a stage that is open",
    )


def _skills(asked: _Asked) -> _Counted:
    shown = asked.ctx.store.skills_of(asked.since, asked.until, limit=MOST, at=asked.at)
    bars = tuple(Bar(skills().label(skill), number) for skill, number in shown.items())
    return _Counted(
        "Skills of those who came",
        bars,
        "Nobody who came in this time shows a skill.",
        "one that implies it counts too",
    )


_PARTS: Mapping[str, Callable[[_Asked], _Counted]] = {
    "arrivals": _arrivals,
    "sources": _sources,
    "stages": _stages,
    "funnel": _funnel,
    "time": _time,
    "waiting": _waiting,
    "skills": _skills,
}


def _most(counted: Mapping[str, int]) -> tuple[Bar, ...]:
    rows = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    bars = [Bar(name or "–", number) for name, number in rows[:MOST]]
    others = sum(number for _, number in rows[MOST:])
    return (*bars, *([Bar(f"{len(rows) - MOST} others", others)] if others else []))


# --------------------------------------------------------------------- showing


def _head(asked: _Asked, what: str) -> str:
    what_for = f" for {title(asked.opening)}" if asked.opening else ""
    if what in {"stages", "waiting"}:
        number = sum(asked.ctx.store.standing(at=asked.at).values())
        return f"{people(number)}{what_for}, {day(asked.until, asked.until)}"
    number = sum(asked.ctx.store.arrivals((asked.since, asked.until), at=asked.at))
    return f"{count(number, 'application')}{what_for} since {day(asked.since, asked.until)}"


def _charts(parts: Sequence[_Counted]) -> list[Block]:
    blocks: list[Block] = []
    for one in parts:
        if len(parts) > 1:
            blocks.append(Text((Bold(one.title),)))
        blocks.append(Chart(one.bars))
    return blocks


def _actions(asked: _Asked, what: str, since: str, shown: Sequence[_Counted] = ()) -> list[Block]:
    others = [one for one in ("funnel", "time", "sources", "skills") if one != what][:3]
    only = f" --opening {MARK}{asked.opening.id}" if asked.opening else ""
    buttons = [Button(one.capitalize(), f"stats {one} {since}{only}") for one in others]
    if shown:
        line = f"stats {what} {since}{only}"
        buttons += [Button("As a picture", f"{line} --picture"), Button("As a table", f"{line} --csv")]
    return [Actions(tuple(buttons))]


def _small(parts: Sequence[_Counted]) -> SmallPrint:
    alone = len(parts) == 1
    means: list[Spans] = [(one.means if alone else f"{one.title}: {one.means}",) for one in parts if one.means]
    return SmallPrint((*means, ("days are UTC",)))


def _sentence(part: _Counted) -> str:
    return f"{part.title}: " + ", ".join(f"{one.label} {one.value:,}" for one in part.bars) + "."


def _picture(what: str, parts: Sequence[_Counted], said: str) -> FileOut:
    return picture(f"stats-{what}", [Panel(one.title, one.bars) for one in parts], said=said)


def _table(what: str, parts: Sequence[_Counted]) -> FileOut:
    out = io.StringIO(newline="")
    rows = [[cell(one.title), cell(bar.label), str(bar.value), one.unit] for one in parts for bar in one.bars]
    csv.writer(out).writerows([["what", "of", "number", "unit"], *rows])
    return FileOut(f"stats-{what}.csv", out.getvalue().encode("utf-8", "replace"))
