"""To-dos, tags and scorecards as a card says them."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType

from bot.cards.wording import MONTHS, count, day, listed, stage
from bot.chat.messages import Bold, Bullets, Field, Quiet, Spans, Text
from bot.openings.names import title
from bot.records import Dossier
from bot.work.records import SCORES, Scorecard, Scorecards, Todo

TODOS = 3
NOWHERE: Mapping[int, str] = MappingProxyType({})


def fields(dossier: Dossier, now: datetime) -> Iterator[Field]:
    """What the team added to what the CV says."""
    if dossier.tags:
        yield Field("Tags", (Text((" · ".join(dossier.tags),)),))
    if dossier.todos:
        more = len(dossier.todos) - TODOS
        rows = tuple(todo_line(one, now) for one in dossier.todos[:TODOS])
        yield Field("To do", (Bullets(rows), *((Text((Quiet(f"and {more} more"),)),) if more > 0 else ())))
    several = dossier.applications if len(dossier.applications) > 1 else ()
    if rows := tuple(scores(dossier.scorecards, now, {one.opening.id: title(one.opening) for one in several})):
        yield Field("Scores", (Bullets(rows),))


def todo_line(one: Todo, now: datetime) -> Spans:
    """``Call her · due tomorrow · Mara``."""
    return (one.text, f" · {due_words(one.due, now)} · {one.owner.name}")


def due_words(due: date | None, now: datetime) -> str:
    if due is None:
        return "no day"
    days = (due - now.date()).days
    if days in (0, 1):
        return "due today" if days == 0 else "due tomorrow"
    shown = f"{due.day} {MONTHS[due.month - 1]}" + (f" {due.year}" if due.year != now.year else "")
    return f"{'late, ' if days < 0 else ''}due {shown}"


def scores(cards: Scorecards, now: datetime, at: Mapping[int, str] = NOWHERE) -> Iterator[Spans]:
    """A line for each scorecard that may be seen, and who has given one that may not be.

    ``at`` has the openings by number, where it is to be said at which somebody was rated.
    """
    for one in cards.shown:
        yield scored(one, now, at)
    for key, opening in dict.fromkeys((one.stage, one.opening) for one in cards.hidden):
        names = [one.by for one in cards.hidden if (one.stage, one.opening) == (key, opening)]
        where = f" at {at[opening]}" if opening in at else ""
        yield (
            f"{stage(key).label}{where}: ",
            count(len(names), "scorecard"),
            f" by {listed(names)}, hidden until yours is in",
        )


def scored(one: Scorecard, now: datetime, at: Mapping[int, str] = NOWHERE) -> Spans:
    """``Interview, Jonas, 20 Nov: skills yes (3), overall strong yes (4) · writes well``."""
    given = ", ".join(f"{name} {SCORES[score]} ({score})" for name, score in one.scores) or "no scores yet"
    comment = f" · {one.comment}" if one.comment else ""
    draft = "" if one.sent else "draft, only you see it: "
    where = f" at {at[one.opening]}" if one.opening in at else ""
    return (Bold(f"{stage(one.stage).label}{where}, {one.by}"), f", {day(one.at, now)}: {draft}{given}{comment}")
