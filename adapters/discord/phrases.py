"""What the adapter says by itself, without the core: about Discord, never about candidates."""

from dataclasses import replace

from bot.chat.messages import Bold, Reply, SmallPrint, Spans, Text, Typed


class Unasked(Exception):
    """The core is not asked; ``reply`` tells the person why."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.text)
        self.reply = reply


def _reply(answer: str, *advice: str | Typed, error: bool = False) -> Reply:
    spans: Spans = (Bold(answer), "\n", *advice) if advice else (answer,)
    return Reply((Text(spans),), text=answer, error=error)


CANCELLED = _reply("Nothing was changed.")
OUTDATED = _reply(
    "This button is too old.", "What it does was kept for 90 days. Ask again: ", Typed("help"), " shows how."
)
NOT_SHOWN = _reply("The answer could not be shown here.", "The fault is in the bot. Tell an admin.", error=True)
TOO_LATE = _reply(
    "An answer came too late to be shown here.",
    "Whoever asked: ask or press again. Your direct messages are closed to this bot, which would have sent it there.",
)
BELOW = _reply("Answered below.")
ANSWERED_DIRECTLY = _reply("Answered in your direct messages.")
DIRECTLY_CLOSED = _reply(
    "Your direct messages are closed to this bot.",
    "Open them in this server’s privacy settings, or ask here with ",
    Typed("help"),
    "; the answer is seen by you alone.",
)
NO_SERVER = _reply("This bot is for the teams whose servers it is in.", "You share no server with it.")
SEVERAL_SERVERS = _reply(
    "This bot is in very many servers.",
    "Ask in the one that you mean, with ",
    Typed("help"),
    ". After that you can write here about it, too.",
)


def too_late(reply: Reply) -> Reply:
    """The answer to what Discord waits for no more, for whoever asked alone."""
    why = SmallPrint((("the answer came too late for the place where you asked",), ("press or ask there again",)))
    return replace(reply, blocks=(*(reply.blocks or (Text((reply.text,)),)), why), replace=False)


def working(text: str) -> Reply:
    """Word of how far work has come."""
    return _reply(text)
