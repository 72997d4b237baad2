"""todo: what is to be done next about candidates, by whom and until when."""

import re
from typing import Annotated

from bot.cards.person import shown_name
from bot.cards.wording import count, listed
from bot.cards.work import due_words, todo_line
from bot.chat.command import NO_WORDS, UNTYPED, Line, as_said
from bot.chat.context import Context
from bot.chat.errors import Refusal, at_field, short
from bot.chat.messages import Actions, Block, Bold, Button, Form, FormField, Reply, SmallPrint, Text, Title, Typed, When
from bot.commands.access import MENTION
from bot.commands.colleagues import colleague, myself, with_mentions
from bot.commands.registry import commands
from bot.commands.taking_back import undo_button_of
from bot.records import Candidate, Role
from bot.store import Conflict
from bot.work.days import day, impossible, planned
from bot.work.records import Todo

LONGEST = 500
A_PAGE = 8
LOOKED_BACK = 50
"""Lines of the history in which it is looked up who put a to-do off."""
LONGEST_NUMBER = 10
_NAMED = re.compile(r"@([^\s@]{1,80})\s+")
"""A member's name as a keyboard types it, before what is to be done."""


@commands.command(
    "todo",
    family="Work",
    role=Role.RECRUITER,
    examples=("todo noor Call her tomorrow", "todo noor @jonas Send the offer in 3 days", "todo"),
    changes=True,
    also={"remind": as_said},
    aside=True,
)
def todo(
    ctx: Context,
    who: Annotated[Candidate | None, "a name, #number or row; nobody lists what you have to do"] = None,
    text: Annotated[Line, "what, with a mention of who does it and a day at the end"] = NO_WORDS,
    *,
    owner: Annotated[str, "who does it, instead of you"] = "",
    page: Annotated[int, UNTYPED] = 1,
) -> Reply:
    """Plan the next step with somebody: what, who does it, until when; alone it lists yours, due first."""
    if who is None:
        return _mine(ctx, page)
    if not text.strip():
        return _about(ctx, who)
    words = text.strip()
    mentioned = MENTION.search(words)
    if not owner and mentioned and not mentioned["group"]:
        owner = mentioned[0]
        words = " ".join(f"{words[: mentioned.start()]} {words[mentioned.end() :]}".split())
    if not owner and (named := _NAMED.match(words)):
        owner, words = named[1], words[named.end() :]
    with at_field("owner"):
        by = colleague(ctx, owner, lambda key: f"todo #{who.number} {words} --owner {key}") if owner else myself(ctx)
    what, due = planned(with_mentions(ctx, words)[0], ctx.now.date())
    if not what.strip():
        raise Refusal("A to-do needs what to do.", ("For example ", Typed("todo noor Call her tomorrow")), field="text")
    if len(what) > LONGEST:
        raise Refusal(
            f"The to-do is too long: {len(what):,} characters.",
            (f"At most {LONGEST}; a note takes more.",),
            field="text",
        )
    if not due and (said := impossible(words, ctx.now.date())):
        raise Refusal(
            f"There is no {said}.", ("Nothing was added: a day as 28 February, Friday, in 3 days.",), field="text"
        )
    if due and due < ctx.now.date():
        raise Refusal(f"{due.isoformat()} is over.", ("A to-do is due today or later.",), field="text")
    made = ctx.store.add_todo(who.number, what, due=due, owner=by or myself(ctx), by=ctx.actor, at=ctx.now)
    answer = f"To do about {shown_name(who)}: {what}"
    small = SmallPrint(((due_words(due, ctx.now),), (made.owner.name,), (f"added by {ctx.actor}",)))
    return Reply((Text((Bold(answer),)), _buttons(made), small), text=answer, stage=who.stage, about=who.number)


def _mine(ctx: Context, page: int) -> Reply:
    every = ctx.store.todos(owner=ctx.store.member)
    if not every:
        head = "Nothing to do."
        return Reply((Text((Bold(head), "\nPlan something: ", Typed("todo noor Call her tomorrow"))),), text=head)
    first = (max(page, 1) - 1) * A_PAGE
    shown = every[first : first + A_PAGE]
    people = {one.number: one for one in ctx.store.candidates([one.number for one in shown])}
    late = sum(one.due is not None and one.due < ctx.now.date() for one in every)
    head = f"{count(len(every), 'thing')} to do" + (f", {late} late" if late else "")
    blocks: list[Block] = [Title(head)]
    for one in shown:
        person = people.get(one.number)
        name = shown_name(person) if person else f"#{one.number}"
        blocks += [Text((Bold(name), "\n", *todo_line(one, ctx.now))), _buttons(one)]
    if len(every) > first + len(shown):
        left = len(every) - first - len(shown)
        blocks.append(Actions((Button(f"Next {min(left, A_PAGE)}", f"todo --page {page + 1}"),)))
    blocks.append(SmallPrint((("due first",),)))
    said = listed([f"{one.text} ({due_words(one.due, ctx.now)})" for one in shown[:3]])
    return Reply(tuple(blocks), text=f"{head}: {said}.", line=f"todo --page {page}" if page > 1 else "todo")


def _about(ctx: Context, who: Candidate) -> Reply:
    open_ones = ctx.store.todos(number=who.number)
    head = (
        f"{count(len(open_ones), 'thing')} to do about {shown_name(who)}"
        if open_ones
        else f"Nothing to do about {shown_name(who)}."
    )
    blocks: list[Block] = [Title(head)] if open_ones else [Text((Bold(head),))]
    for one in open_ones[:A_PAGE]:
        blocks += [Text(todo_line(one, ctx.now)), _buttons(one)]
    add = Button("To do…", f"form todo #{who.number}", typed=f"todo #{who.number} …")
    return Reply((*blocks, Actions((add,))), text=head, about=who.number, line=f"todo #{who.number}")


Was = Annotated[str, UNTYPED]
"""The day that it was due when somebody looked."""


@commands.command(
    "todo-done", family="Work", role=Role.RECRUITER, hidden=True, changes=True, aside=True, examples=("todo done 3",)
)
def done(ctx: Context, number: Annotated[int, "the number of the to-do"], *, was: Was = "") -> Reply:
    """Say that a to-do is done."""
    here = _standing(ctx, number, was, "Done anyway", f"todo-done {number}")
    try:
        found = ctx.store.finish_todo(number, by=ctx.actor, at=ctx.now, seen=here)
    except (Conflict, KeyError):
        _standing(ctx, number, _day(here), "Done anyway", f"todo-done {number}")
        raise
    return _told(found, f"Done: {found.text}", ctx)


def _until(ctx: Context, line: str) -> Form:
    number = line.split(maxsplit=1)[0] if line else ""
    here = ctx.store.todo(int(number)) if number.isdecimal() and len(number) < LONGEST_NUMBER else None
    was = f" --was {_day(here)}" if here and "--was" not in line else ""
    hint = "tomorrow, monday, in 2 weeks, a date"
    return Form("Put a to-do off", f"todo-postpone {line}{was}", (FormField("until", "Until", hint=hint),))


@commands.command(
    "todo-postpone", family="Work", role=Role.RECRUITER, hidden=True, changes=True, aside=True, form=_until
)
def postpone(
    ctx: Context,
    number: Annotated[int, "the number of the to-do"],
    until: Annotated[Line, "tomorrow, monday, in 2 weeks, a date"],
    *,
    was: Was = "",
) -> Reply:
    """Put a to-do off to another day."""
    due = day(until, ctx.now.date())
    if due is None or due < ctx.now.date():
        raise Refusal(
            f"{short(until)} is no day to come.",
            ("For example ", Typed(f"todo postpone {number} monday")),
            field="until",
        )
    line = f"todo-postpone {number} {due.isoformat()}"
    here = _standing(ctx, number, was, "Put off anyway", line)
    if here.due == due:
        raise Refusal(f"{here.text} is {due_words(due, ctx.now)} already.", ("Nothing was changed.",), field="until")
    try:
        found = ctx.store.postpone_todo(number, due, by=ctx.actor, at=ctx.now, seen=here)
    except (Conflict, KeyError):
        _standing(ctx, number, _day(here), "Put off anyway", line)
        raise
    return _told(found, f"Put off to {due_words(due, ctx.now).removeprefix('due ')}: {found.text}", ctx)


def _standing(ctx: Context, number: int, was: str, anyway: str, line: str) -> Todo:
    """The open to-do, still due when it ``was``; else what others did to it, and how to do it all the same."""
    here = ctx.store.todo(number)
    if here is None:
        raise _gone(number)
    if here.done_at:
        raise Refusal(f"{here.done_by} did that already.", (here.text,))
    if was in ("", _day(here)):
        return here
    buttons = (
        Button(anyway, f"{line} --was {_day(here)}", typed=line.replace("-", " ", 1)),
        Button("Open", f"show #{here.number}"),
    )
    _, newest = ctx.store.history(number=here.number, limit=LOOKED_BACK)
    words = f"put off to {here.due}: {here.text}"
    moved = [one for one in newest if one.kind == "todo" and one.words == words and not one.undone]
    raise Refusal(
        f"{here.text} is {due_words(here.due, ctx.now)} now.",
        ("That is new since you looked. Nothing was changed.",),
        buttons=buttons,
        small=tuple(
            (f"{one.by}: put off to {due_words(here.due, ctx.now).removeprefix('due ')}, ", When(one.at, "time"))
            for one in moved[:1]
        ),
    )


def _day(one: Todo) -> str:
    return one.due.isoformat() if one.due else "none"


def _told(found: Todo, answer: str, ctx: Context) -> Reply:
    undo = undo_button_of(ctx, found.number, found.text)
    buttons = (undo, Button("Open", f"show #{found.number}"), Button("To do", "todo"))
    small = SmallPrint(((f"by {ctx.actor}",),))
    return Reply((Text((Bold(answer),)), Actions(buttons), small), text=answer, about=found.number)


def _buttons(one: Todo) -> Actions:
    spoken, was = f"{one.text}, about #{one.number}", f" --was {_day(one)}"
    return Actions(
        (
            Button("Done", f"todo-done {one.id}{was}", spoken=f"Done: {spoken}", typed=f"todo done {one.id}"),
            Button("Tomorrow", f"todo-postpone {one.id} tomorrow{was}", spoken=f"Tomorrow: {spoken}", typed=""),
            Button("Postpone…", f"form todo-postpone {one.id}{was}", typed=f"todo postpone {one.id} …"),
            Button("Open", f"show #{one.number}", typed=""),
        )
    )


def _gone(number: int) -> Refusal:
    return Refusal(f"There is no open to-do {number}.", (Typed("todo"), " lists yours."))
