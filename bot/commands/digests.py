"""digest: subscribe a channel to new applicants, and look after the subscriptions."""

from dataclasses import replace
from typing import Annotated, Literal, get_args

from bot.cards.wording import count, how_many
from bot.chat.command import Line, Verb
from bot.chat.context import Context
from bot.chat.errors import Refusal, at_field, short
from bot.chat.messages import Actions, Block, Bold, Button, Person, Reply, SmallPrint, Spans, Text, Title, Typed, When
from bot.commands.asking import check_filter
from bot.commands.registry import commands
from bot.digests import naming, runner
from bot.digests.records import Digest
from bot.digests.schedule import EXAMPLES, NotASchedule, Schedule, understand
from bot.records import Page, Role
from bot.search.language import parse
from bot.store import Conflict

Act = Literal["list", "add", "preview", "send", "pause", "resume", "stop"]
LONGEST_WORDS = 200
STATES = {"active": "active", "once": "paused, and posts once now", "paused": "paused", "stopped": "stopped"}


@commands.command(
    "digest",
    family="Hear",
    role=Role.RECRUITER,
    examples=(
        "digest add every Monday 9:00 Europe/Berlin",
        "digest add weekdays at 9 --name cuda --query skill:cuda",
        "digest preview",
        "digest",
    ),
    changes=True,
    verbs={
        "list": Verb("List the digests, and when each is due"),
        "add": Verb(
            "Post new applicants to this channel on a schedule",
            {
                "text": "when: every Monday 9:00, weekdays at 9",
                "name": "what to call it",
                "zone": "a time zone such as Europe/Berlin",
                "query": "only who fits this search",
            },
            needs=("text",),
        ),
        "preview": Verb("Show what a digest would post now", {"text": "its name"}),
        "send": Verb("Post a digest now", {"text": "its name"}),
        "pause": Verb("Post nothing until it is resumed", {"text": "its name"}),
        "resume": Verb("Go on with a paused digest", {"text": "its name"}),
        "stop": Verb("End a digest for good", {"text": "its name"}),
    },
)
def digest(
    ctx: Context,
    act: Annotated[Act, "list, add, preview, send, pause, resume or stop"] = "list",
    text: Annotated[Line | None, "for add: when; for the others: the digest's name"] = None,
    *,
    name: Annotated[str, "what to call it"] = "",
    zone: Annotated[str, "a time zone such as Europe/Berlin"] = "UTC",
    query: Annotated[str, "only who fits this search"] = "",
) -> Reply:
    """Post new applicants to this channel on a schedule; list, preview, send, pause or stop it."""
    if act == "list" and text:
        raise Refusal(f"digest does not know {short(text)}.", (f"It takes {', '.join(get_args(Act))}.",))
    if act == "list":
        return _list(ctx)
    if act == "add":
        return _add(ctx, text or "", name=name, zone=zone, query=query)
    found = _named(ctx, act, name or (text or "").strip())
    if act == "preview":
        return _preview(ctx, found)
    return {"send": _send, "pause": _pause, "resume": _resume, "stop": _stop}[act](ctx, found)


def _send(ctx: Context, found: Digest) -> Reply:
    if not ctx.store.send_digest(found.id, at=ctx.now):
        return _unchanged(ctx, found)
    after = " Then it stays paused." if found.state != "active" else ""
    answer = f"{found.name} is due now."
    return _changed(answer, f"The running bot posts it within seconds, if there is anybody new.{after}", found)


def _pause(ctx: Context, found: Digest) -> Reply:
    if not ctx.store.pause_digest(found.id):
        return _unchanged(ctx, found)
    return _changed(f"{found.name} is paused.", "Who arrives meanwhile is in the next one after resume.", found)


def _resume(ctx: Context, found: Digest) -> Reply:
    due = Schedule(found.schedule, found.zone).after(ctx.now)
    if not ctx.store.resume_digest(found.id, next_due=due):
        return _unchanged(ctx, found)
    return _changed(f"{found.name} goes on.", "", found)


def _stop(ctx: Context, found: Digest) -> Reply:
    if not ctx.store.stop_digest(found.id):
        return _unchanged(ctx, found)
    return _changed(f"{found.name} is stopped.", "It posts nothing any more.", None)


def _unchanged(ctx: Context, found: Digest) -> Reply:
    """It is as asked already, or somebody was faster."""
    state = next((one.state for one in ctx.store.digests() if one.id == found.id), "stopped")
    return _changed(f"{found.name} is {STATES[state]} already.", "Nothing was changed.", None)


def _add(ctx: Context, words: str, *, name: str, zone: str, query: str) -> Reply:
    place = ctx.request.place
    if not words.strip():
        raise Refusal(
            "When is it to be posted?",
            ("For example ", Typed("digest add every Monday 9:00 Europe/Berlin")),
            field="text",
        )
    try:
        schedule = understand(words, zone=zone)
    except NotASchedule as error:
        examples = ", ".join(EXAMPLES)
        raise Refusal(f"{str(error)[:1].upper()}{str(error)[1:]}.", (f"It takes {examples}.",), field="text") from None
    if query:
        with at_field("query"):
            check_filter(ctx, query)
    if place.kind == "terminal":
        advice = "Type the same line in the Slack or Discord channel that is to get it."
        raise Refusal("A digest goes to a channel; the terminal has none.", (advice,))
    typed = " ".join(words.split())[:LONGEST_WORDS]
    name = _chosen(name, typed) if name else _free_name(ctx)
    due = schedule.after(ctx.now)
    wanted = Digest(
        0, name, place.workspace, place.id, place.name, schedule.cron, typed, schedule.zone, query,
        since=ctx.now, next_due=due, state="active", by=ctx.actor, kind=place.kind,
    )  # fmt: skip
    try:
        kept = ctx.store.add_digest(wanted)
    except Conflict:
        raise Refusal(
            f"There is a digest called {name} already.",
            ("Give this one a name: ", Typed(f"digest add {typed} --name other")),
            field="name",
        ) from None
    where = f"#{place.name}" if place.name and place.kind == "channel" else "this conversation"
    answer = f"New applicants are posted to {where}."
    blocks: tuple[Block, ...] = (
        Text((Bold(answer), f"\n{_schedule(kept)} · first ", When(due, "time"), f" · called {kept.name}")),
        *((Text((f"Only {query}: {how_many(_fitting(ctx, query))} today",)),) if query else ()),
        Actions((Button("Preview", f"digest preview {kept.name}"), Button("Stop", f"digest stop {kept.name}"))),
        SmallPrint((("nothing new: nothing is posted",),)),
    )
    return Reply(blocks, text=f"{answer} {kept.words}.")


def _fitting(ctx: Context, query: str) -> Page:
    return ctx.store.search(parse(query, today=ctx.now.date()), limit=1)


def _schedule(one: Digest) -> str:
    """The words, with the zone where they do not say it."""
    return one.words if one.zone in one.words else f"{one.words} ({one.zone})"


def _list(ctx: Context) -> Reply:
    every = ctx.store.digests()
    if not every:
        answer = "No digests yet."
        advice: Spans = (
            "Type it in the channel that is to get one: ",
            Typed("digest add every Monday 9:00 Europe/Berlin"),
        )
        return Reply((Text((Bold(answer), "\n", *advice)),), text=answer)
    return Reply(
        (Title(count(len(every), "digest")), *map(row, every)),
        text=f"{count(len(every), 'digest')}: " + ", ".join(one.name for one in every),
        line="digest",
    )


def row(one: Digest) -> Person:
    """Where and when it posts, and what can be done about it."""
    name = "direct message" if one.kind == "dm" else f"#{one.channel_name or one.channel}"
    where = f"{one.workspace.platform} · {name}"
    state: Spans = ("next ", When(one.next_due, "time")) if one.state == "active" else (STATES[one.state],)
    lines: list[Spans] = [(f"{_schedule(one)} · {where}",), state]
    if one.query:
        lines.append((f"only {one.query}",))
    if one.fault:
        lines.append((f"⚠️ {one.fault}",))
    turn = (
        Button("Pause", f"digest pause {one.name}")
        if one.state == "active"
        else Button("Resume", f"digest resume {one.name}")
    )
    buttons = (Button("Preview", f"digest preview {one.name}"), turn, Button("Stop", f"digest stop {one.name}"))
    return Person(one.name, tuple(lines), buttons=buttons)


def _preview(ctx: Context, found: Digest) -> Reply:
    reply = runner.preview(ctx.store, found, now=ctx.now)
    if reply is None:
        answer = f"{found.name} has nothing new to post."
        return Reply((Text((Bold(answer), "\nIt stays silent until somebody applies.")),), text=answer)
    return replace(reply, private=True, line=f"digest preview {found.name}")


def _named(ctx: Context, act: Act, name: str) -> Digest:
    every = ctx.store.digests()
    wanted = naming.folded(name)
    fitting = [one for one in every if naming.folded(one.name) == wanted] or ([*every] if not name else [])
    if len(fitting) == 1:
        return fitting[0]
    names = tuple(Button(one.name, f"digest {act} {one.name}") for one in every)
    if not every:
        raise Refusal(
            "No digests yet.", ("Type it in the channel that is to get one: ", Typed("digest add weekdays at 9"))
        )
    raise Refusal(f"Which digest? None is called {short(name)}." if name else "Which digest?", buttons=names[:5])


def _chosen(name: str, schedule: str) -> str:
    try:
        return naming.named(name)
    except ValueError as error:
        example = naming.suggested(name)
        raise Refusal(
            f"{short(name)} cannot be a digest's name: {error}.",
            ("For example ", Typed(f"digest add {schedule} --name {example}")),
            field="name",
        ) from None


def _free_name(ctx: Context) -> str:
    """The channel's name, or that with a number."""
    taken = {naming.folded(one.name) for one in ctx.store.digests()}
    suggestions = (naming.suggested(ctx.request.place.name, number) for number in range(1, len(taken) + 2))
    return next(name for name in suggestions if naming.folded(name) not in taken)


def _changed(answer: str, advice: str, found: Digest | None) -> Reply:
    spans: Spans = (Bold(answer), *((f"\n{advice}",) if advice else ()))
    actions = (Actions((Button("Preview", f"digest preview {found.name}"),)),) if found else ()
    return Reply((Text(spans), *actions), text=answer)
