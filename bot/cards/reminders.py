"""What a member is reminded of, as one direct message: what to do, whom to rate, who waits; each with its buttons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.cards.home import asked, back, counted, opening, still_words, to_do, unread
from bot.cards.person import shown_name
from bot.cards.wording import count, listed, stage
from bot.chat.messages import Actions, Block, Bold, Button, Person, Quiet, Reply, SmallPrint, Spans, Text, Title, Typed
from bot.digests.records import Digest
from bot.records import Candidate
from bot.work.pending import Pending
from bot.work.records import Todo


@dataclass(frozen=True, slots=True)
class _Part:
    """One kind of thing that waits."""

    title: str
    rows: tuple[Person, ...]
    all: int
    said: str
    every: Button | None = None
    """Shows those that have no room."""


def reminder(pending: Pending, digest: Digest, *, now: datetime, repeat: bool = False) -> Reply:
    """The whole of it, with what to say `otherwise` where it does not fit into one message: fewer of each kind."""
    local = now.astimezone(ZoneInfo(digest.zone or "UTC"))
    parts = tuple(part for part in _parts(pending, digest, local) if part.rows)
    most = max((len(part.rows) for part in parts), default=1)
    shorter: Reply | None = None
    for room in range(1, most + 1):
        shorter = replace(_told(parts, digest, room, repeat=repeat), otherwise=shorter)
    assert shorter
    return shorter


def schedule(digest: Digest) -> str:
    """``weekdays at 9:00, Europe/Berlin``."""
    if digest.state != "active":
        return "turned off"
    return digest.words if digest.zone in digest.words else f"{digest.words}, {digest.zone}"


def _told(parts: Sequence[_Part], digest: Digest, room: int, *, repeat: bool) -> Reply:
    waits = sum(part.all for part in parts)
    head = f"{counted(waits)} {'thing waits' if waits == 1 else 'things wait'} for you"
    blocks: list[Block] = [Title(head)]
    for part in parts:
        blocks += [Text((Bold(part.title),)), *part.rows[:room]]
        if (more := part.all - min(room, len(part.rows))) > 0:
            blocks.append(Text((Quiet(f"and {counted(more)} more"),)))
    if every := {part.every: None for part in parts if part.every and part.all > min(room, len(part.rows))}:
        blocks.append(Actions(tuple(every)))
    again: tuple[Spans, ...] = (("Sent again: the answer to the first try was lost",),) if repeat else ()
    small = (*again, (schedule(digest),), (Typed("digest reminders"), " changes it"))
    said = listed([part.said for part in parts])
    return Reply((*blocks, SmallPrint(small)), text=f"{head}: {said}.")


def _parts(pending: Pending, digest: Digest, now: datetime) -> Iterator[_Part]:
    late = sum(one.due is not None and one.due < now.date() for _, one in pending.due)
    words = f"{counted(pending.all_due)} to do" + (f" ({late} late)" if late else "")
    rows = tuple(_to_do(who, one, now) for who, one in pending.due)
    yield _Part("To do", rows, pending.all_due, words, Button("All to do", "todo"))

    scorecards = pending.all_unrated + len(pending.asked)
    rows = (*map(asked, pending.asked), *(_unrated(one) for one in pending.unrated))
    every = Button("All of yours", "find owner:me")
    yield _Part("Feedback due", rows, scorecards, count(scorecards, "scorecard"), every)

    rows = tuple(replace(back(one, now), buttons=(_snooze(one),)) for one in pending.back)
    yield _Part("Back from snooze", rows, len(rows), f"{len(rows)} back")

    rows = tuple(_still(one, now) for one in pending.still)
    days = count(digest.style.waiting, "day")
    yield _Part(
        f"No step for over {days}", rows, pending.all_still, f"{counted(pending.all_still)} without a step", every
    )

    rows = tuple(unread(one, now) for one in pending.unread)
    yield _Part("To check", rows, len(rows), count(len(rows), "CV") + " to check")


def _to_do(who: Candidate, one: Todo, now: datetime) -> Person:
    row = to_do(who, one, now)
    was = f" --was {one.due.isoformat()}" if one.due else ""
    postpone = Button(
        "Postpone…",
        f"form todo-postpone {one.id}{was}",
        spoken=f"Postpone: {one.text}, about {shown_name(who)}",
        typed=f"todo postpone {one.id} …",
    )
    return replace(row, buttons=(*row.buttons, postpone))


def _unrated(one: Candidate) -> Person:
    name = shown_name(one)
    rate = Button("Rate…", f"form rate #{one.number}", spoken=f"Rate {name}", typed=f"rate #{one.number} …")
    line = (stage(one.stage), *((f" · {one.opening}",) if one.opening else ()), " · your scorecard is missing")
    return Person(name, (line,), open=opening(one), buttons=(rate,))


def _still(one: Candidate, now: datetime) -> Person:
    line = (stage(one.stage), *((f" · {one.opening}",) if one.opening else ()), f" · {still_words(one, now)}")
    return Person(shown_name(one), (line,), open=opening(one), buttons=(_snooze(one),))


def _snooze(one: Candidate) -> Button:
    number = one.number
    return Button("Snooze…", f"form snooze #{number}", spoken=f"Snooze {shown_name(one)}", typed=f"snooze #{number} …")
