"""digest reminders: what waits for a member now, and when they are reminded of it."""

import re
from dataclasses import replace

from bot.cards.reminders import reminder, schedule
from bot.cards.wording import sentence
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import Actions, Bold, Button, Reply, SmallPrint, Spans, Text, Typed, When
from bot.chats import ALL, SOME
from bot.commands.subscribing import LONGEST_WAIT, LONGEST_WORDS
from bot.digests.records import Digest
from bot.digests.reminders import due, first, pending, zone_of
from bot.digests.schedule import NotASchedule, understand
from bot.digests.schedule import zone_of as named_zone

OFF, ON = "off", "on"
ONCE_A_DAY = re.compile(r"(\d{1,2}) (\d{1,2}) \* \* [\d,*-]{1,20}")
EVERY_DAY = frozenset(("day", "daily"))
EXAMPLE = "digest reminders at 8:30 Europe/Berlin"


def reminders(ctx: Context, words: str, zone: str | None, waiting: int | None) -> Reply:
    """What waits now; or when it is said from now on."""
    said = words.casefold()
    if not (words or zone or waiting is not None):
        return _now(ctx)
    if ctx.request.place.kind == "terminal":
        raise Refusal(
            "Reminders come as direct messages; the terminal has none.",
            (f"Type the same line in {SOME}. ", Typed("digest reminders"), " shows here what waits."),
        )
    if waiting is not None and not 0 <= waiting <= LONGEST_WAIT:
        raise Refusal(f"Somebody waits for 1 to {LONGEST_WAIT} days; 0 reminds of nobody.", field="waiting")
    mine = _mine(ctx)
    if said == OFF:
        ctx.store.pause_digest(mine.id)
        answer = "You are reminded of nothing any more."
        return Reply((Text((Bold(answer),)), Actions((Button("Remind me", f"digest reminders {ON}"),))), text=answer)
    changed = mine if waiting is None else replace(mine, style=replace(mine.style, waiting=waiting))
    if zone or said not in ("", ON):
        changed = _by(changed, "" if said == ON else words, zone)
    shown = replace(changed, state="active", zone=changed.zone or _zone(ctx, changed))
    moment = max(due(shown, ctx.store.quiet(), ctx.now), ctx.now)
    ctx.store.edit_digest(changed, next_due=ctx.now)  # a process that can ask where the member is finds the moment
    ctx.store.resume_digest(mine.id, next_due=ctx.now)
    answer = f"You are reminded {schedule(shown)}."
    told = ("\nOf what is to be done, whom you have not rated, and who waits or is back. Next ", When(moment, "time"))
    buttons = (Button("What waits now", "digest reminders"), Button("Turn off", f"digest reminders {OFF}"))
    small = SmallPrint((("one direct message a day",), ("nothing waits: nothing is sent",)))
    return Reply((Text((Bold(answer), *told)), Actions(buttons), small), text=answer)


def _now(ctx: Context) -> Reply:
    mine = ctx.store.reminders() or first(ctx.request.member, ctx.store.member, ctx.now)
    mine = replace(mine, zone=mine.zone or _zone(ctx, mine), by=ctx.actor, last_sent=None)
    waits = pending(ctx.store, mine, now=ctx.now)
    turn = ("Turn off", OFF) if mine.state == "active" else ("Remind me", ON)
    extra: tuple[Actions, ...] = (Actions((Button(turn[0], f"digest reminders {turn[1]}"),)),)
    if ctx.request.place.kind == "terminal":
        mine, extra = replace(mine, words=f"sent in {ALL} alone", zone=""), ()
    if waits:
        found = reminder(waits, mine, now=ctx.now)
        *blocks, small = found.blocks
        return replace(found, blocks=(*blocks, *extra, small), otherwise=None, line="digest reminders")
    answer = "Nothing waits for you."
    fault: tuple[Spans, ...] = ((f"⚠️ {sentence(mine.fault)}",),) if mine.fault else ()
    items = (*fault, (schedule(mine),), (Typed(EXAMPLE), " changes it"))
    return Reply((Text((Bold(answer),)), *extra, SmallPrint(items)), text=answer, line="digest reminders")


def _mine(ctx: Context) -> Digest:
    begun = first(ctx.request.member, ctx.store.member, ctx.now)
    ctx.store.begin_reminders(begun)
    found = ctx.store.reminders()
    assert found
    return found


def _zone(ctx: Context, mine: Digest) -> str:
    return zone_of(ctx.store, mine, ctx.poster(mine.workspace))


def _by(mine: Digest, words: str, zone: str | None) -> Digest:
    """The reminders at that time: on weekdays where no day is said, by the member's own clock where no zone is."""
    before = mine.words.removesuffix(mine.zone).strip() if mine.zone else mine.words
    try:
        rest, _ = named_zone(words or before, "UTC")
        when = understand(words or before, zone=zone or "UTC")
    except NotASchedule as error:
        raise Refusal(f"{sentence(str(error))}.", ("For example ", Typed(EXAMPLE)), field="text") from None
    found = ONCE_A_DAY.fullmatch(when.cron)
    if not found:
        raise Refusal("Reminders come once a day at most.", ("For example ", Typed(EXAMPLE)), field="text")
    cron, rest = when.cron, " ".join(rest.split())[:LONGEST_WORDS]
    if cron.endswith("*") and not EVERY_DAY & {*rest.casefold().split()}:
        cron, rest = f"{cron[:-1]}1-5", f"weekdays at {int(found[2])}:{int(found[1]):02}"
    own = when.zone if zone or when.zone.casefold() == (words.split() or [""])[-1].casefold() else ""
    return replace(mine, schedule=cron, words=f"{rest} {own}".strip(), zone=own)
