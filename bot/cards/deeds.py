"""What was done, in words: "#40 Ana Lima was merged into #12 Ana M. Lima"."""

from datetime import date

from bot import fields
from bot.cards.wording import MONTHS, people, stage
from bot.work.changes import Change


def told(change: Change, name: str) -> str:
    return done(change, f"#{change.number} {name}".strip())


def done(change: Change, who: str) -> str:
    """What was done to whoever is named."""
    before, _, after = change.words.partition(" → ")
    match change.kind:
        case "document":
            return f"{who} was added" if change.words == "added" else f"{who} got a newer CV"
        case "edit":
            return f"{fields.named(*change.words.split())} of {who} was corrected"
        case "stage":
            why = f" ({change.reason})" if change.reason else ""
            return f"{who} was moved from {stage(before).label} to {stage(after).label}{why}"
        case "note":
            return f"{who} got a note"
        case "note edit":
            return f"a note on {who} was edited"
        case "note removal":
            return f"a note on {who} was removed"
        case "merge":
            return f"{change.words} was merged into {who}"
        case "owner":
            return f"{who} was assigned to {after}" if after else f"{who} was taken from {before}"
        case "tag":
            return f"{who} was tagged {change.words}"
        case "todo":
            what, _, text = change.words.partition(": ")
            return f"a to-do about {who} was {what}: {text}"
        case "snooze":
            return f"{who} was snoozed until {date_words(change.words)}" if change.words else f"{who} was woken"
        case "rating":
            return f"{who} was rated in {stage(change.words).label}"
        case "share":
            return f"{who} was shared in {change.words}"
        case "apply":
            return f"{who} applied for {change.words}"
        case "opening":
            return f"the opening {change.words}"
        case "stages":
            return f"the stage {change.words}"


def done_to_many(change: Change, number: int) -> str:
    """``4 people were tagged +gpu``: one of the changes of an act over several people, who need not have come from one stage."""
    said = done(change, people(number))
    if change.kind == "stage" and number > 1:
        said = said.replace(f" from {stage(change.words.partition(' → ')[0]).label}", "", 1)
    return said.replace(" was ", " were ", 1) if number > 1 and said.startswith(people(number)) else said


def date_words(day: str) -> str:
    """``1 Dec 2026`` for ``2026-12-01``."""
    found = date.fromisoformat(day)
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"
