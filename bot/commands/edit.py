"""edit: a field that was read wrong is set right; what was set stands over whatever is read later."""

from typing import Annotated

from bot.cards.person import shown_name
from bot.chat.command import UNTYPED, Line
from bot.chat.context import Context
from bot.chat.errors import gone
from bot.chat.messages import Actions, Bold, Button, Form, FormField, Reply, SmallPrint, Text
from bot.commands import correcting
from bot.commands.registry import commands
from bot.commands.taking_back import undo_button
from bot.fields import Target
from bot.records import Candidate, Role


def form(ctx: Context, line: str) -> Form:
    """What can be set of the person that the line names, with what stands there now."""
    words = line.split()
    dossier = ctx.store.dossier(ctx.one(words[0]).number) if words else None
    if dossier is None:
        who = FormField("who", "Who", picks="candidate")
        return Form("Correct a profile", "edit", (who, FormField("field", "Field"), FormField("value", "Value")))
    return correcting.form(correcting.known(dossier), words[1:])


@commands.command(
    "edit",
    family="Work",
    role=Role.RECRUITER,
    examples=(
        "edit noor work 2 title Research intern",
        "edit noor school 1 gpa 3.9/4",
        "edit noor skill add CUDA",
        "edit noor email remove old@mail.example",
    ),
    changes=True,
    form=form,
)
def edit(
    ctx: Context,
    who: Annotated[Candidate, "a name, #number or row"],
    field: Annotated[Target, "what was read wrong: name, email, work 2 title, skill add"],
    value: Annotated[Line | None, "as it should be; the word none clears it"] = None,
    *,
    seen: Annotated[int | None, UNTYPED] = None,
) -> Reply:
    """Correct what was read wrong: a value, or an entry of a list; it outlives a newer CV."""
    dossier = ctx.store.dossier(who.number)
    if dossier is None:
        raise gone(who.number)
    subject = correcting.known(dossier)
    made = correcting.correction(ctx, subject, field, value or "")
    if seen is not None:
        correcting.refuse_unseen(ctx, subject, made, seen)
    ctx.store.correct(who.number, [made])
    name = shown_name(who)
    answer = f"{name}: {correcting.done(subject, field, made)}."
    buttons = (undo_button(ctx), Button("Open", f"show #{who.number}", spoken=f"Open {name}"))
    small = SmallPrint(((f"set by {ctx.actor}",), ("stands over what is read from this or a newer CV",)))
    head = Text((Bold(answer), *correcting.rest(subject, field)))
    return Reply((head, Actions(buttons), small), text=answer, stage=who.stage, about=who.number)
