"""A candidate as reply blocks: the row of a list, and the card."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.cards import lines, notes, work
from bot.cards.evidence import MARKS, set_by, unsettled
from bot.cards.naming import calm
from bot.cards.quotes import Quotes
from bot.cards.wording import count, day, stage
from bot.chat.messages import (
    Actions,
    Block,
    Bold,
    Bullets,
    Button,
    Code,
    Field,
    Link,
    Menu,
    Option,
    OptionGroup,
    Person,
    Proof,
    Quiet,
    Quote,
    Reply,
    SmallPrint,
    Span,
    Spans,
    Text,
    Title,
)
from bot.openings.names import MARK, title
from bot.openings.records import Application
from bot.profile import Given, Work, facts
from bot.records import Candidate, Dossier, Role, Workspace
from bot.search.reasons import Reason
from bot.search.skill_rows import skill_groups
from bot.search.text import fold
from bot.stages import Stage, meant, shortlisted, stages, turned_down

GRADES = {3: "used at work", 2: "in a paper, project or course", 1: "listed only"}
_ASKS = "…"
JOBS, DEGREES, PAPERS, AWARDS, NOTES, SKILLS, GIVEN = 3, 2, 3, 3, 2, 12, 5


def shown_name(candidate: Candidate) -> str:
    return calm(candidate.name) or f"Name not stated (#{candidate.number})"


def first_name(candidate: Candidate) -> str:
    """As far as the first space or bracket: 楚遥岚 of "楚遥岚（Chu Yaolan）"; empty where no name is stated."""
    return re.split(r"[\s(（]", calm(candidate.name), maxsplit=1)[0]


def row(
    candidate: Candidate,
    *,
    number: int | None = None,
    now: datetime | None = None,
    open_with: str = "",
    extra: Spans = (),
    proofs: tuple[Proof, ...] = (),
    buttons: tuple[Button, ...] = (),
) -> Person:
    """One person of a list: headline, stage and owner, then proof."""
    name = shown_name(candidate)
    status: list[Span] = [stage(candidate.stage)]
    parts = (candidate.owner, candidate.opening, _asleep(candidate, now) if now else "")
    status += [f" · {part}" for part in parts if part]
    lines: list[Spans] = [(candidate.headline,)] if candidate.headline else []
    lines.append((*status, *extra))
    opening = Button("Open", open_with or f"show #{candidate.number}", spoken=f"Open {name}")
    return Person(name, tuple(lines), row=number, open=opening, proofs=proofs, buttons=buttons)


def _asleep(candidate: Candidate, now: datetime) -> str:
    """``snoozed until 1 Dec``; empty where nobody put the person off, or that is over."""
    until = candidate.snoozed
    return f"snoozed until {day(until, now)}" if until and until > now else ""


def proof(reason: Reason, quotes: Quotes) -> Proof:
    """A reason as people read it: mark, what, where, and the line that proves it. What is blanked there is not said here."""
    words: Spans = (f"{MARKS[reason.grade]} ", reason.where)
    if quotes.shows(reason.document, reason.bold):
        words = (words[0], Bold(reason.matched), f" {reason.where}")
        if reason.via and not says_the_same(reason.matched, reason.via):
            words = (*words, f" · via {reason.via}")
    return Proof(words, quotes.of(reason.document, reason.start, reason.end, reason.bold).spans)


def says_the_same(matched: str, via: str) -> bool:
    """The CV's words hold the asked ones: "Triton kernels" for Triton needs no explanation."""
    asked, found = ("".join(fold(text).split()) for text in (matched, via))
    parts = zip(matched.split(", "), via.split(", "), strict=False)
    return asked in found or all("".join(fold(one).split()) in "".join(fold(other).split()) for one, other in parts)


def decisions(candidate: Candidate) -> tuple[Button, ...]:
    """What a recruiter decides about a new applicant at a glance."""
    name = shown_name(candidate)
    wanted = (("Shortlist", f"Shortlist {name}", shortlisted()), ("Pass", f"Pass on {name}", turned_down()))
    return tuple(
        Button(f"{word}{_ASKS * to.asks_reason}", _move(candidate, to), spoken=spoken, typed=_move_typed(candidate, to))
        for word, spoken, to in wanted
        if to and to.key != candidate.stage
    )


def taking(candidate: Candidate) -> tuple[Button, ...]:
    """To look after somebody whom nobody looks after yet."""
    if candidate.owner:
        return ()
    typed = f"assign #{candidate.number} me"
    line, spoken = f"{typed}{_at(candidate)} --seen {candidate.version}", f"Assign {shown_name(candidate)} to me"
    return (Button("Assign to me", line, spoken=spoken, typed=typed),)


def stage_menu(candidate: Candidate, role: Role) -> Menu:
    others = tuple(
        Option(f"{one.label}{_ASKS * one.asks_reason}", _move(candidate, one), _move_typed(candidate, one))
        for one in stages()
        if one.key != candidate.stage and role >= one.role
    )
    return Menu("Move to…", (OptionGroup("", others),))


def _move(candidate: Candidate, to: Stage) -> str:
    """The application that is shown, from the stage that is shown: whoever was faster is not overruled."""
    return f"stage #{candidate.number} {to.key}{_at(candidate)} --was {candidate.stage}"


def _at(candidate: Candidate) -> str:
    """The application that is shown, be it the one without an opening."""
    return f" --opening {MARK}{candidate.opening_id}" if candidate.opening_id else ""


def _move_typed(candidate: Candidate, to: Stage) -> str:
    """By what the team calls the stage now, as one word."""
    said = "-".join(to.label.casefold().split())
    return f"stage #{candidate.number} {said if meant(said) == to else to.key}"


# ----------------------------------------------------------------------- card


def card(dossier: Dossier, *, role: Role, now: datetime, here: Workspace) -> Reply:
    """Everything worth knowing at once, in one screen; contacts for recruiters and admins only.

    ``here`` is the reader's workspace.
    """
    candidate, name = dossier.candidate, shown_name(dossier.candidate)
    contacts = role >= Role.RECRUITER
    blocks: list[Block] = [
        Title(calm(candidate.name) or "Name not stated", large=True),
        Text(_heading(dossier, now)),
        *_standing(dossier, now),
        *_to_check(dossier, contacts=contacts),
        *_fields(dossier, contacts=contacts, now=now, here=here),
        *_set_by_hand(dossier, contacts=contacts, now=now),
        _card_actions(candidate, role),
        SmallPrint(_source(dossier, now)),
    ]
    summary = f"{name}, {candidate.headline}." if candidate.headline else f"{name}."
    return Reply(
        tuple(blocks), text=f"{summary} {stage(candidate.stage).label}.", stage=candidate.stage, about=candidate.number
    )


def _heading(dossier: Dossier, now: datetime) -> Spans:
    candidate, place = dossier.candidate, dossier.profile.place
    where = ", ".join(fact.value for fact in (place.city, place.country) if fact) if place else ""
    first = " · ".join(part for part in (candidate.headline, where) if part)
    spans: list[Span] = [first, "\n"] if first else []
    spans.append(stage(candidate.stage))
    applied = f"applied {day(candidate.arrived, now)}"
    parts = [candidate.owner, candidate.opening, applied, _asleep(candidate, now)]
    spans += [f" · {part}" for part in parts if part]
    spans += [" · ", Code(f"#{candidate.number}")]
    spans += [f", once also {', '.join(f'#{one}' for one in dossier.also)}"] if dossier.also else []
    return tuple(spans)


def _standing(dossier: Dossier, now: datetime) -> Iterator[Block]:
    """Why the application is where it is; and the other ones."""
    shown = dossier.applications[0].opening.id if dossier.applications else 0
    moves = [one for one in dossier.changes if one.opening == shown]
    if moves and moves[-1].reason:
        last = moves[-1]
        yield Text((f"{stage(last.to_stage).label} by {last.by}, {day(last.at, now)}: {last.reason}",))
    if others := dossier.applications[1:]:
        yield Field("Also applied", (Bullets(tuple(_application(one, now) for one in others)),))


def _application(one: Application, now: datetime) -> Spans:
    parts = (title(one.opening), one.owner, f"applied {day(one.arrived, now)}", "closed" if one.opening.closed else "")
    return (stage(one.stage), *(f" · {part}" for part in parts if part))


def _to_check(dossier: Dossier, *, contacts: bool) -> Iterator[Block]:
    checks = [fact.check for fact in facts(dossier.profile) if fact.check]
    if contacts and dossier.documents:  # a warning may quote the CV
        warnings = unsettled(dossier.documents[0].warnings, dossier.said, dossier.profile)
        checks = [*(one.removesuffix(".") for one in warnings), *checks]
    if checks:
        first: Spans = ("⚠️ ", Bold(f"{len(checks)} to check"))
        yield SmallPrint((first, *((check,) for check in checks[:2])))


def _set_by_hand(dossier: Dossier, *, contacts: bool, now: datetime) -> Iterator[Block]:
    """``set by Mara, 20 Nov: Research intern, Berlin``: a line for everybody and day."""
    profile = dossier.profile
    hidden = () if contacts else tuple(facts((profile.emails, profile.phones, profile.links)))
    written_otherwise = {phone.e164 for phone in profile.phones}
    given: dict[str, list[str]] = {}
    for one in facts(profile):
        if isinstance(one, Given) and one not in hidden and one not in written_otherwise:
            given.setdefault(set_by(one, now), []).append(one.value)
    if given:
        yield SmallPrint(tuple((f"{who}: {_some(values)}",) for who, values in given.items()))


def _some(values: list[str]) -> str:
    more = len(values) - GIVEN
    return ", ".join(values[:GIVEN]) + (f" and {more} more" if more > 0 else "")


def _fields(dossier: Dossier, *, contacts: bool, now: datetime, here: Workspace) -> Iterator[Field]:
    profile, quotes = dossier.profile, Quotes(dossier.texts, contacts=contacts, profile=dossier.profile)
    if contacts and (spans := _contacts(dossier)):
        yield Field("Contact", (Text(spans),))
    if profile.availability:
        yield Field("Available", (Text((profile.availability[0].value,)),))
    yield from said(dossier, quotes)
    yield from work.fields(dossier, now)
    if dossier.notes:
        newest = reversed(dossier.notes[-NOTES:])
        shown = [Text(notes.line(note, now, here)) for note in newest]
        yield Field("Notes", (*shown, *_more(len(dossier.notes), NOTES)))


def said(dossier: Dossier, quotes: Quotes) -> Iterator[Field]:
    """What the CV says of work and learning: nothing by which somebody is reached, and nothing the team wrote."""
    profile = dossier.profile
    jobs = [one for one in profile.work if one.kind == "job"]
    if jobs:
        yield Field("Work", tuple(_jobs(jobs, quotes)))
    if profile.education:
        yield _bullets("Education", ((lines.degree(one),) for one in profile.education), DEGREES)
    if profile.publications:
        yield _bullets("Papers", ((lines.paper(one),) for one in profile.publications), PAPERS)
    if profile.awards:
        yield _bullets("Awards", ((lines.award(one),) for one in profile.awards), AWARDS)
    if groups := list(_skills(dossier)):
        yield Field("Skills", tuple(Text(line) for line in groups))
    if profile.languages:
        spoken = (f"{one.name.value} ({one.level.value})" if one.level else one.name.value for one in profile.languages)
        yield Field("Languages", (Text((", ".join(spoken),)),))


def _contacts(dossier: Dossier) -> Spans:
    profile = dossier.profile
    spans: list[Span] = []
    for mail in profile.emails:
        spans += [" · ", Link(mail.value, f"mailto:{mail.value}")]
    for phone in profile.phones:
        spans += [" · ", lines.phone(phone)]
    for account in profile.links:
        spans += [" · ", lines.account(account)]
    return tuple(spans[1:])


def _jobs(jobs: list[Work], quotes: Quotes) -> Iterator[Bullets | Quote | Text]:
    for index, job in enumerate(jobs[:JOBS]):
        yield Bullets(((lines.job(job),),))
        if index == 0 and job.details and (proved := quotes.lines(job.details[0].evidence)):
            yield proved[0]
    yield from _more(len(jobs), JOBS)


def _skills(dossier: Dossier) -> Iterator[Spans]:
    """A line for each strength of proof, strongest first."""
    for grade, names in sorted(skill_groups(dossier.profile, dossier.texts).items(), reverse=True):
        more = f" and {len(names) - SKILLS} more" if len(names) > SKILLS else ""
        yield (f"{MARKS[grade]} {GRADES[grade]}: {', '.join(names[:SKILLS])}{more}",)


def _bullets(label: str, rows: Iterable[Spans], limit: int) -> Field:
    every = list(rows)
    return Field(label, (Bullets(tuple(every[:limit])), *_more(len(every), limit)))


def _more(total: int, shown: int) -> tuple[Text, ...]:
    return (Text((Quiet(f"and {total - shown} more"),)),) if total > shown else ()


def _card_actions(candidate: Candidate, role: Role) -> Actions:
    number = candidate.number
    return Actions(
        (
            stage_menu(candidate, role),
            *taking(candidate),
            Button("Add note…", f"form note #{number}", typed=f"note #{number} …"),
            Button("Show proof", f"show #{number} evidence", spoken="Show the CV line behind every value"),
            Button("Compare…", f"form compare #{number}", typed=f"compare #{number}, …"),
            Button("Open CV", f"file #{number}"),
            _more_acts(candidate),
        )
    )


def _more_acts(candidate: Candidate) -> Menu:
    number, at = candidate.number, _at(candidate)
    acts = (("Rate…", "rate", at), ("To do…", "todo", ""), ("Tag…", "tag", ""), ("Assign…", "assign", at))
    asking = (
        *(
            Option(label, f"form {name} #{number}{where}", typed=f"{name} #{number} …")
            for label, name, where in (*acts, ("Snooze…", "snooze", at))
        ),
        Option("Share…", f"share #{number}"),
    )
    looking = (Option("All notes", f"notes #{number}"), Option("History", f"history #{number}"))
    return Menu("More…", (OptionGroup("", (*asking, *looking)),), rare=True)


def _source(dossier: Dossier, now: datetime) -> tuple[Spans, ...]:
    if not dossier.documents:
        return (("no document",),)
    newest = dossier.documents[0]
    used = f"{newest.used_lines} of {newest.content_lines} lines used"
    older = len(dossier.documents) - 1
    parts = [
        newest.name,
        f"received {day(newest.received, now)}",
        f"read with {sureness(newest.confidence)} confidence, {used}",
    ]
    return tuple((part,) for part in [*parts, *([count(older, "older CV") + " kept"] if older else [])])


def sureness(confidence: float) -> str:
    return "high" if confidence >= 0.8 else "medium" if confidence >= 0.5 else "low"
