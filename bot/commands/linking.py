"""link and unlink: several workspaces of one team over the same people."""

from typing import Annotated

from bot.cards.wording import count, people
from bot.chat.command import UNTYPED
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import Actions, Bold, Bullets, Button, Code, Reply, SmallPrint, Text, Typed
from bot.chats import SOME
from bot.commands.registry import commands
from bot.linking import LASTS, Joining, new_code, typed_code
from bot.records import Role

MINUTES = round(LASTS.total_seconds() / 60)


@commands.command(
    "link",
    family="Team",
    role=Role.ADMIN,
    examples=("link", "link K7QD-3MXA-9P2R"),
    changes=True,
)
def link(
    ctx: Context, code: Annotated[str, "the code that the bot shows an admin of the other workspace"] = ""
) -> Reply:
    """Join two workspaces, on Slack or Discord, over the same people: by a code from the one, typed in the other."""
    if not code.strip():
        return _code(ctx)
    if ctx.request.place.kind == "terminal":
        raise Refusal(f"The code joins a workspace of {SOME}.", ("Type it there, to the bot.",))
    typed = typed_code(code)
    if typed is None:
        raise Refusal(f"{short(code)} is no code.", ("It has three times four letters or digits.",), field="code")
    joining = ctx.store.join(ctx.here, typed, by=ctx.actor, at=ctx.now)
    if joining.organization is None:
        raise _refused(joining)
    answer = "This workspace is joined."
    told = (
        (f"It works on the people, openings and digests of {joining.organization.name} from now on",),
        (
            "Admins of this workspace are admins there; roles that were given here before do not count: ",
            Typed("access"),
        ),
        ("To undo it: ", Typed("unlink")),
    )
    return Reply((Text((Bold(answer),)), Bullets(told)), text=answer)


def _code(ctx: Context) -> Reply:
    code = new_code()
    ctx.store.issue_code(code, by=ctx.actor, at=ctx.now)
    answer = f"In the other workspace, an admin of it types: link {code}"
    told = (
        (f"It works once, within {MINUTES} minutes",),
        ("The other workspace then sees the people of this one, and its admins are admins here",),
        ("It must have nobody of its own yet: nothing is mixed",),
    )
    line = Text((Bold("In the other workspace, an admin of it types to the bot:"), "\n", Code(f"link {code}")))
    return Reply((line, SmallPrint(told)), text=answer)


def _refused(joining: Joining) -> Refusal:
    if joining.outcome == "the same":
        return Refusal("That code is this workspace's own.", ("Type it in the other workspace, to the bot.",))
    if joining.outcome == "people":
        return Refusal(
            f"This workspace has {people(joining.count)} of its own, who would be out of reach.",
            (
                "Nothing was joined. Type ",
                Typed("link"),
                " here and the code in the other one, if that has nobody yet.",
            ),
        )
    if joining.outcome == "digests":
        return Refusal(
            f"This workspace has {count(joining.count, 'digest')} of its own, which would end.",
            ("Nothing was joined. Stop them first: ", Typed("digest stop"), "."),
        )
    return Refusal(
        "That code does not work: it may be wrong, used or too old.",
        ("An admin of the other workspace gets a new one: ", Typed("link")),
        field="code",
    )


@commands.command("unlink", family="Team", role=Role.ADMIN, examples=("unlink",), changes=True)
def unlink(ctx: Context, *, sure: Annotated[bool, UNTYPED] = False) -> Reply:
    """Take this workspace out again: it starts anew, with nobody, and sees no one of the others."""
    if ctx.request.place.kind == "terminal":
        raise Refusal(f"It is a workspace of {SOME} that leaves.", ("Type it there, to the bot.",))
    if not sure:
        return _sure()
    if not ctx.store.leave(ctx.here, by=ctx.actor, at=ctx.now):
        raise Refusal(
            "This is the only workspace here, so its people would be out of reach.",
            ("Nothing was changed. Another one joins first: ", Typed("link"), "."),
        )
    answer = "This workspace stands alone again."
    told = "It starts with nobody. What it added stays with the others, and what was posted here stays here."
    return Reply((Text((Bold(answer), f"\n{told}")),), text=answer)


def _sure() -> Reply:
    question = "Take this workspace out?"
    told = (
        ("It sees none of the people any more, those that it added neither",),
        ("Roles that were given here end, and digests to its channels stop",),
        ("The other workspaces keep everything",),
    )
    blocks = (
        Text((Bold(question),)),
        Bullets(told),
        Actions((Button("Take it out", "unlink --sure"),)),
        SmallPrint((("Nothing was changed yet",),)),
    )
    return Reply(blocks, text=question)
