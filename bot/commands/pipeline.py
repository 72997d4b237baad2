"""stage and note: what the team decides and remembers about a candidate."""

from typing import Annotated

from bot.cards.person import shown_name
from bot.chat.command import Line
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import Actions, Bold, Button, Reply, Text
from bot.commands.registry import commands
from bot.records import Candidate, Role

LONGEST_NOTE = 5_000


@commands.command("note", family="Work", role=Role.RECRUITER, examples=("note noor Call her on Friday",), changes=True)
def note(
    ctx: Context, who: Annotated[Candidate, "a name, #number or row"], text: Annotated[Line, "what to remember"]
) -> Reply:
    """Add a note to somebody; everyone with access sees it."""
    name, words = shown_name(who), text.strip()
    if len(words) > LONGEST_NOTE:
        raise Refusal(f"The note is too long: {len(words):,} characters.", (f"At most {LONGEST_NOTE:,}.",))
    ctx.store.note(who.number, words, by=ctx.actor, at=ctx.now)
    blocks = (
        Text((Bold(f"Noted on {name}."), f"\n{ctx.actor}: {words}")),
        Actions((Button("Open", f"show #{who.number}", spoken=f"Open {name}"),)),
    )
    return Reply(blocks, text=f"Noted on {name}.", stage=who.stage)
