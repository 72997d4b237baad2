"""Notes as people read them: who, when, the words, where they come from, and what was said there."""

import re
from collections.abc import Iterator
from datetime import datetime

from bot.cards.wording import count, day, listed
from bot.chat.messages import Block, Bold, Link, Mentioned, Quiet, Quote, Span, Spans, Text
from bot.records import Workspace
from bot.work.discussions import Discussion
from bot.work.notes import Note

SHOWN = 12
"""Messages of a discussion that a list of notes shows; the link leads to the rest."""
NAMED = 3


def line(note: Note, now: datetime, here: Workspace) -> Spans:
    """``Mara, 20 Nov: call her · 3 messages by Jonas and Vera · Where it was said``; read by somebody of ``here``."""
    spans: list[Span] = [f"{note.author}, {day(note.at, now)}"]
    spans += [": ", *_words(note, here)] if note.text else []
    if note.edited:
        spans.append(Quiet(f" (edited {day(note.edited, now)})"))
    if note.discussion.said:
        spans.append(f" · {_said_by(note.discussion)}")
    if note.discussion.link:
        spans += [" · ", Link("Where it was said", note.discussion.link)]
    return tuple(spans)


def blocks(note: Note, now: datetime, here: Workspace) -> Iterator[Block]:
    yield Text(line(note, now, here))
    yield from said(note.discussion, now)


def said(discussion: Discussion, now: datetime) -> Iterator[Block]:
    """Each message, the words as they were written."""
    for one in discussion.said[:SHOWN]:
        when = f", {day(one.at, now)} {one.at:%H:%M} UTC" if one.at else ""
        yield Text((Bold(one.author), when))
        yield Quote((one.text,))
    if (more := len(discussion.said) - SHOWN) > 0:
        yield Text((Quiet(f"and {count(more, 'more message')}"),))


def _said_by(discussion: Discussion) -> str:
    names = list(dict.fromkeys(one.author for one in discussion.said))
    others = [count(len(names) - NAMED, "other")] if len(names) > NAMED else []
    messages = count(len(discussion.said), "message")
    return f"{'the first ' if discussion.cut else ''}{messages} by {listed([*names[:NAMED], *others])}"


def _words(note: Note, here: Workspace) -> Iterator[Span]:
    """The text, with mentions to click of those who belong to the reader's workspace."""
    ids: dict[str, str] = {}
    for one in note.mentions:
        platform, workspace, number = one.key.split(":", 2)
        mine = Workspace(platform, workspace) == here
        ids[f"@{one.name}"] = number if mine and f"@{one.name}" not in ids else ""  # of namesakes, nobody
    if not any(ids.values()):
        yield note.text
        return
    names = "|".join(re.escape(name) for name in sorted(ids, key=len, reverse=True))
    for part in re.split(rf"({names})(?!\w)", note.text):
        number = ids.get(part, "")
        yield Mentioned(part, number) if number else part
