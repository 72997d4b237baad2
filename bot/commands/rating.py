"""rate: a short scorecard for each stage. What others gave stays hidden by the store until one's own is in."""

import re
from dataclasses import dataclass
from typing import Annotated

from bot.cards.person import shown_name
from bot.cards.wording import listed
from bot.cards.wording import stage as stage_word
from bot.cards.work import scored, scores
from bot.chat.command import NO_WORDS, Line, StageKey, as_said
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import (
    Actions,
    Block,
    Bold,
    Bullets,
    Button,
    Field,
    Form,
    FormField,
    Reply,
    SmallPrint,
    Text,
    Typed,
)
from bot.commands.applied import AtOpening, at_option, at_place, meant
from bot.commands.people import which_opening
from bot.commands.registry import commands
from bot.openings.records import Opening
from bot.records import Candidate, Role
from bot.search.text import fold
from bot.work.records import MOST_CRITERIA, SCORES, Scorecard, Scorecards

LONGEST_COMMENT, LONGEST_CRITERION = 2_000, 40
LONGEST_REPEAT = 900
"""Characters of a line that the buttons for its openings carry; of a longer one they open the form."""
_WORDS = {fold(word): score for score, word in SCORES.items()}
_SCORE = re.compile(r"(?P<score>[1-4]|strong no|strong yes|no|yes)\b[,;.]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Round:
    """What is rated: somebody at an opening, in the stage where they are there."""

    who: Candidate
    stage: str
    opening: Opening
    alone: bool
    """Whether they applied for nothing else."""

    def cards(self, ctx: Context) -> Scorecards:
        return ctx.store.scorecards(self.who.number).at(self.opening.id)

    @property
    def place(self) -> str:
        return at_place(None if self.alone else self.opening)


def _form(ctx: Context, line: str) -> Form:
    """The scorecard with what one gave before, be it a draft."""
    if not line.strip():
        return Form("Rate somebody", "rate", (FormField("who", "Who", hint="a name, #number or row"),), "Go on")
    named, _, wanted = line.partition(" --opening ")
    first = named.split(maxsplit=1)[0]
    who = ctx.one(first if first.lstrip("#").isdecimal() else named.strip())
    known = ctx.store.openings() if wanted else ()
    opening = which_opening(known, wanted, lambda name: f"form rate {named} --opening {name}") if wanted else None
    return _asked(ctx, _round_of(ctx, who, opening, f"form rate #{who.number}"))


def _round_of(ctx: Context, who: Candidate, opening: Opening | None, line: str) -> _Round:
    def again(at: Opening, typed: bool) -> str:  # noqa: FBT001 - as `meant` asks
        return f"{line.removeprefix('form ') if typed else line}{at_option(at, typed)}"

    applications = ctx.store.applications(who.number)
    here = meant(who, applications, opening, "Which one do you rate?", again)
    return _Round(who, here.stage, here.opening, alone=len(applications) == 1)


def _asked(ctx: Context, rated: _Round) -> Form:
    mine = rated.cards(ctx).own(rated.stage)
    given = dict(mine.scores) if mine else {}
    choices = tuple((str(score), f"{score} {word}") for score, word in SCORES.items())
    fields = [
        FormField(f"score{at}", name.capitalize(), value=str(given.get(name, "")), required=False, options=choices)
        for at, name in enumerate(ctx.store.criteria(rated.stage), 1)
    ]
    comment = FormField("comment", "Comment", value=mine.comment if mine else "", required=False, long=True)
    title = f"{stage_word(rated.stage).label}{rated.place}: {shown_name(rated.who)}"
    line = f"rate #{rated.who.number} {rated.stage}{at_option(rated.opening)}"
    return Form(title, line, (*fields, comment), "Save", typed=None)


@commands.command(
    "rate",
    family="Work",
    role=Role.RECRUITER,
    examples=("rate noor", "rate noor skills 3, communication strong yes, overall 3: clear and fast"),
    changes=True,
    also={"score": as_said},
    aside=True,
    form=_form,
)
def rate(
    ctx: Context,
    who: Annotated[Candidate, "a name, #number or row"],
    scores: Annotated[
        Line, "criterion and 1 to 4 (strong no, no, yes, strong yes); a comment after a colon"
    ] = NO_WORDS,
    *,
    opening: AtOpening = None,
) -> Reply:
    """Score somebody in their stage; a half-filled card waits as a draft, others' show when yours is in."""
    again = f"rate #{who.number} {scores.strip()}".strip()
    rated = _round_of(ctx, who, opening, again if len(again) < LONGEST_REPEAT else f"form rate #{who.number}")
    asked = ctx.store.criteria(rated.stage)
    round_of, _, rest = scores.strip().partition(" ")
    filled = {one: ctx.request.values[one] for one in ctx.request.values if one == "comment" or one.startswith("score")}
    if round_of == rated.stage and not rest:
        scores = NO_WORDS
    elif not rest and round_of and filled:
        raise Refusal(
            f"{shown_name(who)} is in {stage_word(rated.stage).label} now; the form was for another stage.",
            ("Nothing was saved. ", Typed(f"rate #{who.number}"), " asks again."),
        )
    if not scores.strip() and not filled:
        return _overview(ctx, rated)
    given, comment = _filled(filled, asked) if filled else _typed(scores, asked)
    mine = rated.cards(ctx).own(rated.stage)
    if not filled and mine:
        given, comment = dict(mine.scores) | given, comment or mine.comment
    missing = [one for one in asked if one not in given]
    if mine and mine.sent and missing:
        raise Refusal(
            f"Your scorecard is in; it cannot lose {listed(missing)}.", ("Change a score, or undo it whole.",)
        )
    kept = tuple((one, given[one]) for one in asked if one in given)
    ctx.store.rate(
        who.number, rated.stage, kept, comment, sent=not missing, by=ctx.actor, at=ctx.now, opening=rated.opening.id
    )
    return _saved(ctx, rated, missing)


def _saved(ctx: Context, rated: _Round, missing: list[str]) -> Reply:
    cards = rated.cards(ctx)
    mine = cards.own(rated.stage)
    who, name = rated.who, f"{shown_name(rated.who)}{rated.place}"
    blocks: list[Block] = []
    if missing:
        answer = f"Kept as a draft: {listed(missing)} of {name} {'is' if len(missing) == 1 else 'are'} missing."
    else:
        answer = f"Your scorecard of {name} is in."
    blocks.append(Text((Bold(answer), *(("\n", *scored(mine, ctx.now)) if mine else ()))))
    others = tuple(scored(one, ctx.now) for one in cards.shown if not one.own and one.stage == rated.stage)
    if others:
        blocks.append(Field("Others", (Bullets(others),)))
    blocks.append(_buttons(rated, mine))
    blocks.append(
        SmallPrint(((f"{len(cards.hidden)} hidden until yours is in",) if cards.hidden else ("only you see a draft",),))
    )
    if not missing:
        blocks[-1] = SmallPrint(((f"by {ctx.actor}",), *(() if others else (("nobody else scored yet",),))))
    return Reply(tuple(blocks), text=answer, stage=rated.stage, about=who.number)


def _overview(ctx: Context, rated: _Round) -> Reply:
    who, cards = rated.who, rated.cards(ctx)
    mine = cards.own(rated.stage)
    rows = tuple(scores(cards, ctx.now))
    head = f"{shown_name(who)} in {stage_word(rated.stage).label}{rated.place}"
    asked = listed(list(ctx.store.criteria(rated.stage)))
    shown: tuple[Block, ...] = (Bullets(rows),) if rows else (Text(("Nobody scored yet.",)),)
    example = f"rate #{who.number} skills 3, overall strong yes: writes clearly"
    how = () if mine and mine.sent else (Text(("Typed, for example ", Typed(example))),)
    small = SmallPrint(((f"asked: {asked}",), ("1 strong no to 4 strong yes",)))
    form = _asked(ctx, rated)
    return Reply(
        (Text((Bold(head),)), *shown, *how, _buttons(rated, mine), small), text=head, about=who.number, form=form
    )


def _buttons(rated: _Round, mine: Scorecard | None) -> Actions:
    label = "Rate…" if mine is None else "Change…" if mine.sent else "Go on…"
    who, which = rated.who, None if rated.alone else rated.opening
    line, typed = f"form rate #{who.number}{at_option(which)}", f"rate #{who.number} …{at_option(which, typed=True)}"
    again = Button(label, line, spoken=f"{label} {shown_name(who)}", typed=typed)
    return Actions((again, Button("Open", f"show #{who.number}", spoken=f"Open {shown_name(who)}")))


def _filled(values: dict[str, str], asked: tuple[str, ...]) -> tuple[dict[str, int], str]:
    given = {name: _score(values.get(f"score{at}", "")) for at, name in enumerate(asked, 1)}
    return {name: score for name, score in given.items() if score}, _comment(values.get("comment", ""))


def _score(text: str) -> int:
    """1 to 4; 0 for what is none."""
    said = fold(text)
    return int(said) if said in {"1", "2", "3", "4"} else _WORDS.get(said, 0)


def _typed(line: str, asked: tuple[str, ...]) -> tuple[dict[str, int], str]:
    """``skills 3, overall strong yes: writes clearly``."""
    given: dict[str, int] = {}
    rest = line.strip()
    while rest and not rest.startswith((":", "-", "–", "·")):
        name = next((one for one in asked if fold(rest).startswith(fold(one))), "")
        found = _SCORE.match(rest[len(name) :].lstrip(" =:")) if name else None
        if not name or found is None:
            raise Refusal(
                f"{short(rest)} is no score.",
                (f"This stage asks for {listed(list(asked))}, each 1 to 4: ", Typed(f"rate noor {asked[0]} 3: why")),
            )
        given[name] = _score(found["score"])
        rest = rest[len(name) :].lstrip(" =:")[found.end() :].lstrip()
    return given, _comment(rest.lstrip(":-–· "))


def _comment(text: str) -> str:
    if len(text.strip()) > LONGEST_COMMENT:
        raise Refusal(
            f"The comment is too long: {len(text.strip()):,} characters.",
            (f"At most {LONGEST_COMMENT:,}.",),
            field="comment",
        )
    return text.strip()


@commands.command(
    "rate-criteria",
    family="Team",
    role=Role.ADMIN,
    examples=("rate criteria interview systems, writing, overall",),
    changes=True,
)
def criteria(
    ctx: Context,
    stage: Annotated[StageKey, "the stage"],
    asked: Annotated[Line, "what its scorecard asks, with commas"] = NO_WORDS,
) -> Reply:
    """Say what the scorecard of a stage asks."""
    label = stage_word(stage).label
    if not asked.strip():
        now = f"{label} asks for {listed(list(ctx.store.criteria(stage)))}."
        return Reply((Text((Bold(now),)),), text=now)
    names = list(dict.fromkeys(fold(one) for one in asked.split(",") if fold(one)))
    if not names or len(names) > MOST_CRITERIA or any(len(one) > LONGEST_CRITERION for one in names):
        raise Refusal(
            f"A scorecard asks 1 to {MOST_CRITERIA} things, each at most {LONGEST_CRITERION} characters.",
            ("With the comment they fill one form: ", Typed("rate criteria interview systems, writing, overall")),
        )
    before = ctx.store.criteria(stage)
    ctx.store.set_criteria(stage, names)
    answer = f"{label} asks for {listed(names)} now."
    small = SmallPrint(((f"before: {listed(list(before))}",), ("scores that were given stay as they are",)))
    return Reply((Text((Bold(answer),)), small), text=answer)
