"""One workspace as the bot is there."""

from dataclasses import dataclass

from slack_bolt.authorization import AuthorizeResult

from adapters.slack.api import Api
from adapters.slack.members import Members
from adapters.slack.views import NAME
from bot.records import Workspace


@dataclass(frozen=True, slots=True)
class Home:
    """Its calls, its people, who the bot is there, and where its messages have their links."""

    workspace: Workspace
    api: Api
    members: Members
    us: AuthorizeResult
    url: str

    @property
    def called(self) -> str:
        """What the bot is called there."""
        return self.members.name(self.us.bot_user_id or "", otherwise=NAME)
