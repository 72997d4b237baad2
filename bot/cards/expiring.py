"""Who is erased soon by a retention: as rows of a list, and as the message that warns of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.cards.person import shown_name
from bot.cards.wording import count, day, people, stage
from bot.chat.messages import Actions, Block, Button, Person, Quiet, Reply, SmallPrint, Spans, Text, Title, Typed
from bot.erasing.records import WARNING, Expiring

SHOWN = 10


def warning(soon: Sequence[Expiring], *, now: datetime, admin: bool) -> Reply:
    """With what to say `otherwise` where it does not fit into one message: fewer rows."""
    shorter: Reply | None = None
    for room in range(min(SHOWN, len(soon)) + 1):
        shorter = replace(_warning(soon, room, now=now, admin=admin), otherwise=shorter)
    assert shorter
    return shorter


def _warning(soon: Sequence[Expiring], room: int, *, now: datetime, admin: bool) -> Reply:
    first = min(max(one.ends, now + WARNING) for one in soon)
    head = f"{people(len(soon))} will be erased from {day(first, now)} on."
    told = tuple(row(replace(one, warned=now), now=now, admin=admin) for one in soon[:room])
    more = len(soon) - room
    rest: list[Block] = [Text((Quiet(f"and {count(more, 'other')}"),))] if more else []
    rest.append(Actions((_all("All of them", admin=admin),)))
    keeps: Spans = ("a note, a newer CV or another stage keeps somebody",)
    hold: tuple[Spans, ...] = (("so does ", Typed("hold")),) if admin else ()
    small = SmallPrint((keeps, *hold, ("erased for good: nobody can take it back",)))
    return Reply((Title(head), *told, *rest, small), text=head)


def row(one: Expiring, *, now: datetime, admin: bool) -> Person:
    who, name = one.candidate, shown_name(one.candidate)
    when = f"erased {day(one.erased, now)}" if one.erased else "erased a week after the team is told"
    held = Button("Hold…", f"form hold #{who.number}", spoken=f"Hold {name}", typed=f"hold #{who.number} …")
    opened = Button("Open", f"show #{who.number}", spoken=f"Open {name}")
    return Person(name, ((stage(who.stage), f" · {when}"),), open=opened, buttons=(held,) if admin else ())


def waiting(total: int, soon: Sequence[Expiring], *, now: datetime, admin: bool) -> Iterator[Block]:
    """For what a member sees first."""
    if not soon:
        return
    yield Title("Erased soon")
    for one in soon:
        yield row(one, now=now, admin=admin)
    if total > len(soon):
        yield Actions((_all(f"All {total:,} erased soon", admin=admin),))


def _all(label: str, *, admin: bool) -> Button:
    """For admins everybody, for others their own."""
    return Button(label, "retention") if admin else Button(label, "retention-mine", typed="retention mine")
