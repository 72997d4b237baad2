"""help, and what only buttons send."""

from collections.abc import Iterable
from typing import Annotated

from bot.chat.command import Command, Line, Parameter
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.forms import opened
from bot.chat.messages import Actions, Block, Bold, Button, Code, Field, Reply, SmallPrint, Spans, Text, Title, Typed
from bot.chat.summaries import summary
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
BEGIN: dict[str, tuple[tuple[str, str], ...]] = {
    "Find": (
        ("cuda triton", "both words, with the lines that prove it"),
        ('"paged attention" -intern', "a phrase, without a word"),
        ("venue:nsdi skill:rust", "by fields"),
        ("who knows CUDA and has published at OSDI?", "a plain question"),
        ("noor", "one person: the card"),
        ("new", "who arrived lately"),
        ("compare noor, ilse", "side by side"),
        ("match CUDA, 3 years, a paper", "people against a role"),
    ),
    "Work": (
        ("add", "CVs, from files or pasted"),
        ("stage noor interview", "on to another stage"),
        ("note noor Call her on Friday", "what the team remembers"),
        ("assign noor me", "whose they are"),
        ("undo", "takes the last change back"),
    ),
    "Hear": (("digest add every Monday 9:00 Europe/Berlin", "new applicants, posted to this channel"),),
    "Team": (
        ("opening add Compiler engineer", "what people apply for"),
        ("stats", "arrivals, stages, sources"),
        ("access grant @mara recruiter", "who may do what"),
    ),
}
"""What most people ask, as far as they may; all else is a press away."""
ALL = "all"
OF_CHANNELS = frozenset(("digest", "watch"))
"""The terminal has no channel for them: there they list alone."""


@commands.command("help", family="Team", examples=("help", "help all", "help stage"))
def help_(ctx: Context, command: Annotated[str, "a command's name, or all"] = "") -> Reply:
    """Show what you can ask, with examples."""
    if command and command.casefold() != ALL:
        return _about(ctx, command)
    families = _everything(ctx) if command else _beginning(ctx)
    buttons = (
        Button("New this week", "new 7d"),
        Button("Find…", "form lookup", typed=""),
        *(() if command else (Button("All commands", f"help {ALL}"),)),
    )
    seen: Spans = ("answers here are seen by you alone",)
    blocks: list[Block] = [Title("All commands" if command else "What you can ask")]
    blocks += [Field(family, lines) for family, lines in families.items() if lines]
    blocks.append(Actions(buttons))
    blocks.append(SmallPrint((("Any other words are a search",), seen, ("you are ", Bold(ctx.role.word)))))
    return Reply(tuple(blocks), text="What you can ask: a search such as cuda triton, or a command.")


def _beginning(ctx: Context) -> dict[str, tuple[Text, ...]]:
    def may(line: str) -> bool:
        command = ctx.commands.meant(line)[0]
        return ctx.role >= command.role and not (_at_terminal(ctx) and command.name in OF_CHANNELS)

    return {
        family: tuple(Text((Typed(line), f"  {what}")) for line, what in some if may(line))
        for family, some in BEGIN.items()
    }


def _everything(ctx: Context) -> dict[str, tuple[Text, ...]]:
    allowed = [one for one in in_order(ctx.commands) if ctx.role >= one.role]
    return {family: tuple(_line(ctx, one) for one in allowed if one.family == family) for family in FAMILIES}


@commands.command("form", family="Team", hidden=True, wraps=True)
def form(ctx: Context, line: Line) -> Reply:
    """Ask for what a command line still lacks."""
    found, rest = ctx.commands.meant(line)
    named = "-".join(line.casefold().split()).startswith(found.name)
    if not named or (found.hidden and not found.form):
        raise Refusal(f"There is no form for {short(line)}.", (Typed("help"), " lists what you can do."))
    asked = opened(found, ctx, rest)
    example = found.examples[0] if found.examples else found.usage
    does = _does(ctx, found)
    advice = Text((Bold(does), "\nType it, for example ", Typed(example)))
    return Reply((advice,), text=does, form=asked)


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
    does = _does(ctx, found)
    blocks: list[Block] = [Title(found.name), Text((does,)), Text((Code(found.usage),))]
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
    return Reply(tuple(blocks), text=does)


def _offered(one: Parameter) -> Iterable[str]:
    """A team knows its stages by their labels."""
    return (label if one.kind == "stage" else value for value, label in one.offered)


def in_order(commands: Iterable[Command]) -> list[Command]:
    """What people type, family by family."""
    often = {name: at for at, name in enumerate(OFTEN)}
    shown = [one for one in commands if not one.hidden]
    return sorted(shown, key=lambda one: (FAMILIES.index(one.family), often.get(one.name, len(often))))


def _line(ctx: Context, command: Command) -> Text:
    without_channel = _at_terminal(ctx) and command.name in OF_CHANNELS
    example = command.examples[0] if command.examples and not without_channel else command.name
    return Text((Typed(example), f"  {_does(ctx, command).rstrip('.')}"))


def _at_terminal(ctx: Context) -> bool:
    return ctx.request.place.kind == "terminal"


def _does(ctx: Context, command: Command) -> str:
    return summary(command.name, command.summary, ctx.request.locale)
