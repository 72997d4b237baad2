"""What a member sees first: what waits for them, their candidates, who is new; each part only where there is something."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.cards.person import row, shown_name
from bot.cards.wording import count, day, stage
from bot.cards.work import due_words
from bot.chat.messages import Actions, Block, Button, Person, Proof, Spans, Title
from bot.records import Candidate
from bot.work.desk import LATELY, MOST_COUNTED, Asked, Desk, Unread
from bot.work.records import Todo


def waiting(desk: Desk, now: datetime) -> Iterator[Block]:
    """What is to be done, said or decided by the member, most pressing first."""
    rows = [
        *(to_do(who, one, now) for who, one in desk.due),
        *(unread(one, now) for one in desk.unread),
        *map(asked, desk.asked),
        *(back(one, now) for one in desk.back),
    ]
    if rows:
        yield Title("Waits for you")
        yield from rows
    if desk.all_due > len(desk.due):
        yield Actions((Button(f"All {counted(desk.all_due)} to do", "todo"),))


def mine(desk: Desk, now: datetime) -> Iterator[Block]:
    if not desk.mine:
        return
    yield Title("Your candidates")
    for one in desk.mine:
        yield row(replace(one, owner=""), now=now, extra=(f" · {still_words(one, now)}",))
    if desk.all_mine > len(desk.mine):
        yield Actions((Button(f"All {counted(desk.all_mine)} of yours", "find owner:me"),))


def newest(desk: Desk, now: datetime, proofs: dict[int, tuple[Proof, ...]]) -> Iterator[Block]:
    """``proofs`` by number: the line of the CV that tells most."""
    if not desk.newest:
        return
    yield Title(f"{_applicants(desk)} since {day(now - LATELY, now)}")
    for one in desk.newest:
        arrived: Spans = (f" · arrived {day(one.arrived, now)}",)
        yield row(one, now=now, extra=arrived, proofs=proofs.get(one.number, ()))
    if desk.all_new > len(desk.newest):
        yield Actions((Button("Review", "new 7d", spoken=f"Review {_applicants(desk)}"),))


def summary(desk: Desk) -> str:
    """All of it in one sentence."""
    waits = desk.all_due + len(desk.unread) + len(desk.asked) + len(desk.back)
    parts = [f"{count(waits, 'thing')} {'waits' if waits == 1 else 'wait'} for you"] if waits else []
    parts += [_applicants(desk)] if desk.all_new else []
    return ", ".join(parts) + "." if parts else "Nothing waits for you."


def hint(title: str, advice: Spans, button: Button | None = None) -> Person:
    """Something to set up: what is not there yet, and how it gets there."""
    return Person(title, (advice,), open=button)


def counted(number: int) -> str:
    return f"{MOST_COUNTED:,}+" if number > MOST_COUNTED else f"{number:,}"


def known(desk: Desk) -> str:
    return (
        f"more than {MOST_COUNTED:,} people" if desk.people > MOST_COUNTED else count(desk.people, "person", "people")
    )


def _applicants(desk: Desk) -> str:
    return f"{counted(desk.all_new)} new {'applicant' if desk.all_new == 1 else 'applicants'}"


def to_do(who: Candidate, one: Todo, now: datetime) -> Person:
    spoken, was = f"{one.text}, about {shown_name(who)}", f" --was {one.due.isoformat() if one.due else 'none'}"
    return Person(
        shown_name(who),
        ((f"{one.text} · {due_words(one.due, now)}",),),
        open=opening(who),
        buttons=(
            Button("Done", f"todo-done {one.id}{was}", spoken=f"Done: {spoken}", typed=f"todo done {one.id}"),
            Button("Tomorrow", f"todo-postpone {one.id} tomorrow{was}", spoken=f"Tomorrow: {spoken}", typed=""),
        ),
    )


def unread(one: Unread, now: datetime) -> Person:
    check = Button("Check", f"add draft:{one.key}", spoken=f"Check {one.name}")
    return Person(one.name, ((f"a CV to check before it is saved · sent {day(one.at, now)}",),), open=check)


def asked(one: Asked) -> Person:
    why = f"{one.by} gave a scorecard; yours is missing" if one.by else "your scorecard is not finished"
    label = "Rate…" if one.by else "Go on…"
    number = one.who.number
    rate = Button(label, f"form rate #{number}", spoken=f"Rate {shown_name(one.who)}", typed=f"rate #{number} …")
    return Person(shown_name(one.who), ((stage(one.stage), f" · {why}"),), open=rate)


def back(one: Candidate, now: datetime) -> Person:
    since = f" · was put off until {day(one.snoozed, now)}" if one.snoozed else ""
    return Person(shown_name(one), ((stage(one.stage), since),), open=opening(one))


def opening(one: Candidate) -> Button:
    return Button("Open", f"show #{one.number}", spoken=f"Open {shown_name(one)}")


def still_words(one: Candidate, now: datetime) -> str:
    days = max(0, (now.date() - one.stage_since.date()).days)
    return f"no step for {count(days, 'day')}" if days else "since today"
