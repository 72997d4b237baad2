"""What people type that asks for nobody in particular: how many there are, everybody, the new ones, the best, and "no"."""

import re

from bot.cards.wording import sentence
from bot.chat.context import Context
from bot.chat.errors import Refusal, mentioned
from bot.chat.messages import Actions, Bold, Button, Reply, Spans, Text, Typed
from bot.commands.people import NO_CVS
from bot.search.text import fold

EVERYBODY = "new 3650d"
_HOW_MANY = re.compile(r"(?:how many|number of|count)\b")
_ALL = re.compile(r"\b(?:all|every|everyone|everybody|anyone|anybody|who do we have|whom do we have)\b")
_NEW = re.compile(r"\bnew\b")
_JUDGED = re.compile(r"\b(?:the )?(?P<how>best|top|good|better|great|greatest|strongest)\b")


def unasked(ctx: Context, line: str, left_out: str) -> Reply:
    """The answer to a search without anything to search for; ``left_out`` says what of it no CV can be asked."""
    said = fold(line.strip(" .?!？！。"))
    if said == "no":
        answer = "Nothing was done."
        return Reply((Text((Bold(answer),)),), text=answer)
    if judged := not left_out and _JUDGED.search(said):
        raise Refusal(f"No CV says who is {judged[0]}.", ("Say what for: ", Typed("match CUDA, 3 years, a paper")))
    if not left_out and _NEW.search(said):
        return ctx.again("new")
    if not left_out and _HOW_MANY.match(said):
        return _how_many(ctx)
    if not left_out and _ALL.search(said):
        return ctx.again(EVERYBODY)
    advice: Spans = ("For example ", Typed("cuda triton"), "; everybody, newest first: ", Typed(EVERYBODY))
    why = sentence(left_out) if left_out.partition(" ")[0].isalpha() else left_out
    raise Refusal(f"There is nothing to search for in {mentioned(line)}.", (f"{why}.",) if why else advice)


def _how_many(ctx: Context) -> Reply:
    there = ctx.store.count()
    answer = f"{there:,} {'candidate' if there == 1 else 'candidates'}."
    if not there:
        return Reply((Text((Bold(answer), "\n", *NO_CVS)),), text=answer)
    buttons = (Button("Everybody, newest first", EVERYBODY), Button("By stage and source", "stats"))
    return Reply((Text((Bold(answer),)), Actions(buttons)), text=answer)
