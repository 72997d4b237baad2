"""What a newer CV brought, in lines of words: for the reports of `add` and `import`."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from bot import stages
from bot.cards import lines
from bot.cards.naming import calm
from bot.cards.wording import MONTHS, count, month, sentence
from bot.chat.messages import Link
from bot.combining import combine
from bot.likeness import Likeness, likenesses
from bot.news import Change, News, news
from bot.profile import Fact, Phone, Place, Profile
from bot.records import Dossier, Received, Saved
from bot.store import Tenant

FEW = 3
_PARTS = {"end": "until", "start": "since", "gpa": "GPA", "label": "headline"}
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


def told(found: News) -> tuple[str, ...]:
    """``new: …``, ``changed: …``, ``no longer mentioned: …``; only those that there are."""
    return tuple(
        f"{what}: {'; '.join(parts)}"
        for what, parts in (
            ("new", list(_named(found.new))),
            ("changed", [_changed(one) for one in found.changed]),
            ("no longer mentioned", list(_named(found.gone))),
        )
        if parts
    )


def returning(dossier: Dossier, *, since: datetime, now: datetime) -> str:
    """``withdrawn in March. New since then: 1 job, 1 paper, 4 skills``: what became of who came back, and what is new."""
    earlier = [one for one in dossier.applications if one.arrived < since]
    ended = next((one for one in earlier if stages.stage(one.stage).closed), None)
    parts = (
        [
            f"{stages.stage(ended.stage).label.lower()} in {MONTHS[ended.stage_since.month - 1]}{_year(ended.stage_since, now)}"
        ]
        if ended
        else []
    )
    older = [
        dossier.readings[one.number]
        for one in dossier.documents
        if one.received < since and one.number in dossier.readings
    ]
    newest = next((dossier.readings.get(one.number) for one in dossier.documents if one.received >= since), None)
    if older and newest and (counted := list(_counted(news(combine(older), newest).new))):
        parts.append(f"{'new since then' if parts else 'new'}: {', '.join(counted)}")
    return ". ".join(sentence(part) if at else part for at, part in enumerate(parts))


def _year(moment: datetime, now: datetime) -> str:
    return "" if moment.year == now.year else f" {moment.year}"


def _counted(profile: Profile) -> Iterator[str]:
    for field, word in _COUNTED:
        if number := len(getattr(profile, field)):
            yield count(number, word)


def proposal(likeness: Likeness) -> str:
    """``may be the same person as #12 Ana Lima: same name; both at Aldersea``."""
    candidate = likeness.candidate
    who = f"#{candidate.number} {calm(candidate.name)}".strip()
    return f"may be the same person as {who}: {'; '.join(likeness.reasons)}"


def arrival(store: Tenant, received: Received, saved: Saved) -> tuple[str, ...]:
    """What the document brought of somebody known; of somebody new, who it may be."""
    said = received.reading.profile
    if saved.before is not None:
        return told(news(saved.before, said))
    if saved.status == "added" and saved.alike:
        return tuple(proposal(one) for one in likenesses(store, said, below=saved.number))
    return ()


def _named(profile: Profile) -> Iterator[str]:
    for name in ("name", "label", "place"):
        if value := getattr(profile, name):
            yield f"{_PARTS.get(name, name)} {_value(value)}"
    for field, line, word in _ENTRIES:
        entries = getattr(profile, field)
        if len(entries) > FEW:
            yield count(len(entries), word)
        else:
            yield from map(line, entries)
    if profile.skills:
        names = [skill.name.value for skill in profile.skills]
        more = f" and {len(names) - 2 * FEW} more" if len(names) > 2 * FEW else ""
        yield f"skills {', '.join(names[: 2 * FEW])}{more}"


def _changed(change: Change) -> str:
    about = "" if isinstance(change.about, str) else f"{_whose(change.about)}: "
    part = _PARTS.get(change.part, change.part)
    was = f" (was {_read(change.before)})" if change.before else ""
    return f"{about}{part} {_read(change.after)}{was}"


def _read(value: str) -> str:
    """A profile's date as people write it; any other value as it is."""
    return "now" if value == "present" else month(value) if _MONTH.fullmatch(value) else value


def _whose(entry: Any) -> str:
    named = (getattr(entry, part, None) for part in ("organization", "institution", "title", "name"))
    return next((fact.value for fact in named if fact), "")


def _value(value: Any) -> str:
    if isinstance(value, Fact):
        return str(value.value)
    if isinstance(value, Place):
        return lines.place(value)
    if isinstance(value, Phone):
        return value.number.value
    shown = lines.account(value)
    return shown.text if isinstance(shown, Link) else str(shown)


_COUNTED = (
    ("work", "job"),
    ("publications", "paper"),
    ("projects", "project"),
    ("education", "degree"),
    ("awards", "award"),
    ("skills", "skill"),
)
_ENTRIES: tuple[tuple[str, Callable[[Any], str], str], ...] = (
    ("emails", _value, "e-mail"),
    ("phones", _value, "phone"),
    ("links", _value, "link"),
    ("work", lines.job, "job"),
    ("education", lines.degree, "degree"),
    ("publications", lines.paper, "paper"),
    ("projects", lambda one: one.name.value, "project"),
    ("awards", lines.award, "award"),
    ("languages", lambda one: one.name.value, "language"),
)
