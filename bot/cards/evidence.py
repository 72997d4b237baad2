"""The CV line behind every value of a profile."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bot.cards import lines
from bot.cards.quotes import Quotes
from bot.cards.wording import count
from bot.chat.messages import Actions, Block, Button, Field, Link, Quote, Reply, SmallPrint, Text, Title
from bot.profile import Evidence, Fact, Profile, Span, facts
from bot.profile import Link as Account
from bot.records import Dossier
from bot.search.reasons import Reason, skill_proofs

MARKS = {3: "●", 2: "◐", 1: "○", 0: "–"}
LISTED = 1
MOST_SKILLS = 60
Proved = tuple[str, str, list[Evidence]]
"""(label, value, evidence)."""


def evidence(dossier: Dossier, *, name: str, contacts: bool) -> Reply:
    """Every value with the line it stands in; contacts only where the asker may see them."""
    number, quotes = dossier.candidate.number, Quotes(dossier.texts, contacts=contacts)
    fields: list[Block] = []
    for label, value, found in _proved(dossier.profile, contacts=contacts):
        if lines_ := quotes.lines(found):
            fields.append(Field(label, (Text((value,)), *lines_)))
    fields += _used(dossier, quotes)
    buttons = [Button("Back to the card", f"show #{number}")]
    if contacts:
        buttons.append(Button("Open CV", f"file #{number}"))
    head = (Title(name), SmallPrint((("The CV line behind every value",),)))
    text = f"The CV lines behind {name}: {count(len(fields), 'value')}."
    return Reply(
        (*head, *fields, *_unused(dossier), Actions(tuple(buttons))),
        text=text,
        stage=dossier.candidate.stage,
        about=number,
    )


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
            yield label, fact.value, list(fact.evidence)
    ways: tuple[Fact[str] | Account, ...] = (*profile.emails, *profile.phones, *profile.links)
    if contacts and ways:
        yield "Contact", " · ".join(_way(way) for way in ways), [one for way in ways for one in _all(way)]
    for fact in profile.availability:
        yield "Available", fact.value, list(fact.evidence)


def _way(contact: Fact[str] | Account) -> str:
    if isinstance(contact, Fact):
        return contact.value
    shown = lines.account(contact)
    return shown.text if isinstance(shown, Link) else str(shown)


def _all(entry: Any) -> list[Evidence]:
    return [one for fact in facts(entry) for one in fact.evidence]


def _unused(dossier: Dossier) -> Iterator[Block]:
    if dossier.documents:
        newest = dossier.documents[0]
        if unused := newest.content_lines - newest.used_lines:
            yield SmallPrint(((f"{count(unused, 'line')} of the CV not used",),))
