"""stages: a team renames, adds, orders and removes the stages that its applications go through."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Annotated, Literal

from bot import stages as here
from bot.cards.wording import count, people
from bot.cards.wording import stage as stage_word
from bot.chat.command import Line, StageKey, Verb
from bot.chat.context import Context
from bot.chat.errors import Missing, Refusal, at_field, short
from bot.chat.messages import (
    Actions,
    Bold,
    Bullets,
    Button,
    Form,
    FormField,
    Reply,
    SmallPrint,
    Spans,
    Text,
    Title,
    Typed,
)
from bot.commands.registry import commands
from bot.commands.taking_back import undo_button
from bot.records import Role
from bot.search.text import fold, tokens
from bot.stages import Stage
from bot.store import Conflict, Occupied

Act = Literal["list", "add", "rename", "move", "remove", "close", "reopen", "reason", "role"]
LONGEST = 40
_UNFIT = re.compile(r'[,;|:"]')
_AFTER = re.compile(r"(?<!\s)\s++(after|before)\s++(.+)$", re.IGNORECASE | re.DOTALL)
_TO = re.compile(r"(?<!\s)\s++(?:to|=|→)\s+", re.IGNORECASE)


def _form(_: Context, line: str) -> Form:
    act, _space, rest = line.strip().partition(" ")
    one = here.meant(rest) if rest else None
    if act == "rename" and one:
        return _form_of_renaming(one)
    return _form_of_adding()


@commands.command(
    "stages",
    family="Team",
    role=Role.ADMIN,
    examples=(
        "stages add Phone call after Screening",
        "stages rename Phone call to Phone screen",
        "stages move Phone screen after Interview",
        "stages reason Rejected on",
        "stages role Offer admin",
        "stages remove Phone screen",
        "stages",
    ),
    changes=True,
    form=_form,
    instead="opening stages",
    verbs={
        "list": Verb("List the stages in their order"),
        "add": Verb("Add a stage", {"what": "its name", "after": "the stage before it"}, needs=("what",)),
        "rename": Verb("Rename a stage", {"what": "the stage", "to": "the new name"}, needs=("what",)),
        "move": Verb(
            "Move a stage to another place in the order",
            {"what": "the stage", "after": "the stage before it"},
            needs=("what",),
        ),
        "remove": Verb("Remove a stage that nobody is in", {"what": "the stage"}, needs=("what",)),
        "close": Verb("Whoever is in this stage is decided about", {"what": "the stage"}, needs=("what",)),
        "reopen": Verb("Whoever is in this stage is not decided about", {"what": "the stage"}, needs=("what",)),
        "reason": Verb(
            "Ask why, or do not, when people are moved there", {"what": "the stage and on or off"}, needs=("what",)
        ),
        "role": Verb(
            "Say who may move people there", {"what": "the stage and viewer, recruiter or admin"}, needs=("what",)
        ),
    },
)
def stages(
    ctx: Context,
    act: Annotated[Act, "list, add, rename, move, remove, close, reopen, reason or role"] = "list",
    what: Annotated[Line, "NAME after OTHER; NAME to NEW NAME; NAME on; NAME admin"] = Line(""),  # noqa: B008 - a constant
    *,
    after: Annotated[StageKey | None, "for add and move: the stage before it"] = None,
    to: Annotated[Line | None, "for rename: the new name"] = None,
) -> Reply:
    """Change the stages of this team: their names, order, and who says why."""
    said = what.strip()
    if act == "list":
        if said and not here.meant(said):
            example = Typed("stages move Offer after Interview")
            raise Refusal(f"stages does not know what to do with {short(said)}.", ("For example ", example))
        return listing(ctx)
    if act == "add":
        return _add(ctx, said, after)
    if act == "rename":
        return _rename(ctx, said, (to or "").strip())
    if act == "move":
        return _move(ctx, said, after)
    if act == "remove":
        return _remove(ctx, said)
    if act in ("close", "reopen"):
        return _close(ctx, said, closed=act == "close")
    return _reason(ctx, said) if act == "reason" else _role(ctx, said)


def listing(ctx: Context) -> Reply:
    """The stages in order, with how many are in each."""
    there: dict[str, int] = {}
    funnels = ctx.store.funnels()
    for counts in funnels.values():
        for key, number in counts.items():
            there[key] = there.get(key, 0) + number
    several = len(funnels) > 1
    rows = tuple(_row(one, there.get(one.key, 0), several=several) for one in here.stages())
    add = Button("Add a stage…", "form stages add", typed="stages add NAME after OTHER")
    small: tuple[Spans, ...] = (
        (Typed("stages rename Screening to Phone screen"),),
        (Typed("stages reason Rejected on"),),
    )
    head = f"{len(rows)} stages"
    changing = (Actions((add,)), SmallPrint(small)) if ctx.role >= Role.ADMIN else ()
    return Reply((Title(head), Bullets(rows), *changing), text=head, line="stages")


def _row(one: Stage, number: int, *, several: bool) -> Spans:
    """With several openings somebody may stand in two stages: there applications are counted."""
    said = [count(number, "application") if several else people(number)] if number else []
    said += ["closed"] if one.closed else []
    said += ["asks for a reason"] if one.asks_reason else []
    said += [f"only {one.role.word}s move people there"] if one.role > Role.RECRUITER else []
    return (stage_word(one.key), *(f" · {part}" for part in said))


# ------------------------------------------------------------------- the acts


def _add(ctx: Context, said: str, after: str | None) -> Reply:
    name, before = said, ""
    if not after and (found := _AFTER.search(said)) and here.meant(found[2]):
        name, anchor = said[: found.start()], _named(found[2]).key
        before, after = (anchor, None) if found[1].casefold() == "before" else ("", anchor)
    with at_field("what"):
        label = _label(name)
    made = Stage(_free("-".join(tokens(label))), label)
    now = list(here.stages())
    if after:
        index = _index(now, after) + 1
        made = replace(made, closed=now[index - 1].closed)
    elif before:
        index = _index(now, before)
    else:
        index = next((at for at, one in enumerate(now) if one.closed), len(now))
    now.insert(index, made)
    return _changed(ctx, now, made.key, f"{label} was added")


def _rename(ctx: Context, said: str, to: str) -> Reply:
    old, new = said, to
    if not new:
        splits = [(said[: found.start()], said[found.end() :]) for found in _TO.finditer(said)]
        words = said.split(" ")
        splits += [(" ".join(words[:at]), " ".join(words[at:])) for at in range(len(words) - 1, 0, -1)]
        known = {fold(name) for one in here.stages() for name in (one.key, one.label)}
        exact = (pair for pair in splits if fold(pair[0]) in known)
        begun = (pair for pair in splits if here.meant(pair[0]))
        old, new = (said, "") if here.meant(said) else next(chain(exact, begun), (said, ""))
    one = _named(old)
    if not new:
        example = Typed(f"stages rename {one.label} to …")
        raise Missing(f"What is {one.label} to be called?", ("For example ", example), form=_form_of_renaming(one))
    with at_field("to"):
        label = _label(new)
    return _changed(ctx, _with(replace(one, label=label)), one.key, f"{one.label} was renamed to {label}")


def _move(ctx: Context, said: str, after: str | None) -> Reply:
    name, before = said, False
    if not after and (found := _AFTER.search(said)):
        name, after, before = said[: found.start()], _named(found[2]).key, found[1].casefold() == "before"
    one = _named(name)
    if not after:
        raise Refusal(
            f"After which stage does {one.label} come?", ("For example ", Typed("stages move Offer after Interview"))
        )
    if after == one.key:
        raise Refusal(f"{one.label} cannot come after itself.")
    others = [other for other in here.stages() if other.key != one.key]
    others.insert(_index(others, after) + (not before), one)
    place = f"{'before' if before else 'after'} {here.stage(after).label}"
    return _changed(ctx, others, one.key, f"{one.label} was moved {place}")


def _remove(ctx: Context, said: str) -> Reply:
    one = _named(said)
    return _changed(
        ctx, [other for other in here.stages() if other.key != one.key], one.key, f"{one.label} was removed"
    )


def _close(ctx: Context, said: str, *, closed: bool) -> Reply:
    one = _named(said)
    words = f"{one.label} was {'closed' if closed else 'opened again'}"
    return _changed(ctx, _with(replace(one, closed=closed)), one.key, words)


def _reason(ctx: Context, said: str) -> Reply:
    name, _, last = said.rpartition(" ")
    if last.casefold() not in ("on", "off"):
        raise Refusal("on or off?", ("For example ", Typed("stages reason Rejected on")))
    one, asks = _named(name), last.casefold() == "on"
    words = f"{one.label} asks for {'a reason' if asks else 'no reason any more'}"
    return _changed(ctx, _with(replace(one, asks_reason=asks)), one.key, words)


def _role(ctx: Context, said: str) -> Reply:
    name, _, last = said.rpartition(" ")
    roles = {role.word: role for role in (Role.RECRUITER, Role.ADMIN)}
    role = roles.get(last.casefold())
    if role is None:
        raise Refusal("For which role?", ("For example ", Typed("stages role Offer admin")))
    one = _named(name)
    words = f"{one.label} takes the {role.word} role"
    return _changed(ctx, _with(replace(one, role=role)), one.key, words)


# ---------------------------------------------------------------- what is said


def _named(text: str) -> Stage:
    found = here.meant(text.strip())
    if found is None:
        there = ", ".join(one.label for one in here.stages())
        said = f"There is no stage {short(text.strip())}." if text.strip() else "Which stage?"
        raise Refusal(said, (f"There is {there}.",))
    return found


def _label(text: str) -> str:
    label = " ".join(text.split()).strip('"“”')
    if not label:
        raise Missing(
            "What is the stage called?",
            ("For example ", Typed("stages add Phone call after Screening")),
            form=_form_of_adding(),
        )
    if len(label) > LONGEST:
        raise Refusal(f"{short(label)} is too long for a stage.", (f"At most {LONGEST} characters.",))
    if not tokens(label) or _UNFIT.search(label):
        raise Refusal(f"{short(label)} is no name for a stage.", ("Letters and figures, without , ; | : and quotes.",))
    return label[:1].upper() + label[1:]


def _form_of_adding() -> Form:
    others = tuple((stage.key, stage.label) for stage in here.stages())
    fields = (FormField("what", "Name"), FormField("after", "After", required=False, options=others))
    return Form("Add a stage", "stages add", fields, "Add")


def _form_of_renaming(one: Stage) -> Form:
    field = FormField("to", "New name", value=one.label)
    return Form(f"Rename {one.label}", f"stages rename {one.key}", (field,))


def _free(key: str) -> str:
    """The key, or one with a number after it: a stage that was renamed keeps the key that it was made with."""
    taken = {one.key for one in here.stages()}
    keys = (key, *(f"{key}-{number}" for number in range(2, here.MOST + 2)))
    return next(one for one in keys if one not in taken)


def _index(among: Sequence[Stage], key: str) -> int:
    return next(at for at, one in enumerate(among) if one.key == key)


def _with(changed: Stage) -> list[Stage]:
    return [changed if one.key == changed.key else one for one in here.stages()]


def _changed(ctx: Context, now: Sequence[Stage], key: str, words: str) -> Reply:
    was = here.stages()
    if tuple(now) == was:
        raise Refusal("That is so already.")
    if wrong := here.fault_of(now):
        raise Refusal(wrong, ("Nothing was changed.",))
    try:
        ctx.store.set_stages(now, was=was, key=key, words=words, by=ctx.actor, at=ctx.now)
    except Occupied as full:
        find = Button("Show them", f'find stage:"{full.stage.label}"')
        are = "is" if full.people == 1 else "are"
        raise Refusal(
            f"{people(full.people)} {are} in {full.stage.label}.",
            ("A stage is removed when nobody is in it. Move them first.",),
            buttons=(find,),
        ) from None
    except Conflict:
        raise Refusal(
            "Somebody else changed the stages a moment ago.", ("Nothing was changed. ", Typed("stages"), " shows them.")
        ) from None
    order = " → ".join(one.label for one in now if not one.closed)
    closed = ", ".join(one.label for one in now if one.closed)
    small: tuple[Spans, ...] = ((order,), (f"closed: {closed}",), (f"by {ctx.actor}",))
    answer = f"{words}."
    buttons = Actions((undo_button(ctx), Button("All stages", "stages")))
    return Reply((Text((Bold(answer),)), buttons, SmallPrint(small)), text=answer)
