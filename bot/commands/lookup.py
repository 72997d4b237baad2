"""lookup: one form for both ways to find people, by words and by name."""

from typing import Annotated

from bot.chat.command import NO_WORDS, Line
from bot.chat.context import Context
from bot.chat.errors import Missing
from bot.chat.messages import Form, FormField, Reply, Typed
from bot.commands.registry import commands
from bot.records import Candidate


def _form(_: Context, line: str) -> Form:
    fields = (
        FormField("query", "Search", "skills, words or a question", line, required=False),
        FormField("who", "Or open somebody", "begin to type a name", required=False, picks="candidate"),
    )
    return Form("Find a candidate", "lookup", fields, "Search", typed="find …")


@commands.command("lookup", family="Find", examples=("lookup cuda triton",), hidden=True, form=_form)
def lookup(
    ctx: Context,
    query: Annotated[Line, "skills, words or a question"] = NO_WORDS,
    *,
    who: Annotated[Candidate | None, "somebody by name"] = None,
) -> Reply:
    """Find people by words, or open one by name."""
    if who:
        return ctx.again(f"show #{who.number}")
    if query:
        return ctx.again(f"find {query}")
    raise Missing("There is nothing to search for.", ("For example ", Typed("cuda triton")), form=_form(ctx, ""))
