"""To-dos, tags and scorecards as a card says them."""

from collections.abc import Iterator
from datetime import date, datetime

from bot.cards.wording import MONTHS, count, day, listed, stage
from bot.chat.messages import Bold, Bullets, Field, Quiet, Spans, Text
from bot.records import Dossier
from bot.work.records import SCORES, Scorecard, Scorecards, Todo

TODOS = 3


def fields(dossier: Dossier, now: datetime) -> Iterator[Field]:
    """What the team added to what the CV says."""
    if dossier.tags:
        yield Field("Tags", (Text((" · ".join(dossier.tags),)),))
    if dossier.todos:
        more = len(dossier.todos) - TODOS
        rows = tuple(todo_line(one, now) for one in dossier.todos[:TODOS])
        yield Field("To do", (Bullets(rows), *((Text((Quiet(f"and {more} more"),)),) if more > 0 else ())))
    if rows := tuple(scores(dossier.scorecards, now)):
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


def scores(cards: Scorecards, now: datetime) -> Iterator[Spans]:
    """A line for each scorecard that may be seen, and who has given one that may not be."""
    for one in cards.shown:
        yield scored(one, now)
    for key in dict.fromkeys(one for one, _ in cards.hidden):
        names = [name for one, name in cards.hidden if one == key]
        yield (
            f"{stage(key).label}: ",
            count(len(names), "scorecard"),
            f" by {listed(names)}, hidden until yours is in",
        )


def scored(one: Scorecard, now: datetime) -> Spans:
    """``Interview, Jonas, 20 Nov: skills yes (3), overall strong yes (4) · writes well``."""
    given = ", ".join(f"{name} {SCORES[score]} ({score})" for name, score in one.scores) or "no scores yet"
    comment = f" · {one.comment}" if one.comment else ""
    draft = "" if one.sent else "draft, only you see it: "
    return (Bold(f"{stage(one.stage).label}, {one.by}"), f", {day(one.at, now)}: {draft}{given}{comment}")
