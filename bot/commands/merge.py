"""merge: two records are one person. Both are shown first; the older number stays, the other keeps answering."""

from typing import Annotated

from bot.cards import lines
from bot.cards.news import proposal
from bot.cards.person import shown_name
from bot.cards.wording import count, day, stage
from bot.chat.command import Led
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import Actions, Block, Bold, Button, Reply, SmallPrint, Spans, Table, Text, Title
from bot.commands.registry import commands
from bot.commands.taking_back import undo_button
from bot.likeness import Likeness, common, likenesses
from bot.records import Candidate, Dossier, Role

RULE = "an open stage counts before a closed one; of two open ones the one further on; of two closed ones the later"


@commands.command("merge", family="Work", role=Role.RECRUITER, examples=("merge #12, #40", "merge noor"), changes=True)
def merge(
    ctx: Context,
    who: Annotated[Candidate, "a name, #number or row"],
    other: Annotated[
        Candidate | None,
        "the other record, after a comma; without it, who it may be",
        Led({"and", "with", "into", "&"}),
    ] = None,
    *,
    confirmed: Annotated[bool, "after a look at both"] = False,
) -> Reply:
    """Make two records of one person one; shows both before it does."""
    if other is None:
        return _proposals(ctx, who)
    if who.number == other.number:
        raise Refusal(f"{shown_name(who)} is one record already.")
    kept, gone = sorted((who, other), key=lambda one: one.number)
    if not confirmed:
        return _both(ctx, kept, gone)
    ctx.store.merge(kept.number, gone.number, by=ctx.actor, at=ctx.now)
    answer = f"#{gone.number} is part of #{kept.number} {shown_name(kept)}."
    buttons = (undo_button(ctx), Button("Open", f"show #{kept.number}"))
    small = SmallPrint(((f"#{gone.number} keeps answering",), (f"merged by {ctx.actor}",)))
    return Reply((Text((Bold(answer),)), Actions(buttons), small), text=answer, about=kept.number, replace=True)


def button(one: Likeness, number: int) -> Button:
    """Looks at both before it merges."""
    first, second = sorted((one.candidate.number, number))
    return Button(f"Merge with #{one.candidate.number}…", f"merge #{first}, #{second}")


def _proposals(ctx: Context, who: Candidate) -> Reply:
    dossier = ctx.store.dossier(who.number)
    found = likenesses(ctx.store, dossier.profile, besides=who.number) if dossier else ()
    if not found:
        raise Refusal(f"Nobody here looks like {shown_name(who)}.", ("Name both: merge #12, #40.",))
    head = f"{shown_name(who)} #{who.number}"
    rows = tuple(Text((proposal(one),)) for one in found)
    answer = f"{count(len(found), 'record')} may be of the same person."
    actions = Actions(tuple(button(one, who.number) for one in found))
    return Reply((Title(head), *rows, actions), text=answer, about=who.number)


def _both(ctx: Context, kept: Candidate, gone: Candidate) -> Reply:
    first, second = ctx.store.dossier(kept.number), ctx.store.dossier(gone.number)
    if first is None or second is None:
        raise Refusal("One of the two is no longer here.")
    head = f"Merge #{gone.number} into #{kept.number}?"
    both = common(first.profile, second.profile)
    why = f"In common: {'; '.join(both)}." if both else "Nothing that both say is the same."
    rows = tuple(
        ((label,), *(((Bold(text),) if differs else (text,)) for text in pair))
        for label, *pair in _compared(ctx, first, second)
        if any(pair)
        for differs in (pair[0] != pair[1],)
    )
    blocks: list[Block] = [
        Title(head),
        Text((why,)),
        Table(("", f"#{kept.number}", f"#{gone.number}"), rows),
    ]
    if kept.stage != gone.stage:
        blocks.append(Text(("The stages differ: ", RULE, ".")))
    merged = f"merge #{kept.number}, #{gone.number} --confirmed"
    blocks.append(Actions((Button("Merge", merged, primary=True), Button("Open", f"show #{gone.number}"))))
    kept_: Spans = (f"#{kept.number} stays, #{gone.number} keeps answering",)
    blocks.append(SmallPrint((kept_, ("documents, notes and stages of both are kept",), ("undo takes it back",))))
    return Reply(tuple(blocks), text=head, about=kept.number)


def _compared(ctx: Context, *both: Dossier) -> list[tuple[str, str, str]]:
    def row(label: str, *texts: str) -> tuple[str, str, str]:
        return (label, texts[0], texts[1])

    profiles = [one.profile for one in both]
    rows = [one.candidate for one in both]
    return [
        row("name", *(one.name for one in rows)),
        row("headline", *(one.headline for one in rows)),
        row("e-mail", *(", ".join(fact.value for fact in one.emails) for one in profiles)),
        row("work", *("; ".join(lines.job(job) for job in one.work if job.kind == "job") for one in profiles)),
        row("studies", *("; ".join(map(lines.degree, one.education)) for one in profiles)),
        row("papers", *(str(len(one.publications) or "") for one in profiles)),
        row("stage", *(stage(one.stage).label for one in rows)),
        row("owner", *(one.owner for one in rows)),
        row("applied", *(day(one.arrived, ctx.now) for one in rows)),
        row("documents", *(", ".join(paper.name for paper in one.documents) for one in both)),
        row("notes", *(str(len(one.notes) or "") for one in both)),
    ]
