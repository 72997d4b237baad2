"""stage: an application moves on. Whoever looks at it later than it changed is shown what changed first."""

from dataclasses import dataclass, replace
from typing import Annotated

from bot import stages
from bot.cards.person import shown_name
from bot.cards.wording import stage as stage_word
from bot.chat.access import refused_stage
from bot.chat.command import UNTYPED, Led, Line, StageKey, as_said
from bot.chat.context import Context
from bot.chat.errors import Missing, Refusal, short
from bot.chat.messages import (
    Actions,
    Bold,
    Button,
    Form,
    FormField,
    Reply,
    SmallPrint,
    Spans,
    Text,
    Typed,
    When,
)
from bot.commands import several
from bot.commands.applied import AtOpening, at_option, at_place, meant
from bot.commands.owners import People, Sure
from bot.commands.registry import commands
from bot.commands.taking_back import undo_button_of
from bot.openings.records import Application, Opening
from bot.records import Candidate, Role
from bot.store import Conflict
from bot.work.changes import StageChange

LONGEST_REASON = 1_000
CHANGES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Step:
    """Who is to go where, and why."""

    who: Candidate
    stage: str
    why: str
    opening: Opening | None = None
    """Where it has to be said which one."""

    def line(self, *, was: str = "", typed: bool = False) -> str:
        """The command line of it, for a button or to be typed."""
        quoted = self.why if '"' in self.why or "\n" in self.why else f'"{self.why}"'
        options = {"was": was, "reason": self.why and quoted}
        given = (f" --{name} {value}" for name, value in options.items() if value)
        return "".join((f"stage #{self.who.number} {self.stage}", at_option(self.opening, typed), *given))

    @property
    def place(self) -> str:
        return at_place(self.opening)


def _shortlisted() -> str | None:
    """As the buttons call it."""
    return stage.label if (stage := stages.shortlisted()) else None


def _turned_down() -> str | None:
    return stage.label if (stage := stages.turned_down()) else None


@commands.command(
    "stage",
    family="Work",
    role=Role.RECRUITER,
    examples=(
        "stage noor interview",
        "stage #14 rejected --reason found a place nearer home",
        "stage 1-4 screening",
    ),
    changes=True,
    also={"move": as_said, "shortlist": _shortlisted, "pass": _turned_down, "reject": _turned_down},
)
def move(
    ctx: Context,
    who: People,
    stage: Annotated[StageKey, "the new stage", Led({"to", "into", "in", "→", "->"})],
    *,
    reason: Annotated[Line | None, "why; some stages ask for it", Led({"because", "since", "reason"})] = None,
    opening: AtOpening = None,
    was: Annotated[StageKey | None, UNTYPED] = None,
    sure: Sure = False,
) -> Reply:
    """Move people to another stage."""
    why = (reason or "").strip()
    if len(why) > LONGEST_REASON:
        raise Refusal(
            f"The reason is too long: {len(why):,} characters.", (f"At most {LONGEST_REASON:,}.",), field="reason"
        )
    if len(who) > 1:
        return _all(ctx, who, _Step(who[0], stage, why, opening), sure=sure)
    return _one(ctx, who[0], _Step(who[0], stage, why), opening, was)


def _all(ctx: Context, who: tuple[Candidate, ...], step: _Step, *, sure: bool) -> Reply:
    """Several go one by one, by the same rules; whoever cannot is named with why."""
    target = stages.stage(step.stage)
    if ctx.role < target.role:
        raise refused_stage(ctx.store, target, ctx.role, ctx.request.member, ctx.now)
    line = step.line().replace(f"#{who[0].number}", several.numbers(who), 1)
    if target.asks_reason and not step.why:
        field = FormField("reason", "Reason", hint="kept with each change", long=True)
        form = Form(f"Move {several.subject(who)} to {target.label}", line, (field,), "Move")
        raise Missing(f"{target.label} asks for a reason.", ("Say why: ", Typed(f"{line} --reason …")), form=form)
    if not sure:
        words = f"Move {several.subject(who)} to {target.label}{step.place}"
        verb, _, options = line.partition(" --")
        return several.question(who, words, "Move", f"{verb} --sure" + (f" --{options}" if options else ""))
    outcome = several.each(who, lambda one, batch: _step_of(ctx, one, step, batch))
    be = "is" if len(outcome.done) == 1 else "are"
    answer = f"{several.subject(outcome.done)} {be} in {target.label} now." if outcome.done else "Nobody was moved."
    return several.told(ctx, outcome, answer)


def _step_of(ctx: Context, who: Candidate, step: _Step, batch: str) -> None:
    here = _meant(who, ctx.store.applications(who.number), step.opening, replace(step, who=who))
    if here.stage == step.stage:
        raise Refusal(f"in {stage_word(step.stage).label} already")
    at, version = here.opening.id, here.version
    ctx.store.move(
        who.number, step.stage, by=ctx.actor, at=ctx.now, opening=at, version=version, reason=step.why, batch=batch
    )


def _one(ctx: Context, who: Candidate, step: _Step, opening: Opening | None, was: str | None) -> Reply:
    stage, why = step.stage, step.why
    applications = ctx.store.applications(who.number)
    here = _meant(who, applications, opening, step)
    step = _Step(who, stage, why, here.opening if len(applications) > 1 else None)
    if was and was != here.stage:
        raise _changed(ctx, step, here)
    if here.stage == stage:
        answer = f"{shown_name(who)} is in {stage_word(stage).label} already{step.place}."
        return Reply((Text((Bold(answer),)),), text=answer)
    target = stages.stage(stage)
    if ctx.role < target.role:
        raise refused_stage(ctx.store, target, ctx.role, ctx.request.member, ctx.now)
    if target.asks_reason and not why:
        raise _asked(step, target, here)
    at, version = here.opening.id, here.version
    try:
        ctx.store.move(who.number, stage, by=ctx.actor, at=ctx.now, opening=at, version=version, reason=why)
    except Conflict:
        if target not in ctx.store.stages():
            raise Refusal(f"The stage {target.label} was changed a moment ago.", ("Nothing was changed.",)) from None
        now = next((one for one in ctx.store.applications(who.number) if one.opening.id == here.opening.id), here)
        raise _changed(ctx, step, now) from None
    return _moved(ctx, step, here)


def _moved(ctx: Context, step: _Step, before: Application) -> Reply:
    who, name, to = step.who, shown_name(step.who), stage_word(step.stage)
    said = f"\n{step.why}" if step.why else ""
    blocks = (
        Text((Bold(name), "\n", to, f"{step.place} · by {ctx.actor}{said}")),
        Actions(
            (
                undo_button_of(ctx, who.number, name),
                Button("Open", f"show #{who.number}", spoken=f"Open {name}"),
            )
        ),
        SmallPrint(((f"was {stage_word(before.stage).label}",),)),
    )
    return Reply(blocks, text=f"{name} moved to {to.label}{step.place} by {ctx.actor}.", stage=step.stage)


def _meant(who: Candidate, applications: tuple[Application, ...], opening: Opening | None, step: _Step) -> Application:
    ask = f"Which one goes to {stage_word(step.stage).label}?"
    return meant(who, applications, opening, ask, lambda at, typed: replace(step, opening=at).line(typed=typed))


def _asked(step: _Step, target: stages.Stage, here: Application) -> Missing:
    field = FormField("reason", "Reason", hint="kept with the change", long=True)
    typed = step.line(typed=True)
    heading = f"Move {shown_name(step.who)} to {target.label}"
    form = Form(heading, step.line(was=here.stage), (field,), "Move", typed=typed)
    return Missing(f"{target.label} asks for a reason.", ("Say why: ", Typed(f"{typed} --reason …")), form=form)


def _changed(ctx: Context, step: _Step, here: Application) -> Refusal:
    """What others did since somebody looked, and how to do it all the same."""
    name = shown_name(step.who)
    dossier = ctx.store.dossier(step.who.number)
    changes = [one for one in (dossier.changes if dossier else ()) if one.opening == here.opening.id]
    anyway = Button("Move anyway", step.line(was=here.stage), spoken=f"Move {name} anyway", typed=step.line(typed=True))
    return Refusal(
        f"{name} is in {stage_word(here.stage).label} now.",
        ("That is new since you looked. Nothing was changed.",),
        buttons=(anyway, Button("Open", f"show #{step.who.number}", spoken=f"Open {name}")),
        small=tuple(map(_told, changes[-CHANGES_SHOWN:])),
    )


def _told(change: StageChange) -> Spans:
    way = f"{stage_word(change.from_stage).label} → {stage_word(change.to_stage).label}"
    why = f" ({short(change.reason)})" if change.reason else ""
    return (f"{change.by}: {way}{why}, ", When(change.at, "time"))
