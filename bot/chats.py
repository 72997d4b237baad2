"""What the core knows of the platforms where people chat: a row each; all else of them is in their adapters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.chat.messages import Spans
from bot.records import Workspace


@dataclass(frozen=True, slots=True)
class Dropped:
    """What it means there that a channel takes CVs."""

    report: str
    """Where the report of a file stands: "in the file's thread"."""
    heard: Spans
    """What it takes for the bot to hear of files."""


@dataclass(frozen=True, slots=True)
class Chat:
    title: str
    """As its makers write it."""
    pause: timedelta = timedelta()
    """Between two posts to one workspace."""
    workspace: str = "workspace"
    """What one is called there."""
    direct_threads: bool = False
    """A post goes on in a thread in direct messages, too."""
    dropped: Dropped | None = None
    """None where no channel can take CVs."""


CHATS: Mapping[str, Chat] = {
    "slack": Chat(
        "Slack",
        pause=timedelta(seconds=0.2),  # it takes several hundred a minute
        direct_threads=True,
        dropped=Dropped("in the file's thread", ("The bot hears of files only where it is a member: invite it",)),
    ),
    "discord": Chat(
        "Discord",
        pause=timedelta(seconds=0.05),  # it takes fifty a second of a whole bot
        workspace="server",
        dropped=Dropped(
            "under the file",
            ("Discord shows files to the bot only with its Message Content intent on: recruitbot doctor tells",),
        ),
    ),
}
"""By the name that stands in `Workspace.platform` and in written-out addresses."""

NAMES = "|".join(CHATS)
"""For patterns."""
SOME = " or ".join(one.title for one in CHATS.values())
ALL = " and ".join(one.title for one in CHATS.values())
THAT_TAKE_CVS = " and ".join(one.title for one in CHATS.values() if one.dropped)

_NO_CHAT = Chat("the terminal")


def chat_of(workspace: Workspace) -> Chat:
    return CHATS.get(workspace.platform, _NO_CHAT)
