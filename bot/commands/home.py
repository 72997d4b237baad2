"""home: what a member sees first, made for them at this moment. Slack shows it as the app's Home tab."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Annotated

from bot.cards import expiring, person
from bot.cards import home as cards
from bot.cards.quotes import Quotes
from bot.chat.command import NO_WORDS, UNTYPED, Line
from bot.chat.context import Context
from bot.chat.messages import (
    Actions,
    Block,
    Bold,
    Button,
    Divider,
    Menu,
    Option,
    OptionGroup,
    Person,
    Proof,
    Reply,
    SmallPrint,
    Spans,
    Text,
    Title,
    Typed,
)
from bot.chats import chat_of
from bot.commands import digests
from bot.commands.registry import commands
from bot.digests.records import Digest
from bot.openings.names import title
from bot.records import Role
from bot.search.reasons import highlights
from bot.stages import stages
from bot.work.desk import Desk

OF_EACH = 3
"""Rows of each part."""
YOUNG = timedelta(days=14)
"""So long admins are told what could be set up."""


@commands.command("home", family="Find", hidden=True)
def home(ctx: Context, words: Annotated[Line, UNTYPED] = NO_WORDS) -> Reply:
    """Show what waits for you, your candidates, who is new and your digests."""
    if words.strip():
        return ctx.again(f"find home {words}")
    open_stages = tuple(one.key for one in stages() if not one.closed)
    desk = ctx.store.desk(name=ctx.actor, now=ctx.now, open_stages=open_stages, limit=OF_EACH)
    posted = ctx.store.digests() if ctx.role >= Role.RECRUITER else ()
    blocks: list[Block] = [*_set_up(ctx, desk, posted)]
    if ctx.role >= Role.RECRUITER:
        blocks += cards.waiting(desk, ctx.now)
        blocks += _expiring(ctx)
    blocks += cards.mine(desk, ctx.now)
    blocks += cards.newest(desk, ctx.now, _proofs(ctx, desk))
    blocks += _digests(ctx, posted)
    you: Spans = ("you are ", Bold(ctx.role.word))
    small = SmallPrint(((cards.known(desk),), you, ("seen by you alone",)))
    text = cards.summary(desk) if ctx.role >= Role.RECRUITER else f"{cards.known(desk)}."
    shown = [*blocks, Divider()] if blocks else [Text((text,))]
    above = {one.open.command for one in blocks if isinstance(one, Person) and one.open}
    actions = tuple(one for one in _actions(ctx) if one.command not in above)
    return Reply((*shown, Actions(actions), small), text=text)


def _proofs(ctx: Context, desk: Desk) -> dict[int, tuple[Proof, ...]]:
    """For each of the newest the one line of the CV that tells most."""
    if not desk.newest:
        return {}
    found, counts = {}, ctx.store.skill_counts()
    for dossier in ctx.store.cvs([one.number for one in desk.newest]):
        quotes = Quotes(dossier.texts, contacts=ctx.sees_contacts, profile=dossier.profile)
        told = highlights(dossier, limit=1, counts=counts)
        found[dossier.candidate.number] = tuple(person.proof(reason, quotes) for reason in told)
    return found


def _expiring(ctx: Context) -> Iterator[Block]:
    """Who is erased soon: for admins all, for others their own."""
    admin = ctx.role >= Role.ADMIN
    owner = None if admin else ctx.store.member
    total, soon = ctx.store.expiring(now=ctx.now, limit=OF_EACH, owner=owner)
    return expiring.waiting(total, soon, now=ctx.now, admin=admin)


# -------------------------------------------------------------------- digests


def _digests(ctx: Context, posted: tuple[Digest, ...]) -> Iterator[Block]:
    mine = ctx.store.identities()
    own = [one for one in posted if one.owner in mine or (not one.owner and one.by == ctx.actor)]
    if not own:
        return
    yield Title("Your digests and watches")
    openings = {one.id: title(one) for one in ctx.store.openings()}
    groups = []
    for row in (digests.row(one, openings) for one in own[:OF_EACH]):
        preview, *others = row.buttons
        yield replace(row, open=replace(preview, spoken=f"Preview {row.name}"), buttons=())
        groups.append(OptionGroup(row.name, tuple(Option(one.label, one.command) for one in others)))
    every = (Button(f"All {len(posted)} of the team", "digest"),) if len(posted) > len(groups) else ()
    yield Actions((Menu("Change…", tuple(groups)), *every))


# --------------------------------------------------------------------- set-up


def _set_up(ctx: Context, desk: Desk, posted: tuple[Digest, ...]) -> Iterator[Block]:
    """What is still to be set up, for whoever can do it, while the team is new here."""
    if ctx.role < Role.RECRUITER:
        return
    hints = [*_cvs(desk)]
    if ctx.role >= Role.ADMIN and (desk.begun is None or ctx.now - desk.begun < YOUNG):
        hints += _team(ctx, posted)
    if hints:
        yield Title("To begin with")
        yield from hints


def _cvs(desk: Desk) -> Iterator[Block]:
    if not desk.people:
        add = Button("Add a CV…", "form add", typed="add", spoken="Add a CV as text")
        yield cards.hint("No CVs yet", ("Drop one in a direct message to the bot: PDF, Word, or a ZIP of many.",), add)


def _team(ctx: Context, posted: tuple[Digest, ...]) -> Iterator[Block]:
    if not ctx.store.grants():
        give = Button("Give a role…", "form access grant", typed="access grant @name recruiter")
        yield cards.hint("Nobody else has access", ("A role lets in a colleague, or a whole group.",), give)
    if not posted:
        new = Button("New digest…", "form digest", typed="digest add every Monday 9:00", spoken="New digest")
        yield cards.hint("No digest yet", ("New applicants in a channel, on a schedule.",), new)
    if chat_of(ctx.here).dropped and not ctx.store.intakes():
        told: Spans = ("CVs dropped there are read by themselves. Type there: ", Typed("intake on", in_channel=True))
        yield cards.hint("No channel for CVs", told)


def _actions(ctx: Context) -> Iterator[Button]:
    if (digest := ctx.commands.get("digest")) and digest.form and ctx.role >= digest.role:
        yield Button("New digest…", "form digest", typed="")
    yield Button("Add a CV…", "form add", typed="")
    yield Button("Help", "help")
