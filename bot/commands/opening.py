"""opening: what people apply for, who did, and where they stand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Literal

from bot import stages
from bot.cards import person as cards
from bot.cards.openings import closes, describes, matches, opens
from bot.cards.wording import day, people
from bot.cards.wording import stage as stage_word
from bot.chat.command import UNTYPED, Line, Verb
from bot.chat.context import Context
from bot.chat.errors import Missing, Refusal, at_field, short
from bot.chat.messages import (
    Actions,
    Bar,
    Block,
    Bold,
    Button,
    Chart,
    Field,
    Form,
    FormField,
    Person,
    Reply,
    SmallPrint,
    Spans,
    Text,
    Title,
    Typed,
)
from bot.commands.people import which_opening
from bot.commands.registry import commands
from bot.commands.stages import listing
from bot.commands.taking_back import undo_button
from bot.openings.names import MARK, is_called, meant, title
from bot.openings.records import Opening
from bot.records import Role
from bot.store import Conflict

Act = Literal["list", "add", "show", "describe", "rename", "close", "reopen", "apply", "stages"]
LONGEST_NAME = 80
LONGEST_TEXT = 20_000
SHOWN = 15
NEWEST = 4
NOT_DELETED = frozenset({"delete", "remove", "drop"})
"""What people say for closing."""
_TO = re.compile(r"(?<!\s)\s++(?:to|=|→)\s+", re.IGNORECASE)
_NAMED = re.compile(rf"(?P<name>{MARK}\d+|[^:\n]+)(?:[:\n]\s*(?P<text>.*))?", re.DOTALL | re.IGNORECASE)
_UNFIT = re.compile(r'[,;|:"]')


def _form(ctx: Context, line: str) -> Form:
    act, _, rest = line.strip().partition(" ")
    found = meant(ctx.store.openings(), rest) if rest.strip() else ()
    if len(found) == 1 and act == "describe":
        return _description(found[0])
    if len(found) == 1 and act == "rename":
        return _new_name(found[0])
    fields = (
        FormField("what", "Name", hint="what people apply for"),
        FormField("about", "Description", hint="the role, its musts and wishes", required=False, long=True),
    )
    return Form("Add an opening", "opening add", fields, "Add")


@commands.command(
    "opening",
    family="Team",
    role=Role.RECRUITER,
    examples=(
        "opening add Compiler engineer",
        "opening describe Compiler engineer: Works on our MLIR passes. Must know C++.",
        "opening Compiler engineer",
        "opening rename Compiler engineer to Kernel engineer",
        "opening close Kernel engineer",
        "opening stages",
        "opening",
    ),
    changes=True,
    form=_form,
    verbs={
        "list": Verb("List what people can apply for"),
        "show": Verb(
            "Show an opening, who applied, and in which stage they are", {"what": "its name"}, needs=("what",)
        ),
        "add": Verb("Add an opening", {"what": "its name", "about": "the role, its musts and wishes"}, needs=("what",)),
        "describe": Verb(
            "Say what an opening is about",
            {"what": "its name", "about": "the role, its musts and wishes"},
            needs=("what",),
        ),
        "rename": Verb("Rename an opening", {"what": "its name", "to": "the new name"}, needs=("what",)),
        "close": Verb("Close an opening: its people stay, it takes no more", {"what": "its name"}, needs=("what",)),
        "reopen": Verb("Open a closed opening again", {"what": "its name"}, needs=("what",)),
        "stages": Verb("List the stages that people go through"),
    },
)
def opening(
    ctx: Context,
    act: Annotated[Act | None, "list, add, show, describe, rename, close, reopen, apply or stages"] = None,
    what: Annotated[Line, "its name; for describe NAME: TEXT; for rename NAME to NEW NAME"] = Line(""),  # noqa: B008 - a constant
    *,
    about: Annotated[Line | None, "the description"] = None,
    to: Annotated[Line | None, "the new name"] = None,
    version: Annotated[int | None, UNTYPED] = None,
) -> Reply:
    """What people apply for: list, add, describe, close openings; who applied, and in which stage they are."""
    said = what.strip()
    if act == "stages":
        return ctx.again(f"stages {said}") if said else listing(ctx)
    if act == "apply":
        return ctx.again(f"apply {said}")
    if act == "add":
        return _add(ctx, said, (about or "").strip())
    if act == "rename":
        return _rename(ctx, said, (to or "").strip())
    if act == "describe":
        return _describe(ctx, said, about, version)
    if act in ("close", "reopen"):
        return _close(ctx, _one(ctx, act, said), closed=act == "close")
    verb, _, rest = said.partition(" ")
    if act is None and verb.casefold() in NOT_DELETED and len(found := meant(ctx.store.openings(), rest)) == 1:
        advice = "Its people and what was done there stay; closed, it takes no more CVs."
        raise Refusal(
            f"{title(found[0])} can be closed, not deleted.", (advice,), buttons=(opens(found[0]), *closes(found[0]))
        )
    return _show(ctx, _one(ctx, "show", said)) if said else _list(ctx)


# -------------------------------------------------------------------- looking


def _list(ctx: Context) -> Reply:
    openings, funnels = ctx.store.openings(), ctx.store.funnels()
    add = Button("Add an opening…", "form opening add", typed="opening add NAME")
    if not [one for one in openings if one.name]:
        answer = "There are no openings yet: everybody is in one list."
        advice: Spans = ("\nTo keep people apart by what they applied for: ", Typed("opening add Compiler engineer"))
        return Reply((Text((Bold(answer), *advice)), Actions((add,))), text=answer)
    ordered = sorted(openings, key=lambda one: (one.closed is not None, one.name == ""))
    rows = tuple(_row(one, funnels.get(one.id, {}), ctx) for one in ordered[:SHOWN])
    rest = ", ".join(title(one) for one in ordered[SHOWN:])
    more = (Field(f"And {len(ordered) - SHOWN} more", (Text((rest,)),)),) if rest else ()
    still = sum(not one.closed for one in openings if one.name)
    head = f"{still} open" + (
        f", {len(ordered) - still - any(not one.name for one in ordered)} closed"
        if any(one.closed for one in ordered)
        else ""
    )
    head = f"Openings: {head}"
    return Reply((Title(head), *rows, *more, Actions((add,))), text=head, line="opening")


def _row(one: Opening, counts: Mapping[str, int], ctx: Context) -> Person:
    said = [f"closed {day(one.closed, ctx.now)}"] if one.closed else []
    line = " · ".join([*said, people(sum(counts.values())), *_counted(counts)])
    show = Button("Open", f"opening show {MARK}{one.id}", spoken=f"Open {title(one)}", typed=f"opening {title(one)}")
    return Person(title(one), ((line,),), open=show)


def _counted(counts: Mapping[str, int]) -> list[str]:
    """``3 in New``: stages in their order, then those that are no more."""
    order = [one.key for one in stages.stages()]
    keys = [*(key for key in order if counts.get(key)), *sorted(counts.keys() - set(order))]
    return [f"{counts[key]} {stage_word(key).label}" for key in keys]


def _show(ctx: Context, one: Opening) -> Reply:
    counts = ctx.store.funnels().get(one.id, {})
    total, newest = ctx.store.applied_for(one.id, limit=NEWEST)
    state = f"closed since {day(one.closed, ctx.now)}" if one.closed else "open"
    blocks: list[Block] = [Title(title(one), large=True), SmallPrint(((state,), (people(total),)))]
    if one.description:
        blocks.append(Field("Description", (Text((one.description,)),)))
    bars = tuple(Bar(stage.label, counts[stage.key]) for stage in stages.stages() if counts.get(stage.key))
    if bars:
        blocks.append(Chart(bars))
    line = f"opening show {MARK}{one.id}"
    blocks += [cards.row(replace(each, opening=""), number=at) for at, each in enumerate(newest, 1)]
    if newest:
        ctx.recent.show(line, [each.number for each in newest], first=1, more="")
    buttons = [describes(one)]
    buttons += closes(one)
    if one.name and one.description.strip():
        buttons.insert(0, matches(one))
    if total > len(newest) and one.name:
        buttons.insert(0, Button(f"Show all {total}", f'find opening:"{one.name}"'))
    blocks.append(Actions(tuple(buttons)))
    return Reply(tuple(blocks), text=f"{title(one)}: {state}, {people(total)}.")


# ------------------------------------------------------------------- changing


def _add(ctx: Context, said: str, text: str) -> Reply:
    name, described = _described(said, ())
    if not name:
        raise Missing(
            "What do people apply for?",
            ("For example ", Typed("opening add Compiler engineer")),
            form=_form(ctx, "add"),
        )
    with at_field("what"):
        name = _checked(ctx, name)
    text = _text(text or described)
    try:
        made = ctx.store.add_opening(name, text, by=ctx.actor, at=ctx.now)
    except Conflict:
        raise _taken(name) from None
    advice = () if text else ("\nSay what it is about: ", Typed(f"opening describe {name}: …"))
    return _done(ctx, made, f"{name} is open.", advice)


def _describe(ctx: Context, said: str, text: str | None, version: int | None) -> Reply:
    name, after = _described(said, ctx.store.openings())
    one = _one(ctx, "describe", name if after or text is not None else said)
    if text is None and not after:
        example = Typed(f"opening describe {title(one)}: …")
        raise Missing(f"What is {title(one)} about?", ("Type it after a colon: ", example), form=_description(one))
    told = _text(text if text is not None else after)
    if version is not None and version != one.version:
        raise _overtaken(one, told)
    try:
        ctx.store.change_opening(
            replace(one, description=told), words=f"{title(one)} was described", by=ctx.actor, at=ctx.now
        )
    except Conflict:
        now = next((each for each in ctx.store.openings() if each.id == one.id), one)
        raise _overtaken(now, told) from None
    return _done(ctx, one, f"{title(one)} is described.", (f"\n{told}",) if told else ("\nIt says nothing now.",))


def _rename(ctx: Context, said: str, to: str) -> Reply:
    old, new = said, to
    if not new:
        splits = [(said[: found.start()], said[found.end() :]) for found in _TO.finditer(said)]
        known = ctx.store.openings()
        exact = [pair for pair in splits if any(is_called(one, pair[0]) for one in known)]
        old, new = next(iter(exact or splits), (said, ""))
    one = _one(ctx, "rename", old)
    if not one.name:
        raise Refusal(
            "Who applied for nothing in particular stays without an opening.", ("A name cannot be given to it.",)
        )
    if not new:
        example = Typed(f"opening rename {one.name} to …")
        raise Missing(f"What is {one.name} to be called?", ("For example ", example), form=_new_name(one))
    with at_field("to"):
        name = _checked(ctx, new, besides=one)
    try:
        ctx.store.change_opening(
            replace(one, name=name), words=f"{one.name} was renamed to {name}", by=ctx.actor, at=ctx.now
        )
    except Conflict:
        raise _moment(one) from None
    return _done(ctx, one, f"{one.name} is called {name} now.")


def _close(ctx: Context, one: Opening, *, closed: bool) -> Reply:
    if not one.name:
        raise Refusal("CVs that name no opening are always taken.", ("What has a name can be closed.",))
    if bool(one.closed) == closed:
        raise Refusal(f"{one.name} is {'closed' if closed else 'open'} already.")
    words = f"{one.name} was {'closed' if closed else 'opened again'}"
    changed = replace(one, closed=ctx.now if closed else None)
    try:
        ctx.store.change_opening(changed, words=words, by=ctx.actor, at=ctx.now)
    except Conflict:
        raise _moment(one) from None
    if not closed:
        return _done(ctx, one, f"{one.name} is open again.")
    number = sum(ctx.store.funnels().get(one.id, {}).values())
    stay = (
        f"\n{people(number)} {'stays' if number == 1 else 'stay'} where they are; no CV is taken for it."
        if number
        else "\nNo CV is taken for it."
    )
    return _done(ctx, one, f"{one.name} is closed.", (stay,))


def _done(ctx: Context, one: Opening, answer: str, more: Spans = ()) -> Reply:
    match = (matches(one),) if one.name and one.description.strip() and not one.closed else ()
    buttons = (undo_button(ctx), *match, opens(one))
    small = SmallPrint(((f"by {ctx.actor}",),))
    return Reply((Text((Bold(answer), *more)), Actions(buttons), small), text=answer)


# ---------------------------------------------------------------- what is said


def _one(ctx: Context, act: str, name: str) -> Opening:
    if not name.strip():
        raise Refusal("Which opening?", ("For example ", Typed(f"opening {act} Compiler engineer")))
    return which_opening(ctx.store.openings(), name, lambda number: f"opening {act} {number}")


def _described(said: str, openings: Sequence[Opening]) -> tuple[str, str]:
    """Its name, and what stands after a colon or on the next lines, or just behind a name that there is."""
    found = _NAMED.fullmatch(said)
    name, after = (found["name"].strip(), (found["text"] or "").strip()) if found else (said, "")
    if after and not meant(openings, name):
        ends = [end.start() for end in re.finditer(r"\s", said[:LONGEST_NAME])]
        if end := next((end for end in reversed(ends) if any(is_called(one, said[:end]) for one in openings)), 0):
            return said[:end], said[end:].strip()
    return name, after


def _checked(ctx: Context, name: str, besides: Opening | None = None) -> str:
    name = " ".join(name.split()).strip('"“”')
    if len(name) > LONGEST_NAME:
        raise Refusal(
            f"{short(name)} is too long for a name.",
            (f"At most {LONGEST_NAME} characters; the rest is the description.",),
        )
    if _UNFIT.search(name) or not any(letter.isalnum() for letter in name):
        raise Refusal(
            f"{short(name)} is no name for an opening.", ("Letters and figures, without , ; | : and quotes.",)
        )
    others = [Opening(0, ""), *(one for one in ctx.store.openings() if one != besides)]
    if same := next((one for one in others if is_called(one, name)), None):
        raise _taken(title(same), same)
    return name


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise Refusal(
            f"The description is too long: {len(text):,} characters.", (f"At most {LONGEST_TEXT:,}.",), field="about"
        )
    return text.strip()


def _taken(name: str, same: Opening | None = None) -> Refusal:
    buttons = (opens(same),) if same and same.id else ()
    return Refusal(f"There is an opening {name} already.", (Typed("opening"), " lists all."), buttons=buttons)


def shut(one: Opening) -> Refusal:
    """Why nobody can apply there."""
    reopen = Button("Reopen", f"opening reopen {MARK}{one.id}", spoken=f"Reopen {one.name}")
    return Refusal(f"{one.name} is closed.", ("Nobody can apply for it any more.",), buttons=(reopen,))


def _moment(one: Opening) -> Refusal:
    return Refusal(
        f"Somebody else changed {title(one)} a moment ago.", ("Nothing was changed. Look again, then repeat it.",)
    )


def _overtaken(now: Opening, told: str) -> Refusal:
    """Somebody else described it meanwhile: both texts are shown, so that none is lost."""
    again = Button("Edit again…", f"form opening describe {MARK}{now.id}", typed="")
    return Refusal(
        f"Somebody else described {title(now)} while you wrote. Nothing was changed.",
        (Bold("Now it says"), f"\n{now.description}\n\n", Bold("You wrote"), f"\n{told}"),
        buttons=(again,),
    )


def _description(one: Opening) -> Form:
    field = FormField(
        "about", "Description", hint="the role, its musts and wishes", value=one.description, required=False, long=True
    )
    line = f"opening describe {MARK}{one.id} --version {one.version}"
    return Form(f"Describe {title(one)}", line, (field,), typed=f"opening describe {title(one)}:")


def _new_name(one: Opening) -> Form:
    field = FormField("to", "New name", value=one.name)
    return Form(f"Rename {one.name}", f"opening rename {MARK}{one.id}", (field,))
