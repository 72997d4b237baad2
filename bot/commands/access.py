"""access: who may do what. Roles are checked by `bot.chat.access`, nowhere else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from bot.cards.wording import count, day, people
from bot.chat.access import RECENTLY
from bot.chat.command import UNTYPED, Mention, Verb
from bot.chat.context import Context
from bot.chat.errors import Missing, Refusal, short
from bot.chat.messages import (
    Actions,
    Block,
    Bold,
    Bullets,
    Button,
    Form,
    FormField,
    Menu,
    Option,
    OptionGroup,
    Reply,
    SmallPrint,
    Spans,
    Text,
    Title,
    Typed,
)
from bot.chat.restraint import ALARMS_SHOWN
from bot.chats import NAMES, chat_of
from bot.commands.registry import commands
from bot.records import Grant, Role, Workspace

MENTION = re.compile(r"<@(?P<group>&?)!?(?P<id>[A-Za-z0-9]{1,40})(?:\|(?P<name>[^>]{0,80}))?>")
ADDRESS = re.compile(rf"(?P<platform>{NAMES}):(?P<workspace>\w{{1,40}}):(?P<group>&?)(?P<id>\w{{1,40}})")
EVERYBODY = ("@everyone", "@channel", "@here")
MAY = {
    Role.VIEWER: "search, and see cards without contacts",
    Role.RECRUITER: "see contacts and CVs, add people and work on them",
    Role.ADMIN: "do everything, and give roles",
}
MOST_TO_REVOKE = 25


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a role is for. The group with a workspace's own id is everybody there."""

    workspace: Workspace
    kind: Literal["member", "group"]
    id: str
    name: str

    @property
    def everybody(self) -> bool:
        return self.kind == "group" and self.id == self.workspace.id

    @property
    def address(self) -> str:
        return _address(self.workspace, self.kind, self.id)


def _form(ctx: Context, line: str) -> Form:
    act = "revoke" if line.split()[:1] == ["revoke"] else "grant"
    fields = [
        FormField("whom", "Person", required=False, picks="person"),
        FormField("group", "Or a whole group", required=False, picks="group"),
    ]
    if ctx.request.place.kind == "terminal":
        fields = [FormField("whom", "Person or group", hint="slack:T012:U034; a group: slack:T012:&S034")]
    if act == "revoke":
        return Form("Take a role away", "access revoke", tuple(fields), "Take away")
    roles = tuple((role.word, f"{role.word.capitalize()}: {can}") for role, can in MAY.items())
    return Form("Give a role", "access grant", (*fields, FormField("role", "Role", options=roles)), "Give")


@commands.command(
    "access",
    family="Team",
    role=Role.ADMIN,
    examples=("access grant @mara recruiter", "access revoke @mara", "access"),
    changes=True,
    form=_form,
    verbs={
        "list": Verb("Say who has access, and by what"),
        "grant": Verb(
            "Give a person or a whole group a role",
            {"whom": "a person or a group", "role": "what they are to be"},
            needs=("whom",),
        ),
        "revoke": Verb("Take a role back", {"whom": "a person or a group"}, needs=("whom",)),
    },
)
def access(
    ctx: Context,
    act: Annotated[Literal["list", "grant", "revoke"], "list, grant or revoke"] = "list",
    whom: Annotated[Mention | None, "a mention of a person or group"] = None,
    role: Annotated[Literal["viewer", "recruiter", "admin"] | None, "viewer, recruiter or admin"] = None,
    *,
    group: Annotated[str, UNTYPED] = "",
    sure: Annotated[bool, UNTYPED] = False,
) -> Reply:
    """Say who has access; give a role or take it back."""
    if act == "list":
        return _list(ctx)
    subject = _subject(ctx, act, whom or "", group)
    if act == "revoke":
        return _revoke(ctx, subject, sure=sure)
    if role is None:
        raise Missing(f"Which role is {subject.name} to have?", _whom(ctx), form=_form(ctx, "grant"))
    return _grant(ctx, subject, Role[role.upper()], sure=sure)


def _grant(ctx: Context, subject: Subject, role: Role, *, sure: bool) -> Reply:
    again = f"access grant {subject.address} {role.word} --sure"
    if subject.everybody and not sure:
        question = f"Everybody in this {_place(subject.workspace)} may then {MAY[role]}: whoever joins later, too."
        return _asked(f"Give {subject.name} the {role.word} role?", question, "Give it to everybody", again)
    if role < Role.ADMIN and not sure and _shuts_out(ctx, subject):
        return _asked("Give up your own admin role?", _SHUT_OUT, "Give it up", again)
    ctx.store.grant(Grant(subject.workspace, subject.kind, subject.id, subject.name, role, ctx.actor, ctx.now))
    answer = f"{subject.name} is {role.word} now."
    blocks: list[Block] = [Text((Bold(answer), f"\nMay {MAY[role]}."))]
    if subject.workspace not in ctx.store.workspaces():
        where = f"{subject.workspace.platform}:{subject.workspace.id}"
        blocks.append(SmallPrint(((f"nobody of {where} has used the bot here yet",),)))
    return Reply(tuple(blocks), text=answer)


def _revoke(ctx: Context, subject: Subject, *, sure: bool) -> Reply:
    held = any(_held(one) == subject.address for one in ctx.store.grants())
    if held and not sure and _shuts_out(ctx, subject):
        return _asked(
            "Give up your own admin role?", _SHUT_OUT, "Give it up", f"access revoke {subject.address} --sure"
        )
    if not ctx.store.revoke(subject.workspace, subject.kind, subject.id):
        through: Spans = (" A group of theirs may have one.",) if subject.kind == "member" else ()
        raise Refusal(f"{subject.name} has no role here.", (Typed("access"), " lists who has one.", *through))
    answer = f"{subject.name} has no access any more."
    left = SmallPrint((("groups they are in may still give some",), (_admins_stay(subject.workspace),)))
    return Reply((Text((Bold(answer),)), *((left,) if subject.kind == "member" else ())), text=answer)


_SHUT_OUT = "Then you can give no roles any more. An admin of the workspace, or whoever runs the bot, can give it back."


def _shuts_out(ctx: Context, subject: Subject) -> bool:
    """Whether the asker is an admin by this one grant alone."""
    me = ctx.request.member
    if me.admin:
        return False
    mine = {("member", me.id), *(("group", one) for one in (*me.groups, me.workspace.id))}
    others = (
        one
        for one in ctx.store.grants()
        if one.role is Role.ADMIN and one.workspace == me.workspace and (one.subject_kind, one.subject) in mine
    )
    return {(one.subject_kind, one.subject) for one in others} == {(subject.kind, subject.id)}


def _asked(question: str, consequence: str, yes: str, line: str) -> Reply:
    blocks = (
        Text((Bold(question), f"\n{consequence}")),
        Actions((Button(yes, line),)),
        SmallPrint((("Nothing was changed yet",),)),
    )
    return Reply(blocks, text=question)


# ------------------------------------------------------------------- the list


def _list(ctx: Context) -> Reply:
    grants = _by_name(ctx, ctx.store.grants())
    head = f"{count(len(grants), 'role')} granted" if grants else "No roles granted yet."
    here = set(ctx.store.workspaces())
    blocks: list[Block] = [Title(head)]
    if grants:
        blocks.append(Bullets(tuple(_granted(ctx, one, here) for one in grants)))
    blocks += _admins(ctx, grants)
    blocks += _alarms(ctx)
    blocks.append(
        Actions((Button("Give a role…", "form access grant", typed="access grant @name recruiter"), *_menu(grants)))
    )
    blocks.append(SmallPrint((("a group's role ends within minutes for whoever leaves it",), (Typed("help access"),))))
    return Reply(tuple(blocks), text=head, line="access")


def _by_name(ctx: Context, grants: tuple[Grant, ...]) -> tuple[Grant, ...]:
    """Whoever was unknown when the role was given is shown by the name that they came with."""
    known = {one.key: one.name for one in ctx.store.colleagues()}
    return tuple(
        replace(one, name=known.get(_held(one), one.name)) if one.name == one.subject else one for one in grants
    )


def _granted(ctx: Context, one: Grant, here: set[Workspace]) -> Spans:
    group = " (group)" if one.subject_kind == "group" else ""
    unused = "" if one.workspace in here else " · nobody came from there yet"
    return (
        Bold(one.name),
        f"{group} · {one.role.word} · {one.workspace.platform.capitalize()} · by {one.by}, {day(one.at, ctx.now)}{unused}",
    )


def _admins(ctx: Context, grants: tuple[Grant, ...]) -> Iterator[Block]:
    """Admins of the workspaces need no grant; those who came lately are known by name."""
    granted = {(one.workspace, one.subject) for one in grants if one.role is Role.ADMIN}
    others = [one for one in ctx.store.admins(since=ctx.now - RECENTLY) if (one.workspace, one.id) not in granted]
    names = ", ".join(dict.fromkeys(one.name for one in others))
    seen = f": {names} lately" if names else ", once they come"
    yield Text((f"Admins of the workspaces have access without a grant{seen}.",))


def _alarms(ctx: Context) -> Iterator[Block]:
    for one in ctx.store.alarms(since=ctx.now - ALARMS_SHOWN):
        yield Text(
            (
                "⚠️ ",
                Bold(one.name),
                f" was shown the data of {people(one.people)} within an hour, {day(one.at, ctx.now)}.",
            )
        )


def _menu(grants: tuple[Grant, ...]) -> tuple[Menu, ...]:
    options = tuple(
        Option(f"{one.name} · {one.role.word}", f"access revoke {_held(one)}") for one in grants[:MOST_TO_REVOKE]
    )
    return (Menu("Take a role away…", (OptionGroup("", options),)),) if options else ()


# -------------------------------------------------------------------- for whom


def _subject(ctx: Context, act: str, whom: str, group: str) -> Subject:
    """The mentioned person or group, or one written out as ``slack:T012:U034`` (a group: ``slack:T012:&S034``)."""
    if whom.strip() and group.strip():
        raise Refusal("That is two at once.", ("A person or a group, one after the other.",), field="group")
    typed = (whom or group).strip()
    own = ctx.request.member.workspace
    if not typed:
        raise Missing("Whom is missing.", _whom(ctx), form=_form(ctx, act))
    mentioned = MENTION.fullmatch(typed) if ctx.request.place.kind != "terminal" else None
    found = mentioned or ADDRESS.fullmatch(typed)
    if typed.casefold() in EVERYBODY and ctx.request.place.kind != "terminal":
        return Subject(own, "group", own.id, _EVERYBODY)
    if found is None:
        raise Refusal(f"{short(typed)} is nobody to give a role to.", _whom(ctx), field="whom")
    workspace = own if mentioned else Workspace(found["platform"], found["workspace"])
    if found["group"] and found["id"] == workspace.id:
        return Subject(workspace, "group", workspace.id, _EVERYBODY)
    subject = Subject(workspace, "group" if found["group"] else "member", found["id"], found["id"])
    name = found.groupdict().get("name") or ctx.store.member_name(workspace, subject.id)
    held = (one.name for one in ctx.store.grants() if _held(one) == subject.address)
    return replace(subject, name=name or next(held, subject.id))


_EVERYBODY = "everybody"


def _address(workspace: Workspace, kind: str, subject: str) -> str:
    return f"{workspace.platform}:{workspace.id}:{'&' if kind == 'group' else ''}{subject}"


def _held(one: Grant) -> str:
    return _address(one.workspace, one.subject_kind, one.subject)


def _place(workspace: Workspace) -> str:
    return chat_of(workspace).workspace


def _admins_stay(workspace: Workspace) -> str:
    return f"admins of the {_place(workspace)} stay admins"


def _whom(ctx: Context) -> Spans:
    if ctx.request.place.kind == "terminal":
        return ("Here, write out platform, workspace and id: ", Typed("access grant slack:T012:U034 recruiter"), ".")
    return ("Mention the person or the group: ", Typed("access grant @mara recruiter"), ".")
