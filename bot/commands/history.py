"""history: who did what to somebody, or what one did oneself; and, for admins, who looked, and all that was recorded."""

import csv
import io
from collections.abc import Iterable
from typing import Annotated

from bot.cards.deeds import told
from bot.cards.naming import calm
from bot.cards.person import shown_name
from bot.cards.wording import count, day, sentence
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import (
    Actions,
    Bold,
    Bullets,
    Button,
    FileOut,
    Quiet,
    Reply,
    SmallPrint,
    Span,
    Spans,
    Text,
    Title,
)
from bot.commands.holding import told as told_hold
from bot.commands.registry import commands
from bot.export import cell
from bot.records import AuditEntry, Candidate, Role
from bot.work.changes import Change

A_PAGE = 10
MOST = 100_000
"""Entries in one file."""


@commands.command("history", family="Work", role=Role.RECRUITER, examples=("history noor", "history"))
def history(
    ctx: Context,
    who: Annotated[Candidate | None, "a name, #number or row; without it, what you did yourself"] = None,
    *,
    page: Annotated[int, "which page"] = 1,
) -> Reply:
    """List who did what to somebody and when, newest first; alone, what you did."""
    offset = _offset(page)
    number = who.number if who else 0
    total, found = ctx.store.history(number=number, by=ctx.actor, limit=A_PAGE, offset=offset)
    whose = f"to {shown_name(who)}" if who else "by you"
    holds = ctx.store.holds_of(number) if number and page == 1 else ()
    kept = tuple((Bold(sentence(told_hold(one, ctx))),) for one in holds)
    if not total and not kept:
        head = f"Nothing was done {whose} yet."
        return Reply((Text((Bold(head),)),), text=head)
    rows = tuple(_deed(ctx, one, named=who is None) for one in found)
    head = f"{count(total, 'change')} {'of' if who else 'by'} {shown_name(who) if who else 'you'}"
    line = f"history #{who.number}" if who else "history"
    extra = (Button("Who looked", f"history-looks #{who.number}", typed=f"history looks #{who.number}"),) if who else ()
    return _page(head, line, rows, total, page=page, who=who, extra=extra, above=kept)


@commands.command("history-looks", family="Team", role=Role.ADMIN, examples=("history looks noor",))
def looks(
    ctx: Context,
    who: Annotated[Candidate, "a name, #number or row"],
    *,
    page: Annotated[int, "which page"] = 1,
) -> Reply:
    """List who looked at somebody or tried to, newest first."""
    total, found = ctx.store.looks(who.number, limit=A_PAGE, offset=_offset(page))
    rows = tuple(_look(ctx, one) for one in found)
    head = f"{count(total, 'command')} about {shown_name(who)}"
    return _page(head, f"history-looks #{who.number}", rows, total, page=page, who=who)


@commands.command("history-all", family="Team", role=Role.ADMIN, examples=("history all", "history all --csv"))
def everything(
    ctx: Context,
    *,
    page: Annotated[int, "which page"] = 1,
    csv: Annotated[bool, "all of it as a table for a spreadsheet"] = False,
) -> Reply:
    """List who looked up, opened, shared, exported, changed and erased, whom and from where, newest first."""
    total = ctx.store.audited()
    head = f"{count(total, 'command')} recorded"
    if csv:
        file = _table(ctx.store.audit(limit=MOST))
        answer = f"{head}, as {file.name}." if total <= MOST else f"The newest {MOST:,} of {head}, as {file.name}."
        return Reply((Text((Bold(answer),)),), text=answer, files=(file,))
    rows = tuple(_look(ctx, one, whom=True) for one in ctx.store.audit(limit=A_PAGE, offset=_offset(page)))
    extra = (Button("As a table", "history-all --csv", typed="history all --csv"),)
    return _page(head, "history-all", rows, total, page=page, who=None, extra=extra)


def _table(entries: Iterable[AuditEntry]) -> FileOut:
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(["at", "who", "where", "command", "candidate", "outcome"])
    for one in entries:
        whom = "" if one.subject is None else str(one.subject)
        rows.writerow(
            [one.at.isoformat(timespec="seconds"), *map(cell, (one.actor, one.place, one.action)), whom, one.outcome]
        )
    return FileOut("history.csv", out.getvalue().encode("utf-8", "replace"))


def _page(
    head: str,
    line: str,
    rows: tuple[Spans, ...],
    total: int,
    *,
    page: int,
    who: Candidate | None,
    extra: tuple[Button, ...] = (),
    above: tuple[Spans, ...] = (),
) -> Reply:
    offset = _offset(page)
    if total and not rows:
        raise Refusal(f"{head}: there is no page {page}.")
    left = total - offset - len(rows)
    buttons = [Button(f"Next {min(left, A_PAGE)}", f"{line} --page {page + 1}")] if left > 0 else []
    actions = (Actions((*buttons, *extra)),) if buttons or extra else ()
    small = SmallPrint((("newest first",), (f"{offset + 1}–{offset + len(rows)} of {total}",)))
    shown = (Bullets((*above, *rows)),) if above or rows else ()
    return Reply((Title(head), *shown, *actions, small), text=f"{head}.", about=who.number if who else None)


def _deed(ctx: Context, change: Change, *, named: bool) -> Spans:
    there = ctx.store.candidate(change.number) if named else None
    name = calm(there.name) if there else ""
    said = sentence(told(change, name)) if named else sentence(told(change, ""))
    spans: list[Span] = [said, f" · {change.by}, {day(change.at, ctx.now)} {change.at:%H:%M} UTC"]
    if change.undone:
        spans.append(Quiet(f" · taken back {day(change.undone, ctx.now)}"))
    return tuple(spans)


def _look(ctx: Context, entry: AuditEntry, *, whom: bool = False) -> Spans:
    who = entry.actor.partition(" ")[2] or entry.actor
    outcome = "" if entry.outcome == "done" else f" ({entry.outcome})"
    subject = f" #{entry.subject}" if whom and entry.subject else ""
    return (
        Bold(f"{entry.action}{subject}"),
        f"{outcome} · {who}, {day(entry.at, ctx.now)} {entry.at:%H:%M} UTC · {entry.place.partition(':')[0]}",
    )


def _offset(page: int) -> int:
    return (min(max(page, 1), 100_000) - 1) * A_PAGE
