"""refine: the form under a list of hits, which changes what was asked field by field."""

from dataclasses import replace
from typing import Annotated

from bot.chat.command import UNTYPED, Line
from bot.chat.context import Context
from bot.chat.errors import Refusal, at_field, short
from bot.chat.messages import Form, FormField, Reply, Spans, Typed
from bot.commands.asking import check
from bot.commands.registry import commands
from bot.search.finding import asks
from bot.search.language import parse
from bot.search.query import PROOFS
from bot.search.refining import FIELDS, LONGEST, Parts, joined, taken_apart
from bot.search.terms import written
from bot.search.times import days_of
from bot.stages import meant, stages

EXPLAINED = " --explain"
ANY = "-"
"""No opening in particular: what was chosen can be let go."""
MOST_OPENINGS = 99
_MENTIONS = {
    ANY: "Any mention",
    "shown": "Used at work, or in a paper, project or course",
    "work": "Used at work",
}
_PROOF = {0: ANY, **{grade: name for name, grade in PROOFS.items()}}
SYNTAX = "“phrase”, -not, or, skill: school: company: venue: tag: since:"


def form(ctx: Context, line: str) -> Form:
    """The query of a list, in the fields that narrow it."""
    explained = line.endswith(EXPLAINED)
    query = line.removesuffix(EXPLAINED).strip()
    names = _openings(ctx)
    parts = taken_apart(query, today=ctx.now.date(), openings=names)
    same: Spans = ("Same as ", Typed(query)) if query else ()
    command = f"refine{EXPLAINED if explained else ''}"
    return Form(
        "Refine" if query else "Find people",
        command,
        tuple(_fields(parts, names)),
        "Search",
        typed="find …",
        small=same,
    )


def _fields(parts: Parts, openings: tuple[str, ...]) -> list[FormField]:
    """Those that are used most come first: a form that has less room leaves the last ones to the words."""
    staged = tuple((one.key, one.label) for one in stages())
    known = ",".join(parts.stages)
    found = [
        FormField("query", "Words", SYNTAX, parts.words, required=False),
        FormField("stage", "Stage", "any where none is chosen", known, required=False, options=staged, several=True),
        FormField(
            "proof", "Proof", "of each skill", _PROOF[parts.proof], required=False, options=tuple(_MENTIONS.items())
        ),
        FormField("since", "Applied since", "2026-11, 7d, 3 weeks", parts.since, required=False, picks="day"),
    ]
    if openings:
        value = parts.values.get("opening", ANY)
        choices = ((ANY, "Any opening"), *((name, name) for name in openings))
        found.append(FormField("opening", "Opening", value=value, required=False, options=choices))
    hints = {"tag": "one that the team gave", "school": "under any of its names", "company": "where they worked"}
    for name, hint in hints.items():
        value = parts.values.get(name, "")
        said = written(name, value) if value else ""
        found.append(FormField(name, name.capitalize(), hint, value, required=False, typed=said))
    return found


@commands.command("refine", family="Find", examples=("refine",), hidden=True, form=form)
def refine(
    ctx: Context,
    query: Annotated[Line | None, "words, skills, names"] = None,
    *,
    stage: Annotated[str, UNTYPED] = "",
    proof: Annotated[str, UNTYPED] = "",
    since: Annotated[str, UNTYPED] = "",
    opening: Annotated[str, UNTYPED] = "",
    tag: Annotated[str, UNTYPED] = "",
    school: Annotated[str, UNTYPED] = "",
    company: Annotated[str, UNTYPED] = "",
    explain: Annotated[bool, UNTYPED] = False,
) -> Reply:
    """Search again with what a form asked, in the place of the list it was opened from."""
    given = (("" if opening == ANY else opening), tag, school, company)
    values = dict(zip(FIELDS, given, strict=True))
    parts = Parts(query or "", _stages(stage), _since(ctx, since), PROOFS.get(proof, 0), values)
    line = joined(parts)
    with at_field("query" if (query or "").strip() else next(iter(ctx.request.values), "query")):
        if len(line) > LONGEST:
            raise Refusal(f"That is too long: {len(line):,} characters.", (f"At most {LONGEST:,}.",))
        check(ctx, line)
        if not line or not asks(parse(line, today=ctx.now.date())):
            raise Refusal("There is nothing to search for.", ("For example ", Typed("cuda triton")))
    found = ctx.again(f"find {line}{EXPLAINED if explain else ''}")
    return found if found.error else replace(found, replace=True)


def _stages(typed: str) -> tuple[str, ...]:
    named = {part.strip(): meant(part.strip()) for part in typed.split(",") if part.strip()}
    if unknown := [part for part, stage in named.items() if stage is None]:
        there = ", ".join(one.label for one in stages())
        raise Refusal(f"There is no stage {short(unknown[0])}.", (f"There is {there}.",), field="stage")
    return tuple(stage.key for stage in named.values() if stage)


def _since(ctx: Context, typed: str) -> str:
    if typed.strip() and not days_of(typed, ctx.now.date())[0]:
        raise Refusal(f"{short(typed)} is no time.", ("For example 2026-11, 7d or 3 weeks.",), field="since")
    return typed.strip()


def _openings(ctx: Context) -> tuple[str, ...]:
    """Those that can be chosen, what is open first."""
    known = sorted((one for one in ctx.store.openings() if one.name), key=lambda one: one.closed is not None)
    return tuple(one.name for one in known)[:MOST_OPENINGS]
