"""A CV that waits to be saved: what was understood of it, what is uncertain, what was not used."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.cards import lines
from bot.cards.evidence import by_hand, unclaimed_lines, unsettled
from bot.cards.person import sureness
from bot.cards.quotes import Quotes
from bot.cards.wording import count, listed
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
    Spans,
    Text,
    Title,
)
from bot.profile import Fact, Given, Profile, Reading, facts
from bot.records import Received, Saved

LINES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Check:
    """The draft with what is known around it."""

    key: str
    received: Received
    profile: Profile
    """What the CV says, as people corrected it."""
    saved: Saved
    """What saving would do."""
    beside: tuple[Block, ...] = ()
    """What is new of somebody known; who somebody new may be."""


Buttons = Callable[[Fact[Any]], tuple[Button, ...]]
"""What may be done about an uncertain value."""


def check(one: Check, buttons: Buttons, now: datetime) -> Reply:
    """What was understood, what is uncertain, what was not used; and the buttons to decide."""
    reading = one.received.reading
    who = one.profile.name.value if one.profile.name else "name not stated"
    head = f"Check before saving: {who}"
    blocks: list[Block] = [Title(head), SmallPrint(_origin(one)), _understood(one.profile)]
    blocks += _by_hand(one.profile, now)
    blocks += one.beside
    blocks.append(Divider())
    blocks += _uncertain(one, buttons)
    blocks += _unused(one)
    if reading.left_out:
        blocks.append(SmallPrint((("Left out on purpose: " + ", ".join(reading.left_out),),)))
    draft = f"draft:{one.key}"
    blocks.append(
        Actions(
            (
                Button("Save", f"add {draft} --save", primary=True),
                Button("Correct…", f"form correct {draft}", typed=f"correct {draft} …"),
                Button("Discard", f"add {draft} --discard"),
            )
        )
    )
    checks = len(_doubtful(one.profile))
    tail = f"{count(checks, 'uncertain value')}, {count(len(reading.unclaimed), 'line')} not used."
    return Reply(tuple(blocks), text=f"{head}. {tail}")


def in_channel(key: str, name: str, reading: Reading, profile: Profile) -> Reply:
    """What everybody in a channel may see of a CV that was dropped there: no more than the name, and how much is to check.

    Whether somebody is known already, contacts and the CV's words are for whoever presses *Check*, alone.
    """
    who = profile.name.value if profile.name else "name not stated"
    small: list[Spans] = [(name,)]
    if checks := len(_doubtful(profile)) + len(unsettled(reading.warnings, reading.profile, profile)):
        small.append((count(checks, "uncertain value"),))
    if reading.unclaimed:
        small.append((f"{count(len(reading.unclaimed), 'line')} not used",))
    buttons = (
        Button("Save", f"intake-save draft:{key}", primary=True),
        Button("Check", f"add draft:{key}"),
        Button("Correct…", f"form correct draft:{key}", typed=f"correct draft:{key} …"),
        Button("Discard", f"intake-discard draft:{key}"),
    )
    blocks = (Title(f"Check before saving: {who}"), SmallPrint((*small, ("a recruiter decides",))), Actions(buttons))
    return Reply(blocks, text="1 CV was read, to check before it is saved.", private=False)


def _origin(one: Check) -> tuple[Spans, ...]:
    reading, saved = one.received.reading, one.saved
    used = f"{reading.content_lines - len(reading.unclaimed)} of {reading.content_lines} lines used"
    parts: list[Spans] = [
        (one.received.name,),
        (f"read with {sureness(reading.confidence)} confidence, {used}",),
    ]
    if saved.status == "updated":
        parts.append(
            ("known as ", Code(f"#{saved.number}"), ", so this ", Bold("updates"), " the profile and keeps the old CV")
        )
    if saved.status == "unchanged":
        parts.append(("this file is here already, as ", Code(f"#{saved.number}")))
    return tuple(parts)


def _understood(profile: Profile) -> Field:
    contacts = [*(mail.value for mail in profile.emails), *map(lines.phone, profile.phones)]
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


def _by_hand(profile: Profile, now: datetime) -> Sequence[Block]:
    """What people set so far, with who did where a quote would stand."""
    given = [fact for fact in facts(profile) if isinstance(fact, Given)]
    said = dict.fromkeys(by_hand(fact, now) for fact in given)
    return (Field("Corrected", (Bullets(tuple((one,) for one in said)),)),) if said else ()


def _uncertain(one: Check, buttons: Buttons) -> list[Block]:
    reading, doubtful = one.received.reading, _doubtful(one.profile)
    warnings = unsettled(reading.warnings, reading.profile, one.profile)
    if not doubtful and not warnings:
        return []
    quotes = Quotes({0: reading.text}, contacts=True)
    blocks: list[Block] = []
    label = f"{len(doubtful) + len(warnings)} uncertain"
    for fact in doubtful[:LINES_SHOWN]:
        content: tuple[Text | Quote, ...] = (Text((f"{fact.value}: {fact.check}",)), *quotes.lines(fact.evidence))
        blocks += [Field(label, content)] if not blocks else content
        if decisions := buttons(fact):
            blocks.append(Actions(decisions))
    told = tuple(Text((warning,)) for warning in warnings[:LINES_SHOWN])
    blocks += told if blocks else [Field(label, told)] if told else []
    if one.profile.name is None:
        line = f"correct draft:{one.key} name"
        blocks.append(Actions((Button("Type the name…", f"form {line}", typed=f"{line} …"),)))
    return blocks


def _doubtful(profile: Profile) -> list[Fact[Any]]:
    return [fact for fact in facts(profile) if fact.check]


def _unused(one: Check) -> list[Block]:
    reading = one.received.reading
    if not reading.unclaimed:
        return []
    shown = unclaimed_lines(reading.text, reading.unclaimed[:LINES_SHOWN])
    rest = len(reading.unclaimed) - LINES_SHOWN
    more: tuple[Text, ...] = (Text((f"and {rest} more",)),) if rest > 0 else ()
    return [Field(f"{count(len(reading.unclaimed), 'line')} not used", (*shown, *more))]
