"""skill: what a team adds to the skills that are known, and what a skill means here."""

import re
from typing import Annotated, Literal

from bot import own_skills
from bot.cards.wording import count, day, listed, people, sentence
from bot.chat.command import Line, Verb
from bot.chat.context import Context
from bot.chat.errors import Refusal, at_field, short
from bot.chat.messages import Actions, Bold, Bullets, Button, Reply, SmallPrint, Spans, Text, Title, Typed
from bot.commands.registry import commands
from bot.commands.taking_back import undo_button
from bot.records import Role
from bot.search import wording
from bot.search.language import suggest
from bot.search.own import Unfit
from bot.search.skills import skills
from bot.search.text import tokens
from bot.search.vocabulary import OwnSkill, SkillEntry

EXAMPLES = ("skill add Quiver DB = QuiverDB, QDB implies databases", "skill remove Quiver DB", "skill Kubernetes")
LONGEST = 60
MOST_NAMES = 20
SHOWN = 12
_PARTS = re.compile(
    r"(?P<name>[^=]*?)(?:=(?P<aliases>.*?))?(?:(?<!\S)implies\s(?P<implies>.*))?", re.DOTALL | re.IGNORECASE
)


@commands.command(
    "skill",
    family="Team",
    role=Role.RECRUITER,
    examples=EXAMPLES,
    changes=True,
    verbs={
        "list": Verb("List your own skills; of one, what it means", {"what": "a skill"}),
        "add": Verb(
            "Add a skill, or names of one; everybody stored is found by it at once",
            {"what": "NAME = alias, alias implies OTHER"},
            needs=("what",),
        ),
        "remove": Verb("Remove a skill of your own", {"what": "its name"}, needs=("what",)),
    },
)
def skill(
    ctx: Context,
    act: Annotated[
        Literal["list", "add", "remove"] | None, "list, add or remove; none shows what a skill means"
    ] = None,
    what: Annotated[Line, "NAME = alias, alias implies OTHER"] = Line(""),  # noqa: B008 - a constant
) -> Reply:
    """Add skills and names of your own; everybody stored is found by them at once."""
    if act == "add":
        return _add(ctx, what)
    if act == "remove":
        return _remove(ctx, what)
    return _about(ctx, what) if what.strip() else _list(ctx)


def _add(ctx: Context, line: str) -> Reply:
    with at_field("what"):
        entry = _entry(line)
    try:
        left = own_skills.add(ctx.store, entry, by=ctx.actor, at=ctx.now)
    except Unfit as fault:
        raise Refusal(
            f"{sentence(str(fault))}.", ("Nothing was added. ", Typed("skill list"), " shows yours.")
        ) from None
    known = entry.id in skills().entries
    answer = f"{skills().label(entry.id)} goes by {_names(entry)} now." if known else f"{entry.label} is a skill now."
    return _changed(ctx, entry, answer, left)


def _remove(ctx: Context, name: str) -> Reply:
    found = _own(ctx, name)
    if not found:
        answer = f"{short(name)} is no skill of your own." if name.strip() else "Which skill?"
        raise Refusal(answer, _yours(ctx))
    if in_file := [one for one in found if one.source == "file"]:
        raise Refusal(f"{in_file[0].entry.label} stands in the file of skills.", ("Take it out there.",))
    left = own_skills.remove(ctx.store, found, by=ctx.actor)
    entry = found[0].entry
    answer = (
        f"{skills().label(entry.id)} is without the names that were added."
        if entry.id[:4] != OWN
        else f"{entry.label} is no skill any more."
    )
    small = SmallPrint(((f"removed by {ctx.actor}",), *waiting(left)))
    return Reply((Text((Bold(answer),)), Actions((undo_button(ctx),)), small), text=answer)


def _list(ctx: Context) -> Reply:
    own = own_skills.current(ctx.store)
    if not own:
        answer = "There are no skills of your own yet."
        packaged = f"{count(len(skills().entries), 'skill')} are known anyway. To add one: "
        return Reply((Text((Bold(answer), "\n", packaged, Typed(EXAMPLES[0]))),), text=answer)
    counts = ctx.store.skill_counts()
    rows = tuple(_row(ctx, one, counts.get(one.entry.id, 0)) for one in own)
    head = f"{count(len(own), 'skill')} of your own"
    return Reply((Title(head), Bullets(rows)), text=head, line="skill")


def _row(ctx: Context, one: OwnSkill, number: int) -> Spans:
    entry = one.entry
    said = [f"also {_names(entry)}"] if entry.aliases else []
    said += [f"implies {listed([skills().label(other) for other in entry.implies])}"] if entry.implies else []
    said += [people(number), "from the file" if one.source == "file" else f"{one.by}, {day(one.at, ctx.now)}"]
    return (Bold(entry.label), f" · {' · '.join(said)}")


def _about(ctx: Context, name: str) -> Reply:
    """What a skill is called, what it means, and who has it."""
    alias = skills().named(tokens(name))
    if alias is None:
        near = suggest(name, [entry.label for entry in skills().entries.values()])
        buttons = tuple(Button(one, f"skill {one}") for one in near)
        raise Refusal(
            f"{short(name)} is no skill that is known.",
            ("To add it: ", Typed(f"skill add {short(name)}")),
            buttons=buttons,
        )
    entry = skills().entries[alias.skill]
    above = [skills().label(one) for one in skills().implies(entry.id)]
    below = [skills().label(one) for one in skills().implied_by(entry.id)]
    lines = [f"Also {_names(entry)}."] if len(entry.aliases) else []
    lines += [f"Who has it has {listed(above)}."] if above else []
    lines += [f"Who has {_some(below)} has it."] if below else []
    number = ctx.store.skill_counts().get(entry.id, 0)
    find = Actions((Button(f"Find · {number}", f'find skill:"{entry.label}"', spoken=f"Find {people(number)}"),))
    return Reply((Title(entry.label), Text(("\n".join(lines) or "It has no other names.",)), find), text=entry.label)


# ---------------------------------------------------------------- the line

OWN = "own-"
"""How the ids of new skills begin: none of the packaged ones does."""


def _entry(line: str) -> SkillEntry:
    parts = _PARTS.fullmatch(line.strip())
    name = _name(parts["name"]) if parts and parts["name"].strip() else ""
    if not parts or not name:
        raise Refusal("Which skill?", ("For example ", Typed(EXAMPLES[0])))
    aliases = tuple(dict.fromkeys(_name(one) for one in (parts["aliases"] or "").split(",") if one.strip()))
    implies = tuple(dict.fromkeys(_known(one) for one in (parts["implies"] or "").split(",") if one.strip()))
    if len(aliases) > MOST_NAMES:
        raise Refusal(f"{count(len(aliases), 'name')} are too many for one skill.", (f"At most {MOST_NAMES}.",))
    known = skills().named(tokens(name))
    if known is None:
        return SkillEntry(OWN + "-".join(tokens(name)), name, "own", aliases, implies)
    fresh = tuple(one for one in aliases if not _is_name_of(one, known.skill))
    new = set(implies) - set(skills().entries[known.skill].implies)
    if not fresh and not new:
        label = skills().label(known.skill)
        same = "" if name.casefold() == label.casefold() else f" as {label}"
        too = f", and {listed(list(aliases))} as a name of it" if aliases else ""
        raise Refusal(
            f"{name} is known already{same}{too}.", ("More names for it: ", Typed(f"skill add {name} = alias"))
        )
    return SkillEntry(known.skill, name, "own", fresh, implies)


def _name(text: str) -> str:
    """A name that says something. `Refusal` for one that would be found in every CV, or in none."""
    name = " ".join(text.strip().strip('"“”').split())
    said = tokens(name)
    if len(name) > LONGEST:
        raise Refusal(f"{short(name)} is too long for a skill.", (f"At most {LONGEST} characters.",))
    if not said:
        raise Refusal(f"{short(text.strip())} has no letter in it.", ("For example ", Typed(EXAMPLES[0])))
    if all(word in wording.NOISE | wording.FUNCTION for word in said) or (
        len(said) == 1 and len(said[0]) == 1 and said[0].isascii()
    ):
        raise Refusal(f"“{short(name)}” would be found in every CV.", ("A skill needs a name of its own.",))
    return name


def _known(text: str) -> str:
    alias = skills().named(tokens(text))
    if alias is None:
        near = suggest(text.strip(), [entry.label for entry in skills().entries.values()])
        advice: Spans = (
            (f"Do you mean {' or '.join(near)}?",) if near else ("What is implied has to be a skill; add it first.",)
        )
        raise Refusal(f"{short(text.strip())} is no skill that is known.", advice)
    return alias.skill


def _is_name_of(name: str, of: str) -> bool:
    alias = skills().named(tokens(name))
    return alias is not None and alias.skill == of


def _own(ctx: Context, name: str) -> list[OwnSkill]:
    """All that was added to the skill of that name."""
    alias = skills().named(tokens(name))
    return [one for one in own_skills.current(ctx.store) if alias and one.entry.id == alias.skill]


# ------------------------------------------------------------- the replies


def _changed(ctx: Context, entry: SkillEntry, answer: str, left: int) -> Reply:
    number = ctx.store.skill_counts().get(entry.id, 0)
    label = skills().label(entry.id) if entry.id in skills().entries else entry.label
    find = Button(f"Find · {number}", f'find skill:"{label}"', spoken=f"Find {people(number)}")
    small = SmallPrint(((f"added by {ctx.actor}",), *waiting(left, ", found by the words until then")))
    more = [f"also {_names(entry)}"] if entry.aliases and entry.id not in skills().entries else []
    more += [f"implies {listed([skills().label(one) for one in entry.implies])}"] if entry.implies else []
    told: Spans = (f"\n{sentence(', '.join(more))}.",) if more else ()
    return Reply((Text((Bold(answer), *told)), Actions((find, undo_button(ctx))), small), text=answer)


def waiting(left: int, meanwhile: str = "") -> tuple[Spans, ...]:
    """Whom the change has not reached yet."""
    return ((f"{count(left, 'CV is', 'CVs are')} still to be indexed again{meanwhile}",),) if left else ()


def _names(entry: SkillEntry) -> str:
    return _some(list(entry.aliases))


def _some(names: list[str]) -> str:
    more = len(names) - SHOWN
    return listed(names) if more <= 0 else f"{', '.join(names[:SHOWN])} and {more} more"


def _yours(ctx: Context) -> Spans:
    own = [one.entry.label for one in own_skills.current(ctx.store, "chat")]
    return (f"Yours: {', '.join(own[:SHOWN])}.",) if own else ("You have added none: ", Typed(EXAMPLES[0]))
