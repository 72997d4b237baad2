"""An act over several people: asked about first, done one by one, told person by person, taken back as one."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.cards.person import first_name, shown_name
from bot.cards.wording import listed, people
from bot.chat.context import Context
from bot.chat.errors import Refusal
from bot.chat.messages import Actions, Block, Bold, Bullets, Button, Field, Reply, SmallPrint, Spans, Text
from bot.records import Candidate
from bot.store import Conflict, Unavailable, Uncertain

NAMED = 8
GONE = "the database does not answer"
Act = Callable[[Candidate, str], object]
"""What is done to one of them, as part of the batch of that key."""


@dataclass(slots=True)
class Outcome:
    """Who was changed, and who was not, with why."""

    batch: str
    done: list[Candidate] = field(default_factory=list)
    kept: list[tuple[Candidate, str]] = field(default_factory=list)


def numbers(who: Sequence[Candidate]) -> str:
    """As they are typed: ``#3,#9``."""
    return ",".join(f"#{one.number}" for one in who)


def subject(who: Sequence[Candidate]) -> str:
    """``Noor Etxeberria``, or ``4 people``."""
    return shown_name(who[0]) if len(who) == 1 else people(len(who))


def question(who: Sequence[Candidate], words: str, label: str, command: str) -> Reply:
    """Asks before several are changed. The button names just those who are shown, whatever becomes of the list."""
    first = [first_name(one) or f"#{one.number}" for one in who[:NAMED]]
    rest = [f"{len(who) - NAMED} more"] if len(who) > NAMED else []
    head = f"{words}?"
    button = Button(f"{label} {people(len(who))}", command, primary=True)
    small = SmallPrint((("Nothing was changed yet",),))
    return Reply((Text((Bold(head), f"\n{listed([*first, *rest])}")), Actions((button,)), small), text=head)


def each(who: Sequence[Candidate], act: Act) -> Outcome:
    """Do it to everybody; whoever cannot be changed keeps nobody else from it."""
    outcome = Outcome(secrets.token_hex(5))
    for at, one in enumerate(who):
        try:
            act(one, outcome.batch)
        except Unavailable as gone:
            if not outcome.done:
                raise
            first = "it is not certain: the database went away" if isinstance(gone, Uncertain) else GONE
            outcome.kept += [(one, first), *((other, GONE) for other in who[at + 1 :])]
            break
        except Conflict:
            outcome.kept.append((one, "somebody else changed them a moment ago"))
        except KeyError:
            outcome.kept.append((one, "no longer here"))
        except Refusal as refusal:
            if len(who) == 1:
                raise
            outcome.kept.append((one, refusal.answer.removesuffix(".")))
        else:
            outcome.done.append(one)
    if len(who) == 1 and outcome.kept:
        raise Refusal(f"{shown_name(who[0])} was not changed: {outcome.kept[0][1]}.", ("Look again, then repeat it.",))
    return outcome


def told(ctx: Context, outcome: Outcome, answer: str, *, more: Spans = (), small: tuple[Spans, ...] = ()) -> Reply:
    """The answer, who was left as they were, and the way back."""
    blocks: list[Block] = [Text((Bold(answer), *(("\n", *more) if more else ())))]
    if outcome.kept:
        rows = tuple((f"{shown_name(one)}: {why}",) for one, why in outcome.kept)
        blocks.append(Field(f"{people(len(outcome.kept))} not changed", (Bullets(rows),)))
    buttons = [Button("Undo", f"undo --batch {outcome.batch}", typed="undo")] if outcome.done else []
    one = outcome.done[0] if len(outcome.done) == 1 and not outcome.kept else None
    if one:
        buttons.append(Button("Open", f"show #{one.number}", spoken=f"Open {shown_name(one)}"))
    if buttons:
        blocks.append(Actions(tuple(buttons)))
    blocks.append(SmallPrint(((f"by {ctx.actor}",), *small)))
    return Reply(tuple(blocks), text=answer, stage=one.stage if one else "")
