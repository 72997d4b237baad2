"""find, show and file: looking at people, and at the CVs they sent."""

import re
from dataclasses import replace
from datetime import datetime
from itertools import chain, islice
from typing import Annotated, Literal

from bot import stages
from bot.cards import explaining
from bot.cards import person as cards
from bot.cards.by_hand import unproven
from bot.cards.evidence import evidence
from bot.cards.quotes import Quotes
from bot.cards.wording import briefly, day, how_many, listed, people, sentence
from bot.chat.command import Line, as_said
from bot.chat.context import Context
from bot.chat.errors import Refusal, gone, searched, short
from bot.chat.mentions import looked_for
from bot.chat.messages import (
    Actions,
    Block,
    Bold,
    Button,
    FileOut,
    Person,
    Reply,
    SmallPrint,
    Span,
    Spans,
    Text,
    Title,
    Typed,
)
from bot.chat.plain_words import QUESTIONS
from bot.commands import refine
from bot.commands.asking import check
from bot.commands.going_on import gone_on, row
from bot.commands.holding import told as told_hold
from bot.commands.near import SUGGESTIONS, corrected, nearby
from bot.commands.paging import A_PAGE, actions, at_page, offset_of, remember, summary
from bot.commands.people import NO_CVS
from bot.commands.registry import commands
from bot.commands.unasked import unasked
from bot.commands.unstated import without_level
from bot.records import Candidate, Role
from bot.search import finding
from bot.search.finding import Found, Hit, anywhere, asks
from bot.search.going_on import Together
from bot.search.query import OF_THE_TEAM, Clause
from bot.search.reading import typed
from bot.search.reading import typed_clause as label
from bot.search.text import fold
from bot.search.wording import without_opening

PROOFS = 2
"""Of each hit."""
EXPLAIN = "explain"
"""As the last word of a search."""
MINE = frozenset({"my candidates", "my people", "my applicants", "mine"})
"""As a whole search: those whom the asker owns."""
NEWS = frozenset(map(fold, ("what's new", "whats new", "what is new", "any news")))
"""As a whole search: who is new."""
_ASKING = (
    "what can you do",
    "what can i ask",
    "what can i do",
    "what can i ask you",
    "how does this work",
    "what is this",
)
_GREETING = ("hi", "hello", "hey", "hi there", "hello there", "hey there", "good morning", "hallo", "hola", "bonjour")
FOR_HELP = frozenset((*_ASKING, *_GREETING, "thanks", "thank you"))
"""As a whole search: how people ask for the help, or begin and end a talk."""
COURTESY = re.compile(r"(?<=[\s,])(?:please|pls|thanks|thank you)[\s.!]*\Z", re.IGNORECASE)
ROWS = re.compile(r"(?P<rows>#?\d{1,9}(?:, ?#?\d{1,9}){0,20})(?: (?P<more>.*))?", re.DOTALL)
A_TITLE = 200
"""Characters of a search that the head of its answer repeats."""


@commands.command(
    "find",
    family="Find",
    examples=(
        "cuda triton",
        '"paged attention" -intern',
        "venue:nsdi skill:rust",
        "who knows CUDA and has published at OSDI?",
        "cuda triton explain",
    ),
    form=refine.form,
)
def find(
    ctx: Context,
    query: Annotated[Line, "a name, skills, words or a question"],
    *,
    page: Annotated[int, "which page"] = 1,
    explain: Annotated[bool, "why everybody stands where they do"] = False,
) -> Reply:
    """Find people by name, skill, words or a question; each with the CV line that proves it."""
    query = Line(looked_for(query))
    a_row = query.isdecimal() and ctx.recent.number(int(query[:9]))
    if a_row or re.fullmatch(r"#\d{1,9}|\d{1,2}", query):
        return show(ctx, ctx.one(query))
    more: Together | None = None
    if _bare(ctx, query):
        _refuse_act(ctx, query)
        if (meant := row(ctx, query)) is not None:
            return show(ctx, meant)
        more = gone_on(ctx, query)
    query = Line(more.line) if more else query
    query = Line(COURTESY.sub("", query).rstrip(" ,") or query)
    asked_whole = fold(query.strip(" .?!"))
    if asked_whole in FOR_HELP:
        return ctx.again("help")
    if asked_whole in NEWS:
        return ctx.again("new")
    if asked_whole in MINE:
        query = Line("owner:me")
    offset = offset_of(page)
    check(ctx, query)
    asked, _, last = query.rpartition(" ")
    if asked.strip() and last.casefold() == EXPLAIN:
        query, explain = Line(asked.strip()), True
    found = finding.find(ctx.store, query, today=ctx.now.date(), limit=A_PAGE, offset=offset)
    if more and more.left_out:
        reading = " · ".join(filter(None, (found.query.reading, more.left_out)))
        found = replace(found, query=replace(found.query, reading=reading))
    if found.by_name and found.page.total == 1 and found.hits and not explain:
        return show(ctx, found.hits[0].dossier.candidate)
    if not found.by_name and not asks(found.query):
        return unasked(ctx, query, found.query.reading)
    if not found.page.total:
        return _nobody(ctx, found)
    if not found.hits:
        raise Refusal(f"{_capital(how_many(found.page))} for {short(query)}: there is no page {page}.")
    return _results(ctx, found, offset, explain=explain)


@commands.command("show", family="Find", examples=("show noor", "show #14 evidence"), also={"open": as_said})
def show(
    ctx: Context,
    who: Annotated[Candidate, "a name, #number or row"],
    part: Annotated[Literal["evidence"] | None, "evidence: the CV line behind every value"] = None,
) -> Reply:
    """Show one person: contacts, work, education, papers, skills, stage and notes."""
    dossier = ctx.store.dossier(who.number)
    if dossier is None:
        raise gone(who.number)
    if part == "evidence":
        return evidence(dossier, name=cards.shown_name(who), contacts=ctx.sees_contacts, now=ctx.now)
    card = cards.card(dossier, role=ctx.role, now=ctx.now, here=ctx.here)
    return _with_hold(ctx, card, who.number) if ctx.role >= Role.ADMIN else card


def _with_hold(ctx: Context, card: Reply, number: int) -> Reply:
    """That nobody can erase them, under their name."""
    stands = next((one for one in ctx.store.holds_of(number) if one.lifted is None), None)
    if stands is None:
        return card
    head, *others = card.blocks
    return replace(card, blocks=(head, SmallPrint(((Bold(sentence(told_hold(stands, ctx))),),)), *others))


@commands.command("file", family="Find", role=Role.RECRUITER, examples=("file noor",), also={"download": as_said})
def file(
    ctx: Context,
    who: Annotated[Candidate, "a name, #number or row"],
    *,
    document: Annotated[int, "an older one, by its number"] = 0,
) -> Reply:
    """Get the original CV as received; only you see it."""
    found = ctx.store.file(who.number, document=document)
    if found is None:
        raise Refusal(f"{cards.shown_name(who)} has no {f'document {document}' if document else 'CV'} here.")
    name, data = found
    text = f"The CV of {cards.shown_name(who)}, as received."
    older = _older(ctx, who) if not document else ()
    return Reply((Text((text,)), *older), text=text, files=(FileOut(name, data),))


def _older(ctx: Context, who: Candidate) -> tuple[Actions, ...]:
    """The older documents, a press away."""
    dossier = ctx.store.dossier(who.number)
    kept = dossier.documents[1:6] if dossier else ()
    buttons = (
        Button(f"CV of {day(one.received, ctx.now)}", f"file #{who.number} --document {one.number}") for one in kept
    )
    return (Actions(tuple(buttons)),) if kept else ()


# ---------------------------------------------------------------- the replies


def _results(ctx: Context, found: Found, offset: int, *, explain: bool) -> Reply:
    line = found.query.text
    typed_again = f"find {line} --{EXPLAIN}" if explain else f"find {line}"
    rows = [hit.dossier.candidate for hit in found.hits]
    remember(ctx, typed_again, rows, offset, found.page, asked=typed(found.query))
    head = f"{_capital(how_many(found.page))} {'called' if found.by_name else 'for'} {short(without_opening(line), A_TITLE)}"
    blocks: list[Block] = [Title(head)]
    if found.query.reading and not found.by_name:
        reading = re.sub(r"^both words", "Both words", found.query.reading)
        blocks.append(SmallPrint(((reading,), ("strongest proof first",))))
    if explain:
        blocks.append(explaining.order(found))
    for index, hit in enumerate(found.hits, offset + 1):
        quotes = Quotes(hit.dossier.texts, contacts=ctx.sees_contacts, profile=hit.dossier.profile)
        blocks.append((explaining.row if explain else _row)(found, hit, quotes, index, ctx.now))
    blocks += actions(typed_again, rows, offset, found.page)
    total = f"{'more than ' * found.page.more}{found.page.total:,}"
    paging: list[Spans] = [(f"{offset + 1}–{offset + len(rows)} of {total}",)]
    blocks.append(SmallPrint((*paging, *_halves(ctx, found), *without_level(ctx, found.query))))
    return Reply(tuple(blocks), text=summary(head, rows, offset), line=f"{typed_again}{at_page(offset)}")


def _row(found: Found, hit: Hit, quotes: Quotes, number: int, now: datetime) -> Person:
    reasons = () if found.by_name else (cards.proof(reason, quotes) for reason in hit.reasons)
    others = () if found.by_name else unproven(found.query, hit.dossier)
    proofs = tuple(islice(chain(reasons, others), PROOFS))
    return cards.row(hit.dossier.candidate, number=number, now=now, proofs=proofs)


def _halves(ctx: Context, found: Found) -> tuple[Spans, ...]:
    """For two words: how many have only one of them."""
    clauses = found.query.clauses
    names = [label(clause) for clause in clauses]
    if len(clauses) != 2 or found.by_name or any(clause.negated for clause in clauses):
        return ()
    if any(":" in name or " or " in name for name in names):
        return ()
    every = [finding.count(ctx.store, found.query, (clause,)) for clause in clauses]
    if found.page.more or any(one.more for one in every):
        return ()
    alone = [one.total - found.page.total for one in every]
    if not any(alone):
        return ()
    each = ", ".join(f"{name} {number}" for name, number in zip(names, alone, strict=True) if number)
    return ((f"only one of the words: {each}",), (Typed(" or ".join(names)), " shows them"))


def _nobody(ctx: Context, found: Found) -> Reply:
    """Which word fails, and what is near, each a press away."""
    query, line = found.query, found.query.text
    ctx.recent.ask(typed(query))
    searched = ctx.store.count()
    answer = f"Nobody matches {short(without_opening(line), A_TITLE).rstrip(' .?？!')}."
    if not searched:
        return Reply((Text((Bold(answer), "\n", *NO_CVS)),), text=answer)
    everywhere = anywhere(query)
    failing = [
        one for one in query.clauses if not one.negated and not finding.count(ctx.store, everywhere, (one,)).total
    ]
    spans: list[Span] = [Bold(answer)]
    if failing and len(query.clauses) > 1:
        words = " or ".join(label(clause) for clause in failing)
        ours = all(term.field in OF_THE_TEAM for one in failing for term in one.terms)
        spans += [f"\n{'Nobody' if ours else 'No CV'} has ", Bold(words), "."]
    elif query.clauses and finding.count(ctx.store, everywhere, query.clauses).total:
        spans += ["\nThere are such CVs, but not with ", Bold(typed(replace(query, clauses=()))), "."]
    elif len(query.clauses) > 1:
        spans += ["\nEach part is found, but in no CV together."]
    near = [*corrected(ctx, query, failing), *_without(ctx, found, failing), *nearby(ctx, failing), *_meant(ctx, line)]
    first: dict[str, Button] = {}
    for one in near:
        first.setdefault(one.command, one)
    buttons = list(first.values())[: 2 * SUGGESTIONS]
    actions = (Actions((*buttons, Button("Refine…", f"form find {line}", typed=""))),)
    told = query.reading and (fold(typed(query)) != fold(line) or " is left out" in query.reading)
    understood = ((query.reading,),) if told else ()
    small = SmallPrint(
        (
            *understood,
            *without_level(ctx, query),
            (f"{people(searched)} searched",),
            (Typed("help"), " shows what can be asked"),
        )
    )
    return Reply((Text(tuple(spans)), *actions, small), text=answer)


def _without(ctx: Context, found: Found, failing: list[Clause]) -> list[Button]:
    """The query less what fails; where nothing fails alone, less what narrows it, and less each part in turn."""
    query = found.query
    drops = [failing] if failing else [[clause] for clause in query.clauses]
    less = [] if failing else [anywhere(query)]
    less += [replace(query, clauses=tuple(one for one in query.clauses if one not in drop)) for drop in drops]
    buttons = []
    for rest in dict.fromkeys(less):
        words = typed(rest)
        if words and rest.clauses and rest != query and (page := finding.count(ctx.store, rest, rest.clauses)).total:
            spoken = f"Search {words}, {how_many(page)}"
            buttons.append(Button(f"{words} · {briefly(page)}", f"find {words}", spoken=spoken))
    return buttons[:SUGGESTIONS]


def _meant(ctx: Context, line: str) -> list[Button]:
    """The command that a first word was meant to be: mistyped, or another word for it. A question is none."""
    word, _, rest = line.partition(" ")
    if line.endswith(QUESTIONS):
        return []
    if rest and (act := _act(ctx, word, rest, "")):
        return [_pressed(act)] if _may_be_somebody(ctx, rest) else []
    meant = ctx.commands.nearest(word, ctx.role)
    return [_pressed(f"{meant} {rest}".strip())] if meant and meant != word.casefold() else []


def _may_be_somebody(ctx: Context, words: str) -> bool:
    """Whether they name a person, be it misspelt, or nobody at all: what CVs say is no name."""
    found = finding.look_up(ctx.store, words, today=ctx.now.date(), limit=1)
    return found.by_name or not found.page.total


def _bare(ctx: Context, query: str) -> bool:
    """Whether the line is the search alone, without the word find before it."""
    return (
        " ".join(ctx.request.text.split()).casefold().removeprefix("/candidate ") == " ".join(query.split()).casefold()
    )


def _refuse_act(ctx: Context, line: str) -> None:
    """Ask whether "pass 2" or "open #14" is meant as a command: a search in its place would change who row 2 is."""
    word, _, rest = line.partition(" ")
    found = ROWS.fullmatch(rest.strip())
    if found is None or line.endswith(QUESTIONS):
        return
    numbers = [int(one[1:]) if one[0] == "#" else ctx.recent.number(int(one)) for one in re.split(", ?", found["rows"])]
    named = ctx.store.candidates(tuple(one for one in numbers if one))
    act = _act(ctx, word, ", ".join(f"#{one}" for one in numbers), found["more"] or "")
    if act and len(named) == len(numbers):
        advice = f"Nothing was done. It may be meant for {listed([cards.shown_name(one) for one in named])}:"
        raise Refusal(f"There is no command {word}.", (advice,), buttons=(_pressed(act), *searched(line)))


def _act(ctx: Context, word: str, who: str, more: str) -> str:
    """The command line that a first word was meant to begin."""
    said = ctx.commands.said(word)
    if said and (behind := said[1]()) is not None:
        command = said[0].name
        reason = "--reason" if behind and more else ""
        return " ".join(filter(None, (command, who, behind, reason, more)))
    stage = stages.meant(word) if not more else None
    return f"stage {who} {stage.label}" if stage else ""


def _pressed(line: str) -> Button:
    return Button(short(line), line)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
