"""What a digest or watch is to be: made and changed by the same words."""

from collections.abc import Mapping
from dataclasses import replace

from bot.cards.wording import how_many, sentence
from bot.chat.channels import first_channel
from bot.chat.context import Context
from bot.chat.errors import Missing, Refusal, at_field, short
from bot.chat.mentions import looked_for
from bot.chat.messages import (
    Actions,
    Block,
    Bold,
    Button,
    Place,
    Reply,
    SmallPrint,
    Spans,
    Text,
    Typed,
    When,
)
from bot.commands import places
from bot.commands.asking import check_filter
from bot.commands.wishing import MOST_IN_FULL, OFF, Wish, changing, completed, is_form, new, usual_style
from bot.digests import naming
from bot.digests.post import Undeliverable
from bot.digests.records import AT_ONCE, Digest, Style
from bot.digests.schedule import EXAMPLES, NotASchedule, Schedule, known_zone, next_due, understand
from bot.openings.names import title
from bot.openings.records import Opening
from bot.records import Page
from bot.search.language import parse
from bot.stages import stages
from bot.store import Conflict

LONGEST_WORDS = 200
LONGEST_WAIT = 365
ADDING = {"digest": "digest add weekdays at 9", "watch": "watch add skill:triton"}
TOWARDS = frozenset(("in", "into", "to"))
NOW = frozenset(("at once", "now", "immediately", "instantly"))


def subscribe(ctx: Context, words: str, wish: Wish) -> Reply:
    """A new one, in the place where it was asked for; ``words`` say when."""
    if not words.strip():
        example = Typed(f"{_command(wish.about)} add every Monday 9:00 Europe/Berlin")
        raise Missing("When is it to be posted?", ("For example ", example), form=new(ctx))
    at_when, at_query = ("when", "text") if wish.about == "watch" else ("text", "query")
    words, wish = _with_channel(words, wish)
    when = _schedule_of(words, wish.zone or own_zone(ctx), at_when)
    query = _query_of(ctx, wish, "", at_query)
    place = _place(ctx, wish)
    typed = " ".join(words.split())[:LONGEST_WORDS]
    taken = {naming.folded(one.name) for one in ctx.store.digests()}
    name = _chosen(wish, typed) if wish.name else _free_name(query if wish.about == "watch" else place.name, taken)
    opening = _opening_of(wish, 0)
    wanted = Digest(
        0, name, place.workspace, place.id, place.name, when.cron, typed, when.zone, query,
        since=ctx.now, next_due=ctx.now, state="active", by=ctx.actor, kind="dm" if place.kind == "dm" else "channel",
        about="watch" if wish.about == "watch" else "applicants", opening=opening,
        owner=ctx.request.member.key, style=_style(wish, Style()),
    )  # fmt: skip
    wanted = replace(wanted, next_due=next_due(wanted, ctx.now))
    if not wish.channel:
        places.open_to_posts(ctx, place)
    try:
        kept = ctx.store.add_digest(wanted)
    except Conflict:
        again = Typed(f"{_command(wish.about)} add {typed} --name other")
        raise Refusal(
            f"There is a digest called {name} already.", ("Give this one a name: ", again), field="name"
        ) from None
    return _kept(ctx, kept)


def edit(ctx: Context, found: Digest, wish: Wish) -> Reply:
    """The digest with what is asked for changed, and everything else as it was."""
    if wish.channel:
        advice = Typed(f"{_command(found.about)} stop {found.name}")
        raise Refusal(f"{found.name} stays where it is.", ("To have one elsewhere, add one there, then ", advice))
    if is_form(ctx, found):
        wish = completed(wish, found)
    words, zone = found.words, wish.zone or found.zone
    if wish.when is not None:
        words = " ".join(wish.when.split())[:LONGEST_WORDS]
    when = Schedule(found.schedule, found.zone)
    if wish.when is not None or wish.zone:
        when = _schedule_of(words, zone, "when")
    changed = replace(
        found,
        words=words,
        schedule=when.cron,
        zone=when.zone,
        query=_query_of(ctx, wish, found.query, "query"),
        opening=_opening_of(wish, found.opening),
        style=_style(wish, found.style),
    )
    if changed == found and is_form(ctx, found):
        answer = f"There was nothing to change in {found.name}."
        return Reply((Text((Bold(answer),)),), text=answer)
    if changed == found:
        example = Typed(f"{_command(found.about)} edit {found.name} --names initials --when weekdays at 9")
        form = changing(ctx, found)
        raise Missing(f"There is nothing to change in {found.name}.", ("For example ", example), form=form)
    due = None
    if (changed.schedule, changed.zone) != (found.schedule, found.zone):
        due = ctx.now if changed.schedule == AT_ONCE else next_due(changed, ctx.now)
    if not ctx.store.edit_digest(changed, next_due=due):
        raise Refusal(f"{found.name} is stopped.", ("Nothing was changed.",))
    openings = {one.id: title(one) for one in ctx.store.openings()}
    answer = f"{found.name} was changed."
    told = " · ".join(filter(None, (schedule(changed), about(changed, openings))))
    tags = _tags(ctx, changed) if not found.style.each else ()
    actions = Actions((Button("Preview", f"digest preview {found.name}"),))
    return Reply((Text((Bold(answer), f"\n{told}")), *tags, actions), text=answer)


def own_zone(ctx: Context) -> str:
    """By whose clock a time is meant that comes without a zone: the asker's own, where the platform says it."""
    return known_zone(ctx.request.member.zone) or "UTC"


def schedule(one: Digest) -> str:
    """The words, with the zone where they do not say it."""
    if one.schedule == AT_ONCE:
        return "at once"
    return one.words if one.zone in one.words else f"{one.words} ({one.zone})"


def about(one: Digest, openings: Mapping[int, str]) -> str:
    """``only skill:cuda · Research Intern · initials · by opening``: what is not as by default."""
    style, usual = one.style, usual_style(one)
    parts = (
        f"only {one.query}" if one.query else "",
        openings.get(one.opening, "") if one.opening else "",
        style.names if style.names != usual.names else "",
        f"by {style.grouping}" if style.grouping else "",
        f"{style.in_full} in full" if style.in_full != usual.in_full else "",
        f"waiting over {style.waiting} days" if style.waiting not in (0, usual.waiting) else "",
        "nobody waiting" if not style.waiting and usual.waiting else "",
        ("with a chart" if style.chart else "no chart") if style.chart != usual.chart else "",
        "posts without news, too" if style.empty == "say" else "",
        "a post each" if style.each else "",
    )
    return " · ".join(filter(None, parts))


# ------------------------------------------------------------------------ parts


def _command(about: str) -> str:
    return "watch" if about == "watch" else "digest"


def _with_channel(words: str, wish: Wish) -> tuple[str, Wish]:
    """A channel among the words that say when is where it goes: ``weekdays at 9 in #hiring``."""
    said = words.split()
    at = first_channel(said)
    if wish.channel or at == len(said):
        return words, wish
    before = said[: at - 1] if at and said[at - 1].casefold() in TOWARDS else said[:at]
    return " ".join((*before, *said[at + 1 :])), replace(wish, channel=said[at])


def _place(ctx: Context, wish: Wish) -> Place:
    """The channel that was named and that the bot can post in, or the place where it was asked."""
    example = f"{ADDING[_command(wish.about)]} --channel"
    if wish.channel:
        with at_field("channel"):
            found, _ = places.reached(ctx, places.named(ctx, wish.channel, example), "posted", example)
        return found
    if ctx.request.place.kind == "terminal":
        advice: Spans = ("Name one, or type the line in the channel that is to get it. ", *places.written_out(example))
        raise Refusal(f"A {_command(wish.about)} goes to a channel; the terminal has none.", advice, field="channel")
    return ctx.request.place


def _opening_of(wish: Wish, before: int) -> int:
    if wish.opening is None:
        return before
    return wish.opening.id if isinstance(wish.opening, Opening) else 0


def _schedule_of(words: str, zone: str, at: str) -> Schedule:
    if words.strip().casefold() in NOW:
        return Schedule(AT_ONCE, understand("daily", zone=zone).zone)
    try:
        return understand(words, zone=zone)
    except NotASchedule as error:
        said = str(error)
        examples = f"It takes {', '.join(EXAMPLES)}."
        raise Refusal(f"{said[:1].upper()}{said[1:]}.", (examples,), field=at) from None


def _query_of(ctx: Context, wish: Wish, before: str, at: str) -> str:
    if wish.query is None:
        return before
    if wish.query.strip().casefold() in ("", OFF):
        return ""
    query = looked_for(wish.query)
    with at_field(at):
        check_filter(ctx, query)
    return query


def _style(wish: Wish, before: Style) -> Style:
    if wish.full is not None and not 0 <= wish.full <= MOST_IN_FULL:
        raise Refusal(f"0 to {MOST_IN_FULL} people can be shown with their proof.", field="full")
    if wish.waiting is not None and not 0 <= wish.waiting <= LONGEST_WAIT:
        raise Refusal(f"Somebody waits for 1 to {LONGEST_WAIT} days; 0 names nobody.", field="waiting")
    return Style(
        names="initials" if (wish.names or before.names) == "initials" else "names",
        grouping=before.grouping if wish.group is None else "" if wish.group == "off" else wish.group,
        in_full=before.in_full if wish.full is None else wish.full,
        waiting=before.waiting if wish.waiting is None else wish.waiting,
        chart=before.chart if wish.chart is None else wish.chart != OFF,
        empty="say" if (wish.empty or before.empty) == "say" else "silent",
        each=before.each if wish.each is None else wish.each != OFF,
    )


def _kept(ctx: Context, kept: Digest) -> Reply:
    here = (kept.workspace, kept.channel) == (ctx.request.place.workspace, ctx.request.place.id)
    named = f"#{kept.channel_name or kept.channel}"
    where = named if kept.kind == "channel" and (kept.channel_name or not here) else "this conversation"
    who = f"Whoever comes and fits {short(kept.query, 60)} is" if kept.about == "watch" else "New applicants are"
    answer = f"{who} posted to {where}."
    first: Spans = () if kept.schedule == AT_ONCE else (" · first ", When(kept.next_due, "time"))
    openings = {one.id: title(one) for one in ctx.store.openings()} if kept.opening else {}
    told = about(replace(kept, query=""), openings)
    fitting = how_many(_fitting(ctx, kept.query)) if kept.query else ""
    more = (
        ((f"Only {kept.query}: {fitting} today" if kept.about != "watch" else f"{fitting} fit it already",),)
        if kept.query
        else ()
    )
    silent = "nothing new: nothing is posted" if kept.style.empty == "silent" else "posts without news, too"
    small = () if kept.schedule == AT_ONCE else (SmallPrint(((silent,),)),)
    blocks: tuple[Block, ...] = (
        Text((Bold(answer), f"\n{schedule(kept)}", *first, f" · called {kept.name}", f" · {told}" if told else "")),
        *(Text(one) for one in more),
        *_tags(ctx, kept),
        Actions((Button("Preview", f"digest preview {kept.name}"), Button("Stop", f"digest stop {kept.name}"))),
        *small,
    )
    return Reply(blocks, text=f"{answer} {sentence(kept.words)}.")


def _tags(ctx: Context, kept: Digest) -> tuple[Text, ...]:
    """What a forum lacks for its posts to be tagged with the stage, where the bot may not add it."""
    poster = ctx.poster(kept.workspace)
    if not kept.style.each or poster is None or kept.kind != "channel":
        return ()
    try:
        there = poster.reach(Place(kept.workspace, "channel", kept.channel, kept.channel_name)).tags
    except Undeliverable:
        return ()
    known = {one.casefold() for one in there or ()}
    lacking = [one.label for one in stages() if one.label.casefold() not in known]
    if there is None or not lacking:
        return ()
    tags = ", ".join(lacking)
    return (
        Text(
            (
                f"A post has its stage as a tag where the forum has one of that name. Add these: {tags}. ",
                "Or allow the bot to manage that channel, and it adds them.",
            )
        ),
    )


def _fitting(ctx: Context, query: str) -> Page:
    return ctx.store.search(parse(query, today=ctx.now.date()), limit=1)


def _chosen(wish: Wish, schedule: str) -> str:
    try:
        return naming.named(wish.name)
    except ValueError as error:
        example = f"{_command(wish.about)} add {schedule} --name {naming.suggested(wish.name)}"
        raise Refusal(
            f"{short(wish.name)} cannot be a digest's name: {error}.", ("For example ", Typed(example)), field="name"
        ) from None


def _free_name(words: str, taken: set[str]) -> str:
    """The channel's name, or the query's words; with a number where that is taken."""
    suggestions = (naming.suggested(words, number) for number in range(1, len(taken) + 2))
    return next(name for name in suggestions if naming.folded(name) not in taken)
