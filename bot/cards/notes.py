"""Notes as people read them: who, when, the words, where they come from, and what was said there."""

from collections.abc import Iterator
from datetime import datetime

from bot.cards.wording import count, day
from bot.chat.messages import Block, Bold, Link, Quiet, Quote, Span, Spans, Text
from bot.work.discussions import Discussion
from bot.work.notes import Note

SHOWN = 12
"""Messages of a discussion that a list of notes shows; the link leads to the rest."""


def line(note: Note, now: datetime) -> Spans:
    """``Mara, 20 Nov: call her · 3 messages · Where it was said``."""
    spans: list[Span] = [f"{note.author}, {day(note.at, now)}"]
    spans += [": ", note.text] if note.text else []
    if note.edited:
        spans.append(Quiet(f" (edited {day(note.edited, now)})"))
    if note.discussion.said:
        spans.append(f" · {count(len(note.discussion.said), 'message')}")
    if note.discussion.link:
        spans += [" · ", Link("Where it was said", note.discussion.link)]
    return tuple(spans)


def blocks(note: Note, now: datetime) -> Iterator[Block]:
    yield Text(line(note, now))
    yield from said(note.discussion, now)


def said(discussion: Discussion, now: datetime) -> Iterator[Block]:
    """Each message, the words as they were written."""
    for one in discussion.said[:SHOWN]:
        when = f", {day(one.at, now)} {one.at:%H:%M} UTC" if one.at else ""
        yield Text((Bold(one.author), when))
        yield Quote((one.text,))
    if (more := len(discussion.said) - SHOWN) > 0:
        yield Text((Quiet(f"and {count(more, 'more message')}"),))
