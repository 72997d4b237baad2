"""link me and unlink me: a member's identities on Slack and Discord, as one member of the team."""

from typing import Annotated

from bot.chat.command import UNTYPED
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import Actions, Bold, Bullets, Button, Code, Reply, SmallPrint, Text, Typed
from bot.chats import SOME
from bot.commands.linking import MINUTES
from bot.commands.registry import commands
from bot.identities import Meeting
from bot.linking import new_code, typed_code
from bot.records import Role


@commands.command(
    "link-me",
    family="Team",
    role=Role.VIEWER,
    examples=("link me", "link me K7QD-3MXA-9P2R"),
    changes=True,
)
def link_me(
    ctx: Context,
    code: Annotated[str, "the code that the bot shows you in the other workspace"] = "",
    *,
    sure: Annotated[bool, UNTYPED] = False,
) -> Reply:
    """Be one member on Slack and on Discord: by a code that you get on the one and type on the other."""
    if ctx.request.place.kind == "terminal":
        raise Refusal(f"It is members of {SOME} who are linked.", ("Type it there, to the bot.",))
    if not code.strip():
        return _code(ctx)
    typed = typed_code(code)
    if typed is None:
        raise Refusal(f"{short(code)} is no code.", ("It has three times four letters or digits.",), field="code")
    identity = ctx.request.member.key
    if not sure:
        met = ctx.store.meet(typed, identity=identity, at=ctx.now)
        if met.outcome != "possible":
            raise _refused(met)
        return _asked(met, f"link-me {typed} --sure")
    met = ctx.store.unite(typed, identity=identity, at=ctx.now)
    if met.outcome != "done":
        raise _refused(met)
    answer = f"You are one member with {_who(met)} from now on."
    told = "Your people, to-dos, notes and ratings are the same on both. What you may do stays as it is on each."
    undo = SmallPrint((("To undo it: ", Typed("unlink me")), ("recorded",)))
    return Reply((Text((Bold(answer), f"\n{told}")), undo), text=answer, replace=True)


def _code(ctx: Context) -> Reply:
    code = new_code()
    ctx.store.issue_member_code(code, identity=ctx.request.member.key, at=ctx.now)
    answer = f"In your other workspace, you type: link me {code}"
    told = (
        (f"It works once, within {MINUTES} minutes",),
        ("Give it to nobody: whoever types it shares your people, to-dos, notes and ratings",),
        ("It changes nobody's role",),
    )
    line = Text((Bold("In your other workspace, you type to the bot:"), "\n", Code(f"link me {code}")))
    return Reply((line, SmallPrint(told)), text=answer)


def _asked(met: Meeting, line: str) -> Reply:
    question = f"Are you {_who(met)}?"
    told = (
        ("Your people, to-dos, notes, ratings and reminders become the same on both, and stay with that identity",),
        ("Where you rated a person on both, the later rating stays",),
        ("What you may do stays as it is on each",),
    )
    small = SmallPrint((("Nothing was changed yet",), ("If you did not get the code yourself, do not go on",)))
    blocks = (Text((Bold(question),)), Bullets(told), Actions((Button("That's me", line),)), small)
    return Reply(blocks, text=question)


def _who(met: Meeting) -> str:
    return f"{met.name or 'the member'} on {_platform(met.identity)}"


def _platform(identity: str) -> str:
    return identity.partition(":")[0].capitalize()


def _refused(met: Meeting) -> Refusal:
    if met.outcome == "the same":
        return Refusal("That code is your own.", ("Type it in your other workspace, to the bot.",))
    if met.outcome == "this workspace":
        return Refusal(f"{_who(met)} is somebody of this workspace already.", ("A member is one person in each.",))
    if met.outcome == "others":
        return Refusal("You are linked to another member already.", (Typed("unlink me"), " comes first."))
    return Refusal(
        "That code does not work: it may be wrong, used or too old.",
        ("You get a new one in your other workspace: ", Typed("link me")),
        field="code",
    )


@commands.command("unlink-me", family="Team", role=Role.VIEWER, examples=("unlink me",), changes=True)
def unlink_me(ctx: Context, *, sure: Annotated[bool, UNTYPED] = False) -> Reply:
    """Be a member of your own in this workspace again, apart from your other ones."""
    identity, every = ctx.request.member.key, ctx.store.identities()
    if len(every) < 2:
        answer = "You are one member here and nowhere else."
        return Reply((Text((Bold(answer), "\n", Typed("link me"), " links another workspace.")),), text=answer)
    where = _platform(every[1] if identity == every[0] else every[0])
    if not sure:
        question = f"Be a member of your own again, apart from {where}?"
        stays = "stay here" if identity == every[0] else f"stay with you on {_platform(every[0])}"
        told = ((f"Your people, to-dos, notes and ratings {stays}",), ("What you may do stays as it is on each",))
        button = Actions((Button("Unlink", "unlink-me --sure"),))
        return Reply(
            (Text((Bold(question),)), Bullets(told), button, SmallPrint((("Nothing was changed yet",),))), text=question
        )
    ctx.store.separate(identity, at=ctx.now)
    answer = "You are a member of your own here again."
    return Reply((Text((Bold(answer),)), SmallPrint((("recorded",),))), text=answer, replace=True)
