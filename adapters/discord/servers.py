"""Which server somebody means who writes directly and has a role in several: asked once, remembered, and changed with a word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from adapters.discord.commands import SERVER
from adapters.discord.incoming import Asked
from adapters.discord.phrases import Unasked
from bot.chat.messages import Actions, Bold, Button, Member, Reply, SmallPrint, Text, Typed

WORD = SERVER
LONGEST_LINE = 70
"""Characters of what was asked that go with the choice; what is longer is asked again."""
MOST = 25


@dataclass(frozen=True, slots=True)
class Server:
    """One in which somebody has a role."""

    name: str
    member: Member

    @property
    def id(self) -> str:
        return self.member.workspace.id


class Choosing(Protocol):
    async def able(self, user_id: int) -> Sequence[Server]:
        """The servers in which the person has a role."""

    async def chosen(self, user_id: int) -> str:
        """The id of the one that was chosen; empty where none was."""

    async def choose(self, user_id: int, server: Server) -> None: ...


def is_asked(asked: Asked) -> bool:
    return not asked.files and asked.text.casefold().split()[:1] == [WORD]


async def answered(choosing: Choosing, asked: Asked, user_id: int) -> Reply | Asked:
    """What to say; or what is to be asked, where the line goes on behind the server or means none."""
    there = await choosing.able(user_id)
    rest = asked.text.strip()[len(WORD) :].strip()
    if not rest:
        return _listed(there, await choosing.chosen(user_id))
    number, _, line = rest.partition(" ")
    by_number = next((one for one in there if one.id == number), None)
    server = by_number or next((one for one in there if one.name.casefold() == rest.casefold()), None)
    if server is None:
        return asked
    await choosing.choose(user_id, server)
    return replace(asked, text=line.strip()) if by_number and line.strip() else _told(server)


def question(there: Sequence[Server], asked: str) -> Unasked:
    """Which of them, before anything is answered; the choice goes on with what was asked."""
    goes_on = f" {asked}" if 0 < len(asked) <= LONGEST_LINE and asked.isprintable() else ""
    answer = "Which server do you mean?"
    advice = "You have a role in several. Choose once; each has candidates of its own."
    blocks = (Text((Bold(answer), f"\n{advice}")), _choices(there, goes_on), _change())
    again = () if goes_on or not asked else (SmallPrint((("then send it again",),)),)
    return Unasked(Reply((*blocks, *again), text=answer))


def _listed(there: Sequence[Server], chosen: str) -> Reply:
    now = next((one.name for one in there if one.id == chosen), "")
    if len(there) < 2:
        where = there[0].name if there else "none: you have no role in any"
        answer = f"Your direct messages are about the one server in which you have a role, {where}."
        answer = answer if there else "You have no role in any server that you share with this bot."
        return Reply((Text((answer,)),), text=answer)
    answer = f"Your direct messages are about {now}." if now else "No server is chosen for your direct messages yet."
    return Reply((Text((Bold(answer),)), _choices(there, "")), text=answer)


def _told(server: Server) -> Reply:
    answer = f"Your direct messages are about {server.name} now."
    return Reply((Text((Bold(answer),)), _change()), text=answer, replace=True)


def _choices(there: Sequence[Server], goes_on: str) -> Actions:
    return Actions(
        tuple(Button(one.name, f"{WORD} {one.id}{goes_on}", typed=f"{WORD} {one.name}") for one in there[:MOST])
    )


def _change() -> SmallPrint:
    return SmallPrint((("to change it later: ", Typed(WORD)),))
