"""digest: subscribe a channel to new applicants, and look after the subscriptions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal, get_args

from bot.cards.wording import count, listed, sentence
from bot.chat.command import OR_OFF, Channel, Line, Verb
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import Actions, Bold, Button, Person, Reply, Spans, Text, Title, Typed, When
from bot.commands.registry import commands
from bot.commands.reminding import reminders
from bot.commands.subscribing import about, edit, own_zone, schedule, subscribe
from bot.commands.wishing import Wish, form, named
from bot.digests import runner
from bot.digests.quiet import EXAMPLE, quiet_of
from bot.digests.records import AT_ONCE, Digest
from bot.digests.schedule import NotASchedule, next_due
from bot.openings.names import title
from bot.openings.records import Opening
from bot.records import Role

Act = Literal["list", "add", "edit", "preview", "send", "pause", "resume", "stop", "quiet", "reminders"]
STATES = {"active": "active", "once": "paused, and posts once now", "paused": "paused", "stopped": "stopped"}


_NAMED = {"text": "its name"}
"""What most of a digest's verbs take."""
_TOLD = {
    "zone": "a time zone such as Europe/Berlin",
    "query": "only who fits this search",
    "opening": "only who applied for this opening; off: all",
    "group": "people under their opening, source or skills",
    "full": "so many people with their proof, 0 to 5",
    "names": "initials instead of names, for a wide channel",
    "waiting": "name who waits longer than so many days; 0: nobody",
    "chart": "a chart of the openings",
    "empty": "say so where nobody is new, or stay silent",
    "each": "everybody in a post of their own, as in a forum",
}


@commands.command(
    "digest",
    family="Hear",
    role=Role.RECRUITER,
    examples=(
        "digest add every Monday 9:00 Europe/Berlin",
        "digest add weekdays at 9 --name cuda --query skill:cuda",
        "digest edit cuda --names initials --group opening",
        "digest preview",
        "digest reminders at 8:30",
        "digest",
    ),
    changes=True,
    form=form,
    verbs={
        "list": Verb("List the digests and watches, and when each is due"),
        "add": Verb(
            "Post new applicants to this channel on a schedule",
            {
                "text": "when: every Monday 9:00, weekdays at 9; a form asks where nothing is said",
                "name": "what to call it",
                "channel": "where to, if not here",
                **_TOLD,
            },
        ),
        "edit": Verb(
            "Change when, about whom and how a digest is posted", {**_NAMED, "when": "every Monday 9:00", **_TOLD}
        ),
        "preview": Verb("Show what a digest would post now", _NAMED),
        "send": Verb("Post a digest now", _NAMED),
        "pause": Verb("Post nothing until it is resumed", _NAMED),
        "resume": Verb("Go on with a paused digest", _NAMED),
        "stop": Verb("End a digest for good", _NAMED),
        "quiet": Verb("Say when no digest is posted at all", {"text": "20:00-8:00, weekends, 2026-12-24; or off"}),
        "reminders": Verb(
            "See what waits for you, and say when you are reminded of it",
            {
                "text": "at 8:30, off or on",
                "zone": "a time zone such as Europe/Berlin",
                "waiting": "after so many days without a step; 0: never",
            },
        ),
    },
)
def digest(
    ctx: Context,
    act: Annotated[Act, "list, add, edit, preview, send, pause, resume, stop, quiet or reminders"] = "list",
    text: Annotated[Line | None, "for add: when; for the others: the digest's name"] = None,
    *,
    name: Annotated[str, "what to call it"] = "",
    when: Annotated[Line | None, "for edit: every Monday 9:00, weekdays at 9"] = None,
    zone: Annotated[str | None, "a time zone such as Europe/Berlin"] = None,
    query: Annotated[Line | None, "only who fits this search; off: everybody"] = None,
    opening: Annotated[Opening | Literal["off"] | None, "only who applied for this opening; off: all", OR_OFF] = None,
    group: Annotated[Literal["opening", "source", "skill", "off"] | None, "what people stand under"] = None,
    full: Annotated[int | None, "so many people with their proof, 0 to 5"] = None,
    names: Annotated[Literal["names", "initials"] | None, "initials: for a channel that others read too"] = None,
    waiting: Annotated[int | None, "days without a step after which somebody is named; 0: nobody is"] = None,
    chart: Annotated[Literal["on", "off"] | None, "applicants by opening"] = None,
    empty: Annotated[Literal["silent", "say"] | None, "what a digest without news does"] = None,
    each: Annotated[Literal["on", "off"] | None, "everybody in a post of their own, as in a forum"] = None,
    channel: Annotated[Channel | None, "where to, if not here"] = None,
) -> Reply:
    """Post new applicants to this channel on a schedule; list, edit, pause or stop it; say when you are reminded."""
    if act == "list" and text:
        raise Refusal(f"digest does not know {short(text)}.", (f"It takes {', '.join(get_args(Act))}.",))
    if act == "list":
        return _list(ctx)
    if act == "quiet":
        return _quiet(ctx, (text or "").strip(), zone or own_zone(ctx))
    if act == "reminders":
        return reminders(ctx, (text or "").strip(), zone, waiting)
    wish = Wish(
        "applicants", name, when, zone, query, opening, group, full, names, waiting, chart, empty, each, channel
    )
    if act == "add":
        return subscribe(ctx, text or "", wish)
    found = named(ctx, "digest", act, name or (text or "").strip())
    if act == "edit":
        return edit(ctx, found, wish)
    return run(ctx, act, found)


def run(ctx: Context, act: str, found: Digest) -> Reply:
    """What is done to a digest or watch by its name alone."""
    does = {"preview": _preview, "send": _send, "pause": _pause, "resume": _resume, "stop": _stop}
    return does[act](ctx, found)


def _send(ctx: Context, found: Digest) -> Reply:
    quiet = ctx.store.quiet()
    when = quiet.until(ctx.now) if quiet else ctx.now
    if not ctx.store.send_digest(found.id, at=when):
        return _unchanged(ctx, found)
    after = " Then it stays paused." if found.state != "active" else ""
    answer = f"{found.name} is due now."
    if when > ctx.now:
        said: Spans = (Bold(f"{found.name} is posted as soon as it is not quiet any more: "), When(when, "time"))
        return Reply((Text(said),), text=f"{found.name} waits: it is quiet now.")
    return _changed(answer, f"The running bot posts it within seconds, if there is anybody new.{after}", found)


def _pause(ctx: Context, found: Digest) -> Reply:
    if not ctx.store.pause_digest(found.id):
        return _unchanged(ctx, found)
    return _changed(f"{found.name} is paused.", "Who arrives meanwhile is in the next one after resume.", found)


def _resume(ctx: Context, found: Digest) -> Reply:
    due = ctx.now if found.schedule == AT_ONCE else next_due(found, ctx.now)
    if not ctx.store.resume_digest(found.id, next_due=due):
        return _unchanged(ctx, found)
    return _changed(f"{found.name} goes on.", "", found)


def _stop(ctx: Context, found: Digest) -> Reply:
    if not ctx.store.stop_digest(found.id):
        return _unchanged(ctx, found)
    return _changed(f"{found.name} is stopped.", "It posts nothing any more.", None)


def _quiet(ctx: Context, words: str, zone: str) -> Reply:
    """When nothing is posted: said, set or ended."""
    if words.casefold() == "off":
        ctx.store.set_quiet(None, by=ctx.actor, at=ctx.now)
    elif words:
        try:
            ctx.store.set_quiet(quiet_of(words, zone=zone), by=ctx.actor, at=ctx.now)
        except NotASchedule as error:
            raise Refusal(f"{sentence(str(error))}.", field="text") from None
    now = ctx.store.quiet()
    if now is None:
        answer = "No time is quiet: digests are posted whenever they are due."
        return Reply((Text((Bold(answer), "\nFor example ", Typed(f"digest quiet {EXAMPLE}"))),), text=answer)
    answer = f"Quiet: {now.told()}."
    advice = "\nWhat is due then is posted right after, on a day off at the same time of the next one."
    return Reply((Text((Bold(answer), advice)), Actions((Button("Never quiet", "digest quiet off"),))), text=answer)


def _unchanged(ctx: Context, found: Digest) -> Reply:
    """It is as asked already, or somebody was faster."""
    state = next((one.state for one in ctx.store.digests() if one.id == found.id), "stopped")
    return _changed(f"{found.name} is {STATES[state]} already.", "Nothing was changed.", None)


def _list(ctx: Context) -> Reply:
    every = ctx.store.digests()
    if not every:
        answer = "No digests or watches yet."
        advice = "\nA digest posts new applicants to a channel on a schedule, a watch whoever fits a search."
        digest = Button("New digest…", "form digest", typed="digest add every Monday 9:00 Europe/Berlin")
        watch = Button("New watch…", "form watch", typed="watch add skill:triton")
        return Reply((Text((Bold(answer), advice)), Actions((digest, watch))), text=answer)
    watches = sum(one.about == "watch" for one in every)
    parts = [count(len(every) - watches, "digest")] * (len(every) > watches) + [count(watches, "watch", "watches")] * (
        watches > 0
    )
    head, openings = listed(parts), {one.id: title(one) for one in ctx.store.openings()}
    return Reply(
        (Title(head), *(row(one, openings) for one in every)),
        text=f"{head}: " + ", ".join(one.name for one in every),
        line="digest",
    )


def row(one: Digest, openings: Mapping[int, str]) -> Person:
    """Where and when it posts, and what can be done about it."""
    name = "direct message" if one.kind == "dm" else f"#{one.channel_name or one.channel}"
    where = f"{one.workspace.platform.capitalize()} · {name}"
    state: Spans = ("next ", When(one.next_due, "time")) if one.state == "active" else (STATES[one.state],)
    lines: list[Spans] = [(f"{schedule(one)} · {where}",)]
    if one.state != "active" or one.schedule != AT_ONCE:
        lines.append(state)
    if told := about(one, openings):
        lines.append((told,))
    if one.fault:
        lines.append((f"⚠️ {one.fault}",))
    turn = (
        Button("Pause", f"digest pause {one.name}")
        if one.state == "active"
        else Button("Resume", f"digest resume {one.name}")
    )
    change = Button("Edit…", f"form digest edit {one.name}", spoken=f"Edit {one.name}", typed=f"digest edit {one.name}")
    stop = Button("Stop", f"digest stop {one.name}")
    buttons = (Button("Preview", f"digest preview {one.name}"), change, turn, stop)
    return Person(one.name, tuple(lines), buttons=buttons)


def _preview(ctx: Context, found: Digest) -> Reply:
    reply = runner.preview(ctx.store, found, now=ctx.now)
    if reply is None:
        answer = f"{found.name} has nothing new to post."
        return Reply((Text((Bold(answer), "\nIt stays silent until somebody applies.")),), text=answer)
    return replace(reply, private=True, line=f"digest preview {found.name}")


def _changed(answer: str, advice: str, found: Digest | None) -> Reply:
    spans: Spans = (Bold(answer), *((f"\n{advice}",) if advice else ()))
    actions = (Actions((Button("Preview", f"digest preview {found.name}"),)),) if found else ()
    return Reply((Text(spans), *actions), text=answer)
