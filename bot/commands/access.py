"""access: who may do what. The roles are checked in `bot.chat.app`, nowhere else."""

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from bot.cards.wording import count, day
from bot.chat.context import Context
from bot.chat.errors import Refusal, short
from bot.chat.messages import Bold, Bullets, Reply, SmallPrint, Spans, Text, Title, Typed
from bot.commands.registry import commands
from bot.records import Grant, Role, Workspace

MENTION = re.compile(r"<@(?P<group>&?)!?(?P<id>[A-Za-z0-9]{1,40})(?:\|(?P<name>[^>]{0,80}))?>")
ADDRESS = re.compile(r"(?P<platform>slack|discord):(?P<workspace>\w{1,40}):(?P<group>&?)(?P<id>\w{1,40})")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a role is for."""

    workspace: Workspace
    kind: Literal["member", "group"]
    id: str
    name: str


@commands.command(
    "access",
    family="Team",
    role=Role.ADMIN,
    examples=("access grant @mara recruiter", "access revoke @mara", "access"),
    changes=True,
)
def access(
    ctx: Context,
    act: Annotated[Literal["list", "grant", "revoke"], "list, grant or revoke"] = "list",
    whom: Annotated[str, "a mention of a person or group"] = "",
    role: Annotated[Literal["viewer", "recruiter", "admin"], "viewer, recruiter or admin"] = "viewer",
) -> Reply:
    """Say who has access; give a role or take it back."""
    if act == "list":
        return _list(ctx)
    subject = _subject(ctx, whom)
    if act == "revoke":
        return _revoke(ctx, subject)
    ctx.store.grant(
        Grant(subject.workspace, subject.kind, subject.id, subject.name, Role[role.upper()], ctx.actor, ctx.now)
    )
    answer = f"{subject.name} is {role} now."
    can = {
        "viewer": "search and see cards without contacts",
        "recruiter": "see contacts, add, move and note",
        "admin": "do everything",
    }
    return Reply((Text((Bold(answer), f"\nMay {can[role]}.")),), text=answer)


def _list(ctx: Context) -> Reply:
    grants = ctx.store.grants()
    head = f"{count(len(grants), 'role')} granted" if grants else "No roles granted yet."
    rows = tuple(
        (
            Bold(one.name),
            f"{' (group)' if one.subject_kind == 'group' else ''} · {one.role.word} · {one.workspace.platform} · by {one.by}, {day(one.at, ctx.now)}",
        )
        for one in grants
    )
    first = "Admins of the workspace have access without a grant"
    blocks = (
        Title(head),
        *((Bullets(rows),) if rows else ()),
        SmallPrint(((first,), (Typed("access grant @name recruiter"),))),
    )
    return Reply(blocks, text=head)


def _revoke(ctx: Context, subject: Subject) -> Reply:
    if not ctx.store.revoke(subject.workspace, subject.kind, subject.id):
        raise Refusal(f"{subject.name} has no role here.", (Typed("access"), " lists who has one."))
    answer = f"{subject.name} has no access any more."
    return Reply((Text((Bold(answer),)),), text=answer)


def _subject(ctx: Context, whom: str) -> Subject:
    """The mentioned person or group, or one written out as ``slack:T012:U034`` (a group: ``slack:T012:&S034``)."""
    typed = whom.strip()
    mentioned = MENTION.fullmatch(typed) if ctx.request.place.kind != "terminal" else None
    found = mentioned or ADDRESS.fullmatch(typed)
    if found is None:
        raise Refusal(f"{short(typed)} is nobody to give a role to." if typed else "Whom is missing.", _whom(ctx))
    workspace = ctx.request.member.workspace if mentioned else Workspace(found["platform"], found["workspace"])
    name = found.groupdict().get("name") or ctx.store.member_name(workspace, found["id"]) or found["id"]
    return Subject(workspace, "group" if found["group"] else "member", found["id"], name)


def _whom(ctx: Context) -> Spans:
    if ctx.request.place.kind == "terminal":
        return ("Here, write out platform, workspace and id: ", Typed("access grant slack:T012:U034 recruiter"), ".")
    return ("Mention the person or the group: ", Typed("access grant @mara recruiter"), ".")
