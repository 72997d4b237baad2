"""help, and what only buttons send."""

from collections.abc import Iterable
from typing import Annotated

from bot.chat.command import Command, Line, Parameter
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.forms import opened
from bot.chat.messages import Actions, Block, Bold, Button, Code, Field, Reply, SmallPrint, Spans, Text, Title, Typed
from bot.commands.registry import commands

TYPED_FIELDS = ("skill", "school", "company", "venue", "title", "place", "degree", "stage", "since", "source", "name")
FAMILIES = ("Find", "Work", "Hear", "Team")
OFTEN = (
    "find",
    "show",
    "new",
    "more",
    "compare",
    "match",
    "stage",
    "note",
    "notes",
    "todo",
    "rate",
    "assign",
    "tag",
    "snooze",
    "opening",
)
"""What is asked most stands first in its family."""


@commands.command("help", family="Team", examples=("help", "help stage"))
def help_(ctx: Context, command: Annotated[str, "a command's name"] = "") -> Reply:
    """Show what you can ask, with examples."""
    if command:
        return _about(ctx, command)
    families = {family: tuple(_line(one) for one in _allowed(ctx) if one.family == family) for family in FAMILIES}
    blocks: list[Block] = [Title("What you can ask")]
    blocks += [Field(family, lines) for family, lines in families.items() if lines]
    blocks.append(Actions((Button("New this week", "new 7d"), Button("Find…", "form lookup", typed=""))))
    seen: Spans = ("answers here are seen by you alone",)
    blocks.append(SmallPrint((("Any other words are a search",), seen, ("you are ", Bold(ctx.role.word)))))
    return Reply(tuple(blocks), text="What you can ask: a search such as cuda triton, or a command.")


@commands.command("form", family="Team", hidden=True, wraps=True)
def form(ctx: Context, line: Line) -> Reply:
    """Ask for what a command line still lacks."""
    found, rest = ctx.commands.meant(line)
    named = "-".join(line.casefold().split()).startswith(found.name)
    if not named or (found.hidden and not found.form):
        raise Refusal(f"There is no form for {short(line)}.", (Typed("help"), " lists what you can do."))
    asked = opened(found, ctx, rest)
    example = found.examples[0] if found.examples else found.usage
    advice = Text((Bold(f"{found.summary}"), "\nType it, for example ", Typed(example)))
    return Reply((advice,), text=found.summary, form=asked)


def _about(ctx: Context, name: str) -> Reply:
    found = ctx.commands.get(name.casefold().lstrip("/"))
    if found is None or found.hidden or ctx.role < found.role:
        near = ctx.commands.nearest(name, ctx.role)
        buttons = (Button(f"help {near}", f"help {near}"),) if near else ()
        raise Refusal(f"There is no command {name}.", (Typed("help"), " lists what you can do."), buttons=buttons)
    explained = tuple(
        Text((Bold(one.name.replace("_", " ")), f" · {one.help}"))
        for one in found.parameters
        if one.help and one.typed and one.kind != "flag"
    )
    shown = tuple(Text((Typed(example),)) for example in found.examples)
    blocks: list[Block] = [Title(found.name), Text((found.summary,)), Text((Code(found.usage),))]
    if explained:
        blocks.append(Field("Takes", explained))
    asked = [one for one in found.parameters if one.typed and one.kind in ("choice", "stage")]
    if choices := [one for one in asked if "," not in one.help]:
        known = (f"{one.name}: {', '.join(_offered(one))}" for one in choices)
        blocks.append(Field("Choices", tuple(Text((line,)) for line in known)))
    if found.name == "find":
        blocks.append(Field("Fields", (Text((" ".join(f"{field}:" for field in TYPED_FIELDS),)),)))
    if shown:
        blocks.append(Field("For example", shown))
    return Reply(tuple(blocks), text=found.summary)


def _offered(one: Parameter) -> Iterable[str]:
    """A team knows its stages by their labels."""
    return (label if one.kind == "stage" else value for value, label in one.offered)


def in_order(commands: Iterable[Command]) -> list[Command]:
    """What people type, family by family."""
    often = {name: at for at, name in enumerate(OFTEN)}
    shown = [one for one in commands if not one.hidden]
    return sorted(shown, key=lambda one: (FAMILIES.index(one.family), often.get(one.name, len(often))))


def _allowed(ctx: Context) -> list[Command]:
    return [one for one in in_order(ctx.commands) if ctx.role >= one.role]


def _line(command: Command) -> Text:
    example = command.examples[0] if command.examples else command.name
    return Text((Code(example), f"  {command.summary.rstrip('.')}"))
