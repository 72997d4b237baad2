"""What is said in plain words for a command: "pass noor" and "move 2 to interview" are acts, "move semantics" is a search."""

from bot.chat.arguments import ABOUT, NUMBER, arguments
from bot.chat.command import PREFIX, Command, Registry, Resolver
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.listing import extent
from bot.chat.splitting import bare, split
from bot.search.people import exact_name

QUESTIONS = ("?", "？")
LONGEST = 1_000
"""Characters of what may be an act."""


def begin(commands: Registry, text: str) -> bool:
    """Whether they may be an act: another word for a command that is about somebody, and something behind it."""
    first, rest = _split(text)
    said = commands.said(first)
    return bool(said and rest and len(rest) <= LONGEST and not rest.endswith(QUESTIONS) and _about(said[0]))


def act(context: Context, resolver: Resolver) -> str:
    """The command line that the request surely means; empty where it may be a search.

    Sure is what names people just as they are called, or by row or number, and says nothing else but what the command
    takes: then the command itself asks for what is missing, and which of several is meant.
    """
    first, rest = _split(context.request.text)
    said = context.commands.said(first)
    behind = said[1]() if said else None
    if said is None or behind is None:
        return ""
    command, words = said[0], split(rest)
    texts = [bare(one.text) for one in words]
    try:
        begin, end = _people(first, texts, resolver)
        if not end:
            return ""
        who, more = rest[words[begin].start : words[end - 1].end], rest[words[end - 1].end :]
        line = f"{who} {behind}{more}".strip()
        by_number = not more.strip() and all(NUMBER.fullmatch(one) for one in texts[begin:end])
        return f"{command.name} {line}" if _fits(command, line, context, resolver) or by_number else ""
    except Refusal:
        return ""


def _split(text: str) -> tuple[str, str]:
    """The first word and the rest."""
    first, _, rest = text.strip().partition(" ")
    if first.casefold() == PREFIX:
        first, _, rest = rest.strip().partition(" ")
    return first, rest.strip()


def _about(command: Command) -> bool:
    """Somebody first, and no free words after them: those might be a search."""
    kinds = [one.kind for one in command.parameters if not one.option]
    return bool(kinds) and kinds[0] in ("who", "people") and "line" not in kinds


def _people(first: str, texts: list[str], resolver: Resolver) -> tuple[int, int]:
    """From where to where the words name people; (0, 0) where they name none, or may be a skill or another's name."""
    begin = int(len(texts) > 1 and texts[0].casefold() in ABOUT and not resolver.leading(texts))
    if listed := extent(texts[begin:], resolver):
        return begin, begin + listed
    end = begin + resolver.leading(texts[begin:])
    name = texts[begin:end]
    others = resolver.leading([first, *name]) > 1 or exact_name(" ".join(name)) is None
    return (0, 0) if not name or others else (begin, end)


def _fits(command: Command, line: str, context: Context, resolver: Resolver) -> bool:
    """Whether the command takes the line, or asks what is missing in it."""
    try:
        arguments(command, line, context, resolver)
    except Refusal as refusal:
        return refusal.asks
    return True
