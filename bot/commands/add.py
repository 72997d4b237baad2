"""add: a CV from an attachment or pasted text; shows what was understood, then keeps or drops it."""

import secrets
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

from bot import intake
from bot.bulk import STATUSES, Outcome
from bot.cards import lines
from bot.cards.evidence import unclaimed_lines
from bot.cards.person import sureness
from bot.cards.quotes import Quotes
from bot.cards.wording import count, listed
from bot.chat.command import Line
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import (
    Actions,
    Block,
    Bold,
    Bullets,
    Button,
    Code,
    Divider,
    Field,
    Quote,
    Reply,
    SmallPrint,
    Span,
    Spans,
    Text,
    Title,
    Typed,
    Upload,
)
from bot.commands.registry import commands
from bot.cv import Unreadable
from bot.profile import Fact, Profile, Reading, facts
from bot.records import Draft, Received, Role, Saved
from bot.store import Unavailable

SHORTEST_PASTE = 200
"""Characters: less than this is no pasted CV but a slip."""
LINES_SHOWN = 5
DRAFT = "draft:"


@commands.command(
    "add", family="Work", role=Role.RECRUITER, examples=("add", "add (with a file attached)"), changes=True
)
def add(
    ctx: Context,
    text: Annotated[Line | None, "the CV as text, where no file is attached"] = None,
    cv: Annotated[tuple[Upload, ...], "the CV as a file"] = (),
    *,
    save: Annotated[bool, "keep the draft"] = False,
    discard: Annotated[bool, "drop the draft"] = False,
) -> Reply:
    """Add CVs: one file or pasted text is shown before it is saved; several files are saved at once."""
    if text and text.startswith(DRAFT):
        return _decide(ctx, text.removeprefix(DRAFT).strip(), save=save, discard=discard)
    if len(cv) > 1:
        return _batch(ctx, cv)
    if cv:
        return _draft(ctx, cv[0].name, _data(cv[0]))
    if text and len(text) >= SHORTEST_PASTE:
        return _draft(ctx, "pasted text.txt", text.encode("utf-8", "replace"))
    if text:
        raise Refusal(
            "That is too short for a CV.", ("Attach the file, or paste the whole text after ", Typed("add"), ".")
        )
    where: Spans = ("Attach a file (text or Markdown, up to 5 MB), or paste the text after ", Typed("add"), ".")
    if ctx.request.place.kind == "terminal":
        where = ("Name a file (text or Markdown, up to 5 MB): ", Typed("add path/to/cv.md"), ".")
    raise Refusal("There is no CV to add yet.", where)


# -------------------------------------------------------------- one document


def _draft(ctx: Context, name: str, data: bytes) -> Reply:
    name = intake.base_name(name)
    received = _received(ctx, name, data)
    saved = ctx.store.recognise(received)
    if saved.status == "unchanged":
        return _unchanged(name, saved)
    key = secrets.token_hex(4)
    ctx.store.keep_draft(Draft(key, name, data, ctx.actor, ctx.now))
    return report(received, saved, key)


def _data(upload: Upload) -> bytes:
    if upload.fault:
        raise Refusal(f"{intake.base_name(upload.name)} could not be read.", (sentence(upload.fault),))
    return upload.data


def _received(ctx: Context, name: str, data: bytes) -> Received:
    try:
        return intake.receive(name, data, by=ctx.actor, at=ctx.now)
    except Unreadable as error:
        raise Refusal(f"{name} was not saved.", (sentence(str(error)),)) from None


def _unchanged(name: str, saved: Saved) -> Reply:
    answer = f"{name} is already here, unchanged."
    open_it = Actions((Button("Open", f"show #{saved.number}"),))
    return Reply((Text((Bold(answer),)), open_it), text=answer)


def _decide(ctx: Context, key: str, *, save: bool, discard: bool) -> Reply:
    draft = ctx.store.draft(key, at=ctx.now)
    if draft is None:
        raise Refusal(
            "That draft is gone: it was saved or discarded, or is older than seven days.", ("Send the file again.",)
        )
    if save:
        saved = ctx.store.save(_received(ctx, draft.name, draft.data))
        with suppress(Unavailable):  # it is saved; a draft that stays is dropped after seven days
            ctx.store.drop_draft(key)
        return _saved(draft.name, saved)
    if discard:
        ctx.store.drop_draft(key)
        answer = f"{draft.name} was discarded. Nothing was saved."
        return Reply((Text((Bold(answer),)),), text=answer, replace=True)
    return report(received := _received(ctx, draft.name, draft.data), ctx.store.recognise(received), key)


def _saved(name: str, saved: Saved) -> Reply:
    who = saved.name or name
    done = {"added": "saved", "updated": "updated; the old CV is kept", "unchanged": "already here, unchanged"}[
        saved.status
    ]
    answer = f"{who} is {done}."
    blocks = (Text((Bold(answer), " ", Code(f"#{saved.number}"))), Actions((Button("Open", f"show #{saved.number}"),)))
    return Reply(blocks, text=answer, replace=True)


def report(received: Received, saved: Saved, key: str) -> Reply:
    """What was understood, what is uncertain, what was not used; and the buttons to decide."""
    reading = received.reading
    who = reading.profile.name.value if reading.profile.name else "name not stated"
    head = f"Check before saving: {who}"
    blocks: list[Block] = [Title(head), SmallPrint(_origin(received, saved)), _understood(reading.profile), Divider()]
    blocks += _uncertain(reading)
    blocks += _unused(reading)
    if reading.left_out:
        blocks.append(SmallPrint((("Left out on purpose: " + ", ".join(reading.left_out),),)))
    buttons = (
        Button("Save", f"add {DRAFT}{key} --save", primary=True),
        Button("Discard", f"add {DRAFT}{key} --discard"),
    )
    blocks.append(Actions(buttons))
    checks = sum(1 for fact in facts(reading.profile) if fact.check)
    tail = f"{count(checks, 'uncertain value')}, {count(len(reading.unclaimed), 'line')} not used."
    return Reply(tuple(blocks), text=f"{head}. {tail}")


def _origin(received: Received, saved: Saved) -> tuple[Spans, ...]:
    reading = received.reading
    used = f"{reading.content_lines - len(reading.unclaimed)} of {reading.content_lines} lines used"
    parts: list[Spans] = [(received.name,), (f"read with {sureness(reading.confidence)} confidence, {used}",)]
    if saved.status == "updated":
        parts.append(
            ("known as ", Code(f"#{saved.number}"), ", so this ", Bold("updates"), " the profile and keeps the old CV")
        )
    return tuple(parts)


def _understood(profile: Profile) -> Field:
    contacts = [fact.value for fact in (*profile.emails, *profile.phones)]
    name = [profile.name.value] if profile.name else []
    sums = [
        count(number, *words)
        for number, words in (
            (len(profile.publications), ("paper",)),
            (len(profile.projects), ("project",)),
            (len(profile.awards), ("award",)),
            (len(profile.skills), ("skill listed", "skills listed")),
        )
        if number
    ]
    jobs = [lines.job(job) for job in profile.work if job.kind == "job"]
    degrees = [lines.degree(one) for one in profile.education]
    first = [" · ".join([*name, *contacts])] if name or contacts else []
    last = [listed(sums)] if sums else []
    shown = tuple((line,) for line in [*first, *jobs[:LINES_SHOWN], *degrees[:LINES_SHOWN], *last])
    return Field("Understood", (Bullets(shown),) if shown else (Text(("nothing but text",)),))


def _uncertain(reading: Reading) -> list[Block]:
    doubtful = [fact for fact in facts(reading.profile) if fact.check]
    if not doubtful and not reading.warnings:
        return []
    content: list[Text | Bullets | Quote] = []
    for fact in doubtful[:LINES_SHOWN]:
        content += [Text((_doubt(fact),)), *Quotes({0: reading.text}, contacts=True).lines(fact.evidence)]
    content += [Text((warning,)) for warning in reading.warnings[:LINES_SHOWN]]
    return [Field(f"{len(doubtful) + len(reading.warnings)} uncertain", tuple(content))]


def _doubt(fact: Fact[object]) -> str:
    return f"{fact.value}: {fact.check}"


def _unused(reading: Reading) -> list[Block]:
    if not reading.unclaimed:
        return []
    shown = unclaimed_lines(reading.text, reading.unclaimed[:LINES_SHOWN])
    rest = len(reading.unclaimed) - LINES_SHOWN
    more: tuple[Text, ...] = (Text((f"and {rest} more",)),) if rest > 0 else ()
    return [Field(f"{count(len(reading.unclaimed), 'line')} not used", (*shown, *more))]


# -------------------------------------------------------------- many at once


def _batch(ctx: Context, uploads: Sequence[Upload]) -> Reply:
    return batch_report([_one(ctx, upload) for upload in uploads])


def _one(ctx: Context, upload: Upload) -> Outcome:
    """One file's fate; what happens to it touches no other file."""
    name = intake.base_name(upload.name)
    if upload.fault:
        return Outcome(name, "rejected", reason=upload.fault)
    try:
        received, saved = intake.take_in(ctx.store, name, upload.data, by=ctx.actor, at=ctx.now)
    except Unreadable as error:
        return Outcome(name, "rejected", reason=str(error))
    except Unavailable:
        return Outcome(name, "rejected", reason="the database did not answer. Send it again.")
    reading = received.reading
    return Outcome(name, saved.status, saved.number, saved.name, reading.confidence, reading.warnings)


def batch_report(outcomes: Sequence[Outcome]) -> Reply:
    """How many were saved, which were not and why, and what to check."""
    lost = [one for one in outcomes if one.status == "rejected"]
    kept = [one for one in outcomes if one.status != "rejected"]
    fresh = sum(1 for one in kept if one.status != "unchanged")
    head = f"{count(len(outcomes), 'file')} read: {fresh} saved" + (f", {len(lost)} not" if lost else "")
    found = Counter(one.status for one in outcomes)
    totals: list[Span] = []
    for status in STATUSES:
        if found[status]:
            totals += [" · ", Bold(str(found[status])), f" {'not saved' if status == 'rejected' else status}"]
    blocks: list[Block] = [Title(head), Text(tuple(totals[1:]))]
    if lost:
        blocks.append(Field("Not saved", (Bullets(tuple((Bold(one.file), f" · {one.reason}") for one in lost)),)))
    if checks := [one for one in kept if one.warnings]:
        doubts = tuple((Bold(one.name or one.file), f" · {one.warnings[0]}") for one in checks)
        blocks.append(Field("To check", (Bullets(doubts),)))
    blocks.append(Actions((Button("Show who is new", "new 1d"),)))
    return Reply(tuple(blocks), text=f"{head}.")


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
