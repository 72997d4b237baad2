"""watch: hear of whoever comes and fits one search, at once or on a schedule. A watch is a digest about a query."""

from typing import Annotated, Literal, get_args

from bot.chat.command import Line, Verb
from bot.chat.context import Context
from bot.chat.errors import Missing
from bot.chat.messages import Form, FormField, Reply, Typed
from bot.commands.digests import run
from bot.commands.registry import commands
from bot.commands.subscribing import edit, subscribe
from bot.commands.wishing import SHOWN, Wish, changing, named
from bot.records import Role

Act = Literal["list", "add", "edit", "preview", "send", "pause", "resume", "stop"]
AT_ONCE = "at once"
_NAMED = {"text": "its name"}


def _form(ctx: Context, line: str) -> Form:
    """What a new watch is to be; the line may say for what, and when. Or all that can be changed of one there is."""
    act, _, words = line.strip().partition(" ")
    if act == "edit":
        return changing(ctx, named(ctx, "watch", "edit", words.strip()))
    said = words if act == "add" else "" if act in get_args(Act) else line.strip()
    search, _, when = said.partition(" --when ")
    fields = (
        FormField("text", "Who fits", "any search, as skill:triton venue:mlsys", search),
        FormField("when", "When", f"{AT_ONCE}, where nothing is said; or weekdays at 9", when, required=False),
        FormField("names", "Show", value="names", required=False, options=SHOWN),
        FormField("name", "Name", "what to call it; else as its search", required=False),
    )
    return Form("New watch", "watch add", fields, "Save", typed="watch add …")


@commands.command(
    "watch",
    family="Hear",
    role=Role.RECRUITER,
    examples=("watch add skill:triton venue:mlsys", "watch add cuda -intern --when weekdays at 9", "watch stop cuda"),
    changes=True,
    form=_form,
    verbs={
        "list": Verb("List the watches and digests"),
        "add": Verb(
            "Hear of whoever comes and fits a search",
            {
                "text": "the search",
                "when": "at once, or weekdays at 9",
                "name": "what to call it",
                "zone": "a time zone such as Europe/Berlin",
                "names": "initials instead of names",
            },
            needs=("text",),
        ),
        "edit": Verb(
            "Change a watch",
            {
                **_NAMED,
                "query": "another search",
                "when": "at once, or weekdays at 9",
                "zone": "a time zone such as Europe/Berlin",
                "names": "initials instead of names",
            },
        ),
        "preview": Verb("Show what a watch would post now", _NAMED),
        "send": Verb("Post what a watch has to tell now", _NAMED),
        "pause": Verb("Post nothing until it is resumed", _NAMED),
        "resume": Verb("Go on with a paused watch", _NAMED),
        "stop": Verb("End a watch for good", _NAMED),
    },
)
def watch(
    ctx: Context,
    act: Annotated[Act, "list, add, edit, preview, send, pause, resume or stop"] = "list",
    text: Annotated[Line | None, "for add: the search; for the others: the watch's name"] = None,
    *,
    name: Annotated[str, "what to call it"] = "",
    query: Annotated[Line | None, "for edit: another search"] = None,
    when: Annotated[Line | None, "at once, or a schedule as weekdays at 9"] = None,
    zone: Annotated[str | None, "a time zone such as Europe/Berlin"] = None,
    names: Annotated[Literal["names", "initials"] | None, "initials: for a channel that others read too"] = None,
) -> Reply:
    """Hear of whoever comes and fits a search, at once or on a schedule; list, edit, pause or stop it."""
    if act == "list" and text:
        act = "add"
    if act == "list":
        return ctx.again("digest")
    if act == "add":
        if not (text or "").strip():
            example = Typed("watch add skill:triton")
            raise Missing("What is to be watched?", ("For example ", example), form=_form(ctx, "add"))
        wish = Wish("watch", name, None, zone, text, names=names, waiting=0, chart="off")
        return subscribe(ctx, when or AT_ONCE, wish)
    found = named(ctx, "watch", act, name or (text or "").strip())
    if act == "edit":
        return edit(ctx, found, Wish("watch", "", when, zone, query, names=names))
    return run(ctx, act, found)
