"""Which application of a person an act is about, where they applied for several openings."""

from collections.abc import Callable, Sequence
from typing import Annotated

from bot import stages
from bot.cards.person import shown_name
from bot.cards.wording import stage as stage_word
from bot.chat.command import Led
from bot.chat.errors import Refusal, short
from bot.chat.messages import Button
from bot.openings.names import MARK, title
from bot.openings.records import Application, Opening
from bot.records import Candidate

AtOpening = Annotated[Opening | None, "at which opening, where somebody applied for several", Led({"at"})]
Again = Callable[[Opening, bool], str]
"""The line of the act at an opening; true asks for it as people type it."""


def meant(
    who: Candidate, applications: Sequence[Application], opening: Opening | None, ask: str, again: Again
) -> Application:
    """The application at the opening; without one the only one, or the only one that is still open.

    What came without an opening does not count beside one that has a name: everybody was there before the first opening.
    Where those with a name are closed, it is not what is meant either, and the answer asks.
    `Refusal` where they did not apply there, or several are open: ``ask`` says what for, the buttons run ``again``.
    """
    if opening:
        found = next((one for one in applications if one.opening.id == opening.id), None)
        if found is None:
            there = Button("Apply there", f"apply #{who.number} {MARK}{opening.id}")
            raise Refusal(f"{shown_name(who)} did not apply for {title(opening)}.", buttons=(there,))
        return found
    waiting = [one for one in applications if not stages.stage(one.stage).closed and not one.opening.closed]
    named = [one for one in waiting if one.opening.name]
    for some in (applications, named):
        if len(some) == 1:
            return some[0]
    raise Refusal(
        f"Which application of {shown_name(who)}?",
        (f"There are {len(applications)}. {ask}",),
        buttons=tuple(_button(one, again) for one in applications),
    )


def at_place(opening: Opening | None) -> str:
    """`` at Kernel engineer``, for what is said where somebody has several; else nothing."""
    return f" at {title(opening)}" if opening else ""


def at_option(opening: Opening | None, typed: bool = False) -> str:  # noqa: FBT001, FBT002 - as `Again` has it
    """`` --opening opening:3``, for a line that a button carries; by its name where people type it."""
    return f" --opening {title(opening) if typed else f'{MARK}{opening.id}'}" if opening else ""


def _button(one: Application, again: Again) -> Button:
    label = f"{short(title(one.opening))} · {stage_word(one.stage).label}"
    return Button(label, again(one.opening, False), typed=again(one.opening, True))
