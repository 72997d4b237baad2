"""The button that takes back what was just done: that, and nothing else, whenever it is pressed."""

from bot.cards.wording import count
from bot.chat.context import Context
from bot.chat.messages import Button, Confirm


def undo_button(ctx: Context) -> Button:
    """For the answer to an act, after it."""
    return Button("Undo", f"undo --change {last_act(ctx)}", typed="undo")


def undo_button_of(ctx: Context, number: int, what: str) -> Button:
    """The same for an act on one person: it may be pressed after more was done to others, and by a colleague."""
    return Button(
        "Undo", f"undo #{number} --change {last_act(ctx)}", spoken=f"Undo for {what}", typed=f"undo #{number}"
    )


def undo_import(label: str, batch: str, files: int, *, typed: str = "undo") -> Button:
    """All of an import, which is many changes, after a question; ``undo`` typed asks it, too."""
    what = f"{count(files, 'CV')} and the people added with {'it' if files == 1 else 'them'} go."
    return Button(
        label, f"undo --batch {batch}", confirm=Confirm("Take the import back?", what, "Take back"), typed=typed
    )


def last_act(ctx: Context) -> int:
    """The number of the member's own last change or change of a skill; 0 where there is none."""
    last = ctx.store.last_change(by=ctx.actor)
    own, _ = ctx.store.last_own_skill(by=ctx.actor)
    return max(own, last.id if last else 0)
