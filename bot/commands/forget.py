"""forget: erase a person everywhere, after a question that says what goes; and how far erasing is."""

from typing import Annotated

from bot.cards.person import shown_name
from bot.cards.wording import count, sentence
from bot.chat.command import NO_WORDS, Line
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import (
    Actions,
    Bold,
    Bullets,
    Button,
    Confirm,
    Person,
    Reply,
    SmallPrint,
    Spans,
    Text,
    Title,
    Typed,
    When,
)
from bot.commands import holding
from bot.commands.registry import commands
from bot.erasing.records import Erasure, Held
from bot.records import Candidate, Role
from bot.search.remembered import forget_all
from bot.store import OnHold

A_PAGE = 10
SWEEPING = 2.0
"""Seconds that the answer waits for the files of the database to be swept; a running bot does the rest."""

GOES = {
    "document": ("CV", "CVs"),
    "correction": ("correction", "corrections"),
    "application": ("application", "applications"),
    "note": ("note", "notes"),
    "scorecard": ("rating", "ratings"),
    "todo": ("to-do", "to-dos"),
    "tag": ("tag", "tags"),
    "change": ("line of history", "lines of history"),
}
"""What people know of; the profile and what is searched go with it."""
OUT_OF_REACH = (
    "files that people downloaded, exports, Discord's private answers until they are closed, and backups: "
    "one that is restored erases them again when it starts"
)
STAYS = (
    "their number, which nobody gets again; who erased it and when; and keyed hashes, by which a CV of the person "
    "that comes again is noticed"
)


@commands.command("forget", family="Team", role=Role.ADMIN, examples=("forget noor", "forget #214"), changes=True)
def forget(
    ctx: Context,
    who: Annotated[Candidate, "a name, #number or row"],
    *,
    why: Annotated[Line, "kept with the proof: no name"] = NO_WORDS,
    confirmed: Annotated[bool, "after the question"] = False,
) -> Reply:
    """Erase somebody everywhere and for good: CVs, profile, notes, and the bot's messages that name them."""
    return _erased(ctx, who, why) if confirmed else _asked(ctx, who, why)


def _asked(ctx: Context, who: Candidate, why: str) -> Reply:
    if stands := next((one for one in ctx.store.holds_of(who.number) if one.lifted is None), None):
        raise holding.refuse(ctx, stands)
    held = ctx.store.held(who.number)
    head = f"Erase {shown_name(who)}?"
    told: tuple[Spans, ...] = (
        (Bold("Goes: "), f"{_goes(held)}; the profile, what is searched, and their name in what the team wrote"),
        (Bold("Taken down: "), _messages(held)),
        (Bold("Stays: "), STAYS),
        (Bold("Out of reach: "), OUT_OF_REACH),
    )
    line = f"forget #{who.number} --confirmed" + (f" --why {why}" if why else "")
    sure = Confirm(
        f"Erase candidate {who.number}?",
        "Nobody can take this back, undo does not either.",
        "Erase for good",
        danger=True,
    )
    small = SmallPrint((("Nothing was erased yet",), ("it cannot be taken back",), ("recorded",)))
    buttons = (Button("Erase for good…", line, confirm=sure), Button("Open", f"show #{who.number}"))
    return Reply((Text((Bold(head),)), Bullets(told), Actions(buttons), small), text=head, about=who.number)


def _goes(held: Held) -> str:
    return (
        ", ".join(count(held.rows[table], *words) for table, words in GOES.items() if held.rows.get(table)) or "nothing"
    )


def _messages(held: Held) -> str:
    others = held.messages - held.digests
    found = (
        [f"{count(others, 'message')} of the bot's that {'names' if others == 1 else 'name'} them"] if others else []
    )
    if held.shares:
        found.append(f"{count(held.shares, 'shared post')}, whoever else is on it")
    if held.digests:
        found.append(f"their lines in {count(held.digests, 'digest post')}")
    return "; ".join(found) or "no message of the bot's names them"


def _erased(ctx: Context, who: Candidate, why: str) -> Reply:
    at_terminal = ctx.request.place.kind == "terminal"
    member = "" if at_terminal else ctx.request.member.key
    try:
        done = ctx.store.erase(who.number, by=ctx.actor, at=ctx.now, why=why, member=member)
    except KeyError:
        raise Refusal("Somebody else erased them a moment ago.", (Typed("forget status"), " lists it.")) from None
    except OnHold as held:
        raise holding.refuse(ctx, held.hold) from None
    forget_all()
    ctx.store.sweep(at=ctx.now, seconds=SWEEPING)
    now = ctx.store.erased(done.number) or done
    answer = f"Candidate {done.number} is erased."
    small = SmallPrint(((f"erased by {done.by}",), ("recorded",), ("it cannot be taken back",)))
    after = "\n" + _to_follow(now, told=bool(member))
    status = Actions((Button("How far it is", "forget-status", typed="forget status"),))
    return Reply(
        (Text((Bold(answer), after)), status, small),
        text=answer,
        erased=(done.number, *done.also),
        replace=ctx.request.place.kind == "channel",
    )


def _to_follow(done: Erasure, *, told: bool) -> str:
    left = [f"{count(done.waiting, 'message')} of the bot's"] if done.waiting else []
    if done.swept is None:
        left.append("what the database's files still hold")
    if not left:
        return "Nothing of them is left here."
    when = "You are told when all is gone." if told else "forget status says how far it is."
    return f"{sentence(' and '.join(left))} will go as soon as a running bot reaches it. {when}"


@commands.command("forget-status", family="Team", role=Role.ADMIN, examples=("forget status",))
def status(ctx: Context, *, page: Annotated[int, "which page"] = 1) -> Reply:
    """List who was erased when and by whom, by number, and what a platform did not let go."""
    offset = (min(max(page, 1), 100_000) - 1) * A_PAGE
    total, found = ctx.store.erasures(limit=A_PAGE, offset=offset)
    if not total:
        answer = "Nobody was erased yet."
        return Reply((Text((Bold(answer),)),), text=answer)
    head = f"{count(total, 'erasure')}"
    rows = tuple(_row(one, given_again=_is_somebodys(ctx, one.number)) for one in found)
    left = total - offset - len(found)
    more = (Actions((Button(f"Next {min(left, A_PAGE)}", f"forget-status --page {page + 1}"),)),) if left > 0 else ()
    numbers = tuple(number for one in found for number in (one.number, *one.also))
    small = SmallPrint((("newest first",), ("nothing but this is kept of them",)))
    return Reply((Title(head), *rows, *more, small), text=f"{head}.", erased=numbers)


def _is_somebodys(ctx: Context, number: int) -> bool:
    """After a restore without the file of erasures somebody else may have got the number."""
    return bool(ctx.store.candidate(number))


def _row(one: Erasure, *, given_again: bool) -> Person:
    parts = f", with {', '.join(map(str, one.also))}" if one.also else ""
    parts += "; the number is somebody else's now" if given_again else ""
    lines: list[Spans] = [(f"erased by {one.by}, ", When(one.at, "time"), f" · {one.why}" if one.why else "")]
    lines.append((_state(one),))
    lines += [
        (f"⚠️ {each.workspace.platform} {each.channel} {each.id}: {sentence(each.fault)}",) for each in one.refused
    ]
    return Person(f"Candidate {one.number}{parts}", tuple(lines))


def _state(one: Erasure) -> str:
    gone = f"{count(one.gone, 'message')} taken down" if one.gone else ""
    waiting = f"{count(one.waiting, 'message')} waiting to go" if one.waiting else ""
    refused = f"{count(len(one.refused), 'message')} refused, tried again each day" if one.refused else ""
    swept = "" if one.swept else "the database's files are still to be swept"
    return " · ".join(filter(None, (gone, waiting, refused, swept))) or "all gone"
