"""The CV line behind every value of a profile."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from bot.cards import lines
from bot.cards.quotes import Quotes
from bot.cards.wording import count, day
from bot.chat.messages import Actions, Block, Button, Field, Link, Quote, Reply, SmallPrint, Text, Title
from bot.profile import NAMELESS, Evidence, Fact, Given, Phone, Profile, Span, facts
from bot.profile import Link as Account
from bot.records import Dossier
from bot.search.reasons import Reason, skill_proofs

MARKS = {3: "●", 2: "◐", 1: "○", 0: "–"}
LISTED = 1
MOST_SKILLS = 60
Proved = tuple[str, str, list[Fact[Any]]]
"""(label, value, what it is made of)."""


def evidence(dossier: Dossier, *, name: str, contacts: bool, now: datetime) -> Reply:
    """Every value with the line it stands in; contacts only where the asker may see them."""
    number, quotes = dossier.candidate.number, Quotes(dossier.texts, contacts=contacts, profile=dossier.profile)
    fields: list[Block] = []
    for label, value, found in _proved(dossier.profile, contacts=contacts):
        lines_ = quotes.lines(one for fact in found for one in fact.evidence)
        given = tuple(Text((by_hand(fact, now),)) for fact in found if isinstance(fact, Given))
        doubts = tuple(Text((f"⚠️ {fact.check}",)) for fact in found if fact.check)
        if given or lines_:
            said = () if lines_ and not given and _says(lines_, value) else (Text((value,)),)
            fields.append(Field(label, (*said, *doubts, *given, *lines_)))
    fields += _used(dossier, quotes)
    buttons = [Button("Back to the card", f"show #{number}")]
    if contacts:
        buttons.append(Button("Open CV", f"file #{number}"))
        buttons.append(Button("Correct…", f"form edit #{number}", typed=f"edit #{number} …"))
    head = (Title(name), SmallPrint((("The CV line behind every value",),)))
    text = f"The CV lines behind {name}: {count(len(fields), 'value')}."
    return Reply(
        (*head, *fields, *_unused(dossier), Actions(tuple(buttons))),
        text=text,
        stage=dossier.candidate.stage,
        about=number,
    )


def _says(lines_: tuple[Quote, ...], value: str) -> bool:
    """Whether the one line is the value itself: said twice it would look like two things."""
    shown = "".join(str(getattr(span, "text", span)) for span in lines_[0].spans)
    return len(lines_) == 1 and shown.split() == value.split()


def by_hand(fact: Given[Any], now: datetime) -> str:
    """``Research intern: set by Mara, 20 Nov``: what stands where a quote would."""
    return f"{fact.value}: {set_by(fact, now)}"


def set_by(fact: Given[Any], now: datetime) -> str:
    return f"set by {fact.by}" + (f", {day(fact.at, now)}" if fact.at else "")


def unsettled(warnings: Iterable[str], said: Profile, now: Profile) -> list[str]:
    """The warnings that do not only repeat what is said of a value, or of the lack of a name that there is now."""
    checks = [fact.check.casefold() for fact in facts(said) if fact.check]
    settled = (NAMELESS,) if now.name else ()
    return [one for one in warnings if one not in settled and not any(check in one.casefold() for check in checks)]


def unclaimed_lines(text: str, spans: Iterable[Span]) -> tuple[Quote, ...]:
    """The lines of a document on its way in that no value came from, as they stand."""
    return Quotes({0: text}, contacts=True).lines(Evidence(span.start, span.end, "") for span in spans)


def _used(dossier: Dossier, quotes: Quotes) -> list[Block]:
    """The line behind each skill that the card calls used."""
    return [
        Field(f"{MARKS[reason.grade]} {reason.matched}", (Text((reason.where,)), _line(reason, quotes)))
        for reason in skill_proofs(dossier, MOST_SKILLS)
        if reason.grade > LISTED
    ]


def _line(reason: Reason, quotes: Quotes) -> Quote:
    return quotes.of(reason.document, reason.start, reason.end, reason.bold)


def _proved(profile: Profile, *, contacts: bool) -> Iterator[Proved]:
    yield from _single(profile, contacts=contacts)
    entries: tuple[tuple[str, Iterable[Any], Callable[[Any], str]], ...] = (
        ("Work", profile.work, lines.job),
        ("Education", profile.education, lines.degree),
        ("Paper", profile.publications, lines.paper),
        ("Project", profile.projects, lambda one: one.name.value),
        ("Award", profile.awards, lines.award),
    )
    for label, some, line in entries:
        for entry in some:
            yield label, line(entry), _all(entry)
    if profile.languages:
        yield "Languages", ", ".join(one.name.value for one in profile.languages), _all(profile.languages)
    if profile.skills:
        names = ", ".join(skill.name.value for skill in profile.skills)
        yield "Skills listed", names, _all(profile.skills)


def _single(profile: Profile, *, contacts: bool) -> Iterator[Proved]:
    for label, fact in (("Name", profile.name), ("Headline", profile.label)):
        if fact:
            yield label, fact.value, [fact]
    if profile.place:
        yield "Place", lines.place(profile.place), _all(profile.place)
    ways: tuple[Fact[str] | Phone | Account, ...] = (*profile.emails, *profile.phones, *profile.links)
    if contacts and ways:
        yield (
            "Contact",
            " · ".join(_way(way) for way in ways),
            _all(tuple(way.number if isinstance(way, Phone) else way for way in ways)),
        )
    for fact in profile.availability:
        yield "Available", fact.value, [fact]


def _way(contact: Fact[str] | Phone | Account) -> str:
    if isinstance(contact, Fact):
        return contact.value
    if isinstance(contact, Phone):
        return lines.phone(contact)
    shown = lines.account(contact)
    return shown.text if isinstance(shown, Link) else str(shown)


def _all(entry: Any) -> list[Fact[Any]]:
    return list(facts(entry))


def _unused(dossier: Dossier) -> Iterator[Block]:
    if dossier.documents:
        newest = dossier.documents[0]
        unused = newest.content_lines - newest.used_lines
        notes = [f"{count(unused, 'line')} of the CV not used"] if unused else []
        notes += [f"left out on purpose: {', '.join(newest.left_out)}"] if newest.left_out else []
        if notes:
            yield SmallPrint(tuple((note,) for note in notes))
